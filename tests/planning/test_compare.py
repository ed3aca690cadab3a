"""Two plans side by side: visits, people and terms."""

from __future__ import annotations

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.planning.compare import Difference, compare
from ridealong.planning.compare_json import comparison_document
from ridealong.planning.compare_text import comparison_lines
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Guest, Host, Met
from ridealong.planning.score import score

from .build import problem

GIVEN = problem(
    3,
    [Guest("a", "T"), Guest("b", "T")],
    [Host("x", "M"), Host("y", "N")],
    [[80, 20], [40, 60]],
    met=(Met("a", "y", 1),),
)


def plan(*rows: tuple[str, str, int]) -> list[Assignment]:
    return [Assignment(round_, guest, host, 0, 0) for guest, host, round_ in rows]


BEFORE = plan(("a", "x", 0), ("b", "y", 0), ("a", "x", 1))
AFTER = plan(("a", "x", 0), ("b", "y", 2), ("a", "y", 1), ("b", "x", 1))


def test_visits_are_the_same_moved_gone_or_new() -> None:
    found = compare(GIVEN, BEFORE, AFTER)
    assert found.same == 1
    assert found.moved == (Difference("b", "y", 0, 2),)
    assert found.gone == (Difference("a", "x", 1, None),)
    assert found.new == (Difference("a", "y", None, 1), Difference("b", "x", None, 1))


def test_the_terms_add_up_to_the_difference_in_value() -> None:
    found = compare(GIVEN, BEFORE, AFTER)
    assert (found.before, found.after) == (score(GIVEN, BEFORE), score(GIVEN, AFTER))
    assert sum(term.worth for term in found.terms) == found.after.value - found.before.value
    assert {term.name: (term.before, term.after) for term in found.terms}["placed"] == (3, 4)


def test_people_gain_by_turns_and_else_by_fit_and_new_teams() -> None:
    people = {(one.side, one.id): one for one in compare(GIVEN, BEFORE, AFTER).people}
    assert (people["guest", "b"].turns, people["guest", "b"].gains) == (1, 1)
    assert (people["guest", "a"].turns, people["guest", "a"].fit, people["guest", "a"].gains) == (0, -60, -1)
    assert people["host", "y"].turns == 1


def test_the_same_plan_differs_in_nothing() -> None:
    found = compare(GIVEN, BEFORE, BEFORE[::-1])
    assert (found.same, found.gone, found.new, found.moved, found.people) == (3, (), (), (), ())
    assert all(term.worth == 0 for term in found.terms)


def test_a_plan_for_other_people_is_refused_with_the_place() -> None:
    with pytest.raises(InvalidValue, match=r"the first plan: assignments\[0\].guest: the problem has no guest 'q'"):
        compare(GIVEN, plan(("q", "x", 0)), AFTER)
    with pytest.raises(InvalidValue, match=r"the second plan: assignments\[0\].round: round 7 does not exist"):
        compare(GIVEN, BEFORE, plan(("a", "x", 7)))


def test_the_lines_name_visits_people_and_terms() -> None:
    found = compare(GIVEN, BEFORE, AFTER)
    lines = list(comparison_lines(found))
    assert lines[0] == "1 visit the same, 1 in another round, 1 gone, 2 new."
    assert "moved: b with y, round 0 -> 2" in lines
    assert "loses: a: 60 points of fit less" in lines
    assert comparison_document(found)["format"] == "ridealong-comparison/1"
