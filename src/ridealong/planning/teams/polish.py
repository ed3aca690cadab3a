"""One person of a team exchanged for another, as long as that makes the plan better: quick, and blind beyond that."""

from __future__ import annotations

from ridealong.planning.teams.forming import Forming
from ridealong.planning.teams.layout import Choice, Layout

PASSES = 8
"""How often all slots are looked at, at most."""


def polish(layout: Layout, forming: Forming) -> None:
    """Give each slot to whoever adds most to the value, everybody else staying where they are; again and again."""
    held = {number for pin in layout.pins for number in pin}
    for _ in range(PASSES):
        before = forming.value()
        for team in range(len(layout.teams)):
            for number in sorted(forming.chosen[team]):
                if number not in held:
                    _exchange(layout, forming, team, number)
        if forming.value() == before:
            break


def _exchange(layout: Layout, forming: Forming, team: int, number: int) -> None:
    """Replace one choice by the best other one for its slot, if that is better."""
    rest = forming.chosen[team] - {number}
    people = {layout.choices[one].person for one in rest}
    window = layout.every_window
    # Who may clash with one of the others: a quick look, for most do not.
    beside = set(people)
    for one in rest:
        window &= layout.hours[one]
        beside |= layout.apart[layout.choices[one].person]
    left = layout.choices[number]
    weights = layout.weights
    missing = sum(layout.choices[one].missing for one in rest)
    lift = sum(layout.lift[layout.choices[one].person] for one in rest)

    def points(choice: Choice) -> int:
        lacking = missing + choice.missing
        # Whoever has another slot of the team as well is counted for it by now.
        met = layout.met[choice.person] & people if choice.person not in people else ()
        return (
            choice.points
            + weights.missing_nice * (lacking * (lacking + 1) // 2)
            + weights.uneven * abs(lift + layout.lift[choice.person])
            + weights.known_pairs * len(met)
        )

    best, most = number, points(left)
    for other in layout.of_slot[left.slot]:
        choice = layout.choices[other]
        if choice.person in beside and any(layout.clash(other, one) for one in rest):
            continue
        if not layout.shared(window & layout.hours[other]):
            continue
        worth = points(choice)
        if worth > most and _room(forming, choice, left):
            best, most = other, worth
    if best != number:
        forming.put(team, rest | {best})


def _room(forming: Forming, choice: Choice, left: Choice) -> bool:
    """Whether there is room for a choice once another one is given up."""
    back = dict(left.takes)
    return all(forming.room[limit] + back.get(limit, 0) >= amount for limit, amount in choice.takes)
