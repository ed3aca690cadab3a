"""The team builder: what Plan of a program of composite teams shows."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.programs import Kind
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.tui.screens.plan import PlanScreen
from ridealong.tui.screens.teams import TeamsScreen
from services.teams.made import embed, lasts, team
from thorough import thorough_only

from .coffee import at_desk
from .conftest import CONFIG, address
from .driving import Open, look_for, press, screen_text, settle
from .together import EIGHT_WEEKS, LOYALTY, TOGETHER, built_team, empty, now, running, with_program

__all__ = ["built_team", "empty", "running"]

WIDE = (160, 45)
SMALL = (80, 24)


async def test_plan_shows_teams_where_a_program_has_some_and_pairings_elsewhere(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3")
        assert isinstance(pilot.app.screen, TeamsScreen)
        assert f"Plan › {TOGETHER}" in screen_text(pilot)
        await press(pilot, "c", *"spring", "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        await press(pilot, "c", *"zwei", "enter")
        assert isinstance(pilot.app.screen, TeamsScreen)
        await press(pilot, "7", "3")
        assert f"Plan › {TOGETHER}" in screen_text(pilot)


@thorough_only
async def test_plan_opens_on_teams_that_are_near_beside_pairings_of_next_year(opened: Open, built_team: Path) -> None:
    desk = at_desk(built_team)
    programs.create(desk, NewProgram(name="Zzz later", kind=Kind.RIDE_ALONG, start=date(2027, 12, 6)))
    desk.close()
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3")
        assert f"Plan › {TOGETHER}" in screen_text(pilot)
        await press(pilot, "c", *"later", "enter")
        assert "Plan › Zzz later" in screen_text(pilot)


@thorough_only
async def test_a_program_that_is_put_away_meanwhile_gives_way_to_another(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3")
        desk = at_desk(built_team)
        programs.archive(desk, TOGETHER)
        desk.close()
        await press(pilot, "f5")
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        await press(pilot, "question_mark", "escape")
        assert isinstance(pilot.app.screen, PlanScreen)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_program_without_teams_says_how_to_make_one(opened: Open, empty: Path, size: tuple[int, int]) -> None:
    async with opened(empty, size=size) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "This program has no teams yet" in text
        assert "Press n to make one: from a template" in text


async def test_a_program_in_which_nobody_takes_part_says_where_to_enrol(opened: Open, company: Path) -> None:
    with_program(company, enrolled=False)
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3")
        assert "nobody has agreed to take part in it" in screen_text(pilot)
        assert "enrol people with E" in screen_text(pilot)


async def test_a_team_stands_with_its_slots_and_beside_it_what_is_covered(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter")
        text = screen_text(pilot)
        assert f"{LOYALTY} · 0/3 slots · ◇ draft · ! 3 · 15 Feb – 12 Mar" in text
        assert "! Nobody is in slot 1 (Data engineer)" in text
        assert "Topics by slot, 2 needed missing" in text
        topics = [line for line in text.split("\n") if "× missing" in line]
        assert [line.split()[-5:] for line in topics if "Branding" in line] == [["·", "●×", "·", "×", "missing"]]
        assert [line.split()[-5:] for line in topics if "Cloud" in line] == [["○×", "·", "·", "×", "missing"]]
        tasks = next(line for line in text.split("\n") if "Choose three vendors" in line)
        assert tasks.split()[-3:] == ["R", "A", "C"]


async def test_on_a_slot_stands_what_is_asked_for_there(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j")
        text = screen_text(pilot)
        assert "◆ Ana Lima (Platform), published" in text
        assert "●✓ SQL (needed)" in text
        assert "○× Cloud (good to have)" in text
        assert "R   Choose three vendors" in text
        await press(pilot, "j", "j")
        assert "○ Nobody is in it: 15 Feb – 9 Apr 2027" in screen_text(pilot)


async def test_what_is_open_is_counted_of_the_teams_that_are_shown(opened: Open, running: Path) -> None:
    desk = at_desk(running)
    team(desk, "Another", program=TOGETHER, days=EIGHT_WEEKS)
    desk.close()
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3")
        assert "2 teams · 4 open" in screen_text(pilot)
        await press(pilot, "/")
        await look_for(pilot, "loyalty")
        assert "1 team · 1 open" in screen_text(pilot)


async def test_on_a_slot_stands_the_load_of_all_who_are_in_it_one_after_the_other(opened: Open, running: Path) -> None:
    desk = at_desk(running)
    first = lasts(desk, now(running).slots[0].embeds[0].embed, Days(EIGHT_WEEKS.first, date(2027, 3, 12)))
    follows = Days(date(2027, 3, 15), EIGHT_WEEKS.last)
    embed(desk, now(running).team, 1, address("Ben King"), follows, after=first)
    desk.close()
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j")
        lines = [line for line in screen_text(pilot).split("\n") if " 40 " in line]
        assert [name for name in ("Ana Lima", "Ben King") if any(name in line for line in lines)] == [
            "Ana Lima",
            "Ben King",
        ]


@thorough_only
async def test_more_than_a_week_has_is_marked_by_a_sign(opened: Open, running: Path) -> None:
    desk = at_desk(running)
    other = team(desk, "Another", program=TOGETHER, days=EIGHT_WEEKS)
    embed(desk, other, 3, address("Ana Lima"))
    desk.close()
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "/", *"loyalty", "enter")
        assert "140 !" in screen_text(pilot)
        await press(pilot, "escape", "right_square_bracket", "left_square_bracket")


async def test_the_filter_and_the_key_for_problems_leave_what_matches(opened: Open, running: Path) -> None:
    async with opened(running, size=SMALL) as pilot:
        await press(pilot, "3", "/")
        await look_for(pilot, "grace")
        text = screen_text(pilot)
        assert "Campaign planner" in text
        assert "Data engineer" not in text
        assert "1 team · no open slots" in text
        await look_for(pilot, "nobody like that")
        assert "No team matches" in screen_text(pilot)
        await press(pilot, "escape", "exclamation_mark")
        assert "1 team with problems" in screen_text(pilot)
        await press(pilot, "escape", "z")
        assert "Campaign planner" not in screen_text(pilot)
        await press(pilot, "enter")
        assert "Campaign planner" in screen_text(pilot)


async def test_everything_can_be_read_on_a_small_terminal(opened: Open, running: Path) -> None:
    async with opened(running, size=SMALL) as pilot:
        await press(pilot, "3")
        assert "Load, " not in screen_text(pilot)
        await press(pilot, "space")
        assert "Load, " in screen_text(pilot)
        await press(pilot, "tab", "end", "home")
        assert "! Nobody is in slot 3" in screen_text(pilot)
        await pilot.resize_terminal(50, 12)
        await settle(pilot)
        assert LOYALTY in screen_text(pilot)


async def test_a_screen_reader_gets_words_for_signs(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE, config=replace(CONFIG, plain=True)) as pilot:
        await press(pilot, "3", "j")
        text = screen_text(pilot)
        assert "Ana Lima" in text
        assert "●" not in text
