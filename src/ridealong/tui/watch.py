"""The watcher: every second it asks whether somebody else has changed the database, and lets the screens catch up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.text import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.services.desk import Desk
    from ridealong.services.journal.news import Change, Mark, News
    from ridealong.tui.app import RidealongApp

SECONDS = 1.0
"""How long after a look the next one begins."""
PATIENCE = 5
"""How many looks may fail in a row before that is told: a database may be busy for a moment."""


class Watch:
    """Looks in a worker, never twice at once; what was changed at this desk is no news."""

    def __init__(self, program: RidealongApp) -> None:
        self._program = program
        self._looking = False
        self._failed = 0

    def begin(self) -> None:
        """Look from now on, but for the time that another program has the terminal."""
        timer = self._program.set_interval(SECONDS, self.look)
        self._program.app_suspend_signal.subscribe(self._program, lambda _app: timer.pause())
        self._program.app_resume_signal.subscribe(self._program, lambda _app: timer.resume())

    def look(self) -> None:
        """Ask, unless an answer is still to come."""
        door = self._program.door
        since = door.mark
        if self._looking or since is None:
            return
        self._looking = True

        def fetch(desk: Desk) -> tuple[Mark, News | None]:
            from ridealong.services.journal.news import news  # noqa: PLC0415 - services are imported in workers only

            return since, news(desk, since)

        self._program.ask(fetch, self._looked, group="watch", failed=self._cannot_look)

    def _looked(self, found: tuple[Mark, News | None]) -> None:
        since, news = found
        self._looking = False
        told, self._failed = self._failed >= PATIENCE, 0
        if told:
            self._program.notify("The database can be read again", timeout=4)
        door = self._program.door
        if news is not None and door.mark is since:
            door.mark = news.mark
            if news.everything or news.changes:
                self._program.data_changed()
                self._program.tell_quietly(words(news.changes))
        elif told:
            self._program.data_changed()

    def _cannot_look(self, error: Exception) -> None:
        self._looking = False
        self._failed += 1
        if self._failed == PATIENCE:
            self._program.notify(f"{error}\nTrying again each second.", severity="error", timeout=12)


def words(changes: Sequence[Change]) -> str:
    """Who changed what, in a few words; empty where that is not known."""
    if len(changes) == 1:
        return f"{changes[0].actor}: {changes[0].summary}"
    numbers: dict[str, int] = {}
    for one in changes:
        numbers[one.actor] = numbers.get(one.actor, 0) + 1
    return ", ".join(f"{actor}: {many(number, 'change')}" for actor, number in numbers.items())
