"""What the disk of a database file has to do with an error of the database."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from ridealong.storage.troubles import explained


def full(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: (free, 0, free))


def test_a_disk_without_room_is_the_cause_where_sqlite_only_knows_of_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    full(monkeypatch, 0)
    found = explained(error, str(tmp_path / "a.db"))
    assert found.code == "disk-full"
    assert "--read-only still reads it" in found.remedy
    full(monkeypatch, 10**9)
    assert explained(error, str(tmp_path / "a.db")).code == "storage-unusable"


def test_of_a_server_with_a_full_disk_nothing_is_said_that_it_cannot_do() -> None:
    found = explained(sqlite3.OperationalError("no space left on device"), "postgresql://server/x")
    assert found.code == "disk-full"
    assert "--read-only" not in found.remedy
