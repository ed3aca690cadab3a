"""The targets, each checked on the results that it speaks about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from .child import OURS
from .measure import Result
from .seasons import KINDS

PROVED_SIZES = ((24, 6), (50, 12), (120, 12), (300, 12), (300, 26), (300, 52))
"""People and rounds of the 180 seasons: three kinds and ten seeds each."""
MOST_UNPROVED = 5 / 180
WORST_GAP = 0.1
MOST_CPU = 10.0
LARGE, LARGE_GAP, PEER = (2_000, 26), 0.005, "round by round"
HUGE, HUGE_GAP, HUGE_CPU, HUGE_MEMORY, HUGE_FULL = (10_000, 26), 0.01, 60.0, 1_000.0, 5.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target in words with what came out, and whether it is kept."""

    text: str
    kept: bool


def verdicts(results: Sequence[Result]) -> Iterator[Verdict]:
    """Every target that the results say something about."""
    for result in results:
        if result.fault:
            yield Verdict(f"{result.method} on {result.season}: {result.fault}", kept=False)
    yield from _above_bounds(results)
    ours = [result for result in results if result.method == OURS]
    small = [result for result in ours if result.season.size in PROVED_SIZES]
    if small:
        yield from _small(small)
    for kind in KINDS:
        yield from _large(kind, [one for one in results if one.season.size == LARGE and one.season.kind == kind])
        yield from _huge(kind, [one for one in ours if one.season.size == HUGE and one.season.kind == kind])


def gap(result: Result) -> float:
    """The gap of our own plan in percent, worked out from its bound and the judge's figures."""
    return result.gap_percent(result.figures.bound or 0)


def proved(result: Result) -> bool:
    """Whether our own plan reaches its bound."""
    return gap(result) == 0


def _above_bounds(results: Iterable[Result]) -> Iterator[Verdict]:
    """A plan by whatever method that is worth more than our bound shows that the bound is wrong."""
    bounds = {one.season: one.figures.bound for one in results if one.figures.bound is not None}
    for one in results:
        bound = bounds.get(one.season)
        if bound is not None and one.score is not None and one.method != OURS and one.score.value > bound:
            yield Verdict(f"{one.method} on {one.season} is above the bound that our planner states", kept=False)


def _small(ours: Sequence[Result]) -> Iterator[Verdict]:
    count = sum(proved(one) for one in ours)
    worst, slowest = max(ours, key=gap), max(ours, key=lambda one: one.figures.cpu)
    most = slowest.figures.cpu
    unfilled = [one for one in ours if not one.full]
    yield Verdict(f"{count} of {len(ours)} seasons proved (175 of 180)", len(ours) - count <= MOST_UNPROVED * len(ours))
    yield Verdict(f"worst gap {gap(worst):.4f} % on {worst.season} ({WORST_GAP} %)", gap(worst) <= WORST_GAP)
    yield Verdict(f"seasons with a place left open that can be filled: {len(unfilled)} (0)", not unfilled)
    yield Verdict(f"at most {most:.1f} CPU s, on {slowest.season} ({MOST_CPU:.0f})", most <= MOST_CPU)


def _large(kind: str, results: Sequence[Result]) -> Iterator[Verdict]:
    ours = {one.season: one for one in results if one.method == OURS}
    if not ours:
        return
    name = f"{kind} 2,000 x 26"
    worst = max(gap(one) for one in ours.values())
    yield Verdict(f"{name}: gap {worst:.5f} % ({LARGE_GAP} %)", worst <= LARGE_GAP)
    yield Verdict(f"{name}: every place filled", all(one.full for one in ours.values()))
    # Their import is not counted, ours is: where the two are close, the doubt is not in our favour.
    peers = [one for one in results if one.method == PEER and one.season in ours]
    ratios = [ours[one.season].figures.cpu / (one.figures.cpu - one.imports) for one in peers]
    if ratios:
        middle = median(ratios)
        yield Verdict(f"{name}: {middle:.2f} times the CPU of round-by-round assignment (1.00)", middle <= 1)


def _huge(kind: str, ours: Sequence[Result]) -> Iterator[Verdict]:
    if not ours:
        return
    name = f"{kind} 10,000 x 26"
    worst = max(gap(one) for one in ours)
    cpu, peak = max(one.figures.cpu for one in ours), max(one.figures.peak for one in ours)
    full = max(one.figures.full_cpu or 0.0 for one in ours)
    yield Verdict(f"{name}: gap {worst:.5f} % ({HUGE_GAP} %)", worst <= HUGE_GAP)
    yield Verdict(f"{name}: every place filled", all(one.full for one in ours))
    yield Verdict(f"{name}: {cpu:.1f} CPU s ({HUGE_CPU:.0f})", cpu < HUGE_CPU)
    yield Verdict(f"{name}: {peak:.0f} MB ({HUGE_MEMORY:.0f})", peak < HUGE_MEMORY)
    yield Verdict(f"{name}: first full plan after {full:.1f} CPU s ({HUGE_FULL:.0f})", full <= HUGE_FULL)
