"""What a percent of somebody's week, and of the cover of a home team, is worth: prices from a linear programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ridealong.planning.highs import relaxed
from ridealong.planning.linear_model import LinearModel, Rows
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.layout import Layout
from ridealong.planning.teams.rules import at_once

SCALE = 64
"""Prices are whole numbers of points divided by this."""


@dataclass(frozen=True, slots=True)
class Prices:
    """By limit what a percent of it, or one team, costs, times `SCALE`; `filled` is what any slot costs on top.

    Any prices of 0 or more give a true bound; good ones give a close one.
    """

    limits: tuple[int, ...]
    filled: int = 0

    def of(self, layout: Layout, number: int) -> int:
        """What a choice costs, times `SCALE`."""
        choice = layout.choices[number]
        return self.filled + sum(amount * self.limits[limit] for limit, amount in choice.takes)


def free(layout: Layout) -> Prices:
    """Nothing costs anything."""
    return Prices((0,) * len(layout.caps))


def prices(layout: Layout, stopper: Stopper, most: int | None = None, *, fill_alone: bool = False) -> Prices:
    """The prices at which the value, without known pairs, is as low as a linear programme can bring it.

    Args:
        most: how many slots can be filled, where that is fewer than the programme would think.
        fill_alone: prices for the number of slots filled, worth `SCALE` each, instead of for the value.
    """
    model, limits, total = _programme(layout, most, fill_alone=fill_alone)
    found = relaxed(model, np.arange(len(model.worth)), layout.seed, stopper.left())
    if found is None:
        return free(layout)
    # One sign or the other, by which side of a row is meant: what a limit costs is above 0.
    by_row = np.rint(np.abs(found.prices) * SCALE).astype(np.int64)
    return Prices(tuple(by_row[limits].tolist()), 0 if total is None else int(by_row[total]))


def _programme(layout: Layout, most: int | None, *, fill_alone: bool) -> tuple[LinearModel, slice, int | None]:
    """The programme, the rows of its limits, and the row of the number of slots filled."""
    rows = Rows()
    weights = layout.weights
    points = [1 if fill_alone else weights.filled + one.points for one in layout.choices]
    columns = rows.add_columns(_ints(points))
    limits = rows.add_rows(_ints(layout.caps))
    slot_rows = rows.add_rows(np.ones(len(layout.slots), dtype=np.int64))
    rows.put(slot_rows[_ints([one.slot for one in layout.choices])], columns)
    taking = [(limit, number, amount) for number, one in enumerate(layout.choices) for limit, amount in one.takes]
    if taking:
        which, numbers, amounts = (_ints(values) for values in zip(*taking, strict=True))
        rows.put(limits[which], columns[numbers], amounts)
    total = None
    if most is not None:
        row = rows.add_rows(_ints([most]))
        rows.put(np.repeat(row, len(columns)), columns)
        total = int(row[0])
    if not fill_alone:
        for team in range(len(layout.teams)):
            _team(rows, layout, team)
    first = int(limits[0]) if len(limits) else 0
    return rows.built(), slice(first, first + len(limits)), total


def _team(rows: Rows, layout: Layout, team: int) -> None:
    """Open slots, missing nice topics and seniority of one team."""
    weights = layout.weights
    slots = layout.slots_of[team]
    inside = [number for slot in slots for number in layout.of_slot[slot]]
    choices = [layout.choices[number] for number in inside]
    if not inside:
        return
    steps = rows.add_columns(_ints([weights.open_uneven * (at + 1) for at in range(len(slots))]))
    row = rows.add_rows(_ints([-len(slots)]))
    rows.put(np.repeat(row, len(inside) + len(steps)), np.concatenate([_ints(inside), steps]), -1)
    _hours(rows, layout, slots)
    _once(rows, layout, inside)
    missing = [one.missing for one in choices]
    most = sum(max((layout.choices[c].missing for c in layout.of_slot[slot]), default=0) for slot in slots)
    if most:
        steps = rows.add_columns(_ints([weights.missing_nice * (at + 1) for at in range(most)]))
        row = rows.add_rows(_ints([0]))
        rows.put(np.repeat(row, len(inside)), _ints(inside), _ints(missing))
        rows.put(np.repeat(row, len(steps)), steps, -1)
    lifts = [layout.lift[one.person] for one in choices]
    away = rows.add_columns(_ints([weights.uneven]), most=sum(map(abs, lifts)))
    for sign in (1, -1):
        row = rows.add_rows(_ints([0]))
        rows.put(np.repeat(row, len(inside)), _ints(inside), sign * _ints(lifts))
        rows.put(row, away, -1)


def _hours(rows: Rows, layout: Layout, slots: Sequence[int]) -> None:
    """One window for everybody in each period, or a mixture of some."""
    for period in layout.periods:
        bits = [bit for bit in range(period.bit_length()) if period >> bit & 1]
        kinds = [_by_hours(layout, slot, period) for slot in slots]
        if len(bits) < 2 or not any(kinds):
            continue
        windows = rows.add_columns(np.zeros(len(bits), dtype=np.int64))
        rows.put(np.repeat(rows.add_rows(_ints([1])), len(windows)), windows)
        for hours, some in (one for each in kinds for one in each.items()):
            row = rows.add_rows(_ints([0]))
            rows.put(np.repeat(row, len(some)), _ints(some))
            open_to = [window for bit, window in zip(bits, windows, strict=True) if hours >> bit & 1]
            rows.put(np.repeat(row, len(open_to)), _ints(open_to), -1)


def _by_hours(layout: Layout, slot: int, period: int) -> dict[int, list[int]]:
    """The choices for a slot that not all windows of a period are open to, by those that are."""
    kinds: dict[int, list[int]] = defaultdict(list)
    for number in layout.of_slot[slot]:
        if layout.hours[number] & period != period:
            kinds[layout.hours[number] & period].append(number)
    return kinds


def _once(rows: Rows, layout: Layout, inside: Sequence[int]) -> None:
    """One slot for everybody in the team; only for those whose wishes would tempt the programme to give them two."""
    of_person: dict[int, list[int]] = defaultdict(list)
    for number in inside:
        of_person[layout.choices[number].person].append(number)
    for some in of_person.values():
        if len(some) > 1 and any(layout.choices[number].points >= layout.weights.wishes for number in some):
            for group in at_once([(one, layout.slots[layout.choices[one].slot]) for one in some]):
                rows.put(np.repeat(rows.add_rows(_ints([1])), len(group)), _ints(group))


def _ints(values: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.asarray(values, dtype=np.int64)
