"""Names for what is written aside, by which the next one who writes there knows what a killed process has left."""

import os
import re
import shutil
import socket
import sys
import time
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from zlib import crc32

_NUMBERS = count(1)
_NAME = re.compile(r"\.ridealong-([0-9a-f]{8})-([0-9a-f]{8})-([0-9]{1,10})-[0-9]+\.new")
_LONG_AGO = 24 * 60 * 60
"""Seconds after which nobody is still writing."""


def place_aside(folder: Path) -> Path:
    """A free place in a folder for a file or a folder that is still being written."""
    return folder / f".ridealong-{_machine()}-{this_run()}-{os.getpid()}-{next(_NUMBERS)}.new"


def sweep(folder: Path) -> None:
    """Take away what processes that have ended, on this machine, left aside in a folder.

    What is of an earlier run of the machine may as well be of another machine of that name: it goes a day later.

    What cannot be read or taken away stays: whoever writes there next hears of that in its own words.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if not found or found[1] != _machine():
                continue
            if process_runs(int(found[3])) if found[2] == this_run() else not _is_old(entry):
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                with suppress(OSError):
                    Path(entry.path).unlink()


def _is_old(entry: os.DirEntry[str]) -> bool:
    try:
        return time.time() - entry.stat(follow_symlinks=False).st_mtime > _LONG_AGO
    except OSError:
        return False


@cache
def this_run() -> str:
    """What tells the processes of this machine, since it was started, from those of another one of the same name.

    It is the same for all where the system does not say; containers count as machines.
    """
    found = ""
    with suppress(OSError):
        found = f"{Path('/proc/sys/kernel/random/boot_id').read_text('ascii')}{Path('/proc/self/ns/pid').readlink()}"
    return f"{crc32(found.encode()):08x}"


def process_runs(number: int) -> bool:
    """Whether there is a process with this number on this machine; yes where that cannot be asked."""
    if sys.platform == "win32":
        return True  # there, the same call would end it
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _machine() -> str:
    # Short, and of characters that every file system takes.
    return f"{crc32(socket.gethostname().encode()):08x}"
