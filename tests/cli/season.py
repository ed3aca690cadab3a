"""A season of forty people in five zones, played through the command line, for the tests of its invites."""

import io
import json
import shlex
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import icalendar
import pytest

from ridealong.cli.main import execute

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Asia/Tokyo")
PAT = "'Pat Lee <pat@x.example>'"
TODAY = "2027-02-01"


@dataclass(frozen=True)
class File:
    """A written invite, as `icalendar` reads it."""

    name: str
    data: bytes

    @cached_property
    def calendar(self) -> icalendar.Calendar:
        return icalendar.Calendar.from_ical(self.data)

    @cached_property
    def event(self) -> icalendar.Event:
        """The meeting itself, not one of its moved occurrences."""
        (found,) = (one for one in self.calendar.walk("VEVENT") if "recurrence-id" not in one)
        return found

    @property
    def method(self) -> str:
        return str(self.calendar["method"])

    @property
    def uid(self) -> str:
        return str(self.event["uid"])

    @property
    def kind(self) -> str:
        return self.name.split()[1]

    @property
    def sequence(self) -> int:
        return int(self.event["sequence"])

    @property
    def stamp(self) -> datetime:
        return self.event.decoded("dtstamp")

    @property
    def start(self) -> date:
        return self.event.decoded("dtstart")

    @property
    def to(self) -> frozenset[str]:
        found = self.event.get("attendee", [])
        return frozenset(str(one).removeprefix("mailto:") for one in (found if isinstance(found, list) else [found]))


class Program:
    """The program, run on one database of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: object) -> tuple[int, str, str]:
        """The exit code, and what went to stdout and stderr."""
        out, err = io.StringIO(), io.StringIO()
        call = [word for one in ("--db a.db", "--today", TODAY, *words) for word in shlex.split(str(one))]
        with redirect_stdout(out), redirect_stderr(err):
            code = execute(call)
        return code, out.getvalue(), err.getvalue()

    def json(self, *words: object, code: int = 0) -> Any:  # Any: each command has a document of its own
        """The document that a command prints."""
        found, out, err = self.run("--json", *words)
        assert found == code, (words, found, out, err)
        return json.loads(out)


@contextmanager
def program_in(folder: Path) -> Iterator[Program]:
    """The program in a folder of its own, with no settings and no environment but this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("RIDEALONG_CONFIG", str(folder / "config.toml"))
        for name in ("RIDEALONG_DB", "RIDEALONG_DEBUG", "RIDEALONG_TODAY", "NO_COLOR"):
            patch.delenv(name, raising=False)
        yield Program(folder)


@dataclass
class Season:
    """What each step of a season wrote, in order, and the pairings that it changed."""

    program: Program
    steps: dict[str, list[File]] = field(default_factory=dict)
    pairings: dict[str, dict[str, Any]] = field(default_factory=dict)  # Any: rows of a document

    def export(self, step: str) -> None:
        """Write what is due, and keep it under the name of the step."""
        out = self.program.folder / "out" / step
        due = self.program.json("invites list --organizer", PAT)["invites"]
        done = self.program.json("invites export --out", shlex.quote(str(out)), "--organizer", PAT)
        assert sorted(done["files"]) == sorted(str(path) for path in out.glob("*.ics"))
        self.steps[step] = [File(Path(path).name, Path(path).read_bytes()) for path in done["files"]]
        assert [one["uid"] for one in due] == [one.uid for one in self.steps[step]]

    def before(self, step: str) -> dict[str, File]:
        """The last file to all about each meeting before a step, by UID."""
        names = list(self.steps)
        return {
            one.uid: one for name in names[: names.index(step)] for one in self.steps[name] if one.method == "REQUEST"
        }

    def all_files(self) -> Iterable[File]:
        """Every file of the season, in the order in which they were written."""
        return (one for some in self.steps.values() for one in some)


def people_csv() -> str:
    """Forty people of four teams, in five zones."""
    rows = ["email,name,side,team,time_zone,site,wants,knows"]
    for number in range(40):
        side, team = (("it", "Platform"), ("it", "Data"), ("marketing", "Brand"), ("marketing", "CRM"))[number // 10]
        zone = ZONES[number % 5]
        site = zone.partition("/")[2].replace("_", " ")
        rows.append(f"p{number}@x.example,Person {number},{side},{team},{zone},{site},campaigns,campaigns")
    return "\n".join(rows) + "\n"


def play(program: Program) -> Season:
    """Publish, move a week, swap two people, cancel a pairing, correct an address; after each step an export."""
    season = Season(program)
    (program.folder / "people.csv").write_text(people_csv())
    program.json("people import people.csv")
    settings = "--start 2027-03-01 --enrol all --repeat-days 0"
    program.json(
        "program create Rides --kind ride-along --rounds 8 --host-visits 4 --host-rest-weeks 0 --cover-percent 100",
        settings,
    )
    program.json("program create Buddies --kind buddy", settings)
    for name in ("Rides", "Buddies"):
        program.json("plan", name)
        program.json("publish", name, "--all --yes")
    season.export("publish")
    rides = _pairings(program, "Rides")
    season.pairings["moved"] = _move_one(program, rides)
    season.export("move")
    season.pairings["swapped"], season.pairings["other"] = _swap_two(program, rides, season.pairings["moved"]["id"])
    season.export("swap")
    taken = {season.pairings[name]["id"] for name in ("moved", "swapped", "other")}
    season.pairings["cancelled"] = next(one for one in rides if one["id"] not in taken)
    program.json("cancel", season.pairings["cancelled"]["id"])
    season.export("cancel")
    taken.add(season.pairings["cancelled"]["id"])
    busy = {one[side] for one in rides if one["id"] in taken for side in ("it_email", "marketing_email")}
    season.pairings["corrected"] = next(one for one in rides if one["it_email"] not in busy)
    program.json("people change-email", season.pairings["corrected"]["it_email"], "corrected@x.example")
    season.export("correct")
    _move_a_check_in(season)
    season.export("check-in")
    season.export("nothing")
    return season


def _move_a_check_in(season: Season) -> None:
    """Two weeks of a series of buddies: one check-in on another day and hour, one left out."""
    meetings = season.program.json("meetings list --program Buddies")["meetings"]
    one = next(found for found in meetings if found["time_zone"] == "Europe/Berlin")
    season.pairings["rhythm"] = one
    days = [occurrence["day"] for occurrence in one["occurrences"]]
    to = date.fromisoformat(days[2]) + timedelta(days=1)
    season.program.json("meetings move", one["id"], "--on", days[2], "--to", to, "--at 14:30")
    season.program.json("meetings skip", one["id"], "--on", days[3])


def _pairings(program: Program, name: str) -> list[dict[str, Any]]:  # Any: rows of a document
    found = program.json(f"history list program:{name}")["history"]
    return sorted((one for one in found if one["state"] == "published"), key=lambda one: one["id"])


def _move_one(program: Program, rides: list[dict[str, Any]]) -> dict[str, Any]:  # Any: rows of a document
    for one in rides:
        for number in range(1, 9):
            if program.run("move", one["id"], "--round", number)[0] == 0:
                after = next(row for row in _pairings(program, "Rides") if row["id"] == one["id"])
                if after["start"] != one["start"]:
                    return after
    raise AssertionError("no pairing could be moved")


def _swap_two(
    program: Program, rides: list[dict[str, Any]], moved: int
) -> tuple[dict[str, Any], dict[str, Any]]:  # Any: rows of a document
    for one in rides:
        for other in rides:
            hosts = {one["marketing_email"], other["marketing_email"]}
            free = moved not in (one["id"], other["id"]) and len(hosts) == 2 and one["id"] < other["id"]
            if free and program.run("swap", one["id"], other["id"])[0] == 0:
                return one, other
    raise AssertionError("no two pairings could be swapped")
