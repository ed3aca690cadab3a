"""The commands for somebody who asks what is held about them, or wants it gone."""

import json
import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from .conftest import Run, Terminal, content

WHO = "it0@company.example"


@pytest.fixture
def private(company: Path, run: Run) -> Path:
    """The small company, of whom one has an absence with a reason, and is kept apart from another with a reason."""
    assert run("absences add", WHO, "2027-03-01 2027-03-05 'a long illness'").code == 0
    assert run("apart", WHO, "marketing0@company.example 'an old quarrel'").code == 0
    return company


def on_the_disk(database: Path) -> bytes:
    """All bytes of a database: of the file, and of what stands beside it."""
    return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))


def test_reasons_are_shown_where_they_are_asked_for(private: Path, run: Run) -> None:
    shown = run("people show", WHO)
    assert "illness" not in shown.out + shown.err
    assert "quarrel" not in shown.out + shown.err
    assert "2 reasons kept private: `people show it0@company.example --reasons` shows them." in shown.err
    asked = run("people show", WHO, "--reasons")
    assert "2027-03-01 to 2027-03-05 (a long illness)" in asked.out
    assert "(an old quarrel)" in asked.out
    assert "kept private" not in asked.err
    document = run("--json people show", WHO).json
    assert document["hidden_reasons"] == 2
    assert [sorted(one) for one in document["apart"]] == [["email", "name"]]
    document = run("--json people show", WHO, "--reasons").json
    assert document["hidden_reasons"] == 0
    assert [one["reason"] for one in document["absences"] + document["apart"]] == ["a long illness", "an old quarrel"]


def test_everything_about_somebody_is_one_document(private: Path, run: Run, here: Path) -> None:
    document = run("people export-data", WHO).json
    assert document["format"] == "ridealong-person/1"
    assert document == {**run("--json people export-data", WHO).json, "made_at": document["made_at"]}
    written = run("people export-data", WHO, "--out mine.json")
    assert (written.code, written.out) == (0, "")
    assert "Read it before you hand it on" in written.err
    assert json.loads((here / "mine.json").read_text())["absences"] == document["absences"]
    assert run("people export-data nobody@company.example").code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such rights")
def test_the_document_can_be_read_by_its_owner_alone(private: Path, run: Run, here: Path) -> None:
    (here / "mine.json").touch(mode=0o644)
    run("people export-data", WHO, "--out mine.json")
    assert stat.S_IMODE((here / "mine.json").stat().st_mode) == 0o600


def test_a_dry_run_says_what_would_go_and_purges_nobody(private: Path, run: Run) -> None:
    before = content(private)
    done = run("--read-only people purge", WHO, "--dry-run")
    assert done.code == 0
    assert "deleted: 1 absence and 1 rule that keeps apart" in done.out
    assert "A dry run: nothing was changed." in done.err
    assert run("--json people purge", WHO, "--dry-run").json["purged"]["deleted"] == {"absences": 1, "apart": 1}
    assert content(private) == before


def test_somebody_is_purged_from_the_file(private: Path, run: Run) -> None:
    words = (b"a long illness", b"an old quarrel", WHO.encode())
    assert all(word in on_the_disk(private) for word in words)
    backup = private.with_name("a-before-0003-2027-01-01.db")
    shutil.copy(private, backup)
    done = run("people purge", WHO, "--yes")
    assert done.code == 0, done.err
    assert "No byte of it is left in the file of the database." in done.err
    assert f"A backup made before still holds the person: {backup.name}" in done.err
    assert not [word for word in words if word in on_the_disk(private)]
    assert run("people show", WHO).code == 1
    assert run("people purge", WHO, "--yes").code == 1


def test_where_nobody_can_answer_nobody_is_purged_without_yes(private: Path, run: Run) -> None:
    before = content(private)
    done = run("people purge", WHO)
    assert done.code == 1
    assert "nobody is there to say it" in done.err
    assert "--yes" in done.err
    assert '"not-confirmed"' in run("--json people purge", WHO).err
    assert content(private) == before


def test_without_an_answer_nobody_is_purged(private: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(private)
    for answer, code in (("n\n", 1), ("y\n", 0)):
        said = Terminal()
        monkeypatch.setattr("sys.stdin", Terminal(answer))
        monkeypatch.setattr("sys.stderr", said)
        assert run("people purge", WHO).code == code
        assert "This cannot be undone. [y/N]" in said.getvalue()
        assert "deleted: 1 absence and 1 rule that keeps apart" in said.getvalue()
        assert (content(private) == before) is (code == 1)


def test_another_program_that_reads_is_told_of_and_the_file_wiped_later(
    private: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ridealong.storage.database.BUSY_SECONDS", 0)
    with sqlite3.connect(private) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM people").fetchone()
        done = run("--json people purge", WHO, "--yes")
        assert (done.code, done.json["purged"]["wiped"]) == (3, False)
        assert "ridealong people purge --wipe" in done.err
    other.close()
    done = run("--json people purge --wipe")
    assert (done.code, done.json) == (0, {"wiped": True})
    assert b"a long illness" not in on_the_disk(private)


@pytest.mark.parametrize("words", ["", "it0@company.example --wipe", "--wipe --dry-run"])
def test_a_purge_needs_one_person(private: Path, run: Run, words: str) -> None:
    assert run("people purge", words).code == 2


def test_the_reason_of_a_rejected_row_is_not_repeated(company: Path, run: Run, here: Path) -> None:
    (here / "away.csv").write_bytes(
        b"email,first_day,last_day,reason\n"
        b"it0@company.example,2027-03-01,2027-03-05,xyzzy\x00flu\n"
        b"it0@company.example,2027-03-05,2027-03-01,xyzzy flu\n"
        b"it0@company.example,2027-03-01,2027-03-05,flu,xyzzy too\n"
        b'it0@company.example,2027-03-01,2027-03-05,"xyzzy" flu\n'
        b"stranger@company.example,2027-03-01,2027-03-05,xyzzy flu\n"
    )
    for flags in ("", "--json"):
        done = run(flags, "absences import away.csv")
        assert done.code == 3
        assert "xyzzy" not in done.out + done.err
    assert {one["line"] for one in done.json["rejected"]} >= {3, 4, 6}
