"""Publishing that is shown first, and that asks why where somebody who is to agree has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from textual import on
from textual.widgets import Button, Input

from ridealong.tui.dialogs.shown_first import ShownFirstDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.publishing.agreements import Lacking

SAY_WHY = "Say why it is published although not all have agreed"


class Compared(Protocol):
    """What publishing would change."""

    @property
    def lacking(self) -> Lacking | None:
        """Who has not agreed; None where nobody is to."""


Comparison = TypeVar("Comparison", bound=Compared)
Published = TypeVar("Published")


class PublishReasonedDialog(ShownFirstDialog[Comparison, Published], Generic[Comparison, Published]):
    """Publishing tells people, so it asks: the focus is on leaving things as they are.

    Args:
        program: the name of the program.
    """

    YES = "Publish"
    WIDE = True

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    @property
    def title_text(self) -> str:
        """Which program."""
        return f"Publish {shown(self._program)}?"

    @property
    def why(self) -> str:
        """Why it is published although not all have agreed; empty where that is not asked."""
        return self._reason.text.strip() if self._reason.display else ""

    def inside(self) -> Iterator[Widget]:
        """Why without, where somebody has not agreed, and what would change."""
        reason = Field("reason", "Why without", placeholder="why it is published although not all have agreed")
        reason.display = False
        yield reason
        yield from super().inside()

    @property
    def _reason(self) -> Field:
        return self.query_one("#field-reason", Field)

    @on(Input.Submitted)
    def _reason_given(self, event: Input.Submitted) -> None:
        """Enter behind the reason goes to the question: nothing is published by Enter alone."""
        event.stop()
        if self._reason.text.strip():
            self.query_one("#ok", Button).focus()
        else:
            self._reason.complain(SAY_WHY)

    def _worked_out(self, found: Comparison) -> None:
        super()._worked_out(found)
        asks = found.lacking is not None and found.lacking.needs_reason
        self._reason.display = asks
        # What stands below leaves room for the reason: the buttons stay in sight.
        self.set_class(asks, "-asking-why")

    def accept(self) -> None:
        """Publish; where somebody has not agreed, only once there is a reason."""
        if self._reason.display and not self._busy and not self._reason.text.strip():
            self._reason.refuse(SAY_WHY)
            return
        super().accept()
