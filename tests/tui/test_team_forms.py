"""What forms of composite teams and their slots take beside the usual: an hour cleared, topics that nobody knows."""

from pathlib import Path

import pytest

from thorough import thorough_only

from .driving import Open, fill, press, settle, toasts
from .together import defined, with_team

WIDE = (160, 45)


@pytest.fixture
def built_team(company: Path) -> Path:
    return with_team(company)


@thorough_only
async def test_a_team_whose_hour_is_emptied_meets_when_its_program_says(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "e")
        await fill(pilot, "weekday", "Tuesday")
        await press(pilot, "enter")
        assert "saved" in toasts(pilot)
        await settle(pilot)
        meets = defined(built_team).meets
        assert meets is not None
        assert meets.weekday == 1
        await press(pilot, "e")
        for name in ("weekday", "time", "minutes"):
            await fill(pilot, name, "")
        await press(pilot, "enter")
        await settle(pilot)
    assert defined(built_team).meets is None


@thorough_only
async def test_a_topic_that_nobody_knows_is_noticed_and_taken(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "e")
        await fill(pilot, "must", "Sanskrit")
        await press(pilot, "enter")
        assert "Nobody knows 'Sanskrit'" in toasts(pilot)
    assert any("Sanskrit" in slot.must for slot in defined(built_team).slots)
