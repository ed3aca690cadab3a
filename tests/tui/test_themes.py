"""Whoever reads the screens can read them: contrast, few colours, no colours; and the choice is kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from textual.color import Color
from textual.pilot import Pilot

from ridealong.config import load_config
from ridealong.domain.days import FixedClock
from ridealong.tui import themes
from ridealong.tui.app import RidealongApp
from ridealong.tui.terminal import Terminal
from ridealong.tui.widgets.field import Choice
from thorough import thorough_only

from .conftest import CONFIG, TODAY
from .driving import Open, look_for, press, screen_text, settle, toasts

ENOUGH = 4.5
"""The contrast of text that WCAG 2 wants at its level AA."""
PLENTY = 7.0
"""The same at its level AAA."""
OURS = {
    "ridealong-dark": ENOUGH,
    "ridealong-light": ENOUGH,
    "ridealong-contrast-dark": PLENTY,
    "ridealong-contrast-light": PLENTY,
}


def luminance(color: Color) -> float:
    """The relative luminance, after WCAG 2."""
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """How well one colour is read on another: from 1 to 21, after WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


def written(pilot: Pilot[None]) -> Iterator[tuple[str, float]]:
    """All text on the screen, each piece with its contrast; what lies behind a dialog is faint on purpose."""
    screen = pilot.app.screen
    box = screen.query_one("#box").region if screen.is_modal else screen.region
    for strip in screen._compositor.render_strips()[box.y : box.bottom]:
        for segment in strip.crop(box.x, box.right):
            text, style = segment.text.strip("─━│╭╮╰╯▔▌▐▊▎·┊▁▂▃▄▅▆▇█ \n"), segment.style
            if not text or style is None or style.color is None or style.bgcolor is None:
                continue
            yield text, contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))


@thorough_only
async def test_all_text_of_our_themes_can_be_read(opened: Open, declined: Path) -> None:
    faint: set[tuple[str, str, float]] = set()
    async with opened(declined, size=(120, 36)) as pilot:
        await press(pilot, "2", "v")
        for theme, least in OURS.items():
            pilot.app.theme = theme
            for keys in (["3"], ["2", "n"]):
                await press(pilot, *keys)
                faint |= {(theme, text, round(found, 1)) for text, found in written(pilot) if found < least}
            await press(pilot, "escape")
    assert sorted(faint) == []


@pytest.mark.parametrize("theme", sorted({*themes.theme_names()}))
def test_every_theme_has_what_our_style_sheets_need(theme: str, tmp_path: Path) -> None:
    app = RidealongApp(tmp_path / "a.db", config=replace(CONFIG, theme=theme))
    assert app.theme == theme
    variables = app.get_css_variables()
    assert {"muted", "list-cursor", "list-cursor-blurred", "list-marked"} <= variables.keys()
    app.close_down()


@pytest.mark.parametrize(
    ("chosen", "taken"),
    [("", "ansi-dark"), ("ridealong-light", "ansi-light"), ("nord", "ansi-dark"), ("ansi-light", "ansi-light")],
)
def test_a_terminal_with_few_colours_gets_its_own_ones(chosen: str, taken: str, tmp_path: Path) -> None:
    config = replace(CONFIG, theme=chosen)
    app = RidealongApp(tmp_path / "a.db", config=config, terminal=Terminal(few_colors=True))
    assert app.theme == taken
    app.close_down()


def reversed_lines(pilot: Pilot[None]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return [
        "".join(segment.text for segment in strip)
        for strip in strips
        if sum(len(one.text) for one in strip if one.style is not None and one.style.reverse) > 20
    ]


@thorough_only
@pytest.mark.parametrize("few_colors", [True, False])
async def test_without_colours_the_cursor_and_the_focus_are_seen(
    company: Path, few_colors: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not few_colors:
        monkeypatch.setenv("NO_COLOR", "1")
    app = RidealongApp(company, clock=FixedClock(TODAY), config=CONFIG, terminal=Terminal(few_colors=few_colors))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "2", "g", "v")
        lines = reversed_lines(pilot)
        assert [line[:14] for line in lines] == ["›  Ana Lima   "]
        assert " ● [/x] Esra" in screen_text(pilot)
        await press(pilot, "n")
        app.screen.query(Choice).first().focus()
        await settle(pilot)
        assert any("● IT" in line for line in reversed_lines(pilot))
        if not few_colors:
            colors = [
                color
                for strip in app.screen._compositor.render_strips()
                for segment in strip
                if segment.style
                for color in (segment.style.color, segment.style.bgcolor)
            ]
            assert all(is_grey(color) for color in colors if color is not None)
    app.close_down()


def is_grey(color: RichColor) -> bool:
    red, green, blue = color.get_truecolor()
    return red == green == blue


async def test_a_theme_that_is_chosen_is_kept(opened: Open, company: Path, own_config: Path) -> None:
    own_config.write_text('# mine\ncoordinator = "pat"\n')
    async with opened(company) as pilot:
        pilot.app.search_themes()
        await settle(pilot)
        await look_for(pilot, "ridealong-contrast-light")
        await press(pilot, "enter", "enter")
        assert pilot.app.theme == "ridealong-contrast-light"
        assert "Kept in" in toasts(pilot)
    assert load_config(own_config).theme == "ridealong-contrast-light"
    assert load_config(own_config).coordinator == "pat"
    assert own_config.read_text().startswith("# mine\n")


async def test_a_theme_that_cannot_be_kept_holds_all_the_same(opened: Open, company: Path, own_config: Path) -> None:
    own_config.write_text("theme = 'nord\n")
    async with opened(company) as pilot:
        assert isinstance(pilot.app, RidealongApp)
        pilot.app.look.keep_theme("ridealong-light")
        await settle(pilot)
        assert pilot.app.theme == "ridealong-light"
        assert "line 1" in toasts(pilot)
    assert own_config.read_text() == "theme = 'nord\n"
