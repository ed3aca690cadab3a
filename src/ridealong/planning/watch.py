"""What is known of the work of a worker process on a season so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from ridealong.domain.errors import Interrupted
from ridealong.planning.messages import Answer, Job, Message
from ridealong.planning.plan import Bound, Plan
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress, Snapshot
from ridealong.planning.stopper import Stopper


class PlanWatch:
    """Waits for the plan of a valid problem, tells the progress on the way, and keeps the best plan in mind."""

    smaller = "plan fewer rounds at once"

    def __init__(self, problem: Problem, stopper: Stopper, progress: Callable[[Progress], None] | None) -> None:
        self._problem = problem
        self._stopper = stopper
        self._progress = progress
        self._best: Snapshot | None = None

    def job(self) -> Job:
        """The problem, with the time that is left."""
        return Job(self._problem, self._stopper.left())

    def heard(self, message: Message) -> Plan | None:
        """Take a message in; the plan if it is one."""
        match message:
            case Answer():
                return replace(message.whole(), seconds=round(self._stopper.elapsed(), 2))
            case Progress():
                self._better(message)
                if self._progress is not None:
                    self._progress(message)
        return None

    def _better(self, told: Progress) -> None:
        if told.snapshot is not None:
            self._best = told.snapshot
        best = self._best
        if best is not None and best.bound is not None and told.bound is not None and told.bound < best.bound.value:
            self._best = replace(best, bound=Bound(told.bound, best.bound.placed))

    def best(self) -> Callable[[], Plan] | None:
        """What puts the best plan so far together."""
        return None if self._best is None else partial(self._rebuilt, self._best)

    def _rebuilt(self, best: Snapshot) -> Plan:
        from ridealong.planning.answer import rebuilt  # noqa: PLC0415 - NumPy, rarely needed on this side

        return rebuilt(self._problem, best, self._stopper)

    def nothing_yet(self) -> Interrupted:
        """The error for a cancel before there was a plan."""
        return Interrupted("Planning was stopped before there was a plan")
