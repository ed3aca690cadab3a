"""Candidates where there are more than chains are searched for."""

from planning.build import problem
from ridealong.planning.explain.candidates import SEARCHED, candidates
from ridealong.planning.explain.case import Case
from ridealong.planning.problem import Guest, Host, Pin, Weights


def test_a_place_is_ranked_for_more_hosts_than_chains_are_searched_for() -> None:
    many = SEARCHED + 15
    hosts = [Host(f"h{number:02}", "B", away=(0,) if number == 3 else ()) for number in range(many)]
    case = Case(problem(1, [Guest("ana", "A")], hosts, [list(range(many))]), [])
    ranked = candidates(case, "ana", 0)
    assert [one.id for one in ranked] == [f"h{number:02}" for number in range(many - 1, -1, -1) if number != 3] + [
        "h03"
    ]
    assert (ranked[-1].gain, ranked[-1].forbidden[0].broken[0].rule) == (None, "away")
    assert all(one.gain is not None for one in ranked[:-1])


def test_one_host_alone_is_ranked_as_among_all() -> None:
    hosts = [Host(f"h{number}", "B") for number in range(6)]
    case = Case(problem(2, [Guest("ana", "A"), Guest("ben", "A")], hosts, [[5, 9, 2, 8, 1, 3]] * 2), [(0, "ben", "h1")])
    for one in candidates(case, "ana", 0):
        assert candidates(case, "ana", 0, only=one.id) == (one,)


def test_a_free_seat_too_soon_after_a_meeting_does_not_hide_a_chain_that_gains_more() -> None:
    """Ana could have x's free seat for her visit to y, but for the gap; for that to x, ben leaving x gains more."""
    others = [Host(f"h{number:02}", "B", capacity=0) for number in range(SEARCHED)]
    hosts = [Host("x", "B", capacity=2, share=9), Host("y", "B", share=9), Host("z", "B", share=9), *others]
    guests = [Guest("ana", "A", max_turns=2), Guest("ben", "A", max_turns=1)]
    fit = [[50, 0, None, *[0] * SEARCHED], [0, None, 30, *[0] * SEARCHED]]
    given = problem(3, guests, hosts, fit, repeat_gap=1, weights=Weights(met_before=0, new_teams=0))
    case = Case(given, [(0, "ana", "x"), (1, "ben", "x"), (2, "ana", "y")])
    best = next(one for one in candidates(case, "ana", 1) if one.id == "x")
    assert (best.gain, best.searched) == (30, True)
    assert candidates(case, "ana", 1, only="x") == (best,)


def test_a_place_that_a_second_pin_fixes_is_not_offered_because_a_first_leaves_it_open() -> None:
    hosts = [Host("x", "B"), Host("y", "B")]
    given = problem(2, [Guest("ana", "A")], hosts, [[10, 50]], pins=(Pin("ana", None, 0), Pin("ana", "x", None)))
    found = {one.id: one for one in candidates(Case(given, [(0, "ana", "x")]), "ana", 0)}
    assert found["y"].gain is None
    opened = problem(2, [Guest("ana", "A")], hosts, [[10, 50]], pins=(Pin("ana", None, 0),))
    assert {one.id: one for one in candidates(Case(opened, [(0, "ana", "x")]), "ana", 0)}["y"].gain == 40
