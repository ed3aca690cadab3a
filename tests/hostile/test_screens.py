"""Screens of a hostile company: nothing steers the terminal or is taken for markup, and every line fits."""

import asyncio
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Input

from conftest import CONFIG, TODAY, NewDesk
from ridealong.domain.days import FixedClock
from ridealong.domain.wording import printable
from ridealong.tui.app import RidealongApp
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import fitted
from thorough import examples, thorough_only
from tui.conftest import opened, own_config
from tui.driving import Open, press, settle, toasts

from .company import planned
from .texts import ESCAPES, LONG, MARKUP, TEXTS, all_kinds, steering

__all__ = ["opened", "own_config"]

WIDTH = 80

SHORT = ("e", "escape", "1", "j", "j", "3", "P", "escape", "7", "d", "escape")
LONGER = (
    "enter", "full_stop", "escape", "v", "y", "d", "3", "a", "j", "e", "escape", "escape", "j", "T", "escape",
    "w", "escape", "s", "escape", "P", "escape", "d", "escape",
    "4", "right", "c", "escape", "5", "m", "escape", "tab", "l", "G", "a", "e", "escape", "escape",
    "tab", "tab", "j", "x", "escape", "Z", "slash", "n", "escape", "n", "escape", "escape",
    "6", "enter", "escape", "tab", "j", "a", "escape",
    "1", "j", "b", "z", "escape", "7", "ctrl+p", "escape",
)  # fmt: skip
"""Keys that open everything there is to see: with a few more dialogs where texts are not all too long."""


def lines(pilot: Pilot[None]) -> list[str]:
    """What the terminal gets, line by line, once it is seen that it is harmless."""
    found = []
    for strip in pilot.app.screen._compositor.render_strips():
        text = "".join(segment.text for segment in strip)
        assert steering(text) == []
        assert cell_len(text) == WIDTH, repr(text)
        assert not any(segment.style and segment.style.link for segment in strip)
        found.append(text)
    return found


async def walk(pilot: Pilot[None], keys: tuple[str, ...]) -> str:
    """Press keys, look at the screen after each; returns everything that stood there."""
    seen = lines(pilot)
    for key in keys:
        await press(pilot, key)
        seen += lines(pilot)
        assert steering(toasts(pilot)) == []
        if isinstance(pilot.app.screen, Dialog):
            assert "(Esc)" in "".join(seen[-24:]), key
    return "\n".join(seen)


@pytest.mark.parametrize(
    ("company", "keys"),
    [("hostile", LONGER), pytest.param("long", SHORT, marks=thorough_only)],
    indirect=["company"],
)
async def test_every_screen_and_dialog_shows_a_hostile_company(
    opened: Open, company: Path, keys: tuple[str, ...]
) -> None:
    async with opened(company) as pilot:
        seen = await walk(pilot, keys)
        assert pilot.app.return_code in (None, 0)
    assert "mistake in the program" not in seen
    assert "[bold]x[/]" in seen or "xxxxxxxx" in seen


@thorough_only
@pytest.mark.parametrize("company", ["hostile"], indirect=True)
async def test_what_is_typed_into_a_filter_and_a_form_is_harmless(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        for section, texts in (("2", all_kinds()), ("3", ("\udc9b\x00",)), ("6", ("\x9b\udcff",))):
            await press(pilot, section, "slash")
            for text in texts:
                pilot.app.screen.query(Input).first().value = text
                await pilot.pause()
            await settle(pilot)
            lines(pilot)
            await press(pilot, "escape")
        await press(pilot, "2", "n")
        for field in pilot.app.screen.query(Input):
            field.value = "\x00".join(all_kinds())
        await settle(pilot)
        await press(pilot, "enter")
        lines(pilot)


@pytest.mark.parametrize("company", ["hostile"], indirect=True)
async def test_rows_that_are_copied_open_no_formula_and_no_line(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "slash")
        pilot.app.screen.query(Input).first().value = "SUM"
        await settle(pilot)
        await press(pilot, "enter", "V", "y")
        copied = pilot.app.clipboard
    assert "=1+1" in copied
    assert steering(copied.replace("\t", " ")) == []
    assert not any(cell.startswith(tuple("=+-@＝＋－＠")) for cell in re.split("[\t\n]", copied))


async def test_toasts_and_titles_take_anything(opened: Open) -> None:
    async with opened() as pilot:
        for text in ("".join(all_kinds()), LONG[1]):
            pilot.app.notify(text, title=text[:80], severity="error")
            await settle(pilot)
            assert any(line.strip() == "" for line in lines(pilot))
            pilot.app.clear_notifications()
        pilot.app.notify("".join(MARKUP))
        await settle(pilot)
        assert "".join(MARKUP)[:30] in "".join(lines(pilot))


@thorough_only
@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=7, max_size=7))
def test_any_company_is_shown(new_desk: NewDesk, tmp_path: Path, texts: list[str]) -> None:
    desk = new_desk()
    planned(desk, texts)
    app = RidealongApp(desk.store.where, clock=FixedClock(TODAY), config=CONFIG, config_file=tmp_path / "config.toml")

    async def look() -> None:
        async with app.run_test(size=(WIDTH, 24), notifications=True) as pilot:
            await settle(pilot)
            await walk(pilot, ("enter", "3", "w", "escape", "4", "5", "7"))
        app.close_down()

    asyncio.run(look())


@settings(max_examples=examples(50), deadline=None)
@given(TEXTS | st.sampled_from(LONG), st.integers(1, 60))
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, width: int) -> None:
    cell = fitted(printable(text), width)
    assert cell_len(cell) == width
    assert cell_len(f"│{cell}│") == width + 2
    assert steering(cell) == []


@settings(max_examples=examples(50), deadline=None)
@given(TEXTS | st.sampled_from((*LONG, "\ud800\x00")))
def test_what_is_shown_is_shown_alike_a_second_time(text: str) -> None:
    once = printable(text)
    assert steering(once) == []
    assert printable(once) == once


def test_nothing_is_left_out_that_could_mislead() -> None:
    for text in ESCAPES:
        assert "\\x" in printable(text)
    assert printable("a\u202eb") == "a\\u202eb"
    assert printable("\U0001f469\u200d\U0001f4bb \u2764\ufe0f") == "\U0001f469\U0001f4bb \u2764"
    for text in ("علی\u200cرضا", "\u0915\u094d\u200d\u0937", "Zoë", "e\u0301"):
        assert printable(text) == text
    assert printable("An\u200da") == "An\\u200da"
    assert printable("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + "\\u0301" * 2
    assert printable("\u3164") == "\\u3164"
