"""Choose one person out of thousands by a few letters of the name or address."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.widgets import Button, Input

from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson

MOST = 50
"""How many people are offered: whoever has so many before them types on."""
TYPE = "Type a few letters of a name."
NOBODY = "Nobody has these letters in their name or address."


class FindPersonDialog(Dialog[str]):
    """A field and those whom it finds; the answer is the address of the one that was chosen.

    Args:
        question: what is asked, such as `Who is ill?`.
    """

    OK = "Choose"
    HELP = "Type a few letters of a name or address. ↑ and ↓ move, Enter chooses, Esc leaves."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("enter", "accept", "Choose", show=False),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question
        self._found: tuple[FoundPerson, ...] = ()
        self._answered = self._shown = ""
        self._waits_for: str | None = None
        """The text in which somebody pressed Enter before it was answered."""

    @property
    def title_text(self) -> str:
        """What is asked."""
        return self._question

    def inside(self) -> Iterator[Widget]:
        """The field, and whom it finds."""
        yield Input(placeholder="name or address", compact=True, id="who")
        yield PagedTable(
            (
                Column("Name", 20, lambda one: shown(one.name), grow=2),
                Column("Team", 13, lambda one: shown(one.team), grow=1),
                Column("Address", 30, lambda one: shown(one.email), grow=1, rank=1),
            ),
            key=lambda one: one.email,
            empty=TYPE,
            id="found",
        )

    def buttons(self) -> Iterator[Widget]:
        """Choose or leave."""
        yield Button("Choose (Enter)", id="ok", variant="primary", compact=True)
        yield Button("Cancel (Esc)", id="cancel", compact=True)

    def opened(self) -> None:
        """Let somebody type at once."""
        self.query_one("#who", Input).focus()
        self._table.read()

    @property
    def _table(self) -> PagedTable[FoundPerson]:
        return self.query_one("#found", PagedTable)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what was typed."""
        text = event.value

        def fetch(desk: Desk) -> tuple[FoundPerson, ...]:
            from ridealong.services import finding  # noqa: PLC0415 - services are imported in workers only

            return finding.find(desk, text, MOST).people

        def fetched(found: tuple[FoundPerson, ...]) -> None:
            self._found, self._answered = found, text
            self._table.empty = NOBODY if text.strip() else TYPE
            self._table.read(from_top=True)

        self.complain("")
        if text != self._waits_for:
            self._waits_for = None
        self.ask(fetch, fetched, group="find")

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Whoever was found is in memory."""
        message.view.put(message.ticket, 0, self._found, len(self._found))
        self._shown = self._answered
        if self._waits_for == self._shown:
            self.accept()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field chooses."""
        event.stop()
        self.accept()

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Enter in the list, or a click on a row twice, chooses what stood there then."""
        self.dismiss(cast("FoundPerson", message.row).email)

    def action_move(self, rows: int) -> None:
        """Move in the list, while the field keeps the focus."""
        self._table.move_to(self._table.cursor + rows)

    def action_accept(self) -> None:
        """Choose."""
        self.accept()

    def accept(self) -> None:
        """Answer with whoever is under the cursor, as soon as these are the people whom the field asks for."""
        typed = self.query_one("#who", Input).value
        if self._shown != typed:
            self._waits_for = typed
            return
        if (one := self._table.current) is not None:
            self.dismiss(one.email)
        else:
            self.complain(self._table.empty)
