"""Long texts are written in the user's own editor; whatever goes wrong there, what was typed stays."""

import fcntl
import os
import pty
import select
import stat
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

from ridealong.domain.errors import Refused
from ridealong.tui import editing
from ridealong.tui.widgets.field import Field
from thorough import thorough_only

from .driving import Open, fill, press, toasts

DOWN, CTRL_E, CTRL_Q = "\x1b[B", "\x05", "\x11"
PATIENCE = 60
"""Seconds after which what does not come never will."""


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self, *call: str, **environment: str) -> None:
        self._child, self._end = pty.fork()
        if self._child == 0:
            os.environ.update(environment, TERM="xterm-256color")
            os.execv(sys.executable, [sys.executable, "-m", "ridealong", *call])
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self._drawn = b""

    def sees(self, words: str) -> None:
        """Wait until words are drawn that were not there at the last time."""
        until = time.monotonic() + PATIENCE
        while words.encode() not in self._drawn:
            ready, _, _ = select.select([self._end], [], [], max(0, until - time.monotonic()))
            assert ready, f"'{words}' does not come: {self._drawn[-4000:]!r}"
            self._drawn += os.read(self._end, 65536)
        self._drawn = b""

    def types(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def insists(self, keys: str, words: str) -> None:
        """Type keys until words are drawn: what is typed while an editor gives the terminal back may be lost."""
        until = time.monotonic() + PATIENCE
        while words.encode() not in self._drawn:
            assert time.monotonic() < until, f"'{words}' does not come: {self._drawn[-4000:]!r}"
            self.types(keys)
            pause = time.monotonic() + 2
            while (
                words.encode() not in self._drawn
                and select.select([self._end], [], [], max(0, pause - time.monotonic()))[0]
            ):
                self._drawn += os.read(self._end, 65536)
                if time.monotonic() > pause:
                    break
        self._drawn = b""

    def ends(self) -> int:
        """Wait for the end; returns the exit code."""
        try:
            while select.select([self._end], [], [], PATIENCE)[0] and os.read(self._end, 65536):
                pass
        except OSError:
            pass  # how Linux says that the other end is closed
        return os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that keeps what it was given, and saves two lines; it fails as long as there is a file `fail`."""
    path = tmp_path / "my editor"
    path.write_text(
        '#!/bin/sh\n[ -e fail ] && exit 3\ncp "$2" seen\nstat -c "%a" "$2" "$(dirname "$2")" > rights\n'
        'echo "$1" > given\nprintf "first line\\nsecond line\\n" > "$2"\n'
    )
    path.chmod(0o700)
    return path


@thorough_only
def test_a_reason_is_written_in_the_editor_and_comes_back_as_one_line(
    editor: Path, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fail").touch()
    screens = Terminal("--db", str(published), RIDEALONG_TODAY="2027-02-02", VISUAL=f"'{editor}' --wait", EDITOR="")
    screens.sees("quit")
    screens.types("5")
    screens.sees("6 pairings")
    screens.types("m")
    screens.sees("Reason")
    screens.types(DOWN)
    screens.sees("mrivate; may stay empty")  # the cursor stands on its first letter
    screens.types("as it was")
    screens.sees("as it was")
    screens.types(CTRL_E)
    screens.sees("ended with an error (3)")
    (tmp_path / "fail").unlink()
    screens.insists(CTRL_E, "first line second line")
    screens.insists("x", "second linex")
    screens.types(CTRL_Q)
    screens.sees("once more throws away")
    screens.types(CTRL_Q)
    assert screens.ends() == 0
    assert (tmp_path / "seen").read_text() == "as it was\n"
    assert (tmp_path / "given").read_text() == "--wait\n"
    rights = (tmp_path / "rights").read_text().split()
    assert [int(one, 8) & (stat.S_IRWXG | stat.S_IRWXO) for one in rights[1:]] == [0]


async def test_where_no_editor_can_be_opened_it_says_so_and_the_text_stays(
    opened: Open, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    async with opened(published) as pilot:
        await press(pilot, "5", "m")
        await fill(pilot, "reason", "typed here")
        await press(pilot, "ctrl+e")
        assert "An editor cannot be opened from here" in toasts(pilot)
        assert pilot.app.screen.query_one("#field-reason", Field).text == "typed here"


@thorough_only
async def test_in_a_short_field_the_key_goes_to_the_end_of_the_line(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "n")
        await fill(pilot, "name", "Zoe")
        field = pilot.app.screen.query_one("#field-name", Field).input
        await press(pilot, "home", "ctrl+e")
        assert field.cursor_position == 3
        assert toasts(pilot) == ""


@pytest.mark.parametrize(
    ("visual", "usual", "wanted"),
    [("code --wait", "vi", ["code", "--wait"]), (" ", "vi", ["vi"]), ("'my editor' -n", "", ["my editor", "-n"])],
)
def test_visual_comes_before_editor(
    visual: str, usual: str, wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", visual)
    monkeypatch.setenv("EDITOR", usual)
    assert editing.command() == wanted


def test_without_any_editor_the_remedy_names_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in editing.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="export EDITOR"):
        editing.command()
    monkeypatch.setenv("EDITOR", "'never closed")
    with pytest.raises(Refused, match="EDITOR is no command"):
        editing.command()
