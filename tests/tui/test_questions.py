"""Questions before something is done: one letter is yes, from wherever the focus is, and the button says which."""

from pathlib import Path

from ridealong.config import Config
from ridealong.tui.dialogs.keys import KeysDialog

from .driving import Open, look_for, press, screen_text


async def test_one_letter_publishes_whatever_the_dialog_shows(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "3", "P")
        assert "Publish 6 pairings (y)" in screen_text(pilot)
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, KeysDialog)
        await look_for(pilot, "yes: do")
        assert "Yes: do what is asked" in screen_text(pilot)
        await press(pilot, "escape", "i", "tab", "y")
        assert not pilot.app.screen.is_modal
        assert "0 drafts" in screen_text(pilot)
        await press(pilot, "P", "y")
        assert pilot.app.screen.is_modal, "there is nothing to say yes to"
        await press(pilot, "escape", "j", "d")
        assert "Cancel it (y)" in screen_text(pilot)
        await press(pilot, "y")
        assert "cancelled" in screen_text(pilot)


async def test_the_letter_for_yes_can_be_another(opened: Open, company: Path) -> None:
    async with opened(company, config=Config(keys={"question.agree": "f8"})) as pilot:
        await press(pilot, "3", "P")
        assert "Publish 6 pairings (F8)" in screen_text(pilot)
        await press(pilot, "y")
        assert pilot.app.screen.is_modal
        await press(pilot, "f8")
        assert "0 drafts" in screen_text(pilot)
