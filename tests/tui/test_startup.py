"""What must not be imported before the first paint, and what must not be waited for."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ridealong.config import Config
from ridealong.domain.days import FixedClock
from ridealong.tui.app import RidealongApp
from ridealong.tui.desk import Door

from .conftest import CONFIG, TODAY
from .driving import Open, press, screen_text, settle

FORBIDDEN = (
    *("sqlalchemy", "alembic", "ics", "arrow", "numpy", "ortools", "holidays", "click", "icalendar", "tomli_w"),
    *("textual.widgets._markdown", "textual.widgets._data_table"),
    *(f"ridealong.{package}" for package in ("services", "storage", "planning", "calendars", "exchange", "cli")),
)

FIRST_PAINT = """
import asyncio, sys
from ridealong.config import Config
from ridealong.tui.app import RidealongApp
from ridealong.tui.desk import Door
import ridealong.__main__, ridealong.tui.start
Door.desk = lambda self: (_ for _ in ()).throw(self.failure or RuntimeError())
async def paint():
    app = RidealongApp("nowhere.db", config=Config())
    from ridealong.tui.screens.section import SectionScreen
    SectionScreen._read_first = lambda self: None
    async with app.run_test() as pilot:
        await pilot.pause()
asyncio.run(paint())
print(*sorted(name for name in sys.modules))
"""


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    run = subprocess.run([sys.executable, "-c", FIRST_PAINT], capture_output=True, text=True, check=True)
    loaded = run.stdout.split()
    assert "ridealong.tui.screens.today" in loaded
    assert [name for name in FORBIDDEN if name in loaded] == []


@pytest.mark.parametrize("program", [["-m", "ridealong"], ["-c", "from ridealong.__main__ import main; main()"]])
def test_without_a_terminal_one_line_says_what_to_do(program: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, *program], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "--help" in run.stderr


async def test_the_frame_stands_before_the_database_is_open(
    opened: Open, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_open, real = threading.Event(), Door.desk

    def late(door: Door) -> object:
        may_open.wait(10)
        return real(door)

    monkeypatch.setattr(Door, "desk", late)
    app = RidealongApp(company, clock=FixedClock(TODAY), config=CONFIG)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "2 People" in screen_text(pilot)
        assert "…" in screen_text(pilot)
        assert "Drafts to publish" not in screen_text(pilot)
        await pilot.press("question_mark")
        assert "Keys that work here" in screen_text(pilot)
        await pilot.press("escape")
        may_open.set()
        await settle(pilot)
        assert "Drafts to publish" in screen_text(pilot)
    app.close_down()


async def test_a_file_that_is_no_database_is_explained_and_the_program_can_be_left(
    opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear all, " * 200)
    async with opened(path) as pilot:
        assert "The database cannot be opened" in screen_text(pilot)
        # A long path goes on in the next line of the box.
        assert "letter.db" in "".join(one for one in screen_text(pilot) if one.isalpha() or one == ".")
        await press(pilot, "escape")
    assert pilot.app.return_code == 1


async def test_unknown_themes_and_keys_do_no_harm(opened: Open, company: Path) -> None:
    config = Config(theme="no such theme", keys={"app.fly": "z", "people.add": "z"})
    async with opened(company, config=config) as pilot:
        assert pilot.app.theme == "ridealong-dark"
        assert any("app.fly" in one.message for one in pilot.app._notifications)
        await press(pilot, "z")
        assert "Add a person" in screen_text(pilot)
