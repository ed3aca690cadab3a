"""How far long work on a database has come, and how it is stopped while SQLite alone is at work."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[str, int, int], None]
"""Called with what is being done, and how many of how many parts of it are done."""

_STEPS = 500_000
"""Steps of SQLite's machine between two looks: some milliseconds."""


def nobody(_what: str, _done: int, _total: int) -> None:
    """Listen to no progress."""


@contextmanager
def stoppable(connection: sqlite3.Connection, told: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Within this, Ctrl-C also ends a single long statement of SQLite, and `told` is called now and then."""
    caught: list[BaseException] = []

    def look() -> int:
        try:
            told()
        except BaseException as error:
            caught.append(error)
            return 1
        return 0

    connection.set_progress_handler(look, _STEPS)
    try:
        yield
    except Exception as error:
        if caught:
            raise caught[0] from error
        # Python may hear of Ctrl-C before `look` can catch it; nobody else interrupts a statement.
        if "interrupted" in str(error):
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
