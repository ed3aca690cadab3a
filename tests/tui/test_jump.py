"""Jump mode: a letter on everything that can be gone to or pressed."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Button

from ridealong.tui.jump import JumpOverlay, Letter
from ridealong.tui.widgets.field import Choice, Field
from thorough import thorough_only

from .driving import Open, press, screen_text, settle


def letters(pilot: Pilot[None]) -> dict[str, tuple[int, int]]:
    """Each letter, and the cell at which it stands."""
    return {one.spot.letter: (one.spot.x, one.spot.y) for one in pilot.app.screen.query(Letter)}


async def test_letters_stand_on_the_filter_the_list_and_the_sections(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "ctrl+g")
        found = letters(pilot)
        assert list(found)[:2] == ["a", "s"]
        sections = [letter for letter, (_, y) in found.items() if y == 0]
        assert len(sections) == 7
        assert all(f"[{letter}]" in screen_text(pilot) for letter in found)
        await press(pilot, "a", *"hugo")
        assert "1 person" in screen_text(pilot)
        await press(pilot, "escape", "semicolon", sections[-1])
        assert pilot.app.current_mode == "programs"


async def test_any_other_key_stays_where_one_was(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2")
        before = pilot.app.screen, pilot.app.focused
        for key in ("escape", "1", "ctrl+g", "f1"):
            await press(pilot, "ctrl+g", key)
            assert (pilot.app.screen, pilot.app.focused) == before


@thorough_only
async def test_in_a_form_a_letter_goes_to_a_field_takes_an_option_or_presses_a_button(
    opened: Open, company: Path
) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "n")
        form = pilot.app.screen
        wanted = {
            "field": form.query_one("#field-email", Field).input.region.offset,
            "option": form.query_one("#field-side", Choice).region.offset,
            "button": form.query_one("#cancel", Button).region.offset,
        }
        await press(pilot, "ctrl+g")
        assert isinstance(pilot.app.screen, JumpOverlay)
        at = {cell: letter for letter, cell in letters(pilot).items()}
        await press(pilot, at[wanted["field"]])
        assert pilot.app.focused is form.query_one("#field-email", Field).input
        await press(pilot, "ctrl+g")
        last = max((x, y) for x, y in at if y == wanted["option"].y)
        await press(pilot, at[last])
        assert form.query_one("#field-side", Choice).chosen == "marketing"
        await press(pilot, "escape", "ctrl+g", at[wanted["button"]])
        assert "Add a person" not in screen_text(pilot)


async def test_a_letter_can_be_clicked(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "ctrl+g")
        x, y = next((x, y) for x, y in letters(pilot).values() if y == 0 and x > 60)
        await pilot.click(offset=(x, y))
        await settle(pilot)
        assert pilot.app.current_mode == "programs"
        await press(pilot, "ctrl+g")
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert not isinstance(pilot.app.screen, JumpOverlay)
