"""One method on one season in a process of its own: `-m bench.planning.child METHOD KIND PEOPLE ROUNDS SEED FOLDER`.

The plan goes to `rows.npy` (n, 3) and what it took to `figures.json` in the folder; judging is done elsewhere.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ridealong.planning.plan import Plan
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress
from ridealong.planning.solve import solve

from .arrays import Ints, arrays_of, plan_rows
from .peers import METHODS
from .seasons import make_season

OURS = "ridealong"
_STATUS, _FORGET_PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run took from the problem read to the answer: processor seconds, seconds on the clock, and memory.

    All are those of the process and its children together; `peak` is in millions of bytes. `full_cpu` and `full_wall`
    are when a plan with as many places as the last one was first there; `bound` and `stated` (its value) are what our
    planner says of its own plan. Other methods say nothing.
    """

    cpu: float
    wall: float
    peak: float
    full_cpu: float | None = None
    full_wall: float | None = None
    bound: int | None = None
    stated: int | None = None


def main() -> None:
    method, kind, people, rounds, seed, folder = sys.argv[1:]
    problem = make_season(kind, int(people), int(rounds), int(seed))
    rows, figures = _ours(problem) if method == OURS else _peer(method, problem, int(seed))
    np.save(Path(folder) / "rows.npy", rows)
    (Path(folder) / "figures.json").write_text(json.dumps(asdict(figures)), encoding="utf-8")


def _ours(problem: Problem) -> tuple[Ints, Figures]:
    told: list[tuple[int, float, float]] = []

    def listen(progress: Progress) -> None:
        told.append((progress.placed, *_now()))

    cpu, wall = _fresh_start()
    plan: Plan = solve(problem, progress=listen)
    end_cpu, end_wall = _now()
    peak = _peak()
    told.append((len(plan.assignments), end_cpu, end_wall))
    _, full_cpu, full_wall = next(one for one in told if one[0] == len(plan.assignments))
    rows = plan_rows(problem, [(a.round, a.guest, a.host) for a in plan.assignments])
    return rows, Figures(
        cpu=end_cpu - cpu,
        wall=end_wall - wall,
        peak=peak,
        full_cpu=full_cpu - cpu,
        full_wall=full_wall - wall,
        bound=plan.bound.value,
        stated=plan.score.value,
    )


def _peer(method: str, problem: Problem, seed: int) -> tuple[Ints, Figures]:
    arrays = arrays_of(problem)
    cpu, wall = _fresh_start()
    rows = METHODS[method](arrays, seed)
    end_cpu, end_wall = _now()
    return rows, Figures(cpu=end_cpu - cpu, wall=end_wall - wall, peak=_peak())


def _now() -> tuple[float, float]:
    """Processor seconds of this process and its children, and seconds on the clock."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + _running_children(), time.perf_counter()


def _running_children() -> float:
    """Processor seconds of children that have not ended yet, where the system tells; the planner may work in one."""
    ticks = 0
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text(encoding="ascii").split():
            # It may end at any moment. The name, in parentheses, may have spaces; the times are fields 14 and 15.
            with suppress(OSError):
                fields = Path(f"/proc/{child}/stat").read_text(errors="replace").rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _fresh_start() -> tuple[float, float]:
    """The start of the work; where the system can forget it, what making the season took does not count as a peak."""
    if _FORGET_PEAK.exists():
        _FORGET_PEAK.write_text("5", encoding="ascii")
    return _now()


def _peak() -> float:
    """The most memory of this process, and of the largest of its children, in millions of bytes."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if _STATUS.exists():
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return (own + children) * 1024 / 1e6


if __name__ == "__main__":
    main()
