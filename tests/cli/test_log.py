"""The log says what was run and how it ended, and never what it was about."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridealong import log
from ridealong.cli.main import execute
from ridealong.services.people import people_list
from thorough import examples, thorough_only

from .conftest import Run

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ridealong=\S+ pid=\d+ (info|warning|error) \S.*")

SECRETS = ("Zoë Quibble", "zoe.quibble@company.example", "on leave for surgery", "they do not get on")


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "state" / "ridealong.log"
    monkeypatch.setenv(log.LOG_VARIABLE, str(path))
    return path


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def told(path: Path) -> list[str]:
    """What each line says after time, version, process and level."""
    return [line.split(" ", 4)[4] for line in lines(path)]


def test_each_command_leaves_a_line_with_its_end(bare: Run, company: Path, written: Path) -> None:
    bare("--db a.db people list")
    bare("--db a.db people show nobody@company.example")
    bare("--db a.db people list --nonsense")
    bare("peolpe list")
    assert told(written) == [
        "command=people-list exit=0",
        "command=people-show exit=1 code=not-found",
        "command=people-list exit=2 code=wrong-call",
        "command=ridealong exit=2 code=wrong-call",
    ]
    assert all(LINE.fullmatch(line) for line in lines(written))


def test_every_folder_that_is_made_for_it_is_its_owners_alone(
    bare: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a" / "b" / "c" / "ridealong.log"
    monkeypatch.setenv(log.LOG_VARIABLE, str(path))
    before = os.umask(0)
    try:
        bare("config path")
    finally:
        os.umask(before)
    made = [one for one in path.parents if one.is_relative_to(tmp_path) and one != tmp_path]
    assert [one.stat().st_mode & 0o777 for one in made] == [0o700] * 3
    assert lines(path)


def test_only_its_owner_can_read_it(bare: Run, written: Path) -> None:
    before = os.umask(0)
    try:
        bare("config path")
    finally:
        os.umask(before)
    assert written.stat().st_mode & 0o777 == 0o600
    assert written.parent.stat().st_mode & 0o777 == 0o700


def test_it_stands_in_the_users_state_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(log.LOG_VARIABLE)
    found = log.log_path()
    assert found is not None
    assert (found.parent.name, found.name) == ("ridealong", "ridealong.log")
    monkeypatch.setenv(log.LOG_VARIABLE, "OFF")
    assert log.log_path() is None


def test_one_that_cannot_be_written_stops_nobody(
    bare: Run, company: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "file").touch()
    for place in ("file/a.log", "data", "/dev/null", "/dev/full"):
        (here / "data").mkdir(exist_ok=True)
        monkeypatch.setenv(log.LOG_VARIABLE, place)
        ran = bare("--db a.db people list")
        assert (ran.code, ran.err) == (0, "10 people.\n")


def test_nobody_is_named_whatever_is_done_with_them(bare: Run, company: Path, written: Path, here: Path) -> None:
    name, email, leave, apart = SECRETS
    calls = (
        f"--db a.db people add --email {email} --name '{name}' --side it --team Data",
        f"--db a.db people show {email}",
        f"--db a.db people show '{name}'",
        f"--db a.db absences add {email} 2027-03-01 2027-03-05 '{leave}'",
        f"--db a.db apart {email} it0@company.example '{apart}'",
        f"--db a.db people edit {email} --hours '{name}'",
        f"--db a.db people '{email}'",
        f"'{email}'",
        f"--db '{email}/{name}.db' people list",
        f"--db a.db --today '{name}' people list",
        f"--db a.db people import '{name}.csv'",
        f"--db a.db program create '{name}' --kind buddy --start 2027-01-11",
        f"--db a.db people remove {email}",
    )
    for call in calls:
        bare(call)
    text = written.read_text(encoding="utf-8")
    assert len(lines(written)) == len(calls)
    for secret in (*SECRETS, "Quibble", "quibble", "surgery", "get on", "a.db"):
        assert secret not in text


@thorough_only
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(min_size=1, max_size=20), place=st.integers(0, 3))
def test_no_argument_whatever_it_is_reaches_the_log(company: Path, written: Path, name: str, place: int) -> None:
    words = ["--db", "a.db", "people", "show", "it0@company.example"]
    words[place + 1] = f"Zyx{name}Qwv\n2099-01-01 forged"
    execute(words)
    if written.exists():
        text = written.read_text(encoding="utf-8")
        assert "Zyx" not in text
        assert "Qwv" not in text
        assert all(LINE.fullmatch(line) for line in text.splitlines())


def test_a_mistake_of_the_program_is_a_type_and_a_place(
    bare: Run, company: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        try:
            raise KeyError(SECRETS[0])
        except KeyError as error:
            raise RuntimeError(SECRETS[1]) from error

    monkeypatch.setattr(people_list, "page", broken)
    bare("--db a.db people list")
    unexpected, ended = told(written)
    assert re.match(r"unexpected=RuntimeError at cli/main\.py:\d+ cli/options\.py:\d+ .*from KeyError at ", unexpected)
    assert ended == "command=people-list exit=1 code=unexpected"
    assert not any(secret in written.read_text(encoding="utf-8") for secret in SECRETS)
    monkeypatch.setenv("RIDEALONG_DEBUG", "1")
    bare("--db a.db people list")
    assert f"  RuntimeError: {SECRETS[1]}" in written.read_text(encoding="utf-8")


def test_what_takes_long_says_how_long(
    bare: Run, company: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "SLOW", 0.0)
    bare("--db a.db people list")
    assert re.fullmatch(r"command=people-list exit=0 seconds=\d+\.\d", told(written)[0])


WRITE = """
import sys
from ridealong import log
log.LARGEST = 25_000
for number in range(200):
    log.ended(f"{sys.argv[1]}-{number}", 0)
"""


@thorough_only
def test_several_programs_turn_the_files_over_and_lose_nothing(written: Path) -> None:
    some = [subprocess.Popen([sys.executable, "-c", WRITE, name], stderr=subprocess.PIPE) for name in "abc"]
    for one in some:
        _out, err = one.communicate(timeout=60)
        assert (one.returncode, err) == (0, b"")
    files = sorted(written.parent.iterdir())
    assert 2 <= len(files) <= 1 + log.KEPT
    found = sorted(line for path in files for line in told(path))
    assert found == sorted(f"command={name}-{number} exit=0" for name in "abc" for number in range(200))
    assert all(path.stat().st_size <= 25_000 and path.stat().st_mode & 0o777 == 0o600 for path in files)


def test_only_so_many_old_files_are_kept(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 500)
    for number in range(60):
        log.ended(f"call-{number}", 0)
    assert sorted(one.name for one in written.parent.iterdir()) == [
        "ridealong.log",
        *(f"ridealong.log.{number}" for number in range(1, log.KEPT + 1)),
    ]
    assert told(written)[-1] == "command=call-59 exit=0"
