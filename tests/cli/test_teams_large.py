"""The twelve teams of the large demo, from slots to the report, by commands alone; and what calendars have then."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from thorough import thorough_only

from .calendar_files import Inboxes
from .conftest import Ran, Run

pytestmark = thorough_only

PROGRAM = "'Embedded teams, summer 2027'"
STORY, JULY, LATER, OVER = "2027-03-22", "2027-07-14", "2027-07-21", "2027-08-31"
"""The day of the demo, one in the second week of the teams, a week later, and one after the last of most."""
LOYALTY, PAGES, WALL = "'Loyalty in every channel'", "'Pages in a second'", "'The year on one wall'"
SHOPS, OFFERS, NUMBERS = "'Shop windows that measure'", "'Offers that fit'", "'Numbers everybody trusts'"


@pytest.fixture(scope="module")
def season() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2])
        yield


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from ridealong.cli.main import execute  # noqa: PLC0415 - once, before any test runs it by its fixture

    path = tmp_path_factory.mktemp("large") / "a.db"
    assert execute(["demo", "--size", "large", "--no-screens", "--db", str(path)]) == 0
    return path


class Summer:
    """The coordinator at the command line, with a look at the rules and at all calendars after each step."""

    def __init__(self, run: Run) -> None:
        self._run, self._inboxes, self._exports = run, Inboxes(), 0
        self.today = STORY

    def __call__(self, command: str, *more: object) -> Ran:
        return self._run("--today", self.today, command, *more)

    def done(self, command: str, *more: object, code: int = 0) -> Ran:
        """Run a command, which ends with that exit code; send what is due, and look whether all is well."""
        ran = self(command, *more)
        assert ran.code == code, ran.err
        self.sent = self.send()
        self.look()
        return ran

    def send(self) -> int:
        """Send what is due, which calendars take up; returns how many invites."""
        self._exports += 1
        folder = Path(f"invites {self._exports}")
        assert self(f"invites export --out '{folder}'").code == 0
        return self._inboxes.receive(folder)

    def look(self) -> None:
        """See that no rule of the teams is broken, and that calendars have what the embeds say."""
        today, path = date.fromisoformat(self.today), Path("a.db")
        assert list(import_module("bench.season.team_rules").team_faults(path, today)) == []
        company, looks = (
            import_module("bench.season.team_rows").read(path),
            import_module("bench.season.team_calendars"),
        )
        for look in (looks.embeds_in_calendars, looks.meetings_in_calendars):
            assert list(look(company, self._inboxes.entries, today)) == []
        assert self._in_calendars() == _embedded()

    def _in_calendars(self) -> set[tuple[str, str, str]]:
        return {
            (who, str(entry.first), str(entry.last))
            for uid, entry in self._inboxes.entries.items()
            if uid in _uids()
            for who in entry.who
        }

    def slots(self, team: str) -> list[list[tuple[str, str, str]]]:
        """Who is in each slot of a team, from when to when."""
        [found] = self(f"teams show {PROGRAM} {team} --json").json["teams"]
        return [[(one["email"], one["start"], one["end"]) for one in slot["embeds"]] for slot in found["slots"]]

    def first_free(self, team: str, slot: int, *more: str) -> str:
        """The best candidate for a slot whom nothing keeps out of it."""
        ranked = self(f"teams candidates {PROGRAM} {team} {slot} --json", *more).json["candidates"]
        return next(str(one["email"]) for one in ranked if one["openness"] == "free")


def _rows(sql: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect("a.db")) as connection:
        return connection.execute(sql).fetchall()


def _uids() -> set[str]:
    return {uid for (uid,) in _rows("select uid from embeds")}


def _embedded() -> set[tuple[str, str, str]]:
    sql = "select p.identity, e.first_day, e.last_day from embeds e join people p on p.id = e.person_id"
    return {(who, first, last) for who, first, last in _rows(f"{sql} where e.state in ('published', 'ended', 'held')")}


@pytest.fixture
def summer(season: None, large: Path, here: Path, run: Run) -> Summer:
    shutil.copy(large, here / "a.db")
    return Summer(run)


@pytest.fixture
def july(summer: Summer) -> Summer:
    """The teams formed and published, and in their second week."""
    formed = summer.done(f"teams form {PROGRAM}", "--json", code=3).json
    assert (formed["score"]["filled"], formed["bound"]["filled"], formed["proved"]) == (49, 49, True)
    [gap] = formed["open"]
    assert (gap["team"], gap["slot"]) == ("Loyalty in every channel", 1)
    published = summer.done(f"publish {PROGRAM} --yes --json").json
    assert (len(published["teams"]), published["embeds"], published["open"]) == (12, 49, 1)
    assert summer.sent >= published["invites"] == 61
    summer.today = JULY
    return summer


def test_a_summer_of_twelve_teams(july: Summer) -> None:
    _hand_over(july)
    _slot_added_and_filled(july)
    _ended_and_extended(july)
    july.today = LATER
    _left_open_and_filled(july)
    _reported(july)
    july.today = OVER
    july.done(f"teams mark {PROGRAM} {PAGES} held")
    assert july(f"teams mark {PROGRAM} {OFFERS} held").code == 1
    july.done("undo")


def _hand_over(july: Summer) -> None:
    [[(gone, *_days)]] = july.slots(PAGES)[1:2]
    comes = july.first_free(PAGES, 2, "--on 2027-07-30")
    leaves = f"teams change {PROGRAM} {PAGES} --leave {gone} --on 2027-07-30 --instead {comes} --why 'a quarrel'"
    assert july(leaves, "--dry-run").code == 0
    assert july.send() == 0
    july.done(leaves)
    # Both embeds, the meeting that is cut short, the one with both and the one without who left; and three mates.
    assert july.sent == 8
    assert july.slots(PAGES)[1] == [(gone, "2027-07-05", "2027-07-30"), (comes, "2027-07-26", "2027-08-27")]


def _slot_added_and_filled(july: Summer) -> None:
    july.done(
        f"teams change {PROGRAM} {WALL}",
        "--add-slot 'side=marketing, name=Surveys, must=Surveys, share=20, from=2027-07-26'",
    )
    assert july.sent == 0
    july.done(f"teams form {PROGRAM} --team {WALL} --fill")
    assert july.sent == 0
    july.done(f"publish {PROGRAM} --yes")
    [(_who, first, last)] = july.slots(WALL)[4]
    assert (first, last) == ("2027-07-26", "2027-08-27")


def _ended_and_extended(july: Summer) -> None:
    july.done(f"teams end {PROGRAM} {SHOPS} --on 2027-08-06 --why 'a quarrel'")
    assert {last for slot in july.slots(SHOPS) for _who, _first, last in slot} == {"2027-08-06"}
    july.done(f"teams change {PROGRAM} {OFFERS} --until 2027-09-17")
    assert {last for slot in july.slots(OFFERS) for _who, _first, last in slot} == {"2027-09-17"}


def _left_open_and_filled(july: Summer) -> None:
    [[(gone, *_days)]] = july.slots("'Which euro works'")[:1]
    july.done(f"teams change {PROGRAM} 'Which euro works' --leave {gone} --on 2027-08-06", code=3)
    comes = july.first_free("'Which euro works'", 1)
    july.done(f"teams change {PROGRAM} 'Which euro works' --put {comes}:1")
    assert july.slots("'Which euro works'")[0] == [
        (gone, "2027-07-05", "2027-08-06"),
        (comes, "2027-08-09", "2027-08-27"),
    ]


def _reported(july: Summer) -> None:
    july.done(f"report {PROGRAM} --out report.html")
    july.done(f"report {PROGRAM} --out report.md")
    report = Path("report.md").read_text(encoding="utf-8")
    assert "50 of 51 slots filled" in report
    assert "quarrel" not in report + Path("report.html").read_text(encoding="utf-8")


def test_pins_that_cannot_all_hold_are_named_and_each_of_them_alone_is_one_too_many(summer: Summer) -> None:
    busy, other = "felix.castellano@brightwater.example", "gareth.bose@brightwater.example"
    pins = {LOYALTY: 1, NUMBERS: 3, SHOPS: 4}
    assert summer(f"teams change {PROGRAM} {PAGES} --wish zsofia.winther@brightwater.example").code == 0
    for team, slot in pins.items():
        assert summer(f"teams change {PROGRAM} {team} --pin {busy}:{slot}").code == 0
    assert summer(f"teams change {PROGRAM} {PAGES} --pin {other}:2").code == 0
    refused = summer(f"teams form {PROGRAM}")
    assert (refused.code, "Gareth" in refused.err, "Zsófia" in refused.err) == (1, False, False)
    conflict, ways_out = refused.err.split("It would work if")
    for team in pins:
        assert conflict.count(team) == ways_out.count(team) == 1
    assert "100 % of a week" in conflict
    for team in (*pins, PAGES):
        assert summer(f"teams change {PROGRAM} {team} --withdraw {other if team == PAGES else busy}").code == 0
        assert summer(f"teams form {PROGRAM} --dry-run").code == (1 if team == PAGES else 3)
        assert summer("undo").code == 0
