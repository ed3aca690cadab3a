"""Composite teams planned in a process of their own: the same plan and errors, and a cancel is heard at any time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from planning.teams.small import small
from planning.test_worker import on_linux, workers
from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import Interrupted, RidealongError
from ridealong.domain.people import Side
from ridealong.planning.broken_pin import BrokenPin, ClashingPins
from ridealong.planning.teams.check import broken
from ridealong.planning.teams.plan_json import teams_plan_to_json
from ridealong.planning.teams.problem import CompositeTeam, TeamDemand, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.solve import solve_teams
from thorough import thorough_only

IT, MARKETING = Side.IT, Side.MARKETING
LINEAR = "Looking for what teams take from each other"
"""The stage in which a linear programme is solved, which hears nothing."""


def scarce() -> TeamsProblem:
    """A problem that has a plan at once and takes seconds to prove."""
    return small(4, people=40, teams=12, slots=6)


def large() -> TeamsProblem:
    """Four hundred people and forty teams."""
    return small(1, people=400, teams=40, slots=8, weeks=8, clocks=False)


def pinned_twice() -> TeamsProblem:
    """Two teams of whole weeks, and the only one who knows SQL pinned in both."""
    people = [("ana", IT, {"SQL"}), ("bob", IT, set()), ("dee", MARKETING, set()), ("eli", MARKETING, set())]
    teams = []
    for name in ("churn", "launch"):
        data = TeamSlot(id=f"{name}-data", side=IT, must=frozenset({"SQL"}), first=0, last=3)
        teams.append(CompositeTeam(id=name, slots=(data, TeamSlot(id=f"{name}-mail", side=MARKETING, first=0, last=3))))
    return TeamsProblem(
        weeks=4,
        people=tuple(
            TeamPerson(id=name, side=side, home=name, knows=frozenset(knows), room=(100,) * 4)
            for name, side, knows in people
        ),
        teams=tuple(teams),
        demands=tuple(TeamDemand(kind=DemandKind.PIN, person="ana", target=f"{team.id}-data") for team in teams),
    )


class Listener:
    """Hears what is told; does something once a stage is heard, and cancels from then on."""

    def __init__(self, stage: str = "", meddle: Callable[[int], None] | None = None, *, cancel: bool = True) -> None:
        self.heard: list[tuple[str, float]] = []
        self.since: float | None = None
        self._stage, self._meddle, self._cancel = stage, meddle, cancel

    def told(self, stage: str, done: float) -> None:
        self.heard.append((stage, done))
        if self.since is None and stage == self._stage:
            self.since = time.monotonic()
            for number in workers() if self._meddle else ():
                self._meddle(number)

    def cancelled(self) -> bool:
        return self._cancel and self.since is not None

    def waited(self) -> float:
        assert self.since is not None
        return time.monotonic() - self.since


def stop(number: int) -> None:
    os.kill(number, signal.SIGSTOP)


def test_a_plan_is_the_same_wherever_it_is_made() -> None:
    problem = replace(small(1, people=20, teams=3), demands=())
    apart, here = solve_teams(problem, worker=True), solve_teams(problem, worker=False)
    assert replace(apart, seconds=0.0) == replace(here, seconds=0.0)
    assert [one.said for one in apart.open] == [one.said for one in here.open]
    assert teams_plan_to_json(replace(apart, seconds=0.0)) == teams_plan_to_json(replace(here, seconds=0.0))


@thorough_only
def test_whoever_has_a_worker_plan_does_not_load_the_solver() -> None:
    code = "import sys; from planning.teams.test_teams_worker import *; solve_teams(small(1), worker=True); "
    code += "sys.exit('ortools' in sys.modules or 'numpy' in sys.modules)"
    path = os.pathsep.join(sys.path)
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, check=False)
    assert done.returncode == 0


@thorough_only
def test_a_share_of_the_work_is_told_that_moves_and_never_falls() -> None:
    listener = Listener()
    solve_teams(scarce(), worker=True, told=listener.told)
    shares = [done for _stage, done in listener.heard]
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert shares == sorted(shares)
    assert len(set(shares)) > 5
    stages = list(dict.fromkeys(stage for stage, _done in listener.heard))
    assert stages[:2] == ["Getting ready", "Looking at who can take what"]
    assert stages[-1] == "Done"


@thorough_only
def test_pins_that_contradict_each_other_are_told_as_they_are_in_place() -> None:
    problem = pinned_twice()
    with pytest.raises(ClashingPins) as here:
        solve_teams(problem, worker=False)
    with pytest.raises(ClashingPins) as apart:
        solve_teams(problem, worker=True)
    assert (apart.value.problem, apart.value.remedy) == (here.value.problem, here.value.remedy)
    assert (apart.value.said, apart.value.ways) == (here.value.said, here.value.ways)
    assert here.value.ways
    assert here.value.said.people


def test_a_pin_against_a_rule_is_told_before_any_worker_starts() -> None:
    problem = small(7)
    slot = next(slot for team in problem.teams for slot in team.slots if slot.side is not problem.people[0].side)
    pin = TeamDemand(kind=DemandKind.PIN, person="p0", target=slot.id)
    with pytest.raises(BrokenPin, match="p0"):
        solve_teams(replace(problem, demands=(pin,)), worker=True)


@thorough_only
def test_a_cancel_is_heard_in_the_midst_of_a_linear_programme() -> None:
    listener, problem = Listener(LINEAR), large()
    plan = solve_teams(problem, worker=True, told=listener.told, cancelled=listener.cancelled)
    assert listener.waited() < 5
    assert plan.stopped == "cancelled"
    assert plan.embeds
    assert broken(problem, plan.embeds) == []
    assert plan.bound.value >= plan.score.value


@thorough_only
@on_linux
def test_a_worker_that_hears_nothing_is_ended_and_its_best_plan_is_kept() -> None:
    listener, problem = Listener("Trying all teams at once", stop), scarce()
    plan = solve_teams(problem, worker=True, told=listener.told, cancelled=listener.cancelled)
    assert workers() == []
    assert plan.stopped == "cancelled"
    assert plan.embeds
    assert broken(problem, plan.embeds) == []
    assert plan.bound.value >= plan.score.value
    assert len(plan.open) + len(plan.embeds) == sum(len(team.slots) for team in problem.teams)


@thorough_only
@on_linux
def test_a_cap_ends_a_worker_that_hears_nothing_and_says_so() -> None:
    listener, problem = Listener("Trying all teams at once", stop, cancel=False), scarce()
    plan = solve_teams(problem, worker=True, seconds=0.5, told=listener.told)
    assert plan.stopped == "seconds"
    assert broken(problem, plan.embeds) == []


@on_linux
def test_a_cancel_before_there_is_a_plan_waits_for_nothing() -> None:
    listener = Listener("Getting ready", stop)
    with pytest.raises(Interrupted, match="stopped before there was a plan"):
        solve_teams(scarce(), worker=True, told=listener.told, cancelled=listener.cancelled)
    assert workers() == []


@on_linux
def test_a_worker_that_is_killed_is_one_clear_error() -> None:
    listener = Listener("Getting ready", lambda number: os.kill(number, signal.SIGKILL), cancel=False)
    with pytest.raises(RidealongError, match=r"sudden end \(signal 9\).*memory: form fewer teams at once"):
        solve_teams(scarce(), worker=True, told=listener.told)
