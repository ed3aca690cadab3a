"""The rounds to which a pairing could move, each with what is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Button

from ridealong.domain.errors import ChangedMeanwhile, RidealongError
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.board.board_moves import Lifted, Outlook, Place
    from ridealong.services.desk import Desk


class MovePairingDialog(Dialog[None]):
    """A table of rounds; Enter moves the pairing to the one under the cursor, in one step that u undoes."""

    OK = ""
    WIDE = True
    HELP = (
        "The rounds still to come, and what keeps the two from meeting in each. {list.open} moves the pairing\n"
        "there:\n"
        "a draft is then pinned, and of a published pairing the invites are due. {dialog.leave} leaves it where it\n"
        "is."
    )

    def __init__(self, pairing_id: int, guest: str, host: str) -> None:
        super().__init__()
        self._number = pairing_id
        self._names = guest, host
        self._lifted: Lifted | None = None
        self._outlook: tuple[Place, Outlook] | None = None
        self._busy = False

    @property
    def title_text(self) -> str:
        """Which pairing."""
        guest, host = self._names
        return f"Move {shown(guest)} with {shown(host)} to another week"

    def inside(self) -> Iterator[Widget]:
        """The rounds, and what moving to the one under the cursor would mean."""
        yield PagedTable(
            (
                Column("Round", 5, lambda one: str(one.round + 1), right=True),
                Column("Days", 24, lambda one: span_words(one.days)),
                Column("", 28, self._words, grow=1),
            ),
            key=lambda one: f"{one.round} {one.days.first}",
            empty="There is no round to which it could move.",
            id="rounds",
        )
        yield Line("", id="outlook", classes="words gap")

    def buttons(self) -> Iterator[Widget]:
        """Move or leave."""
        move = self.keyed("Move", "list.open")
        yield Button(move, id="ok", variant="primary", compact=True, disabled=True)
        yield self.leaving("Cancel")

    def opened(self) -> None:
        """Read the table once it is there."""
        self._table.focus()
        self._table.read()

    @property
    def _table(self) -> PagedTable[Place]:
        return self.query_one("#rounds", PagedTable)

    def _words(self, one: Place) -> Cell:
        if self._lifted is not None and self._lifted.is_at(one):
            return [("where it is now", "dim")]
        return [(f"✗ {shown(one.refused)}", "warn")] if one.refused else [("✓ free", "good")]

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All rounds come at once."""
        number = self._number

        def fetch(desk: Desk) -> Lifted:
            from ridealong.services.board.board_moves import lift  # noqa: PLC0415 - services are imported in workers only

            return lift(desk, number)

        def fetched(found: Lifted) -> None:
            self._lifted = found
            message.view.put(message.ticket, 0, found.places, len(found.places))
            at = next((n for n, one in enumerate(found.places) if found.is_at(one)), 0)
            self._table.move_to(at)

        self.ask(fetch, fetched, group="lift", failed=self._failed)

    def follow_cursor(self) -> None:
        """Say what moving there would mean; asked for in a worker, the newest wins."""
        place, lifted = self._table.current, self._lifted
        if place is None or lifted is None:
            return
        self.complain("")
        here = lifted.is_at(place)
        self.query_one("#ok", Button).disabled = here or bool(place.refused or lifted.fixed)
        if here or place.refused or lifted.fixed:
            self._say(shown(lifted.fixed or place.refused) or "It is there now.")
            return
        self._say("Looking …")

        def look(desk: Desk) -> Outlook:
            from ridealong.services.board.board_moves import Wanted, look  # noqa: PLC0415 - services: in workers only

            return look(desk, lifted.id, Wanted(day=place.day) if place.day else Wanted(round=place.round))

        def looked(found: Outlook) -> None:
            if self._table.current == place:
                self._outlook = place, found
                due = "" if lifted.draft else f"; {many(found.invites, 'invite')} would be due"
                kept = "; it is pinned there" if lifted.draft else due
                self._say(shown(found.refused) or f"{span_words(found.days)}{kept}.")

        self.ask(look, looked, group="look", failed=self._failed)

    def _say(self, words: str) -> None:
        self.query_one("#outlook", Line).say(words)

    def on_paged_view_opened(self) -> None:
        """Enter moves it."""
        self.accept()

    def accept(self) -> None:
        """Move it to the round under the cursor, or say why not."""
        place, lifted = self._table.current, self._lifted
        if place is None or lifted is None or self._busy or lifted.is_at(place):
            return
        if lifted.fixed or place.refused:
            self.complain(f"It cannot go there: {lifted.fixed or place.refused}")
            return
        if self._outlook is None or self._outlook[0] != place:
            return  # of a published pairing people are told: nobody moves what has not been looked at
        self._busy, seen = True, lifted.seen

        def work(desk: Desk) -> None:
            from ridealong.services.changes import drafts  # noqa: PLC0415 - services are imported in workers only

            drafts.move(desk, seen.row, None if place.day else place.round, day=place.day, seen=[seen])

        self.change(work, lambda _none: self._moved(place), failed=self._failed)

    def _moved(self, place: Place) -> None:
        due = self._outlook[1].invites if self._outlook else 0
        told = f"\n{many(due, 'invite')} due ({{app.invites}})" if due else ""
        guest, host = self._names
        words = f"{shown(guest)} with {shown(host)}: now {span_words(place.days)}{told}"
        self.dismiss(None)
        self.ridealong.done(words)

    def _failed(self, error: Exception) -> None:
        moving, self._busy = self._busy, False
        if isinstance(error, RidealongError) and (moving or self._lifted is not None):
            self.complain(str(error))
            if isinstance(error, ChangedMeanwhile):
                self._table.read()
        else:
            self.dismiss(None)
            self.ridealong.show_failure(error)
