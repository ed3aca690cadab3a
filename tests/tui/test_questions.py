"""Keys on buttons: one letter is yes, from wherever the focus is, and every button says the key it is bound to now."""

from pathlib import Path

import pytest
from textual.widgets import Button

from ridealong.config import Config
from ridealong.tui.dialogs.keys import KeysDialog
from thorough import few, thorough_only

from .driving import Open, look_for, press, screen_text


@thorough_only
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


Case = tuple[str, tuple[str, ...], dict[str, str], str, str]
"""Section and keys that lead to a dialog, keys bound anew, what a button says then, and what none does."""
BUTTONS: tuple[Case, ...] = (
    ("plan", ("j", "s"), {"placing.why": "f6"}, "Why (F6)", "Why (w)"),
    ("plan", ("j", "s"), {"list.open": "f6"}, "Place (F6)", "Place (Enter)"),
    ("plan", ("j", "m"), {"list.open": "f6"}, "Move (F6)", "Move (Enter)"),
    ("plan", ("j", "K"), {"pin.host": "f6"}, "in whatever week (F6)", "week (h)"),
    ("plan", ("P",), {"publishing.invites": "f6"}, "invites (F6)", "invites (i)"),
    ("plan", ("P",), {"dialog.leave": "f6"}, "Not now (F6)", "(Esc)"),
    ("plan", ("W",), {"finding.choose": "f6,enter"}, "Choose (F6)", "(Enter)"),
    ("people", ("b",), {"ill.copy-text": "f6"}, "Copy the text (F6)", "(y)"),
    ("people", ("b",), {"ill.settle": "f6"}, "Do it (F6)", "(Enter)"),
    ("people", ("n",), {"form.accept": "f6"}, "(F6)", "(Enter)"),
    ("people", ("f1",), {"dialog.leave": "f6"}, "Close (F6)", "(Esc)"),
    ("people", ("i",), {"form.accept": "f6"}, "Look (F6)", "(Enter)"),
)


@pytest.mark.parametrize("case", few(BUTTONS, 4), ids=lambda case: case[3])
async def test_a_button_says_the_key_that_does_the_same_now(opened: Open, company: Path, case: Case) -> None:
    section, keys, bound, said, not_said = case
    async with opened(company, section=section, size=(120, 36), config=Config(keys=bound)) as pilot:
        await press(pilot, *keys)
        assert pilot.app.screen.is_modal
        labels = "".join(f" {button.label} " for button in pilot.app.screen.query(Button))
        shown = labels + screen_text(pilot)
        assert said in shown
        assert not_said not in shown


async def test_the_key_that_looks_ahead_is_on_its_button(opened: Open, published: Path) -> None:
    async with opened(published, section="invites", config=Config(keys={"export.look": "f6"})) as pilot:
        await press(pilot, "x")
        assert "What would be written (F6)" in screen_text(pilot)
        await press(pilot, "f6")
        assert "Would be written into" in screen_text(pilot)


@thorough_only
async def test_what_leaves_a_form_at_the_second_time_is_named_by_its_key(opened: Open, company: Path) -> None:
    async with opened(company, config=Config(keys={"dialog.leave": "f6"})) as pilot:
        await press(pilot, "n", *"ana", "f6")
        assert "F6 once more throws away what you typed" in screen_text(pilot)
