"""A question with a safe default, for what cannot be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Button

from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget


class ConfirmDialog(Dialog[bool]):
    """Asks whether to go on; the focus is on leaving things as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("question", "buttons")]
    HELP = (
        "A question. {question.agree} is yes, {dialog.leave} leaves things as they are. {buttons.previous:left} and\n"
        "{buttons.next:right} or {dialog.next} change between the buttons, Enter presses."
    )

    def __init__(self, question: str, words: str, *, yes: str) -> None:
        super().__init__()
        self._question = question
        self._words = words
        self._yes = yes

    @property
    def title_text(self) -> str:
        """The question."""
        return self._question

    def inside(self) -> Iterator[Widget]:
        """What will happen."""
        yield Line(self._words, classes="words")

    def buttons(self) -> Iterator[Widget]:
        """Leaving is first, so that Enter alone changes nothing."""
        yield self.leaving("Leave it")
        yield Button(self.keyed(self._yes, "question.agree"), id="ok", variant="warning", compact=True)

    def opened(self) -> None:
        """The safe button has the focus."""
        self.query_one("#cancel").focus()

    def action_agree(self) -> None:
        """Say yes by its letter."""
        self.accept()

    def accept(self) -> None:
        """Go on."""
        self.dismiss(True)
