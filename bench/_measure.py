"""What the measurements share: processes timed in turn, and ratios that noise moves as little as possible."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

from ridealong.demo.people import make_people
from ridealong.demo.sizes import Size
from ridealong.exchange.write_csv import people_csv_text

T = TypeVar("T")

BIN = Path(sys.executable).parent
"""Where the programs of this environment are."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took, in seconds: on the clock, and of the processor."""

    wall: float
    cpu: float


def clean_environment(folder: Path) -> dict[str, str]:
    """An environment in which nothing of the user's own settings or data is found."""
    config = folder / "config.toml"
    if not config.exists():
        config.write_text(
            'coordinator = "bench"\n[organizer]\nname = "Bench"\nemail = "bench@company.example"\n'
            'time_zone = "Europe/Berlin"\ncountry = "DE"\n',
            encoding="utf-8",
        )
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")}
    return kept | {"HOME": str(folder), "RIDEALONG_CONFIG": str(config), "LC_ALL": "C.UTF-8"}


def roster(path: Path, people: int) -> Path:
    """Write a people file with every column; the same number always gives the same file."""
    it = people * 6 // 10
    size = Size(name="bench", it=it, marketing=people - it, it_teams=12, marketing_teams=10)
    path.write_text(people_csv_text(make_people(size, random.Random(f"bench {people}"))), encoding="utf-8")
    return path


def process(arguments: Sequence[str | Path], environment: Mapping[str, str], fine: Sequence[int] = (0,)) -> Taken:
    """Run a program to its end; what it says goes nowhere, and an exit code that is not fine stops the measurement."""
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(list(map(str, arguments)), env=dict(environment), capture_output=True, check=False)
    wall, after = time.perf_counter() - start, os.times()
    if done.returncode not in fine:
        sys.exit(f"{' '.join(map(str, arguments))} failed:\n{done.stderr.decode(errors='replace')}")
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return Taken(wall, cpu)


def in_turn(contestants: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """Let each have its turn in every round, after one round that does not count.

    The order changes from round to round, so that nobody always runs after the same neighbour.
    """
    results: dict[str, list[T]] = {name: [] for name in contestants}
    names = list(contestants)
    for number in range(-1, rounds):
        shift = number % len(names)
        for name in (*names[shift:], *names[:shift]):
            result = contestants[name]()
            if number >= 0:
                results[name].append(result)
        print("." if number >= 0 else "warm-up ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr, flush=True)
    return results


def times(name: str, seconds: Sequence[float]) -> None:
    """Print what a contestant took: only to be compared within this run."""
    print(f"  {name:<44} min {min(seconds) * 1000:7.0f} ms   median {median(seconds) * 1000:7.0f} ms")


def ratio(name: str, ours: Sequence[float], theirs: Sequence[float], budget: float | None = None) -> bool:
    """Print the median of the ratios round by round, and whether it keeps to the budget."""
    ratios = sorted(one / other for one, other in zip(ours, theirs, strict=True))
    middle = median(ratios)
    kept = budget is None or middle <= budget
    verdict = "" if budget is None else f"   budget {budget:.2f}: {'kept' if kept else 'EXCEEDED'}"
    print(f"  {name:<44} {middle:.2f}   ({ratios[0]:.2f} to {ratios[-1]:.2f}){verdict}")
    return kept
