"""What the database knows that a report on a program is worked out from, before it is one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from sqlalchemy import Connection, RowMapping

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.exposure import team_identity
from ridealong.domain.gathering_times import usual_days
from ridealong.domain.masking import Mask
from ridealong.domain.pairings import MET, TAKING_TIME, State, has_met, is_past_draft
from ridealong.domain.people import Side
from ridealong.domain.programs import Program
from ridealong.services.groups.gathering_days import days_of, state_by
from ridealong.services.reports.report_teams import TeamFacts, read_team_facts
from ridealong.services.teams.embed_contacts import together as together_in_teams
from ridealong.storage.queries import report as queries
from ridealong.storage.queries.gatherings import of_program
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.teams import all_embeds

Pair = frozenset[int]
Teams = tuple[str, str]
Key = TypeVar("Key")
_ENROLLED = ("agreed", "paused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Somebody of IT and somebody of marketing who are, were or were to be together; by row id, with their teams."""

    it: int
    marketing: int
    teams: Teams
    first: date
    last: date
    state: State

    @property
    def pair(self) -> Pair:
        """The two people."""
        return frozenset((self.it, self.marketing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One thing that is counted: a pairing, a group with all who are in it, or an embed.

    Args:
        pairing: the row of the pairing; None for a group and an embed. without: days of a series that are left out.
    """

    state: State
    first: date
    last: date
    people: tuple[int, ...]
    pairing: RowMapping | None = None
    without: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """What was read about a program.

    Args:
        occasions: what is planned, took place or failed to, drafts included. together: everybody in them, two by two.
        people: everybody there ever was, by row id, each with the answer in the program.
        teams: the composite teams; None where the program has none by its kind.
    """

    program: Program
    today: date
    occasions: Sequence[Occasion]
    together: Sequence[Together]
    people: Mapping[int, RowMapping]
    teams: TeamFacts | None = None

    @cached_property
    def met(self) -> tuple[Together, ...]:
        """Who has been together by now."""
        return tuple(one for one in self.together if has_met(one.state, one.first, self.today))

    @cached_property
    def coming(self) -> tuple[Together, ...]:
        """Who will be, as far as it is published."""
        return tuple(one for one in self.together if one.state is State.PUBLISHED and one.first > self.today)

    @cached_property
    def took_part(self) -> frozenset[int]:
        """Who has met somebody of the other side."""
        return frozenset(person for one in self.met for person in one.pair)

    @cached_property
    def turns(self) -> Counter[int]:
        """By guest: how many pairings there are to count, drafts included; visits back are none of theirs."""
        rows = [one.pairing for one in self.occasions if one.pairing is not None and one.state in TAKING_TIME]
        return Counter(row["guest_id"] for row in rows if not self.program.is_return(row["guest_side"]))

    def is_here(self, person: RowMapping) -> bool:
        """Whether somebody is in a team today."""
        return not person["removed"] and (person["last_day"] is None or person["last_day"] >= self.today)

    def is_enrolled(self, person: RowMapping) -> bool:
        """Whether somebody takes part, or has."""
        return person["answer"] in _ENROLLED or person["id"] in self.took_part

    @cached_property
    def team_names(self) -> Mapping[tuple[Side, str], str]:
        """What teams are called by side and identity: as their people write them today, else as they were written."""
        names: dict[tuple[Side, str], str] = {}
        here = [one for one in self.people.values() if self.is_here(one)]
        for one in sorted(here, key=lambda person: str(person["team"])):
            names.setdefault((Side(one["side"]), team_identity(one["team"])), one["team"])
        for other in self.together:
            for side, team in zip((Side.IT, Side.MARKETING), other.teams, strict=True):
                names.setdefault((side, team_identity(team)), team)
        return names

    def called(self, teams: Teams) -> Teams:
        """Two teams under the names by which they go in the report."""
        it, marketing = teams
        names = self.team_names
        return names[Side.IT, team_identity(it)], names[Side.MARKETING, team_identity(marketing)]


def read_facts(connection: Connection, program: Program, today: date) -> ReportFacts:
    """Read what matters for the report on a program."""
    everybody = {row["id"]: row for row in queries.everybody_with_answers(connection, program.id)}
    if program.kind.gathers:
        occasions, together = _groups(connection, program, today)
    else:
        rows = queries.pairings_of(connection, program.id, today)
        occasions, together = [_occasion(row) for row in rows], [_together(row) for row in rows]
    teams = read_team_facts(connection, program) if program.kind.in_teams else None
    if teams is not None:
        occasions += _embeds(teams, today)
        together += _in_teams(teams.embeds)
    return ReportFacts(
        program=program, today=today, occasions=occasions, together=together, people=everybody, teams=teams
    )


def _embeds(found: TeamFacts, today: date) -> Iterator[Occasion]:
    """What is counted of composite teams: each embed; held, where it is over and nobody said else."""
    for one in found.embeds:
        if not is_past_draft(one.state, one.days.last, today):
            state = state_by(one.state, one.days.last, today)
            yield Occasion(state=state, first=one.days.first, last=one.days.last, people=(one.person_id,))


def _in_teams(some: Iterable[Embed]) -> Iterator[Together]:
    """Who is in a composite team at the same time: as of what is published, they have met once both are there."""
    for both in together_in_teams(some):
        yield Together(
            it=both.it.person_id,
            marketing=both.marketing.person_id,
            teams=(both.it.home_team, both.marketing.home_team),
            first=both.days.first,
            last=both.days.last,
            state=State.PUBLISHED,
        )


def _occasion(row: RowMapping) -> Occasion:
    return Occasion(
        state=State(row["state"]),
        first=row["first_day"],
        last=row["last_day"],
        people=(row["guest_id"], row["host_id"]),
        pairing=row,
    )


def _together(row: RowMapping) -> Together:
    ids, teams = (row["guest_id"], row["host_id"]), (row["guest_team"], row["host_team"])
    if row["guest_side"] != Side.IT:
        ids, teams = ids[::-1], teams[::-1]
    return Together(
        it=ids[0],
        marketing=ids[1],
        teams=teams,
        first=row["first_day"],
        last=row["last_day"],
        state=State(row["state"]),
    )


def _groups(connection: Connection, program: Program, today: date) -> tuple[list[Occasion], list[Together]]:
    """What is counted of groups, each on the day on which it meets; held, where it is over and nobody said else."""
    members = queries.people_of_groups(connection, program.id)
    days = days_of(connection, of_program(connection, program.id))
    occasions: list[Occasion] = []
    together: list[Together] = []
    for row in queries.groups_of(connection, program.id):
        some, when = members.get(row["id"], []), days[row["id"]]
        if is_past_draft(row["state"], when.last, today):
            continue
        occasion = Occasion(
            state=state_by(State(row["state"]), when.last, today),
            first=when.first,
            last=when.last,
            people=tuple(one["person_id"] for one in some),
            without=tuple(date.fromisoformat(day) for day in row["without"].split(";") if day),
        )
        occasions.append(occasion)
        together += _across(occasion, some)
    return occasions, together


def _across(group: Occasion, members: Sequence[RowMapping]) -> Iterator[Together]:
    for one, other in combinations(sorted(members, key=lambda row: str(row["side"])), 2):
        if one["side"] != other["side"]:
            yield Together(
                it=one["person_id"],
                marketing=other["person_id"],
                teams=(one["team"], other["team"]),
                first=group.first,
                last=group.last,
                state=group.state,
            )


@dataclass(frozen=True, slots=True)
class Before:
    """Since when people and teams know each other from elsewhere than a program."""

    people: Mapping[Pair, date]
    teams: Mapping[Teams, date]


def read_before(connection: Connection, program: Program) -> Before:
    """Since when two people, and two teams by identity, know each other from elsewhere; drafts are no meetings."""
    people: dict[Pair, date] = {}
    teams: dict[Teams, date] = {}
    for ids, day in queries.first_met_elsewhere(connection, MET, program.id).items():
        _earliest(people, frozenset(ids), day)
    for (it, marketing), day in queries.teams_first_met_elsewhere(connection, MET, program.id).items():
        _earliest(teams, (team_identity(it), team_identity(marketing)), day)
    elsewhere = [one for one in all_embeds(connection, [str(state) for state in MET]) if one.program_id != program.id]
    for both in _in_teams(elsewhere):
        _note(both, people, teams)
    members = queries.people_of_groups(connection, None, program.id)
    programs = {one.id: one for one in all_programs(connection, archived=True)}
    for row in queries.groups_of(connection, None, program.id):
        if State(row["state"]).counts_as_met:
            days = usual_days(programs[row["program_id"]], Days(row["first_day"], row["last_day"]))
            group = Occasion(state=State(row["state"]), first=days.first, last=days.last, people=())
            for one in _across(group, members.get(row["id"], [])):
                _note(one, people, teams)
    return Before(people, teams)


def _note(one: Together, people: dict[Pair, date], teams: dict[Teams, date]) -> None:
    _earliest(people, one.pair, one.first)
    _earliest(teams, (team_identity(one.teams[0]), team_identity(one.teams[1])), one.first)


def _earliest(known: dict[Key, date], key: Key, day: date) -> None:
    known[key] = min(day, known.get(key, day))


def read_mask(connection: Connection, facts: ReportFacts, sponsors: Iterable[str] = ()) -> Mask:
    """What takes the names of people out of texts; sponsors may stay where a text is about them."""
    former = queries.former_names(connection)
    names = {row_id: {row["name"], *former.get(row_id, ())} for row_id, row in facts.people.items()}
    close = facts.took_part | {person for one in facts.occasions for person in one.people}
    close |= {row_id for row_id, row in facts.people.items() if row["answer"] is not None}
    return Mask(
        names=(name for some in names.values() for name in some),
        close=(name for row_id in close for name in names[row_id]),
        allowed=tuple(sponsors),
    )
