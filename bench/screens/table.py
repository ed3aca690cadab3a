"""What was measured, as tables; times hold for one run alone, ratios and the order of things for longer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median, quantiles

MEDIAN_BUDGET, LATE_BUDGET = 0.016, 0.050
"""Of a key: half of them, and 95 of 100, are answered in so many seconds."""


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


def print_keys(found: Mapping[str, Mapping[str, Sequence[float]]]) -> int:
    """From a key to the last of what it drew, on each screen; returns 1 where ours are over the budget, else 0."""
    print("\n| program | screen | keys | median, ms | 95 of 100, ms |\n|---|---|---|---|---|")
    over = 0
    for name, screens in found.items():
        for screen, taken in screens.items():
            if len(taken) < 2:
                print(f"| {name} | {screen} | {len(taken)} | - | - |")
                continue
            middle, late = median(taken), quantiles(taken, n=20)[-1]
            ours = name.startswith("ridealong")
            kept = not ours or (middle <= MEDIAN_BUDGET and late <= LATE_BUDGET)
            over += not kept
            print(
                f"| {name} | {screen} | {len(taken)} | {1000 * middle:.1f} | {1000 * late:.1f} |"
                f"{'' if kept else ' over the budget'}"
            )
    return 1 if over else 0
