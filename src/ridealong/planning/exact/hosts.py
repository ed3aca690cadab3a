"""What the exact model states of hosts: seats, limits on visits, rest between them and load above the fair share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.exact.visits import extra_seats, free_seats
from ridealong.planning.limits import left_in

if TYPE_CHECKING:
    from ridealong.planning.exact.model import Choice, Model, Var


def host_rules(model: Model) -> None:
    """No more guests than seats, with those of trios; limits and rest; load above the share costs 1, 2, 3 ..."""
    season, grid = model.season, model.season.grid
    weight = grid.problem.weights.over_share
    free, extra = free_seats(season), extra_seats(season)
    above: dict[int, list[Var]] = defaultdict(list)
    for host, mine in model.grouped(lambda key: key[1]).items():
        for round_, covering in model.by_round(mine).items():
            seats = int(free[host, round_])
            if len(covering) <= seats:
                continue
            if extra[host, round_]:
                above[round_].append(model.cp.new_bool_var(f"e{host}_{round_}"))
                model.cp.add(sum(covering) <= seats + above[round_][-1])
            else:
                model.cp.add(sum(covering) <= seats)
        if grid.limited[host]:
            _limits(model, host, mine)
        room = max(0, int(grid.share[host] - season.load[host]))
        over = max(0, int(season.load[host] - grid.share[host]))
        possible = min(len(mine), int(free[host].sum() + extra[host].sum()))
        if weight and possible > room:
            steps = [0] * room + [weight * (over + k + 1) for k in range(possible - room)]
            model.ladder([var for _, var in mine], steps, f"l{host}_")
    for round_, taken in above.items():
        model.cp.add(sum(taken) <= season.extra_left(round_))


def _limits(model: Model, host: int, mine: Sequence[Choice]) -> None:
    """At most so many visits in a window, and rest between visits: guests who share all their rounds share the rest."""
    season, grid = model.season, model.season.grid
    for window in grid.limits.windows:
        if window.row_of[host] < 0:
            continue
        left = np.maximum(0, left_in(season, window, window.row_of[host : host + 1])[0])
        for first, last, most in zip(window.first.tolist(), window.last.tolist(), left.tolist(), strict=True):
            inside = [var for (_, _, start), var in mine if first <= start <= last]
            if len(inside) > most:
                model.cp.add(sum(inside) <= most)
    rest = grid.hosts[host].rest
    if rest:
        _rest(model, host, mine, rest)


def _rest(model: Model, host: int, mine: Sequence[Choice], rest: int) -> None:
    blocks: dict[tuple[int, int], Var] = {}
    for (guest, _, start), var in mine:
        key = (start, model.stay[guest])
        if key not in blocks:
            blocks[key] = model.cp.new_bool_var(f"b{host}_{key}")
        model.cp.add_implication(var, blocks[key])
    fixed = model.season.blocks(host)
    for key, block in blocks.items():
        if any(_too_close(min(key, other), max(key, other), rest) for other in fixed - {key}):
            model.cp.add(block == 0)
    for left, right in combinations(sorted(blocks), 2):
        if _too_close(left, right, rest):
            model.cp.add_bool_or(~blocks[left], ~blocks[right])


def _too_close(left: tuple[int, int], right: tuple[int, int], rest: int) -> bool:
    """Whether fewer than `rest` rounds lie between two visits (start, rounds), given in order."""
    return right[0] - (left[0] + left[1] - 1) <= rest
