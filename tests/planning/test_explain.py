"""Reasons: why a pair, why an open place, why not these two, and everybody ranked for a place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ridealong.domain.errors import InvalidValue, RidealongError
from ridealong.planning.check import check_cells
from ridealong.planning.explain.candidates import candidates, seat_candidates
from ridealong.planning.explain.case import Case
from ridealong.planning.explain.moves import Move
from ridealong.planning.explain.why_not import why_not
from ridealong.planning.explain.why_open import why_open
from ridealong.planning.explain.why_pair import why_pair
from ridealong.planning.problem import Guest, Host, Met, Pin, Problem
from ridealong.planning.score import assignments_of, score
from ridealong.planning.solve import solve
from thorough import THOROUGH, examples, thorough_only

from .build import problem, random_problem

Cells = list[tuple[int, str, str]]


def planned(given: Problem) -> Case:
    return Case(given, [(a.round, a.guest, a.host) for a in solve(given).assignments])


def worth(given: Problem, cells: Cells) -> int:
    return score(given, assignments_of(given, cells)).value


def moved(cells: Cells, moves: tuple[Move, ...]) -> Cells:
    """The rows of a plan after some moves."""
    gone = {(move.before.round, move.guest, move.before.host) for move in moves if move.before}
    got = [(move.after.round, move.guest, move.after.host) for move in moves if move.after]
    return sorted([cell for cell in cells if cell not in gone] + got)


def possible(given: Problem, pin: Pin) -> bool:
    """Whether some plan has what a pin asks for; a pin for the same round that leaves the host open is kept by it."""
    others = [one for one in given.pins if one not in (pin, Pin(pin.guest, None, pin.round))]
    try:
        solve(replace(given, pins=(*others, pin)))
    except RidealongError:
        return False
    return True


@pytest.mark.parametrize("stays", [pytest.param(False, marks=thorough_only), True])
def test_the_parts_of_a_meeting_add_up_to_what_the_plan_would_lack_without_it(*, stays: bool) -> None:
    seen = 0
    for seed in range(30 if THOROUGH else 8):
        given = replace(random_problem(seed, 5, extended=True, stays=stays), pins=(), level=False)
        case = planned(given)
        cells = case.season.cells()
        for round_, guest, host in cells:
            found = why_pair(case, guest, host, round_)
            stay = range(found.start, found.start + case.facts.stay[guest])
            without = [cell for cell in cells if cell not in [(one, guest, host) for one in stay]]
            assert found.points == sum(part.points for part in found.parts)
            assert found.points == worth(given, cells) - worth(given, without)
            seen += 1
    assert seen > (20 if THOROUGH else 5)


def test_a_meeting_is_compared_with_the_next_best_in_its_place() -> None:
    given = problem(1, [Guest("ana", "A")], [Host("mia", "B"), Host("noa", "B"), Host("oto", "B")], [[90, 70, 20]])
    found = why_pair(planned(given), "ana", "mia", 0)
    assert found.instead is not None
    assert (found.instead.host, found.instead.gain) == ("noa", -20)
    assert [part.said.text for part in found.instead.parts] == ["20 points of fit fewer"]


def test_two_who_are_not_together_have_no_meeting_to_explain() -> None:
    given = problem(1, [Guest("ana", "A")], [Host("mia", "B"), Host("noa", "B")], [[90, 70]])
    with pytest.raises(InvalidValue, match="ana is not with noa in round 0"):
        why_pair(planned(given), "ana", "noa", 0)
    with pytest.raises(InvalidValue, match="there is no host 'who'"):
        why_not(planned(given), "ana", "who")


def test_too_many_people_for_the_hosts_they_can_be_with_are_named() -> None:
    people = [Guest(name, "A") for name in ("ana", "ben", "cho", "dan")]
    hosts = [Host("mia", "B"), Host("noa", "B"), Host("oto", "B")]
    fit = [[50, 60, None], [70, 40, None], [80, 80, None], [None, 30, 90]]
    case = planned(problem(1, people, hosts, fit))
    waiting = next(guest.id for guest in people if case.cell(case.guest(guest.id), 0) is None)
    found = why_open(case, waiting, 0)
    assert found.crowd is not None
    assert (found.crowd.guests, found.crowd.hosts, found.crowd.seats) == (("ana", "ben", "cho"), ("mia", "noa"), 2)


def test_every_crowd_is_too_large_and_would_fit_without_any_of_them() -> None:
    seen = 0
    for seed in range(max(12, examples(60))):
        given = replace(random_problem(seed, 6), pins=())
        case = planned(given)
        for guest in given.guests:
            for round_ in range(given.rounds):
                row = case.guest(guest.id)
                if case.cell(row, round_) is not None or case.season.turns[row] >= case.grid.max_turns[row]:
                    continue
                crowd = why_open(case, guest.id, round_).crowd
                if crowd is not None:
                    assert guest.id in crowd.guests
                    assert room(given, crowd.guests, round_) < len(crowd.guests)
                    for left in crowd.guests:
                        others = [name for name in crowd.guests if name != left]
                        assert all(room(given, some, round_) >= len(some) for some in parts(others))
                    seen += 1
    assert seen > (10 if THOROUGH else 3)


def room(given: Problem, names: list[str] | tuple[str, ...], round_: int) -> int:
    """The seats open to any of some guests in a round, by absences and apart alone."""
    rows = [index for index, guest in enumerate(given.guests) if guest.id in names]
    return sum(
        host.seats(round_)
        for column, host in enumerate(given.hosts)
        if any(given.fit.points(row, column) is not None for row in rows)
    )


def parts(names: list[str]) -> list[list[str]]:
    return [[name for bit, name in enumerate(names) if mask >> bit & 1] for mask in range(1, 2 ** len(names))]


@pytest.mark.parametrize("extended", [False, pytest.param(True, marks=thorough_only)])
def test_rules_cost_and_remedies_of_two_who_are_not_together_are_true(*, extended: bool) -> None:
    costs = remedies = 0
    for seed in range(10 if THOROUGH else 7):
        given = replace(random_problem(seed, 4, extended=extended), level=False)
        case = planned(given)
        cells, value = case.season.cells(), case.season.value()
        for guest in given.guests:
            for host in given.hosts:
                found = why_not(case, guest.id, host.id)
                if found.cost is not None:
                    after = moved(cells, found.cost.moves)
                    assert (found.cost.round, guest.id, host.id) in after
                    assert list(check_cells(given, after)) == []
                    assert worth(given, after) - value == found.cost.gain
                    assert found.cost.gain == sum(part.points for part in found.cost.parts)
                    costs += 1
                for forbidden in found.forbidden:
                    assert not any(possible(given, Pin(guest.id, host.id, one)) for one in forbidden.rounds)
                for some in found.remedies[:2]:
                    changed = given
                    for one in some:
                        changed = one.applied(changed)
                    assert any(possible(changed, Pin(guest.id, host.id, one)) for one in range(given.rounds))
                    remedies += 1
    assert min(costs, remedies) >= (8 if THOROUGH else 4)


def test_what_would_allow_a_meeting_is_named() -> None:
    given = problem(
        2,
        [Guest("ana", "A", (0,)), Guest("ben", "A")],
        [Host("mia", "B", (1, 1))],
        [[90], [10]],
        pins=(Pin("ben", "mia", 1),),
    )
    found = why_not(planned(given), "ana", "mia")
    assert [one.rounds for one in found.forbidden] == [(0,), (1,)]
    assert [[one.said.text for one in some] for some in found.remedies] == [
        ["ana were there in round 0"],
        ["mia had one more seat in round 1"],
        ["ben with mia in round 1 were not pinned"],
    ]


def test_two_rules_in_the_way_are_taken_away_together() -> None:
    given = problem(1, [Guest("ana", "A", (0,))], [Host("mia", "B")], [[90]], met=(Met("ana", "mia", 1, not_before=1),))
    found = why_not(planned(given), "ana", "mia")
    assert [[one.said.text for one in some] for some in found.remedies] == [
        ["ana were there in round 0", "ana and mia could meet again sooner"]
    ]


def test_no_more_than_needed_is_taken_away_where_one_rule_is_broken_twice() -> None:
    given = problem(
        4,
        [Guest("ana", "A"), Guest("ben", "A"), Guest("eve", "A")],
        [Host("mia", "B", rest=2)],
        [[90], [10], [10]],
        pins=(Pin("ben", "mia", 0), Pin("eve", "mia", 3)),
    )
    found = why_not(planned(given), "ana", "mia", 1)
    assert [[one.said.text for one in some] for some in found.remedies] == [["mia needed no rest"]]


def test_a_pin_that_is_in_the_way_of_two_rules_is_taken_away_once() -> None:
    given = problem(
        3,
        [Guest("ana", "A"), Guest("ben", "A")],
        [Host("mia", "B", rest=1, max_visits=1)],
        [[90], [10]],
        pins=(Pin("ben", "mia", 0),),
    )
    found = why_not(planned(given), "ana", "mia", 1)
    assert [[one.said.text for one in some] for some in found.remedies] == [["ben with mia in round 0 were not pinned"]]


def test_a_guest_pinned_to_a_round_may_still_change_hosts_in_it() -> None:
    given = problem(
        2,
        [Guest("ana", "A", max_turns=1)],
        [Host("mia", "B"), Host("noa", "B")],
        [[90, 70]],
        pins=(Pin("ana", None, 1),),
    )
    case = planned(given)
    found = why_not(case, "ana", "noa")
    assert found.cost is not None
    assert (found.cost.round, found.cost.gain) == (1, -20)
    assert why_not(case, "ana", "noa", 0).cost is None


@pytest.mark.parametrize("extended", [pytest.param(False, marks=thorough_only), True])
def test_candidates_are_ranked_by_what_the_plan_would_gain_or_lose(*, extended: bool) -> None:
    seen = 0
    for seed in range(12 if THOROUGH else 8):
        given = replace(random_problem(seed, 5, extended=extended), level=False)
        case = planned(given)
        for guest in given.guests:
            ranked = candidates(case, guest.id)
            gains = [one.gain for one in ranked if one.gain is not None]
            assert gains == sorted(gains, reverse=True)
            assert {one.id for one in ranked} == {host.id for host in given.hosts}
            for one in ranked:
                alone = why_not(case, guest.id, one.id)
                assert bool(one.rounds) == bool(alone.together)
                if not one.rounds:
                    assert one.gain == (alone.cost.gain if alone.cost else None)
                    seen += one.gain is not None
    assert seen > (10 if THOROUGH else 3)


@pytest.mark.parametrize("extended", [False, pytest.param(True, marks=thorough_only)])
def test_guests_for_a_seat_are_ranked_by_what_the_plan_would_gain_or_lose(*, extended: bool) -> None:
    seen = 0
    for seed in range(12 if THOROUGH else 8):
        given = replace(random_problem(seed, 5, extended=extended), level=False, pins=())
        case = planned(given)
        cells = case.season.cells()
        for host in given.hosts:
            ranked = seat_candidates(case, host.id)
            gains = [one.gain for one in ranked if one.gain is not None]
            assert gains == sorted(gains, reverse=True)
            assert {one.id for one in ranked} == {guest.id for guest in given.guests}
            for one in ranked:
                alone = why_not(case, one.id, host.id)
                assert bool(one.rounds) == bool(alone.together)
                if one.rounds or one.gain is None:
                    assert one.rounds or alone.cost is None
                    continue
                after = moved(cells, one.moves)
                assert (one.round, one.id, host.id) in after
                assert not list(check_cells(given, after))
                assert one.gain == worth(given, after) - worth(given, cells)
                assert alone.cost is None or one.gain >= alone.cost.gain
                seen += 1
    assert seen > (10 if THOROUGH else 3)


def test_a_free_seat_is_ranked_for_more_guests_than_chains_are_searched_for() -> None:
    guests = [Guest(f"g{number:02}", "A", away=(0,) if number == 3 else ()) for number in range(30)]
    given = problem(1, guests, [Host("mia", "B"), Host("noa", "B", capacity=30)], [[number, 0] for number in range(30)])
    case = Case(given, [(0, guest.id, "noa") for guest in guests if not guest.away])
    ranked = seat_candidates(case, "mia", 0)
    assert [one.id for one in ranked] == [f"g{number:02}" for number in range(29, -1, -1) if number != 3] + ["g03"]
    assert [one.gain for one in ranked[:2]] == [29, 28]
    assert (ranked[-1].gain, ranked[-1].forbidden[0].broken[0].rule) == (None, "away")
