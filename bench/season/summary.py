"""What a simulated year came to, as a table."""

from __future__ import annotations

from collections.abc import Iterator

from .programs import KINDS
from .tally import SHOWN, Tally

CHANGED_AT_MOST = 3.0
"""Pairings that an event changes on average."""


def lines(tally: Tally) -> Iterator[str]:
    """The summary: what happened, what was changed by it, and which rules held."""
    yield f"kinds at once: {', '.join(one.kind for one in KINDS)}"
    yield ""
    for what in sorted(tally.happened):
        yield f"{tally.happened[what]:>8,}  {what}"
    yield ""
    yield from _changes(tally)
    yield ""
    yield from _rules(tally)
    for what, some in sorted(tally.listed.items()):
        yield ""
        yield f"{what}: {len(some)}"
        yield from (f"    {one}" for one in some[:SHOWN])


def changed_per_event(tally: Tally) -> float:
    """How many published pairings changed, on average, per event that hit one of them."""
    return sum(tally.changed.values()) / max(1, sum(tally.touching.values()))


def _changes(tally: Tally) -> Iterator[str]:
    yield "events that hit a published visit:"
    for what in sorted(tally.touching):
        yield f"{tally.touching[what]:>8,}  {what}"
    yield "pairings changed:"
    for what in sorted(tally.changed):
        yield f"{tally.changed[what]:>8,}  {what}"
    yield f"{changed_per_event(tally):>8.2f}  per event, {CHANGED_AT_MOST:g} are allowed"


def _rules(tally: Tally) -> Iterator[str]:
    if not tally.faults:
        yield "every rule held in every week"
    for rule in sorted(tally.faults):
        yield f"BROKEN {tally.faults[rule]:>4}  {rule}"
        yield from (f"             {one}" for one in tally.told[rule])


def passed(tally: Tally) -> bool:
    """Whether all that was to be seen was seen."""
    return not tally.faults and changed_per_event(tally) < CHANGED_AT_MOST
