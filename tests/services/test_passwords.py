"""Passwords of servers, from real commands."""

import os
import shlex
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ridealong.domain.errors import Interrupted, Refused
from ridealong.services.passwords import find_password

VARIABLE, SETTING = "RIDEALONG_CALDAV_PASSWORD", "caldav.password_command"


@pytest.fixture(autouse=True)
def _none_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def python(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", r"There is no password for the server\. Set RIDEALONG_CALDAV_PASSWORD, or caldav.password_command"),
        ("false", r"The command in caldav.password_command failed \(exit code 1\)"),
        ("/no/such/program", r"failed \(No such file or directory\)"),
        ("echo 'half", r"failed \(it cannot be read as a command\)"),
        ("true", r"printed no password"),
    ],
)
def test_a_command_that_gives_no_password_is_told(command: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        find_password(VARIABLE, command, SETTING)


def test_the_environment_goes_before_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "from the environment")
    assert find_password(VARIABLE, "echo 'from the command'", SETTING) == "from the environment"


@pytest.fixture
def typed() -> Iterator[None]:
    """Somebody has typed a line where the program reads what is typed."""
    before = os.dup(0)
    reader, writer = os.pipe()
    os.write(writer, b"typed\n")
    os.close(writer)
    os.dup2(reader, 0)
    os.close(reader)
    yield
    os.dup2(before, 0)
    os.close(before)


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize(("terminal", "read", "shown"), [(True, "'typed'", "Which key?"), (False, "''", "")])
def test_a_command_speaks_with_the_user_unless_screens_are_drawn(
    terminal: bool, read: str, shown: str, capfd: pytest.CaptureFixture[str]
) -> None:
    command = python("import sys; print('Which key?', end='', file=sys.stderr); print(repr(sys.stdin.read().strip()))")
    assert find_password(VARIABLE, command, SETTING, terminal=terminal) == read
    assert capfd.readouterr().err == shown


@pytest.mark.skipif(sys.platform == "win32", reason="processes have no groups there")
def test_whoever_stops_waiting_ends_the_command_and_what_it_has_started(tmp_path: Path) -> None:
    started = tmp_path / "started"
    child = f"import os, time; open({str(started)!r}, 'w').write(str(os.getpid())); time.sleep(100)"
    command = python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")
    with pytest.raises(Interrupted):
        find_password(
            VARIABLE, command, SETTING, terminal=False, cancelled=lambda: started.exists() and bool(started.read_text())
        )
    process = int(started.read_text())
    for _ in range(500):
        if _state(process) in ("", "Z"):
            return
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)
    pytest.fail("What the command has started goes on")


def _state(process: int) -> str:
    """What the system says of a process; Z where it has ended and nobody has looked, nothing where it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
