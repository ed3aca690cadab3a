"""Teams made, edited, taken out, written and read in the team builder."""

from pathlib import Path

from ridealong.services.programs import programs
from ridealong.tui.screens.teams import TeamsScreen
from thorough import thorough_only

from .coffee import at_desk
from .driving import Open, fill, press, screen_text, settle, toasts
from .together import LOYALTY, TOGETHER, built_team, defined, empty, there

__all__ = ["built_team", "empty"]

WIDE = (160, 45)
SMALL = (80, 24)


async def test_a_team_is_made_from_a_template_formed_and_published(opened: Open, empty: Path) -> None:
    async with opened(empty, size=WIDE) as pilot:
        await press(pilot, "3", "n")
        await fill(pilot, "name", LOYALTY)
        await press(pilot, "tab", "right", "right")
        assert "Let marketing start campaigns" in screen_text(pilot)
        await press(pilot, "left", "enter")
        assert "5 slots" in toasts(pilot)
        assert "0/5 slots" in screen_text(pilot)
        await press(pilot, "r")
        assert "5 of 5 slots filled; no better teams are possible" in toasts(pilot)
        assert "5/5 slots" in screen_text(pilot)
        await press(pilot, "P")
        assert "Publishing adds 5 embeds in 1 team" in screen_text(pilot)
        await press(pilot, "y")
        assert "5 embeds in 1 team" in toasts(pilot)
    assert {one.split()[-1] for one in there(empty)} == {"published"}


@thorough_only
async def test_why_a_slot_stays_open_is_said_by_forming_and_on_the_slot(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "e")
        await fill(pilot, "must", "Sanskrit")
        await press(pilot, "enter", "r")
        assert "4 of 5 slots filled" in toasts(pilot)
        assert "Sanskrit" in toasts(pilot)
        assert "Sanskrit" in screen_text(pilot).partition("Nobody is in it")[2]


@thorough_only
async def test_open_slots_are_filled_without_touching_drafts(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "r", "z", "j", "enter", "j", "d")
        assert "is set aside" in toasts(pilot)
        before = set(there(built_team))
        await press(pilot, "R")
        assert "1 new draft" in toasts(pilot)
    assert before < set(there(built_team))


async def test_a_team_is_edited_and_removed_again(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "e")
        await fill(pilot, "purpose", "Twice as many")
        await press(pilot, "tab", "right", "enter")
        assert "saved" in toasts(pilot)
        assert "Twice as many" in screen_text(pilot)
        assert "IoT" in screen_text(pilot)
        await press(pilot, "d")
        assert "is taken out" in toasts(pilot)
        assert LOYALTY not in screen_text(pilot).replace(toasts(pilot), "").split("Plan ›")[0]
        await press(pilot, "u")
    assert defined(built_team).purpose == "Twice as many"


@thorough_only
async def test_slots_and_tasks_are_added_and_removed(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "plus")
        await fill(pilot, "name", "Writer")
        await press(pilot, "tab", "right")
        await fill(pilot, "nice", "SEO; CRM")
        await press(pilot, "enter")
        assert "has slot 4 (Writer)" in toasts(pilot)
        await press(pilot, "a", "enter")
        await fill(pilot, "name", "Write it")
        await fill(pilot, "slot4", "x")
        await press(pilot, "enter")
        assert "'X' is none of R, A, C and I" in screen_text(pilot)
        await fill(pilot, "slot4", "r")
        await press(pilot, "enter")
        assert "is saved; nobody is accountable" in toasts(pilot)
        assert "! Write it: nobody is accountable" in screen_text(pilot)
        await press(pilot, "a", *"write")
        await press(pilot, "enter")
        await pilot.click("#remove")
        await settle(pilot)
        assert "The task Write it of Loyalty [app] is taken out" in toasts(pilot)
        await press(pilot, "enter", "j", "j", "j", "j", "d")
    made = defined(built_team)
    assert [one.name for one in made.tasks] == ["Choose three vendors"]
    assert [one.name for one in made.slots] == ["Data engineer", "Campaign planner", "Analyst"]


@thorough_only
async def test_what_is_wrong_stands_in_the_form_and_changes_nothing(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=SMALL) as pilot:
        await press(pilot, "3", "n", "enter")
        assert "Name is needed" in screen_text(pilot)
        await fill(pilot, "name", LOYALTY)
        await press(pilot, "enter")
        assert "has a team" in screen_text(pilot)
        await fill(pilot, "name", "Later")
        await fill(pilot, "first", "2029-01-01")
        await press(pilot, "enter")
        assert "is not within" in screen_text(pilot)


async def test_teams_are_written_and_read_again(opened: Open, built_team: Path, tmp_path: Path) -> None:
    file = tmp_path / "teams.csv"
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "x")
        await fill(pilot, "path", str(file))
        await press(pilot, "enter")
        assert "Written to" in toasts(pilot)
        file.write_text(file.read_text().replace(LOYALTY, "From a file"))
        await press(pilot, "i")
        await fill(pilot, "path", str(file))
        await press(pilot, "enter", "enter")
        assert "added" in toasts(pilot)
        assert "From a file" in screen_text(pilot)


@thorough_only
async def test_a_program_of_teams_is_created_with_what_matters_for_teams_alone(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "7", "n")
        await fill(pilot, "name", TOGETHER)
        assert "Minutes together" not in screen_text(pilot)
        await press(pilot, "tab", "right", "right", "right")
        text = screen_text(pilot)
        assert "Both sides work in one team for weeks" in text
        assert "Hand-over weeks" in text
        assert "Who visits" not in text
        assert "Team leads" not in text
        await fill(pilot, "overlap", "90")
        await fill(pilot, "may_miss", "0")
        await fill(pilot, "at_once", "3")
        await fill(pilot, "hand_over", "2")
        await press(pilot, "enter")
        assert "Press n to make its first team" in toasts(pilot)
        assert isinstance(pilot.app.screen, TeamsScreen)
        await press(pilot, "7", "j", "enter", "e")
        await fill(pilot, "may_miss", "10")
        await fill(pilot, "at_once", "11")
        await press(pilot, "enter")
        assert "'11' is not a number from 1 to 10" in screen_text(pilot)
        await fill(pilot, "at_once", "4")
        await press(pilot, "enter")
    desk = at_desk(company)
    made = programs.show(desk, TOGETHER).program
    desk.close()
    assert (made.overlap_minutes, made.may_miss, made.teams_at_once, made.hand_over_weeks) == (90, 10, 4, 2)
