"""An exact model of every rule and term in CP-SAT, over the visits of some guests given those of all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from ortools.sat.python import cp_model

from ridealong.planning.caps import free_extra
from ridealong.planning.limits import left_in
from ridealong.planning.pins import Wish
from ridealong.planning.season import NOBODY
from ridealong.planning.soon import LONG_AGO, missing_of
from ridealong.planning.stopper import Stopper

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ridealong.planning.grid import Ints
    from ridealong.planning.season import Season

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
    counted: list[tuple[Sequence[Var], list[Var]]] = field(default_factory=list)
    """Visits, and the steps that count them."""

    def ladder(self, total: Sequence[Var], steps: Iterable[int], name: str) -> None:
        """Cover sum(total) with unit steps, each at its worth; worths must fall, so that the best come first."""
        rungs = []
        for index, worth in enumerate(steps):
            rung = self.cp.new_bool_var(f"{name}{index}")
            rungs.append(rung)
            if worth:
                self.terms.append((worth, rung))
        self.cp.add(sum(total) == sum(rungs))
        for lower, upper in pairwise(rungs):
            self.cp.add_implication(upper, lower)
        self.counted.append((total, rungs))

    def hint(self, chosen: set[Key]) -> None:
        """Suggest a choice of visits, with every step that counts them, so that the solver has a whole plan at once."""
        taken = {var.index for key, var in self.visit.items() if key in chosen}
        for var in self.visit.values():
            self.cp.add_hint(var, var.index in taken)
        for total, rungs in self.counted:
            count = sum(var.index in taken for var in total)
            for place, rung in enumerate(rungs):
                self.cp.add_hint(rung, place < count)


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
    bonus: Mapping[Key, int] | None = None,
    most: Ints | None = None,
    enough: int | None = None,
    places: int | None = None,
) -> Answer:
    """Choose all visits of `guests` (who have none in `season` but locked ones) so that the value is largest.

    `wishes` must come true; `hint` is a choice to start from; `effort` is a limit in deterministic time, so that the
    answer does not depend on the machine. `bonus` is what visits are worth on top of their value. `most` (G, H) says
    how often pairs may meet, for which alone the answer then holds; at a value of `enough` the search ends.
    `places` is a number of one-round visits that must be chosen: without the large worth of places the solver's
    linear programs are several times as quick. The model is exact for every rule, stays included.
    """
    model = _Model(season)
    _visits(model, guests, season.grid.fit >= 0 if most is None else (most > 0) & (season.grid.fit >= 0))
    each = 0 if places is None else _worth_of_a_place(season, places)
    _guest_rules(model, guests, each)
    if places is not None:
        model.cp.add(sum(model.visit.values()) == places)
        model.terms.append((each * places, model.cp.new_constant(1)))
    _host_rules(model)
    _round_rules(model)
    _pair_rules(model, most)
    _new_teams(model)
    for wish in wishes:
        keeping = [var for key, var in model.visit.items() if wish.kept_by(key, int(season.grid.stay[key[0]]))]
        model.cp.add_bool_or(keeping)
    if bonus:
        model.terms.extend((worth, model.visit[key]) for key, worth in bonus.items() if worth and key in model.visit)
    model.cp.maximize(sum(worth * var for worth, var in model.terms))
    model.hint(set(hint))
    return _run(model, effort, stopper, enough)


def pinned_visits(season: Season, pins: Sequence[Wish], effort: float) -> Answer:
    """Choose a visit for every pin and no others, of most value where that is found within the effort.

    Taking visits out of a legal plan leaves it legal, so there is such a choice if the pins can be kept at all.
    """
    about: dict[int, list[Wish]] = defaultdict(list)
    for pin in pins:
        about[pin.guest].append(pin)
    for valued in (True, False):
        model = _Model(season)
        _visits(model, sorted(about), season.grid.fit >= 0)
        stay = season.grid.stay.tolist()
        model.visit = {
            key: var for key, var in model.visit.items() if any(pin.kept_by(key, stay[key[0]]) for pin in about[key[0]])
        }
        _guest_rules(model, sorted(about), 0)
        _host_rules(model)
        _round_rules(model)
        _pair_rules(model, None)
        _new_teams(model)
        for pin in pins:
            model.cp.add_bool_or(var for key, var in model.visit.items() if pin.kept_by(key, stay[key[0]]))
        if valued:
            model.cp.maximize(sum(worth * var for worth, var in model.terms))
        else:
            model.terms.clear()
        found = _run(model, effort, Stopper(), None)
        if found.visits != ():
            return found
    return found


class _Enough(cp_model.CpSolverSolutionCallback):
    """Ends the search once a value is reached that nothing can exceed."""

    def __init__(self, value: int) -> None:
        super().__init__()
        self._value = value

    def on_solution_callback(self) -> None:
        """Look at one solution."""
        if self.objective_value >= self._value - 0.5:
            self.stop_search()


def _run(model: _Model, effort: float, stopper: Stopper, enough: int | None) -> Answer:
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
        status = solver.solve(model.cp, None if enough is None or not model.terms else _Enough(enough))
    if status == cp_model.INFEASIBLE:
        return Answer(None, 0, proved=True)
    bound = int(np.ceil(solver.best_objective_bound - 1e-6)) if model.terms else 0
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Answer((), bound, proved=False)
    chosen = tuple(key for key, var in model.visit.items() if solver.boolean_value(var))
    return Answer(chosen, bound, proved=status == cp_model.OPTIMAL)


def _visits(model: _Model, guests: Sequence[int], pairs: NDArray[np.bool_]) -> None:
    season, grid = model.season, model.season.grid
    seats = _free_seats(season) + _extra_seats(season)
    for guest in guests:
        stay = int(grid.stay[guest])
        free = grid.present[guest] & (season.host_of[guest] == NOBODY)
        for host in np.flatnonzero(pairs[guest]).tolist():
            first = grid.not_before.get((guest, host), 0)
            for start in range(first, grid.rounds - stay + 1):
                rounds = slice(start, start + stay)
                if free[rounds].all() and (seats[host, rounds] > 0).all():
                    model.visit[guest, host, start] = model.cp.new_bool_var(f"v{guest}_{host}_{start}")


def _free_seats(season: Season) -> Ints:
    free: Ints = np.maximum(0, season.grid.seats - season.used)
    return free


def _extra_seats(season: Season) -> Ints:
    """(H, R) where a host may take one guest more than it has seats: 1, else 0."""
    return np.stack([free_extra(season, round_) for round_ in range(season.grid.rounds)], axis=1).astype(np.int64)


def _grouped(model: _Model, index: int) -> dict[int, list[tuple[Key, Var]]]:
    groups: dict[int, list[tuple[Key, Var]]] = defaultdict(list)
    for key, var in model.visit.items():
        groups[key[index]].append((key, var))
    return groups


def _worth_of_a_place(season: Season, places: int) -> int:
    """What a place is worth at an average number of turns."""
    grid, weights = season.grid, season.grid.problem.weights
    turns = (int((grid.turns + season.turns).sum()) + places) // max(1, len(grid.guests))
    return weights.placed + weights.turns_squared * (2 * turns + 1)


def _guest_rules(model: _Model, guests: Sequence[int], each: int) -> None:
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
            stay * weights.placed
            + weights.turns_squared * ((before + stay * (k + 1)) ** 2 - (before + stay * k) ** 2)
            - each
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
    free, extra = _free_seats(season), _extra_seats(season)
    above: dict[int, list[Var]] = defaultdict(list)
    for host, mine in _grouped(model, 1).items():
        for round_, covering in _by_round(mine, grid.stay.tolist()).items():
            seats = int(free[host, round_])
            if len(covering) <= seats:
                continue
            if extra[host, round_]:
                above[round_].append(model.cp.new_bool_var(f"e{host}_{round_}"))
                model.cp.add(sum(covering) <= seats + above[round_][-1])
            else:
                model.cp.add(sum(covering) <= seats)
        if grid.limited[host]:
            _host_limits(model, host, mine)
        room = max(0, int(grid.share[host] - season.load[host]))
        over = max(0, int(season.load[host] - grid.share[host]))
        possible = min(len(mine), int(free[host].sum() + extra[host].sum()))
        if weight and possible > room:
            steps = [0] * room + [weight * (over + k + 1) for k in range(possible - room)]
            model.ladder([var for _, var in mine], steps, f"l{host}_")
    for round_, taken in above.items():
        model.cp.add(sum(taken) <= season.extra_left(round_))


def _round_rules(model: _Model) -> None:
    """Cover at home: so many guests of a team out in a round, and so many hosts of a team with guests."""
    season, caps = model.season, model.season.grid.caps
    if not (caps.guests_covered or caps.hosts_covered):
        return
    stay = season.grid.stay.tolist()
    out: dict[tuple[int, int], list[Var]] = defaultdict(list)
    opened: dict[tuple[int, int], dict[int, Var]] = defaultdict(dict)
    for (guest, host, start), var in model.visit.items():
        for round_ in range(start, start + stay[guest]):
            out[round_, int(caps.guest_team[guest])].append(var)
            if caps.hosts_covered and season.used[host, round_] == 0:
                hosts = opened[round_, int(season.grid.team[host])]
                if host not in hosts:
                    hosts[host] = model.cp.new_bool_var(f"o{host}_{round_}")
                model.cp.add_implication(var, hosts[host])
    left = [season.cover_left(round_) for round_ in range(season.grid.rounds)]
    for (round_, team), mine in out.items():
        if len(mine) > left[round_][0][team]:
            model.cp.add(sum(mine) <= int(left[round_][0][team]))
    for (round_, team), hosts in opened.items():
        if len(hosts) > left[round_][1][team]:
            model.cp.add(sum(hosts.values()) <= int(left[round_][1][team]))


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


def _pair_rules(model: _Model, limits: Ints | None) -> None:
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
        if grid.problem.wish_gap and grid.problem.weights.too_soon:
            _too_soon(model, guest, host, mine)
        before = int(grid.met[guest, host]) + int(season.pair[guest, host])
        starts = [key[2] for key, _ in mine]
        most = min(len(mine), -(-(max(starts) - min(starts) + 1) // (stay + gap)))
        if limits is not None and int(limits[guest, host]) < most:
            most = int(limits[guest, host])
            model.cp.add(sum(var for _, var in mine) <= most)
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


def _too_soon(model: _Model, guest: int, host: int, mine: Sequence[tuple[Key, Var]]) -> None:
    """The missing rounds before each meeting, in steps: one for every distance at which an earlier meeting may lie.

    A step holds if any earlier meeting is that near, so that together they count up to the nearest one.
    """
    season, grid = model.season, model.season.grid
    wish, weight, stay = grid.problem.wish_gap, grid.problem.weights.too_soon, int(grid.stay[guest])
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
        model.counted.append((mine, [first]))
