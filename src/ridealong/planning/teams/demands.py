"""Everything that may contradict something else in a problem of composite teams, one by one and in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ridealong.planning.said import Said, When, Who, say
from ridealong.planning.teams.problem import CompositeTeam, TeamDemand, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import weeks_away, weeks_closed


class Kind(StrEnum):
    """What is demanded; in the order in which it stands in a sentence."""

    SETTLED = "settled"
    PIN = "pin"
    EXCLUSION = "exclusion"
    FILL = "fill"
    TOPIC = "topic"
    CLOSED = "closed"
    AWAY = "away"
    ROOM = "room"
    TEAMS = "teams"
    APART = "apart"
    COVER = "cover"
    HOURS = "hours"
    LEAST = "least"
    SIDES = "sides"


_ORDER = {kind: at for at, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that has to hold.

    Args:
        about: for whom: a person and a target (pins, exclusions), a slot (`FILL`), a slot and a topic, a person and a
            slot (`CLOSED`, `AWAY`), a person (`ROOM`, `TEAMS`), two people, a home team (`COVER`), or a team.
        said: the same in words.
    """

    kind: Kind
    about: tuple[str, ...]
    said: Said

    @property
    def rank(self) -> tuple[int, tuple[str, ...]]:
        """Where it stands among others."""
        return _ORDER[self.kind], self.about


def pin(one: TeamDemand) -> Demand:
    """That a pin is kept; one that is settled is told as what it is, a fact."""
    words = "{} is in {} already" if one.settled else "{} is pinned in {}"
    kind = Kind.SETTLED if one.settled else Kind.PIN
    return Demand(kind, (one.person, one.target), say(words, Who(one.person), Who(one.target)))


def exclusion(one: TeamDemand) -> Demand:
    """That somebody stays out of a slot or team; of who left it, that they did."""
    said = say("{} " + (one.words or "is kept out of {}"), Who(one.person), Who(one.target))
    return Demand(Kind.EXCLUSION, (one.person, one.target), said)


def fill(slot: TeamSlot) -> Demand:
    """That somebody takes a slot."""
    return Demand(Kind.FILL, (slot.id,), say("{} has to be filled", Who(slot.id)))


def topic(slot: TeamSlot, name: str) -> Demand:
    """That whoever takes a slot knows a topic."""
    return Demand(Kind.TOPIC, (slot.id, name), say("{} needs {}", Who(slot.id), name))


def closed(person: TeamPerson, slot: TeamSlot) -> Demand:
    """That somebody is not there at all in weeks of a slot."""
    said = say("{} is not there in {}, weeks of {}", Who(person.id), When(weeks_closed(person, slot)), Who(slot.id))
    return Demand(Kind.CLOSED, (person.id, slot.id), said)


def away(person: TeamPerson, slot: TeamSlot) -> Demand:
    """That somebody is away for too much of a slot."""
    when = When(weeks_away(person, slot))
    said = say("{} is away in {}, too long for {}", Who(person.id), when, Who(slot.id))
    return Demand(Kind.AWAY, (person.id, slot.id), said)


def room(person: TeamPerson) -> Demand:
    """That somebody's slots take no more of a week than there is."""
    least, most = min(person.room), max(person.room)
    span = str(most) if least == most else f"{least} to {most}"
    return Demand(Kind.ROOM, (person.id,), say("{} has {} % of a week for teams", Who(person.id), span))


def teams(person: TeamPerson, most: tuple[int, ...]) -> Demand:
    """That somebody is in no more teams in a week than they may be."""
    span = str(most[0]) if len(set(most)) == 1 else f"{min(most)} to {max(most)}"
    return Demand(Kind.TEAMS, (person.id,), say("{} may be in {} of these teams at once", Who(person.id), span))


def apart(one: str, other: str) -> Demand:
    """That two people are in no slots of one team that have a week in common."""
    return Demand(Kind.APART, (one, other), say("{} and {} are kept apart", Who(one), Who(other)))


def cover(home: str, most: tuple[int, ...]) -> Demand:
    """That so many of a home team stay."""
    span = str(most[0]) if len(set(most)) == 1 else f"{min(most)} to {max(most)}"
    return Demand(Kind.COVER, (home,), say("{} spares at most {} % of one person at once", Who(home), span))


def hours(team: CompositeTeam, minutes: int) -> Demand:
    """That all in a team work at the same time for so long."""
    said = say("everybody in {} works {} minutes of a day at the same time", Who(team.id), minutes)
    return Demand(Kind.HOURS, (team.id,), said)


def least(team: CompositeTeam) -> Demand:
    """That a team is not formed with fewer people."""
    return Demand(Kind.LEAST, (team.id,), say("{} is formed by at least {} people", Who(team.id), team.least))


def sides(team: CompositeTeam) -> Demand:
    """That a team is not formed by one side."""
    return Demand(Kind.SIDES, (team.id,), say("{} is formed by people of both sides", Who(team.id)))


def slot_of(problem: TeamsProblem, name: str) -> tuple[CompositeTeam, TeamSlot] | None:
    """A slot with its team, None where there is none of that id."""
    for team in problem.teams:
        for slot in team.slots:
            if slot.id == name:
                return team, slot
    return None
