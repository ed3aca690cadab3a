"""What planning of composite teams asks week by week: who is there at all, who stands already, and whose hours move."""

import json
from dataclasses import replace

import pytest

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.planning.teams.check import broken
from ridealong.planning.teams.contradiction import contradiction
from ridealong.planning.teams.plan import TeamsPlan
from ridealong.planning.teams.problem import CompositeTeam, TeamDemand, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.problem_json import parse_teams_problem, teams_problem_to_json
from ridealong.planning.teams.solve import solve_teams

WEEKS = 8
ENGINEER = TeamSlot(id="engineer", side=Side.IT, first=0, last=7)
PLANNER = TeamSlot(id="planner", side=Side.MARKETING, first=0, last=7)


def person(name: str, side: Side = Side.IT, **more: object) -> TeamPerson:
    return TeamPerson(id=name, side=side, home=name, room=(100,) * WEEKS, **more)  # type: ignore[arg-type]  # fields by name


DEE = person("dee", Side.MARKETING)


def problem_of(*people: TeamPerson, slots: tuple[TeamSlot, ...] = (ENGINEER, PLANNER), **more: object) -> TeamsProblem:
    team = CompositeTeam(id="launch", slots=slots)
    return TeamsProblem(weeks=WEEKS, people=people, teams=(team,), **more)  # type: ignore[arg-type]  # fields by name


def settled(who: str, slot: str) -> TeamDemand:
    return TeamDemand(kind=DemandKind.PIN, person=who, target=slot, settled=True)


def solved(problem: TeamsProblem) -> TeamsPlan:
    plan = solve_teams(problem)
    assert broken(problem, plan.embeds) == []
    return plan


def inside(plan: TeamsPlan) -> dict[str, str]:
    return {one.slot: one.person for one in plan.embeds}


def test_nobody_is_in_a_slot_with_a_week_in_which_they_are_not_there_however_much_may_be_missed() -> None:
    plan = solved(problem_of(person("ana", closed=frozenset({7})), DEE, may_miss=100))
    assert plan.embeds == ()
    assert {one.slot: one.reason for one in plan.open}["engineer"].endswith("ana is not there in week 7")
    asked = contradiction(problem_of(person("ana", closed=frozenset({7})), DEE), ["engineer"])
    assert asked is not None
    assert {one.kind for one in asked.demands} == {"fill", "closed"}


def test_a_week_that_is_closed_may_be_open_for_a_slot_that_has_only_some_of_its_days() -> None:
    ana = person("ana", closed=frozenset({6, 7}), closed_except=frozenset({("engineer", 7)}))
    assert solved(problem_of(ana, DEE)).open[0].reason.endswith("ana is not there in week 6")
    ana = replace(ana, closed=frozenset({7}))
    assert inside(solved(problem_of(ana, DEE))) == {"engineer": "ana", "planner": "dee"}
    other = replace(ENGINEER, id="other")
    assert "engineer" in inside(solved(problem_of(ana, DEE, slots=(ENGINEER, other, PLANNER))))
    assert "other" not in inside(solved(problem_of(ana, DEE, slots=(ENGINEER, other, PLANNER))))


def test_whoever_is_in_a_slot_already_stays_whatever_they_know_and_however_long_they_are_away() -> None:
    ana = person("ana", away=frozenset(range(WEEKS)), closed=frozenset({3}))
    slots = replace(ENGINEER, must=frozenset({"SQL"})), PLANNER
    out = TeamDemand(kind=DemandKind.EXCLUSION, person="ana", target="launch")
    plan = solved(problem_of(ana, DEE, slots=slots, demands=(settled("ana", "engineer"), out)))
    assert inside(plan) == {"engineer": "ana", "planner": "dee"}


def test_whoever_is_in_one_team_already_can_still_be_away_for_another() -> None:
    ana = person("ana", away=frozenset(range(WEEKS)))
    slots = replace(ENGINEER, share=50), PLANNER
    other = CompositeTeam(id="other", slots=tuple(replace(one, id=f"other {one.id}", share=50) for one in slots))
    problem = problem_of(ana, DEE, slots=slots, demands=(settled("ana", "engineer"),))
    assert inside(solved(replace(problem, teams=(*problem.teams, other)))).keys() == {"engineer", "planner"}


def test_one_person_may_take_two_slots_of_a_team_that_have_no_week_in_common() -> None:
    early, late = replace(ENGINEER, id="early", last=2), replace(ENGINEER, id="late", first=4)
    problem = problem_of(person("ana"), DEE, slots=(early, late, PLANNER))
    assert inside(solved(problem)) == {"early": "ana", "late": "ana", "planner": "dee"}
    pins = settled("ana", "early"), settled("ana", "late")
    assert len(solved(replace(problem, demands=pins)).embeds) == 3
    both = replace(problem.teams[0], slots=(early, replace(late, first=2), PLANNER))
    assert len(solved(replace(problem, teams=(both,))).embeds) == 2
    with pytest.raises(InvalidValue, match="clashes with"):
        solve_teams(replace(problem, teams=(both,), demands=pins))


def test_hours_are_shared_in_every_week_of_a_team_and_in_no_others() -> None:
    """Until week 5 the two work four hours at the same time, then one."""
    ana = person("ana", hours=(480, 960), later_hours=((5, 300, 780),))
    dee = replace(DEE, hours=(720, 1200))
    problem = problem_of(ana, dee, overlap=120)
    plan = solved(problem)
    assert plan.embeds == ()
    assert {one.reason for one in plan.open} == {"launch is not formed: ana and dee share too few hours"}
    ends = tuple(replace(one, last=4) for one in problem.teams[0].slots)
    assert len(solved(problem_of(ana, dee, slots=ends, overlap=120)).embeds) == 2
    after = tuple(replace(one, first=5) for one in problem.teams[0].slots)
    assert solved(problem_of(ana, dee, slots=after, overlap=120)).embeds == ()
    assert len(solved(problem_of(ana, dee, slots=after, overlap=60)).embeds) == 2


def test_the_hour_that_is_shared_may_be_another_once_hours_have_changed() -> None:
    ana = person("ana", hours=(480, 960), later_hours=((4, 1000, 1300),))
    dee = replace(DEE, hours=(480, 960), later_hours=((4, 1000, 1300),))
    assert len(solved(problem_of(ana, dee, overlap=240)).embeds) == 2


def test_a_team_whose_sides_are_kept_apart_says_so_of_each_slot() -> None:
    plan = solved(problem_of(person("ana"), DEE, apart=frozenset({("ana", "dee")})))
    assert {one.reason for one in plan.open} == {"launch is not formed: ana and dee are kept apart"}
    eli = person("eli", Side.MARKETING, hours=(0, 60))
    mixed = problem_of(person("ana", hours=(600, 900)), DEE, eli, apart=frozenset({("ana", "dee")}), overlap=60)
    assert {one.reason for one in solved(mixed).open} == {
        "launch is not formed: of those who are free for it, the two sides are kept apart or share too few hours"
    }


def test_of_people_who_are_as_good_another_seed_mostly_takes_others() -> None:
    people = [person(f"p{number}") for number in range(6)]
    problem = problem_of(*people, DEE)
    taken = {inside(solved(replace(problem, seed=seed)))["engineer"] for seed in range(6)}
    assert len(taken) > 2
    assert inside(solved(replace(problem, seed=3))) == inside(solved(replace(problem, seed=3)))


LATER = {
    "format": "ridealong-teams/1",
    "weeks": 4,
    "people": [
        {"id": "ana", "side": "it", "home": "A", "hours": [480, 960], "later_hours": [[2, 420, 900]], "closed": [3]},
        {"id": "dee", "side": "marketing", "home": "B"},
    ],
    "teams": [{"id": "t", "slots": [{"id": "one", "side": "it"}, {"id": "two", "side": "marketing"}]}],
}


def test_later_hours_and_weeks_in_which_somebody_is_not_there_are_read() -> None:
    ana, dee = parse_teams_problem(LATER).people
    assert (ana.hours, ana.later_hours, ana.closed) == ((480, 960), ((2, 420, 900),), {3})
    assert (dee.hours, dee.later_hours, dee.closed) == (None, (), frozenset())


def test_weeks_that_are_closed_but_for_some_slots_survive_being_read_and_written() -> None:
    people = LATER["people"]
    assert isinstance(people, list)
    ana = {**people[0], "closed": [2, 3], "closed_except": [["one", 3]]}
    problem = parse_teams_problem({**LATER, "people": [ana, people[1]]})
    assert problem.people[0].closed_except == {("one", 3)}
    assert parse_teams_problem(json.loads(teams_problem_to_json(problem))) == problem


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"hours": None}, "people[0].later_hours: there are no hours before them"),
        ({"later_hours": [[2, 420]]}, "people[0].later_hours[0]: should be three numbers"),
        ({"later_hours": [[0, 420, 900]]}, "people[0].later_hours[0]: week 0 is not after week 0"),
        ({"later_hours": [[4, 420, 900]]}, "people[0].later_hours[0]: week 4 does not exist"),
        ({"later_hours": [[1, 900, 420]]}, "people[0].later_hours[0]: 900 to 420 is no working day"),
        ({"closed": [9]}, "people[0].closed[0]: week 9 does not exist"),
        ({"closed_except": [["engineer"]]}, "people[0].closed_except[0]: should be a slot and a week"),
        ({"closed_except": [["nobody", 3]]}, "people[0].closed_except[0][0]: there is no slot 'nobody'"),
        ({"closed_except": [["one", 2]]}, "people[0].closed_except[0][1]: week 2 is not in closed"),
    ],
)
def test_what_is_wrong_with_them_is_named(more: dict[str, object], said: str) -> None:
    people = LATER["people"]
    assert isinstance(people, list)
    with pytest.raises(InvalidValue) as refused:
        parse_teams_problem({**LATER, "people": [{**people[0], **more}, people[1]]})
    assert said in str(refused.value)


def test_later_hours_need_hours_before_them() -> None:
    with pytest.raises(InvalidValue, match="there are no hours before them"):
        solve_teams(problem_of(person("ana", later_hours=((2, 420, 900),)), DEE))
