"""Nothing goes over a network unless the user sends: a whole season, its processes included, opens no connection."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from thorough import thorough_only

pytestmark = thorough_only
TESTS = Path(__file__).parents[1]

GUARD = """\
import os, sys

def hear(event, arguments):
    if event in WATCHED and not local(arguments):
        with open(os.environ["HEARD"], "a") as file:
            file.write(f"{event} {arguments[1:]!r}\\n")

def local(arguments):
    # A pair of sockets within one machine, by which processes of our own talk, has a path or nothing for an address.
    return len(arguments) > 1 and isinstance(arguments[1], (str, bytes))

WATCHED = {"socket.connect", "socket.sendto", "socket.bind"}
LOOKED_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "smtplib.connect"}
sys.addaudithook(hear)
sys.addaudithook(lambda event, arguments: event in LOOKED_UP and open(os.environ["HEARD"], "a").write(event + "\\n"))
"""
"""Heard by every process that Python starts, those of the planner included."""

SEASON = """\
import sys
from pathlib import Path
from cli.season import PAT, people_csv, program_in
from cli.season_replies import like_google
from cli.season import File

folder = Path(sys.argv[1])
with program_in(folder) as program:
    rows = people_csv().splitlines(keepends=True)
    (folder / "people.csv").write_text("".join(rows[:4] + rows[21:24]))
    program.json("people import people.csv")
    rides = "ride-along --rounds 3 --host-visits 4 --host-rest-weeks 0 --cover-percent 100"
    for name, words in (("Rides", rides), ("Buddies", "buddy")):
        program.json("program create", name, "--start 2027-03-01 --enrol all --repeat-days 0 --kind", words)
        assert program.run("plan", name)[0] in (0, 3)
        program.json("publish", name, "--all --yes")
    done = program.json("invites export --out out --organizer", PAT)["files"]
    some = File("x", (folder / done[0]).read_bytes())
    (folder / "reply.ics").write_bytes(like_google(some, min(some.to)))
    program.json("invites replies reply.ics")
    program.json("people change-email p1@x.example corrected@x.example")
    for words in (
        "cancel 1", "swap 2 3", "move 2 --round 1", "meetings move 1 --at 11:00", "meetings skip 2", "pin 2",
        "why p0@x.example p20@x.example", "candidates p0@x.example --program Rides", "compare Rides",
        "repair Rides --dry-run", "plan Rides --seed 1 --dry-run --problem problem.json", "undo", "redo", "doctor",
    ):
        assert program.run(words)[0] != 2, words
    for words in (
        "invites list", "invites answers", "invites export --out out", "invites feed --out feeds", "meetings list",
        "people export", "people export-data p2@x.example", "history list", "history export", "journal", "db check",
        "db backup backup.db", "solve problem.json --out plan.json", "people purge p2@x.example --dry-run",
    ):
        assert program.run(words)[0] != 2, words
"""

SCREENS = """\
import asyncio, sys
from pathlib import Path
from ridealong.config import Config, Organizer
from ridealong.tui.app import RidealongApp
from tui.driving import press, settle

async def main():
    organizer = Organizer(name="Kim Reyes", email="kim@x.example", time_zone="Europe/Berlin", country="DE")
    app = RidealongApp(Path(sys.argv[1]) / "a.db", config=Config(organizer=organizer))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in "2345671":
            await press(pilot, key)
            await settle(pilot)
    app.close_down()

asyncio.run(main())
"""


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a season on commands and a walk through the screens opened, one line each."""
    folder = tmp_path_factory.mktemp("season")
    guard = tmp_path_factory.mktemp("guard")
    (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    log = guard / "heard"
    log.touch()
    for code in (SEASON, SCREENS):
        run(code, folder, guard, log)
    return log


def run(code: str, folder: Path, guard: Path, log: Path) -> None:

    environment = os.environ | {"PYTHONPATH": f"{guard}{os.pathsep}{TESTS}", "HEARD": str(log), "RIDEALONG_LOG": "off"}
    done = subprocess.run(
        [sys.executable, "-c", code, folder], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_season_on_commands_and_screens_opens_no_connection(heard: Path) -> None:
    assert heard.read_text() == ""


def test_a_connection_would_be_heard(heard: Path, tmp_path: Path) -> None:
    log = tmp_path / "heard"
    log.touch()
    code = "import socket; socket.getaddrinfo('127.0.0.1', 9); socket.socket().connect_ex(('127.0.0.1', 9))"
    run(code, tmp_path, heard.parent, log)
    assert log.read_text().split("\n")[0] == "socket.getaddrinfo"
    assert "socket.connect" in log.read_text()
