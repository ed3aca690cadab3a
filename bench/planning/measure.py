"""Runs of methods on seasons: each in its own process, its plan judged here, and what came out as one `Result`."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from . import scorer
from .arrays import Arrays, Ints, arrays_of
from .child import OURS, Figures
from .peers import METHODS
from .scorer import Judged
from .seasons import make_season

ALL_METHODS = (OURS, *METHODS)
_LIBRARIES = {OURS: "ortools.graph.python.min_cost_flow", "round by round": "scipy.optimize"}
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, order=True)
class Season:
    """Which season: one that `make_season` can make."""

    people: int
    rounds: int
    kind: str
    seed: int

    @property
    def size(self) -> tuple[int, int]:
        """People and rounds."""
        return self.people, self.rounds

    def __str__(self) -> str:
        return f"{self.kind} {self.people} x {self.rounds}, seed {self.seed}"


@dataclass(frozen=True, slots=True)
class Result:
    """A judged run.

    `imports` are those of its processor seconds that its library takes, measured apart. `possible` are the places that
    can be filled at all, and `points` those for fit and new teams, which a gap is a percentage of. `fault` says in
    words what is wrong with the plan; one that breaks a rule has no score.
    """

    season: Season
    method: str
    figures: Figures
    imports: float
    possible: int
    points: int = 1
    score: Judged | None = None
    fault: str | None = None

    def gap_percent(self, bound: int) -> float:
        """How far the plan may be from the best."""
        return math.inf if self.score is None else 100 * (bound - self.score.value) / self.points

    @property
    def full(self) -> bool:
        """Whether every place that can be filled is filled."""
        return self.score is not None and self.score.placed == self.possible


class Bench:
    """Measures methods on one season after the other; the season in work is kept."""

    def __init__(self) -> None:
        self._season: Season | None = None
        self._arrays: Arrays | None = None
        self._possible: int | None = None

    def run(self, season: Season, method: str) -> Result:
        """Run one method on one season; a run that fails ends the measurement."""
        arrays = self._load(season)
        rows, figures = _in_child(season, method)
        imports, possible = _imports(method), self._places(arrays, len(rows))
        fault = scorer.fault(arrays, rows)
        if fault:
            return Result(season, method, figures, imports, possible, fault=fault)
        score = scorer.judge(arrays, rows)
        if figures.stated not in {None, score.value}:
            fault = f"says its value is {figures.stated}, but it is {score.value}"
        if figures.bound is not None and figures.bound < score.value:
            fault = f"is worth {score.value}, above its bound of {figures.bound}"
        return Result(season, method, figures, imports, possible, score.small_points(arrays), score, fault)

    def _load(self, season: Season) -> Arrays:
        if self._arrays is None or self._season != season:
            self._arrays = arrays_of(make_season(season.kind, season.people, season.rounds, season.seed))
            self._season, self._possible = season, None
        return self._arrays

    def _places(self, arrays: Arrays, placed: int) -> int:
        """The places that can be filled; a plan with all guests or all seats of every round saves counting them."""
        if self._possible is None:
            most = int(np.minimum(arrays.present.sum(axis=0), arrays.seats.sum(axis=0)).sum())
            self._possible = most if placed == most else scorer.most_places(arrays)
        return self._possible


@cache
def _imports(method: str) -> float:
    """Processor seconds for the library of a method in a fresh process, where NumPy is there already."""
    names = _LIBRARIES.get(method)
    if names is None:
        return 0.0
    code = f"import time, numpy; start = time.process_time(); import {names}; print(time.process_time() - start)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(done.stdout)


def _in_child(season: Season, method: str) -> tuple[Ints, Figures]:
    command = [sys.executable, "-m", "bench.planning.child", method]
    command += [season.kind, str(season.people), str(season.rounds), str(season.seed)]
    # One thread for linear algebra: it is not what is compared.
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory(prefix="ridealong-bench-") as folder:
        done = subprocess.run([*command, folder], cwd=_ROOT, env=environment, capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"{method} failed on {season}:\n{done.stderr.decode(errors='replace')}")
        figures = Figures(**json.loads((Path(folder) / "figures.json").read_text(encoding="utf-8")))
        return np.load(Path(folder) / "rows.npy"), figures
