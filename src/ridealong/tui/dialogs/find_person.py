"""Choose one person out of thousands by a few letters of the name or address."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.widgets import Input

from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.widgets.found_people import FoundPeople

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson


class FindPersonDialog(Dialog[str]):
    """A field and those whom it finds; the answer is the address of the one that was chosen.

    Args:
        question: what is asked, such as `Who is ill?`.
        first: who is offered before anything is typed, called in a worker; None for nobody.
    """

    OK = "Choose"
    OK_BY = "finding.choose"
    HELP = (
        "Type a few letters of a name or address. {finding.up} and {finding.down} move, {finding.choose} chooses,\n"
        "{dialog.leave} leaves."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("finding")]

    def __init__(self, question: str, first: Callable[[Desk], tuple[FoundPerson, ...]] | None = None) -> None:
        super().__init__()
        self._first = first
        self._question = question

    @property
    def title_text(self) -> str:
        """What is asked."""
        return self._question

    def inside(self) -> Iterator[Widget]:
        """The field, and whom it finds."""
        yield Input(placeholder="name or address", compact=True, id="who")
        yield FoundPeople(first=self._first, id="found")

    def opened(self) -> None:
        """Let somebody type at once."""
        self.query_one("#who", Input).focus()
        self._people.look("")

    @property
    def _people(self) -> FoundPeople:
        return self.query_one(FoundPeople)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what was typed; a field beside that of the name finds nobody."""
        self.complain("")
        if event.input.id == "who":
            self._people.look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the field chooses."""
        event.stop()
        self.accept()

    def on_paged_view_opened(self, message: FoundPeople.Opened) -> None:
        """Enter in the list, or a click on a row twice, chooses what stood there then."""
        # The list has rows of no other kind; what lists tell of themselves knows nothing of their rows.
        self._chosen(cast("FoundPerson", message.row))

    def action_move(self, rows: int) -> None:
        """Move in the list, while the field keeps the focus."""
        self._people.step(rows)

    def action_accept(self) -> None:
        """Choose."""
        self.accept()

    def accept(self) -> None:
        """Answer with whoever is under the cursor, as soon as these are the people whom the field asks for."""
        self._people.take(self.query_one("#who", Input).value, self._chosen)

    def _chosen(self, one: FoundPerson | None) -> None:
        if one is not None:
            self.dismiss(one.email)
        else:
            self.complain(self._people.empty)
