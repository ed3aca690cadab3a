"""What a report on a program of composite teams is worked out from, and what it says of these teams."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Embed, weeks_and_share
from ridealong.domain.days import Days, working_days
from ridealong.domain.exposure import team_identity
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Program
from ridealong.domain.report_teams import EmbedWeeks, HomeTeamsReached, ReportTeams
from ridealong.storage.queries.teams import embeds_of_program, teams_of

_FORMED = (State.PUBLISHED, State.HELD, State.ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFacts:
    """The composite teams of a program and everybody in them, drafts and what was called off included."""

    teams: Sequence[CompositeTeam]
    embeds: Sequence[Embed]


def read_team_facts(connection: Connection, program: Program) -> TeamFacts:
    """Read the composite teams of a program."""
    return TeamFacts(teams=teams_of(connection, program.id), embeds=embeds_of_program(connection, program.id))


def report_teams(facts: TeamFacts, home_teams: Sequence[tuple[Side, str]], today: date) -> ReportTeams:
    """What there is to say of composite teams, as of a day.

    Args:
        home_teams: the home teams of today, by side and identity.
    """
    formed = [one for one in facts.teams if one.state in _FORMED]
    embeds = [one for one in facts.embeds if one.state.counts_as_met]
    begun = [one for one in embeds if one.days.first <= today]
    # Somebody was found for a slot, also where it came to nothing.
    found = (*embeds, *(one for one in facts.embeds if one.state is State.MISSED))
    taken = {(one.team_id, one.slot) for one in found}
    # Whoever was there until the day on which their team ended early was to be there for longer.
    last = {
        (one.id, one.days.last) for one in formed if one.state is State.PUBLISHED and one.state_on(today) is State.ENDED
    }
    return ReportTeams(
        formed=len(formed),
        running=sum(one.state is State.PUBLISHED and today in one.days for one in formed),
        coming=sum(one.state is State.PUBLISHED and one.days.first > today for one in formed),
        over=sum(one.state_on(today) is State.HELD for one in formed),
        ended=sum(one.state_on(today) is State.ENDED for one in formed),
        slots=sum(len(one.slots) for one in formed),
        filled=sum((one.id, slot.number) in taken for one in formed for slot in one.slots),
        hand_overs=sum(one.after is not None for one in begun),
        early=sum(one.state is State.ENDED or (one.team_id, one.days.last) in last for one in embeds),
        weeks=_weeks(begun, today),
        home_teams=tuple(_reached(side, begun, home_teams) for side in Side),
    )


def _weeks(begun: Sequence[Embed], today: date) -> tuple[EmbedWeeks, ...]:
    alike: dict[tuple[Side, int], list[Embed]] = defaultdict(list)
    for one in begun:
        alike[one.side, one.share].append(one)
    return tuple(
        EmbedWeeks(
            side=side,
            share=share,
            people=len({one.person_id for one in alike[side, share]}),
            weeks=sum(weeks_and_share(one.days, 100, today) for one in alike[side, share]),
            work=sum(weeks_and_share(one.days, share, today) for one in alike[side, share]),
        )
        for side in Side
        for share in sorted({share for of, share in alike if of is side}, reverse=True)
    )


def _reached(side: Side, begun: Sequence[Embed], home_teams: Sequence[tuple[Side, str]]) -> HomeTeamsReached:
    there = {team for of, team in home_teams if of is side}
    embedded = {team_identity(one.home_team) for one in begun if one.side is side}
    return HomeTeamsReached(side=side, reached=len(embedded & there), teams=len(there))


def embed_days(facts: TeamFacts, today: date) -> float:
    """How many days of work people spent in composite teams by a day: their Mondays to Fridays, times the share."""
    begun = [one for one in facts.embeds if one.state.counts_as_met and one.days.first <= today]
    spans = [(Days(one.days.first, min(one.days.last, today)), one.share) for one in begun]
    return round(sum(working_days(days) * share / 100 for days, share in spans), 1)
