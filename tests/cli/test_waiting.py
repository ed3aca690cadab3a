"""On a terminal, a command that takes longer than a moment says that it goes on."""

import io
import re
import sys
import time

import pytest

from ridealong.cli.output import say
from ridealong.cli.progress import counted, progress_line

from .conftest import Terminal


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def drawn(terminal: Terminal) -> list[str]:
    return [one for one in terminal.getvalue().split("\r\x1b[K") if one]


def wait_for(terminal: Terminal, number: int) -> None:
    for _ in range(1200):
        if len(drawn(terminal)) >= number:
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing more is drawn: {terminal.getvalue()!r}")


def test_seconds_are_counted_from_the_first_full_one_and_the_line_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    err = at_a_terminal(monkeypatch)
    with progress_line("Comparing"):
        wait_for(err, 2)
    assert [re.sub(r"\d", "N", one) for one in drawn(err)] == [" N s  Comparing ..."] * 2
    assert err.getvalue().endswith("\r\x1b[K")


def test_what_was_told_last_is_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    err = at_a_terminal(monkeypatch)
    with counted("Comparing people:") as told:
        assert told is not None
        told(3, 4)
        wait_for(err, 2)
    assert drawn(err)[0] == " 75%  Comparing people: 3 of 4"
    assert re.fullmatch(r" \d s  Comparing people: 3 of 4 \.\.\.", drawn(err)[1])


def test_what_is_quick_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    err = at_a_terminal(monkeypatch)
    with progress_line("Comparing"):
        pass
    assert err.getvalue() == ""


def test_nobody_at_a_terminal_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = io.StringIO()
    monkeypatch.setattr(sys, "stderr", nobody)
    with progress_line("Comparing") as told:
        assert told is None
    assert nobody.getvalue() == ""


def test_a_line_of_narration_stands_in_a_row_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    err = at_a_terminal(monkeypatch)
    with progress_line("Writing"):
        wait_for(err, 1)
        say("What is written counts.")
    assert "...\r\x1b[KWhat is written counts.\n" in err.getvalue()
