"""Choose any two people by a few letters each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Horizontal
from textual.widgets import Input

from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.found_people import TYPE, FoundPeople

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual import events
    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.finding import FoundPerson

NAMES = ("one", "other")


class TwoPeopleDialog(Dialog[tuple[str, str]]):
    """Two fields and those whom the one with the focus finds; the answer is the addresses of the two.

    Args:
        email, name: whom the first field begins with; empty for nobody.
    """

    OK = "Choose"
    OK_BY = "finding.choose"
    TITLE_TEXT = "Why are these two together, or not?"
    CSS_PATH: ClassVar[list[str | PurePath]] = [*Dialog.CSS_PATH, "two_people.tcss"]
    HELP = (
        "Type a few letters of a name or address; {finding.choose} takes the one under the cursor and goes to the\n"
        "other field.\n"
        "Once both are known, it says why they are paired, or why not and what would allow it. {dialog.leave}\n"
        "leaves."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("finding")]

    def __init__(self, email: str = "", name: str = "") -> None:
        super().__init__()
        self._emails = {"one": email, "other": ""}
        self._names = {"one": shown(name), "other": ""}
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
        yield FoundPeople(id="found")

    def opened(self) -> None:
        """Let somebody type at once."""
        self._field(self._asking).focus()
        self._people.read()

    @property
    def _people(self) -> FoundPeople:
        return self.query_one(FoundPeople)

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
        if not self._emails[name] or event.value != self._names[name]:
            self._emails[name] = self._names[name] = ""
            self._look(event.value)

    def _look(self, text: str) -> None:
        self.complain("")
        self._people.look(text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field takes the one under the cursor."""
        event.stop()
        self.accept()

    def on_paged_view_opened(self, message: FoundPeople.Opened) -> None:
        """Enter in the list, or a second click on a row, takes it."""
        # The list has rows of no other kind; what lists tell of themselves knows nothing of their rows.
        self._taken(self._asking, cast("FoundPerson", message.row))

    def action_move(self, rows: int) -> None:
        """Move in the list, while the field keeps the focus."""
        self._people.step(rows)

    def action_accept(self) -> None:
        """Take the one under the cursor."""
        self.accept()

    def accept(self) -> None:
        """Take the one under the cursor, as soon as it is among those whom the field asks for."""
        asking = self._asking
        if self._emails[asking]:
            self._go_on()
        else:
            self._people.take(self._field(asking).value, partial(self._taken, asking))

    def _taken(self, name: str, one: FoundPerson | None) -> None:
        if one is None:
            self.complain(TYPE)
            return
        if one.email in [email for each, email in self._emails.items() if each != name]:
            self.complain("Choose two people: this is one")
            return
        self._emails[name], self._names[name] = one.email, shown(one.name)
        self._field(name).value = self._names[name]
        self._people.look("")
        self._go_on()

    def _go_on(self) -> None:
        """Ask for the other, or answer once both are known."""
        missing = next((name for name in NAMES if not self._emails[name]), None)
        if missing is not None:
            self._field(missing).focus()
        else:
            self.dismiss((self._emails["one"], self._emails["other"]))
