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


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    """Answer lines of JSON.

    `{"folder": ..., "words": [...], "most": ...}` starts a call, for which no file may grow above so many bytes if that
    is not 0, and is answered with its number; `"wait"` waits for that, and is
    answered with its exit code, negative for a signal.
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
            _become(Path(told["folder"]), told["words"], told["most"])
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        _say(child)


def _become(folder: Path, words: list[str], most: int) -> None:
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

    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        program()
    except SystemExit as ended:
        sys.stdout.flush()
        # Taking an interpreter down takes as long as many a call, and touches no file.
        os._exit(ended.code if isinstance(ended.code, int) else 0)
    except KeyboardInterrupt:
        # Before the program could hear it.
        os._exit(130)


def _say(what: object) -> None:
    print(what, flush=True)  # noqa: T201 - how it is heard


if __name__ == "__main__":
    main()
