"""The log file in the user's state folder: what was run and how it ended, without what it was about.

Messages of errors, arguments and values of variables name people, so none of them is written: an error is the name of
its type and the lines of our code it came through. Only `RIDEALONG_DEBUG=1` adds the whole traceback.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ridealong import __version__

if TYPE_CHECKING:
    from io import TextIOWrapper
    from logging.handlers import RotatingFileHandler

LOG_VARIABLE = "RIDEALONG_LOG"
DEBUG_VARIABLE = "RIDEALONG_DEBUG"
OFF = "off"

LARGEST = 1_000_000
"""Bytes in one file, before the next one is begun."""
KEPT = 3
"""How many older files there are beside it."""
SLOW = 1.0
"""Seconds from which on the duration of a call is worth a line."""

T = TypeVar("T")

_PACKAGE = Path(__file__).parent


def log_path() -> Path | None:
    """Where the log is, whether or not it exists; None where it is switched off."""
    named = os.environ.get(LOG_VARIABLE, "")
    if named.casefold() == OFF:
        return None
    if named:
        return Path(named).expanduser()
    from platformdirs import user_state_path  # noqa: PLC0415 - most calls of the screens have nothing to write

    return user_state_path("ridealong", appauthor=False) / "ridealong.log"


def why_unwritable() -> str:
    """What keeps the log from being written, in words that name no place; empty where nothing does, or it is off.

    Nothing is made to find that out.
    """
    try:
        path = log_path()
        if path is None:
            return ""
        if path.is_dir():
            return "it is a folder"
        if path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_APPEND))
            return ""
        there = next(one for one in path.absolute().parents if one.exists())
        if not there.is_dir():
            return "what would have to be its folder is a file"
        return "" if os.access(there, os.W_OK | os.X_OK) else "its folder cannot be written"
    except (OSError, RuntimeError) as error:
        # A home folder that nobody has is a RuntimeError.
        return (isinstance(error, OSError) and error.strerror) or "its place cannot be found"


def ended(command: str, exit_code: int, code: str = "", seconds: float = 0.0) -> None:
    """Note how a command ended.

    Args:
        command: its name, never what followed it. code: that of the error, if there was one.
        seconds: how long it took; noted from `SLOW` on.
    """
    words = [f"command={command.replace(' ', '-')}", f"exit={exit_code}"]
    words += [f"code={code}"] if code else []
    words += [f"seconds={seconds:.1f}"] if seconds >= SLOW else []
    _write("info" if exit_code in (0, 3) else "warning", " ".join(words))


def unexpected(error: BaseException) -> None:
    """Note an error that nobody foresaw: its type, and where in our code it came from."""
    lines = [f"unexpected={' from '.join(_chain(error))}"]
    if os.environ.get(DEBUG_VARIABLE):
        lines += "".join(traceback.format_exception(error)).splitlines()
    _write("error", "\n  ".join(lines))


def slow(call: str, seconds: float) -> None:
    """Note a call that took its time, by the name that it has in the code."""
    _write("info", f"slow={call} seconds={seconds:.1f}")


def timed(work: Callable[[], T], named: Callable[..., object]) -> T:
    """Do some work; where it is slow, that is noted under the name of a function."""
    begun = time.monotonic()
    try:
        return work()
    finally:
        taken = time.monotonic() - begun
        if taken >= SLOW:
            slow(f"{getattr(named, '__module__', '')}.{getattr(named, '__qualname__', type(named).__name__)}", taken)


def _chain(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield f"{type(found).__name__} at {' '.join(_places(found)) or 'none of our lines'}"
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _places(error: BaseException) -> Iterator[str]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE):
            yield f"{file.relative_to(_PACKAGE).as_posix()}:{line}"


def _write(level: str, words: str) -> None:
    """Add a line; a log that cannot be written stops nobody."""
    with suppress(Exception):
        path = log_path()
        if path is None:
            return
        if not path.parent.exists():
            from ridealong.exchange.whole_files import make_folder  # noqa: PLC0415 - needed once

            make_folder(path.parent)
        now = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        line = f"{now} ridealong={__version__} pid={os.getpid()} {level} {words}"
        with _alone(path):
            _append(path, line)


def _append(path: Path, line: str) -> None:
    from logging import makeLogRecord  # noqa: PLC0415 - only who has something to write waits for it

    handler = _handler(path)
    try:
        handler.emit(makeLogRecord({"msg": line.encode("utf-8", "backslashreplace").decode()}))
    finally:
        handler.close()


def _handler(path: Path) -> "RotatingFileHandler":
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - as above

    class Quiet(RotatingFileHandler):
        def _open(self) -> "TextIOWrapper":
            return os.fdopen(_opened(path), "a", encoding="utf-8")

        def handleError(self, record: object) -> None:  # noqa: N802 - the name it has in logging
            """Say nothing: standard error is the user's."""

    return Quiet(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Within this no other process turns the files over; one that waits too long goes on all the same."""
    file = _opened(path)
    try:
        for _ in range(_TRIES):
            if _locked(file):
                if _still_there(file, path):
                    break
                # Meanwhile somebody has begun a new file at this place.
                os.close(file)
                file = _opened(path)
            else:
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(file)


_TRIES = 50
_PAUSE = 0.01


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)


def _still_there(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _locked(file: int) -> bool:
    """Take the lock of a file, if it is free; Windows has no such locks and turns no file over that is in use."""
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 - not on every system

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
