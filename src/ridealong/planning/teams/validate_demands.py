"""The rules for what the coordinator asks for: that it names who and what exists, once, and pins that can be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import InvalidValue
from ridealong.planning.said import Place, Said, Who, say
from ridealong.planning.teams.errors import broken_pin
from ridealong.planning.teams.hindered import hindrance_said
from ridealong.planning.teams.problem import CompositeTeam, TeamDemand, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import meet

LISTS = {DemandKind.PIN: "pins", DemandKind.EXCLUSION: "exclusions", DemandKind.WISH: "wishes"}
"""The list of the file in which a demand of each kind stands."""


def placed(problem: TeamsProblem) -> Iterator[tuple[str, TeamDemand]]:
    """Every demand with its place in the file, such as `pins[0]`."""
    counts = dict.fromkeys(DemandKind, 0)
    for one in problem.demands:
        yield f"{LISTS[one.kind]}[{counts[one.kind]}]", one
        counts[one.kind] += 1


def slots_of(problem: TeamsProblem) -> dict[str, list[tuple[CompositeTeam, TeamSlot]]]:
    """The slots that each target of a demand stands for: one of a slot, all of a team."""
    found: dict[str, list[tuple[CompositeTeam, TeamSlot]]] = {}
    for team in problem.teams:
        found[team.id] = [(team, slot) for slot in team.slots]
        found.update((slot.id, [(team, slot)]) for slot in team.slots)
    return found


def validate_demands(problem: TeamsProblem) -> None:
    """Raise `InvalidValue` for the first demand that is wrong, as `BrokenPin` where it is a pin that breaks a rule."""
    people, targets = {person.id for person in problem.people}, slots_of(problem)
    seen: dict[tuple[DemandKind, str, str], str] = {}
    for place, one in placed(problem):
        if one.person not in people:
            raise InvalidValue(f"{place}.person: there is no person {one.person!r}")
        if one.target not in targets:
            raise InvalidValue(f"{place}: there is no slot or team {one.target!r}")
        first = seen.setdefault((one.kind, one.person, one.target), place)
        if first != place:
            raise InvalidValue(f"{place}: {one.person!r} with {one.target!r} stands in {first} already")
        if one.settled and one.kind is not DemandKind.PIN:
            raise InvalidValue(f"{place}.settled: only pins are settled")
    _together(problem, targets)
    _alone(problem, targets)


def _together(problem: TeamsProblem, targets: dict[str, list[tuple[CompositeTeam, TeamSlot]]]) -> None:
    """Two pins for one slot, or of one person for two slots of one team in the same weeks, contradict each other."""
    takers: dict[str, tuple[str, TeamDemand]] = {}
    seats: dict[tuple[str, str], list[tuple[str, TeamDemand, TeamSlot]]] = defaultdict(list)
    for place, pin in placed(problem):
        if pin.kind is not DemandKind.PIN or len(targets[pin.target]) > 1:
            continue
        ((team, slot),) = targets[pin.target]
        mine = seats[team.id, pin.person]
        before = [takers.setdefault(slot.id, (place, pin)), *((at, one) for at, one, has in mine if meet(has, slot))]
        mine.append((place, pin, slot))
        for at, one in before:
            if at != place:
                clash = say(" clashes with {}", Place(at)) + pin_said(one)
                raise broken_pin(say("{}", Place(place)) + pin_said(pin) + clash)


def _alone(problem: TeamsProblem, targets: dict[str, list[tuple[CompositeTeam, TeamSlot]]]) -> None:
    """Each pin leaves a slot that nothing keeps the person out of."""
    people = {person.id: person for person in problem.people}
    for place, pin in placed(problem):
        if pin.kind is not DemandKind.PIN:
            continue
        whys = [hindrance_said(problem, people[pin.person], team.id, slot) for team, slot in targets[pin.target]]
        if None not in whys:
            raise broken_pin(say("{}", Place(place)) + pin_said(pin) + say(" breaks a rule: ") + _why(whys))


def _why(whys: list[Said | None]) -> Said:
    """What forbids every slot; where each has its own reason, the one that is closest to being none."""
    found = [why for why in whys if why is not None]
    if len({why.text for why in found}) == 1:
        return found[0]
    closest = next((why for why in found if " is of " not in why.text), found[0])
    return closest + say(", and no other slot of the team is open to them either")


def pin_said(pin: TeamDemand) -> Said:
    """A pin in words: "ana in b1"."""
    return say("{} in {}", Who(pin.person), Who(pin.target))
