"""Embeds in the history and on the page of a person."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from ridealong.tui.screens.person import PersonScreen
from services.teams.made import ENGINEER, PLANNER, composite, embed, team
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, look_for, press, screen_text, settle


@pytest.fixture
def embedded(company: Path) -> Path:
    """Ana and Grace are in one team for eight weeks."""
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    composite(desk)
    made = team(desk)
    embed(desk, made, ENGINEER, address("Ana Lima"))
    embed(desk, made, PLANNER, address("Grace Berg"))
    desk.close()
    return company


async def to_teams(pilot: Pilot[None]) -> None:
    for _ in range(6):
        await press(pilot, "tab")


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 30), marks=thorough_only)])
async def test_the_teams_of_the_history_are_listed_with_share_and_weeks(
    opened: Open, embedded: Path, size: tuple[int, int]
) -> None:
    async with opened(embedded, section="history", size=size) as pilot:
        await to_teams(pilot)
        text = screen_text(pilot)
        assert "History › teams" in text
        assert "2 embeds" in text
        row = next(line for line in text.splitlines() if "Ana Lima" in line)
        assert "Loyalty app" in row
        assert "40 %" in row
        await press(pilot, "slash")
        await look_for(pilot, "it:ana")
        assert "1 embed" in screen_text(pilot)
        assert "with 1 person of" in screen_text(pilot)
        assert "40 % of a week, 3.2 weeks of work" in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, PersonScreen)


async def test_without_teams_it_says_where_they_come_from(opened: Open, company: Path) -> None:
    async with opened(company, section="history") as pilot:
        await to_teams(pilot)
        assert "Nobody has been in a composite team yet." in screen_text(pilot)


@thorough_only
async def test_the_page_of_a_person_shows_embeds_ahead_and_in_the_history(opened: Open, embedded: Path) -> None:
    async with opened(embedded, section="people", size=(100, 60)) as pilot:
        await press(pilot, "slash")
        await look_for(pilot, "ana lima")
        await press(pilot, "enter", "enter")
        await settle(pilot)
        text = screen_text(pilot)
        assert "1 embed (3.2 weeks)" in text
        assert "40 % 11 Jan" in text
        assert "■" in text
        assert "embedded 40 %, Data engineer, Embeds" in text


async def test_the_list_of_people_shows_the_team_that_comes_next_and_what_it_takes(
    opened: Open, embedded: Path
) -> None:
    async with opened(embedded, section="people", size=(160, 40)) as pilot:
        await press(pilot, "slash")
        await look_for(pilot, "ana lima")
        text = screen_text(pilot)
        row = next(line for line in text.splitlines() if "Ana Lima" in line)
        assert "11 Jan in Loyalty app" in row
        assert "25 %" in row
        assert "next 13 weeks: 1 embed (3.2 weeks), 25 % of a week" in text


async def test_charts_have_a_line_for_each_week_in_which_people_are_embedded(opened: Open, embedded: Path) -> None:
    async with opened(embedded, section="history", size=(120, 60)) as pilot:
        await press(pilot, "tab")
        while "Embedded in composite teams" not in screen_text(pilot):
            await press(pilot, "tab")
        lines = screen_text(pilot).splitlines()
        at = next(number for number, line in enumerate(lines) if "Embedded in composite teams" in line)
        # Coming ones are shown for eight weeks, this one included.
        assert all("0.9 weeks of 2 people" in line for line in lines[at + 1 : at + 8])
        assert "11 Jan" in lines[at + 7]
