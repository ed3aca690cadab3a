"""The sign that something is being worked on, in the top bar, from the second second on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.worker import Worker

    from ridealong.tui.app import RidealongApp

SECONDS = 1.0
"""For so long nobody wonders whether anything is going on."""


class Waiting:
    """What has been asked of the services, and when; the oldest of it is what is told."""

    def __init__(self, program: RidealongApp) -> None:
        self._program = program
        self._asked: dict[Worker[None], float] = {}
        self._told = False

    def begin(self) -> None:
        """Look from now on."""
        self._program.set_interval(SECONDS, self.look)

    def add(self, worker: Worker[None]) -> None:
        """Somebody waits for this worker from now on, until it is done or given up."""
        self._asked[worker] = time.monotonic()

    def look(self) -> None:
        """Tell how long the oldest has been worked on, or that nothing is any more."""
        # One that is replaced before its first step stays pending for ever.
        self._asked = {
            worker: since for worker, since in self._asked.items() if not (worker.is_finished or worker.is_cancelled)
        }
        seconds = int(time.monotonic() - min(self._asked.values())) if self._asked else 0
        if not seconds and not self._told:
            return
        self._told = bool(seconds)
        from ridealong.tui.widgets.section_bar import SectionBar  # noqa: PLC0415 - loaded with the first section

        for screen in self._program.screen_stack:
            for bar in screen.query(SectionBar):
                bar.wait(seconds)
