"""What the rest of the program tells of embeds: who has met, the history, the page of a person, the report."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from ridealong.domain.composite_teams import Slot
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.exposure import Contact
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.exchange.report_html import report_html
from ridealong.exchange.report_json import report_json
from ridealong.exchange.report_md import report_md
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import rank
from ridealong.services.explain.why import why
from ridealong.services.outcomes.embed_history import past_embeds
from ridealong.services.outcomes.exposure import ExposureQuery, exposure
from ridealong.services.outcomes.history import HistoryQuery, page
from ridealong.services.outcomes.history_summary import summary
from ridealong.services.outcomes.history_tables import embeds_csv, exposure_csv, summary_csv
from ridealong.services.people import people, people_list
from ridealong.services.people.people_list import PeopleQuery
from ridealong.services.people.strangers import between, teams_never_met
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.programs.forecast import forecast
from ridealong.services.programs.program_look import look
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from ridealong.services.reports.report import report
from services.conftest import SPRING, START, ride_alongs
from services.teams.made import (
    ANALYST,
    EMBEDS,
    ENGINEER,
    LOYALTY,
    PLANNER,
    embed,
    embeds_of,
    lasts,
    on,
    team,
    three_embedded,
    weeks,
)

ANA, BEN, CHO, MIA, NOA = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia", "noa"))
TEN_WEEKS = 10 * 7


@pytest.fixture
def embedded(desk: Desk) -> Desk:
    """Ana (Platform, 40 %) with Mia (Brand, 50 %) for eight weeks, Ben (Data, 100 %) for the last four of them."""
    three_embedded(desk)
    return desk


def contact(desk: Desk, it_team: str, marketing_team: str, program: str = "") -> Contact:
    return exposure(desk, ExposureQuery(program=program)).contact(it_team, marketing_team)


# -- who has met ------------------------------------------------------------------------------------------------------


def test_people_of_both_sides_in_one_team_have_met_from_the_first_day_that_both_are_there(embedded: Desk) -> None:
    assert [one.met for one in people_list.page(embedded, PeopleQuery()).rows] == [0] * 6
    met = {one.name: one.met for one in people_list.page(on(embedded, 0), PeopleQuery()).rows}
    assert met == {"Ana": 1, "Mia": 1, "Ben": 0, "Cho": 0, "Noa": 0, "Oto": 0}
    met = {one.name: one.met for one in people_list.page(on(embedded, 28), PeopleQuery(sort="met")).rows}
    assert (met["Mia"], met["Ben"]) == (2, 1)
    assert {one.name for one in people_list.page(on(embedded, 0), PeopleQuery(text="met:0")).rows} == {
        *("Ben", "Cho", "Noa", "Oto")
    }


def test_who_was_there_at_another_time_or_only_as_a_draft_has_not_met(embedded: Desk) -> None:
    found = team(embedded, "Another", days=weeks(0, 7))
    embed(embedded, found, ENGINEER, CHO, weeks(0, 1))
    embed(embedded, found, PLANNER, NOA, weeks(2, 7))
    embed(embedded, found, ANALYST, BEN, weeks(2, 7), State.PROPOSED)
    met = {one.name: one.met for one in people_list.page(on(embedded, TEN_WEEKS), PeopleQuery()).rows}
    assert (met["Cho"], met["Noa"]) == (0, 0)
    assert contact(embedded, "Data", "CRM").times == 0


def test_home_teams_meet_once_in_each_composite_team_and_it_says_for_how_many_weeks(embedded: Desk) -> None:
    embed(embedded, team(embedded, "Another"), ENGINEER, CHO)
    found = contact(on(embedded, 4 * 7 - 1), "Platform", "Brand")
    # Four weeks of Ana at 40 % and of Mia at 50 %.
    assert (found.times, found.coming, found.embed_weeks) == (1, 0, 3.6)
    assert found.people is not None
    assert [one.name for one in found.people] == ["Ana", "Mia"]
    assert contact(on(embedded, 4 * 7 - 1), "Data", "Brand").coming == 1
    assert contact(on(embedded, 4 * 7 - 1), "Data", "Brand").embed_weeks == 0
    assert contact(embedded, "Platform", "CRM").times == 0


def test_home_teams_are_those_of_the_time_of_the_embed(embedded: Desk) -> None:
    people.edit(embedded, ANA, {"team": "Elsewhere"})
    assert contact(on(embedded, 0), "Platform", "Brand").times == 1
    assert contact(on(embedded, 0), "Elsewhere", "Brand").times == 0


def test_two_people_of_one_home_team_count_each_with_the_weeks_beside_the_other_side(embedded: Desk) -> None:
    found = team(embedded, "Another", days=weeks(0, 3), slots=tuple(
        Slot(number=number, name=f"Slot {number}", side=side, share=100)
        for number, side in enumerate((Side.IT, Side.IT, Side.MARKETING), start=1)
    ))  # fmt: skip
    embed(embedded, found, 1, CHO, weeks(0, 3))
    embed(embedded, found, 2, ANA, weeks(0, 3))
    embed(embedded, found, 3, NOA, weeks(2, 3))
    # Two weeks of Cho, Ana and Noa: the last weekend takes nothing away.
    assert contact(on(embedded, TEN_WEEKS), "Platform", "CRM").embed_weeks == 6.0


def test_exposure_of_another_program_has_none_of_it_and_the_table_has_a_column(embedded: Desk) -> None:
    ride_alongs(embedded)
    assert contact(embedded, "Platform", "Brand", SPRING).times == 0
    assert contact(on(embedded, TEN_WEEKS), "Platform", "Brand", EMBEDS).times == 1
    head, *rows = exposure_csv(exposure(on(embedded, TEN_WEEKS))).splitlines()
    assert head.endswith("it_email,marketing_email,embed_weeks")
    assert any(row.startswith("Platform,Brand,1,0,") and not row.endswith(",0") for row in rows)


def test_nobody_in_one_team_is_a_stranger(embedded: Desk) -> None:
    found = between(embedded, "Platform", "Brand")
    assert (found.pairs, found.never, found.coming) == (4, 3, 1)
    assert between(on(embedded, 0), "Platform", "Brand").coming == 0
    assert teams_never_met(embedded, ANA) == ("CRM",)
    assert teams_never_met(embedded, MIA) == ()


def test_charts_count_who_was_embedded_as_reached(embedded: Desk) -> None:
    found = {one.team: one.met for one in summary(on(embedded, TEN_WEEKS), program=EMBEDS).reach}
    assert found == {"Platform": 1, "Data": 1, "Brand": 1, "CRM": 0}
    assert sum(one.met for one in summary(on(embedded, 0)).reach) == 2


def test_planning_prefers_those_who_were_in_no_team_together(embedded: Desk) -> None:
    later = START.replace(month=6)
    ride_alongs(embedded, start=later, rounds=1, enrol=(ANA, MIA, "oto@x.example"), host_rest_weeks=0)
    (one,) = plans.plan(embedded, SPRING).proposals
    assert (one.host.name, one.met_before) == ("Oto", 0)
    pins.add_pin(embedded, SPRING, ANA, MIA, 0)
    (one,) = plans.plan(embedded, SPRING).proposals
    assert (one.host.name, one.met_before) == ("Mia", 1)
    fit = why(embedded, ANA, MIA, SPRING).fit
    assert fit is not None
    assert fit.points == one.fit


# -- the history ------------------------------------------------------------------------------------------------------


def test_the_history_lists_embeds_beside_pairings_the_newest_first(embedded: Desk) -> None:
    later = on(embedded, 30)
    assert page(later, HistoryQuery()).total == 0
    found = past_embeds(later, HistoryQuery())
    assert [(one.name, one.team, one.slot_name, one.share, one.state) for one in found] == [
        ("Ben", LOYALTY, "Analyst", 100, State.PUBLISHED),
        ("Mia", LOYALTY, "Campaign planner", 50, State.PUBLISHED),
        ("Ana", LOYALTY, "Data engineer", 40, State.PUBLISHED),
    ]
    assert [one.weeks for one in found] == [4.0, 4.0, 3.2]
    assert {one.state for one in past_embeds(on(embedded, TEN_WEEKS), HistoryQuery())} == {State.HELD}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("team:data", ["Ben"]),
        ("team:loyalty", ["Ben", "Mia", "Ana"]),
        ("it:ana", ["Ana"]),
        ("marketing:mia", ["Mia"]),
        ("person:ben kind:composite", ["Ben"]),
        ("kind:buddy", []),
        ("state:proposed", ["Cho"]),
        ("engineer", ["Ana"]),
        ("since:2027-02-01", ["Ben"]),
        ("fit:10", []),
    ],
)
def test_terms_narrow_embeds_down(embedded: Desk, text: str, names: list[str]) -> None:
    embed(embedded, team(embedded, "Another"), ENGINEER, CHO, state=State.PROPOSED)
    found = past_embeds(embedded, HistoryQuery(text=text))
    assert [one.name for one in found] == names


def test_embeds_of_a_person_a_program_or_a_state_alone(embedded: Desk) -> None:
    assert [one.name for one in past_embeds(embedded, HistoryQuery(person=BEN, program=EMBEDS))] == ["Ben"]
    assert past_embeds(embedded, HistoryQuery(program=ride_alongs(embedded))) == ()
    assert past_embeds(embedded, HistoryQuery(states=(State.ENDED,))) == ()
    assert past_embeds(embedded, HistoryQuery(unmarked=True)) == ()
    with pytest.raises(NotFound):
        past_embeds(embedded, HistoryQuery(person="nobody@x.example"))
    with pytest.raises(InvalidValue):
        past_embeds(embedded, HistoryQuery(text="state:nonsense"))


def test_embeds_are_a_table_of_their_own(embedded: Desk) -> None:
    head, first, *_more = embeds_csv(past_embeds(embedded, HistoryQuery(descending=False))).splitlines()
    assert head == "program,team,slot,email,side,home_team,start,end,share,weeks,state"
    assert first == "Embeds,Loyalty app,Data engineer,ana@x.example,it,Platform,2027-01-11,2027-03-05,40,3.2,published"


def test_the_page_of_a_person_has_their_embeds_and_reasons_only_on_request(embedded: Desk) -> None:
    (one,) = people.show(embedded, ANA).embeds
    assert (one.team, one.share, one.met) == (LOYALTY, 40, ((MIA, START),))
    (of_mia,) = people.show(embedded, MIA).embeds
    assert [who for who, _first in of_mia.met] == [ANA, BEN]
    assert of_mia.met_across(START) == (frozenset({ANA}), frozenset({BEN}))
    assert people.show(embedded, NOA).embeds == ()


def test_programs_and_their_rounds_count_embeds(embedded: Desk) -> None:
    embed(embedded, team(embedded, "Another"), ENGINEER, CHO, state=State.PROPOSED)
    (row,) = programs.list_all(embedded)
    assert (row.proposed, row.published, row.held) == (1, 3, 0)
    (row,) = programs.list_all(on(embedded, TEN_WEEKS))
    assert (row.proposed, row.published, row.held) == (0, 0, 3)
    first, second, *rest = look(embedded, EMBEDS).rounds
    assert (first.proposed, first.published, second.published) == (1, 2, 1)
    assert all(one.empty for one in rest)


# -- what is about pairs alone ----------------------------------------------------------------------------------------


def test_whatever_plans_pairs_refuses_and_names_the_teams(embedded: Desk) -> None:
    asked = (
        lambda: plans.plan(embedded, EMBEDS),
        lambda: repairs.repair(embedded, EMBEDS),
        lambda: publishing.compare(embedded, EMBEDS),
        lambda: publishing.publish(embedded, EMBEDS),
        lambda: pins.add_pin(embedded, EMBEDS, ANA, MIA, 0),
        lambda: rank(embedded, ANA, EMBEDS, 0),
        lambda: why(embedded, ANA, MIA, EMBEDS),
    )
    for ask in asked:
        with pytest.raises(Refused, match="'Embeds' has composite teams, and no pairings") as error:
            ask()
        assert "ridealong teams" in error.value.typed
    with pytest.raises(Refused, match="'Embeds' has composite teams, so there are no pairings to forecast"):
        forecast(embedded, EMBEDS)
    assert why(embedded, ANA, MIA).fit is not None


# -- the report -------------------------------------------------------------------------------------------------------


def test_the_report_tells_what_came_of_the_teams(embedded: Desk) -> None:
    found = team(embedded, "Another", days=weeks(0, 3), state=State.ENDED)
    first = embed(embedded, found, ENGINEER, CHO, weeks(0, 1))
    lasts(embedded, first, weeks(0, 1), State.ENDED)
    embed(embedded, found, ENGINEER, BEN, weeks(1, 3), after=first)
    team(embedded, "Not yet", state=State.PROPOSED)
    made = report(on(embedded, TEN_WEEKS), EMBEDS)
    teams = made.teams
    assert teams is not None
    assert (teams.formed, teams.over, teams.ended, teams.running, teams.coming) == (2, 1, 1, 0, 0)
    assert (teams.slots, teams.filled, teams.open) == (6, 4, 2)
    assert (teams.hand_overs, teams.early) == (1, 1)
    assert [(one.side, one.share, one.people) for one in teams.weeks] == [
        (Side.IT, 100, 1),
        (Side.IT, 40, 3),
        (Side.MARKETING, 50, 1),
    ]
    assert teams.work_of(Side.MARKETING) == 4.0
    assert [(one.side, one.reached, one.teams) for one in teams.home_teams] == [(Side.IT, 2, 2), (Side.MARKETING, 1, 2)]
    assert (made.total.held, made.total.ended) == (4, 1)
    assert (made.contacts.people, made.contacts.new_people, made.contacts.new_teams) == (2, 2, 2)
    assert made.cost.guest_days == made.cost.meetings == 0
    assert made.cost.embed_days == pytest.approx(0.4 * 40 + 0.5 * 40 + 20 + 0.4 * (10 + 15))
    assert teams.work == pytest.approx(made.cost.embed_days / 5)
    assert {"open slots", "early ends"} <= {one.about for one in made.advice}


def test_the_report_says_it_in_words_and_names_nobody_in_it(embedded: Desk) -> None:
    made = report(on(embedded, 30), EMBEDS)
    for text in (report_md(made), report_html(made)):
        assert "Composite teams" in text
        assert "1 team formed: 1 at work." in text
        assert not any(name in text for name in ("Ana", "Mia", "Ben", "x.example"))
    document = report_json(made)
    assert json.dumps(document)
    embeds = document["embeds"]
    assert isinstance(embeds, dict)
    assert (embeds["teams"], embeds["slots"], embeds["filled"], embeds["ended_early"]) == (1, 3, 3, 0)


def test_a_report_before_anything_began_and_one_of_another_kind(embedded: Desk) -> None:
    ride_alongs(embedded)
    assert report(embedded, SPRING).teams is None
    assert report_json(report(embedded, SPRING))["embeds"] is None
    made = report(replace(embedded, clock=FixedClock(START.replace(month=1, day=1))), EMBEDS)
    assert made.nothing_yet
    assert made.teams is not None
    assert made.teams.work == 0
    assert "1 team formed: 1 to come." in report_md(made)


def test_who_knew_each_other_from_a_team_meets_not_for_the_first_time(embedded: Desk) -> None:
    later = START.replace(month=6)
    name = ride_alongs(embedded, start=later, rounds=1, enrol=(ANA, MIA))
    plans.plan(embedded, name)
    publishing.publish(embedded, name, everything=True)
    made = report(on(embedded, 300), name)
    assert (made.contacts.people, made.contacts.new_people, made.contacts.new_teams) == (1, 0, 0)


def test_charts_count_embeds_in_weeks_of_work(embedded: Desk) -> None:
    """Ana takes 40 % and Mia 50 % of five days a week, from the fifth week on with Ben for all of it."""
    lasts(embedded, embeds_of(embedded, BEN)[0], weeks(4, 6), State.ENDED)
    found = summary(on(embedded, TEN_WEEKS), program=EMBEDS)
    assert [one.monday for one in found.embeds] == [START + timedelta(weeks=number) for number in range(8)]
    assert [(one.people, one.weeks) for one in found.embeds] == [(2, 0.9)] * 4 + [(3, 1.9)] * 3 + [(2, 0.9)]
    listed = sum(one.weeks for one in past_embeds(on(embedded, TEN_WEEKS), HistoryQuery()))
    assert sum(one.weeks for one in found.embeds) == pytest.approx(listed)
    assert not found.is_empty
    assert [line for line in summary_csv(found).splitlines() if line.startswith("embeds,2027-01-11")] == [
        "embeds,2027-01-11,people,2",
        "embeds,2027-01-11,weeks,0.9",
    ]


def test_charts_count_no_drafts_and_nobody_who_never_came(embedded: Desk) -> None:
    for email in (ANA, MIA):
        lasts(embedded, embeds_of(embedded, email)[0], weeks(0, 7), State.MISSED)
    lasts(embedded, embeds_of(embedded, BEN)[0], weeks(4, 7), State.PROPOSED)
    assert summary(on(embedded, TEN_WEEKS)).embeds == ()
