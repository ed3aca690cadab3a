"""What can be told of the disk that a database file lies on."""

import os
import shutil
from pathlib import Path

ENOUGH = 1024 * 1024
"""With fewer free bytes, a disk counts as full: SQLite needs some room beside a file even to read it."""


def room(path: Path) -> int | None:
    """How many bytes are free where a file lies; None where nobody says."""
    try:
        return shutil.disk_usage(path.absolute().parent)[2]
    except OSError:
        return None


def is_full(path: Path) -> bool:
    """Whether there is no room left to speak of where a file lies."""
    free = room(path)
    return free is not None and free < ENOUGH


def is_read_only(path: Path) -> bool:
    """Whether a file lies on a file system that nobody can write to; False where the system does not tell."""
    try:
        return bool(os.statvfs(path.absolute().parent).f_flag & os.ST_RDONLY)
    except (AttributeError, OSError):
        return False
