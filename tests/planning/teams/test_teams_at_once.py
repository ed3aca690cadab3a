"""How many teams somebody may be in at once: held by every planner, and said in words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.teams.small import small
from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import Refused
from ridealong.domain.people import Side
from ridealong.planning.broken_pin import BrokenPin
from ridealong.planning.teams.check import broken
from ridealong.planning.teams.contradiction import contradiction
from ridealong.planning.teams.explain import Openness, candidates, open_reasons, why_not
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import CompositeTeam, TeamDemand, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.solve import solve_teams
from ridealong.planning.teams.words import plain
from thorough import examples

SEEDS = st.integers(0, 10_000)
WEEKS = 4


def person(name: str, side: Side, most: int | tuple[int, ...] | None = None, **more: object) -> TeamPerson:
    each = (most,) * WEEKS if isinstance(most, int) else most
    return TeamPerson(id=name, side=side, home=name, room=(100,) * WEEKS, most_teams=each, **more)  # type: ignore[arg-type]  # fields by name


def team(name: str, *, first: int = 0, last: int = WEEKS - 1) -> CompositeTeam:
    return CompositeTeam(
        id=name,
        slots=tuple(TeamSlot(id=f"{name}.{side}", side=side, share=20, first=first, last=last) for side in Side),
    )


def pin(name: str, target: str, *, settled: bool = False) -> TeamDemand:
    return TeamDemand(kind=DemandKind.PIN, person=name, target=target, settled=settled)


def three_teams(most: int | tuple[int, ...] | None, **more: object) -> TeamsProblem:
    """Three small teams, one who may be in so many of them, and three for the other side."""
    people = (person("ana", Side.IT, most), *(person(f"m{number}", Side.MARKETING) for number in range(3)))
    return TeamsProblem(weeks=WEEKS, people=people, teams=(team("a"), team("b"), team("c")), **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(("most", "formed"), [(None, 3), (3, 3), (2, 2), (1, 1), (0, 0), ((3, 3, 3, 1), 1)])
def test_nobody_is_in_more_teams_at_once_than_they_may_be(most: int | tuple[int, ...] | None, formed: int) -> None:
    problem = three_teams(most)
    plan = solve_teams(problem)
    assert len({one.team for one in plan.embeds}) == formed
    assert broken(problem, plan.embeds) == []
    assert (plan.proved, plan.bound.filled) == (True, 2 * formed)


def test_teams_one_after_the_other_are_not_at_once() -> None:
    problem = replace(three_teams(1), teams=(team("a", last=1), team("b", first=2)))
    assert len(solve_teams(problem).embeds) == 4


def test_the_number_of_each_week_is_kept_where_more_could_be_had_in_another() -> None:
    problem = replace(three_teams((1, 1, 2, 2)), teams=(team("a"), team("b"), team("c", first=2)))
    plan = solve_teams(problem)
    assert broken(problem, plan.embeds) == []
    assert {one.team for one in plan.embeds} in ({"a", "c"}, {"b", "c"})


def test_a_plan_that_breaks_it_is_told_by_the_letter_of_the_rule() -> None:
    assert broken(three_teams(2), PLAN) == []
    assert broken(three_teams((2, 1, 2, 2)), PLAN) == ["ana is in 2 teams in week 1, more than 1"]


def test_somebody_who_is_away_for_a_week_is_in_the_team_all_the_same() -> None:
    away = replace(three_teams(1).people[0], away=frozenset({1}))
    problem = replace(three_teams(1), teams=(team("a", last=1), team("b", first=1)), may_miss=50)
    problem = replace(problem, people=(away, *problem.people[1:]))
    assert len(solve_teams(problem).embeds) == 2


def test_who_is_in_a_team_already_is_counted() -> None:
    problem = three_teams(1, demands=(pin("ana", "b.it", settled=True),))
    assert {one.team for one in solve_teams(problem).embeds} == {"b"}
    with pytest.raises(BrokenPin, match="ana may be in no more teams in weeks 0 to 3"):
        solve_teams(three_teams(0, demands=(pin("ana", "b.it", settled=True),)))


@settings(max_examples=examples(100))
@given(SEEDS)
def test_a_number_that_is_never_reached_changes_nothing(seed: int) -> None:
    problem = small(seed)
    bare = replace(problem, people=tuple(replace(one, most_teams=None) for one in problem.people))
    most = (len(problem.teams),) * problem.weeks
    large = replace(bare, people=tuple(replace(one, most_teams=most) for one in bare.people))
    try:
        plan = solve_teams(bare)
    except Refused as error:
        with pytest.raises(Refused, match=error.problem.replace("[", "\\[")[:40]):
            solve_teams(large)
        return
    assert replace(solve_teams(large), seconds=0) == replace(plan, seconds=0)


PLAN = (
    Embed("a", "a.it", "ana"),
    Embed("a", "a.marketing", "m0"),
    Embed("b", "b.it", "ana"),
    Embed("b", "b.marketing", "m1"),
)


def test_a_candidate_would_have_to_leave_one_of_their_teams() -> None:
    (ana, *_) = candidates(three_teams(2), PLAN, "c.it")
    assert (ana.person, ana.openness) == ("ana", Openness.MOVES)
    assert plain(ana.said[0]) == "ana is in as many teams as may be in weeks 0 to 3 and would have to leave a"
    (ana, *_) = candidates(three_teams((2, 2, 2, 0)), PLAN, "c.it")
    assert (ana.openness, [plain(one) for one in ana.said]) == (
        Openness.HINDERED,
        ["ana may be in no more teams in week 3"],
    )


def test_a_slot_stays_open_since_those_who_could_take_it_are_in_enough_teams() -> None:
    problem = replace(three_teams(1), people=(*three_teams(1).people, person("bob", Side.IT, 1)))
    plan = (*PLAN[:2], Embed("b", "b.it", "bob"), *PLAN[3:])
    reasons = {one.slot: one.reason for one in open_reasons(problem, plan)}
    assert reasons["c.it"] == "of 2 people of IT, ana and bob are in as many teams as may be"
    alone = {one.slot: one.reason for one in open_reasons(three_teams(2), PLAN)}
    assert alone["c.it"] == (
        "ana is alone of IT, and ana is in as many teams as may be in weeks 0 to 3 and would have to leave a"
    )


def test_why_not_says_who_would_have_to_leave_what() -> None:
    found = why_not(three_teams(2), PLAN, "ana", "c.it")
    assert found.hindrance is None
    assert found.gain is not None
    assert found.moves[0].person == "ana"
    assert len(found.moves[0].after) == 2
    assert plain(found.obstacles[0].said).startswith("ana is in as many teams as may be")


def test_what_contradicts_is_named_and_one_more_team_is_a_remedy() -> None:
    problem = three_teams(1, demands=(pin("ana", "a.it"), pin("ana", "b.it")))
    found = contradiction(problem)
    assert found is not None
    pinned = "ana is pinned in a.it, ana is pinned in b.it"
    assert plain(found.said) == f"{pinned} and ana may be in 1 of these teams at once"
    assert [plain(one.said) for one in found.remedies] == [
        "ana were not pinned in a.it",
        "ana were not pinned in b.it",
        "ana could be in one more team at once",
    ]
    with pytest.raises(Refused, match="ana may be in 1 of these teams at once"):
        solve_teams(problem)


def test_one_more_team_is_no_remedy_where_it_is_not_enough() -> None:
    found = contradiction(three_teams(1, demands=tuple(pin("ana", f"{name}.it") for name in "abc")))
    assert found is not None
    assert plain(found.said).endswith("and ana may be in 1 of these teams at once")
    assert "ana could be in one more team at once" not in [plain(one.said) for one in found.remedies]
