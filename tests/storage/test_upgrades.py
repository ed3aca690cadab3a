"""Upgrading: a database that an earlier release made, with programs, published pairings and sent invites."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import CONFIG, TODAY
from ridealong.domain.days import FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.services import outbox, program_settings, programs
from ridealong.services.desk import Desk, open_desk
from ridealong.services.program_settings import ProgramChange
from ridealong.storage.schema import REVISIONS

FIRST_RELEASE = Path(__file__).parent / "data" / "schema_0001.sql"
"""What the first release wrote: four people, ride-alongs and buddies, published on `TODAY`, their invites exported."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "first.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST_RELEASE.read_text(encoding="utf-8"))
    connection.close()
    return path


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
        "SELECT id, state, first_day, last_day FROM pairings",
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
