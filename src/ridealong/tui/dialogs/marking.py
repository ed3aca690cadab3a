"""What the dialogs have in common that ask how something went: how it stands, what it was, and a private reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from ridealong.domain.pairings import State
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import many
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.meanwhile import Seen


class Markable(Protocol):
    """What can be marked: a row of a list, by its number, as it is shown."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def seen(self) -> Seen:
        """The row as it is shown."""


Row = TypeVar("Row", bound=Markable)


class MarkingDialog(FormDialog[str], Generic[Row]):
    """One state for all rows that were chosen.

    Args:
        rows: at least one.
    """

    OK = "Mark"
    NOUN: ClassVar[str]
    """What one row is."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._rows = tuple(rows)

    @property
    def title_text(self) -> str:
        """Which they are."""
        if len(self._rows) > 1:
            return f"How did these {len(self._rows)} {self.NOUN}s go?"
        return f"How did {self.about(self._rows[0])} go?"

    def about(self, row: Row) -> str:
        """What the only row is about, for the title."""
        raise NotImplementedError

    def now(self) -> Line:
        """How they stand now."""
        raise NotImplementedError

    def states(self) -> Choice:
        """What they can be marked as, under the name `state`."""
        raise NotImplementedError

    @staticmethod
    def mark(desk: Desk, rows: Sequence[Row], state: State, reason: str) -> None:
        """Mark them, in a worker."""
        raise NotImplementedError

    def fields(self) -> Iterator[Widget]:
        """State and reason."""
        yield self.now()
        yield self.states()
        yield Field("reason", "Reason", placeholder="private; may stay empty", long=True)

    def opened(self) -> None:
        """The arrows choose at once."""
        self.query_one(Choice).focus()

    def submit(self) -> None:
        """Mark all of them."""
        state, reason, rows = State(self.choice("state")), self.text("reason"), self._rows

        def work(desk: Desk) -> str:
            self.mark(desk, rows, state, reason)
            return f"{many(len(rows), self.NOUN)} marked as {state}"

        self.busy = True
        self.change(work, self._marked, failed=self.refused)

    def _marked(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)
