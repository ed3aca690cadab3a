"""The command: which seasons, which methods, and what is done with the results."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from bench._markdown import put

from .child import OURS
from .measure import ALL_METHODS, Bench, Result, Season
from .seasons import KINDS
from .store import add_result, read_results
from .table import tables
from .targets import HUGE, LARGE, PEER, PROVED_SIZES, proved, verdicts

TUNING_SEEDS = range(1, 11)
REPORT_SEEDS = range(101, 111)
"""Kept shut while anything is tuned: only `--report` opens them."""
ALL_SIZES = tuple(product((50, 300, 2_000, 10_000), (12, 26, 52)))


def main() -> int:
    asked = _arguments()
    kept = read_results(asked.results) if asked.results else []
    results = list(_run(asked, {(one.season, one.method): one for one in kept}))
    if asked.results:
        results = read_results(asked.results)
    print()
    print(tables(results))
    if asked.table:
        put("planning", tables(results))
    print("\nTargets (what is asked in parentheses)")
    found = list(verdicts(results))
    for verdict in found:
        print(f"  {'kept    ' if verdict.kept else 'EXCEEDED'} {verdict.text}")
    return 0 if all(verdict.kept for verdict in found) else 1


def _run(asked: argparse.Namespace, known: dict[tuple[Season, str], Result]) -> Iterator[Result]:
    """Measure what is asked for and not yet known, a season with all its methods at a time."""
    bench = Bench()
    for seed, (people, rounds), kind in product(asked.seeds, asked.only, asked.kinds):
        season = Season(people, rounds, kind, seed)
        bound = None
        for method in asked.methods:
            result = known.get((season, method))
            if result is None:
                result = bench.run(season, method)
                if asked.results:
                    add_result(asked.results, result)
            bound = result.figures.bound if method == OURS else bound
            print(_line(result, bound), flush=True)
            yield result


def _line(result: Result, bound: int | None) -> str:
    start = f"{result.season!s:<30} {result.method:<15} {_seconds(result)} {result.figures.peak:6.0f} MB  "
    if result.score is None:
        return start + (result.fault or "")
    score = result.score
    missed = result.possible - score.placed
    text = f"placed {score.placed}{f' ({missed} missed)' if missed else ''}, turns {score.turns_min}-{score.turns_max}"
    text += f", repeats {score.repeats}, value {score.value}"
    if bound is not None:
        text += (
            f", gap {result.gap_percent(bound):.5f} %{' proved' if result.method == OURS and proved(result) else ''}"
        )
    return start + text


def _seconds(result: Result) -> str:
    imports = f" (import {result.imports:.2f})" if result.imports else ""
    return f"{result.figures.cpu:8.2f} CPU s{imports:<14}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.planning", description=__doc__)
    parser.add_argument("--seeds", type=_seeds, help="such as 1-10 or 1,3 (default 1-10; with --large 1)")
    parser.add_argument("--only", type=_sizes, help="such as 24x6,300x12: people x rounds")
    parser.add_argument("--kinds", type=lambda text: _some(text, KINDS), default=KINDS, help=", ".join(KINDS))
    parser.add_argument("--methods", type=lambda text: _some(text, ALL_METHODS), help=", ".join(ALL_METHODS))
    parser.add_argument("--proved", action="store_true", help="the seasons of 24 to 300 people, by our planner alone")
    parser.add_argument("--large", action="store_true", help="2,000 and 10,000 people x 26, against round by round")
    parser.add_argument("--report", action="store_true", help="seeds 101 to 110: only when nothing is tuned any more")
    parser.add_argument("--results", type=Path, help="a file that keeps results; what it has is not measured again")
    parser.add_argument("--table", action="store_true", help="write the tables into bench/README.md")
    asked = parser.parse_args()
    if asked.report:
        asked.seeds = asked.seeds or list(REPORT_SEEDS)
    elif any(seed in REPORT_SEEDS for seed in asked.seeds or ()):
        parser.error("seeds 101 to 110 are opened by --report alone")
    if asked.proved and asked.large:
        parser.error("--proved and --large are two runs; --results can bring them together")
    asked.seeds = asked.seeds or ([1] if asked.large else list(TUNING_SEEDS))
    asked.only = asked.only or ((LARGE, HUGE) if asked.large else PROVED_SIZES if asked.proved else ALL_SIZES)
    asked.methods = asked.methods or ((OURS, PEER) if asked.large else (OURS,) if asked.proved else ALL_METHODS)
    return asked


def _seeds(text: str) -> list[int]:
    """Numbers and ranges: "1-3,7"."""
    seeds: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        seeds.extend(range(int(first), int(last or first) + 1))
    return seeds


def _sizes(text: str) -> list[tuple[int, int]]:
    pairs = [part.split("x") for part in text.split(",")]
    return [(int(people), int(rounds)) for people, rounds in pairs]


def _some(text: str, known: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(part.strip() for part in text.split(","))
    for name in chosen:
        if name not in known:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
