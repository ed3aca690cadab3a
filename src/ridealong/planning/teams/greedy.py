"""A first legal plan without a solver: pins, then team by team the best of those who are left."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, product

from ridealong.domain.people import Side
from ridealong.planning.teams.forming import NOBODY, Forming, team_worth
from ridealong.planning.teams.layout import Layout

MOST_WINDOWS = 64
"""So many ways to choose the hours that a team shares are tried."""

Members = dict[int, int]
"""By slot the choice that is made."""


def greedy(layout: Layout) -> Forming | None:
    """A legal plan; None where it finds no way to keep the pins, though there may be one."""
    standing = Forming(layout)
    pinned = _pinned(layout, standing)
    if pinned is None:
        return None
    order = sorted(range(len(layout.teams)), key=lambda team: (team not in pinned, team))
    for team in order:
        mine = frozenset(pinned.get(team, {}).values())
        formed = [_formed(layout, standing, team, mine, window) for window in _windows(layout, team)]
        best = max(formed, key=lambda some: (team_worth(layout, team, some), sorted(some)), default=NOBODY)
        if mine - best:
            return None
        # Whoever is worth less than an empty place stays out, unless they are pinned.
        standing.put(
            team, best if mine or team_worth(layout, team, best) > team_worth(layout, team, NOBODY) else NOBODY
        )
    return standing


def _pinned(layout: Layout, standing: Forming) -> dict[int, Members] | None:
    """By team those who are pinned, with room kept for them; those with least choice come first."""
    found: dict[int, Members] = {}
    for pin in sorted(layout.pins, key=lambda pin: (len(pin), pin)):
        team = layout.choices[pin[0]].team if pin else -1
        mine = found.setdefault(team, {})
        if any(number in mine.values() for number in pin):
            continue
        free = [number for number in pin if _can(layout, standing, number, mine.values())]
        if not free:
            return None
        # A slot that few others can take is better kept for whoever is there already.
        number = min(free, key=lambda number: (len(layout.of_slot[layout.choices[number].slot]), number))
        mine[layout.choices[number].slot] = number
        standing.put(team, frozenset(mine.values()))
    return found


def _windows(layout: Layout, team: int) -> list[int]:
    """The windows of shared hours worth a try: one for each period, as bits."""
    inside = {layout.hours[c] for slot in layout.slots_of[team] for c in layout.of_slot[slot]}
    ways = []
    for period in layout.periods:
        bits = [1 << bit for bit in range(period.bit_length()) if period >> bit & 1]
        asked = any(period & ~hours for hours in inside)
        ways.append([bit for bit in bits if any(bit & hours for hours in inside)] if asked else bits[:1])
    return [sum(way) for way in islice(product(*ways), MOST_WINDOWS)]


def _formed(layout: Layout, standing: Forming, team: int, pinned: frozenset[int], window: int) -> frozenset[int]:
    """A team whose people all work through a window; empty where it cannot be formed. The standing stays as it was."""
    if any(window & ~layout.hours[number] for number in pinned):
        return NOBODY
    before = standing.chosen[team]
    standing.put(team, pinned)
    filled = {layout.choices[number].slot for number in pinned}
    for slot in sorted(layout.slots_of[team], key=lambda slot: (len(layout.of_slot[slot]), slot)):
        if slot not in filled:
            best = _best(layout, standing, slot, window)
            if best is not None:
                standing.put(team, standing.chosen[team] | {best})
    formed = standing.chosen[team]
    standing.put(team, before)
    return formed if _whole(layout, team, formed) else NOBODY


def _best(layout: Layout, standing: Forming, slot: int, window: int) -> int | None:
    """Whoever adds most to a team so far."""
    team = layout.team_of[slot]
    members = standing.chosen[team]
    people = {layout.choices[number].person for number in members}
    lift = sum(layout.lift[layout.choices[number].person] for number in members)
    weights = layout.weights

    def points(number: int) -> int:
        choice = layout.choices[number]
        met = len(layout.met[choice.person] & people) if choice.person not in people else 0
        uneven = abs(lift + layout.lift[choice.person])
        return (
            choice.points + weights.known_pairs * met + weights.missing_nice * choice.missing + weights.uneven * uneven
        )

    free = [
        number
        for number in layout.of_slot[slot]
        if not window & ~layout.hours[number] and _can(layout, standing, number, members)
    ]
    return max(free, key=lambda number: (points(number), -number), default=None)


def _can(layout: Layout, standing: Forming, number: int, members: Iterable[int]) -> bool:
    """Whether somebody can join those who are in a team."""
    choice = layout.choices[number]
    if any(standing.room[limit] < amount for limit, amount in choice.takes):
        return False
    for beside in members:
        other = layout.choices[beside]
        if other.slot == choice.slot or layout.clash(number, beside):
            return False
    return True


def _whole(layout: Layout, team: int, formed: frozenset[int]) -> bool:
    sides = {layout.slots[layout.choices[number].slot].side for number in formed}
    return len(formed) >= layout.teams[team].least and sides == set(Side)
