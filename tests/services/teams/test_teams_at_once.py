"""In how many composite teams somebody is at once: planned, put in by hand, published and shown by one rule."""

import pytest

from ridealong.domain.composite_teams import CompositeTeam, DemandKind, Slot
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.programs import program_settings, programs
from ridealong.services.programs.program_copies import Copy, copy
from ridealong.services.programs.program_settings import ProgramChange
from ridealong.services.programs.programs import NewProgram
from ridealong.services.teams import demands, explaining, extending, filling, forming, publishing, teams
from ridealong.services.teams.views import TeamView
from services.conftest import START, employ, it, marketing
from services.teams.made import EMBEDS, composite, embed, team, weeks
from thorough import thorough_only

ANA, BEN, MIA, NOA, OTO = (f"{name}@x.example" for name in ("ana", "ben", "mia", "noa", "oto"))
ENGINEER = Slot(number=1, name="Engineer", side=Side.IT, share=20)
PLANNER = Slot(number=2, name="Planner", side=Side.MARKETING, share=20)


@pytest.fixture
def company(desk: Desk) -> Desk:
    """Ana alone of IT, three of marketing, and two programs of composite teams."""
    employ(desk, it("Ana", "Data"), marketing("Mia", "Brand"), marketing("Noa", "CRM"), marketing("Oto", "Print"))
    composite(desk, cover_percent=100)
    composite(desk, "Elsewhere", cover_percent=100)
    return desk


def small(desk: Desk, name: str, *, days: Days | None = None, program: str = EMBEDS, **more: object) -> CompositeTeam:
    """A team of one engineer and one planner."""
    return team(desk, name, program=program, slots=(ENGINEER, PLANNER), tasks=(), days=days or weeks(0, 7), **more)


def with_ana(desk: Desk, name: str, mate: str, *, state: State = State.PUBLISHED, **more: object) -> CompositeTeam:
    """A team of Ana and somebody."""
    made = small(desk, name, state=state, **more)
    embed(desk, made, 1, ANA, state=state)
    embed(desk, made, 2, mate, state=state)
    return made


def at_most(desk: Desk, number: int, program: str = EMBEDS) -> None:
    program_settings.edit(desk, program, ProgramChange(teams_at_once=number))


# -- the setting -------------------------------------------------------------------------------------------------------


def test_three_teams_at_once_unless_a_program_says_otherwise(company: Desk) -> None:
    assert programs.show(company, EMBEDS).program.teams_at_once == 3
    at_most(company, 1)
    assert programs.show(company, EMBEDS).program.teams_at_once == 1
    assert copy(company, EMBEDS, Copy(name="Next")).program.teams_at_once == 1
    said = NewProgram(name="More", kind=Kind.COMPOSITE, start=START, teams_at_once=10)
    assert programs.create(company, said).program.teams_at_once == 10


@pytest.mark.parametrize("number", [0, 11, -1])
def test_a_number_out_of_its_range_is_refused(company: Desk, number: int) -> None:
    with pytest.raises(InvalidValue, match="teams at once"):
        at_most(company, number)
    assert programs.show(company, EMBEDS).program.teams_at_once == 3


def test_programs_without_teams_have_no_such_setting(desk: Desk) -> None:
    with pytest.raises(InvalidValue, match="has no number of teams that somebody is in at once"):
        programs.create(desk, NewProgram(name="Visits", kind=Kind.RIDE_ALONG, start=START, teams_at_once=2))


# -- forming -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("most", "formed"), [(1, 1), (2, 2), (3, 3)])
def test_nobody_is_drafted_for_more_teams_than_may_be(company: Desk, most: int, formed: int) -> None:
    at_most(company, most)
    for name in ("One", "Two", "Three"):
        small(company, name, state=State.PROPOSED)
    drafted = [one.email for view in forming.form(company, EMBEDS).page.teams for one in view.people]
    assert drafted.count(ANA) == formed
    assert publishing.compare(company, EMBEDS).wrong is None


def test_teams_of_other_programs_count_in_their_weeks(company: Desk) -> None:
    at_most(company, 1)
    with_ana(company, "Theirs", MIA, program="Elsewhere", days=weeks(0, 3))
    small(company, "Early", days=weeks(3, 6), state=State.PROPOSED)
    small(company, "Late", days=weeks(4, 7), state=State.PROPOSED)
    formed = forming.form(company, EMBEDS)
    assert [view.team.name for view in formed.page.teams if view.people] == ["Late"]
    (why, _other) = [slot.why_open for view, slot in formed.open if view.team.name == "Early"]
    assert "Ana" in why


def test_who_is_in_more_teams_than_may_be_by_now_stays_there(company: Desk) -> None:
    for name, mate in (("One", MIA), ("Two", NOA)):
        with_ana(company, name, mate)
    at_most(company, 1)
    small(company, "Three", state=State.PROPOSED)
    formed = forming.form(company, EMBEDS)
    assert {view.team.name: len(view.people) for view in formed.page.teams} == {"One": 2, "Two": 2, "Three": 0}


def test_pins_that_ask_for_too_many_are_refused_with_what_would_let_them(company: Desk) -> None:
    at_most(company, 1)
    for name in ("One", "Two"):
        small(company, name, state=State.PROPOSED)
        demands.ask(company, EMBEDS, name, DemandKind.PIN, email=ANA, slot=1)
    with pytest.raises(Refused) as caught:
        forming.form(company, EMBEDS)
    assert "Ana may be in 1 of these teams at once" in caught.value.problem
    at_most(company, 2)
    assert len([one for view in forming.form(company, EMBEDS).page.teams for one in view.people]) == 4


# -- by hand -----------------------------------------------------------------------------------------------------------


def test_one_more_than_may_be_is_refused_with_what_would_let_them(company: Desk) -> None:
    at_most(company, 2)
    with_ana(company, "One", MIA)
    with_ana(company, "Two", NOA, program="Elsewhere")
    third = small(company, "Three", days=weeks(7, 9))
    embed(company, third, 2, OTO)
    with pytest.raises(Refused) as caught:
        filling.back_fill(company, EMBEDS, "Three", 1, ANA)
    assert caught.value.problem == (
        "Ana cannot be in slot 1 (Engineer) of 'Three', 2027-03-01 to 2027-03-19: Ana is in 2 teams already "
        "in the week of 2027-03-01, and nobody is to be in more than 2 at once"
    )
    assert caught.value.remedy == "Name somebody else, or let people be in more teams at once"
    assert 'ridealong program edit "Embeds" --teams-at-once N' in caught.value.typed
    at_most(company, 3)
    filling.back_fill(company, EMBEDS, "Three", 1, ANA)
    assert [one.name for one in teams.show(company, EMBEDS, "Three").people] == ["Ana", "Oto"]


def test_who_would_then_be_in_too_many_teams_does_not_go_on(company: Desk) -> None:
    with_ana(company, "One", MIA, days=weeks(0, 3))
    with_ana(company, "Two", NOA, days=weeks(4, 7))
    at_most(company, 1)
    found = extending.extend(company, EMBEDS, "One", weeks(0, 4).last)
    assert [one.who.name for one in found.goes_on] == ["Mia"]
    assert [one.why for one in found.stays] == [
        "Ana is in 1 team already in the week of 2027-02-08, and nobody is to be in more than 1 at once"
    ]


# -- what is shown -----------------------------------------------------------------------------------------------------


def too_many(view: TeamView) -> list[str]:
    return [words for slot in view.slots for one in slot.embeds for words in one.troubles]


@thorough_only
def test_a_broken_rule_is_shown_in_the_team_that_came_last_and_stops_its_publishing(company: Desk) -> None:
    at_most(company, 2)
    with_ana(company, "One", MIA)
    with_ana(company, "Two", NOA)
    with_ana(company, "Three", OTO, state=State.PROPOSED, days=weeks(2, 3))
    said = {view.team.name: too_many(view) for view in teams.page(company, EMBEDS).teams}
    assert said == {
        "One": [],
        "Two": [],
        "Three": ["Ana is in 3 teams in the weeks of 2027-01-25 and 2027-02-01, more than 2 at once"],
    }
    wrong = publishing.compare(company, EMBEDS).wrong
    assert wrong is not None
    assert "Ana is in 2 teams already in the weeks of 2027-01-25 and 2027-02-01" in wrong.problem
    at_most(company, 3)
    assert publishing.compare(company, EMBEDS).wrong is None
    assert too_many(teams.show(company, EMBEDS, "Three")) == []


def test_candidates_are_shown_with_what_they_do_already(company: Desk) -> None:
    employ(company, it("Ben", "Desk"))
    programs.enrol(company, EMBEDS, [BEN])
    at_most(company, 3)
    with_ana(company, "One", MIA, days=weeks(0, 3))
    with_ana(company, "Two", NOA, program="Elsewhere", days=weeks(3, 5))
    with_ana(company, "Drafted", OTO, state=State.PROPOSED, days=weeks(5, 5))
    small(company, "Three", state=State.PROPOSED, days=weeks(2, 5))
    load = {one.name: str(one.load) for one in explaining.candidates_for(company, EMBEDS, "Three", 1)}
    assert load == {"Ana": "40 % in 2 teams", "Ben": "none"}
    load = {one.name: str(one.load) for one in explaining.candidates_for(company, EMBEDS, "Three", 2)}
    assert load == {"Mia": "20 % in 1 team", "Noa": "20 % in 1 team", "Oto": "20 % in 1 team"}
