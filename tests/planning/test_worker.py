"""The planner in a process of its own: the same plan, and nobody waits for a solver call that cannot be interrupted."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ridealong.domain.errors import Interrupted, InvalidValue, Refused, RidealongError
from ridealong.planning.check import check
from ridealong.planning.plan import Plan
from ridealong.planning.plan_json import plan_to_json
from ridealong.planning.problem import APART, FitMatrix, Guest, Host, Pin, Problem
from ridealong.planning.progress import Progress, of_best
from ridealong.planning.solve import solve
from thorough import thorough_only

from .build import problem, random_problem

SAME_PATH = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
"""Of a program that imports this module as the tests do."""

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="finds the worker in /proc")


def season(people: int, rounds: int) -> Problem:
    """A season with absences, in which a third of the guests waits in every round."""
    rng = random.Random(people)
    guests, hosts = people * 3 // 5, people * 2 // 5
    return Problem(
        rounds,
        tuple(
            Guest(f"g{i}", f"t{i % 9}", away=tuple(r for r in range(rounds) if rng.random() < 0.1))
            for i in range(guests)
        ),
        tuple(Host(f"h{j}", f"m{j % 7}") for j in range(hosts)),
        FitMatrix(guests, hosts, bytes(rng.randrange(101) for _ in range(guests * hosts))),
    )


def knot() -> Problem:
    """A small season that has a plan at once and takes seconds to prove: many are away, and few may meet."""
    rng = random.Random(1)
    rounds, people = 8, 20
    guests = tuple(Guest(f"g{i}", f"t{i % 9}", away=_some(rng, rounds)) for i in range(people))
    hosts = tuple(Host(f"h{j}", f"m{j % 7}", away=_some(rng, rounds)) for j in range(people))
    cells = bytes(APART if rng.random() < 0.8 else rng.randrange(101) for _ in range(people * people))
    return Problem(rounds, guests, hosts, FitMatrix(people, people, cells))


def _some(rng: random.Random, rounds: int) -> tuple[int, ...]:
    return tuple(round_ for round_ in range(rounds) if rng.random() < 0.3)


def text(plan: Plan) -> str:
    return plan_to_json(replace(plan, seconds=0.0))


def workers() -> list[int]:
    """The worker processes that this process has started and that are alive."""
    found = []
    for children in Path("/proc/self/task").glob("*/children"):
        for number in children.read_text().split():
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z" and "ridealong.planning.worker" in Path(f"/proc/{number}/cmdline").read_text():
                found.append(int(number))
    return found


def alive(number: int) -> bool:
    try:
        return bool(Path(f"/proc/{number}/cmdline").read_bytes())
    except OSError:
        return False


class Meddler:
    """Does something to the worker as soon as it has sent a plan, and cancels from then on."""

    def __init__(self, meddle: Callable[[int], None], *, cancel: bool = True) -> None:
        self.seen: Progress | None = None
        self._meddle = meddle
        self._cancel = cancel

    def progress(self, now: Progress) -> None:
        if self.seen is None and now.snapshot is not None:
            self.seen = now
            for number in workers():
                self._meddle(number)

    def cancelled(self) -> bool:
        return self._cancel and self.seen is not None


@pytest.mark.parametrize("seed", [pytest.param(0, marks=thorough_only), 1, 2, pytest.param(3, marks=thorough_only)])
def test_a_plan_is_the_same_wherever_it_is_made(seed: int) -> None:
    given = random_problem(seed, 5, extended=seed % 2 == 0, stays=seed > 1)
    apart, here = solve(given, worker=True), solve(given, worker=False)
    assert replace(apart, seconds=0.0) == replace(here, seconds=0.0)
    assert text(apart) == text(here)


@thorough_only
def test_a_large_plan_goes_to_a_worker_and_stays_the_same() -> None:
    given = season(560, 3)
    code = "import sys; from planning.test_worker import *; print(text(solve(season(560, 3))), end=''); "
    code += "sys.exit('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=SAME_PATH, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == text(solve(given, worker=False))


def test_progress_comes_from_a_worker_as_it_does_from_here() -> None:
    here: list[Progress] = []
    apart: list[Progress] = []
    given = season(60, 5)
    solve(given, worker=False, progress=here.append)
    solve(given, worker=True, progress=apart.append)
    assert apart == here
    assert any(step.snapshot is not None for step in apart)


@pytest.mark.parametrize(
    ("pins", "kind"),
    [
        ((Pin("a", "nobody"),), InvalidValue),
        pytest.param((Pin("a", "x"), Pin("b", "x"), Pin("a", "y")), Refused, marks=thorough_only),
    ],
)
def test_errors_of_a_worker_are_those_of_the_planner(pins: tuple[Pin, ...], kind: type[RidealongError]) -> None:
    given = problem(
        1, [Guest("a", "A"), Guest("b", "B")], [Host("x", "X"), Host("y", "Y")], [[1, 2], [3, 4]], pins=pins
    )
    with pytest.raises(kind) as here:
        solve(given, worker=False)
    with pytest.raises(kind) as apart:
        solve(given, worker=True)
    assert str(apart.value) == str(here.value)


@thorough_only
@on_linux
def test_no_worker_is_left_behind() -> None:
    solve(season(20, 3), worker=True)
    assert workers() == []

    def broken(_now: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        solve(season(20, 3), worker=True, progress=broken)
    assert workers() == []


@on_linux
def test_a_worker_that_hears_nothing_is_ended_and_its_best_plan_is_kept() -> None:
    given = knot()
    meddler = Meddler(lambda number: os.kill(number, signal.SIGSTOP))
    plan = solve(given, worker=True, progress=meddler.progress, cancelled=meddler.cancelled)
    assert workers() == []
    assert meddler.seen is not None
    assert plan.stopped == "cancelled"
    assert check(given, plan.assignments) == []
    assert (plan.score.value, plan.score.placed) == (meddler.seen.value, meddler.seen.placed)
    assert plan.score.value <= plan.bound.value


@on_linux
@thorough_only
def test_a_cap_ends_a_worker_that_hears_nothing_and_says_so() -> None:
    given = knot()
    meddler = Meddler(lambda number: os.kill(number, signal.SIGSTOP), cancel=False)
    plan = solve(given, worker=True, seconds=1.0, progress=meddler.progress)
    assert plan.stopped == "seconds"
    assert check(given, plan.assignments) == []
    assert plan.score.value <= plan.bound.value


@on_linux
def test_a_worker_that_is_killed_is_one_clear_error() -> None:
    meddler = Meddler(lambda number: os.kill(number, signal.SIGKILL), cancel=False)
    with pytest.raises(RidealongError, match=r"The planner came to a sudden end \(signal 9\).*memory"):
        solve(knot(), worker=True, progress=meddler.progress)


@thorough_only
@on_linux
def test_a_worker_ends_with_the_process_that_asked() -> None:
    code = "from planning.test_worker import *; "
    code += "solve(season(2000, 12), progress=lambda now: print(*workers(), flush=True))"
    parent = subprocess.Popen([sys.executable, "-c", code], env=SAME_PATH, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    while alive(worker):
        time.sleep(0.05)


def test_a_worker_ignores_files_in_the_folder_that_the_user_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('not this one')")
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert solve(season(20, 3), worker=True).score.placed > 0


@thorough_only
@on_linux
def test_a_cancel_before_there_is_a_plan_waits_for_nothing() -> None:
    asked: list[Progress] = []

    def meddle(now: Progress) -> None:
        asked.append(now)
        for number in workers():
            os.kill(number, signal.SIGSTOP)

    with pytest.raises(Interrupted, match="stopped before there was a plan"):
        solve(season(800, 6), worker=True, progress=meddle, cancelled=lambda: bool(asked))
    assert workers() == []


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.0, "the best possible"),
        (0.03, "99.97 % of the best possible"),
        (0.0301, "99.96 % of the best possible"),
        (0.0006, "99.9994 % of the best possible"),
        (2e-7, "more than 99.9999 % of the best possible"),
        (4000.0, ""),
    ],
)
def test_a_gap_is_told_as_a_share_that_is_never_too_high(gap: float, words: str) -> None:
    assert of_best(gap) == words
