"""What was measured, as tables; times hold for one run alone, ratios and the order of things for longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan
from statistics import median, quantiles

from .terminal import Answer

MEDIAN_BUDGET, LATE_BUDGET = 0.016, 0.050
"""Of a key: half of them, and 95 of 100, are seen on the screen in so many seconds."""
FEW = 20
"""With fewer keys that drew anything, a screen was not measured."""


Starts = Mapping[str, Sequence[tuple[float, float]]]
Keys = Mapping[str, Mapping[str, Sequence[Answer]]]


def starts_table(found: Starts, hello: str) -> str:
    """Each program's start, as ratios to the smallest program, round by round."""
    lines = ["| start | frame / hello world | data / hello world |", "|---|---|---|"]
    for name, runs in found.items():
        cells = []
        for which in (0, 1):
            ratios = sorted(run[which] / other[0] for run, other in zip(runs, found[hello], strict=True))
            cells.append(f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def keys_table(found: Keys) -> str:
    """From a key to its repaint and to the last of what it drew, screen by screen."""
    lines = [
        "| program | screen | keys | repaint: median, ms | 95 of 100 | all drawn: median, ms | 95 of 100 | budget |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, screens in found.items():
        for screen, answers in screens.items():
            times = [*_spread([one.first for one in answers]), *_spread([one.last for one in answers])]
            cells = " | ".join(f"{1000 * one:.1f}" for one in times)
            verdict = "" if not _ours(name) else "kept" if _kept(answers) else "over"
            lines.append(f"| {name} | {screen} | {len(answers)} | {cells} | {verdict} |")
    return "\n".join(lines)


def all_kept(found: Keys) -> bool:
    """Whether every screen of ours answers within the budget."""
    return all(_kept(answers) for name, screens in found.items() if _ours(name) for answers in screens.values())


def _ours(name: str) -> bool:
    return name.startswith("ridealong")


def _kept(answers: Sequence[Answer]) -> bool:
    middle, late = _spread([one.first for one in answers])
    return len(answers) >= FEW and middle <= MEDIAN_BUDGET and late <= LATE_BUDGET


def _spread(taken: Sequence[float]) -> tuple[float, float]:
    """What half of them, and what 95 of 100 stay below; not a number where too few drew anything."""
    if len(taken) < FEW:
        return nan, nan
    return median(taken), quantiles(taken, n=20)[-1]
