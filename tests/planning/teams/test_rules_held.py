"""Plans of composite teams: no rule is broken, the value is what it says, and no bound is too low."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.teams.small import every_legal_plan, shuffled, small
from ridealong.domain.errors import Interrupted, RidealongError
from ridealong.domain.people import Side
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams import pipeline, plain
from ridealong.planning.teams.check import broken
from ridealong.planning.teams.feasible import possible
from ridealong.planning.teams.plan import Embed, TeamsPlan
from ridealong.planning.teams.problem import CompositeTeam, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.score import score
from ridealong.planning.teams.solve import solve_teams
from ridealong.planning.teams.telling import Telling
from thorough import examples, thorough_only

SEEDS = st.integers(0, 10_000)
FIRST_PLAN = 0.12
"""What is told to be done by the time there is a plan."""


def solved(problem: TeamsProblem) -> TeamsPlan | None:
    """The plan, or None for pins that cannot all be kept."""
    try:
        return solve_teams(problem)
    except RidealongError:
        assert possible(problem, ()) is False
        return None


@settings(max_examples=examples(300))
@given(SEEDS)
def test_no_plan_breaks_a_rule_or_exceeds_its_bound(seed: int) -> None:
    problem = small(seed)
    plan = solved(problem)
    if plan is not None:
        assert broken(problem, plan.embeds) == []
        assert plan.score == score(problem, plan.embeds)
        assert plan.bound.value >= plan.score.value
        assert plan.bound.filled >= plan.score.filled
        assert plan.proved == (plan.bound.value == plan.score.value) == (plan.gap_percent == 0)
        taken = {embed.slot for embed in plan.embeds}
        slots = {slot.id for team in problem.teams for slot in team.slots}
        assert {one.slot for one in plan.open} == slots - taken
        assert plan.stopped is None


@settings(max_examples=examples(150))
@given(SEEDS)
def test_tiny_problems_are_solved_to_the_best_of_all_plans(seed: int) -> None:
    problem = small(seed, people=6, teams=2, slots=3)
    plan = solved(problem)
    values = [score(problem, embeds) for embeds in every_legal_plan(problem)]
    if plan is None:
        assert not values
    else:
        assert plan.score.value == max(one.value for one in values)
        assert plan.bound.filled >= max(one.filled for one in values)
        assert plan.proved


@thorough_only
@settings(max_examples=examples(150))
@given(SEEDS)
def test_the_bound_made_of_single_teams_is_never_below_the_best(seed: int) -> None:
    problem = small(seed)
    plan = solved(problem)
    if plan is not None:
        by_teams = planned_by_teams(problem)
        assert broken(problem, by_teams.embeds) == []
        assert by_teams.score.value <= plan.bound.value
        assert by_teams.bound.value >= plan.score.value
        assert by_teams.bound.filled >= plan.score.filled


def planned_by_teams(problem: TeamsProblem) -> TeamsPlan:
    """The plan as it is made of large problems, which are never tried as a whole."""
    plan = pipeline.planned(problem, Stopper(), Telling(), whole=0)
    assert plan is not None
    return plan


@thorough_only
@settings(max_examples=examples(60))
@given(SEEDS, st.integers(0, 100))
def test_the_order_in_which_things_are_listed_changes_nothing(seed: int, order: int) -> None:
    problem = small(seed)
    plan, again = solved(problem), solved(shuffled(problem, order))
    assert (plan is None) == (again is None)
    if plan is not None and again is not None:
        assert replace(plan, seconds=0) == replace(again, seconds=0)
        assert plan.open == again.open


@settings(max_examples=examples(150))
@given(SEEDS)
def test_without_a_solver_plans_are_worse_and_just_as_legal(seed: int) -> None:
    problem = small(seed)
    best = solved(problem)
    try:
        plan = plain.planned(problem, Stopper(), Telling())
    except RidealongError:
        return
    assert plan is not None
    assert best is not None
    assert broken(problem, plan.embeds) == []
    assert plan.score.value <= best.score.value
    assert plan.bound.value >= best.score.value


@settings(max_examples=examples(100))
@given(SEEDS)
def test_whether_slots_can_be_filled_is_answered_as_trying_everything_would(seed: int) -> None:
    problem = small(seed, people=6, teams=2, slots=3)
    plans = [{embed.slot for embed in embeds} for embeds in every_legal_plan(problem)]
    for slot in (slot.id for team in problem.teams for slot in team.slots):
        assert possible(problem, [slot]) is any(slot in filled for filled in plans)
    everything = [slot.id for team in problem.teams for slot in team.slots]
    assert possible(problem, everything) is any(len(filled) == len(everything) for filled in plans)


def someone(name: str, side: Side, **more: object) -> TeamPerson:
    return TeamPerson(id=name, side=side, home=str(side), room=(100,), **more)  # type: ignore[arg-type]  # fields by name


def pair_of_slots(**more: object) -> TeamsProblem:
    slots = tuple(TeamSlot(id=f"s-{side}", side=side, first=0, last=0) for side in Side)
    people = (someone("ada", Side.IT), someone("bob", Side.MARKETING), someone("cy", Side.MARKETING))
    team = CompositeTeam(id="launch", slots=slots)
    return TeamsProblem(weeks=1, people=people, teams=(team,), **more)  # type: ignore[arg-type]  # fields by name


def test_people_who_have_not_met_are_preferred() -> None:
    plan = solve_teams(pair_of_slots(met={("ada", "bob"): 2}))
    assert plan.embeds == (Embed("launch", "s-it", "ada"), Embed("launch", "s-marketing", "cy"))
    assert (plan.score.known_pairs, plan.score.new_pairs, plan.proved) == (0, 1, True)


def test_a_team_without_one_side_is_not_formed() -> None:
    plan = solve_teams(pair_of_slots(apart=frozenset({("ada", "bob"), ("ada", "cy")})))
    assert plan.embeds == ()
    assert plan.score.open_uneven == 3
    assert [one.slot for one in plan.open] == ["s-it", "s-marketing"]


def test_a_cancel_before_the_first_plan_leaves_nothing() -> None:
    with pytest.raises(Interrupted):
        solve_teams(pair_of_slots(), cancelled=lambda: True)


def test_a_cancel_later_keeps_the_best_so_far() -> None:
    heard: list[float] = []
    problem = scarce(4)
    plan = solve_teams(
        problem, told=lambda _stage, done: heard.append(done), cancelled=lambda: bool(heard) and heard[-1] > FIRST_PLAN
    )
    assert broken(problem, plan.embeds) == []
    assert plan.stopped == "cancelled" or plan.proved
    assert plan.bound.value >= plan.score.value


def scarce(seed: int) -> TeamsProblem:
    return small(seed, people=40, teams=12, slots=6)


def test_a_cap_in_seconds_keeps_the_first_plan() -> None:
    problem = scarce(4)
    plan = solve_teams(problem, seconds=0.0)
    assert plan.embeds
    assert broken(problem, plan.embeds) == []
    assert plan.stopped == "seconds" or plan.proved
    assert plan.bound.value >= plan.score.value


def test_what_is_done_is_told_from_0_to_1() -> None:
    heard: list[tuple[str, float]] = []
    solve_teams(pair_of_slots(), told=lambda stage, done: heard.append((stage, done)))
    shares = [done for _stage, done in heard]
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


@thorough_only
@pytest.mark.parametrize("seed", range(3))
def test_many_teams_are_filled_nearly_as_far_as_any_plan_could(seed: int) -> None:
    problem = small(seed, people=240, teams=40, slots=8, weeks=8, clocks=False)
    plan = solved(problem)
    if plan is not None:
        assert broken(problem, plan.embeds) == []
        assert plan.bound.filled - plan.score.filled <= 2
        again = solve_teams(shuffled(problem, 7))
        assert replace(plan, seconds=0) == replace(again, seconds=0)
