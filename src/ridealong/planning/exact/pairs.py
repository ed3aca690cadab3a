"""What the exact model states of pairs: how often they meet, and the rounds that lie free between their meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.soon import LONG_AGO, missing_of

if TYPE_CHECKING:
    from ridealong.planning.exact.model import Choice, Model, Var
    from ridealong.planning.grid import Ints


def pair_rules(model: Model, limits: Ints | None) -> None:
    """The gap between meetings, hard and wished for; what repeats cost; and at most `limits` (G, H) meetings."""
    season, grid = model.season, model.season.grid
    gap = grid.problem.repeat_gap
    weight = grid.problem.weights.met_before
    for (guest, host), mine in model.grouped(lambda key: (key[0], key[1])).items():
        if gap:
            _repeat_gap(model, guest, host, mine)
        if grid.problem.wish_gap and grid.problem.weights.too_soon:
            _too_soon(model, guest, host, mine)
        before = int(grid.met[guest, host]) + int(season.pair[guest, host])
        starts = [key[2] for key, _ in mine]
        most = min(len(mine), -(-(max(starts) - min(starts) + 1) // (model.stay[guest] + gap)))
        if limits is not None and int(limits[guest, host]) < most:
            most = int(limits[guest, host])
            model.cp.add(sum(var for _, var in mine) <= most)
        if weight and (before or most > 1):
            model.ladder([var for _, var in mine], [weight * (before + k) for k in range(most)], f"p{guest}_{host}_")


def _repeat_gap(model: Model, guest: int, host: int, mine: Sequence[Choice]) -> None:
    gap, stay = model.season.grid.problem.repeat_gap, model.stay[guest]
    near: dict[int, list[Var]] = defaultdict(list)
    for (_, _, start), var in mine:
        for round_ in range(start, start + stay + gap):
            near[round_].append(var)
    for together in near.values():
        model.cp.add_at_most_one(together)
    for round_ in np.flatnonzero(model.season.host_of[guest] == host).tolist():
        for (_, _, start), var in mine:
            if start - gap <= round_ <= start + stay - 1 + gap:
                model.cp.add(var == 0)


def _too_soon(model: Model, guest: int, host: int, mine: Sequence[Choice]) -> None:
    """The missing rounds before each meeting, in steps: one for every distance at which an earlier meeting may lie.

    A step holds if any earlier meeting is that near, so that together they count up to the nearest one.
    """
    season, grid = model.season, model.season.grid
    wish, weight, stay = grid.problem.wish_gap, grid.problem.weights.too_soon, model.stay[guest]
    always = model.cp.new_constant(1)
    fixed = np.flatnonzero(season.host_of[guest] == host).tolist()[::stay]
    meetings = [(start, start + stay - 1, always) for start in fixed]
    meetings += [(start, start + stay - 1, var) for (_, _, start), var in mine]
    last = int(grid.last_met.of(np.array([guest * len(grid.hosts) + host]))[0])
    earlier = meetings if last == LONG_AGO else [*meetings, (last, last, always)]
    for start, _, here in meetings:
        near: dict[int, list[Var]] = defaultdict(list)
        for _, end, other in earlier:
            if 0 <= start - end - 1 < wish:
                near[start - end - 1].append(other)
        step: Var = None
        for distance, after in pairwise([*sorted(near), wish]):
            nearer, step = step, model.cp.new_bool_var(f"s{guest}_{host}_{start}_{distance}")
            for other in near[distance]:
                model.cp.add_bool_or(~here, ~other, step)
            if nearer is not None:
                model.cp.add_implication(nearer, step)
            model.terms.append((weight * (after - distance), step))
    # What the season has without these guests' visits is in its value already.
    model.terms.append((-weight * missing_of(season, guest, host), always))
