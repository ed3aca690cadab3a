"""Small plans against every plan there is, and rules against a checker that was written for this file."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ridealong.planning.check import check
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Host, Problem
from ridealong.planning.score import score
from ridealong.planning.solve import solve
from thorough import examples

from .build import random_problem

Cell = tuple[str, str, int]


def visits(problem: Problem, cells: Iterable[Cell]) -> list[tuple[str, str, int, int]] | None:
    """Cells as (guest, host, start, rounds), or None where a stay is not whole."""
    stay = {guest.id: guest.stay for guest in problem.guests}
    left, found = set(cells), []
    for guest, host, start in sorted(cells, key=lambda cell: cell[2]):
        if (guest, host, start) not in left:
            continue
        rounds = {(guest, host, start + offset) for offset in range(stay[guest])}
        if not rounds <= left:
            return None
        left -= rounds
        found.append((guest, host, start, stay[guest]))
    return found


def legal(problem: Problem, cells: list[Cell]) -> bool:
    guests = {guest.id: (index, guest) for index, guest in enumerate(problem.guests)}
    hosts = {host.id: (index, host) for index, host in enumerate(problem.hosts)}
    first = {(met.guest, met.host): met.not_before or 0 for met in problem.met}
    made = visits(problem, cells)
    if made is None or any(count > 1 for count in Counter((g, r) for g, _, r in cells).values()):
        return False
    for guest, host, round_ in cells:
        (row, visitor), (column, visited) = guests[guest], hosts[host]
        if problem.fit.points(row, column) is None or {round_} & {*visitor.away, *visited.away}:
            return False
        if round_ < first.get((guest, host), 0):
            return False
    if not (seated(problem, cells) and covered(problem, cells)):
        return False
    for guest, count in Counter(g for g, _, _ in cells).items():
        limit = guests[guest][1].max_turns
        if limit is not None and count > limit:
            return False
    return spaced(problem, made) and pins_kept(problem, cells)


def seats_of(host: Host, round_: int) -> int:
    there = sum(round_ not in member.away for member in host.members)
    needed = len(host.members) // 2 + 1 if host.quorum is None else host.quorum
    if round_ in {*host.away, *host.closed} or (host.members and there < needed):
        return 0
    return host.capacity if isinstance(host.capacity, int) else host.capacity[round_]


def seated(problem: Problem, cells: list[Cell]) -> bool:
    """Nobody has more guests than seats but for trios, of which there are no more than guests without a seat."""
    for round_ in range(problem.rounds):
        come = Counter(host for _, host, r in cells if r == round_)
        seats = {host.id: seats_of(host, round_) for host in problem.hosts}
        above = [come[name] - seats[name] for name in come if come[name] > seats[name]]
        present = sum(round_ not in {*guest.away, *guest.closed} for guest in problem.guests)
        if above and not problem.trios:
            return False
        if max(above, default=0) > 1 or len(above) > max(0, present - sum(seats.values())):
            return False
        if any(seats[name] == 0 for name in come):
            return False
    return True


def covered(problem: Problem, cells: list[Cell]) -> bool:
    """No home team has more people taken by visits in a round than its cover allows."""
    teams = {person.id: person.team for person in (*problem.guests, *problem.hosts)}
    for side, limits in ((0, problem.cover.guests), (1, problem.cover.hosts)):
        taken = Counter((r, teams[name]) for r, name in {(cell[2], cell[side]) for cell in cells})
        for (round_, team), count in taken.items():
            most = limits.get(team, count)
            if count > (most if isinstance(most, int) else most[round_]):
                return False
    return True


def missing(problem: Problem, made: list[tuple[str, str, int, int]]) -> list[tuple[int, int]]:
    """For each meeting with an earlier one: its round, and how many rounds lie free since."""
    free = []
    for guest, host, start, _ in made:
        ends = [begun + length - 1 for g, h, begun, length in made if (g, h) == (guest, host) and begun < start]
        ends += [met.last for met in problem.met if (met.guest, met.host) == (guest, host) and met.last is not None]
        if ends:
            free.append((start, start - max(ends) - 1))
    return free


def spaced(problem: Problem, made: list[tuple[str, str, int, int]]) -> bool:
    if any(free < problem.repeat_gap for _, free in missing(problem, made)):
        return False
    for host in problem.hosts:
        own = {(start, length) for _, name, start, length in made if name == host.id}
        taken = sorted(own | {(round_, 1) for round_ in host.visits})
        for left, right in itertools.combinations(taken, 2):
            touched = left in own or right in own
            if touched and host.rest and right[0] - left[0] - left[1] < host.rest:
                return False
        window = host.window or problem.rounds
        starts = [start for _, name, start, _ in made if name == host.id]
        for end in range(-5, problem.rounds + 5):
            mine, all_starts = (
                sum(end - window < start <= end for start in some) for some in (starts, [*starts, *host.visits])
            )
            if host.max_visits is not None and all_starts > host.max_visits and mine:
                return False
    return True


def pins_kept(problem: Problem, cells: list[Cell]) -> bool:
    return all(
        any(
            g == pin.guest and (pin.host is None or h == pin.host) and (pin.round is None or r == pin.round)
            for g, h, r in cells
        )
        for pin in problem.pins
    )


def value(problem: Problem, cells: list[Cell]) -> int:
    """The value by the words of the contract, written once more; terms of the default weights."""
    made = visits(problem, cells) or []
    turns = Counter(guest for guest, _, _ in cells)
    total = 10_000_000 * len(cells)
    total -= 20_000 * sum((g.turns + turns[g.id]) ** 2 - g.turns**2 for g in problem.guests)
    times = Counter({(met.guest, met.host): met.times for met in problem.met})
    team = {host.id: host.team for host in problem.hosts}
    known = {(g.id, name) for g in problem.guests for name in g.known_teams}
    known |= {(guest, team[host]) for (guest, host), count in times.items() if count}
    row = {guest.id: index for index, guest in enumerate(problem.guests)}
    column = {host.id: index for index, host in enumerate(problem.hosts)}
    for guest, host, _, length in made:
        total -= 1000 * times[guest, host]
        times[guest, host] += 1
        total += (problem.fit.points(row[guest], column[host]) or 0) * length
    total += 30 * len({(guest, team[host]) for guest, host, _, _ in made} - known)
    total -= 200 * sum(max(0, problem.wish_gap - free) for _, free in missing(problem, made))
    seats = {h.id: sum(seats_of(h, r) for r in range(problem.rounds)) for h in problem.hosts}
    present = sum(problem.rounds - len(set(guest.away)) for guest in problem.guests)
    everything = sum(seats.values())
    load = Counter(host for _, host, _, _ in made)
    for host in problem.hosts:
        fair = -(-seats[host.id] * min(present, everything) // everything) if everything else 0
        over = max(0, load[host.id] - (fair if host.share is None else host.share))
        total -= 150 * sum(range(over + 1))
    return total


def best_value(problem: Problem) -> int | None:
    """The value of the best legal plan by trying all of them; None where they are too many."""
    places = [(guest, round_) for guest in problem.guests for round_ in range(problem.rounds)]
    choices: list[list[str | None]] = []
    for guest, round_ in places:
        row = problem.guests.index(guest)
        open_to = [
            host.id
            for column, host in enumerate(problem.hosts)
            if problem.fit.points(row, column) is not None and host.seats(round_) and round_ not in guest.away
        ]
        choices.append([None, *open_to])
    size = 1
    for choice in choices:
        size *= len(choice)
    if size > 4000:
        return None
    plans = (
        [(guest.id, host, round_) for (guest, round_), host in zip(places, chosen, strict=True) if host is not None]
        for chosen in itertools.product(*choices)
    )
    return max((value(problem, plan) for plan in plans if legal(problem, plan)), default=None)


@pytest.mark.parametrize("extended", [False, True])
@pytest.mark.parametrize("stays", [False, True])
def test_no_plan_is_better_than_the_one_found(*, extended: bool, stays: bool) -> None:
    compared = 0
    for seed in range(examples(25)):
        problem = random_problem(seed, 4 if seed % 2 else 3, extended=extended, stays=stays)
        best = best_value(problem)
        if best is not None:
            plan = solve(problem)
            assert (plan.score.value, plan.bound.value, plan.proved) == (best, best, True), seed
            compared += 1
    assert compared >= examples(25) * 2 // 5


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(0, 10**6), st.booleans(), st.booleans())
@example(seed=176185, extended=True, stays=True)  # a pin of a round, beside stays
def test_no_plan_breaks_a_rule_or_its_bound(seed: int, extended: bool, stays: bool) -> None:
    problem = random_problem(seed, 6, extended=extended, stays=stays)
    plan = solve(problem)
    cells = [(a.guest, a.host, a.round) for a in plan.assignments]
    assert legal(problem, cells)
    assert plan.score.value == value(problem, cells)
    assert plan.score == score(problem, plan.assignments)
    assert (plan.score.too_soon is None) == (problem.wish_gap == 0)
    assert check(problem, plan.assignments) == []
    assert plan.score.met_before == sum(a.met_before for a in plan.assignments)
    assert plan.score.value <= plan.bound.value
    assert plan.score.placed <= plan.bound.placed
    assert list(plan.assignments) == sorted(plan.assignments, key=lambda a: (a.round, a.guest, a.host))
    assert all(isinstance(a, Assignment) for a in plan.assignments)
    listed = {(o.guest, o.round) for o in plan.open}
    filled = {(g, r) for g, _, r in cells}
    turns = Counter(g for g, _, _ in cells)
    assert listed == {
        (guest.id, round_)
        for guest in problem.guests
        for round_ in range(problem.rounds)
        if (guest.id, round_) not in filled and (guest.max_turns is None or turns[guest.id] < guest.max_turns)
    }
