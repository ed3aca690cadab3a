"""Names for what is written aside, by which the next one who writes there knows what a killed process has left."""

import os
import re
import shutil
import socket
import sys
from contextlib import suppress
from itertools import count
from pathlib import Path
from zlib import crc32

_NUMBERS = count(1)
_NAME = re.compile(r"\.ridealong-([0-9a-f]{8})-([0-9]{1,10})-[0-9]+\.new")


def place_aside(folder: Path) -> Path:
    """A free place in a folder for a file or a folder that is still being written."""
    return folder / f".ridealong-{_machine()}-{os.getpid()}-{next(_NUMBERS)}.new"


def sweep(folder: Path) -> None:
    """Take away what processes that have ended, on this machine, left aside in a folder.

    What cannot be read or taken away stays: whoever writes there next hears of that in its own words.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _NAME.fullmatch(entry.name)
            if not found or found[1] != _machine() or process_runs(int(found[2])):
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                with suppress(OSError):
                    Path(entry.path).unlink()


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
