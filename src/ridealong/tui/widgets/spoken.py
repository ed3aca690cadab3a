"""What a list says of itself in the plain mode, for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

from ridealong.tui import plain

if TYPE_CHECKING:
    from ridealong.tui.widgets.paged_view import PagedView

Row = TypeVar("Row")


class Spoken(Generic[Row]):
    """Mixed into a list; one whose rows read badly as titles and cells says them in other words."""

    def plain_row(self, index: int, row: Row) -> str:
        """One row in words."""
        view = cast("PagedView[Row]", self)
        if titles := view.titles():
            return plain.row_words(titles, view.cells(row))
        return plain.worded("".join(segment.text for segment in view.line(index, row)))

    def plain_header(self) -> str:
        """What stands above the rows."""
        return plain.header_words(cast("PagedView[Row]", self).total, "", descending=False)

    def is_marked(self, index: int) -> bool:
        """Whether a row is marked; rows of a plain list cannot be."""
        del index
        return False
