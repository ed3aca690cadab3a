"""What stands behind a dialog: no sign of a cursor, which would seem to be part of the dialog."""

from pathlib import Path

import pytest

from thorough import few

from .driving import Open, press, screen_text


@pytest.mark.parametrize("keys", few(["5", "4", "5 tab", "5 tab tab tab", "4 T"], 2))
async def test_behind_a_dialog_no_list_has_the_sign_of_its_cursor(keys: str, opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, *keys.split())
        assert any(line.startswith("›") for line in screen_text(pilot).splitlines())
        await press(pilot, "f1")
        assert pilot.app.screen.is_modal
        assert not any(line.startswith("›") for line in screen_text(pilot).splitlines())
        await press(pilot, "escape")
        assert any(line.startswith("›") for line in screen_text(pilot).splitlines())


async def test_behind_a_dialog_the_board_has_no_brackets_around_a_cell(opened: Open, published: Path) -> None:
    async with opened(published, section="board", size=(200, 40)) as pilot:
        assert "[·" in screen_text(pilot)
        await press(pilot, "f1")
        assert "Ben King" in screen_text(pilot)
        assert "[·" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "[·" in screen_text(pilot)
