"""Small random problems against an exact model that is written from the contract alone."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from ortools.sat.python import cp_model

from ridealong.domain.errors import RidealongError
from ridealong.planning.problem import FitMatrix, Guest, Host, Met, Pin, Problem, Weights
from ridealong.planning.solve import solve
from thorough import examples, thorough_only

from .judge import fair_shares, fit_points, judge, known_teams, seats

TEAMS = ("A", "B", "C", "D")
SEEDS = range(60)
"""All 200 and many more were run by hand; these take some seconds."""


def small_problem(seed: int, *, stays: bool = False) -> Problem:
    """Up to 8 x 8 x 4, with every field of the base format; pins may be impossible to keep together."""
    rng = random.Random(seed)
    rounds = rng.randint(1, 4)
    absent = rng.choice([0.0, 0.1, 0.3, 0.6])
    guests = tuple(_guest(rng, f"g{index}", rounds, absent, stays=stays) for index in range(rng.randint(1, 8)))
    hosts = tuple(_host(rng, f"h{index}", rounds, absent) for index in range(rng.randint(1, 8)))
    apart, levels = rng.choice([0.0, 0.2, 0.7]), rng.choice([0, 1, 100])
    fit = [[None if rng.random() < apart else rng.randint(0, levels) for _ in hosts] for _ in guests]
    met = tuple(
        Met(guest.id, host.id, rng.choice([0, 1, 1, 2, 5])) for guest in guests for host in hosts if rng.random() < 0.2
    )
    return Problem(
        rounds,
        guests,
        hosts,
        FitMatrix.of(fit),
        seed=rng.randint(0, 3),
        met=met,
        pins=_pins(rng, rounds, guests, hosts),
        weights=_weights(rng),
    )


def _guest(rng: random.Random, name: str, rounds: int, absent: float, *, stays: bool) -> Guest:
    return Guest(
        name,
        rng.choice(TEAMS),
        _some(rng, rounds, absent),
        turns=rng.choice([0, 0, 1, 2, 3, 250 - rounds]),
        max_turns=rng.choice([None, None, None, 0, 1, 2, 3]),
        known_teams=tuple(rng.sample(TEAMS, rng.choice([0, 0, 1, 2]))),
        stay=rng.choice([1, 1, 2, 3]) if stays else 1,
    )


def _host(rng: random.Random, name: str, rounds: int, absent: float) -> Host:
    by_round = tuple(rng.randint(0, 3) for _ in range(rounds))
    choices: list[int | tuple[int, ...]] = [0, 1, 1, 1, 2, 3, 50, by_round]
    return Host(
        name,
        rng.choice(TEAMS),
        rng.choice(choices),
        _some(rng, rounds, absent),
        share=rng.choice([None, None, 0, 1, 2]),
    )


def _some(rng: random.Random, rounds: int, share: float) -> tuple[int, ...]:
    return tuple(round_ for round_ in range(rounds) if rng.random() < share)


def _pins(rng: random.Random, rounds: int, guests: Iterable[Guest], hosts: Iterable[Host]) -> tuple[Pin, ...]:
    """At most one for a guest and round: two are an error also where they agree."""
    pins: dict[tuple[str, int | str | None], Pin] = {}
    people, places = list(guests), [host.id for host in hosts]
    for _ in range(rng.choice([0, 0, 0, 0, 1, 2, 4])):
        shape = rng.choice(["whole", "host", "round"])
        host = None if shape == "round" else rng.choice(places)
        round_ = None if shape == "host" else rng.randrange(rounds)
        guest = rng.choice(people).id
        pins.setdefault((guest, host if round_ is None else round_), Pin(guest, host, round_))
    return tuple(pins.values())


def _weights(rng: random.Random) -> Weights:
    plain = Weights()
    if rng.random() < 0.6:
        return plain
    sizes = {
        "placed": [0, 1, 10, 1000],
        "turns_squared": [0, -1, -7, -1000],
        "met_before": [0, -1, -30],
        "over_share": [0, -1, -40],
        "new_teams": [0, 1, 500],
        "fit": [0, 3, 1000],
    }
    changed = {name: rng.choice(values) for name, values in sizes.items() if rng.random() < 0.5}
    return replace(plain, **changed)


class Exact:
    """The problem as a model of yes and no decisions: a variable for each guest, host and first round."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.points = fit_points(problem)
        self.worth: list[cp_model.LinearExprT] = []
        self.begin = self._begin()
        self._rules()
        self._pins()
        self._places_and_fit()
        self._turns()
        self._meetings()
        self._shares()
        self._contacts()
        self.model.maximize(sum(self.worth))

    def _begin(self) -> dict[tuple[str, str, int], cp_model.IntVar]:
        found = {}
        for guest in self.problem.guests:
            for host in self.problem.hosts:
                for start in range(self.problem.rounds - guest.stay + 1):
                    rounds = range(start, start + guest.stay)
                    free = all(seats(host, round_) and round_ not in guest.away for round_ in rounds)
                    if free and (guest.id, host.id) in self.points:
                        found[guest.id, host.id, start] = self.model.new_bool_var("")
        return found

    def there(self, guest: str | None, host: str | None, round_: int | None) -> list[cp_model.IntVar]:
        """The decisions that put a guest with a host in a round; None stands for any."""
        stay = {one.id: one.stay for one in self.problem.guests}
        return [
            variable
            for (visitor, visited, start), variable in self.begin.items()
            if guest in {None, visitor}
            and host in {None, visited}
            and (round_ is None or start <= round_ < start + stay[visitor])
        ]

    def _rules(self) -> None:
        for round_ in range(self.problem.rounds):
            for guest in self.problem.guests:
                self.model.add(sum(self.there(guest.id, None, round_)) <= 1)
            for host in self.problem.hosts:
                self.model.add(sum(self.there(None, host.id, round_)) <= seats(host, round_))
        for guest in self.problem.guests:
            if guest.max_turns is not None:
                self.model.add(guest.stay * sum(self.there(guest.id, None, None)) <= guest.max_turns)

    def _pins(self) -> None:
        for pin in self.problem.pins:
            self.model.add(sum(self.there(pin.guest, pin.host, pin.round)) >= 1)

    def _places_and_fit(self) -> None:
        weights = self.problem.weights
        stay = {guest.id: guest.stay for guest in self.problem.guests}
        for (guest, host, _), variable in self.begin.items():
            each = weights.placed + weights.fit * self.points[guest, host]
            self.worth.append(stay[guest] * each * variable)

    def _steps(self, amount: cp_model.LinearExprT, most: int, costs: Iterable[int]) -> None:
        """Pay one cost after the other as the amount grows; costs never fall."""
        steps = [self.model.new_bool_var("") for _ in range(most)]
        self.model.add(sum(steps) == amount)
        for step, later in pairwise(steps):
            self.model.add_implication(later, step)
        self.worth += [cost * step for step, cost in zip(steps, costs, strict=True)]

    def _turns(self) -> None:
        weight = self.problem.weights.turns_squared
        for guest in self.problem.guests:
            most = self.problem.rounds
            costs = [weight * (2 * (guest.turns + step) + 1) for step in range(most)]
            self._steps(guest.stay * sum(self.there(guest.id, None, None)), most, costs)

    def _meetings(self) -> None:
        weight = self.problem.weights.met_before
        before = {(met.guest, met.host): met.times for met in self.problem.met}
        for pair in self.points:
            most = self.problem.rounds
            costs = [weight * (before.get(pair, 0) + step) for step in range(most)]
            self._steps(sum(self.there(*pair, None)), most, costs)

    def _shares(self) -> None:
        for name, share in fair_shares(self.problem).items():
            load = self.there(None, name, None)
            costs = [self.problem.weights.over_share * max(0, step + 1 - share) for step in range(len(load))]
            self._steps(sum(load), len(load), costs)

    def _contacts(self) -> None:
        known = known_teams(self.problem)
        for guest in self.problem.guests:
            for team in {host.team for host in self.problem.hosts}:
                if (guest.id, team) not in known:
                    hosts = [host.id for host in self.problem.hosts if host.team == team]
                    first = self.model.new_bool_var("")
                    self.model.add(sum(sum(self.there(guest.id, host, None)) for host in hosts) >= first)
                    self.worth.append(self.problem.weights.new_teams * first)

    def best(self) -> int | None:
        """The largest value, or None where the pins cannot be kept."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        assert status == cp_model.OPTIMAL
        return round(solver.objective_value)


def assert_best(problem: Problem) -> bool:
    """Solve both ways and compare; whether there was a plan."""
    best = Exact(problem).best()
    try:
        plan = solve(problem)
    except RidealongError:
        assert best is None
        return False
    judge(problem, plan)
    assert best is not None
    assert plan.bound.value >= best
    assert (plan.score.value, plan.proved) == (best, True)
    return True


@pytest.mark.parametrize("seed", SEEDS[: examples(len(SEEDS))])
def test_the_value_is_that_of_an_exact_model(seed: int) -> None:
    assert_best(small_problem(seed))


@pytest.mark.parametrize("seed", range(examples(15)))
def test_the_value_is_that_of_an_exact_model_with_stays(seed: int) -> None:
    assert_best(small_problem(seed, stays=True))


@thorough_only
def test_the_small_problems_differ_in_what_they_hold() -> None:
    some = [small_problem(seed) for seed in SEEDS]
    assert any(problem.pins for problem in some)
    assert any(problem.weights != Weights() for problem in some)
    assert any(len(problem.guests) == 8 and problem.rounds == 4 for problem in some)
    impossible = [problem for problem in some if Exact(problem).best() is None]
    assert 0 < len(impossible) < len(some) / 3
