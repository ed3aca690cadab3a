"""Planning from a cold start: `ridealong solve` on 300 people x 26 rounds, against `ridealong --version`."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench._measure import BIN, Taken, clean_environment, in_turn, process, times
from bench.planning.seasons import KINDS, make_season

from ridealong.planning.problem_json import problem_to_json

BUDGET = 0.5
PEOPLE, ROUNDS = 300, 26
PLACES_OPEN = 3
"""The exit code for a plan that leaves places open, as there are fewer seats than guests."""
_VERSION = "ridealong --version"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ridealong-bench-") as name:
        folder = Path(name)
        environment = clean_environment(folder)
        for kind in KINDS:
            season = make_season(kind, PEOPLE, ROUNDS, asked.seed)
            (folder / f"{kind}.json").write_text(problem_to_json(season), encoding="utf-8")

        def planned(kind: str) -> Callable[[], Taken]:
            problem, plan = folder / f"{kind}.json", folder / f"{kind}-plan.json"
            command: list[str | Path] = [BIN / "ridealong", "solve", problem, "--out", plan]
            return lambda: process(command, environment, fine=(0, PLACES_OPEN))

        found = in_turn(
            {_VERSION: lambda: process([BIN / "ridealong", "--version"], environment)}
            | {kind: planned(kind) for kind in KINDS},
            asked.rounds,
        )
        plans = {kind: json.loads((folder / f"{kind}-plan.json").read_text(encoding="utf-8")) for kind in KINDS}
    return _report(found, {kind: plan["gap_percent"] for kind, plan in plans.items()})


def _report(found: dict[str, list[Taken]], gaps: dict[str, float]) -> int:
    print(f"{PEOPLE} people x {ROUNDS} rounds, {len(found[_VERSION])} rounds in turn (times hold for this run alone)")
    for name, runs in found.items():
        times(name, [run.wall for run in runs])
    print("Longer than `ridealong --version`, median of the rounds (least to most)")
    kept = []
    for kind, gap in gaps.items():
        both = list(zip(found[kind], found[_VERSION], strict=True))
        wall = sorted(solve.wall - version.wall for solve, version in both)
        cpu = median(solve.cpu - version.cpu for solve, version in both)
        kept.append(median(wall) <= BUDGET and gap == 0)
        print(
            f"  {kind:<8} {median(wall):.2f} s on the clock ({wall[0]:.2f} to {wall[-1]:.2f}), {cpu:.2f} s of the "
            f"processor, gap {gap} %   budget {BUDGET:.2f} and proved: {'kept' if kept[-1] else 'EXCEEDED'}"
        )
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
