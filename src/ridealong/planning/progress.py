"""What a caller hears while a plan is being made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.planning.plan import Bound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST_TOLD = 50.0
"""Percent of the best possible below which nothing is said of it: most often a place may still be missing."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A legal plan as it stood at one moment, small enough to be sent after every step.

    `hosts` are the cells of `host_of` (guests x rounds, int32 in the byte order of the machine, -1 for nobody), people
    in order of id. `bound` is what was known of the limit by then, None where nothing was.
    """

    guests: int
    rounds: int
    hosts: bytes
    bound: Bound | None

    @classmethod
    def of(cls, host_of: NDArray[np.signedinteger], bound: Bound | None) -> Snapshot:
        """The snapshot of a (guests, rounds) array of hosts."""
        import numpy as np  # noqa: PLC0415 - this module is imported by those who only wait for a plan

        guests, rounds = host_of.shape
        return cls(guests, rounds, host_of.astype(np.int32, copy=False).tobytes(), bound)

    def host_of(self) -> NDArray[np.int32]:
        """The (guests, rounds) array of hosts, read-only."""
        import numpy as np  # noqa: PLC0415 - as above

        return np.frombuffer(self.hosts, dtype=np.int32).reshape(self.guests, self.rounds)


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of the work: `stage` in words, the best plan so far, and what is known of its limit.

    `bound` and `gap_percent` are None until a bound has been worked out; `done` is a rough fraction from 0 to 1.
    `snapshot` is the best plan so far where it has become a better one since the report before.
    """

    stage: str
    placed: int
    value: int
    bound: int | None
    gap_percent: float | None
    done: float
    snapshot: Snapshot | None = None


def of_best(gap_percent: float) -> str:
    """A gap in words for people: "99.97 % of the best possible"; rounded down, and empty where it tells nothing.

    Only a gap of 0 is called the best possible.
    """
    if gap_percent == 0:
        return "the best possible"
    if 100 - gap_percent < LEAST_TOLD:
        return ""
    if gap_percent < 1e-4:
        return "more than 99.9999 % of the best possible"
    digits = 2 if gap_percent >= 0.01 else 4
    missing = math.ceil(round(gap_percent * 10**digits, 6)) / 10**digits
    return f"{100 - missing:.{digits}f} % of the best possible"
