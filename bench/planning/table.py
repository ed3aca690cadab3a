"""The tables of `bench/README.md`, made of results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from statistics import mean, median

from .child import OURS
from .measure import ALL_METHODS, Result, Season
from .seasons import KINDS
from .targets import PROVED_SIZES, gap, proved

_BEYOND = 1_000
"""Percent from which on a gap says only that places were missed or that turns are uneven."""


def tables(results: Sequence[Result]) -> str:
    """What is proved, and the methods side by side, both in Markdown; nothing for a table without results."""
    ours = [one for one in results if one.method == OURS and one.season.size in PROVED_SIZES]
    compared = {(one.season.size, one.season.kind) for one in results if one.method != OURS}
    side_by_side = [one for one in results if (one.season.size, one.season.kind) in compared]
    parts = ["\n".join(_proofs(ours))] if ours else []
    parts += ["\n".join(_methods(side_by_side))] if side_by_side else []
    return "\n\n".join(parts)


def _proofs(ours: Sequence[Result]) -> Iterator[str]:
    yield f"How much is proved, {_seeds(ours)}:"
    yield ""
    yield "| people x rounds | kind | proved | worst gap | every place filled | CPU s, median (most) | most memory |"
    yield "|---|---|---|---|---|---|---|"
    for (people, rounds), kind in product(PROVED_SIZES, KINDS):
        part = [one for one in ours if one.season.size == (people, rounds) and one.season.kind == kind]
        if part:
            cpu = [one.figures.cpu for one in part]
            yield (
                f"| {people} x {rounds} | {kind} | {sum(map(proved, part))} of {len(part)} "
                f"| {max(map(gap, part)):.4f} % | {sum(one.full for one in part)} of {len(part)} "
                f"| {median(cpu):.2f} ({max(cpu):.2f}) | {max(one.figures.peak for one in part):.0f} MB |"
            )


def _methods(results: Sequence[Result]) -> Iterator[str]:
    yield f"The same seasons planned by different methods, {_seeds(results)}:"
    yield ""
    yield "| season | method | places filled | turns, least to most | sum of squares | repeats | gap | CPU s | memory |"
    yield "|---|---|---|---|---|---|---|---|---|"
    bounds = {one.season: one.figures.bound for one in results if one.figures.bound is not None}
    for size, kind in product(sorted({one.season.size for one in results}), KINDS):
        here = [one for one in results if one.season.size == size and one.season.kind == kind]
        for method in ALL_METHODS:
            part = [one for one in here if one.method == method]
            if part:
                yield f"| {kind} {size[0]:,} x {size[1]} | {method} | {_row(part, bounds)} |"


def _row(part: Sequence[Result], bounds: Mapping[Season, int]) -> str:
    scores = [one.score for one in part if one.score is not None]
    if not scores:
        return f"{part[0].fault} | | | | | |"
    gaps = [one.gap_percent(bounds[one.season]) for one in part if one.season in bounds]
    cells = (
        f"{100 * sum(score.placed for score in scores) / sum(one.possible for one in part):.2f} %",
        f"{min(score.turns_min for score in scores)} to {max(score.turns_max for score in scores)}",
        f"{mean(score.turns_squared for score in scores):,.0f}",
        f"{mean(score.repeats for score in scores):,.1f}",
        _gap_text(median(gaps)) if gaps else "",
        f"{median(one.figures.cpu for one in part):.2f}",
        f"{max(one.figures.peak for one in part):,.0f} MB",
    )
    return " | ".join(cells)


def _gap_text(percent: float) -> str:
    if percent >= _BEYOND:
        return f"over {_BEYOND:,} %"
    return f"{percent:.4f} %" if percent < 0.1 else f"{percent:.1f} %"


def _seeds(results: Sequence[Result]) -> str:
    seeds = sorted({one.season.seed for one in results})
    return f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {seeds[0]} to {seeds[-1]}"
