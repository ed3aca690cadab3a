"""What may import what, and what the first paint must not wait for."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from thorough import thorough_only

ROOT = Path(__file__).parent.parent
SLOW = ("sqlalchemy", "alembic", "ics", "icalendar", "numpy", "ortools", "holidays")
PLANNED_ON_SCREENS = """\
import asyncio, sys
from pathlib import Path
from ridealong.config import Config, Organizer
from ridealong.tui.app import RidealongApp
from tests.tui.driving import press, settle, toasts

async def main():
    organizer = Organizer(name="Kim Reyes", email="kim@x.example", time_zone="Europe/Berlin", country="DE")
    app = RidealongApp(Path(sys.argv[1]) / "new.db", config=Config(organizer=organizer))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "d", "3", "r")
        print(toasts(pilot))
    app.close_down()

asyncio.run(main())
sys.exit("ortools" in sys.modules)
"""
FORMED_ON_SCREENS = """\
import asyncio, sys
from datetime import date
from pathlib import Path
from ridealong.config import Config, Organizer
from ridealong.domain.composite_teams import Slot
from ridealong.domain.days import FixedClock
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import open_desk
from ridealong.services.people.people import add
from ridealong.services.programs.programs import NewProgram, create
from ridealong.services.teams.defining import NewTeam
from ridealong.services.teams.defining import create as create_team
from ridealong.tui.app import RidealongApp
from tests.tui.driving import press, screen_text, settle, toasts

organizer = Organizer(name="Kim Reyes", email="kim@x.example", time_zone="Europe/Berlin", country="DE")
config, clock = Config(organizer=organizer), FixedClock(date(2026, 12, 1))
path = Path(sys.argv[1]) / "teams.db"
desk = open_desk(path, clock=clock, config=config)
for name, side, team in (("Ana", Side.IT, "Data"), ("Ben", Side.IT, "Web"), ("Mia", Side.MARKETING, "Brand")):
    add(desk, Person(email=f"{name}@x.example", name=name, side=side, team=team))
create(desk, NewProgram(name="Embeds", kind=Kind.COMPOSITE, start=date(2027, 1, 11), enrol="all"))
slots = (Slot(name="Engineer", side=Side.IT), Slot(name="Planner", side=Side.MARKETING))
create_team(desk, "Embeds", NewTeam(name="Loyalty", slots=slots))
desk.close()

async def main():
    app = RidealongApp(path, config=config, clock=clock)
    async with app.run_test(size=(160, 45), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "3", "r")
        print(toasts(pilot))
        await press(pilot, "j", "w")
        print(screen_text(pilot))
    app.close_down()

asyncio.run(main())
sys.exit("ortools" in sys.modules)
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@thorough_only
def test_the_arrows_point_one_way() -> None:
    done = run(sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())")
    assert done.returncode == 0, done.stdout + done.stderr


def imported_by(module: str) -> set[str]:
    program = f"import sys, {module}; print(' '.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    done = run(sys.executable, "-c", program)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "not_yet"),
    [
        ("ridealong.__main__", (*SLOW, "click", "textual")),
        ("ridealong.tui.app", (*SLOW, "click")),
        ("ridealong.tui.start", (*SLOW, "click")),
    ],
)
def test_the_first_paint_does_not_wait_for(module: str, not_yet: tuple[str, ...]) -> None:
    assert find_spec(module) is not None
    assert imported_by(module).isdisjoint(not_yet)


def test_what_today_shows_first_does_not_wait_for_teams_and_groups_where_there_are_none(tmp_path: Path) -> None:
    program = (
        "import sys; from ridealong.services.attention import attention; from ridealong.services.desk import open_desk;"
        "attention.first(open_desk(sys.argv[1])); print(*sys.modules)"
    )
    done = run(sys.executable, "-c", program, str(tmp_path / "new.db"))
    assert done.returncode == 0, done.stderr
    late = {"ridealong.domain.composite_teams", "ridealong.domain.meetings", "ridealong.storage.queries.teams"}
    assert late.isdisjoint(done.stdout.split())


@thorough_only
def test_screens_plan_without_the_solver_in_their_process(tmp_path: Path) -> None:
    done = run(sys.executable, "-c", PLANNED_ON_SCREENS, str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "in 13 rounds" in done.stdout


@thorough_only
def test_screens_form_teams_without_the_solver_in_their_process(tmp_path: Path) -> None:
    done = run(sys.executable, "-c", FORMED_ON_SCREENS, str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 slots filled; no better teams are possible" in done.stdout
    assert "Why this slot?" in done.stdout
