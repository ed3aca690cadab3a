"""Calls of the program as processes that are killed at a random moment, and what they leave."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random, SystemRandom
from types import TracebackType
from typing import IO, Self, cast

KILLS = int(os.environ.get("RIDEALONG_KILLS", "8"))
"""How many processes are killed in all."""
SEED = int(os.environ.get("RIDEALONG_KILL_SEED", "0")) or SystemRandom().randrange(1, 2**32)
"""Another one each time; a test that fails prints it."""

TODAY = "2027-03-22"
DATABASE = "a.db"
CONFIG = '[organizer]\nname = "Robin"\nemail = "robin@demo.example"\ntime_zone = "Europe/Berlin"\n'

_COPIES = count(1)

Rows = Mapping[str, Sequence[tuple[object, ...]]]


def words(*call: object) -> list[str]:
    """The words of a call on the database of the folder it runs in."""
    return ["--db", DATABASE, "--today", TODAY, *map(str, call)]


class Call:
    """A process that runs a call of the program in a folder."""

    def __init__(self, pid: int, wait: "Starter | subprocess.Popen[bytes]") -> None:
        self.pid = pid
        self._wait = wait

    def send(self, number: signal.Signals) -> None:
        # Nobody has waited for it yet, so that the number is still its own even if it has ended.
        os.kill(self.pid, number)

    def kill(self) -> bool:
        """End it at once; returns whether it was still running."""
        self.send(signal.SIGKILL)
        return self.wait() == -signal.SIGKILL

    def wait(self) -> int:
        """The exit code, negative for a signal."""
        return self._wait.wait()


class Starter:
    """Starts calls as forks of a process that has imported the program already (see starter.py)."""

    def __init__(self, settings: Path) -> None:
        self._environment = {**os.environ, "RIDEALONG_CONFIG": str(settings), "RIDEALONG_LOG": "off"}
        starter = Path(__file__).with_name("starter.py")
        self._process = subprocess.Popen(
            [sys.executable, starter],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self._environment,
            bufsize=1,
        )
        assert self._heard() == "ready"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def start(self, folder: Path, call: Sequence[str], most: int = 0, line: int = 0) -> Call:
        """Start a call in a folder.

        Args:
            most: how large a file may become, in bytes, if it is not 0.
            line: the number of the line, of those of the database library that it executes, at which it hears Ctrl-C.
        """
        self._tell({"folder": str(folder), "words": list(call), "most": most, "line": line})
        return Call(int(self._heard()), self)

    def start_cold(self, folder: Path, call: Sequence[str], stdout: int = subprocess.DEVNULL) -> Call:
        """As `start`, by a new interpreter that has to import everything."""
        with Path(f"{folder}.err").open("wb") as err:
            process = subprocess.Popen(
                [sys.executable, "-m", "ridealong", *call],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=err,
                env=self._environment,
            )
        return Call(process.pid, process)

    def wait(self) -> int:
        """The exit code of the call that was started last."""
        self._tell("wait")
        return int(self._heard())

    def run(self, folder: Path, call: Sequence[str], most: int = 0, line: int = 0) -> int:
        """Run a call to its end; returns its exit code."""
        return self.start(folder, call, most, line).wait()

    def _tell(self, what: object) -> None:
        stdin = cast(IO[str], self._process.stdin)
        stdin.write(json.dumps(what) + "\n")
        stdin.flush()

    def _heard(self) -> str:
        return cast(IO[str], self._process.stdout).readline().strip()


@dataclass(frozen=True)
class Left:
    """What is in a folder.

    Args:
        rows: all rows of each table of the database.
        files: what is in all other files, by path; of databases among them the rows, too.
    """

    rows: Rows
    files: Mapping[str, bytes | Rows]


def left_in(folder: Path) -> Left:
    """What is in a folder; the database is whole, or this fails."""
    rows = content(folder / DATABASE)
    ours = {folder / f"{DATABASE}{end}" for end in ("", "-wal", "-shm")}
    files = {
        str(one.relative_to(folder)): one.read_bytes() if one.suffix != ".db" or is_aside(one) else content(one)
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one not in ours
    }
    return Left(rows, files)


def is_aside(path: Path | str) -> bool:
    """Whether a file is one that is still being written."""
    return any(part.startswith(".ridealong-") for part in Path(path).parts)


def content(path: Path) -> Rows:
    """All rows of all tables of an SQLite file that has nothing wrong with it."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in sorted(names)}
        # Who was delivering invites when it was killed is no data: the next one takes over.
        rows["properties"] = [row for row in rows.get("properties", []) if "delivering" not in row]
        return rows


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy of a folder, that goes away if all goes well."""
    copy = folder.with_name(f"{folder.name}-{next(_COPIES)}")
    shutil.copytree(folder, copy)
    yield copy
    shutil.rmtree(copy)


@dataclass(frozen=True)
class Undisturbed:
    """How a call goes that nobody kills.

    Args:
        seconds: after which it changes nothing in its folder any more. changes: how often it was seen to change there.
    """

    code: int
    left: Left
    seconds: float
    changes: int


def undisturbed(starter: Starter, folder: Path, call: Sequence[str]) -> Undisturbed:
    """Let a call run to its end in a folder."""
    begun = time.monotonic()
    running = starter.start(folder, call)
    changes = _watch(folder, running.pid)
    return Undisturbed(running.wait(), left_in(folder), changes[-1] - begun, len(changes))


@dataclass(frozen=True)
class Moment:
    """When a process is killed.

    Args:
        seconds: so long after its start; or, where `change` is above 0, so long after that change in its folder.
        cold: whether it is started by a new interpreter, as a user does.
    """

    seconds: float
    change: int = 0
    cold: bool = False

    def await_(self, folder: Path, pid: int) -> None:
        if self.change:
            _watch(folder, pid, self.change)
        time.sleep(self.seconds)


def chance_for(name: str) -> Random:
    """The chance of one test, with what repeats it in case that it fails."""
    print(f"RIDEALONG_KILL_SEED={SEED}")  # noqa: T201 - shown by pytest with a failure alone
    return Random(f"{SEED} {name}")


def a_moment(chance: Random, usual: Undisturbed) -> Moment:
    """Half of them at any time of the work, the others close to a moment at which something is written."""
    if chance.random() < 0.1:
        return Moment(chance.uniform(0, 2 * usual.seconds), change=1, cold=True)
    if chance.random() < 0.5:
        return Moment(chance.uniform(0, usual.seconds))
    return Moment(chance.uniform(0, 0.01), change=chance.randint(1, usual.changes))


def kill(starter: Starter, folder: Path, call: Sequence[str], moment: Moment) -> bool:
    """Run a call, and kill it; returns whether it was still running."""
    running = (starter.start_cold if moment.cold else starter.start)(folder, call)
    moment.await_(folder, running.pid)
    return running.kill()


def _watch(folder: Path, pid: int, until: int = 0) -> list[float]:
    """When something has changed in a folder, until it has so often or the process has ended."""
    seen = _look(folder)
    changes: list[float] = []
    while not until or len(changes) < until:
        now = _look(folder)
        if now != seen:
            seen = now
            changes.append(time.monotonic())
        elif _ended(pid):
            break
        else:
            time.sleep(0.002)
    return changes


def _look(folder: Path) -> list[tuple[str, int, int]]:
    """The files in a folder and those below it, by path, with size and time."""
    found: list[tuple[str, int, int]] = []
    with suppress(FileNotFoundError):
        for one in os.scandir(folder):
            stat = one.stat()
            found.append((one.path, stat.st_size, stat.st_mtime_ns))
            if one.is_dir():
                found += _look(Path(one.path))
    return found


def _ended(pid: int) -> bool:
    """Whether a process has ended, though nobody has waited for it yet."""
    # The name of the program stands in brackets before the state, and may hold anything.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
