"""An exact model of every rule and term in CP-SAT, over the visits of some guests given those of all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.sat.python import cp_model

from ridealong.planning.limits import left_in
from ridealong.planning.pins import Wish
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper

# OR-Tools carries no complete types; its expressions are `Any` in this module and nowhere else.
Var = Any
Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the exact model found: visits as (guest, host, start), or None if there is no legal choice at all.

    `bound` is the most that any choice adds to the value of the season without these guests' visits.
    """

    visits: tuple[Key, ...] | None
    bound: int
    proved: bool


@dataclass(slots=True)
class _Model:
    season: Season
    cp: Var = field(default_factory=cp_model.CpModel)
    visit: dict[Key, Var] = field(default_factory=dict)
    terms: list[tuple[int, Var]] = field(default_factory=list)

    def ladder(self, total: Sequence[Var], steps: Iterable[int], name: str) -> None:
        """Cover sum(total) with unit steps, each at its worth; worths must fall, so that the best come first."""
        rungs = []
        for index, worth in enumerate(steps):
            rung = self.cp.new_bool_var(f"{name}{index}")
            rungs.append(rung)
            if worth:
                self.terms.append((worth, rung))
        self.cp.add(sum(total) == sum(rungs))


def cell_count(season: Season) -> int:
    """How many (guest, host, round) choices the whole problem has: the size of the exact model."""
    grid = season.grid
    present = grid.present.astype(np.int64)
    together = present @ (grid.seats > 0).astype(np.int64).T
    return int(together[grid.fit >= 0].sum())


def best_visits(
    season: Season,
    guests: Sequence[int],
    wishes: Sequence[Wish],
    stopper: Stopper,
    *,
    hint: Iterable[Key] = (),
    effort: float,
) -> Answer:
    """Choose all visits of `guests` (who have none in `season` but locked ones) so that the value is largest.

    `wishes` must come true; `hint` is a choice to start from; `effort` is a limit in deterministic time, so that the
    answer does not depend on the machine. The model is exact for every rule, stays included.
    """
    model = _Model(season)
    _visits(model, guests)
    _guest_rules(model, guests)
    _host_rules(model)
    _pair_rules(model)
    _new_teams(model)
    for wish in wishes:
        keeping = [var for key, var in model.visit.items() if wish.kept_by(key, int(season.grid.stay[key[0]]))]
        model.cp.add_bool_or(keeping)
    model.cp.maximize(sum(worth * var for worth, var in model.terms))
    hinted = set(hint)
    for key, var in model.visit.items():
        model.cp.add_hint(var, key in hinted)
    return _run(model, effort, stopper)


def _run(model: _Model, effort: float, stopper: Stopper) -> Answer:
    solver = cp_model.CpSolver()
    # One worker with full linearization proves assignments that two workers do not (docs/planning.md, "Sources").
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = model.season.grid.problem.seed % 2**31
    solver.parameters.max_deterministic_time = effort
    # Ctrl-C is for the program to hear, which asks the solver to stop through `stopper`.
    solver.parameters.catch_sigint_signal = False
    left = stopper.left()
    if left is not None:
        solver.parameters.max_time_in_seconds = max(0.01, left)
    with stopper.watching(solver.stop_search):
        status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return Answer(None, 0, proved=True)
    bound = int(np.ceil(solver.best_objective_bound - 1e-6)) if model.terms else 0
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Answer((), bound, proved=False)
    chosen = tuple(key for key, var in model.visit.items() if solver.boolean_value(var))
    return Answer(chosen, bound, proved=status == cp_model.OPTIMAL)


def _visits(model: _Model, guests: Sequence[int]) -> None:
    season, grid = model.season, model.season.grid
    seats = np.maximum(0, grid.seats - season.used)
    for guest in guests:
        stay = int(grid.stay[guest])
        free = grid.present[guest] & (season.host_of[guest] == NOBODY)
        for host in np.flatnonzero(grid.fit[guest] >= 0).tolist():
            first = grid.not_before.get((guest, host), 0)
            for start in range(first, grid.rounds - stay + 1):
                rounds = slice(start, start + stay)
                if free[rounds].all() and (seats[host, rounds] > 0).all():
                    model.visit[guest, host, start] = model.cp.new_bool_var(f"v{guest}_{host}_{start}")


def _grouped(model: _Model, index: int) -> dict[int, list[tuple[Key, Var]]]:
    groups: dict[int, list[tuple[Key, Var]]] = defaultdict(list)
    for key, var in model.visit.items():
        groups[key[index]].append((key, var))
    return groups


def _guest_rules(model: _Model, guests: Sequence[int]) -> None:
    season, grid, weights = model.season, model.season.grid, model.season.grid.problem.weights
    groups = _grouped(model, 0)
    for guest in guests:
        mine = groups.get(guest, [])
        stay = int(grid.stay[guest])
        for covering in _by_round(mine, grid.stay.tolist()).values():
            model.cp.add_at_most_one(covering)
        before = int(grid.turns[guest] + season.turns[guest])
        most = min(int(grid.max_turns[guest] - season.turns[guest]) // stay, grid.rounds // stay)
        steps = [
            stay * weights.placed + weights.turns_squared * ((before + stay * (k + 1)) ** 2 - (before + stay * k) ** 2)
            for k in range(max(0, most))
        ]
        model.ladder([var for _, var in mine], steps, f"t{guest}_")
        for (_, host, _), var in mine:
            points = weights.fit * int(grid.fit[guest, host]) * stay
            if points:
                model.terms.append((points, var))


def _by_round(visits: Iterable[tuple[Key, Var]], stay: Sequence[int]) -> dict[int, list[Var]]:
    rounds: dict[int, list[Var]] = defaultdict(list)
    for (guest, _, start), var in visits:
        for round_ in range(start, start + stay[guest]):
            rounds[round_].append(var)
    return rounds


def _host_rules(model: _Model) -> None:
    season, grid = model.season, model.season.grid
    weight = grid.problem.weights.over_share
    for host, mine in _grouped(model, 1).items():
        for round_, covering in _by_round(mine, grid.stay.tolist()).items():
            free = int(grid.seats[host, round_] - season.used[host, round_])
            if len(covering) > free:
                model.cp.add(sum(covering) <= free)
        if grid.limited[host]:
            _host_limits(model, host, mine)
        room = max(0, int(grid.share[host] - season.load[host]))
        over = max(0, int(season.load[host] - grid.share[host]))
        possible = min(len(mine), int(np.maximum(0, grid.seats[host] - season.used[host]).sum()))
        if weight and possible > room:
            steps = [0] * room + [weight * (over + k + 1) for k in range(possible - room)]
            model.ladder([var for _, var in mine], steps, f"l{host}_")


def _host_limits(model: _Model, host: int, mine: Sequence[tuple[Key, Var]]) -> None:
    """At most so many visits in a window, and rest between visits: guests who share all their rounds share the rest."""
    season, grid = model.season, model.season.grid
    limits = grid.limits
    if limits.window_of[host] >= 0:
        window = limits.windows[int(limits.window_of[host])]
        left = np.maximum(0, left_in(season, window, limits.row_of[host : host + 1])[0])
        for first, last, most in zip(window.first.tolist(), window.last.tolist(), left.tolist(), strict=True):
            inside = [var for (_, _, start), var in mine if first <= start <= last]
            if len(inside) > most:
                model.cp.add(sum(inside) <= most)
    rest = grid.hosts[host].rest
    if rest:
        _rest(model, host, mine, rest)


def _rest(model: _Model, host: int, mine: Sequence[tuple[Key, Var]], rest: int) -> None:
    stay = model.season.grid.stay
    blocks: dict[tuple[int, int], Var] = {}
    for (guest, _, start), var in mine:
        key = (start, int(stay[guest]))
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


def _pair_rules(model: _Model) -> None:
    season, grid = model.season, model.season.grid
    gap = grid.problem.repeat_gap
    weight = grid.problem.weights.met_before
    pairs: dict[tuple[int, int], list[tuple[Key, Var]]] = defaultdict(list)
    for key, var in model.visit.items():
        pairs[key[0], key[1]].append((key, var))
    for (guest, host), mine in pairs.items():
        stay = int(grid.stay[guest])
        if gap:
            _repeat_gap(model, guest, host, mine)
        before = int(grid.met[guest, host]) + int(season.pair[guest, host])
        starts = [key[2] for key, _ in mine]
        most = min(len(mine), -(-(max(starts) - min(starts) + 1) // (stay + gap)))
        if weight and (before or most > 1):
            model.ladder([var for _, var in mine], [weight * (before + k) for k in range(most)], f"p{guest}_{host}_")


def _repeat_gap(model: _Model, guest: int, host: int, mine: Sequence[tuple[Key, Var]]) -> None:
    gap, stay = model.season.grid.problem.repeat_gap, int(model.season.grid.stay[guest])
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


def _new_teams(model: _Model) -> None:
    season, grid = model.season, model.season.grid
    weight = grid.problem.weights.new_teams
    contacts: dict[tuple[int, int], list[Var]] = defaultdict(list)
    for (guest, host, _), var in model.visit.items():
        team = int(grid.team[host])
        if weight and not grid.known[guest, team] and season.team[guest, team] == 0:
            contacts[guest, team].append(var)
    for (guest, team), mine in contacts.items():
        first = model.cp.new_bool_var(f"n{guest}_{team}")
        model.cp.add_bool_or(*mine, ~first)
        model.terms.append((weight, first))
