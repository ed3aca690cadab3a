"""The whole main job on a real terminal, from an empty database to calendar files: by keyboard, and by mouse alone."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import icalendar
import pytest

from thorough import thorough_only

from .terminal import Tmux

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux on this machine")

TODAY = "2027-03-22"
ROSTER = Path(__file__).parents[2] / "docs" / "tour" / "people.csv"
CONFIG = '[organizer]\nname = "Robin Ashdown"\nemail = "robin@brightwater.example"\ntime_zone = "Europe/Berlin"\n'


@pytest.fixture
def screens(tmp_path: Path) -> Iterator[Callable[..., Tmux]]:
    opened: list[Tmux] = []
    (tmp_path / "config.toml").write_text(CONFIG)

    def open_screens(*arguments: str, size: tuple[int, int] = (80, 24)) -> Tmux:
        environment = {
            "RIDEALONG_CONFIG": str(tmp_path / "config.toml"),
            "RIDEALONG_DB": str(tmp_path / "company.db"),
            "RIDEALONG_TODAY": TODAY,
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, "-m", "ridealong", *arguments]
        opened.append(Tmux(tmp_path, command, environment, size))
        return opened[-1]

    yield open_screens
    for one in opened:
        one.close()


def invites(folder: Path) -> list[icalendar.Calendar]:
    return [icalendar.Calendar.from_ical(path.read_bytes()) for path in sorted(folder.glob("*.ics"))]


@thorough_only
def test_from_a_roster_to_calendar_files_by_keyboard_at_80x24(screens: Callable[..., Tmux], tmp_path: Path) -> None:
    roster = shutil.copy(ROSTER, tmp_path / "people.csv")
    here = screens()
    here.sees("Welcome to ridealong")

    here.press("i", then=r"Look \(Enter\)")
    here.type(str(roster))
    here.press("Enter", then="20 added")
    here.press("Enter", then="7 to create a program")

    here.press("7", then="no program yet")
    here.press("n", then="Who visits")
    here.type("Spring rides")
    here.press("Enter", then=r"Plan › Spring rides")
    here.press("r", then="Planned")
    here.sees("12 drafts")

    here.press("P", then=r"Publish \d+ pairings")
    here.press("Right", "Enter", then="Published")

    here.press("6", then="due")
    here.press("x", then=r"Write \(Enter\)")
    here.press("C-u", then=r"Folder +│")
    here.type(str(tmp_path / "out"))
    here.press("Enter", then="Exported")
    here.press("q")
    assert here.ended() == 0

    found = invites(tmp_path / "out")
    assert len(found) > 10
    assert {str(one["METHOD"]) for one in found} == {"REQUEST"}


@thorough_only
def test_the_demo_is_planned_published_and_exported_by_mouse(screens: Callable[..., Tmux], tmp_path: Path) -> None:
    here = screens("demo", "--size", "pilot", size=(100, 30))
    here.sees("1 Today")

    here.click("3 Plan", then=r"\d+ drafts")
    here.click("r plan", then="Planned")
    here.click("P publish", then=r"Publish \d+ pairings")
    # One sponsor has not agreed: the journal keeps why it is published all the same.
    here.sees("Not all sponsors")
    here.click("why it is published although")
    here.type("agreed by phone")
    here.click(r"Publish \d+ pairings", then="Published")
    here.click("6 Invites", then="invites due")
    here.click("x export", then=r"Write \(Enter\)")
    here.click(r"Write \(Enter\)", then="Exported")
    here.click("q quit")
    assert here.ended() == 0

    assert len(invites(tmp_path / "demo-invites")) > 5
