"""What opening a database, or working on all of it, says on stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ridealong.cli.output import is_terminal, say
from ridealong.cli.progress import progress_line

if TYPE_CHECKING:
    from ridealong.services.desk import Desk

Told = Callable[[str, int, int], None]
"""Called with what is being done, and how many of how many parts of it are done."""


@contextmanager
def told_parts(first: str = "") -> Iterator[Told]:
    """Something to tell the progress to: a line that moves on a terminal.

    Args:
        first: what is said, once, to whoever is no terminal, as soon as there is any progress; empty for nothing.
    """
    if not is_terminal(sys.stderr):
        yield _once(first)
        return
    with progress_line("Opening the database") as line:

        def told(what: str, done: int, total: int) -> None:
            if line:
                counted = f"{what} {done:,} of {total:,}" if what.endswith(":") else what
                line(counted, done / max(1, total))

        yield told


def _once(first: str) -> Told:
    left = [first] if first else []

    def told(_what: str, _done: int, _total: int) -> None:
        if left:
            say(left.pop())

    return told


def say_opened(desk: "Desk") -> None:
    """Say what opening a database has changed, if anything."""
    for one in desk.opened:
        say(one)
