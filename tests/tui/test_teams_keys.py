"""The keys of the team builder, the palette and the mouse."""

from pathlib import Path

import pytest

from ridealong.tui.actions import ACTIONS
from ridealong.tui.screens.teams import TeamsScreen
from thorough import thorough_only

from .driving import Open, look_for, press, screen_text, settle, toasts
from .together import built_team, empty, running

__all__ = ["built_team", "empty", "running"]

WIDE = (160, 45)


async def test_nothing_is_changed_where_the_database_is_read_only(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE, read_only=True) as pilot:
        await press(pilot, "3")
        for key in ("n", "e", "d", "plus", "a", "r", "R", "P", "p", "H", "greater_than_sign", "less_than_sign", "i"):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, TeamsScreen), key
        assert "open to read only" in toasts(pilot)


KEYS = [one.keys.partition(",")[0] for one in ACTIONS if one.place == "teams"] + ["r", "P", "c", "enter", "space"]


@thorough_only
@pytest.mark.parametrize("there_is", ["empty", "built_team", "running"])
async def test_no_key_ends_the_program(there_is: str, opened: Open, request: pytest.FixtureRequest) -> None:
    async with opened(request.getfixturevalue(there_is), size=(120, 36)) as pilot:
        await press(pilot, "3")
        for down in ((), ("j",)):
            await press(pilot, *down)
            for key in KEYS:
                await pilot.press(key)
                # Most keys open nothing and read nothing: to wait for these as well would take most of the time.
                if len(pilot.app.screen_stack) > 1 or any(not worker.is_finished for worker in pilot.app.workers):
                    await settle(pilot)
                assert pilot.app.return_code is None
                for _ in range(4):
                    if len(pilot.app.screen_stack) > 1:
                        await press(pilot, "escape")
                assert isinstance(pilot.app.screen, TeamsScreen), f"{key}: {screen_text(pilot)}"


@thorough_only
async def test_the_palette_knows_what_can_be_done_with_teams(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "ctrl+p")
        await look_for(pilot, "another slot")
        assert "Give the team another slot" in screen_text(pilot)
        await look_for(pilot, "swap hosts")
        assert "Swap hosts" not in screen_text(pilot)
        await look_for(pilot, "form the teams")
        assert "Plan the rounds, or form the teams" in screen_text(pilot)
        await press(pilot, "escape", "question_mark")
        assert "Candidates for this slot" in screen_text(pilot)


async def test_the_mouse_moves_folds_and_opens(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3")
        await pilot.click("#teams", offset=(10, 2))
        assert "1 (Data engineer) of" in screen_text(pilot)
        await pilot.click("#teams", offset=(10, 2), times=2)
        await settle(pilot)
        assert "Why this slot?" in screen_text(pilot)
