"""Demands that contradict each other: as few as can be, and remedies that are true."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import Refused
from ridealong.domain.people import Side
from ridealong.planning.teams.contradiction import clashing, contradiction
from ridealong.planning.teams.demand_model import DemandModel
from ridealong.planning.teams.demands import Kind
from ridealong.planning.teams.feasible import possible
from ridealong.planning.teams.hitting import smallest
from ridealong.planning.teams.irreducible import irreducible
from ridealong.planning.teams.problem import (
    CompositeTeam,
    TeamDemand,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
)
from ridealong.planning.teams.reasons import open_reasons
from ridealong.planning.teams.remedies import without
from ridealong.planning.teams.scope import Scope, narrowed, near_to
from ridealong.planning.teams.solve import solve_teams
from ridealong.planning.teams.words import plain
from thorough import examples, thorough_only

from .tiny import broken_sets, fewest, tiny

IT, MARKETING = Side.IT, Side.MARKETING


def slots_of(problem: TeamsProblem, seed: int) -> list[str]:
    """Some slots of a tiny problem to be filled, mostly none or one."""
    rng = random.Random(seed)
    every = [slot.id for team in problem.teams for slot in team.slots]
    return sorted(rng.sample(every, min(len(every), rng.choice([0, 1, 1, 2]))))


@pytest.mark.parametrize("seed", range(examples(100)))
def test_as_few_demands_as_can_be_contradict_each_other(seed: int) -> None:
    problem = tiny(seed)
    slots = slots_of(problem, seed)
    sets = broken_sets(problem, slots)
    found = contradiction(problem, slots)
    if found is None:
        assert frozenset() in sets
        return
    assert found.smallest
    assert len(found.demands) == fewest(sets)
    named = {(one.kind.value, one.about) for one in found.demands}
    assert all(not named.isdisjoint(one) for one in sets), "some way to fill the slots breaks none of them"


@pytest.mark.parametrize("seed", range(examples(100)))
def test_every_remedy_is_enough_and_no_other_is_missing(seed: int) -> None:
    problem = tiny(seed)
    slots = slots_of(problem, seed)
    found = contradiction(problem, slots)
    if found is None:
        return
    given = {one.given_up for one in found.remedies}
    for one in found.demands:
        if one.kind in {Kind.SETTLED, Kind.CLOSED, Kind.AWAY, Kind.SIDES}:
            assert one not in given
            continue
        eased, left = without(problem, slots, one)
        assert (one in given) is (frozenset() in broken_sets(eased, left))


@thorough_only
@pytest.mark.parametrize("seed", range(examples(80)))
def test_less_looked_at_never_makes_a_contradiction_up(seed: int) -> None:
    problem = tiny(seed)
    slots = slots_of(problem, seed)
    sets = broken_sets(problem, slots)
    needed = [team.id for team in problem.teams if not {slot.id for slot in team.slots}.isdisjoint(slots)]
    every = [team.id for team in problem.teams]
    for less, whole in ((near_to(problem, slots), needed), (problem, needed), (problem, every)):
        model = DemandModel(less, slots, Scope(less, whole, alike=True))
        found = smallest(model)
        if found is not None:
            part = irreducible(model.demands, lambda some, model=model: not model.together(some))
            for some in (found[0], part):
                named = {(one.kind.value, one.about) for one in some}
                assert all(not named.isdisjoint(one) for one in sets)


@thorough_only
@pytest.mark.parametrize("seed", range(examples(80)))
def test_a_narrowed_problem_has_a_plan_if_and_only_if_the_whole_one_has(seed: int) -> None:
    problem = tiny(seed)
    slots = slots_of(problem, seed)
    assert possible(narrowed(problem, slots), slots) is possible(problem, slots)
    assert possible(problem, slots) is (frozenset() in broken_sets(problem, slots))


def person(name: str, side: Side, *knows: str, home: str = "", hours: tuple[int, int] | None = None) -> TeamPerson:
    return TeamPerson(
        id=name, side=side, home=home or f"home of {name}", knows=frozenset(knows), room=(100,) * 4, hours=hours
    )


def slot(name: str, side: Side, *must: str, share: int = 100) -> TeamSlot:
    return TeamSlot(id=name, side=side, must=frozenset(must), share=share, first=0, last=3)


def pin(name: str, target: str, *, settled: bool = False) -> TeamDemand:
    return TeamDemand(kind=DemandKind.PIN, person=name, target=target, settled=settled)


LAUNCH = CompositeTeam(id="launch", slots=(slot("data", IT, "SQL"), slot("events", MARKETING)))
CHURN = CompositeTeam(id="churn", slots=(slot("model", IT, "SQL"), slot("mail", MARKETING)))
PEOPLE = (person("ana", IT, "SQL"), person("bob", IT), person("dee", MARKETING), person("eli", MARKETING))
PROBLEM = TeamsProblem(weeks=4, people=PEOPLE, teams=(LAUNCH, CHURN))


def said(problem: TeamsProblem, *slots: str) -> tuple[str, list[str]]:
    """A contradiction and its remedies, as they are read."""
    found = contradiction(problem, slots)
    assert found is not None
    return plain(found.said), [plain(one.said) for one in found.remedies]


def test_the_only_one_who_knows_is_needed_twice() -> None:
    assert said(PROBLEM, "data", "model") == (
        "data has to be filled, model has to be filled, data needs SQL, model needs SQL and "
        "ana has 100 % of a week for teams",
        ["data did not need SQL", "model did not need SQL", "data stayed open", "model stayed open"],
    )


def test_an_exclusion_is_given_up_for_somebody_who_knows_and_is_free() -> None:
    out = TeamDemand(kind=DemandKind.EXCLUSION, person="ana", target="launch")
    text, remedies = said(replace(PROBLEM, demands=(out,)), "data")
    assert text == "ana is kept out of launch, data has to be filled and data needs SQL"
    assert remedies[0] == "ana were not kept out of launch: ana knows SQL and is free for data in weeks 0 to 3"


def test_who_left_a_slot_is_told_to_have_and_may_come_back() -> None:
    words = "left {} on a Friday"
    left = TeamDemand(kind=DemandKind.EXCLUSION, person="ana", target="data", words=words)
    problem = replace(PROBLEM, demands=(left,))
    text, remedies = said(problem, "data")
    assert text == "ana left data on a Friday, data has to be filled and data needs SQL"
    assert remedies[0] == "ana came back to data: ana knows SQL and is free for data in weeks 0 to 3"
    reasons = {one.slot: one.reason for one in open_reasons(problem, ())}
    assert reasons["data"] == "only ana knows SQL, and ana left it on a Friday"
    asked = replace(left, target="launch", words="")
    reasons = {one.slot: one.reason for one in open_reasons(replace(problem, demands=(left, asked)), ())}
    assert reasons["data"] == "only ana knows SQL, and ana is kept out of it"


def test_of_several_who_left_each_has_a_day_of_their_own() -> None:
    gone = [
        TeamDemand(kind=DemandKind.EXCLUSION, person=name, target="data", words=f"left {{}} on {day}")
        for name, day in (("ana", "Monday"), ("bob", "Friday"))
    ]
    knowing = tuple(replace(one, knows=frozenset({"SQL"})) for one in PEOPLE)
    problem = replace(PROBLEM, people=knowing, demands=tuple(gone))
    reasons = {one.slot: one.reason for one in open_reasons(problem, ())}
    assert reasons["data"] == "of 2 people who know SQL, ana left it on Monday and bob left it on Friday"


def test_a_pin_elsewhere_is_given_up_and_one_that_is_settled_is_not() -> None:
    text, remedies = said(replace(PROBLEM, demands=(pin("ana", "model"),)), "data")
    assert text.startswith("ana is pinned in model, data has to be filled, data needs SQL and ")
    assert remedies[0] == "ana were not pinned in model: ana knows SQL and is free for data in weeks 0 to 3"
    text, remedies = said(replace(PROBLEM, demands=(pin("ana", "model", settled=True),)), "data")
    assert text.startswith("ana is in model already, data has to be filled")
    assert remedies == ["data did not need SQL", "data stayed open"]


def test_pins_that_clash_are_refused_with_the_contradiction_and_their_places() -> None:
    problem = replace(PROBLEM, demands=(pin("dee", "mail"), pin("ana", "data"), pin("ana", "model")))
    error = clashing(problem)
    assert isinstance(error, Refused)
    assert error.problem == (
        "pins[1], pins[2]: These cannot all hold: ana is pinned in data, ana is pinned in model and "
        "ana has 100 % of a week for teams"
    )
    assert error.remedy == "They could if ana were not pinned in data"
    with pytest.raises(Refused, match="These cannot all hold"):
        solve_teams(problem)


def test_people_kept_apart_and_hours_that_do_not_meet_are_said() -> None:
    apart = replace(PROBLEM, teams=(LAUNCH,), apart=frozenset({("ana", "dee")}), people=(PEOPLE[0], PEOPLE[2]))
    assert said(apart, "data", "events")[0].endswith("ana and dee are kept apart")
    early, late = person("ana", IT, "SQL", hours=(480, 960)), person("dee", MARKETING, hours=(900, 1380))
    hours = replace(PROBLEM, teams=(LAUNCH,), people=(early, late), overlap=120)
    text, remedies = said(hours, "data")
    assert "everybody in launch works 120 minutes of a day at the same time" in text
    assert "people in one team shared fewer than 120 minutes of a day" in remedies


def test_a_home_team_that_spares_too_little_is_said() -> None:
    people = (person("ana", IT, "SQL", home="Platform"), person("dee", MARKETING))
    text, remedies = said(
        replace(PROBLEM, people=people, teams=(LAUNCH,), homes={"Platform": (100, 50, 100, 100)}), "data"
    )
    assert "Platform spares at most 50 to 100 % of one person at once" in text
    assert "Platform spared more people" in remedies


def many_pinned(*more: TeamPerson) -> TeamsProblem:
    """Forty teams in which everybody is pinned, and one more."""
    numbers = [f"{number:02}" for number in range(40)]
    people = [person(f"{side}{number}", side, "SQL") for number in numbers for side in Side]
    teams = [
        CompositeTeam(id=f"t{number}", slots=tuple(slot(f"t{number}.{side}", side) for side in Side))
        for number in numbers
    ]
    pins = [pin(f"{side}{number}", f"t{number}.{side}", settled=number > "00") for number in numbers for side in Side]
    return TeamsProblem(weeks=4, people=(*people, *more), teams=(*teams, LAUNCH), demands=tuple(pins))


def test_of_many_pinned_teams_only_those_in_the_way_are_named() -> None:
    ready = person("dee", MARKETING)
    expert = person("ana", IT, "SQL", "BI")
    problem = replace(
        many_pinned(ready, expert),
        teams=(*many_pinned().teams[:-1], replace(LAUNCH, slots=(slot("data", IT, "SQL", "BI"), LAUNCH.slots[1]))),
    )
    assert contradiction(problem, ["data"]) is None
    busy = replace(problem, demands=(*problem.demands[2:], pin("ana", "t00.it"), pin("marketing00", "t00.marketing")))
    found = contradiction(busy, ["data"])
    assert found is not None
    assert not found.smallest
    assert plain(found.said) == (
        "ana is pinned in t00.it, data has to be filled, data needs BI and ana has 100 % of a week for teams"
    )
    assert [plain(one.said) for one in found.remedies] == [
        "ana were not pinned in t00.it: ana knows BI and SQL and is free for data in weeks 0 to 3",
        "data did not need BI",
        "data stayed open",
    ]


def test_of_many_slots_those_that_cannot_be_filled_are_named() -> None:
    problem = many_pinned(person("dee", MARKETING))
    launch = replace(LAUNCH, slots=(slot("data", IT, "BI"), LAUNCH.slots[1]))
    free = replace(problem, demands=(), teams=(*problem.teams[:-1], launch))
    found = contradiction(free, [one.id for team in free.teams for one in team.slots])
    assert found is not None
    assert plain(found.said) == "data has to be filled and data needs BI"


def test_the_order_in_which_things_are_listed_changes_no_word() -> None:
    demands = (pin("ana", "model"), pin("eli", "events"))
    problem = replace(PROBLEM, demands=demands)
    turned = replace(problem, people=PEOPLE[::-1], teams=(CHURN, LAUNCH), demands=demands[::-1])
    assert said(problem, "data", "mail") == said(turned, "mail", "data")


def test_what_can_hold_contradicts_nothing() -> None:
    assert contradiction(PROBLEM, ["data", "events"]) is None
    assert contradiction(PROBLEM) is None
