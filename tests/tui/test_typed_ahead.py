"""What is typed in haste arrives whole: keys go to what an earlier one has opened."""

from pathlib import Path

from textual.events import Key
from textual.pilot import Pilot

from ridealong.tui.widgets.field import Field

from .driving import Open, press, screen_text, settle


async def in_one_go(pilot: Pilot[None], *keys: str) -> None:
    """Press keys without waiting for what any of them does, as a macro does, or a slow line to another machine."""
    for key in keys:
        pilot.app.post_message(Key(key, None if len(key) > 1 else key))
    await settle(pilot)


async def test_a_filter_has_all_letters_that_follow_its_key(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await in_one_go(pilot, "slash", *"hugo")
        assert "People  hugo" in screen_text(pilot)
        assert "Hugo Costa" in screen_text(pilot)
        assert "Ana Lima" not in screen_text(pilot)


async def test_a_form_takes_what_was_typed_while_it_opened(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await in_one_go(pilot, "n", *"Zoe Zimmer")
        assert pilot.app.screen.query_one("#field-name", Field).input.value == "Zoe Zimmer"


async def test_the_palette_looks_for_what_was_typed_while_it_opened(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await in_one_go(pilot, "ctrl+p", *"hugo costa")
        assert "hugo costa" in screen_text(pilot).lower()


async def test_keys_before_and_after_another_section_do_what_they_would_do_slowly(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "j")
        slowly = screen_text(pilot)
        await press(pilot, "k")
        assert screen_text(pilot) != slowly
        await in_one_go(pilot, "j", "j", "3", "2", "k")
        assert screen_text(pilot) == slowly
