"""What is formed can be published: people who are away, gone, embedded already, or in another zone, week by week."""

from datetime import date, timedelta

import pytest

from ridealong.domain.composite_teams import DemandKind, Slot
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services.desk import Desk
from ridealong.services.people import absences, people
from ridealong.services.programs import programs
from ridealong.services.teams import defining, demands, explaining, forming, publishing, teams
from ridealong.services.teams.defining import NewTeam
from services.conftest import START, employ, it, marketing
from services.teams.made import EMBEDS, LOYALTY, composite, embed, lasts, on, program_says, team, weeks
from thorough import thorough_only

ANA, BEN, CLEO, MIA, NOOR = (f"{name}@x.example" for name in ("ana", "ben", "cleo", "mia", "noor"))
ENGINEER = Slot(name="Engineer", side=Side.IT, share=60, number=1)
PLANNER = Slot(name="Planner", side=Side.MARKETING, share=20, number=2)


@pytest.fixture
def program(desk: Desk) -> Desk:
    """Ana of IT and Mia of marketing in a program of composite teams."""
    employ(desk, it("Ana", "Data"), marketing("Mia", "Brand"))
    composite(desk)
    return desk


def made(desk: Desk, days: Days | None = None, name: str = LOYALTY, *slots: Slot) -> None:
    days = days or weeks(0, 7)
    new = NewTeam(name=name, slots=slots or (ENGINEER, PLANNER), first=days.first, last=days.last)
    defining.create(desk, EMBEDS, new)


def inside(formed: forming.Formed, name: str = LOYALTY) -> list[str]:
    return [each.name for one in formed.page.teams if one.team.name == name for each in one.people]


def open_slot(formed: forming.Formed, number: int = 1, name: str = LOYALTY) -> str:
    """Why a slot is open."""
    (said,) = [slot.why_open for view, slot in formed.open if view.team.name == name and slot.slot.number == number]
    return said


# -- who is not there --------------------------------------------------------------------------------------------------


def test_nobody_is_drafted_who_leaves_before_the_last_week_and_publishing_says_the_same(program: Desk) -> None:
    made(program)
    assert inside(forming.form(program, EMBEDS)) == ["Ana", "Mia"]
    people.edit(program, ANA, {"last_day": weeks(0, 6).last})
    said = publishing.compare(program, EMBEDS).wrong
    assert said is not None
    assert "Ana leaves on 2027-02-26" in said.problem
    formed = forming.form(program, EMBEDS)
    assert inside(formed) == []
    assert open_slot(formed) == "Ana is alone of IT, and Ana is not there in the week of 2027-03-01."


def test_nobody_is_drafted_before_their_first_day_and_publishing_says_the_same(program: Desk) -> None:
    made(program)
    forming.form(program, EMBEDS)
    people.edit(program, ANA, {"first_day": START + timedelta(days=2)})
    said = publishing.compare(program, EMBEDS).wrong
    assert said is not None
    assert "Ana begins on 2027-01-13" in said.problem
    assert inside(forming.form(program, EMBEDS)) == []


@pytest.mark.parametrize("cells", [{"last_day": START + timedelta(days=52)}, {"first_day": START + timedelta(days=2)}])
def test_who_is_there_on_all_days_of_a_slot_that_has_part_of_a_week_is_drafted(
    program: Desk, cells: dict[str, object]
) -> None:
    # From a Wednesday to a Wednesday: Ana leaves on the Thursday after it, or begins on its first day.
    made(program, Days(START + timedelta(days=2), START + timedelta(days=51)))
    people.edit(program, ANA, cells)
    assert inside(forming.form(program, EMBEDS)) == ["Ana", "Mia"]
    publishing.publish(program, EMBEDS)


@pytest.mark.parametrize("cells", [{"last_day": START + timedelta(days=50)}, {"first_day": START + timedelta(days=3)}])
def test_one_day_of_a_slot_on_which_somebody_is_not_there_keeps_them_out(
    program: Desk, cells: dict[str, object]
) -> None:
    made(program, Days(START + timedelta(days=2), START + timedelta(days=51)))
    people.edit(program, ANA, cells)
    formed = forming.form(program, EMBEDS)
    assert inside(formed) == []
    assert "Ana is not there in the week of" in open_slot(formed)


def test_nobody_is_drafted_who_pauses_and_publishing_says_the_same(program: Desk) -> None:
    made(program)
    forming.form(program, EMBEDS)
    programs.enrol(program, EMBEDS, [ANA], EnrolmentState.PAUSED, weeks(0, 0).last)
    said = publishing.compare(program, EMBEDS).wrong
    assert said is not None
    assert "Ana pauses until 2027-01-15" in said.problem
    formed = forming.form(program, EMBEDS)
    assert open_slot(formed).endswith("Ana is not there in the week of 2027-01-11.")
    assert "is not there" in " ".join(explaining.why(program, EMBEDS, LOYALTY, ANA, 1).sentences)
    made(program, weeks(1, 7), "Later")
    assert inside(forming.form(program, EMBEDS), "Later") == ["Ana", "Mia"]
    publishing.publish(program, EMBEDS, teams=["Later"])


def test_absences_may_still_be_missed_up_to_what_the_program_allows(program: Desk) -> None:
    made(program)
    absences.add_absences(program, [ANA], weeks(6, 7))
    assert inside(forming.form(program, EMBEDS)) == ["Ana", "Mia"]
    publishing.publish(program, EMBEDS)


def test_who_pauses_since_stays_in_a_team_that_is_published(program: Desk) -> None:
    made(program)
    forming.form(program, EMBEDS)
    publishing.publish(program, EMBEDS)
    programs.enrol(program, EMBEDS, [ANA], EnrolmentState.PAUSED, weeks(0, 0).last)
    (view,) = teams.page(program, EMBEDS).teams
    assert view.problems == ()


# -- who is embedded already -------------------------------------------------------------------------------------------


def test_an_embed_that_is_over_takes_no_room_of_the_weeks_to_come(program: Desk) -> None:
    ended = team(program, "Before", days=weeks(0, 1), slots=(ENGINEER, PLANNER), tasks=())
    lasts(program, embed(program, ended, 1, ANA, share=100), weeks(0, 1), State.HELD)
    later = on(program, 21)
    made(later, weeks(3, 6))
    assert inside(forming.form(later, EMBEDS)) == ["Ana", "Mia"]


def test_whoever_is_embedded_in_one_team_is_away_for_another_all_the_same(program: Desk) -> None:
    running = team(program, "Running", slots=(Slot(name="Half", side=Side.IT, share=20, number=1), PLANNER), tasks=())
    embed(program, running, 1, ANA)
    embed(program, running, 2, MIA)
    absences.add_absences(program, [ANA], weeks(2, 5))
    made(program)
    formed = forming.form(program, EMBEDS)
    assert inside(formed) == []
    assert "Ana is away" in open_slot(formed)
    assert inside(formed, "Running") == ["Ana", "Mia"]


def test_whoever_is_embedded_and_kept_out_of_the_team_since_stays(program: Desk) -> None:
    running = team(program, slots=(ENGINEER, PLANNER), tasks=())
    embed(program, running, 1, ANA)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.EXCLUSION, email=ANA)
    assert inside(forming.form(program, EMBEDS)) == ["Ana", "Mia"]


# -- hours -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def zones(desk: Desk) -> Desk:
    """Ana in Berlin and Mia in Bogota, where clocks stay: two shared hours until 28 March, then one; 90 are asked."""
    employ(desk, it("Ana", "Data", time_zone="Europe/Berlin"), marketing("Mia", "Brand", time_zone="America/Bogota"))
    composite(desk)
    program_says(desk, EMBEDS, overlap_minutes=90)
    return desk


def test_hours_are_those_of_the_weeks_of_each_team(zones: Desk) -> None:
    made(zones, Days(date(2027, 1, 11), date(2027, 2, 5)), "Winter")
    made(zones, Days(date(2027, 3, 1), date(2027, 4, 23)), "Spring")
    formed = forming.form(zones, EMBEDS)
    assert inside(formed, "Winter") == ["Ana", "Mia"]
    assert inside(formed, "Spring") == []
    assert open_slot(formed, name="Spring") == "'Spring' is not formed: Ana and Mia share too few hours."
    program_says(zones, EMBEDS, overlap_minutes=60)
    assert inside(forming.form(zones, EMBEDS), "Spring") == ["Ana", "Mia"]


# -- a slot with gaps --------------------------------------------------------------------------------------------------


@pytest.fixture
def gaps(program: Desk) -> Desk:
    """Ben is in the slot of an engineer in weeks 2 and 3 of eight; Mia in that of the planner for all of them."""
    employ(program, it("Ben", "Platform"))
    programs.enrol(program, EMBEDS, [BEN])
    running = team(program, slots=(ENGINEER, PLANNER), tasks=())
    embed(program, running, 1, BEN, weeks(2, 3))
    embed(program, running, 2, MIA)
    return program


def test_every_gap_of_a_slot_is_shown_and_filled_and_one_person_may_take_two(gaps: Desk) -> None:
    absences.add_absences(gaps, [BEN], Days(weeks(0, 0).first, weeks(1, 1).last))
    absences.add_absences(gaps, [BEN], Days(weeks(4, 4).first, weeks(7, 7).last))
    (view,) = teams.page(gaps, EMBEDS).teams
    assert view.slots[0].opens == (weeks(0, 1), weeks(4, 7))
    assert view.problems[:2] == (
        "Nobody is in slot 1 (Engineer) from 2027-01-11 to 2027-01-22",
        "Nobody is in slot 1 (Engineer) from 2027-02-08 to 2027-03-05",
    )
    formed = forming.form(gaps, EMBEDS)
    (view,) = formed.page.teams
    assert [(one.embed.name, one.embed.days) for one in view.slots[0].embeds] == [
        ("Ana", weeks(0, 1)),
        ("Ben", weeks(2, 3)),
        ("Ana", weeks(4, 7)),
    ]
    again = forming.form(gaps, EMBEDS)
    assert (again.new, again.kept) == (0, 2)
    publishing.publish(gaps, EMBEDS)
    assert teams.page(gaps, EMBEDS).open == 0


def test_each_gap_that_stays_open_has_its_reason(gaps: Desk) -> None:
    people.edit(gaps, ANA, {"first_day": weeks(1, 1).first})
    demands.ask(gaps, EMBEDS, LOYALTY, DemandKind.EXCLUSION, email=BEN, slot=1)
    formed = forming.form(gaps, EMBEDS)
    assert [one.embed.days for one in formed.page.teams[0].slots[0].embeds] == [weeks(2, 3), weeks(4, 7)]
    assert "Ben is kept out of it" in open_slot(formed)
    assert "Ana is not there in the week of 2027-01-11" in open_slot(formed)
    people.edit(gaps, ANA, {"last_day": weeks(1, 6).last})
    said = open_slot(forming.form(gaps, EMBEDS))
    assert "2027-01-11 to 2027-01-22: " in said
    assert "2027-02-08 to 2027-03-05: " in said
    assert "in the team already" not in said


def test_a_dry_run_shows_the_days_of_each_gap(gaps: Desk) -> None:
    demands.ask(gaps, EMBEDS, LOYALTY, DemandKind.EXCLUSION, email=BEN, slot=1)
    (view,) = forming.form(gaps, EMBEDS, dry_run=True).page.teams
    assert [one.embed.days for one in view.slots[0].embeds] == [weeks(0, 1), weeks(2, 3), weeks(4, 7)]


def test_drafts_end_on_a_working_day(program: Desk) -> None:
    made(program, Days(START, START + timedelta(weeks=4, days=6)))
    formed = forming.form(program, EMBEDS)
    assert {one.days for one in formed.page.teams[0].people} == {weeks(0, 4)}
    assert not formed.page.teams[0].open


@thorough_only
def test_another_seed_takes_others_who_are_as_good(program: Desk) -> None:
    employ(program, *(it(f"Kim{number}", f"Home {number}") for number in range(5)))
    programs.enrol(program, EMBEDS, "all")
    made(program)
    taken = {inside(forming.form(program, EMBEDS, seed=seed, dry_run=True))[0] for seed in range(6)}
    assert len(taken) > 2


def test_whoever_leaves_a_slot_is_no_candidate_for_coming_after_themselves(gaps: Desk) -> None:
    found = explaining.candidates_for(gaps, EMBEDS, LOYALTY, 1, on=weeks(2, 2).last)
    assert [one.name for one in found] == ["Ana"]
