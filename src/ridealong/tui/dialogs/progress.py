"""A long job: how far it is, and Esc to stop it."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message

from ridealong.domain.errors import Interrupted, RidealongError
from ridealong.tui.dates import with_days
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk

R = TypeVar("R")

BAR_CELLS = 40


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: 0 to 1 where that is known, and words."""

    part: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Reins:
    """What a job holds on to: it tells how far it is, and asks whether to stop."""

    tell: Callable[[Step], None]
    stopped: Callable[[], bool]


class ProgressDialog(Dialog[R]):
    """Runs a job in a worker and stays until it has ended.

    Args:
        title: what is being done.
        job: called in the worker with the desk and its reins; its result is the dialog's answer.
        can_stop: whether the job asks if it should stop.
        stop: what stopping it means, for the button.
        writes: whether the job changes data, so that it waits for other writers and screens read again after it.
        failed: called with what went wrong, unless that was to be stopped; else a toast says it.
    """

    HELP = (
        "This takes a moment. It can be stopped where it says so: nothing is ever half done, and of planning rounds "
        "the best plan so far is kept."
    )

    class Told(Message):
        """The job has come further."""

        def __init__(self, step: Step) -> None:
            super().__init__()
            self.step = step

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, ProgressDialog.Told)

    def __init__(
        self,
        title: str,
        job: Callable[[Desk, Reins], R],
        *,
        can_stop: bool = True,
        stop: str = "Stop",
        writes: bool = True,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._job = job
        self._can_stop = can_stop
        self._stop_label = stop
        self._writes = writes
        self._tell_failure = failed or self._toast
        self._stop = threading.Event()

    @property
    def title_text(self) -> str:
        """What is being done."""
        return self._title

    def inside(self) -> Iterator[Widget]:
        """A bar and words."""
        yield Line(_bar(None), id="bar")
        yield Line("Starting …", id="step", classes="words")

    def buttons(self) -> Iterator[Widget]:
        """Stop, where that is possible."""
        if self._can_stop:
            yield self.leaving(self._stop_label)

    def opened(self) -> None:
        """Begin."""
        reins = Reins(lambda step: void(self.post_message(self.Told(step))), self._stop.is_set)
        begin = self.change if self._writes else self._read_only
        begin(lambda desk: self._job(desk, reins), self._done, failed=self._failed)

    def on_unmount(self) -> None:
        """Leaving the program stops the job, so that nobody waits for it."""
        self._stop.set()

    def _read_only(
        self, work: Callable[[Desk], R], then: Callable[[R], None], *, failed: Callable[[Exception], None]
    ) -> None:
        self.ask(work, then, group="job", failed=failed)

    def _done(self, result: R) -> None:
        self.dismiss(result)

    def _failed(self, error: Exception) -> None:
        self.dismiss(None)
        if isinstance(error, Interrupted):
            self.notify("Stopped; nothing was changed" if not error.problem else with_days(str(error)), markup=False)
        else:
            self._tell_failure(error)

    def _toast(self, error: Exception) -> None:
        if isinstance(error, RidealongError):
            self.notify(with_days(str(error)), severity="error", timeout=12, markup=False)
        else:
            self.ridealong.show_failure(error)

    def on_progress_dialog_told(self, message: Told) -> None:
        """Show how far it is."""
        if not self._stop.is_set():
            self.query_one("#bar", Line).say(_bar(message.step.part))
            self.query_one("#step", Line).say(shown(message.step.words))

    def action_cancel(self) -> None:
        """Ask the job to stop; the dialog leaves when it has."""
        if self._can_stop and not self._stop.is_set():
            self._stop.set()
            self.query_one("#step", Line).say("Stopping …")

    def accept(self) -> None:
        """There is nothing to accept."""


def void(_result: object) -> None:
    """Forget a result that nobody needs."""


def _bar(part: float | None) -> str:
    if part is None:
        return "░" * BAR_CELLS
    full = round(max(0.0, min(1.0, part)) * BAR_CELLS)
    return "█" * full + "░" * (BAR_CELLS - full) + f" {part:4.0%}"
