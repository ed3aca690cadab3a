"""Comparisons of plans as lines of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ridealong.planning.compare import Balance, Comparison, Difference

NAMES = {
    "placed": "places filled",
    "turns_squared": "turns, squared",
    "met_before": "meetings before",
    "over_share": "load above the share",
    "new_teams": "new teams",
    "fit": "fit",
    "too_soon": "rounds too soon",
}
"""The terms of the value in words."""


def comparison_lines(found: Comparison) -> Iterator[str]:
    """The comparison for people: visits, then people, then the value; rounds count from 0."""
    yield (
        f"{many(found.same, 'visit')} the same, {len(found.moved)} in another round, "
        f"{len(found.gone)} gone, {len(found.new)} new."
    )
    for title, some in (("gone", found.gone), ("new", found.new), ("moved", found.moved)):
        yield from (f"{title}: {_difference(one)}" for one in some)
    for title, sign in (("gains", 1), ("loses", -1), ("changes", 0)):
        yield from (f"{title}: {_balance(one)}" for one in found.people if one.gains == sign)
    for term in found.terms:
        yield f"{NAMES[term.name]}: {term.before} -> {term.after} ({term.worth:+d})"
    yield f"value: {found.before.value} -> {found.after.value} ({found.after.value - found.before.value:+d})"


def _difference(one: Difference) -> str:
    if one.before is not None and one.after is not None:
        return f"{one.guest} with {one.host}, round {one.before} -> {one.after}"
    return f"{one.guest} with {one.host}, round {one.before if one.after is None else one.after}"


def _balance(one: Balance) -> str:
    """What changes for somebody: "g1: 1 turn more, 12 points of fit less"."""
    turn = "turn" if one.side == "guest" else "guest"
    counts = ((one.turns, turn), (one.fit, "point of fit"), (one.new_teams, "new team"))
    parts = [
        f"{many(abs(number), word, _plural(word))} {'more' if number > 0 else 'less'}"
        for number, word in counts
        if number
    ]
    return f"{one.id}: {', '.join(parts)}"


def _plural(word: str) -> str:
    return "points of fit" if word == "point of fit" else f"{word}s"
