"""Database files that their owner alone can read, whatever the system does with new files by default."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from ridealong.exchange.leftovers import place_aside, sweep

OWNER_ALONE = 0o600
_BESIDE = ("", "-wal", "-shm")


def make_private(path: Path) -> None:
    """Make an empty file where there is none; raises OSError where it cannot be made."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))


def tighten(path: Path) -> str:
    """Take the rights to a database, and to what SQLite keeps beside it, from everybody but their owner.

    SQLite makes files that everybody may read, and copies bring rights from elsewhere.

    Returns:
        A sentence about what was done, or empty where nothing was.
    """
    if not hasattr(os, "geteuid"):
        return ""
    done = False
    for end in _BESIDE:
        with suppress(OSError):
            done = _tighten(path.with_name(path.name + end)) or done
    return f"Others could read {path}; now its owner alone can" if done else ""


def _tighten(path: Path) -> bool:
    found = path.stat()
    before = stat.S_IMODE(found.st_mode)
    if not before & (stat.S_IRWXG | stat.S_IRWXO) or found.st_uid != os.geteuid():
        return False
    path.chmod(before & OWNER_ALONE)
    return True


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A folder inside another one, for files that are not finished; gone at the end, or swept by the next one here.

    Raises:
        OSError: it cannot be made.
    """
    sweep(folder)
    place = place_aside(folder)
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        rmtree(place, ignore_errors=True)
