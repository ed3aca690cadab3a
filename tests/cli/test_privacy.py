"""No command prints or writes a private text, but those that were asked for it."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import CONFIG
from ridealong.cli.writing import EITHER, READING
from ridealong.config import save_config
from ridealong.domain.days import FixedClock
from ridealong.domain.programs import Kind
from ridealong.services.desk import open_desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.change_groups import cancel_group
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from services.everything import EMAIL, LATER, SECRET

from .conftest import Run

WHO = EMAIL
NOT_ASKED = {
    "absences list": ("", WHO),
    "board": ("--from 2027-01-04 --weeks 60", "--by teams --from 2027-01-04 --weeks 60"),
    "candidates": (f"{WHO} --program Autumn", f"{WHO} --program Autumn --round 2"),
    "compare": ("Autumn",),
    "config check": ("",),
    "config path": ("",),
    "config show": ("",),
    "db check": ("",),
    "doctor": ("",),
    "freeze": ("",),
    "history export": ("", "--out history.csv", "--embeds"),
    "exposure": ("", "--csv", "--forecast Autumn"),
    "ledger": ("", "--csv"),
    "leads list": ("", "--program Autumn"),
    "groups list": ("Coffee --all",),
    "teams show": ("Embeds", "Embeds 'Loyalty app'", "Embeds Search --loads"),
    "teams export": ("Embeds",),
    "teams templates": ("",),
    "teams why": (f"Embeds Search {WHO}",),
    "teams candidates": ("Embeds Search 1",),
    "groups show": ("1", "3"),
    "report": ("Autumn", "'Spring ride-alongs' --form html", "'Spring ride-alongs' --out report.md"),
    "debrief list": ("", "--overdue"),
    "debrief show": ("1",),
    "ideas list": ("",),
    "ideas show": ("1",),
    "history summary": ("",),
    "history list": ("", f"--person {WHO}", "state:ended"),
    "contact": ("Brand", "Brand Platform"),
    "glossary export": ("", "--out terms.csv"),
    "glossary list": ("", "--removed"),
    "holidays list": ("",),
    "invites feed": ("--out feeds",),
    "invites list": ("",),
    "journal": ("", f"--person {WHO}", "--entry 9", "--entry 10", "--entry 11", "--entry 12"),
    "meetings list": ("", f"--person {WHO}", "--all"),
    "people export": ("", "--out people.csv"),
    "people list": ("",),
    "people show": (WHO, "noa@x.example"),
    "pin": ("--program Autumn",),
    "program list": ("",),
    "today": ("", "--today 2027-01-05"),
    "program show": ("Autumn", "'Spring ride-alongs'"),
    "program steps": ("Autumn",),
    "steps": ("1", "--days 366"),
    "worth": ("Autumn",),
    "why": (f"{WHO} noa@x.example", f"{WHO} mia@x.example --program Autumn"),
}
"""Calls that show what there is to everybody who reads along."""

AT_THE_TIME = "--today 2027-01-05"
"""When meetings were to come."""

ASKED = {
    "people export-data": (WHO,),
    "debrief show": ("1 --notes",),
    "people show": (f"{WHO} --reasons", "noa@x.example --reasons"),
    # What an attendee wrote to the coordinator stands beside the answer.
    "invites answers": (AT_THE_TIME,),
}
ELSEWHERE = {"db backup", "db copy", "solve", "demo", "serve", "ridealong"}
"""Copies of everything; what knows no database; what makes one up."""

CHANGING = (
    "plan Autumn --dry-run --problem problem.json",
    "repair Autumn --dry-run",
    "plan Autumn --seed 3",
    "absences import away.csv",
    f"absences remove {WHO} {{away}}",
    "publish Autumn --all --yes --without-agreement pilot",
    "invites export --out out",
    "history mark 1 missed",
    "cancel {coming[0]}",
    "invites export --out out --again",
    "undo --dry-run",
    "undo",
    f"people purge {WHO} --dry-run",
)


@pytest.fixture
def private(season_with_everything: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RIDEALONG_TODAY", str(LATER))
    save_config(CONFIG)
    database = Path(shutil.copy(season_with_everything, here / "a.db"))
    desk = open_desk(database, clock=FixedClock(LATER), config=CONFIG)
    programs.create(desk, NewProgram(name="Coffee", kind=Kind.COFFEE, start=LATER + timedelta(days=3), enrol="all"))
    plan_groups(desk, "Coffee", rounds=1)
    publish_groups(desk, "Coffee")
    cancel_group(desk, gatherings.page(desk, "Coffee").groups[0].id, f"{SECRET} was against it")
    desk.close()
    return database


def test_every_command_that_reads_is_looked_at() -> None:
    assert NOT_ASKED.keys() | ASKED.keys() | ELSEWHERE == READING | EITHER


def test_no_command_that_reads_tells_a_private_text_unasked(private: Path, run: Run, here: Path) -> None:
    for command, calls in NOT_ASKED.items():
        for words in calls:
            for form in ("", "--json"):
                done = run(form, command, words)
                assert done.code in (0, 3), (command, words, done.err)
                assert SECRET not in done.out + done.err, (command, words)
    assert list(told_by_files(here)) == []


def test_who_asks_is_told(private: Path, run: Run) -> None:
    mine = next(one for one in run("--json invites answers", AT_THE_TIME).json["answers"] if one["email"] == WHO)
    noted = run("invites answer", mine["meeting"], WHO, f"declined --note '{SECRET} no wish to'", AT_THE_TIME)
    assert noted.code == 0, noted.err
    for command, calls in ASKED.items():
        for words in calls:
            done = run(command, words)
            assert (done.code, SECRET in done.out) == (0, True), (command, words, done.err)
    (entry, *_) = run("--json journal --action 'absence add' --person", WHO).json["journal"]
    assert SECRET in run("journal --private --entry", entry["id"]).out


def test_no_command_that_changes_tells_a_private_text(private: Path, run: Run, here: Path) -> None:
    (here / "away.csv").write_text(
        f"email,first_day,last_day,reason\n{WHO},x,,{SECRET} x\n{WHO},2028-01-03,,{SECRET}\n"
    )
    away = run("--json absences list", WHO).json["absences"][0]
    for form in ("", "--json"):
        for words in CHANGING:
            rows = run("--json history list --program Autumn").json["history"]
            found = {"away": f"{away['first_day']} {away['last_day']}", "coming": [one["id"] for one in rows] or [0]}
            done = run(form, words.format(**found))
            assert SECRET not in done.out + done.err, words
            assert done.code != 2, (words, done.err)
    assert (here / "problem.json").exists()
    assert [path for path in (here / "out").iterdir() if path.suffix == ".ics"]
    (here / "away.csv").unlink()
    assert list(told_by_files(here)) == []


def told_by_files(folder: Path) -> Iterator[Path]:
    """The files beside the database in which a private text stands."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("a.db") and SECRET.encode() in path.read_bytes():
            yield path
