"""What a caller hears while a plan is being made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of the work: `stage` in words, the best plan so far, and what is known of its limit.

    `bound` and `gap_percent` are None until a bound has been worked out; `done` is a rough fraction from 0 to 1.
    """

    stage: str
    placed: int
    value: int
    bound: int | None
    gap_percent: float | None
    done: float
