"""Whom a few letters of a name or an address find: the list under every field that asks for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.desk import Asks
from ridealong.tui.text import shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson

MOST = 50
"""How many people are offered: whoever has so many before them types on."""
TYPE = "Type a few letters of a name."
NOBODY = "Nobody has these letters in their name or address."


class FoundPeople(Asks, PagedTable["FoundPerson"]):
    """The people whom a text finds; one is taken out of those of the newest text alone.

    Args:
        first: who is offered before anything is typed, called in a worker; None for nobody.

    Attributes:
        find: what finds people in the place of looking among everybody, called in a worker with what was typed.
    """

    HELP = "Whom the letters find. {finding.up} and {finding.down} move, {list.open} chooses."

    def __init__(
        self, *, first: Callable[[Desk], tuple[FoundPerson, ...]] | None = None, id: str | None = None
    ) -> None:
        super().__init__(
            (
                Column("Name", 20, lambda one: shown(one.name), grow=2),
                Column("Team", 13, lambda one: shown(one.team), grow=1),
                Column("Address", 24, lambda one: shown(one.email), grow=2, rank=1),
            ),
            key=lambda one: one.email,
            empty=TYPE,
            id=id,
        )
        self._first = first
        self.find: Callable[[Desk, str], tuple[FoundPerson, ...]] | None = None
        self._found: tuple[FoundPerson, ...] = ()
        self._answered = self._shown = ""
        self._waiting: tuple[str, Callable[[FoundPerson | None], None]] | None = None
        """The text in which Enter was pressed before it was answered, and what is done then."""

    def look(self, text: str) -> None:
        """Look for a text; the newest wins."""

        find = self.find

        def fetch(desk: Desk) -> tuple[FoundPerson, ...]:
            from ridealong.services import finding  # noqa: PLC0415 - services are imported in workers only

            if find is not None:
                return find(desk, text)
            if self._first is not None and not text.strip():
                return self._first(desk)
            return finding.find(desk, text, MOST).people

        def fetched(found: tuple[FoundPerson, ...]) -> None:
            self._found, self._answered = found, text
            self.empty = NOBODY if text.strip() else TYPE
            self.read(from_top=True)

        if self._waiting is not None and self._waiting[0] != text:
            self._waiting = None
        self.ask(fetch, fetched, group="find")

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Whoever was found is in memory."""
        message.stop()
        self.put(message.ticket, 0, self._found, len(self._found))
        self._shown = self._answered
        if self._waiting is not None and self._waiting[0] == self._shown:
            then, self._waiting = self._waiting[1], None
            then(self.current)

    def take(self, text: str, then: Callable[[FoundPerson | None], None]) -> None:
        """Take the one under the cursor, as soon as these are the people whom a text finds.

        Args:
            text: as it stands in the field; it was looked for already.
            then: called with the person; with None where nobody was found.
        """
        if self._shown == text:
            then(self.current)
        else:
            self._waiting = text, then

    def step(self, rows: int) -> None:
        """Move, while the field keeps the focus."""
        self.move_to(self.cursor + rows)
