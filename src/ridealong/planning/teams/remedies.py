"""What would resolve a contradiction of composite teams: each way alone, tried on the whole problem."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.said import Said, When, Who, say
from ridealong.planning.teams.demands import Demand, Kind, slot_of
from ridealong.planning.teams.feasible import possible
from ridealong.planning.teams.problem import FULL, TeamDemand, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import exclusions, hindrance
from ridealong.planning.teams.scope import narrowed
from ridealong.planning.teams.words import topics_said

_LITTLE = (
    Kind.EXCLUSION,
    Kind.PIN,
    Kind.TOPIC,
    Kind.LEAST,
    Kind.TEAMS,
    Kind.ROOM,
    Kind.COVER,
    Kind.HOURS,
    Kind.APART,
    Kind.FILL,
)
"""What can be given up, the least to ask for first. Weeks away or closed, settled pins and both sides stay."""

MOST_TRIED = 20
"""So many ways are tried."""

Asked = tuple[TeamsProblem, tuple[str, ...]]
"""A problem, and the slots of it that have to be filled."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that would have to be otherwise.

    Args:
        given_up: the demand that would no longer hold.
        said: the same as the end of a sentence that begins with "if".
    """

    given_up: Demand
    said: Said


def remedies_for(problem: TeamsProblem, slots: Collection[str], demands: Sequence[Demand]) -> tuple[Remedy, ...]:
    """What would be enough for all these slots to be filled and all pins to be kept, the least to ask for first.

    Args:
        demands: those that contradict each other; nothing else can resolve that.
    """
    found = []
    ranked = sorted((one for one in demands if one.kind in _LITTLE), key=lambda one: _LITTLE.index(one.kind))
    for one in ranked[:MOST_TRIED]:
        asked = without(problem, slots, one)
        if _possible(*asked):
            found.append(Remedy(one, _said(problem, one) + _taker(problem, asked, one, demands)))
    return tuple(found)


def _possible(problem: TeamsProblem, slots: Collection[str]) -> bool:
    return possible(narrowed(problem, slots), slots) is True


def without(problem: TeamsProblem, slots: Collection[str], given_up: Demand) -> Asked:
    """The problem, and the slots that have to be filled, without a demand that can be given up.

    Shared hours are the same for all teams, and are given up for all.
    """
    if given_up.kind is Kind.FILL:
        return problem, tuple(one for one in slots if one not in given_up.about)
    return _EASED[given_up.kind](problem, *given_up.about), tuple(slots)


def _demanded(kind: DemandKind) -> Callable[..., TeamsProblem]:
    def eased(problem: TeamsProblem, person: str, target: str) -> TeamsProblem:
        left = (one for one in problem.demands if (one.kind, one.person, one.target) != (kind, person, target))
        return replace(problem, demands=tuple(left))

    return eased


def _topic(problem: TeamsProblem, name: str, topic: str) -> TeamsProblem:
    return _with_slot(problem, name, lambda slot: replace(slot, must=slot.must - {topic}))


def _with_slot(problem: TeamsProblem, name: str, change: Callable[[TeamSlot], TeamSlot]) -> TeamsProblem:
    def eased(slots: tuple[TeamSlot, ...]) -> tuple[TeamSlot, ...]:
        return tuple(change(slot) if slot.id == name else slot for slot in slots)

    return replace(problem, teams=tuple(replace(team, slots=eased(team.slots)) for team in problem.teams))


def _least(problem: TeamsProblem, name: str) -> TeamsProblem:
    return replace(problem, teams=tuple(replace(team, least=2) if team.id == name else team for team in problem.teams))


def _room(problem: TeamsProblem, name: str) -> TeamsProblem:
    free = (FULL,) * problem.weeks
    people = tuple(replace(one, room=free) if one.id == name else one for one in problem.people)
    return replace(problem, people=people)


def _teams(problem: TeamsProblem, name: str) -> TeamsProblem:
    people = tuple(
        replace(one, most_teams=tuple(most + 1 for most in one.most_teams))
        if one.id == name and one.most_teams is not None
        else one
        for one in problem.people
    )
    return replace(problem, people=people)


def _cover(problem: TeamsProblem, home: str) -> TeamsProblem:
    return replace(problem, homes={name: most for name, most in problem.homes.items() if name != home})


def _apart(problem: TeamsProblem, one: str, other: str) -> TeamsProblem:
    return replace(problem, apart=problem.apart - {(one, other)})


_EASED: dict[Kind, Callable[..., TeamsProblem]] = {
    Kind.EXCLUSION: _demanded(DemandKind.EXCLUSION),
    Kind.PIN: _demanded(DemandKind.PIN),
    Kind.TOPIC: _topic,
    Kind.LEAST: _least,
    Kind.TEAMS: _teams,
    Kind.ROOM: _room,
    Kind.COVER: _cover,
    Kind.HOURS: lambda problem, _team: replace(problem, overlap=0),
    Kind.APART: _apart,
}


_WORDS = {
    Kind.EXCLUSION: "{} were not kept out of {}",
    Kind.PIN: "{} were not pinned in {}",
    Kind.TOPIC: "{} did not need {}",
    Kind.LEAST: "fewer people were enough for {}",
    Kind.TEAMS: "{} could be in one more team at once",
    Kind.ROOM: "{} had all of every week for teams",
    Kind.COVER: "{} spared more people",
    Kind.HOURS: "people in one team shared fewer than {} minutes of a day",
    Kind.APART: "{} and {} were not kept apart",
    Kind.FILL: "{} stayed open",
}


def _said(problem: TeamsProblem, one: Demand) -> Said:
    """What would have to be otherwise, as the end of a sentence that begins with "if"."""
    parts: tuple[Who | str | int, ...] = tuple(Who(name) for name in one.about)
    if one.kind is Kind.TOPIC:
        parts = (parts[0], one.about[1])
    elif one.kind is Kind.HOURS:
        parts = (problem.overlap,)
    elif one.kind is Kind.EXCLUSION and exclusions(problem, one.about[0], one.about[1])[0].words:
        return say("{} came back to {}", *parts)
    return say(_WORDS[one.kind], *parts)


def _taker(problem: TeamsProblem, asked: Asked, one: Demand, demands: Sequence[Demand]) -> Said:
    """Who could then take a slot that has to be filled, where that is somebody whose pin or exclusion is given up."""
    if one.kind not in {Kind.PIN, Kind.EXCLUSION}:
        return Said()
    person = next(person for person in problem.people if person.id == one.about[0])
    for name in (other.about[0] for other in demands if other.kind is Kind.FILL):
        slot = next(_open_to(asked[0], person, name), None)
        if slot is not None and _possible(_pinned(asked[0], person.id, name), asked[1]):
            knows = say(" knows {} and", topics_said(slot.must)) if slot.must else Said()
            there = tuple(week for week in slot.weeks if week not in person.away)
            return say(": {}", Who(person.id)) + knows + say(" is free for {} in {}", Who(name), When(there))
    return Said()


def _open_to(problem: TeamsProblem, person: TeamPerson, name: str) -> Iterator[TeamSlot]:
    found = slot_of(problem, name)
    if found is not None and hindrance(problem, person, found[0].id, found[1]) is None:
        yield found[1]


def _pinned(problem: TeamsProblem, person: str, target: str) -> TeamsProblem:
    """The problem with somebody in a slot."""
    one = TeamDemand(kind=DemandKind.PIN, person=person, target=target)
    return replace(problem, demands=(*problem.demands, one))
