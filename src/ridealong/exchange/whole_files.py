"""Files put into place whole: whoever reads one sees the old or the new one, and never half of it."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ridealong.exchange.leftovers import place_aside

_OWNER_ALONE = 0o600


def replace_whole(target: Path, data: bytes, *, lasting: bool = True, keep_rights: bool = False) -> None:
    """Write a file beside its place and move it there; whatever was there before, its owner alone can read it then.

    Args:
        keep_rights: let those read it who could read the one that was there: it may have been published on purpose.
        lasting: whether it is sure, from the moment at which this returns, that a loss of power leaves the new one.
            Without that it leaves the old or the new one, and many files are written in half the time.

    Raises:
        OSError: it cannot be written; what was there before is left as it is.
    """
    draft = place_aside(target.parent)
    try:
        write_new(draft, data)
        flush([draft])
        if keep_rights and target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
        if lasting:
            flush_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def make_folder(folder: Path) -> list[Path]:
    """Make a folder and those it lies in, open to their owner alone; one that is there stays as it is.

    Returns:
        Those that were made, the innermost first.

    Raises:
        OSError: it cannot be made.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        for one in reversed(missing or [folder]):
            one.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        for one in missing:
            with suppress(OSError):
                one.rmdir()
        raise
    return missing


def write_new(path: Path, data: bytes) -> None:
    """Write a file that nobody but its owner can read; raises OSError where it cannot be written, or is there."""
    with open(path, "xb", opener=_private) as file:
        file.write(data)


def flush(paths: Iterable[Path]) -> None:
    """See that the content of files is on the disk itself; raises OSError where it cannot get there."""
    for path in paths:
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """See that the names in a folder are on the disk itself, where the system knows how."""
    # Windows opens no folders, and some network shares do not flush them.
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, _OWNER_ALONE)
