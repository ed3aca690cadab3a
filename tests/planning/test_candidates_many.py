"""Candidates where there are more than chains are searched for."""

from planning.build import problem
from ridealong.planning.explain.candidates import SEARCHED, candidates
from ridealong.planning.explain.case import Case
from ridealong.planning.problem import Guest, Host


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
