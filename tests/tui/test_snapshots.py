"""Pictures of the main screens at two sizes; `pytest tests/tui/test_snapshots.py --snapshot-update` takes new ones."""

from collections.abc import Awaitable, Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ridealong.config import Config
from ridealong.domain.days import FixedClock
from ridealong.tui.app import RidealongApp

from .conftest import CONFIG, ORGANIZER, TODAY
from .driving import press, settle

TAKEN_WITH = "8.2.8"

pytestmark = pytest.mark.skipif(
    version("textual") != TAKEN_WITH, reason=f"pictures were taken with Textual {TAKEN_WITH}, others draw differently"
)

SIZES = {"80x24": (80, 24), "120x36": (120, 36)}
SCREENS = {
    "today": [],
    "people": ["2", "j"],
    "plan": ["3", "j"],
    "board": ["4", "l"],
    "history": ["5"],
    "publish": ["3", "P"],
    "new-program": ["7", "n"],
}
ANSWERS = {"answers": ["6", "tab"], "answer": ["6", "tab", "a"]}


def after(keys: list[str]) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def run(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *keys)
        pilot.app.clear_notifications()
        # A cursor that blinks is in some pictures and not in others.
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
        await settle(pilot)

    return run


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screens_look_as_they_did(screen: str, size: str, company: Path, snap_compare: Callable[..., bool]) -> None:
    app = RidealongApp(company, clock=FixedClock(TODAY), config=CONFIG)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=after(SCREENS[screen]))
    app.close_down()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", ANSWERS)
def test_answers_look_as_they_did(screen: str, size: str, declined: Path, snap_compare: Callable[..., bool]) -> None:
    app = RidealongApp(declined, clock=FixedClock(TODAY), config=CONFIG)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=after(ANSWERS[screen]))
    app.close_down()


def test_the_light_colours_look_as_they_did(company: Path, snap_compare: Callable[..., bool]) -> None:
    app = RidealongApp(company, clock=FixedClock(TODAY), config=Config(organizer=ORGANIZER, theme="ridealong-light"))
    assert snap_compare(app, terminal_size=(80, 24), run_before=after(["3", "j", "v"]))
    app.close_down()


def test_the_first_start_looks_as_it_did(tmp_path: Path, snap_compare: Callable[..., bool]) -> None:
    app = RidealongApp(tmp_path / "new.db", clock=FixedClock(TODAY), config=CONFIG)
    assert snap_compare(app, terminal_size=(80, 24), run_before=after([]))
    app.close_down()
