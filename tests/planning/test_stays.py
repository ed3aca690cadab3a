"""Visits that last several rounds: the best plan of all, with a bound that says how good it is."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from ridealong.planning.check import check
from ridealong.planning.plan import Plan
from ridealong.planning.problem import FitMatrix, Guest, Host, Met, Pin, Problem
from ridealong.planning.solve import solve
from thorough import THOROUGH, examples, thorough_only

from .build import cells, problem


def season(seed: int, guests: int, hosts: int, rounds: int, stays: list[int], *, once: bool = False) -> Problem:
    """People with absences on both sides, every third host with two seats, and a few who have met before."""
    rng = random.Random(seed)

    def away() -> tuple[int, ...]:
        return tuple(round_ for round_ in range(rounds) if rng.random() < 0.12)

    visitors = []
    for index in range(guests):
        stay = rng.choice(stays)
        limit = stay if once else None
        visitors.append(Guest(f"g{index:03}", f"T{index % 7}", away(), rng.choice([0, 0, 1]), limit, stay=stay))
    visited = [Host(f"h{index:03}", f"M{index % 5}", 2 if index % 3 == 0 else 1, away()) for index in range(hosts)]
    fit = FitMatrix.of([[None if rng.random() < 0.1 else rng.randint(20, 100) for _ in visited] for _ in visitors])
    met = tuple(Met(guest.id, rng.choice(visited).id, 1) for guest in visitors if rng.random() < 0.5)
    return Problem(rounds, tuple(visitors), tuple(visited), fit, met=met)


def best_value(given: Problem) -> int:  # noqa: C901, PLR0912 - one model, read from top to bottom
    """The value of the best plan by a model that was written for this file alone; base rules and stays."""
    model = cp_model.CpModel()
    team = {host.id: host.team for host in given.hosts}
    times = {(met.guest, met.host): met.times for met in given.met}
    taken, guest_in, per_guest, per_host, per_pair = (defaultdict(list) for _ in range(5))
    value: list[cp_model.LinearExpr] = []
    for row, guest in enumerate(given.guests):
        for column, host in enumerate(given.hosts):
            fit = given.fit.points(row, column)
            for start in range(given.rounds - guest.stay + 1):
                rounds = range(start, start + guest.stay)
                if fit is None or {*rounds} & {*guest.away, *host.away}:
                    continue
                visit = model.new_bool_var("")
                for round_ in rounds:
                    taken[host.id, round_].append(visit)
                    guest_in[guest.id, round_].append(visit)
                per_guest[guest.id].append(visit)
                per_host[host.id].append(visit)
                per_pair[guest.id, host.id].append(visit)
                value.append((10_000_000 + fit) * guest.stay * visit)
    for (name, round_), visits in taken.items():
        model.add(sum(visits) <= next(host for host in given.hosts if host.id == name).seats(round_))
    for visits in guest_in.values():
        model.add_at_most_one(visits)
    for guest in given.guests:
        turns, squared = model.new_int_var(0, 250, ""), model.new_int_var(0, 62_500, "")
        model.add(turns == guest.turns + guest.stay * sum(per_guest[guest.id]))
        model.add_multiplication_equality(squared, [turns, turns])
        value.append(-20_000 * (squared - guest.turns**2))
        if guest.max_turns is not None:
            model.add(turns - guest.turns <= guest.max_turns)
    for (guest_id, host_id), visits in per_pair.items():
        count, pairs = model.new_int_var(0, 99, ""), model.new_int_var(0, 9_801, "")
        model.add(count == sum(visits))
        model.add_multiplication_equality(pairs, [count, count])
        # 0 + 1 + ... + (n - 1) = (n * n - n) / 2, and the meetings before for each.
        value.append(-1000 * times.get((guest_id, host_id), 0) * count - 500 * (pairs - count))
    seats = {host.id: sum(host.seats(round_) for round_ in range(given.rounds)) for host in given.hosts}
    wanted = min(sum(given.rounds - len(guest.away) for guest in given.guests), sum(seats.values()))
    for name, visits in per_host.items():
        over, square = model.new_int_var(0, 999, ""), model.new_int_var(0, 999**2, "")
        model.add(over >= sum(visits) + seats[name] * wanted // -sum(seats.values()))
        model.add_multiplication_equality(square, [over, over])
        value.append(-75 * (square + over))
    known = {(guest, team[host]) for (guest, host), count in times.items() if count}
    for guest in given.guests:
        for name in {*team.values()}:
            new = model.new_bool_var("")
            model.add(new <= sum(sum(per_pair[guest.id, host]) for host in team if team[host] == name))
            value.append(30 * new if (guest.id, name) not in known else 0)
    model.maximize(sum(value))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def lengths(plan: Plan) -> Counter[str]:
    return Counter(assignment.guest for assignment in plan.assignments)


@pytest.mark.parametrize("seed", range(examples(6)))
def test_stays_of_mixed_lengths_are_planned_as_well_as_an_independent_model_says(seed: int) -> None:
    given = season(seed, 8, 4, 6, [1, 2, 3, 4])
    plan = solve(given)
    assert (plan.score.value, plan.proved) == (best_value(given), True)


@pytest.mark.parametrize(("guests", "hosts", "without_room"), [(60, 10, 0), (165, 29, 4)][: 2 if THOROUGH else 1])
def test_a_season_of_one_stay_each_is_proved_best(guests: int, hosts: int, without_room: int) -> None:
    """People who each visit for one to four rounds, hosts with few seats, absences on both sides."""
    given = season(4, guests, hosts, 12, [1, 1, 2, 2, 2, 3, 4], once=True)
    plan = solve(given)
    assert plan.proved
    # Among 165 people, one stay of four rounds finds no room in any plan.
    assert plan.score.placed == plan.bound.placed == sum(guest.stay for guest in given.guests) - without_room
    assert check(given, plan.assignments) == []


def test_stays_leave_no_room_unused_that_other_stays_could_have() -> None:
    """In order of fit alone, the first stay would take the middle of three rounds twice."""
    hosts = [Host("h", "M", 1)]
    guests = [Guest("a", "T", stay=2, max_turns=2), Guest("b", "T", (0, 1), stay=2, max_turns=2)]
    plan = solve(problem(4, guests, hosts, [[90], [10]]))
    assert cells(plan) == {("a", "h", 0), ("a", "h", 1), ("b", "h", 2), ("b", "h", 3)}


def test_one_stay_is_all_that_max_turns_may_allow() -> None:
    given = season(1, 6, 6, 8, [3], once=True)
    assert set(lengths(solve(given)).values()) == {3}


@thorough_only
def test_pins_within_stays_are_kept_in_a_season_that_is_planned_as_a_whole() -> None:
    free = season(2, 16, 12, 8, [2, 3])
    names = [guest.id for guest in free.guests]
    open_rounds = {guest.id: [r for r in range(3, 7) if not {r - 2, r - 1, r, r + 1, r + 2} & {*guest.away}]
                   for guest in free.guests}  # fmt: skip
    pins = tuple(Pin(name, None, open_rounds[name][0]) for name in names[:6] if open_rounds[name])
    plan = solve(replace(free, pins=pins))
    placed = {(assignment.guest, assignment.round) for assignment in plan.assignments}
    assert pins
    assert {(pin.guest, pin.round) for pin in pins} <= placed
    assert plan.gap_percent < 1


def test_hosts_who_rest_have_the_same_guests_for_whole_stays() -> None:
    given = season(3, 12, 8, 9, [2, 3])
    given = replace(given, hosts=tuple(replace(host, rest=1, max_visits=2) for host in given.hosts))
    plan = solve(given)
    assert check(given, plan.assignments) == []
    assert plan.score.value <= plan.bound.value


@thorough_only
def test_more_stays_than_can_be_looked_at_together_fill_every_place_and_have_a_bound() -> None:
    given = season(5, 150, 160, 13, [2])
    plan = solve(given)
    assert plan.score.placed == plan.bound.placed
    assert plan.gap_percent < 5
    assert check(given, plan.assignments) == []


@thorough_only
def test_pins_that_leave_the_round_open_are_kept_among_more_stays_than_can_be_looked_at_together() -> None:
    free = season(1, 140, 110, 13, [1, 1, 2])
    rng = random.Random(1)
    pins = []
    for row, guest in enumerate(free.guests):
        if guest.stay == 1 and len(pins) < 50:
            suiting = [host for column, host in enumerate(free.hosts) if free.fit.points(row, column) is not None]
            pins.append(Pin(guest.id, rng.choice(suiting).id))
    given = replace(free, pins=tuple(pins))
    plan = solve(given)
    assert check(given, plan.assignments) == []
    assert plan.score.value <= plan.bound.value


@thorough_only
def test_plans_with_stays_do_not_depend_on_the_order_of_people() -> None:
    given = season(6, 12, 7, 7, [1, 2, 4])
    order = list(range(12))
    random.Random(0).shuffle(order)
    rows = [[given.fit.points(row, column) for column in range(7)] for row in order]
    shuffled = replace(given, guests=tuple(given.guests[row] for row in order), fit=FitMatrix.of(rows))
    first, second = solve(given), solve(shuffled)
    assert first.assignments == second.assignments
    assert first.bound == second.bound
