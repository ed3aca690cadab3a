"""Composite teams that people were told of and that are not over: those that change while they run."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot
from ridealong.domain.errors import Refused
from ridealong.domain.meetings import Due
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.services.changes.as_shown import check_shown
from ridealong.services.desk import Desk
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.invites.told import Told, Words
from ridealong.services.plans.plan_views import Someone
from ridealong.services.teams.embed_meetings import caused, due_of_teams, teams_around
from ridealong.services.teams.found import changeable, team_of
from ridealong.storage.queries.teams import embeds_of_team


def running_team(connection: Connection, program: Program, name: str, today: date) -> CompositeTeam:
    """A published team with days to come; raises NotFound, and Refused for any other."""
    team = changeable(team_of(connection, program, name))
    if team.state is State.PROPOSED:
        raise Refused(
            f"The team '{team.name}' is not published: nobody was told of it yet",
            "Publish it first",
            typed=f'Publish it first: ridealong publish "{program.name}"',
        )
    if team.days.last < today:
        raise Refused(
            f"The team '{team.name}' was over on {team.days.last}",
            "Say how it went",
            typed=f'Say how it went: ridealong teams mark "{program.name}" "{team.name}" held',
        )
    return team


def said_of(team: CompositeTeam, one: Embed) -> str:
    """Where somebody is embedded, in words: `slot 2 (Analyst) of 'Loyalty app'`."""
    return f"{slot_said(team, one.slot)} of '{team.name}'"


def slot_said(team: CompositeTeam, number: int) -> str:
    """A slot in words, by its number."""
    slot: Slot | None = team.slot(number)
    return f"slot {slot or number}"


def embedded(one: Embed) -> Someone:
    """Who is embedded, in short, with the home team of that time."""
    return Someone(email=one.email, name=one.name, team=one.home_team)


def workday_before(day: date) -> date:
    """The last day from Monday to Friday before a day."""
    before = day - timedelta(days=1)
    return before - timedelta(days=max(0, before.weekday() - 4))


def mates(connection: Connection, team: CompositeTeam, since: date, without: Iterable[int] = ()) -> Sequence[Someone]:
    """Who is in a team on a day or later, without some by row id of the person; each once."""
    left = set(without)
    there = {
        one.person_id: embedded(one)
        for one in embeds_of_team(connection, team.id, (State.PUBLISHED, State.ENDED))
        if one.days.last >= since and one.person_id not in left
    }
    return tuple(there.values())


@dataclass(frozen=True, slots=True)
class DueBefore:
    """What was due about some teams before a change."""

    teams: frozenset[int]
    items: tuple[Due, ...]


def due_before(connection: Connection, desk: Desk, team: CompositeTeam, comes: Collection[int] = ()) -> DueBefore:
    """What is due about a team that is to change, and about the other teams whose invites may change with it.

    Args:
        comes: who comes into it, by row id.
    """
    teams = teams_around(connection, [team.id], desk.clock.today(), comes)
    return DueBefore(teams, due_of_teams(connection, desk, teams, organizer_of(desk)))


def told_of(connection: Connection, desk: Desk, before: DueBefore, words: Words) -> tuple[Told, ...]:
    """Who is told what of a change of a team, within it and once it is written: what the outbox holds because of it.

    Args:
        before: what `due_before` found.
    """
    after = due_of_teams(connection, desk, before.teams, organizer_of(desk))
    return words.told(caused(before.items, after), "Who is in the team, and when, is not as it was.")


class Previewed(Protocol):
    """What a change of a team comes to, or would."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """In plain words, with who is told what."""

    @property
    def version(self) -> int:
        """That of the database when it was worked out."""


def check_previewed(desk: Desk, connection: Connection, now: Previewed, shown: Previewed | None) -> None:
    """See that a change comes to what was shown of it; called within it, before it is done.

    Args:
        shown: what whoever makes it was shown; None for who was shown nothing.

    Raises:
        ChangedMeanwhile: it comes to something else, with what was done at other desks since.
    """
    if shown is not None:
        check_shown(desk, connection, same=now.sentences == shown.sentences, since=shown.version)
