"""Choose any two people by a few letters each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Input

from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.dialogs.find_person import MOST, NOBODY, TYPE
from ridealong.tui.text import shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual import events
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson

NAMES = ("one", "other")


class TwoPeopleDialog(Dialog[tuple[str, str]]):
    """Two fields and those whom the one with the focus finds; the answer is the addresses of the two.

    Args:
        email, name: whom the first field begins with; empty for nobody.
    """

    OK = "Choose"
    TITLE_TEXT = "Why are these two together, or not?"
    CSS_PATH: ClassVar[list[str | PurePath]] = [*Dialog.CSS_PATH, "two_people.tcss"]
    HELP = (
        "Type a few letters of a name or address; Enter takes the one under the cursor and goes to the other field.\n"
        "Once both are known, it says why they are paired, or why not and what would allow it. Esc leaves."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("enter", "accept", "Choose", show=False),
    ]

    def __init__(self, email: str = "", name: str = "") -> None:
        super().__init__()
        self._emails = {"one": email, "other": ""}
        self._names = {"one": shown(name), "other": ""}
        self._found: tuple[FoundPerson, ...] = ()
        self._asking = "other" if email else "one"

    def inside(self) -> Iterator[Widget]:
        """The two fields, and whom they find."""
        for name, label in zip(NAMES, ("Who", "and who"), strict=True):
            yield Horizontal(
                Line(label, classes="two-label"),
                Input(
                    self._names[name],
                    placeholder="name or address",
                    compact=True,
                    id=f"two-{name}",
                    classes="two-field",
                ),
                classes="two-row",
            )
        yield PagedTable(
            (
                Column("Name", 22, lambda one: shown(one.name), grow=2),
                Column("Team", 14, lambda one: shown(one.team), grow=1),
                Column("Address", 22, lambda one: shown(one.email), grow=2, rank=1),
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
        self._field(self._asking).focus()
        self._table.read()

    @property
    def _table(self) -> PagedTable[FoundPerson]:
        return self.query_one("#found", PagedTable)

    def _field(self, name: str) -> Input:
        return self.query_one(f"#two-{name}", Input)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The list belongs to the field that has the focus."""
        name = (event.widget.id or "").removeprefix("two-")
        if name in NAMES and name != self._asking:
            self._asking = name
            self._look("" if self._emails[name] else self._field(name).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what was typed."""
        name = (event.input.id or "").removeprefix("two-")
        if event.value != self._names[name]:
            self._emails[name] = self._names[name] = ""
            self._look(event.value)

    def _look(self, text: str) -> None:
        def fetch(desk: Desk) -> tuple[FoundPerson, ...]:
            from ridealong.services import finding  # noqa: PLC0415 - services are imported in workers only

            return finding.find(desk, text, MOST).people

        def fetched(found: tuple[FoundPerson, ...]) -> None:
            self._found = found
            self._table.empty = NOBODY if text.strip() else TYPE
            self._table.read(from_top=True)

        self.complain("")
        self.ask(fetch, fetched, group="find")

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Whoever was found is in memory."""
        message.view.put(message.ticket, 0, self._found, len(self._found))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field takes the one under the cursor."""
        event.stop()
        self.accept()

    def on_paged_view_opened(self) -> None:
        """Enter in the list, or a second click on a row, takes it."""
        self.accept()

    def action_move(self, rows: int) -> None:
        """Move in the list, while the field keeps the focus."""
        self._table.move_to(self._table.cursor + rows)

    def action_accept(self) -> None:
        """Take the one under the cursor."""
        self.accept()

    def accept(self) -> None:
        """Take the one under the cursor; answer once both are known."""
        asking = self._asking
        one = self._table.current
        if one is not None and not self._emails[asking]:
            self._take(asking, one)
        missing = [name for name in NAMES if not self._emails[name]]
        if not missing:
            one_email, other_email = self._emails["one"], self._emails["other"]
            if one_email == other_email:
                self.complain("Choose two people: this is one")
                self._emails[asking] = ""
            else:
                self.dismiss((one_email, other_email))
        elif missing[0] == asking:
            self.complain(TYPE)
        else:
            self._field(missing[0]).focus()

    def _take(self, name: str, one: FoundPerson) -> None:
        self._emails[name], self._names[name] = one.email, shown(one.name)
        self._field(name).value = self._names[name]
        self._found = ()
        self._table.empty = TYPE
        self._table.read(from_top=True)
