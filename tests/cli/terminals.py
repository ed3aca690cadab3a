"""Calls of the program at a terminal of their own, as a person makes them."""

import os
import pty
import sys
from collections.abc import Callable

PROGRAM = (sys.executable, "-m", "ridealong")


def on_a_terminal(
    call: list[str], answer: str = "", columns: int = 60, before: Callable[[], object] | None = None
) -> tuple[int, str]:
    """The exit code of a call, and all that it draws.

    Args:
        answer: what is typed. before: done while a question of the call stands there, before the answer.
    """
    child, terminal = pty.fork()
    if child == 0:
        os.environ["COLUMNS"] = str(columns)
        os.execv(sys.executable, [*PROGRAM, *call])
    drawn = b""
    if before is not None:
        while b"?" not in drawn:
            drawn += os.read(terminal, 65536)
        before()
    os.write(terminal, answer.encode())
    try:
        while some := os.read(terminal, 65536):
            drawn += some
    except OSError:
        pass  # how Linux says that the other end is closed
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), drawn.decode()
