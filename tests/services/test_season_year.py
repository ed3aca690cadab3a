"""A simulated year: no rule is broken in any week, and the checks that say so see what is wrong."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from thorough import thorough_only

pytestmark = thorough_only

WEEKS = 13
VISIT = """(select pairings.id from pairings join programs on programs.id = pairings.program_id
    where pairings.state in ('held', 'published') and kind = 'ride-along' order by pairings.id limit 1 offset {})"""
ONE, OTHER = VISIT.format(0), VISIT.format(1)
GUEST, HOST = (f"(select {who}_id from pairings where id = {ONE})" for who in ("guest", "host"))


@dataclass(frozen=True, slots=True)
class Gone:
    """A run that has been made: its database, what was counted, and its summary."""

    path: Path
    tally: Any  # of a module that is no part of the package, found at run time
    lines: list[str]


@pytest.fixture(scope="module")
def season() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2])
        yield


def gone_through(folder: Path, weeks: int) -> Gone:
    run, summary = import_module("bench.season.run"), import_module("bench.season.summary")
    path = folder / "season.db"
    year = run.Year(run.Asked(weeks=weeks, size="pilot", seed=6, path=path, reports=folder / "reports"), lambda _: None)
    year.go()
    return Gone(path, year.tally, list(summary.lines(year.tally)))


@pytest.fixture(scope="module")
def run(season: None, tmp_path_factory: pytest.TempPathFactory) -> Gone:
    return gone_through(tmp_path_factory.mktemp("season"), WEEKS)


def test_no_rule_is_broken_in_any_week(run: Gone) -> None:
    assert run.tally.told == {}


def test_what_happened_is_worth_a_look(run: Gone) -> None:
    happened = run.tally.happened
    assert happened["visits published"] > 10
    assert min(happened[what] for what in ("declines", "illnesses", "freezes", "visits back in time")) > 0


def test_each_program_has_a_report(run: Gone) -> None:
    assert len(list((run.path.parent / "reports").glob("*.html"))) == 6


def test_the_same_seed_gives_the_same_year(run: Gone, tmp_path: Path) -> None:
    assert gone_through(tmp_path, WEEKS).lines == run.lines


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        (
            "who is kept apart is apart",
            f"insert into aparts (one_id, other_id) select guest_id, host_id from pairings where id = {ONE}",
        ),
        (
            "nobody visits or hosts while away",
            "insert into absences (person_id, first_day, last_day) "
            f"select host_id, first_day, first_day from pairings where id = {ONE}",
        ),
        (
            "nobody visits or hosts in a freeze",
            "insert into freezes (side, first_day, last_day) "
            f"select guest_side, last_day, last_day from pairings where id = {ONE}",
        ),
        (
            "nobody takes part before the first or after the last day",
            f"update people set last_day = '2027-01-04' where id = {GUEST}",
        ),
        (
            "nobody visits or hosts their lead",
            f"update people set manager = (select email from people where id = {HOST}) where id = {GUEST}",
        ),
        ("only who agreed takes part", f"update enrolments set state = 'declined' where person_id = {GUEST}"),
        (
            "one visit a week",
            f"update pairings set guest_id = {GUEST}, (first_day, last_day) = "
            f"(select first_day, last_day from pairings where id = {ONE}) where id = {OTHER}",
        ),
        ("visits are on working days", f"update pairings set last_day = date(last_day, '+1 day') where id = {ONE}"),
        (
            "guests and hosts are of their sides",
            f"update pairings set (guest_id, host_id) = (host_id, guest_id) where id = {ONE}",
        ),
    ],
)
def test_the_checks_see_what_is_wrong(run: Gone, tmp_path: Path, rule: str, change: str) -> None:
    path = tmp_path / "broken.db"
    shutil.copy(run.path, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(change).rowcount > 0
    stored = import_module("bench.season.stored").read(path)
    broken = import_module("bench.season.rules").broken(stored, date(2026, 12, 28))
    assert rule in {each for each, _words in broken}


def test_an_invite_that_is_missing_is_seen(run: Gone, tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    shutil.copy(run.path, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute('delete from invites where invite like \'%"method":"CANCEL"%\'')
    calendars = import_module("bench.season.calendars").Calendars(path)
    stored = import_module("bench.season.stored").read(path)
    wrong = [*calendars.receive(), *calendars.wrong(stored, date(2027, 1, 4))]
    assert "what is cancelled is cancelled in calendars" in {rule for rule, _words in wrong}
