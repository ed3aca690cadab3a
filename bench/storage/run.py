"""Questions timed, one after the other, on one database."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from ridealong.demo.build import open_demo

from .points import Point
from .questions import Group, Question
from .scene import Scene, reopened, scene

OPENED = "the database opened"
SQLITE, POSTGRES = "SQLite", "PostgreSQL"


@dataclass(frozen=True, slots=True)
class Result:
    """What a question took on a database, in seconds: for the first time after opening, and then.

    Args:
        times: on the clock. busy: of the processor, by this process, as often.
    """

    point: str
    database: str
    group: str
    question: str
    first: float
    times: tuple[float, ...]
    busy: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median on the clock."""
        return median(self.times)

    @property
    def steady(self) -> float:
        """The median that other programs on the machine disturb least.

        That of the processor, as far as all the work is done in this process; on the clock where a server does it.
        """
        return self.middle if self.database == POSTGRES else median(self.busy)

    @property
    def worst(self) -> float:
        """The 95th percentile."""
        every = sorted(self.times)
        return every[min(len(every) - 1, int(0.95 * len(every)))]


def measure(database: str, kind: str, point: Point, questions: Sequence[Question], times: int) -> Iterator[Result]:
    """Time what opening takes, and each question, on a database that may be changed.

    Args:
        database: a path or URL. kind: what the results call it.
    """
    with TemporaryDirectory(prefix="ridealong-bench-") as folder, scene(database, Path(folder), point) as one:
        yield _result(point, kind, (Group.PAGE, OPENED), [_open(database) for _ in range(times + 1)])
        for question in questions:
            again = times if question.most is None else min(times, question.most)
            fresh = reopened(one)
            try:
                taken = [_timed(question, fresh) for _ in range(again + 1)]
            finally:
                fresh.desk.close()
            yield _result(point, kind, (question.group, question.name), taken)


def _result(point: Point, kind: str, asked: tuple[str, str], taken: Sequence[tuple[float, float]]) -> Result:
    (first, _busy), *rest = taken
    return Result(point.name, kind, *asked, first, tuple(one for one, _ in rest), tuple(one for _, one in rest))


def _open(database: str) -> tuple[float, float]:
    start = time.perf_counter(), time.process_time()
    desk = open_demo(database)
    desk.version()
    taken = time.perf_counter() - start[0], time.process_time() - start[1]
    desk.close()
    return taken


def _timed(question: Question, one: Scene) -> tuple[float, float]:
    """Seconds on the clock, and of the processor."""
    if question.before:
        question.before(one)
    start = time.perf_counter(), time.process_time()
    question.ask(one)
    taken = time.perf_counter() - start[0], time.process_time() - start[1]
    if question.after:
        question.after(one)
    return taken


def add_result(path: Path, result: Result) -> None:
    """Put a result at the end of a file of results."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(result)) + "\n")


def read_results(path: Path) -> list[Result]:
    """The results of a file, of each question the last one; empty where there is no file."""
    if not path.exists():
        return []
    found: dict[tuple[str, str, str], Result] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one = Result(**{**row, "times": tuple(row["times"]), "busy": tuple(row["busy"])})
        found[one.point, one.database, one.question] = one
    return list(found.values())


def say(result: Result) -> None:
    """Tell a result as soon as it is there."""
    figures = f"{1000 * result.first:9.1f} first {1000 * result.middle:9.1f} median {1000 * result.worst:9.1f} p95"
    figures += f" {1000 * median(result.busy):9.1f} busy"
    print(f"{result.point:>6} {result.database:<10} {result.question:<48} {figures} ms", file=sys.stderr, flush=True)
