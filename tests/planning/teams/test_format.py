"""Problems and plans of composite teams as files: what comes back, and every way in which they can be wrong."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import InvalidValue, Refused, RidealongError
from ridealong.domain.people import Side
from ridealong.planning.broken_pin import BrokenPin
from ridealong.planning.teams.plan import Embed, OpenSlot, TeamsBound, TeamsPlan, TeamsScore
from ridealong.planning.teams.plan_json import parse_teams_plan, read_teams_plan, teams_plan_to_json
from ridealong.planning.teams.problem import (
    CompositeTeam,
    TeamDemand,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
    TeamWeights,
    pair_of,
)
from ridealong.planning.teams.problem_json import parse_teams_problem, read_teams_problem, teams_problem_to_json
from thorough import examples, thorough_only

Document = dict[str, Any]  # JSON as a user may have written it

PROBLEM: Document = {
    "format": "ridealong-teams/1",
    "weeks": 4,
    "people": [
        {"id": "ana", "side": "it", "home": "Platform", "knows": ["SQL"], "away": [3], "hours": [540, 1020]},
        {"id": "bob", "side": "it", "home": "Platform", "knows": ["SQL"], "room": 50, "seniority": 4, "most_teams": 2},
        {"id": "dee", "side": "marketing", "home": "Brand", "room": [100, 100, 0, 0], "most_teams": [1, 1, 1, 0]},
        {"id": "eli", "side": "marketing", "home": "Brand"},
    ],
    "teams": [
        {
            "id": "launch",
            "least": 2,
            "slots": [
                {"id": "data", "side": "it", "must": ["SQL"], "nice": ["Python"]},
                {"id": "web", "side": "it", "share": 50, "last": 1},
                {"id": "events", "side": "marketing"},
            ],
        }
    ],
    "homes": {"Platform": 150, "Brand": [100, 100, 0, 50]},
    "apart": [["dee", "bob"]],
    "met": [{"people": ["eli", "ana"], "times": 2}],
    "pins": [{"person": "eli", "team": "launch"}, {"person": "ana", "slot": "web", "settled": True}],
    "exclusions": [{"person": "dee", "slot": "events"}],
    "wishes": [{"person": "bob", "team": "launch"}],
}


def test_a_problem_is_read_with_its_defaults() -> None:
    problem = parse_teams_problem(copy.deepcopy(PROBLEM))
    ana, bob, dee, _eli = problem.people
    assert (ana.room, bob.room, dee.room) == ((100,) * 4, (50,) * 4, (100, 100, 0, 0))
    assert (ana.most_teams, bob.most_teams, dee.most_teams) == (None, (2,) * 4, (1, 1, 1, 0))
    assert (ana.seniority, ana.away, ana.hours, bob.hours) == (2, {3}, (540, 1020), None)
    data, web, _events = problem.teams[0].slots
    assert (data.first, data.last, data.share, web.weeks) == (0, 3, 100, range(2))
    assert (problem.apart, problem.met) == ({("bob", "dee")}, {("ana", "eli"): 2})
    assert [one.kind for one in problem.demands] == ["pin", "pin", "exclusion", "wish"]
    assert [one.settled for one in problem.demands] == [False, True, False, False]
    assert (problem.overlap, problem.may_miss, problem.seed, problem.weights) == (0, 25, 0, TeamWeights())


HALF = "holds half of a character (a lone surrogate), which no file can"
CHANGES: list[tuple[Callable[[Document], object], str]] = [
    (lambda d: d.pop("format"), "format is missing"),
    (lambda d: d.update(format="ridealong-teams/2"), "format: 'ridealong-teams/2' is not 'ridealong-teams/1'"),
    (lambda d: d.update(format=["x"] * 1000), "is not 'ridealong-teams/1'"),
    (lambda d: d.pop("weeks"), "weeks is missing"),
    (lambda d: d.update(weeks=0), "weeks: 0 is below 1"),
    (lambda d: d.update(weeks=261), "weeks: 261 is above 260"),
    (lambda d: d.update(weeks=10**300), "weeks: 1000"),
    (lambda d: d.update(weeks=float("nan")), "weeks: nan is no whole number"),
    (lambda d: d.update(weeks=True), "weeks: should be a whole number, not true or false"),
    (lambda d: d.update(seed=-1), "seed: -1 is negative"),
    (lambda d: d.update(overlap=1441), "overlap: 1441 is not from 0 to 1440"),
    (lambda d: d.update(may_miss=101), "may_miss: 101 is not from 0 to 100"),
    (lambda d: d.update(aprat=[]), "'aprat': is no field of this format; there are apart, exclusions, "),
    (lambda d: d["people"][1].update(rom=5), "people[1].'rom': is no field of this format"),
    (lambda d: d["teams"][0]["slots"][0].update(musts=[]), "teams[0].slots[0].'musts': is no field"),
    (lambda d: d["wishes"][0].update(settled=True), "wishes[0].'settled': is no field of this format"),
    (lambda d: d.update(people={}), "people: should be a list, not an object"),
    (lambda d: d.update(people=[]), "people: there is nobody to join a team"),
    (lambda d: d.update(teams=[]), "teams: there is no slot to fill"),
    (lambda d: d.update(people=[{}] * 20_001), "people: 20,001 people are more than 20,000"),
    (lambda d: d.update(teams=[{"slots": [{}] * 5001}]), "teams: 5,001 slots are more than 5,000"),
    (lambda d: d["people"][0].pop("home"), "people[0].home is missing"),
    (lambda d: d["people"][0].update(id="\ud800"), f"people[0].id: {HALF}"),
    (lambda d: d["people"][1].update(id="ana"), "people[1].id: 'ana' is also the id of people[0]"),
    (lambda d: d["people"][0].update(side="ops"), "people[0].side: 'ops' is no side; the sides are it and marketing"),
    (lambda d: d["people"][0].update(knows="SQL"), "people[0].knows: should be a list, not a text"),
    (lambda d: d["people"][0].update(knows=[""]), "people[0].knows[0]: is empty"),
    (lambda d: d["people"][0].update(seniority=5), "people[0].seniority: 5 is not from 1 to 4"),
    (lambda d: d["people"][0].update(room=101), "people[0].room: 101 is not from 0 to 100"),
    (lambda d: d["people"][0].update(room=[1, 2]), "people[0].room: 2 numbers for 4 weeks"),
    (lambda d: d["people"][0].update(room=0.5), "people[0].room: 0.5 is no whole number"),
    (lambda d: d["people"][0].update(most_teams=-1), "people[0].most_teams: -1 is negative"),
    (lambda d: d["people"][0].update(most_teams=5001), "people[0].most_teams: 5001 is not from 0 to 5000"),
    (lambda d: d["people"][0].update(most_teams=[1, 2]), "people[0].most_teams: 2 numbers for 4 weeks"),
    (lambda d: d["people"][0].update(most_teams="2"), "people[0].most_teams: should be a whole number, not a text"),
    (lambda d: d["people"][0].update(away=[4]), "people[0].away[0]: week 4 does not exist; weeks run from 0 to 3"),
    (lambda d: d["people"][0].update(hours=[540]), "people[0].hours: should be two numbers"),
    (lambda d: d["people"][0].update(hours=[540, 540]), "people[0].hours: 540 to 540 is no working day"),
    (lambda d: d["people"][0].update(hours=[-2000, 0]), "people[0].hours[0]: -2000 is not from -1440 to 1440"),
    (lambda d: d["teams"][0].update(id="data"), "teams[0].slots[0].id: 'data' is also the id of teams[0]"),
    (lambda d: d["teams"][0].update(least=1), "teams[0].least: 1 is not from 2 to 3 (slots)"),
    (lambda d: d["teams"][0].update(least=4), "teams[0].least: 4 is not from 2 to 3 (slots)"),
    (lambda d: d["teams"][0]["slots"].pop(), "teams[0].slots: a team needs slots of both sides"),
    (lambda d: d["teams"][0]["slots"][0].update(share=0), "teams[0].slots[0].share: 0 is not from 1 to 100"),
    (lambda d: d["teams"][0]["slots"][0].update(last=4), "teams[0].slots[0].last: week 4 does not exist"),
    (lambda d: d["teams"][0]["slots"][0].update(first=3, last=1), "slots[0].last: week 1 is before the first week"),
    (lambda d: d["homes"].update(Sales=1), "homes['Sales']: there is nobody of that home team"),
    (lambda d: d["homes"].update(Brand=[1]), "homes['Brand']: 1 numbers for 4 weeks"),
    (lambda d: d["homes"].update(Brand=-1), "homes['Brand']: -1 is negative"),
    (lambda d: d["apart"].append(["ana", "ana"]), "apart[1]: 'ana' is named twice"),
    (lambda d: d["apart"].append(["bob", "dee"]), "apart[1]: 'bob' and 'dee' are already in apart[0]"),
    (lambda d: d["apart"].append(["ana", "xyz"]), "apart: there is no person 'xyz'"),
    (lambda d: d["apart"].append(["ana"]), "apart[1]: should be two people"),
    (lambda d: d["met"][0].update(times=0), "met: 'ana' and 'eli': 0 is not from 1 to 10,000"),
    (lambda d: d["met"][0].update(people=["ana", "bob"]), "met: 'ana' and 'bob' are of one side"),
    (lambda d: d.update(weights={"filled": -1}), "weights.filled: -1, but this term is worth something"),
    (lambda d: d.update(weights={"uneven": 1}), "weights.uneven: 1, but this term is a cost"),
    (lambda d: d.update(weights={"fit": 1}), "weights.'fit': is no field of this format"),
    (lambda d: d.update(weights=[1]), "weights: should be an object, not a list"),
    (lambda d: d["pins"].append({"person": "xyz", "slot": "data"}), "pins[2].person: there is no person 'xyz'"),
    (lambda d: d["pins"].append({"person": "ana", "slot": "x"}), "pins[2]: there is no slot or team 'x'"),
    (lambda d: d["pins"].append({"person": "ana"}), "pins[2]: should name either a slot or a team"),
    (lambda d: d["pins"].append({"person": "ana", "slot": "data", "team": "launch"}), "pins[2]: should name either"),
    (lambda d: d["pins"].append({"person": "ana", "team": "data"}), "pins[2].team: 'data' is a slot, not a team"),
    (lambda d: d["wishes"].append({"person": "ana", "slot": "launch"}), ".slot: 'launch' is a team, not a slot"),
    (lambda d: d["pins"].append({"person": "eli", "team": "launch"}), "pins[2]: 'eli' with 'launch' stands in pins[0]"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), CHANGES, ids=range(len(CHANGES)))
def test_what_is_wrong_is_named_with_its_place(change: Callable[[Document], object], said: str) -> None:
    document = copy.deepcopy(PROBLEM)
    change(document)
    with pytest.raises((InvalidValue, Refused)) as caught:
        parse_teams_problem(document)
    assert said in caught.value.problem
    assert len(caught.value.problem) < 400


PINS: list[tuple[Document, str]] = [
    ({"person": "dee", "slot": "data"}, "pins[2]: dee in data breaks a rule: dee is of marketing, and it is for IT"),
    ({"person": "dee", "slot": "events"}, "dee in events breaks a rule: dee is kept out of it"),
    ({"person": "bob", "slot": "data"}, "bob has 50 % left in weeks 0 to 3, and it takes 100 %"),
    ({"person": "bob", "slot": "web"}, "pins[2]: bob in web clashes with pins[1]: ana in web"),
    ({"person": "ana", "slot": "data"}, "pins[2]: ana in data clashes with pins[1]: ana in web"),
    ({"person": "dee", "team": "launch"}, "dee in launch breaks a rule: dee is kept out of it, and no other slot"),
]


@pytest.mark.parametrize(("pin", "said"), PINS)
def test_a_pin_that_breaks_a_rule_by_itself_is_refused_with_both(pin: Document, said: str) -> None:
    document = copy.deepcopy(PROBLEM)
    document["pins"].append(pin)
    with pytest.raises(BrokenPin) as caught:
        parse_teams_problem(document)
    assert said in caught.value.problem
    assert pin["person"] in caught.value.said.people


def test_a_pin_of_somebody_who_is_away_or_lacks_a_topic_says_so() -> None:
    document = copy.deepcopy(PROBLEM)
    document["pins"] = [{"person": "ana", "slot": "data"}]
    document["people"][0]["away"] = [1, 2, 3]
    with pytest.raises(BrokenPin, match=r"ana in data breaks a rule: ana is away in weeks 1 to 3"):
        parse_teams_problem(document)
    document["people"][0]["knows"] = []
    with pytest.raises(BrokenPin, match="ana does not know SQL"):
        parse_teams_problem(document)


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5).filter(str.strip)
TOPICS = st.frozensets(NAMES, max_size=2)


@st.composite
def someone(draw: st.DrawFn, name: str, weeks: int) -> TeamPerson:
    """Anybody of that name."""
    begins = draw(st.none() | st.integers(-300, 1200))
    return TeamPerson(
        id=name,
        side=draw(st.sampled_from(Side)),
        home=draw(NAMES),
        knows=draw(TOPICS),
        wants=draw(TOPICS),
        seniority=draw(st.integers(1, 4)),
        room=draw(st.integers(0, 100).map(lambda one: (one,) * weeks) | st.tuples(*[st.integers(0, 100)] * weeks)),
        away=draw(st.frozensets(st.integers(0, weeks - 1))),
        closed=draw(st.frozensets(st.integers(0, weeks - 1))),
        hours=None if begins is None else (begins, begins + 480),
        later_hours=() if begins is None or weeks < 2 else draw(st.sampled_from([(), ((weeks - 1, 60, 540),)])),
    )


@st.composite
def some_slot(draw: st.DrawFn, name: str, side: Side, weeks: int) -> TeamSlot:
    """Any slot of that name."""
    first = draw(st.integers(0, weeks - 1))
    last = draw(st.integers(first, weeks - 1))
    share = draw(st.integers(1, 100))
    return TeamSlot(id=name, side=side, must=draw(TOPICS), nice=draw(TOPICS), share=share, first=first, last=last)


@st.composite
def problems(draw: st.DrawFn) -> TeamsProblem:
    """Any problem that is well formed, with any names."""
    weeks = draw(st.integers(1, 5))
    ids = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    people = tuple(draw(someone(name, weeks)) for name in ids)
    others = draw(st.lists(NAMES, min_size=6, max_size=6, unique=True))
    teams = tuple(
        CompositeTeam(
            id=team, slots=tuple(draw(some_slot(name, side, weeks)) for name, side in zip(slots, Side, strict=True))
        )
        for team, *slots in (others[:3], others[3:])
    )
    pairs = [pair_of(a.id, b.id) for at, a in enumerate(people) for b in people[:at] if a.side is not b.side]
    kinds = st.sampled_from([DemandKind.EXCLUSION, DemandKind.WISH])
    asked = draw(st.sets(st.tuples(kinds, st.sampled_from(ids), st.sampled_from(others)), max_size=3))
    return TeamsProblem(
        weeks=weeks,
        people=people,
        teams=teams,
        homes={one.home: one.room for one in people[: draw(st.integers(0, 2))]},
        apart=draw(st.frozensets(st.sampled_from(pairs))) if pairs else frozenset(),
        met=draw(st.dictionaries(st.sampled_from(pairs), st.integers(1, 9))) if pairs else {},
        demands=tuple(TeamDemand(kind=kind, person=who, target=target) for kind, who, target in sorted(asked)),
        overlap=draw(st.integers(0, 1440)),
        may_miss=draw(st.integers(0, 100)),
        weights=draw(st.sampled_from([TeamWeights(), TeamWeights(filled=7, uneven=0)])),
        seed=draw(st.integers(0, 9)),
    )


@thorough_only
@settings(max_examples=examples(300), deadline=None)
@given(problems())
def test_a_problem_survives_being_written_and_read(problem: TeamsProblem) -> None:
    text = teams_problem_to_json(problem)
    assert parse_teams_problem(json.loads(text)) == problem
    assert teams_problem_to_json(parse_teams_problem(json.loads(text))) == text


def test_pins_survive_being_written_and_read(tmp_path: Path) -> None:
    problem = parse_teams_problem(copy.deepcopy(PROBLEM))
    path = tmp_path / "problem.json"
    path.write_text(teams_problem_to_json(problem), encoding="utf-8")
    assert read_teams_problem(path) == problem


PLAN = TeamsPlan(
    embeds=(Embed("launch", "data", "ana"), Embed("launch", "events", "eli")),
    open=(OpenSlot("launch", "web", "only bob knows Python, and bob is away in week 2", proved=True),),
    score=TeamsScore(
        value=1, filled=2, open_uneven=1, wishes=0, known_pairs=1, missing_nice=0, uneven=3, wants=0, new_pairs=0
    ),
    bound=TeamsBound(2, 2),
    gap_percent=0.5,
    proved=False,
    seconds=0.01,
    stopped="seconds",
)


def test_a_plan_survives_being_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    for plan in (PLAN, replace(PLAN, stopped=None, proved=True, embeds=(), open=())):
        path.write_text(teams_plan_to_json(plan), encoding="utf-8")
        assert read_teams_plan(path) == plan


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(format="ridealong-plan/1"), "format: 'ridealong-plan/1' is not 'ridealong-teams-plan/1'"),
        (lambda d: d["embeds"][0].pop("person"), "embeds[0].person is missing"),
        (lambda d: d["open"][0].update(proved=1), "open[0].proved: should be true or false, not a number"),
        (lambda d: d["open"][0].update(proved=None), "open[0].proved: should be true or false, not nothing (null)"),
        (lambda d: d["score"].pop("wants"), "score.wants is missing"),
        (lambda d: d["bound"].update(filled=-1), "bound.filled: -1 is negative"),
        (lambda d: d.update(gap_percent=float("nan")), "gap_percent: nan is no number from 0 on"),
        (lambda d: d.update(gap_percent=float("inf")), "gap_percent: inf is no number from 0 on"),
        (lambda d: d.update(seconds=10**400), "seconds: 1000"),
        (lambda d: d.update(seconds="1"), "seconds: should be a number"),
        (lambda d: d.pop("open"), "open is missing"),
    ],
)
def test_a_plan_that_is_wrong_is_named_with_its_place(change: Callable[[Document], object], said: str) -> None:
    document = json.loads(teams_plan_to_json(PLAN))
    change(document)
    with pytest.raises(InvalidValue) as caught:
        parse_teams_plan(document)
    assert said in caught.value.problem


def any_json() -> st.SearchStrategy[object]:
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
    names = st.text(max_size=3)
    return st.recursive(leaves, lambda one: st.lists(one, max_size=3) | st.dictionaries(names, one, max_size=3))


@settings(max_examples=examples(500), deadline=None)
@given(st.sampled_from(sorted(PROBLEM)), any_json())
def test_any_value_in_any_field_is_read_or_refused(key: str, value: object) -> None:
    with suppress(RidealongError):
        parse_teams_problem(copy.deepcopy(PROBLEM) | {key: value})
