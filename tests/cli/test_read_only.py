"""With --read-only nothing is written: not into the database, not into what stands beside it, not into its folder."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from ridealong.cli.main import root
from ridealong.cli.writing import EITHER, READING, WRITING
from thorough import thorough_only

from .conftest import Run
from .samples import history_csv

WHO, HOST = "it0@company.example", "marketing0@company.example"

CHANGES = {
    "people add": "--email new@company.example --name New --side it --team Data",
    "people change-email": f"{WHO} new@company.example",
    "people edit": f"{WHO} --team Web",
    "people import": "more.csv",
    "people purge": WHO,
    "people remove": WHO,
    "absences add": f"{WHO} 2027-03-01 2027-03-05",
    "absences edit": f"{WHO} 2027-03-01 2027-03-05 --to 2027-03-08",
    "absences import": "absences.csv",
    "absences remove": f"{WHO} 2027-03-01 2027-03-05",
    "history import": "history.csv",
    "history mark": "1 held",
    "debrief add": "1 --learned this",
    "debrief edit": "1 --note that",
    "debrief import": "answers.csv",
    "debrief remove": "1",
    "ideas add": "'Share the calendar'",
    "ideas edit": "1 --state dropped",
    "ideas remove": "1",
    "apart": f"{WHO} {HOST} why",
    "glossary add": "NAS --side it --meaning storage",
    "glossary edit": "CPC --meaning clicks",
    "glossary import": "terms.csv",
    "glossary remove": "CPC",
    "glossary restore": "CPC",
    "holidays remove": "office",
    "holidays set": "office DE",
    "program archive": "Spring",
    "program copy": "Spring Autumn",
    "program create": "Summer --kind buddy --start 2027-06-07",
    "program edit": "Spring --place Lobby",
    "program measure": "Spring tickets --baseline 1",
    "program sign": "Spring --side it --sponsor 'Zoe <zoe@x.example>'",
    "enrol": "Spring all",
    "leads agree": "1",
    "leads import": "more.csv",
    "leads refuse": "1",
    "plan": "Spring",
    "groups cancel": "1",
    "groups day": "1 2027-01-14",
    "groups mark": "1 held",
    "groups move": f"{WHO} --to 1",
    "groups skip": "Coffee 2027-01-13",
    "teams add": "Embeds App",
    "teams change": "Embeds App --purpose x",
    "teams end": "Embeds App --on 2027-02-01",
    "teams form": "Embeds",
    "teams import": "Embeds more.csv",
    "teams mark": "Embeds App held",
    "teams remove": "Embeds App",
    "swap": "1 2",
    "takeover": f"1 {HOST}",
    "cover": f"1 {HOST}",
    "move": "1 --round 2",
    "cancel": "1",
    "end": "1",
    "publish": "Spring",
    "repair": "Spring",
    "ill": WHO,
    "meetings move": "1 --at 10:00",
    "meetings reset": "1",
    "meetings skip": "1 --on 2027-01-11",
    "invites answer": f"1 {WHO} accepted",
    "invites caldav": "--url https://127.0.0.1:1/",
    "invites export": "--out {out}",
    "invites replies": "more.csv",
    "invites send": "--server 127.0.0.1:1",
    "undo": "",
    "redo": "",
    "db restore": "more.csv",
    "db upgrade": "",
}
"""A call of each command that changes something."""

READS = {
    "today": "",
    "people export": "",
    "people export-data": f"{WHO}",
    "people list": "",
    "people show": WHO,
    "absences list": "",
    "history export": "",
    "history list": "",
    "history summary": "",
    "exposure": "",
    "ledger": "",
    "leads list": "",
    "groups list": "Coffee",
    "groups show": "1",
    "teams candidates": "Embeds App 1",
    "teams export": "Embeds",
    "teams show": "Embeds",
    "teams templates": "",
    "teams why": f"Embeds App {WHO}",
    "report": "Spring",
    "debrief list": "",
    "debrief show": "1",
    "ideas list": "",
    "ideas show": "1",
    "glossary export": "",
    "glossary list": "",
    "holidays list": "",
    "program list": "",
    "program show": "Spring",
    "worth": "Spring",
    "board": "",
    "why": f"{WHO} {HOST}",
    "candidates": f"{WHO} --program Spring",
    "compare": "Spring",
    "meetings list": "",
    "invites answers": "",
    "invites feed": "--out {out}/feeds",
    "invites list": "",
    "journal": "",
    "solve": "none.json --out {out}/plan.json",
    "config check": "",
    "config path": "",
    "config show": "",
    "db backup": "{out}/backup.db",
    "db check": "",
    "db copy": "{out}/copy.db",
    "doctor": "",
}
"""A call of each command that only reads."""

NONE_THERE = (
    *("solve", "ideas show", "groups list", "groups show"),
    *("teams candidates", "teams export", "teams show", "teams why"),
)
"""Those of them that are about what the small company does not have."""

DRY = (
    "people import more.csv --dry-run",
    "people import more.csv --dry-run --full",
    "absences import absences.csv --dry-run",
    "absences import busy.ics --person it0@company.example --dry-run",
    "history import history.csv --dry-run",
    "debrief import answers.csv --dry-run",
    "glossary import terms.csv --dry-run",
    "plan Spring --seed 5 --dry-run",
    "plan Spring --rounds 2 --dry-run",
    "repair Spring --dry-run",
    f"ill {WHO} --dry-run",
    "invites replies reply.ics --dry-run",
    "invites send --dry-run",
)


def every_command() -> Iterator[str]:
    context = click.Context(root)
    for name in root.list_commands(context):
        command = root.get_command(context, name)
        if isinstance(command, click.Group):
            yield from (f"{name} {one}" for one in command.list_commands(context))
        else:
            yield name


EVERY = sorted(every_command())


def as_it_is(folder: Path) -> dict[str, tuple[str, int]]:
    """Each file below a folder, with what it holds and who may use it."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_command_is_known_to_read_or_to_write() -> None:
    for name in EVERY:
        assert [name in some for some in (READING, WRITING, EITHER)].count(True) == 1, name
    assert {name for name in EVERY if name in WRITING} <= CHANGES.keys()
    assert {name for name in EVERY if name in READING} <= READS.keys()


@pytest.fixture
def put(planned: Path, here: Path) -> Path:
    """The planned company in a folder of its own; what calls read lies beside that."""
    (here / "more.csv").write_text(
        f"email,name,side,team\n{WHO},Ivo Renamed,it,Web\nnew@company.example,New,it,Data\nbad,X,it,Data\n"
    )
    (here / "absences.csv").write_text(f"email,first_day,last_day,reason\n{WHO},2027-01-11,2027-03-05,leave\n")
    (here / "terms.csv").write_text("term,side,meaning\nNAS,it,storage\n")
    (here / "answers.csv").write_text(f"Timestamp,Email Address,What did you learn?\n2026-11-02,{WHO},x\n")
    history_csv(here / "history.csv", 3)
    (here / "busy.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261201T000000Z\r\n"
        "DTSTART;VALUE=DATE:20270111\r\nDTEND;VALUE=DATE:20270130\r\nTRANSP:OPAQUE\r\nSUMMARY:Leave\r\n"
        "X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (here / "reply.ics").write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    (here / "data").mkdir()
    (here / "out").mkdir()
    return planned.rename(here / "data" / "a.db")


def call(name: str, words: dict[str, str]) -> str:
    return f"{name} {words[name].format(out='out')}"


@pytest.mark.parametrize("name", [name for name in EVERY if name in WRITING])
def test_what_would_change_something_is_refused_alike(bare: Run, put: Path, here: Path, name: str) -> None:
    before = as_it_is(here)
    ran = bare("--db data/a.db --read-only --json", call(name, CHANGES))
    assert ran.code == 1
    assert ran.out == ""
    assert json.loads(ran.err.splitlines()[-1])["error"] == {
        "code": "storage-read-only",
        "problem": "data/a.db was opened read-only",
        "remedy": "Leave out --read-only to change it",
        "exit": 1,
    }
    assert as_it_is(here) == before


@pytest.mark.parametrize(
    "arguments",
    [
        "freeze it 2027-03-01 2027-03-05 launch",
        "freeze it 2027-03-01 2027-03-05 --off",
        "pin 1",
        f"pin --program Spring --guest {WHO} --round 2",
        f"contact Data Brand --it {WHO}",
        "program steps Spring --add 'Order a badge'",
        "steps 1 --done 1",
        "demo --size tiny --no-screens --db data/new.db",
    ],
)
def test_what_may_read_or_write_is_refused_where_it_writes(bare: Run, put: Path, here: Path, arguments: str) -> None:
    before = as_it_is(here)
    ran = bare("--db data/a.db --read-only --json", arguments)
    assert json.loads(ran.err.splitlines()[-1])["error"]["code"] == "storage-read-only"
    assert (ran.code, as_it_is(here)) == (1, before)


def at_rest(path: Path) -> Callable[[], None]:
    assert not path.with_name("a.db-wal").exists()
    return lambda: None


SOMEBODY_ELSE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA wal_autocheckpoint = 0")
connection.execute("UPDATE people SET name = 'From the log' WHERE email = ?", (sys.argv[2],))
connection.commit()
print("ready", flush=True)
sys.stdin.read()
"""


def in_use(path: Path) -> Callable[[], None]:
    """Another program has the database open, and what it changed stands in the log alone."""
    # Within one process SQLite shares its index between connections, whatever each of them asked for.
    other = subprocess.Popen(
        [sys.executable, "-c", SOMEBODY_ELSE, str(path), WHO], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    assert path.with_name("a.db-wal").stat().st_size > 0
    return lambda: void(other.communicate(""))


def void(_result: object) -> None:
    """Forget a result that nobody needs."""


def left_behind(path: Path, *ends: str) -> Callable[[], None]:
    """Somebody had it open when the power went."""
    with_log = path.parent.with_name("elsewhere")
    end = in_use(path)
    with_log.mkdir()
    for name in ("a.db", *(f"a.db{one}" for one in ends)):
        shutil.copy(path.with_name(name), with_log)
    end()
    shutil.rmtree(path.parent)
    with_log.rename(path.parent)
    return lambda: None


STATES = {
    "at rest": at_rest,
    "in use": in_use,
    "left with log and index": lambda path: left_behind(path, "-wal", "-shm"),
    "left with its log alone": lambda path: left_behind(path, "-wal"),
}


@pytest.mark.parametrize("state", [pytest.param(one, marks=() if one == "in use" else thorough_only) for one in STATES])
def test_reading_changes_no_byte_and_makes_no_file(bare: Run, put: Path, here: Path, state: str) -> None:
    end = STATES[state](put)
    before = as_it_is(put.parent)
    for name in (one for one in EVERY if one in READING):
        ran = bare("--db data/a.db --read-only", call(name, READS))
        assert ran.code in (0, 3) or name in NONE_THERE, (name, ran.err)
        assert as_it_is(put.parent) == before, name
    shown = bare("--db data/a.db --read-only people show", WHO).out
    assert ("From the log" in shown) == (state != "at rest")
    end()


@thorough_only
def test_a_dry_run_says_the_same_and_takes_nothing_but_a_look(bare: Run, put: Path) -> None:
    assert bare("--db data/a.db publish Spring --all --without-agreement 'a trial'").code == 0
    assert bare("--db data/a.db absences add it1@company.example 2027-01-11 2027-02-05").code in (0, 3)
    before = as_it_is(put.parent)
    for arguments in DRY:
        ran = bare("--db data/a.db --json", arguments)
        alike = bare("--db data/a.db --json --read-only", arguments)
        assert ran.code in (0, 3), (arguments, ran.err)
        assert {**ran.json, "seconds": 0} == {**alike.json, "seconds": 0}, arguments
        assert ran.err == alike.err
        assert as_it_is(put.parent) == before, arguments


@pytest.mark.parametrize("arguments", [*(one for one in DRY if "import" in one), "plan Spring --seed 5 --dry-run"])
def test_a_dry_run_foretells_what_then_happens(bare: Run, put: Path, arguments: str) -> None:
    told = bare("--db data/a.db --json --read-only", arguments)
    done = bare("--db data/a.db --json", arguments.replace(" --dry-run", ""))
    assert told.code == done.code
    expected, found = told.json, done.json
    if arguments.startswith("plan"):
        for one in (expected, found):
            del one["seconds"]
            one["assignments"] = [{**pairing, "id": None} for pairing in one["assignments"]]
    assert found == expected
    assert told.err == f"{done.err}A dry run: nothing was changed.\n"
