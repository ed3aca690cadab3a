"""A process that has imported the program already and, told by lines on stdin, starts calls of it by forking.

Each call is a process of its own that runs what `python -m ridealong` runs, without half a second of imports before it,
so that it can be killed while it works.
"""

import gc
import importlib
import json
import os
import resource
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import TraceFunction

LOADED = (
    "alembic.runtime.migration",
    "ridealong.calendars.mail",
    "ridealong.calendars.smtp",
    "ridealong.calendars.writer",
    "ridealong.cli.db",
    "ridealong.cli.history",
    "ridealong.cli.invites",
    "ridealong.cli.main",
    "ridealong.cli.people",
    "ridealong.cli.plan",
    "ridealong.cli.programs",
    "ridealong.cli.publish",
    "ridealong.cli.undo",
    "ridealong.planning.engine",
    "ridealong.services.databases",
    "ridealong.storage.migrate",
    "sqlalchemy.dialects.sqlite",
)
"""What the calls that are killed would import one after the other while they work."""


TRANSACTIONS = ("sqlalchemy.engine", "Transaction.")
"""Of what is executed, that which begins and ends transactions: by its module and class."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    """Answer lines of JSON.

    `{"folder": ..., "words": [...], "most": ..., "line": ...}` starts a call, and is answered with its number. No file
    of the call may grow above `most` bytes if that is not 0; it hears Ctrl-C at the line of that number, of those of
    the database library that it executes, if that is not 0. `"wait"` waits for it, and is answered with its exit
    code, negative for a signal.
    """
    # Whoever started the tests in the background has had Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in LOADED:
        importlib.import_module(name)
    gc.freeze()
    _say("ready")
    child = 0
    for line in sys.stdin:
        told = json.loads(line)
        if told == "wait":
            _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            continue
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        child = os.fork()
        if child == 0:
            _become(Path(told["folder"]), told["words"], told["most"], told["line"])
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        _say(child)


def _become(folder: Path, words: list[str], most: int, line: int) -> None:
    os.chdir(folder)
    if most:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    # Beside the folder, since what lies in it is compared.
    for number, name in enumerate((os.devnull, f"{folder}.out", f"{folder}.err")):
        opened = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv[1:] = words
    from ridealong.__main__ import main as program  # noqa: PLC0415 - in the call, as it would be without this

    lines = _Lines(line)
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        if line:
            sys.settrace(lines.trace)
        program()
    except SystemExit as ended:
        sys.stdout.flush()
        if line:
            Path(f"{folder}.lines").write_text(str(lines.executed))
        # Taking an interpreter down takes as long as many a call, and touches no file.
        os._exit(ended.code if isinstance(ended.code, int) else 0)
    except KeyboardInterrupt:
        # Before the program could hear it.
        os._exit(130)


class _Lines:
    """Counts the lines of transactions that are executed, and lets the process hear Ctrl-C at one of them."""

    def __init__(self, line: int) -> None:
        self.executed = 0
        self._line = line

    def trace(self, frame: FrameType, event: str, _value: object) -> "TraceFunction | None":
        module, name = frame.f_globals.get("__name__", ""), frame.f_code.co_qualname
        if not (module.startswith(TRANSACTIONS[0]) and TRANSACTIONS[1] in name):
            return None
        self.executed += event == "line"
        if event == "line" and self.executed == self._line:
            os.kill(os.getpid(), signal.SIGINT)
        return self.trace


def _say(what: object) -> None:
    print(what, flush=True)  # noqa: T201 - how it is heard


if __name__ == "__main__":
    main()
