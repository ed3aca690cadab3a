"""What keeps somebody out of a slot, and two people out of one team: the rules that need no look at a whole plan."""

from __future__ import annotations

from enum import StrEnum

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.teams.problem import TeamPerson, TeamSlot, TeamsProblem, pair_of

DAY = 24 * 60


class Hindrance(StrEnum):
    """Why somebody cannot take a slot, the first that holds."""

    SIDE = "side"
    TOPICS = "topics"
    EXCLUDED = "excluded"
    AWAY = "away"
    FULL = "full"


def missing_topics(person: TeamPerson, slot: TeamSlot) -> tuple[str, ...]:
    """The topics that a slot needs and somebody does not know, in order."""
    return tuple(sorted(slot.must - person.knows))


def weeks_away(person: TeamPerson, slot: TeamSlot) -> tuple[int, ...]:
    """The weeks of a slot in which somebody is away."""
    return tuple(week for week in slot.weeks if week in person.away)


def may_miss(problem: TeamsProblem, slot: TeamSlot) -> int:
    """How many weeks of a slot somebody may be away."""
    return len(slot.weeks) * problem.may_miss // 100


def full_weeks(person: TeamPerson, slot: TeamSlot) -> tuple[int, ...]:
    """The weeks of a slot in which somebody is there and has no room for its share."""
    return tuple(week for week in slot.weeks if week not in person.away and person.room[week] < slot.share)


def excluded(problem: TeamsProblem, person: str, *targets: str) -> bool:
    """Whether the coordinator keeps somebody out of a slot or its team."""
    return any(
        one.kind is DemandKind.EXCLUSION and one.person == person and one.target in targets for one in problem.demands
    )


def hindrance(problem: TeamsProblem, person: TeamPerson, team: str, slot: TeamSlot) -> Hindrance | None:
    """What keeps somebody out of a slot whatever the others do; None where nothing does."""
    if person.side is not slot.side:
        return Hindrance.SIDE
    if missing_topics(person, slot):
        return Hindrance.TOPICS
    if excluded(problem, person.id, team, slot.id):
        return Hindrance.EXCLUDED
    if len(weeks_away(person, slot)) > may_miss(problem, slot):
        return Hindrance.AWAY
    if full_weeks(person, slot):
        return Hindrance.FULL
    return None


def together(problem: TeamsProblem, one: TeamPerson, other: TeamPerson) -> bool:
    """Whether two people can be in one team."""
    return pair_of(one.id, other.id) not in problem.apart and shared_minutes(one, other) >= problem.overlap


def shared_minutes(one: TeamPerson, other: TeamPerson) -> int:
    """How long two people work at the same time on a day, in minutes; a whole day where hours play no part."""
    if one.hours is None or other.hours is None:
        return DAY
    shared = (
        min(one.hours[1], other.hours[1] + shift) - max(one.hours[0], other.hours[0] + shift)
        for shift in (-DAY, 0, DAY)
    )
    return max(0, *shared)


def windows(problem: TeamsProblem) -> tuple[int, ...]:
    """The minutes of the day (UTC) at which a team's shared hours may begin: no others need a look.

    Where people share `overlap` minutes, they share those that begin when the last of them starts work.
    """
    return tuple(sorted({one.hours[0] % DAY for one in problem.people if one.hours is not None})) or (0,)


def works_through(person: TeamPerson, begins: int, minutes: int) -> bool:
    """Whether somebody works all of some minutes of the day, from one that counts from midnight UTC."""
    if person.hours is None:
        return True
    first, last = person.hours
    return any(first <= begins + shift and begins + shift + minutes <= last for shift in (-DAY, 0, DAY))
