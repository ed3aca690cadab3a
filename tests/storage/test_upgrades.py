"""Upgrading: a database that an earlier release made, with programs, published pairings and sent invites."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text

from conftest import CONFIG, TODAY
from ridealong.domain.charters import Reading
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import StorageError
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.people import Side
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import outbox
from ridealong.services.programs import charters, measures, program_settings, programs
from ridealong.services.programs.program_settings import ProgramChange
from ridealong.storage import database as storage
from ridealong.storage import opening
from ridealong.storage.check import check
from ridealong.storage.copy import copy_rows, tables_at
from ridealong.storage.database import connect, open_store
from ridealong.storage.migrate import upgrade
from ridealong.storage.schema import REVISIONS, enrolments, journal_rows, journal_subjects
from ridealong.storage.subjects import subjects_of
from services import around
from thorough import thorough_only

DATA = Path(__file__).parent / "data"
"""What each release wrote: four people, ride-alongs and buddies, published on `TODAY`, their invites exported.

In those after the first a day later a meeting was moved and somebody declined; in the second one another meeting was
left out, those after it have measures, and the fourth and later ones sponsors and a reading. The fifth has what is
around a pairing, a coffee, and a history with a pairing of a composite program.
"""

RELEASED = REVISIONS[:-1]


def written_by_release(revision: str, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DATA / f"schema_{revision}.sql").read_text(encoding="utf-8"))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written_by_release("0001", tmp_path / "first.db")


@pytest.fixture(params=RELEASED)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database as each earlier release left it."""
    return written_by_release(request.param, tmp_path / "released.db")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as the release before this one left it."""
    return written_by_release(RELEASED[-1], tmp_path / "old.db")


@pytest.fixture
def long_before(tmp_path: Path) -> Path:
    """A database as the last release left it whose journal has to be read for an upgrade."""
    return written_by_release("0002", tmp_path / "long.db")


@pytest.fixture
def upgraded(path: Path) -> Iterator[Desk]:
    desk = open_desk(path, clock=FixedClock(TODAY), config=CONFIG)
    yield desk
    desk.close()


def stored(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def test_nothing_that_was_stored_is_lost(path: Path) -> None:
    queries = [
        "SELECT id, uid, kind, pairing_id FROM meetings",
        "SELECT uid, sent_at, meeting_ends, file_name, invite FROM invites",
        "SELECT id, state, first_day, last_day FROM pairings ORDER BY id",
        "SELECT id, name, start, check_in_time, place, objective FROM programs",
        "SELECT * FROM journal_rows",
    ]
    before = [stored(path, query) for query in queries]
    assert all(before)
    open_desk(path, clock=FixedClock(TODAY), config=CONFIG).close()
    assert [stored(path, query) for query in queries] == before
    assert stored(path, "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]


def test_programs_keep_the_meetings_they_had(upgraded: Desk) -> None:
    found = {row.name: programs.show(upgraded, row.name).program for row in programs.list_all(upgraded)}
    assert {name: meeting_kinds(one) for name, one in found.items()} == {
        "Spring ride-alongs": (MeetingKind.VISIT, MeetingKind.CHECK_IN),
        "Buddies": (MeetingKind.CHECK_IN,),
    }
    assert {(one.visit_busy, one.prepare, one.country) for one in found.values()} == {(False, "", "")}


def test_no_meeting_becomes_due_or_is_cancelled_or_moved(upgraded: Desk) -> None:
    assert [one for one in outbox.rows(upgraded) if one.sequence > 0 or one.why == "new"] == []
    assert {one.kind for one in outbox.rows(upgraded)} <= {MeetingKind.VISIT, MeetingKind.CHECK_IN}


def test_the_meetings_of_this_release_are_there_for_the_asking(upgraded: Desk) -> None:
    wanted = ProgramChange(meetings=MeetingsAsked(kinds=tuple(MeetingKind)))
    assert program_settings.edit(upgraded, "Spring ride-alongs", wanted).added > 0
    new = {one.kind for one in outbox.rows(upgraded)}
    assert {MeetingKind.PREP, MeetingKind.WELCOME, MeetingKind.DEBRIEF} <= new


def test_measures_are_kept_and_get_readings_and_programs_sponsors(tmp_path: Path) -> None:
    old = written_by_release("0003", tmp_path / "third.db")
    with closing(open_desk(old, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        charter = charters.page(desk, "Spring ride-alongs")
        assert [(one.measure.name, one.measure.baseline, one.readings) for one in charter.measures] == [
            ("Time to first page", 9, ()),
            ("Calls", None, ()),
        ]
        assert charter.sponsors == ()
        measures.add_reading(desk, "Spring ride-alongs", "Calls", Reading(day=TODAY, value=3))
        charters.set_sponsor(desk, "Spring ride-alongs", Side.IT, "ana@x.example")
        with desk.reading() as connection:
            assert check(connection) == []


def test_sponsors_and_readings_are_kept_and_programs_get_the_settings_of_this_release(tmp_path: Path) -> None:
    old = written_by_release("0004", tmp_path / "fourth.db")
    with closing(open_desk(old, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        charter = charters.page(desk, "Spring ride-alongs")
        assert [(one.side, one.name, one.agreed, one.note) for one in charter.sponsors] == [
            (Side.IT, "Ana", TODAY, "said so"),
            (Side.MARKETING, "Paula Poe", None, ""),
        ]
        assert [[reading.note for reading in one.readings] for one in charter.measures] == [["of five pages"], []]
        program = programs.show(desk, "Spring ride-alongs").program
        settings = program.visit_days, program.return_weeks, program.cover_percent, program.group_size
        assert (*settings, program.leads_agree, program.form_link) == (None, 6, 20, 4, False, "")


def test_what_is_around_a_pairing_can_be_kept_in_a_database_of_any_release(released: Path) -> None:
    with closing(open_desk(released, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        around.debriefed(desk, 1, TODAY, "ben@x.example")
        around.said(desk, 1, TODAY)
        around.step_done(desk, "Spring ride-alongs", 1, TODAY)
        around.contact(desk, "Data", "Brand", "ben@x.example", None)
        around.group(desk, "Buddies", TODAY, "published", ["ben@x.example", "mia@x.example"])
        around.explained(desk)
        around.change(desk, enrolments, 1, manager_word="agreed", manager_day=TODAY)
        with desk.reading() as connection:
            assert check(connection) == []


def everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.stem}-before-*.db"))


def test_every_release_can_be_upgraded_and_is_sound_afterwards(released: Path) -> None:
    with closing(open_store(released, today=TODAY)) as store, store.reading() as connection:
        assert check(connection) == []


def test_the_journal_names_the_same_people_and_programs_as_if_it_had_always_done_so(released: Path) -> None:
    with closing(open_store(released, today=TODAY)) as store, store.reading() as connection:
        of_entries = defaultdict(list)
        for row in connection.execute(select(journal_rows)):
            of_entries[row.entry_id] += [(row.table_name, json.loads(one)) for one in (row.before, row.after) if one]
        wanted = {
            (one.kind, one.id, entry) for entry, rows in of_entries.items() for one in subjects_of(connection, rows)
        }
        assert {tuple(row) for row in connection.execute(select(journal_subjects))} == wanted
        assert len(wanted) > 20


@thorough_only
def test_a_large_journal_is_read_part_by_part_however_many_pairings_there_are(long_before: Path) -> None:
    with closing(sqlite3.connect(long_before)) as connection, connection:
        connection.executescript(MANY_PAIRINGS)
    tracemalloc.start()
    try:
        with closing(connect(long_before)) as store, store.writing() as into:
            upgrade(into)
            most = tracemalloc.get_traced_memory()[1]
            entries, about = (
                into.execute(text(f"SELECT count({what}) FROM journal_subjects WHERE entry_id > 1000000")).scalar_one()
                for what in ("DISTINCT entry_id", "*")
            )
    finally:
        tracemalloc.stop()
    assert (entries, about) == (9_000, 27_000)
    # All of them at once take nearly twice as much.
    assert most < 14_000_000


MANY_PAIRINGS = """
WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 9000)
INSERT INTO pairings (id, version, program_id, guest_id, host_id, guest_team, host_team, guest_side, first_day,
                      last_day, state, pinned, reason)
SELECT 1000000 + n, 1, 1, (SELECT min(id) FROM people), (SELECT max(id) FROM people), '', '', 'it', '2020-01-06',
       '2020-01-10', 'held', 0, '' FROM many;
INSERT INTO meetings (id, version, pairing_id, kind, uid)
SELECT id, 1, id, 'visit', id || '@x.example' FROM pairings WHERE id > 1000000;
INSERT INTO journal (id, at, actor, action, summary, undoable)
SELECT id, '2020-01-01T00:00:00+00:00', 'pat', 'x', 'x', 1 FROM pairings WHERE id > 1000000;
INSERT INTO journal_rows (entry_id, table_name, row_id, after)
SELECT id, 'meetings', id, '{"id":' || id || ',"pairing_id":' || id || '}' FROM pairings
WHERE id > 1000000 AND id % 3 = 0
UNION ALL SELECT id, 'meeting_changes', id, '{"id":1,"meeting_id":' || id || '}' FROM pairings
WHERE id > 1000000 AND id % 3 = 1
UNION ALL SELECT id, 'answers', id, '{"id":1,"uid":"' || id || '@x.example","attendee":""}' FROM pairings
WHERE id > 1000000 AND id % 3 = 2;
"""


def test_a_backup_of_what_was_is_kept_beside_it_for_its_owner_alone(old: Path) -> None:
    before = everything(old)
    with closing(open_store(old, today=TODAY)) as store:
        assert store.upgraded is not None
        assert (store.upgraded.before, store.upgraded.after) == (stored_revision(before), REVISIONS[-1])
        assert store.upgraded.backup == old.with_name(f"old-before-{REVISIONS[-1]}-2027-01-04.db")
        assert everything(store.upgraded.backup) == before
    if os.name == "posix":
        assert [stat.S_IMODE(one.stat().st_mode) for one in backups(old)] == [0o600]
    assert {one.name.removesuffix("-wal").removesuffix("-shm") for one in old.parent.iterdir()} == {
        old.name,
        backups(old)[0].name,
    }


def stored_revision(dumped: list[str]) -> str:
    return next(one for one in dumped if one.startswith('INSERT INTO "alembic_version"')).split("'")[1]


@thorough_only
def test_a_second_backup_of_one_day_gets_a_number_and_the_same_content_is_not_kept_twice(old: Path) -> None:
    before = old.read_bytes()
    for changed in (False, False, True):
        old.write_bytes(before)
        for end in ("-wal", "-shm"):
            old.with_name(old.name + end).unlink(missing_ok=True)
        if changed:
            with closing(sqlite3.connect(old)) as connection, connection:
                connection.execute("UPDATE people SET role = 'x'")
        open_store(old, today=TODAY).close()
    name = f"old-before-{REVISIONS[-1]}-2027-01-04"
    assert {one.stem for one in backups(old)} == {name, f"{name}-2"}


def test_a_database_that_holds_nothing_is_upgraded_without_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(connect(path)) as store, store.writing() as connection:
        upgrade(connection, RELEASED[0])
        connection.commit()
    with closing(open_store(path)) as store:
        assert store.upgraded is not None
        assert store.upgraded.backup is None
    assert backups(path) == []


def test_an_upgrade_tells_how_far_it_has_come(long_before: Path) -> None:
    said: list[tuple[str, int, int]] = []
    open_store(long_before, today=TODAY, told=lambda *one: said.append(one)).close()
    read = [one for one in said if one[0] == "Reading the journal:"]
    assert read[-1][1] == read[-1][2] == len(stored(long_before, "SELECT id FROM journal_rows"))


def test_an_upgrade_that_fails_leaves_everything_as_it_was_and_names_the_backup(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(old)
    done = command.upgrade

    def broken(config: Config, revision: str) -> None:
        done(config, revision)
        raise ArithmeticError("nobody can count so far")

    for _again in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(command, "upgrade", broken)
            with pytest.raises(StorageError, match="could not be upgraded: ArithmeticError") as caught:
                open_store(old, today=TODAY)
        assert everything(old) == before
        (backup,) = backups(old)
        assert str(backup) in caught.value.remedy
        assert everything(backup) == before
    open_store(old, today=TODAY).close()
    assert stored(old, "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]


def test_an_upgrade_that_the_user_stops_leaves_no_trace(long_before: Path) -> None:
    before = everything(long_before)

    def stop(what: str, _done: int, _total: int) -> None:
        if what.startswith("Reading"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_store(long_before, today=TODAY, told=stop)
    assert everything(long_before) == before
    assert backups(long_before) == []


def test_without_a_backup_there_is_no_upgrade(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(old)

    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ridealong.storage.backup.make_private", full)
    with pytest.raises(
        StorageError, match=r"needs an upgrade, and no backup of it can be made: .*No space left"
    ) as caught:
        open_store(old, today=TODAY)
    assert caught.value.code == "disk-full"
    assert "The database was left as it is" in caught.value.remedy
    assert everything(old) == before


@thorough_only
def test_of_two_programs_that_open_it_at_once_one_upgrades_and_the_other_waits(old: Path) -> None:
    script = (
        "import sys; from datetime import date; from ridealong.storage.database import open_store\n"
        "store = open_store(sys.argv[1], today=date(2027, 1, 4)); print(store.upgraded is not None); store.close()"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", script, str(old)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert sorted(one.communicate(timeout=60)[0].strip() for one in both) == ["False", "True"]
    assert len(backups(old)) == 1
    with closing(open_store(old)) as store, store.reading() as connection:
        assert check(connection) == []


def test_whoever_is_kept_from_upgrading_by_a_writer_is_told_in_the_end(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0)
    monkeypatch.setattr(opening, "UPGRADE_SECONDS", 0)
    with closing(sqlite3.connect(old, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked by another program"):
            open_store(old, today=TODAY)
    assert backups(old) == []


def test_a_server_is_upgraded_after_a_backup_in_the_users_data_folder(
    database: str, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "://" not in database:
        pytest.skip("a file has its backup beside it")
    data = tmp_path / "data"
    monkeypatch.setattr("ridealong.storage.backup.database_path", lambda: data / "ridealong.db")
    revision = stored_revision(everything(old))
    with closing(connect(database)) as target, closing(connect(old)) as source, target.writing() as into:
        upgrade(into, revision)
        with source.reading() as read:
            copy_rows(read, into, tables_at(read, revision))
        into.commit()
    with closing(open_store(database, today=TODAY)) as store:
        with store.reading() as connection:
            assert check(connection) == []
        assert store.upgraded is not None
        kept = store.upgraded.backup
        assert kept is not None
        assert kept.parent == data
        if os.name == "posix":
            assert stat.S_IMODE(data.stat().st_mode) == 0o700
    with closing(connect(kept, read_only=True)) as backup, backup.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == revision
        names = ("people", "pairings", "invites", "journal_rows")
        assert [stored(kept, f"SELECT * FROM {name}") for name in names] == [
            stored(old, f"SELECT * FROM {name}") for name in names
        ]
