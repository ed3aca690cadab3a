"""A dialog that reads something and shows it as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.containers import VerticalScroll
from textual.content import Content

from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import MUTED
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk

T = TypeVar("T")


class LookDialog(Dialog[None], Generic[T]):
    """Reads in a worker, then shows what `lines` makes of it."""

    OK = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text", "reading")]
    HELP = "Text to read. {text.up} and {text.down} scroll, {dialog.leave} or {reading.close} closes."

    def inside(self) -> Iterator[Widget]:
        """The lines, once they are there."""
        with VerticalScroll(classes="scroll"):
            yield Words([Content.styled(self.working, MUTED)], id="words")

    def buttons(self) -> Iterator[Widget]:
        """Close."""
        yield self.leaving("Close", "primary")

    def opened(self) -> None:
        """Read."""
        self.query_one(VerticalScroll).focus()
        self.begin()

    def begin(self) -> None:
        """Start reading."""
        self.ask(self.fetch, self._fetched, group="look", failed=self._failed)

    def fetch(self, desk: Desk) -> T:
        """What is shown; called in a worker."""
        raise NotImplementedError

    def lines(self, found: T) -> list[Content]:
        """What was found, as text."""
        raise NotImplementedError

    def _fetched(self, found: T) -> None:
        self.query_one("#words", Words).show(self.lines(found))

    def _failed(self, error: Exception) -> None:
        self.dismiss(None)
        self.ridealong.show_failure(error)

    def accept(self) -> None:
        """Close."""
        self.dismiss(None)
