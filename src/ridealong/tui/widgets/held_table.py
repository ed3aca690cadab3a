"""A table whose rows are all in memory: it marks rows also that were never looked at."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = TypeVar("Row")


class HeldTable(PagedTable[Row]):
    """A table of which the owner keeps all rows that are shown in `found`."""

    found: Sequence[Row] = ()

    def rows_under(self, index: int) -> Sequence[Row]:
        """The rows between a heading and the next one."""
        return list(takewhile(lambda row: not self._is_span(row), self.found[index + 1 :]))

    def rows_between(self, first: int, last: int) -> Sequence[Row]:
        """The rows from one to another, both included."""
        return self.found[first : last + 1]

    def mark_these(self, rows: Sequence[Row]) -> None:
        """Mark rows; headings among them are passed over."""
        self.marked.update((self.row_key(row), row) for row in rows if not self._is_span(row))
        self.refresh()
        self.tell_moved()
