"""Questions to a plan that stands: why two people are not together, and repair after one meeting in a hundred broke."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from bench.planning.arrays import NOBODY, Arrays, Bools, Ints, arrays_of, plan_rows
from bench.planning.scorer import fault
from bench.planning.seasons import make_season
from scipy.optimize import linear_sum_assignment

from ridealong.planning.explain.case import Case
from ridealong.planning.explain.why_not import why_not
from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Problem
from ridealong.planning.repair import repair
from ridealong.planning.solve import solve

WHY_BUDGETS = {300: 0.05, 2_000: 0.5}
REPAIR_BUDGETS = {300: 0.1}
ROUNDS = 26
BROKEN = 0.01
_PLACE = 1_000.0
"""What a filled place counts against a kept visit, of which one guest has one a round."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """How a repair went: processor seconds, visits that fell away, and how many more could have been filled or kept."""

    cpu: float
    fallen: int
    unfilled: int
    avoidable: int
    fault: str | None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="questions and repairs of each size")
    parser.add_argument("--people", type=int, nargs="+", default=[300, 2_000])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    kept = []
    for people in asked.people:
        problem = make_season("real", people, ROUNDS, asked.seed)
        assignments = solve(problem).assignments
        print(f"real {people} x {ROUNDS}, seed {asked.seed}: median of {asked.rounds}, processor time (most)")
        kept.append(_report_why(problem, assignments, asked.rounds, WHY_BUDGETS.get(people)))
        kept.append(_report_repair(problem, assignments, asked.rounds, REPAIR_BUDGETS.get(people)))
    return 0 if all(kept) else 1


def _report_why(problem: Problem, plan: Sequence[Assignment], count: int, budget: float | None) -> bool:
    """Ask about pairs who never meet; the first question does not count (imports, caches)."""
    rng = np.random.default_rng(problem.rounds)
    together = {(one.guest, one.host) for one in plan}
    cells = [(one.round, one.guest, one.host) for one in plan]
    whole: list[float] = []
    questions: list[float] = []
    while len(whole) <= count:
        guest = problem.guests[rng.integers(len(problem.guests))].id
        host = problem.hosts[rng.integers(len(problem.hosts))].id
        if (guest, host) not in together:
            start = time.process_time()
            case = Case(problem, cells)
            built = time.process_time()
            why_not(case, guest, host)
            end = time.process_time()
            whole.append(end - start)
            questions.append(end - built)
    _print("why not, the question alone", questions[1:], None)
    return _print("why not, taking up the plan included", whole[1:], budget)


def _report_repair(problem: Problem, plan: Sequence[Assignment], count: int, budget: float | None) -> bool:
    found = [_repaired(problem, plan, seed) for seed in range(count + 1)][1:]
    kept = _print("repair, building the problem's arrays included", [one.cpu for one in found], budget)
    for one in found:
        if one.fault:
            print(f"    {one.fault}")
    unfilled, avoidable = sum(one.unfilled for one in found), sum(one.avoidable for one in found)
    print(
        f"    {sum(one.fallen for one in found)} visits fell away, {unfilled} places missed that can be filled, "
        f"{avoidable} visits changed that could have been kept: {'EXCEEDED' if unfilled or avoidable else 'kept'}"
    )
    return kept and not unfilled and not avoidable and not any(one.fault for one in found)


def _repaired(problem: Problem, plan: Sequence[Assignment], seed: int) -> Repaired:
    """Let one visit in a hundred fall away, as its guest or its host is ill in that round, and repair the plan."""
    now = _after_illness(problem, plan, np.random.default_rng(seed))
    start = time.process_time()
    made = repair(now, plan).plan.assignments
    cpu = time.process_time() - start
    arrays = arrays_of(now)
    before, after = _rows(now, plan), _rows(now, made)
    possible = before[_possible(arrays, before)]
    places, keeps = _most(arrays, possible)
    kept = len(set(map(tuple, after.tolist())) & set(map(tuple, possible.tolist())))
    return Repaired(cpu, len(before) - len(possible), places - len(after), keeps - kept, fault(arrays, after))


def _after_illness(problem: Problem, plan: Sequence[Assignment], rng: np.random.Generator) -> Problem:
    guests = {guest.id: guest for guest in problem.guests}
    hosts = {host.id: host for host in problem.hosts}
    for number in rng.choice(len(plan), max(1, round(len(plan) * BROKEN)), replace=False):
        visit = plan[number]
        if rng.random() < 0.5:
            guest = guests[visit.guest]
            guests[visit.guest] = replace(guest, away=tuple(sorted({*guest.away, visit.round})))
        else:
            host = hosts[visit.host]
            hosts[visit.host] = replace(host, away=tuple(sorted({*host.away, visit.round})))
    return replace(problem, guests=tuple(guests.values()), hosts=tuple(hosts.values()))


def _rows(problem: Problem, plan: Sequence[Assignment]) -> Ints:
    return plan_rows(problem, [(one.round, one.guest, one.host) for one in plan])


def _possible(arrays: Arrays, rows: Ints) -> Bools:
    """Which visits can still take place: an illness takes all seats of a host at once."""
    round_, guest, host = rows.T
    possible: Bools = arrays.present[guest, round_] & (arrays.seats[host, round_] > 0)
    return possible


def _most(arrays: Arrays, possible: Ints) -> tuple[int, int]:
    """The most places, and with them the most possible visits kept: an exact assignment for every round.

    Rounds do not limit each other, as no guest has a limit of turns.
    """
    places = keeps = 0
    for round_ in range(arrays.rounds):
        worth = np.where(arrays.fit == NOBODY, 0.0, _PLACE)
        here = possible[possible[:, 0] == round_]
        worth[here[:, 1], here[:, 2]] += 1
        guests = np.nonzero(arrays.present[:, round_])[0]
        seats = np.repeat(np.arange(arrays.hosts), arrays.seats[:, round_])
        worth = worth[np.ix_(guests, seats)]
        best = worth[linear_sum_assignment(worth, maximize=True)]
        places += int((best > 0).sum())
        keeps += int((best > _PLACE).sum())
    return places, keeps


def _print(what: str, seconds: Sequence[float], budget: float | None) -> bool:
    kept = budget is None or median(seconds) <= budget
    verdict = "" if budget is None else f"   budget {budget * 1000:.0f} ms: {'kept' if kept else 'EXCEEDED'}"
    print(f"  {what:<48} {median(seconds) * 1000:6.0f} ms ({max(seconds) * 1000:.0f}){verdict}", flush=True)
    return kept


if __name__ == "__main__":
    sys.exit(main())
