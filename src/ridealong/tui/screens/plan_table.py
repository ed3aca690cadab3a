"""The table of the Plan screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.screens.plan_lines import PlanLine
from ridealong.tui.widgets.held_table import HeldTable

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDED, OPEN = "▶", "▼"
"""The signs of a round whose lines are hidden, and of one whose lines are shown."""


class PlanTable(HeldTable[PlanLine]):
    """The lines of the plan; headings carry a sign that says whether their round is folded."""

    _jumps = False

    def read_at(self, index: int) -> None:
        """Read again, with the cursor on another line than before."""
        self.read()
        self._return_to = None
        self.cursor, self._jumps = index, True
        self._want_visible()

    def heading(self, row: PlanLine) -> str | None:
        """The text of a heading, with a word in the place of its sign."""
        heading = super().heading(row)
        if heading is None:
            return None
        sign, _, words = heading.partition(" ")
        return f"{words}, folded" if sign == FOLDED else words

    def put(self, ticket: int, offset: int, rows: Sequence[PlanLine], total: int) -> None:
        """Take lines that were asked for, and let the one under the cursor be seen."""
        super().put(ticket, offset, rows, total)
        if self._jumps and self.current is not None:
            self._jumps = False
            self._show_cursor()
