"""What was typed is not lost by leaving: neither by Esc, nor by quitting, nor by the keys of sections."""

from pathlib import Path

from textual.events import Key

from ridealong.tui.widgets.field import Field
from thorough import thorough_only

from .driving import Open, fill, press, screen_text, settle


async def test_quitting_with_something_typed_says_so_first(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "n")
        await fill(pilot, "name", "Zoe Zimmer")
        await press(pilot, "ctrl+q")
        assert "Ctrl+Q once more throws away what you typed" in screen_text(pilot)
        assert pilot.app.is_running
        await fill(pilot, "name", "Zoe Zimmermann")
        assert "once more" not in screen_text(pilot)
        await press(pilot, "ctrl+q")
        assert not pilot.app._exit
        await pilot.press("ctrl+q")
        assert pilot.app._exit


async def test_the_cursor_of_the_screen_behind_is_no_part_of_a_dialog(opened: Open, company: Path) -> None:
    def cursors() -> int:
        return sum(line.startswith("›") for line in screen_text(pilot).splitlines())

    async with opened(company) as pilot:
        await press(pilot, "2")
        assert cursors() == 1
        await press(pilot, "i")
        assert "Ana Lima" in screen_text(pilot)
        assert cursors() == 0
        await press(pilot, "escape")
        assert cursors() == 1


@thorough_only
async def test_digits_and_other_keys_of_the_screen_behind_do_nothing_in_a_form(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "n")
        await fill(pilot, "name", "Zoe")
        await press(pilot, "tab", "tab")
        form, before = pilot.app.screen, pilot.app.focused
        for key in ("3", "q", "ctrl+p"):
            await press(pilot, key)
            assert (pilot.app.screen, pilot.app.focused) == (form, before), key
        await pilot.click(offset=(30, 0))
        await press(pilot, "f1", "escape", "ctrl+g", "escape")
        assert pilot.app.screen is form
        assert "Zoe" in screen_text(pilot)


async def test_what_is_typed_right_after_a_tab_goes_to_the_next_field(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "a")
        # All at once, as a fast typist or a macro of the terminal does it, without waiting for the screen.
        for letter in "2027-04-19\t2027-04-23\tcourse":
            pilot.app.post_message(Key("tab", None) if letter == "\t" else Key(letter, letter))
        await settle(pilot)
        assert [field.text for field in pilot.app.screen.query(Field)][:3] == ["2027-04-19", "2027-04-23", "course"]
