"""What the gain of a candidate is mostly about: the term of the value that weighs most in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from planning.build import problem, random_problem
from ridealong.planning.explain.candidates import Candidate, candidates, seat_candidates
from ridealong.planning.explain.case import Case
from ridealong.planning.problem import TERMS, Guest, Host, Met, Problem
from ridealong.planning.rules.rule import Cell
from ridealong.planning.score import assignments_of, score
from ridealong.planning.solve import solve
from thorough import examples, thorough_only


def points(given_: Problem, before: list[Cell], one: Candidate) -> dict[str, int]:
    """What a candidate changes in each term, counted from scratch."""
    gone = {(move.before.round, move.guest, move.before.host) for move in one.moves if move.before}
    came = [(move.after.round, move.guest, move.after.host) for move in one.moves if move.after]
    after = [cell for cell in before if cell not in gone] + came
    old, new = (score(given_, assignments_of(given_, cells)) for cells in (before, after))
    return {
        term: getattr(given_.weights, term) * ((getattr(new, term) or 0) - (getattr(old, term) or 0)) for term in TERMS
    }


@thorough_only
@settings(max_examples=examples(60), deadline=None)
@given(seed=st.integers(0, 10**6), extended=st.booleans())
def test_a_gain_is_about_the_term_that_weighs_most_in_it(seed: int, extended: bool) -> None:
    given_ = random_problem(seed, 5, extended=extended)
    before = [(one.round, one.guest, one.host) for one in solve(given_, seconds=5).assignments]
    case = Case(given_, before)
    found = [
        *(one for guest in given_.guests for one in candidates(case, guest.id)),
        *(one for host in given_.hosts for one in seat_candidates(case, host.id)),
    ]
    for one in found:
        if not one.gain:
            assert one.term == ""
            continue
        parts = points(given_, before, one)
        assert sum(parts.values()) == one.gain
        sign = 1 if one.gain > 0 else -1
        assert sign * parts[one.term] == max(sign * some for some in parts.values()) > 0
    assert case.season.terms() == Case(given_, before).season.terms(), "nothing has changed by asking"


def test_load_above_a_fair_share_is_no_repeat() -> None:
    guests = [Guest(name, "A", max_turns=1) for name in ("ana", "ben", "cho", "dov")]
    hosts = [Host("x", "B", capacity=4, share=0), Host("y", "B", share=1), Host("z", "B", share=1)]
    given_ = problem(1, guests, hosts, [[50, 50, 50], *[[50, None, None]] * 3], met=(Met("ana", "z", 1),))
    case = Case(given_, [(0, "ana", "y"), *((0, name, "x") for name in ("ben", "cho", "dov"))])
    found = {one.id: (one.gain, one.term) for one in candidates(case, "ana", 0) if one.gain is not None}
    assert found == {"x": (-600, "over_share"), "z": (-1_000, "met_before")}
