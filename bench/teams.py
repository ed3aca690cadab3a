"""Composite teams formed by our planner, by the best candidate slot by slot, and at random; every plan is checked."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from ridealong.domain.people import Side
from ridealong.planning.teams.check import broken
from ridealong.planning.teams.layout import Layout, layout_of
from ridealong.planning.teams.plan import Embed, TeamsBound, TeamsScore
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.score import score
from ridealong.planning.teams.solve import solve_teams

from .teams_made import made

SIZES = ((24, 2), (80, 4), (120, 10), (400, 3), (400, 40))
"""People and teams; the last is a large company, the first a pilot."""
OURS, GREEDY, RANDOM = "ridealong", "greedy", "random"
MOST_GAP = 5.0
"""The gap in percent that is asked for where as many slots are filled as any plan could fill."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one method did on one problem; `bound` is that of our planner for all of them."""

    method: str
    score: TeamsScore
    bound: TeamsBound
    points: int
    cpu: float
    faults: tuple[str, ...]

    @property
    def gap(self) -> float:
        return 100 * (self.bound.value - self.score.value) / max(1, self.points)


def main() -> int:
    asked = _arguments()
    # What is imported on first use counts for nobody.
    solve_teams(made(24, 2, 0))
    kept = True
    print("| people, teams | method | slots filled (bound) | known pairs | uneven | gap | proved | CPU / greedy |")
    print("|---|---|---|---|---|---|---|---|")
    for people, teams in asked.only:
        results = [_compared(made(people, teams, seed)) for seed in asked.seeds]
        for method in (OURS, GREEDY, RANDOM):
            print(_row(people, teams, method, results), flush=True)
        kept = _kept(people, teams, results) and kept
    return 0 if kept else 1


def _compared(problem: TeamsProblem) -> dict[str, Result]:
    """All methods on one problem."""
    start = time.process_time()
    # In this process, whose time is counted.
    plan = solve_teams(problem, worker=False)
    took = time.process_time() - start
    asked = sum(one.kind == "wish" for one in problem.demands)
    weights = problem.weights

    def result(method: str, embeds: Iterable[Embed], cpu: float) -> Result:
        made_of = tuple(embeds)
        counted = score(problem, made_of)
        points = abs(weights.known_pairs) * (counted.known_pairs + counted.new_pairs) + weights.wishes * asked
        points += weights.wants * counted.wants
        faults = broken(problem, made_of)
        if counted.value > plan.bound.value or counted.filled > plan.bound.filled:
            faults.append(f"worth {counted.value} with {counted.filled} slots, above {plan.bound}")
        return Result(method, counted, plan.bound, points, cpu, tuple(faults))

    found = {OURS: result(OURS, plan.embeds, took)}
    for method, order in ((GREEDY, _best_first), (RANDOM, _shuffled)):
        start = time.process_time()
        embeds = _slot_by_slot(problem, order)
        found[method] = result(method, embeds, time.process_time() - start)
    return found


Order = Callable[[Layout, list[int]], list[int]]


def _best_first(layout: Layout, choices: list[int]) -> list[int]:
    """Those with most points first; of those, who lacks fewest nice topics and is nearest to the usual seniority."""
    some = layout.choices
    return sorted(choices, key=lambda c: (-some[c].points, some[c].missing, abs(layout.lift[some[c].person]), c))


def _shuffled(layout: Layout, choices: list[int]) -> list[int]:
    mixed = list(choices)
    random.Random(f"shuffled {layout.seed} {choices[:1]}").shuffle(mixed)
    return mixed


def _slot_by_slot(problem: TeamsProblem, order: Order) -> tuple[Embed, ...]:
    """Give every slot the first of its candidates who breaks no rule; teams that are not whole then are given up."""
    layout = layout_of(problem)
    room = list(layout.caps)
    chosen: list[int] = []
    for team, slots in enumerate(layout.slots_of):
        members: list[int] = []
        window = layout.every_window
        for slot in slots:
            for number in order(layout, list(layout.of_slot[slot])):
                choice = layout.choices[number]
                people = {layout.choices[one].person for one in members}
                apart = choice.person in people or people & layout.apart[choice.person]
                hours = window & layout.hours[number]
                if not apart and layout.shared(hours) and all(room[limit] >= amount for limit, amount in choice.takes):
                    members.append(number)
                    window &= layout.hours[number]
                    for limit, amount in choice.takes:
                        room[limit] -= amount
                    break
        sides = {layout.slots[layout.choices[one].slot].side for one in members}
        if len(members) >= layout.teams[team].least and sides == set(Side):
            chosen += members
        else:
            for number in members:
                for limit, amount in layout.choices[number].takes:
                    room[limit] += amount
    return layout.embeds(chosen)


def _row(people: int, teams: int, method: str, results: list[dict[str, Result]]) -> str:
    mine = [one[method] for one in results]
    filled, most = sum(one.score.filled for one in mine), sum(one.bound.filled for one in mine)
    gaps = sorted(one.gap for one in mine)
    proved = sum(one.bound.value == one.score.value for one in mine)
    ratio = median(one[method].cpu / max(1e-6, one[GREEDY].cpu) for one in results)
    return (
        f"| {people}, {teams} | {method} | {filled} ({most}) | {sum(one.score.known_pairs for one in mine)} "
        f"| {sum(one.score.uneven for one in mine)} | {_gap(median(gaps))} (most {_gap(gaps[-1])}) "
        f"| {proved} of {len(mine)} | {ratio:.1f} |"
    )


def _gap(gap: float) -> str:
    return "over 1,000 %" if gap > 1_000 else f"{gap:.2f} %"


def _kept(people: int, teams: int, results: list[dict[str, Result]]) -> bool:
    """Say what went wrong, if anything did."""
    wrong = [f"{one.method}: {fault}" for each in results for one in each.values() for fault in one.faults]
    for at, each in enumerate(results):
        ours = each[OURS]
        if ours.score.value < max(each[GREEDY].score.value, each[RANDOM].score.value):
            wrong.append(f"problem {at}: worth less than what others found")
        if ours.score.filled == ours.bound.filled and ours.gap > MOST_GAP:
            wrong.append(f"problem {at}: gap {ours.gap:.2f} %, above {MOST_GAP} %")
    for one in wrong:
        print(f"EXCEEDED {people}, {teams}: {one}", file=sys.stderr)
    return not wrong


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.teams", description=__doc__)
    parser.add_argument("--seeds", type=_seeds, default=list(range(1, 6)), help="such as 1-5 or 1,3 (default 1-5)")
    parser.add_argument("--only", type=_sizes, default=SIZES, help="such as 24x2,400x40: people x teams")
    return parser.parse_args()


def _seeds(text: str) -> list[int]:
    seeds: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        seeds.extend(range(int(first), int(last or first) + 1))
    return seeds


def _sizes(text: str) -> tuple[tuple[int, int], ...]:
    pairs = [part.split("x") for part in text.split(",")]
    return tuple((int(people), int(teams)) for people, teams in pairs)


if __name__ == "__main__":
    sys.exit(main())
