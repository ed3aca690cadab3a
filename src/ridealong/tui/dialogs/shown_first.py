"""A change that is worked out and shown before it is made, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button

from ridealong.domain.errors import ChangedMeanwhile, RidealongError
from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import MUTED
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk

Found = TypeVar("Found")
Done = TypeVar("Done")


class ShownFirstDialog(Dialog[Done], Generic[Found, Done]):
    """Works out in a worker what would change, shows it, and asks; the focus is on leaving things as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("question", "text", "beside")]
    YES = ""

    def __init__(self) -> None:
        super().__init__()
        self._busy = True
        self._doing = False
        self._found: Found | None = None

    def work_out(self, desk: Desk) -> Found:
        """What would change; called in a worker."""
        raise NotImplementedError

    def lines(self, found: Found) -> list[Content]:
        """What would change, as text."""
        raise NotImplementedError

    def yes(self, found: Found) -> str:
        """What the button says; empty where there is nothing to do."""
        raise NotImplementedError

    def do(self, desk: Desk, found: Found) -> Done:
        """Make the change that was shown, or raise ChangedMeanwhile; called in a worker."""
        raise NotImplementedError

    def inside(self) -> Iterator[Widget]:
        """What would change."""
        with VerticalScroll(classes="scroll", can_focus=False):
            yield Words([Content.styled(self.working, MUTED)], id="words")

    def buttons(self) -> Iterator[Widget]:
        """Leaving is first."""
        yield self.leaving("Not now")
        yield Button(self.YES, id="ok", variant="warning", compact=True, disabled=True)

    def opened(self) -> None:
        """Work it out."""
        self.query_one("#cancel").focus()
        self.begin()

    def begin(self) -> None:
        """Work out what would change, in place of what is shown."""
        self._busy = True
        self.complain("")
        self.query_one("#words", Words).show([Content.styled(self.working, MUTED)])
        self.query_one("#ok", Button).disabled = True
        self.ask(self.work_out, self._worked_out, group="shown first", failed=self._failed)

    def _worked_out(self, found: Found) -> None:
        self._busy = False
        self._found = found
        self.query_one("#words", Words).show(self.lines(found))
        words = self.yes(found)
        button = self.query_one("#ok", Button)
        button.disabled = not words
        button.label = self.keyed(words, "question.agree") if words else self.YES
        button.refresh(layout=True)

    def _failed(self, error: Exception) -> None:
        doing, self._busy, self._doing = self._doing, False, False
        if doing and isinstance(error, ChangedMeanwhile):
            # Whoever presses Enter twice leaves, and agrees to nothing that they have not read.
            self.query_one("#cancel").focus()
            self.begin()
            self.complain(str(error))
        elif isinstance(error, RidealongError):
            self.query_one("#words", Words).show(())
            self.complain(str(error))
        else:
            self.dismiss(None)
            self.ridealong.show_failure(error)

    def accept(self) -> None:
        """Make the change."""
        found = self._found
        if self._busy or found is None or not self.yes(found):
            return
        self._busy = self._doing = True
        self.change(lambda desk: self.do(desk, found), self._done, failed=self._failed)

    def action_agree(self) -> None:
        """Say yes by its letter, once there is something to say it to."""
        if not self.query_one("#ok", Button).disabled:
            self.accept()

    def _done(self, result: Done) -> None:
        self.dismiss(result)

    def action_cancel(self) -> None:
        """Leave; a change that is being made is waited for."""
        if not self._doing:
            self.dismiss(None)
