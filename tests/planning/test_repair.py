"""A plan that something has happened to: what changes, what stays, and why."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from ridealong.domain.errors import InvalidValue, Refused, RidealongError
from ridealong.planning.check import check, check_cells
from ridealong.planning.plan import Assignment
from ridealong.planning.plan_json import parse_plan
from ridealong.planning.problem import FitMatrix, Guest, Host, Pin, Problem
from ridealong.planning.repair import Repair, repair
from ridealong.planning.repair_json import repair_document, repair_to_json
from ridealong.planning.score import assignments_of, score
from ridealong.planning.solve import solve
from ridealong.planning.validate import validate
from thorough import examples

from .build import cells, problem, random_problem

Key = tuple[int, int, int, int]

A, B, C = Guest("a", "T"), Guest("b", "T"), Guest("c", "T")
X, Y, Z = Host("x", "M"), Host("y", "M"), Host("z", "M")


def plan(*rows: tuple[str, str, int]) -> list[Assignment]:
    return [Assignment(round_, guest, host, 0, 0) for guest, host, round_ in rows]


def why(done: Repair) -> dict[str, tuple[str, str]]:
    return {one.guest: (one.kind, one.reason) for one in done.changes}


def test_nothing_changes_where_nothing_happened_even_if_another_plan_is_better() -> None:
    given = problem(1, [A, B], [X, Y], [[0, 90], [90, 0]])
    done = repair(given, plan(("a", "x", 0), ("b", "y", 0)))
    assert cells(done.plan) == {("a", "x", 0), ("b", "y", 0)}
    assert (done.changes, done.kept, done.moved) == ((), 2, 0)


def test_only_what_cannot_take_place_is_replaced_by_a_free_seat_in_the_same_round() -> None:
    given = problem(2, [A, B], [replace(X, away=(0,)), Y, Z], [[50, 60, 70], [50, 60, 70]])
    done = repair(given, plan(("a", "x", 0), ("b", "y", 0), ("a", "x", 1), ("b", "y", 1)))
    assert cells(done.plan) == {("a", "z", 0), ("b", "y", 0), ("a", "x", 1), ("b", "y", 1)}
    assert why(done) == {"a": ("broken", "x is away in round 0")}
    assert done.kept == 3


def test_a_visit_moves_only_where_a_place_would_stay_open_otherwise() -> None:
    given = problem(1, [A, B], [replace(X, away=(0,)), Y, Z], [[50, 60, None], [50, 60, 70]])
    done = repair(given, plan(("a", "x", 0), ("b", "y", 0)))
    assert cells(done.plan) == {("a", "y", 0), ("b", "z", 0)}
    assert why(done) == {"a": ("broken", "x is away in round 0"), "b": ("moved", "makes room for a")}
    assert (done.kept, done.moved) == (0, 1)


def test_a_newcomer_gets_a_free_place_and_nobody_moves() -> None:
    given = problem(1, [A, B], [X, Y], [[50, 90], [90, 50]])
    done = repair(given, plan(("a", "x", 0)))
    assert cells(done.plan) == {("a", "x", 0), ("b", "y", 0)}
    assert why(done) == {"b": ("new", "b is new")}


def test_a_leaver_is_taken_out_and_the_place_is_used() -> None:
    given = problem(1, [B], [X], [[50]])
    done = repair(given, plan(("a", "x", 0)))
    assert cells(done.plan) == {("b", "x", 0)}
    assert why(done)["a"] == ("broken", "a takes part no longer")


def test_a_pair_kept_apart_by_now_is_parted() -> None:
    given = problem(1, [A], [X, Y], [[None, 10]])
    done = repair(given, plan(("a", "x", 0)))
    assert cells(done.plan) == {("a", "y", 0)}
    assert why(done) == {"a": ("broken", "x is kept apart from a")}


def test_where_seats_shrink_the_fewest_go_and_those_worth_least() -> None:
    given = problem(1, [A, B, C], [X], [[80], [20], [60]])
    done = repair(replace(given, hosts=(replace(X, capacity=2),)), plan(("a", "x", 0), ("b", "x", 0), ("c", "x", 0)))
    assert cells(done.plan) == {("a", "x", 0), ("c", "x", 0)}
    assert why(done) == {"b": ("broken", "x takes 2 in round 0, not 3")}


def test_a_guest_with_one_turn_keeps_the_round_if_a_seat_is_free_else_gets_the_nearest() -> None:
    guest = replace(A, max_turns=1)
    seats = [replace(X, away=(2,)), Host("y", "M", capacity=(1, 1, 1, 1))]
    done = repair(problem(4, [guest], seats, [[90, 10]]), plan(("a", "x", 2)))
    assert cells(done.plan) == {("a", "y", 2)}
    done = repair(problem(4, [guest], seats[:1], [[90]]), plan(("a", "x", 2)))
    assert cells(done.plan) in ({("a", "x", 1)}, {("a", "x", 3)})
    assert done.changes[0].after is not None


def test_rounds_that_are_over_never_change_whatever_rule_they_break() -> None:
    given = problem(2, [replace(A, away=(0,)), B], [X, Y], [[50, 50], [50, 50]])
    done = repair(given, plan(("a", "x", 0), ("a", "x", 1)), held_before=1)
    assert {cell for cell in cells(done.plan) if cell[2] == 0} == {("a", "x", 0)}
    assert ("b", "y", 1) in cells(done.plan)
    assert {one.reason for one in done.plan.open if one.round == 0} == {"the round is over"}


def test_a_new_pin_makes_room_for_itself() -> None:
    given = problem(1, [A, B], [X, Y], [[50, 50], [50, 50]], pins=(Pin("b", "x", 0),))
    done = repair(given, plan(("a", "x", 0)))
    assert cells(done.plan) == {("b", "x", 0), ("a", "y", 0)}
    assert why(done)["a"][0] == "moved"


def test_pins_that_cannot_be_kept_together_are_refused() -> None:
    given = problem(1, [A, B], [X], [[50], [50]], pins=(Pin("a", "x"), Pin("b", "x")))
    with pytest.raises(Refused, match="The pins cannot all be kept together"):
        repair(given, plan(("a", "x", 0)))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", "x", 3)], r"assignments\[0\].round: round 3 does not exist; rounds run from 0 to 1"),
        ([("a", "x", 0), ("a", "y", 0)], r"assignments\[1\]: a has two hosts in round 0"),
    ],
)
def test_a_plan_that_is_none_is_refused_with_its_place(rows: list[tuple[str, str, int]], said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        repair(problem(2, [A], [X, Y], [[50, 50]]), plan(*rows))


def test_a_repair_can_be_read_as_a_plan_and_repaired_again() -> None:
    given = problem(1, [A, B], [replace(X, away=(0,)), Y, Z], [[50, 60, None], [50, 60, 70]])
    done = repair(given, plan(("a", "x", 0), ("b", "y", 0)))
    document = repair_document(done)
    assert document["format"] == "ridealong-repair/1"
    assert document["changes"] == [
        {
            "guest": "a",
            "kind": "broken",
            "before": {"host": "x", "round": 0},
            "after": {"host": "y", "round": 0},
            "reason": "x is away in round 0",
        },
        {
            "guest": "b",
            "kind": "moved",
            "before": {"host": "y", "round": 0},
            "after": {"host": "z", "round": 0},
            "reason": "makes room for a",
        },
    ]
    assert repair(given, parse_plan(document).assignments).changes == ()


@pytest.mark.parametrize("extended", [False, True])
@pytest.mark.parametrize("stays", [False, True])
def test_no_repair_fills_more_places_or_changes_less_or_is_worth_more(*, extended: bool, stays: bool) -> None:
    compared = 0
    for seed in range(examples(40)):
        given = random_problem(seed, 4 if seed % 2 else 3, extended=extended, stays=stays)
        before = solve(given).assignments
        now, held = happened(given, seed), min(seed % 3 == 0, given.rounds)
        best = best_repair(now, before, held)
        if best is not None:
            done = repair(now, before, held_before=held)
            assert judged(now, before, held, done.plan.assignments) == best, seed
            compared += 1
    assert compared >= examples(40) // 4


@pytest.mark.parametrize("seed", range(6))
def test_the_same_repair_whatever_the_order_of_people(seed: int) -> None:
    given = random_problem(seed, 7, extended=seed % 2 == 1)
    before = solve(given).assignments
    now = happened(given, seed)
    rng = random.Random(seed)
    rows, columns = list(range(len(now.guests))), list(range(len(now.hosts)))
    rng.shuffle(rows)
    rng.shuffle(columns)
    fit = list(now.fit.lists())
    shuffled = replace(
        now,
        guests=tuple(now.guests[row] for row in rows),
        hosts=tuple(now.hosts[column] for column in columns),
        fit=FitMatrix.of([[fit[row][column] for column in columns] for row in rows]),
    )
    texts = [
        repair_to_json(replace(done, plan=replace(done.plan, seconds=0.0)))
        for done in (repair(now, before), repair(shuffled, before[::-1]))
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("family", [0.55, 0.62])
def test_in_a_larger_season_no_possible_visit_changes_and_every_place_is_filled(family: float) -> None:
    given = season(60, 10, family)
    before = solve(given).assignments
    rng = random.Random(1)
    ill = {(one.host, one.round) for one in rng.sample(list(before), 6)}
    hosts = tuple(
        replace(host, away=tuple(sorted({*host.away, *(round_ for name, round_ in ill if name == host.id)})))
        for host in given.hosts
    )
    now = replace(given, hosts=hosts)
    done = repair(now, before)
    assert not check(now, done.plan.assignments)
    assert done.moved == 0
    assert done.kept == sum((one.host, one.round) not in ill for one in before)
    assert done.plan.score.placed == solve(now).score.placed


def season(people: int, rounds: int, share: float) -> Problem:
    """A made-up season in which everybody may be with everybody, and some are away."""
    rng = random.Random(7)
    count = int(people * share)

    def away() -> tuple[int, ...]:
        return tuple(round_ for round_ in range(rounds) if rng.random() < 0.1)

    guests = [Guest(f"g{index:02}", f"T{index % 5}", away()) for index in range(count)]
    hosts = [Host(f"h{index:02}", f"M{index % 4}", 1 + (index % 3 == 0), away()) for index in range(people - count)]
    return problem(rounds, guests, hosts, [[rng.randint(0, 100) for _ in hosts] for _ in guests])


def happened(given: Problem, seed: int) -> Problem:
    """The problem after one to three things have happened."""
    rng = random.Random(seed)
    guests, hosts = list(given.guests), list(given.hosts)
    fit = list(given.fit.lists())
    for _ in range(rng.randint(1, 3)):
        row, column, round_ = rng.randrange(len(guests)), rng.randrange(len(hosts)), rng.randrange(given.rounds)
        what = rng.choice(["guest away", "host away", "apart", "seats", "turns", "closed"])
        if what == "guest away":
            guests[row] = replace(guests[row], away=tuple(sorted({*guests[row].away, round_})))
        elif what == "host away":
            hosts[column] = replace(hosts[column], away=tuple(sorted({*hosts[column].away, round_})))
        elif what == "closed":
            hosts[column] = replace(hosts[column], closed={**hosts[column].closed, round_: "launch"})
        elif what == "apart":
            fit[row][column] = None
        elif what == "seats":
            hosts[column] = replace(hosts[column], capacity=rng.choice([0, 1, 1, 2]))
        else:
            guests[row] = replace(guests[row], max_turns=rng.choice([0, 1, 2, None]))
    now = replace(given, guests=tuple(guests), hosts=tuple(hosts), fit=FitMatrix.of(fit))
    try:
        validate(now)
    except RidealongError:
        now = replace(now, pins=())
    return now


def judged(now: Problem, before: Sequence[Assignment], held: int, after: Sequence[Assignment]) -> Key:
    """Places, possible visits kept, lost ones replaced in their round, and the value."""
    was = {(one.guest, one.round): one.host for one in before if one.round >= held}
    possible = {key for key, host in was.items() if not list(check_cells(now, [(key[1], key[0], host)]))}
    is_ = {(one.guest, one.round): one.host for one in after if one.round >= held}
    kept = sum(is_.get(key) == was[key] for key in possible)
    again = sum(key in is_ for key in was if key not in possible)
    return len(after), kept, again, score(now, after).value


def best_repair(now: Problem, before: Sequence[Assignment], held: int) -> Key | None:
    """The best there is by trying every plan; None where they are too many, or pins leave none."""
    over = [(one.round, one.guest, one.host) for one in before if one.round < held]
    excused = {(one.rule, one.text) for one in check_cells(now, over)}
    places = [(guest, round_) for guest in now.guests for round_ in range(held, now.rounds)]
    choices: list[list[str | None]] = []
    size = 1
    for guest, round_ in places:
        row = now.guests.index(guest)
        hosts = [
            host.id
            for column, host in enumerate(now.hosts)
            if now.fit.points(row, column) is not None and host.seats(round_) and round_ not in guest.away
        ]
        choices.append([None, *hosts])
        size *= len(choices[-1])
        if size > 1500:
            return None
    best: Key | None = None
    for chosen in itertools.product(*choices):
        rows = [
            *over,
            *((round_, guest.id, host) for (guest, round_), host in zip(places, chosen, strict=True) if host),
        ]
        after = assignments_of(now, rows)
        broken = [one for one in check(now, after) if one.rule != "pin" or one.round is None or one.round >= held]
        if all((one.rule, one.text) in excused for one in broken):
            key = judged(now, before, held, after)
            best = key if best is None else max(best, key)
    return best
