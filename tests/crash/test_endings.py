"""Ctrl-C, a terminal that is closed and `kill` end a call in order: nothing half is left, and what is told is true."""

import os
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from thorough import THOROUGH, thorough_only

from .actions import ACTIONS, Action
from .conftest import SPRING, Base, Usually
from .killing import DATABASE, Starter, a_moment, chance_for, copied, left_in, words

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
INTERRUPTED = (130, -signal.SIGINT)
"""The second is Python's own: it ends so where Ctrl-C came while it was executing a text, as for a dataclass. Shells
call both 130."""
BEYOND = 10**9
"""A line that is never reached."""
FEW = ("people import", "plan", "invites feed", "db restore")
KEPT = "ridealong: interrupted. Kept: people.csv: 1000 added"


@pytest.mark.parametrize(
    ("number", "action"),
    # Where few cases are tried, some actions.
    [
        pytest.param(number, action, id=str(action), marks=() if str(action) in FEW else thorough_only)
        for number, action in enumerate(ACTIONS)
    ],
)
def test_ended_from_outside_it_tidies_up_and_says_what_is_true(
    number: int, action: Action, base: Base, usually: Usually, starter: Starter
) -> None:
    chance = chance_for(f"end {action}")
    ending = ENDINGS[number % len(ENDINGS)]
    folder = base(action.base)
    before = left_in(folder)
    usual = usually(action.base, action.call)
    moment = a_moment(chance, usual)
    with copied(folder) as copy:
        running = (starter.start_cold if moment.cold else starter.start)(copy, action.call)
        moment.await_(copy, running.pid)
        running.send(ending)
        code = running.wait()
        said = Path(f"{copy}.err").read_text()
        found = left_in(copy)
    # Before the program has begun, and after it has ended, only the system hears these two.
    assert code in (0, 3, *INTERRUPTED) or (code == -ending and found in (before, usual.left)), (moment, said)
    assert "Traceback" not in said
    assert found.rows in (before.rows, usual.left.rows), moment
    for name, data in found.files.items():
        assert data in (before.files.get(name), usual.left.files.get(name)), f"{name} is left at {moment}"
    if "Nothing was changed" in said:
        assert found == before, moment
    if "Kept: " in said:
        assert found != before, moment
    if code in (0, 3):
        assert found == usual.left, moment


def test_interrupted_at_any_step_of_a_transaction_it_says_so(base: Base, starter: Starter) -> None:
    """A library that is cut off where it ends a transaction trips over its own checks: no user hears of them."""
    folder, call = base("company"), words("program", "archive", SPRING)
    before = left_in(folder)
    with copied(folder) as copy:
        assert starter.run(copy, call, line=BEYOND) == 0
        after, lines = left_in(copy), int(Path(f"{copy}.lines").read_text())
    for line in sorted(chance_for("lines").sample(range(1, lines + 1), lines if THOROUGH else 5)):
        with copied(folder) as copy:
            code = starter.run(copy, call, line=line)
            said, found = Path(f"{copy}.err").read_text(), left_in(copy)
        assert code in INTERRUPTED, (line, said)
        changed = found.rows["programs"] != before.rows["programs"]
        assert found.rows["programs"] == (after if changed else before).rows["programs"], line
        assert ("Kept: " if changed else "Nothing was changed") in said, (line, said)


@thorough_only
def test_what_is_done_is_named_where_it_was_too_late_to_stop_it(base: Base, starter: Starter) -> None:
    with copied(base("company")) as copy:
        read, write = os.pipe()
        os.set_blocking(write, False)
        with suppress(BlockingIOError):
            while True:
                os.write(write, b"x" * 4096)
        os.set_blocking(write, True)
        # Nobody reads what it prints, so that it waits there, with the work done.
        running = starter.start_cold(copy, words("people", "import", "people.csv"), stdout=write)
        os.close(write)
        while entries(copy) < 1 + entries(base("company")):
            time.sleep(0.01)
        running.send(signal.SIGTERM)
        time.sleep(0.1)
        os.close(read)
        assert running.wait() in INTERRUPTED
        assert Path(f"{copy}.err").read_text().strip().startswith(KEPT)


def entries(folder: Path) -> int:
    """How many entries the journal has, asked while somebody else writes it."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        return int(connection.execute("SELECT count(*) FROM journal").fetchone()[0])
