"""Pins that contradict each other when teams are formed from the team builder, and the ways out of that."""

from dataclasses import replace
from pathlib import Path

import pytest

from ridealong.domain.composite_teams import DemandKind
from ridealong.services.people import limits
from ridealong.services.teams import defining, demands
from ridealong.services.teams.defining import NewTeam
from ridealong.tui.screens.teams import TeamsScreen
from thorough import thorough_only

from .coffee import at_desk
from .conftest import address
from .driving import Open, fill, press, screen_text, toasts
from .together import LOYALTY, SLOTS, TOGETHER, defined, with_program, with_team

SMALL = (80, 24)
WIDE = (160, 45)


@pytest.fixture
def apart(company: Path) -> Path:
    """Two people who are kept apart are pinned into one team."""
    path = with_team(company)
    desk = at_desk(path)
    limits.add_apart(desk, address("Ana Lima"), address("Grace Berg"), "xyzzy")
    demands.ask(desk, TOGETHER, LOYALTY, DemandKind.PIN, email=address("Ana Lima"), slot=1)
    demands.ask(desk, TOGETHER, LOYALTY, DemandKind.PIN, email=address("Grace Berg"), slot=2)
    desk.close()
    return path


async def test_pins_that_contradict_each_other_are_told_with_each_way_out(opened: Open, apart: Path) -> None:
    async with opened(apart, size=SMALL) as pilot:
        await press(pilot, "3", "r")
        text = screen_text(pilot)
        assert f"The teams of {TOGETHER} cannot be formed" in text
        assert "Ana Lima and Grace Berg are kept apart" in text
        assert "It would work if" in text
        assert "›○ Ana Lima were not pinned in slot 1 (Data engineer)" in " ".join(text.replace("│", " ").split())
        assert "xyzzy" not in text
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, TeamsScreen)
    assert len(defined(apart).demands) == 2


@thorough_only
async def test_enter_takes_the_pin_back_that_the_cursor_is_on(opened: Open, apart: Path) -> None:
    async with opened(apart, size=SMALL) as pilot:
        await press(pilot, "3", "r", "down")
        assert "Take the pin back (Enter)" in screen_text(pilot)
        await press(pilot, "enter")
        assert "is pinned there no longer" in toasts(pilot)
        await press(pilot, "r")
        assert "slots filled" in toasts(pilot)
    assert [one.email for one in defined(apart).demands] == [address("Ana Lima")]


@thorough_only
async def test_a_pin_that_breaks_a_rule_by_itself_is_taken_back_alone(opened: Open, company: Path) -> None:
    path = with_team(company)
    desk = at_desk(path)
    demands.ask(desk, TOGETHER, LOYALTY, DemandKind.EXCLUSION, email=address("Ana Lima"))
    demands.ask(desk, TOGETHER, LOYALTY, DemandKind.PIN, email=address("Ana Lima"), slot=1)
    desk.close()
    async with opened(path, size=SMALL) as pilot:
        await press(pilot, "3", "r")
        assert "cannot be formed" in screen_text(pilot)
        await press(pilot, "enter")
        assert "is pinned there no longer" in toasts(pilot)
    assert [one.kind for one in defined(path).demands] == [DemandKind.EXCLUSION]


@thorough_only
async def test_what_a_slot_needs_and_how_many_a_team_needs_are_edited(opened: Open, company: Path) -> None:
    path = with_program(company)
    desk = at_desk(path)
    slots = (SLOTS[0], replace(SLOTS[1], must=("Sanskrit",)))
    defining.create(desk, TOGETHER, NewTeam(name=LOYALTY, slots=slots, least=2))
    demands.ask(desk, TOGETHER, LOYALTY, DemandKind.PIN, email=address("Ana Lima"), slot=1)
    desk.close()
    async with opened(path, size=WIDE) as pilot:
        await press(pilot, "3", "r", "end")
        assert "Edit the slot (Enter)" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Sanskrit" in screen_text(pilot)
        await fill(pilot, "must", "Branding")
        await press(pilot, "enter", "r")
        assert "2 of 2 slots filled" in toasts(pilot)
