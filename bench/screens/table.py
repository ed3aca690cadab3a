"""What was measured, as tables; times hold for one run alone, ratios and the order of things for longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median, quantiles

from .terminal import Answer

MEDIAN_BUDGET, LATE_BUDGET = 0.016, 0.050
"""Of a key: half of them, and 95 of 100, are seen on the screen in so many seconds."""
FEW = 20
"""With fewer keys that drew anything, a screen was not measured."""


def print_starts(found: Mapping[str, Sequence[tuple[float, float]]], hello: str) -> None:
    """Each program's start, as ratios to the smallest program, round by round."""
    print("| start | frame / hello world | data / hello world | frame, ms | data, ms |\n|---|---|---|---|---|")
    for name, runs in found.items():
        cells = []
        for which in (0, 1):
            ratios = sorted(run[which] / other[0] for run, other in zip(runs, found[hello], strict=True))
            cells.append(f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
        times = [f"{1000 * median(run[which] for run in runs):.0f}" for which in (0, 1)]
        print(f"| {name} | {' | '.join(cells)} | {' | '.join(times)} |")


def print_keys(found: Mapping[str, Mapping[str, Sequence[Answer]]]) -> int:
    """From a key to its repaint and to the last of what it drew, screen by screen; returns 1 where ours are over."""
    print("\n| program | screen | keys | repaint: median, ms | 95 of 100 | all drawn: median, ms | 95 of 100 |")
    print("|---|---|---|---|---|---|---|")
    over = 0
    for name, screens in found.items():
        for screen, answers in screens.items():
            if len(answers) < FEW:
                print(f"| {name} | {screen} | {len(answers)} | too few | - | - | - |")
                over += name.startswith("ridealong")
                continue
            cells = [
                f"{1000 * one:.1f}"
                for one in (*_spread([a.first for a in answers]), *_spread([a.last for a in answers]))
            ]
            middle, late = _spread([one.first for one in answers])
            kept = not name.startswith("ridealong") or (middle <= MEDIAN_BUDGET and late <= LATE_BUDGET)
            over += not kept
            print(f"| {name} | {screen} | {len(answers)} | {' | '.join(cells)} |{'' if kept else ' over the budget'}")
    return 1 if over else 0


def _spread(taken: Sequence[float]) -> tuple[float, float]:
    """What half of them, and what 95 of 100 stay below."""
    return median(taken), quantiles(taken, n=20)[-1]
