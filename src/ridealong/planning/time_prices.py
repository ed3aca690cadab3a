"""A bound that knows of single rounds: the best sum of all rounds at prices for people in rounds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.linear_solver import pywraplp

from ridealong.planning.bound import reweighted
from ridealong.planning.fills import offer
from ridealong.planning.season_network import SeasonNetwork

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season
    from ridealong.planning.target import Room

    Floats = NDArray[np.float64]

# OR-Tools carries no complete types; its expressions are `Any` in this module and nowhere else of it.
Var = Any

SCALE = 16
"""Steps of a point in which prices are counted: the bound is worked out in whole numbers, without rounding errors."""


LARGEST_WEIGHT = 50_000_000
"""Weights above which the solver's numbers would not suffice for so many steps."""


def can_be_priced(base: Season) -> bool:
    """Whether `priced_bound` holds for a problem and can be worked out."""
    grid, weights = base.grid, base.grid.problem.weights
    largest = max(abs(getattr(weights, one.name)) for one in fields(weights))
    return grid.simple and not bool((grid.stay > 1).any()) and largest <= LARGEST_WEIGHT


def priced_bound(base: Season, limits: Room, most: int) -> int:
    """What no plan can add to `base`, for problems without stays, host limits and gaps.

    Lagrangian relaxation (A. Geoffrion 1974): the rules that a guest has one host a round, and a host so many guests,
    are replaced by prices. What is left is the network of the season in which a meeting costs the prices of the
    cheapest rounds that the two have in common, which is still convex; its optimum plus all prices is a bound for
    whatever prices. Good prices are those of the linear program over all rounds, rounded to steps.
    """
    seats = np.maximum(0, base.grid.seats - base.used)
    allowed = np.stack([offer(base, round_)[1] for round_ in range(base.grid.rounds)], axis=2)
    of_guest, of_host = (np.rint(prices * SCALE).astype(np.int64) for prices in _prices(base, limits, allowed, seats))
    both = np.where(allowed, of_guest[:, None, :] + of_host[None, :, :], np.iinfo(np.int64).max // 4)
    weights = base.grid.problem.weights
    scaled = reweighted(base, weights.times(SCALE))
    tiers = np.minimum(limits.pairs, allowed.sum(axis=2, dtype=np.uint8))
    network = SeasonNetwork.of(scaled, limits, tiers, np.sort(both, axis=2))
    network.add_free_turns()
    network.add_hosts()
    cost = network.network.cheapest(network.source, network.sink, min(most, int(limits.guests.sum())))
    return (int(of_guest.sum()) + int((of_host * seats).sum()) - cost) // SCALE


def _prices(base: Season, limits: Room, allowed: Bools, seats: Ints) -> tuple[Floats, Floats]:
    """(G, R) and (H, R) prices of people in rounds, by the linear program over all rounds."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    grid, weights = base.grid, base.grid.problem.weights
    rows: dict[tuple[str, int, int], list[Var]] = defaultdict(list)
    terms: list[tuple[int, Var]] = []
    for i, j, k in zip(*(axis.tolist() for axis in np.nonzero(allowed)), strict=True):
        cell = solver.NumVar(0, 1, "")
        terms.append((weights.fit * int(grid.fit[i, j]), cell))
        for key in (("guest", i, k), ("host", j, k), ("turns", i, 0), ("load", j, 0), ("pair", i, j)):
            rows[key].append(cell)
        if not grid.known[i, grid.team[j]] and base.team[i, grid.team[j]] == 0:
            rows["team", i, int(grid.team[j])].append(cell)
    held = {}
    for key, cells in rows.items():
        kind, one, other = key
        if kind in {"guest", "host"}:
            held[key] = solver.Add(sum(cells) <= (1 if kind == "guest" else int(seats[one, other])))
        else:
            steps = [(worth, solver.NumVar(0, 1, "")) for worth in _steps(base, limits, key, len(cells))]
            terms.extend(steps)
            counted = sum(step for _, step in steps)
            solver.Add(counted <= sum(cells) if kind == "team" else counted == sum(cells))
    solver.Maximize(sum(worth * var for worth, var in terms))
    of_guest, of_host = np.zeros((len(grid.guests), grid.rounds)), np.zeros((len(grid.hosts), grid.rounds))
    if solver.Solve() == pywraplp.Solver.OPTIMAL:
        for (kind, one, round_), row in held.items():
            (of_guest if kind == "guest" else of_host)[one, round_] = max(0.0, row.dual_value())
    return of_guest, of_host


def _steps(base: Season, limits: Room, key: tuple[str, int, int], cells: int) -> list[int]:
    """What the first, second ... of so many meetings is worth in one of the terms of the value."""
    grid, weights = base.grid, base.grid.problem.weights
    kind, one, other = key
    if kind == "turns":
        had = int(grid.turns[one] + base.turns[one])
        return [
            weights.placed + weights.turns_squared * (2 * (had + k) + 1)
            for k in range(min(cells, int(limits.guests[one])))
        ]
    if kind == "pair":
        before = int(grid.met[one, other]) + int(base.pair[one, other])
        return [weights.met_before * (before + k) for k in range(cells)]
    if kind == "load":
        load, share = int(base.load[one]), int(grid.share[one])
        most = min(cells, int(limits.hosts[one]))
        return [weights.over_share * max(0, load + k + 1 - share) for k in range(most)]
    return [weights.new_teams]
