"""People who are kept apart are in no team in one week: held by every planner, week by week, and said in words."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.teams.small import every_legal_plan, small
from planning.teams.tiny import broken_sets, fewest, tiny
from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import RidealongError
from ridealong.domain.people import Side
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams import pipeline, plain
from ridealong.planning.teams.check import broken
from ridealong.planning.teams.contradiction import contradiction
from ridealong.planning.teams.explain import Openness, candidates, open_reasons, why_not
from ridealong.planning.teams.feasible import possible
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import CompositeTeam, TeamDemand, TeamPerson, TeamSlot, TeamsProblem, pair_of
from ridealong.planning.teams.rules import hindrance
from ridealong.planning.teams.score import score
from ridealong.planning.teams.solve import solve_teams
from ridealong.planning.teams.standing import Standing, Way
from ridealong.planning.teams.telling import Telling
from ridealong.planning.teams.words import plain as in_words
from thorough import examples

SEEDS = st.integers(0, 10_000)
WEEKS = 4
SPANS = ((0, 1), (2, 3), (1, 2), (0, 3))
"""Weeks of slots: one after the other, across both, and all."""
ONE_AFTER_THE_OTHER, IN_ONE_WEEK = ((0, 1), (2, 3)), ((0, 2), (2, 3))


def many_apart(problem: TeamsProblem, seed: int) -> TeamsProblem:
    """The same problem with about half of all pairs kept apart, and slots that meet in some weeks or in none."""
    rng = random.Random(f"apart {seed}")
    names = sorted(one.id for one in problem.people)
    apart = frozenset(pair_of(one, other) for one, other in combinations(names, 2) if rng.random() < 0.5)

    def in_weeks(slot: TeamSlot) -> TeamSlot:
        first, last = rng.choice(SPANS)
        return replace(slot, first=min(first, problem.weeks - 1), last=min(last, problem.weeks - 1))

    teams = tuple(replace(team, slots=tuple(map(in_weeks, team.slots))) for team in problem.teams)
    return replace(problem, apart=apart, teams=teams)


def few(seed: int) -> TeamsProblem:
    """A problem of which all plans can be tried; pins that fitted other weeks are left out."""
    problem = many_apart(small(seed, people=6, teams=2, slots=3), seed)
    return replace(problem, demands=tuple(one for one in problem.demands if one.kind is not DemandKind.PIN))


@settings(max_examples=examples(120))
@given(SEEDS)
def test_the_best_plan_is_the_best_of_all_that_keep_people_apart_by_weeks(seed: int) -> None:
    problem = few(seed)
    plan = solve_teams(problem)
    values = [score(problem, embeds) for embeds in every_legal_plan(problem)]
    assert broken(problem, plan.embeds) == []
    assert plan.proved
    assert plan.score.value == max(one.value for one in values)
    assert plan.bound.filled >= max(one.filled for one in values)


@settings(max_examples=examples(120))
@given(SEEDS)
def test_quick_plans_and_those_made_team_by_team_keep_to_it_and_their_bounds_hold(seed: int) -> None:
    problem = few(seed)
    best = solve_teams(problem)
    by_teams = pipeline.planned(problem, Stopper(), Telling(), whole=0)
    quick = plain.planned(problem, Stopper(), Telling())
    assert by_teams is not None
    assert quick is not None
    for plan in (by_teams, quick):
        assert broken(problem, plan.embeds) == []
        assert plan.score.value <= best.score.value <= plan.bound.value


@settings(max_examples=examples(80))
@given(SEEDS)
def test_what_is_in_the_way_of_one_more_is_what_would_be_broken_with_them(seed: int) -> None:
    problem = few(seed)
    plan = random.Random(seed).choice(list(every_legal_plan(problem)))
    standing = Standing(problem, plan)
    for asked, slot in [(team, slot) for team in problem.teams for slot in team.slots]:
        for person in problem.people:
            new = Embed(asked.id, slot.id, person.id)
            if new in plan or hindrance(problem, person, asked.id, slot) is not None:
                continue
            told = broken(problem, [*(one for one in plan if one.slot != slot.id), new])
            parted = any(" are apart, and both in " in one for one in told)
            assert parted is (Way.APART in {one.kind for one in standing.obstacles(person, asked, slot)})


@pytest.mark.parametrize("seed", range(examples(60)))
def test_as_few_demands_as_can_be_contradict_each_other_where_many_are_apart(seed: int) -> None:
    problem = many_apart(tiny(seed), seed)
    every = [slot.id for team in problem.teams for slot in team.slots]
    slots = sorted(random.Random(seed).sample(every, min(len(every), 2)))
    sets = broken_sets(problem, slots)
    found = contradiction(problem, slots)
    assert possible(problem, slots) is (frozenset() in sets)
    if found is None:
        assert frozenset() in sets
        return
    assert len(found.demands) == fewest(sets)
    named = {(one.kind.value, one.about) for one in found.demands}
    assert all(not named.isdisjoint(one) for one in sets)


@settings(max_examples=examples(60))
@given(SEEDS)
def test_pins_of_people_apart_are_kept_or_refused_as_trying_everything_would(seed: int) -> None:
    problem = many_apart(tiny(seed, weeks=WEEKS), seed)
    try:
        plan = solve_teams(problem)
    except RidealongError:
        assert frozenset() not in broken_sets(problem, ())
    else:
        assert broken(problem, plan.embeds) == []
        assert frozenset() in broken_sets(problem, ())


def somebody(name: str, side: Side, *knows: str) -> TeamPerson:
    return TeamPerson(id=name, side=side, home=name, knows=frozenset(knows), room=(100,) * WEEKS)


def shift(spans: tuple[tuple[int, int], tuple[int, int]], **more: object) -> TeamsProblem:
    """A team with two slots of IT, that ana and bob alone can take, who are kept apart; and dee beside them."""
    (first, last), (then, end) = spans
    slots = (
        TeamSlot(id="begin", side=Side.IT, must=frozenset({"SQL"}), first=first, last=last),
        TeamSlot(id="go on", side=Side.IT, must=frozenset({"APIs"}), first=then, last=end),
        TeamSlot(id="mail", side=Side.MARKETING, first=0, last=WEEKS - 1),
    )
    people = (somebody("ana", Side.IT, "SQL"), somebody("bob", Side.IT, "APIs"), somebody("dee", Side.MARKETING))
    team = CompositeTeam(id="launch", slots=slots)
    apart = frozenset({("ana", "bob")})
    return TeamsProblem(weeks=WEEKS, people=people, teams=(team,), apart=apart, **more)  # type: ignore[arg-type]  # fields by name


ALL_THREE = (Embed("launch", "begin", "ana"), Embed("launch", "go on", "bob"), Embed("launch", "mail", "dee"))


def test_one_may_follow_the_other_in_a_team() -> None:
    plan = solve_teams(shift(ONE_AFTER_THE_OTHER))
    assert plan.embeds == ALL_THREE
    assert (plan.proved, plan.open) == (True, ())


def test_one_week_in_common_is_one_too_many() -> None:
    plan = solve_teams(shift(IN_ONE_WEEK))
    assert len(plan.embeds) == 2
    assert (plan.proved, plan.bound.filled) == (True, 2)
    assert plan.open[0].reason.endswith((" ana is kept apart from bob", " bob is kept apart from ana"))


def test_a_plan_is_told_to_break_it_only_where_they_would_meet() -> None:
    assert broken(shift(ONE_AFTER_THE_OTHER), ALL_THREE) == []
    assert broken(shift(IN_ONE_WEEK), ALL_THREE) == ["ana and bob are apart, and both in launch in one week"]


def test_who_is_kept_apart_from_somebody_in_other_weeks_is_a_free_candidate() -> None:
    there = (ALL_THREE[0], ALL_THREE[2])
    for spans, openness in ((ONE_AFTER_THE_OTHER, Openness.FREE), (IN_ONE_WEEK, Openness.IN_THE_WAY)):
        first = candidates(shift(spans), there, "go on")[0]
        assert (first.person, first.openness) == ("bob", openness)


def test_why_not_says_whom_they_would_meet() -> None:
    found = why_not(shift(IN_ONE_WEEK), (ALL_THREE[0], ALL_THREE[2]), "bob", "go on")
    assert [in_words(one.said) for one in found.obstacles] == ["bob is kept apart from ana"]
    assert found.opens == ("begin",)


def test_who_stands_already_is_in_the_way_of_those_weeks_alone() -> None:
    stands = (
        TeamDemand(kind=DemandKind.PIN, person="ana", target="begin", settled=True),
        TeamDemand(kind=DemandKind.PIN, person="dee", target="mail", settled=True),
    )
    assert contradiction(shift(ONE_AFTER_THE_OTHER, demands=stands), ["go on"]) is None
    found = contradiction(shift(IN_ONE_WEEK, demands=stands), ["go on"])
    assert found is not None
    assert "ana and bob are kept apart" in in_words(found.said)
    assert "ana and bob were not kept apart" in [in_words(one.said) for one in found.remedies]


def test_two_sides_that_are_apart_in_other_weeks_alone_make_a_team() -> None:
    problem = shift(ONE_AFTER_THE_OTHER)
    late = replace(problem.teams[0].slots[2], first=2)
    team = CompositeTeam(id="launch", slots=(problem.teams[0].slots[0], late))
    problem = replace(problem, teams=(team,), apart=frozenset({("ana", "dee")}))
    assert open_reasons(problem, solve_teams(problem).embeds) == ()
    together = replace(problem, teams=(replace(team, slots=(team.slots[0], replace(late, first=1))),))
    assert {one.reason for one in open_reasons(together, ())} == {"launch is not formed: ana and dee are kept apart"}
