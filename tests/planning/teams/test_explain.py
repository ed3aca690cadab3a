"""What is said of a plan of composite teams: reasons, candidates, why and why not, each held against the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.planning.teams.check import broken
from ridealong.planning.teams.explain import Openness, candidates, open_reasons, why, why_not
from ridealong.planning.teams.part import part_of
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import (
    CompositeTeam,
    TeamDemand,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
)
from ridealong.planning.teams.score import score
from ridealong.planning.teams.solve import solve_teams
from ridealong.planning.teams.standing import LEAVING, Way
from ridealong.planning.teams.team_terms import worth
from ridealong.planning.teams.words import plain, weeks_said
from thorough import examples

from .tiny import can_be, tiny

IT, MARKETING = Side.IT, Side.MARKETING


def without_pins(seed: int) -> TeamsProblem:
    """A tiny problem that has a plan, with a wish and a meeting."""
    problem = tiny(seed)
    one, other = problem.people[0].id, problem.people[1].id
    wish = TeamDemand(kind=DemandKind.WISH, person=one, target=problem.teams[0].id)
    demands = (*(one for one in problem.demands if one.kind is not DemandKind.PIN), wish)
    return replace(problem, demands=demands, met={(one, other): 2})


def joined(plan: tuple[Embed, ...], new: Embed, leaving: set[str]) -> tuple[Embed, ...]:
    """A plan in which somebody takes a slot, has left some teams, and all others stay."""
    kept = (one for one in plan if one.slot != new.slot and not (one.person == new.person and one.team in leaving))
    return tuple(sorted((*kept, new)))


@pytest.mark.parametrize("seed", range(examples(60)))
def test_candidates_are_worth_what_they_are_said_to_be_and_break_what_they_are_said_to_break(seed: int) -> None:
    problem = without_pins(seed)
    plan = solve_teams(problem)
    for team, slot in [(one.id, slot.id) for one in problem.teams for slot in one.slots]:
        ranked = candidates(problem, plan.embeds, slot)
        assert sorted(one.person for one in ranked) == sorted(one.id for one in problem.people)
        for one in ranked:
            leaving = {name for way in one.obstacles if way.kind in LEAVING for name in way.about}
            other = joined(plan.embeds, Embed(team, slot, one.person), leaving)
            moves = one.openness is Openness.MOVES and not one.falls
            assert (moves or one.openness in {Openness.THERE, Openness.FREE}) is (not broken(problem, other))
            if one.gain is not None and not any(way.kind is Way.INSIDE for way in one.obstacles):
                assert one.gain == worth(one.parts) == score(problem, other).value - plan.score.value
            if one.openness not in {Openness.THERE, Openness.FREE}:
                assert one.said


@pytest.mark.parametrize("seed", range(examples(60)))
def test_open_slots_have_reasons_and_what_is_proved_is_true(seed: int) -> None:
    problem = without_pins(seed)
    plan = solve_teams(problem)
    filled = {one.slot for one in plan.embeds}
    assert {one.slot for one in plan.open} == {slot.id for team in problem.teams for slot in team.slots} - filled
    fillable = {slot for _person, slot in can_be(problem)}
    for one in plan.open:
        assert one.reason
        assert one.proved is (one.slot not in fillable)
        assert one.reason == plain(one.said)


@pytest.mark.parametrize("seed", range(examples(60)))
def test_why_adds_up_to_what_is_lost_without_an_embed(seed: int) -> None:
    problem = without_pins(seed)
    plan = solve_teams(problem)
    for one in plan.embeds:
        found = why(problem, plan.embeds, one.person, one.slot)
        left = tuple(other for other in plan.embeds if other != one)
        assert worth(found.parts) == plan.score.value - score(problem, left).value
        assert found.holds is bool(broken(problem, left))
        assert not found.pinned


@pytest.mark.parametrize("seed", range(examples(60)))
def test_why_not_names_a_legal_plan_with_its_value_or_what_forbids_any(seed: int) -> None:
    problem = without_pins(seed)
    plan = solve_teams(problem)
    pairs = can_be(problem)
    for team in problem.teams:
        for slot in team.slots[seed % 2 :: 2]:
            for person in problem.people:
                there = Embed(team.id, slot.id, person.id)
                if there in plan.embeds:
                    continue
                found = why_not(problem, plan.embeds, person.id, slot.id)
                able = (person.id, slot.id) in pairs
                assert (found.gain is not None) is able
                if not able:
                    assert (found.hindrance is None) is (found.contradiction is not None)
                    continue
                assert found.gain == worth(found.parts) <= 0
                assert found.moves[0].person == person.id
                assert slot.id in found.moves[0].after


def test_a_part_of_a_plan_fits_beside_the_rest() -> None:
    for seed in range(20):
        problem = without_pins(seed)
        plan = solve_teams(problem)
        team = problem.teams[0].id
        again = solve_teams(part_of(problem, plan.embeds, [team]))
        assert not broken(problem, (*again.embeds, *(one for one in plan.embeds if one.team != team)))


def person(name: str, side: Side, *knows: str, home: str = "", room: int = 100) -> TeamPerson:
    return TeamPerson(id=name, side=side, home=home or f"of {name}", knows=frozenset(knows), room=(room,) * 4)


def away(one: TeamPerson, *weeks: int) -> TeamPerson:
    return replace(one, away=frozenset(weeks))


def team(name: str, *slots: TeamSlot, least: int = 2) -> CompositeTeam:
    return CompositeTeam(id=name, slots=slots, least=least)


def slot(name: str, side: Side, *must: str, share: int = 100, first: int = 0, last: int = 3) -> TeamSlot:
    return TeamSlot(id=name, side=side, must=frozenset(must), share=share, first=first, last=last)


DATA, EVENTS = slot("data", IT, "SQL", "BI"), slot("events", MARKETING)
LAUNCH = team("launch", DATA, EVENTS, slot("web", IT))
CHURN = team("churn", slot("model", IT, "SQL"), slot("mail", MARKETING, share=50))
DEE = person("dee", MARKETING)


def reason(problem: TeamsProblem, embeds: list[tuple[str, str, str]], open_slot: str) -> str:
    """Why a slot of a plan is open."""
    found = open_reasons(problem, [Embed(*one) for one in embeds])
    return next(one.reason for one in found if one.slot == open_slot)


def problem_of(*people: TeamPerson, teams: tuple[CompositeTeam, ...] = (LAUNCH,)) -> TeamsProblem:
    return TeamsProblem(weeks=4, people=people, teams=teams)


def test_who_comes_nearest_is_named_where_nobody_knows_enough() -> None:
    assert reason(problem_of(DEE), [], "data") == "there is nobody of IT"
    problem = problem_of(
        person("ana", IT, "SQL"), person("bob", IT, "BI"), person("cho", IT, "BI"), person("dan", IT), DEE
    )
    assert (
        reason(problem, [], "data") == "nobody of IT knows BI and SQL; ana lacks only BI and bob and cho lack only SQL"
    )


def test_what_keeps_the_only_one_out_is_said() -> None:
    ana = away(person("ana", IT, "SQL", "BI"), 1, 2)
    assert reason(problem_of(ana, DEE), [], "data") == "only ana knows BI and SQL, and ana is away in weeks 1 and 2"
    ana = person("ana", IT, "SQL", "BI", room=40)
    assert reason(problem_of(ana, DEE), [], "data") == (
        "only ana knows BI and SQL, and ana has 40 % left in weeks 0 to 3, and it takes 100 %"
    )


def test_those_with_the_same_in_their_way_are_said_together_three_by_name() -> None:
    able = [away(person(f"p{number}", IT, "SQL", "BI"), 0, 1, 2) for number in range(6)]
    ana, bob, cho = (person(name, IT, "SQL", "BI", home="Platform") for name in ("ana", "bob", "cho"))
    problem = replace(
        problem_of(*able, ana, bob, cho, DEE, person("eli", MARKETING), teams=(LAUNCH, CHURN)),
        homes={"Platform": (100,) * 4},
        apart=frozenset({("bob", "dee")}),
        demands=(
            TeamDemand(kind=DemandKind.PIN, person="ana", target="churn"),
            TeamDemand(kind=DemandKind.EXCLUSION, person="cho", target="data"),
        ),
    )
    embeds = [("churn", "model", "ana"), ("churn", "mail", "eli"), ("launch", "events", "dee")]
    assert reason(problem, embeds, "data") == (
        "of 9 people who know BI and SQL, cho is kept out of it, ana is pinned in churn, bob is kept apart from dee "
        "and p0, p1, p2 and 3 more are away for too long"
    )


def test_home_teams_hours_and_other_teams_are_said() -> None:
    ana = person("ana", IT, "SQL", "BI", home="Platform")
    bob = person("bob", IT, "SQL", home="Platform")
    people = (ana, bob, DEE, person("eli", MARKETING))
    problem = problem_of(*people, teams=(team("launch", DATA, EVENTS), CHURN))
    embeds = [("churn", "model", "bob"), ("churn", "mail", "eli")]
    home = replace(problem, homes={"Platform": (100,) * 4})
    assert reason(home, embeds, "data") == "only ana knows BI and SQL, and Platform spares no more in weeks 0 to 3"
    embeds = [("churn", "model", "ana"), ("churn", "mail", "eli")]
    assert reason(problem, embeds, "data") == "only ana knows BI and SQL, and ana would have to leave churn"
    early, late = replace(ana, hours=(0, 300)), replace(DEE, hours=(600, 900))
    hours = replace(problem_of(early, late), overlap=60)
    assert reason(hours, [("launch", "events", "dee")], "data").endswith("ana shares too few hours with dee")


@pytest.mark.parametrize(
    ("settled", "most", "said"),
    [
        (False, None, "ana is pinned in churn"),
        (True, None, "ana is in churn already"),
        (True, (1,) * 4, "ana is in churn already, and may be in no more teams at once"),
    ],
)
def test_who_is_in_another_team_for_good_is_not_called_pinned(
    settled: bool, most: tuple[int, ...] | None, said: str
) -> None:
    mail, half = slot("mail", MARKETING), slot("model", IT, "SQL", share=50 if most else 100)
    ana = replace(person("ana", IT, "SQL", "BI"), most_teams=most)
    data = replace(DATA, share=50 if most else 100)
    pin = TeamDemand(kind=DemandKind.PIN, person="ana", target="model", settled=settled)
    teams = (team("launch", data, EVENTS), team("churn", half, mail))
    embeds = [("churn", "model", "ana"), ("churn", "mail", "eli"), ("launch", "events", "dee")]
    problem = replace(problem_of(ana, DEE, person("eli", MARKETING), teams=teams), demands=(pin,))
    assert reason(problem, embeds, "data") == f"only ana knows BI and SQL, and {said}"
    bob = replace(person("bob", IT, "SQL", "BI"), away=frozenset(range(4)))
    problem = replace(problem, people=(*problem.people, bob))
    assert said in reason(problem, embeds, "data")


def test_what_is_asked_about_is_no_fact_that_contradicts_others() -> None:
    ana, bob = (person(name, IT, "SQL", "BI", home="Platform") for name in ("ana", "bob"))
    there = tuple(
        TeamDemand(kind=DemandKind.PIN, person=name, target=target, settled=True)
        for name, target in (("ana", "model"), ("eli", "mail"))
    )
    problem = replace(
        problem_of(ana, bob, DEE, person("eli", MARKETING), teams=(team("launch", DATA, EVENTS), CHURN)),
        homes={"Platform": (100,) * 4},
        demands=there,
    )
    found = why_not(problem, [Embed("churn", "model", "ana"), Embed("churn", "mail", "eli")], "bob", "data")
    assert found.contradiction is not None
    assert plain(found.contradiction.said) == (
        "ana is in model already and Platform spares at most 100 % of one person at once"
    )
    assert [plain(one.said) for one in found.contradiction.remedies] == ["Platform spared more people"]


def test_only_those_move_who_have_to_and_slots_that_open_are_named() -> None:
    ana, bob = (person(name, IT, "SQL", "BI", home="Platform") for name in ("ana", "bob"))
    dee, eli, others = DEE, person("eli", MARKETING), [person(f"m{at}", MARKETING) for at in range(5)]
    teams = (team("launch", DATA, EVENTS), team("churn", slot("model", IT, "SQL"), slot("mail", MARKETING)))
    problem = replace(problem_of(ana, bob, dee, eli, *others, teams=teams), homes={"Platform": (200,) * 4})
    plan = [Embed("churn", "model", "ana"), Embed("churn", "mail", "eli"),
            Embed("launch", "data", "bob"), Embed("launch", "events", "dee")]  # fmt: skip
    found = why_not(problem, plan, "m3", "mail")
    assert ([one.person for one in found.moves], found.opens, found.gain) == (["m3", "eli"], (), 0)
    three = replace(teams[0], slots=(DATA, EVENTS, slot("web", IT)))
    problem = replace(problem, teams=(three, teams[1]), homes={"Platform": (200,) * 4})
    found = why_not(problem, plan, "ana", "web")
    # Without bob, who follows ana, churn would not stand.
    assert ([one.person for one in found.moves], found.opens) == (["ana", "bob"], ("data",))


def test_a_team_that_is_not_formed_says_why() -> None:
    ana = person("ana", IT, "SQL", "BI")
    assert reason(problem_of(ana), [], "data") == "launch is not formed: nobody of marketing is free for it"
    three = replace(LAUNCH, slots=(DATA, EVENTS, slot("seo", MARKETING, "SEO")), least=3)
    assert reason(problem_of(ana, DEE, teams=(three,)), [], "data") == (
        "launch is not formed: 2 of its slots could be filled, and it takes 3"
    )
    assert reason(problem_of(ana, DEE), [], "events") == "launch is not formed, and dee could take it if it were"
    embeds = [("launch", "data", "ana"), ("launch", "events", "dee")]
    spare = problem_of(ana, DEE, person("bob", IT))
    assert reason(spare, embeds, "web") == "bob could take it, and the plan leaves it open all the same"


def test_strangers_are_refused() -> None:
    problem = problem_of(person("ana", IT, "SQL", "BI"), DEE)
    plan = (Embed("launch", "data", "ana"), Embed("launch", "events", "dee"))
    for call in (
        lambda: candidates(problem, plan, "none"),
        lambda: why(problem, plan, "nobody", "data"),
        lambda: why(problem, plan, "dee", "data"),
        lambda: why_not(problem, plan, "ana", "data"),
        lambda: why_not(problem, plan, "nobody", "data"),
        lambda: open_reasons(problem, [Embed("launch", "data", "nobody")]),
        lambda: open_reasons(problem, [*plan, Embed("launch", "data", "dee")]),
    ):
        with pytest.raises(InvalidValue):
            call()


def test_weeks_in_a_row_are_one_stretch() -> None:
    assert weeks_said([3]) == "week 3"
    assert weeks_said([0, 1]) == "weeks 0 and 1"
    assert weeks_said([7, 0, 1, 2, 3, 5]) == "weeks 0 to 3, 5 and 7"
