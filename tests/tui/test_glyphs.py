"""Signs and letters that a terminal cannot show are written in ASCII, and nothing moves for that."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from ridealong.config import Config
from ridealong.domain.days import FixedClock
from ridealong.tui import glyphs
from ridealong.tui.app import RidealongApp
from ridealong.tui.glyphs import TWINS, AsciiFilter, in_ascii
from ridealong.tui.terminal import Terminal, look_at_terminal
from ridealong.tui.widgets.board_signs import EMPTY, OVER, SIGNS
from thorough import thorough_only

from .conftest import ORGANIZER, TODAY
from .driving import press, screen_text, settle

SCREENS = Path(glyphs.__file__).parent


def signs_of(path: Path) -> set[str]:
    texts = [node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)]
    return {sign for text in texts if isinstance(text, str) for sign in text if not sign.isascii()}


@thorough_only
def test_every_sign_of_the_screens_has_an_ascii_twin() -> None:
    used = {sign: path.name for path in SCREENS.rglob("*.py") if path.name != "glyphs.py" for sign in signs_of(path)}
    assert used
    assert {sign: where for sign, where in used.items() if sign not in TWINS} == {}


def test_twins_are_ascii_and_as_wide_as_what_they_stand_for() -> None:
    assert {sign: twin for sign, twin in TWINS.items() if not twin.isascii() or len(twin) != cell_len(sign)} == {}


def test_what_differs_on_the_board_differs_in_ascii() -> None:
    signs = {sign for filled, draft, _tone in SIGNS.values() for sign in (filled, draft)} | {EMPTY[0], OVER[0], "─"}
    assert len({TWINS[sign] for sign in signs}) == len(signs)


@given(st.text(), st.sampled_from(["ascii", "iso-8859-1", "utf-8"]))
def test_any_text_stays_as_wide_and_the_encoding_can_carry_it(text: str, encoding: str) -> None:
    text = "".join(one for one in text if one.isprintable())
    written = in_ascii(text, encoding)
    assert cell_len(written) == cell_len(text)
    written.encode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("Chloé Straße", "ascii", "Chloe Strase"),
        ("Chloé Łódź", "iso-8859-1", "Chloé Lódz"),
        ("Chloé Łódź …", "utf-8", "Chloé Łódź ~"),
        ("日本", "ascii", "????"),
        ("╭─╮│╰┴╯ ━─ █░", "ascii", "+-+|+++ =- #."),
        ("⣿⠀➜▗", "utf-8", ": >#"),
    ],
)
def test_letters_become_the_nearest_ones_only_where_they_must(text: str, encoding: str, written: str) -> None:
    assert in_ascii(text, encoding) == written


FULL = Terminal()
CONSOLE = Terminal(signs=False, few_colors=True)


@pytest.mark.parametrize(
    ("environ", "terminal"),
    [
        ({"TERM": "xterm-256color", "LANG": "en_US.UTF-8"}, FULL),
        ({"TERM": "xterm-256color"}, FULL),
        ({"TERM": "tmux", "LANG": "C", "LC_CTYPE": "C.UTF-8"}, FULL),
        ({"TERM": "linux", "LANG": "de_DE.utf8"}, CONSOLE),
        ({"TERM": "linux", "LC_ALL": "C", "LANG": "de_DE.UTF-8"}, Terminal(False, "ascii", True)),
        ({"TERM": "xterm-16color", "LC_ALL": "POSIX"}, Terminal(False, "ascii", True)),
        ({"TERM": "xterm", "LANG": "de_DE@euro"}, Terminal(False, "iso-8859-1")),
        ({"TERM": "xterm", "LANG": "de_DE.klingon"}, Terminal(False, "ascii")),
        ({"TERM": "dumb", "LANG": "en_US.UTF-8"}, Terminal(signs=False)),
        ({"LANG": "en_US.UTF-8"}, Terminal(signs=False)),
        ({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "standard"}, Terminal(few_colors=True)),
        ({"TERM": "xterm-16color", "COLORTERM": "truecolor"}, FULL),
    ],
)
def test_what_a_terminal_can_show_is_told_by_its_name_and_the_language(
    environ: dict[str, str], terminal: Terminal
) -> None:
    assert look_at_terminal(environ) == terminal


async def pictures(company: Path, terminal: Terminal, glyphs: str = "auto") -> list[str]:
    """What stands on some screens, each as its lines."""
    config = Config(organizer=ORGANIZER, glyphs=glyphs)
    app = RidealongApp(company, clock=FixedClock(TODAY), config=config, terminal=terminal)
    texts = []
    async with app.run_test() as pilot:
        for keys in (["3"], ["4"]):
            await press(pilot, *keys)
            texts.append(screen_text(pilot))
    app.close_down()
    return texts


def test_a_scroll_bar_ends_with_a_blank_where_there_are_no_parts_of_cells() -> None:
    held, free = Style(meta={"@mouse.down": "grab"}), Style(bold=True)
    drawn = AsciiFilter("ascii").apply([Segment("▇", held), Segment("▇", free), Segment("▲", held)], Color(0, 0, 0))
    assert [segment.text for segment in drawn] == [" ", TWINS["▇"], TWINS["▲"]]


@thorough_only
async def test_the_screens_stay_as_they_are_but_for_the_signs(company: Path) -> None:
    usual = await pictures(company, Terminal())
    plainest = await pictures(company, Terminal(signs=False, encoding="ascii"))
    chosen = await pictures(company, Terminal(), glyphs="ascii")
    assert plainest == ["\n".join(map(in_ascii, text.split("\n"))) for text in usual]
    assert chosen == ["\n".join(in_ascii(line, "utf-8") for line in text.split("\n")) for text in usual]
    for before, after in zip(usual, plainest, strict=True):
        assert not before.isascii()
        assert after.isascii()
        assert [cell_len(line) for line in after.split("\n")] == [cell_len(line) for line in before.split("\n")]
    assert "Chloé" in "".join(chosen)
    assert "Chloe" in "".join(plainest)


async def test_signs_can_be_asked_for_on_any_terminal(company: Path) -> None:
    config = Config(organizer=ORGANIZER, glyphs="unicode")
    app = RidealongApp(company, clock=FixedClock(TODAY), config=config, terminal=Terminal(signs=False))
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert "▶ visits" in screen_text(pilot)
    app.close_down()
