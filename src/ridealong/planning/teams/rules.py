"""What keeps somebody out of a slot, and two people out of one team: the rules that need no look at a whole plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from ridealong.domain import composite_teams
from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.teams.problem import TeamDemand, TeamPerson, TeamSlot, TeamsProblem, pair_of

DAY = 24 * 60

T = TypeVar("T")
Hours = tuple[int, int]
Placed = tuple[TeamPerson, TeamSlot]
"""Somebody in a slot."""


class Hindrance(StrEnum):
    """Why somebody cannot take a slot, the first that holds."""

    SIDE = "side"
    TOPICS = "topics"
    EXCLUDED = "excluded"
    LEFT = "left"
    CLOSED = "closed"
    AWAY = "away"
    FULL = "full"
    TEAMS = "teams"


def missing_topics(person: TeamPerson, slot: TeamSlot) -> tuple[str, ...]:
    """The topics that a slot needs and somebody does not know, in order."""
    return tuple(sorted(slot.must - person.knows))


def weeks_away(person: TeamPerson, slot: TeamSlot) -> tuple[int, ...]:
    """The weeks of a slot in which somebody is away."""
    return tuple(week for week in slot.weeks if week in person.away)


def weeks_closed(person: TeamPerson, slot: TeamSlot) -> tuple[int, ...]:
    """The weeks of a slot in which somebody cannot be in it at all."""
    if not person.closed:
        return ()
    return tuple(week for week in slot.weeks if week in person.closed and (slot.id, week) not in person.closed_except)


def may_miss(problem: TeamsProblem, slot: TeamSlot) -> int:
    """How many weeks of a slot somebody may be away."""
    return composite_teams.may_miss(len(slot.weeks), problem.may_miss)


def full_weeks(person: TeamPerson, slot: TeamSlot) -> tuple[int, ...]:
    """The weeks of a slot in which somebody is there and has no room for its share."""
    return tuple(week for week in slot.weeks if week not in person.away and person.room[week] < slot.share)


def barred_weeks(person: TeamPerson, slot: TeamSlot) -> tuple[int, ...]:
    """The weeks of a slot in which somebody may be in no team."""
    return tuple(week for week in slot.weeks if not person.most_teams[week]) if person.most_teams is not None else ()


def exclusions(problem: TeamsProblem, person: str, *targets: str) -> list[TeamDemand]:
    """The exclusions of somebody from a slot or its team; those that the coordinator asked for come first."""
    found = (one for one in problem.demands if one.kind is DemandKind.EXCLUSION)
    return sorted((one for one in found if one.person == person and one.target in targets), key=lambda one: one.words)


def settled(problem: TeamsProblem, person: str, slot: str) -> bool:
    """Whether somebody has a slot already."""
    return any(one.settled and one.person == person and one.target == slot for one in problem.demands)


def hindrance(problem: TeamsProblem, person: TeamPerson, team: str, slot: TeamSlot) -> Hindrance | None:
    """What keeps somebody out of a slot whatever the others do; None where nothing does.

    Of a slot that they have already only the side, the room and the number of teams are asked about: those are what is
    left beside it.
    """
    if person.side is not slot.side:
        return Hindrance.SIDE
    why = _against(problem, person, team, slot)
    if why is not None and not settled(problem, person.id, slot.id):
        return why
    if full_weeks(person, slot):
        return Hindrance.FULL
    return Hindrance.TEAMS if barred_weeks(person, slot) else None


def _against(problem: TeamsProblem, person: TeamPerson, team: str, slot: TeamSlot) -> Hindrance | None:
    if missing_topics(person, slot):
        return Hindrance.TOPICS
    if out := exclusions(problem, person.id, team, slot.id):
        return Hindrance.LEFT if out[0].words else Hindrance.EXCLUDED
    if weeks_closed(person, slot):
        return Hindrance.CLOSED
    return Hindrance.AWAY if len(weeks_away(person, slot)) > may_miss(problem, slot) else None


def meet(one: TeamSlot, other: TeamSlot) -> bool:
    """Whether two slots have a week in common: nobody has two slots of one team that do."""
    return one.first <= other.last and other.first <= one.last


def kept_apart(problem: TeamsProblem, one: Placed, other: Placed) -> bool:
    """Whether two people in slots of one team break the rule about who is apart: in these slots they would meet."""
    return pair_of(one[0].id, other[0].id) in problem.apart and meet(one[1], other[1])


def at_once(some: Sequence[tuple[T, TeamSlot]]) -> list[list[T]]:
    """Of some things with their slots, those whose slots are all in one week: each such group of two or more."""
    groups: dict[tuple[int, ...], None] = {}
    for week in sorted({slot.first for _one, slot in some}):
        groups[tuple(at for at, (_one, slot) in enumerate(some) if week in slot.weeks)] = None
    return [[some[at][0] for at in group] for group in groups if len(group) > 1]


def hours_in(person: TeamPerson, week: int) -> Hours | None:
    """Somebody's working hours in a week; None where hours play no part."""
    found = person.hours
    for first, begins, ends in person.later_hours:
        if first <= week:
            found = begins, ends
    return found


def periods(problem: TeamsProblem) -> tuple[range, ...]:
    """The weeks of a problem, parted where anybody's working hours change."""
    firsts = sorted({0, *(first for one in problem.people for first, _begins, _ends in one.later_hours)})
    return tuple(range(first, last) for first, last in zip(firsts, [*firsts[1:], problem.weeks], strict=True))


def shared_minutes(one: Hours | None, other: Hours | None) -> int:
    """How long two people work at the same time on a day, in minutes; a whole day where hours play no part."""
    if one is None or other is None:
        return DAY
    shared = (min(one[1], other[1] + shift) - max(one[0], other[0] + shift) for shift in (-DAY, 0, DAY))
    return max(0, *shared)


def windows(problem: TeamsProblem) -> tuple[int, ...]:
    """The minutes of the day (UTC) at which a team's shared hours may begin: no others need a look.

    Where people share `overlap` minutes, they share those that begin when the last of them starts work.
    """
    begins = {one.hours[0] % DAY for one in problem.people if one.hours is not None}
    begins |= {first % DAY for one in problem.people for _week, first, _last in one.later_hours}
    return tuple(sorted(begins)) or (0,)


def works_through(hours: Hours | None, begins: int, minutes: int) -> bool:
    """Whether working hours hold all of some minutes of the day, from one that counts from midnight UTC."""
    if hours is None:
        return True
    first, last = hours
    return any(first <= begins + shift and begins + shift + minutes <= last for shift in (-DAY, 0, DAY))


def reaches(slot: TeamSlot, weeks: range) -> bool:
    """Whether a slot has any of some weeks in a row."""
    return slot.first < weeks.stop and weeks.start <= slot.last


class SharedHours:
    """Whether people in one team work long enough at the same time, asked for many teams of a problem."""

    def __init__(self, problem: TeamsProblem) -> None:
        self._minutes = problem.overlap
        self._begins = windows(problem)
        self._periods = periods(problem)

    def enough(self, members: Iterable[Placed]) -> bool:
        """Whether all do, each in the weeks of a slot."""
        some = list(members)
        return not self._minutes or all(self._at(weeks, some) for weeks in self._periods)

    def _at(self, weeks: range, some: Sequence[Placed]) -> bool:
        hours = {hours_in(person, weeks.start) for person, slot in some if reaches(slot, weeks)}
        return any(all(works_through(one, begins, self._minutes) for one in hours) for begins in self._begins)

    def pair(self, one: Placed, other: Placed) -> bool:
        """Whether two people do, whatever the others."""
        return all(
            shared_minutes(hours_in(one[0], weeks.start), hours_in(other[0], weeks.start)) >= self._minutes
            for weeks in self._periods
            if reaches(one[1], weeks) and reaches(other[1], weeks)
        )
