"""What a list says of itself to be copied: titles, cells and headings as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.tui.widgets.gathering import Gathering
    from ridealong.tui.widgets.paged_view import PagedView

Row = TypeVar("Row")


class Copied(Generic[Row]):
    """Mixed into a list; a list whose rows can be copied says what its cells are called, and what is in them."""

    gathering: Gathering[Row] | None = None
    """What reads the whole list, while it does."""

    def titles(self) -> Sequence[str]:
        """What the cells of a row are called in a copy; none where rows cannot be copied."""
        return ()

    def cells(self, row: Row) -> Sequence[str]:
        """A row as text, cell by cell, with what a narrow terminal leaves out."""
        raise NotImplementedError

    def heading(self, row: Row) -> str | None:
        """The text of a row that is a heading over others; None for an ordinary row."""
        del row
        return None

    def action_copy(self) -> None:
        """Copy the chosen rows as text, cells separated by tabs."""
        from ridealong.tui.clipboard import copy_chosen  # noqa: PLC0415 - nobody copies before the first paint

        copy_chosen(cast("PagedView[Row]", self))

    def action_copy_as(self) -> None:
        """Ask what to copy, as what, and to where."""
        from ridealong.tui.clipboard import ask_what_to_copy  # noqa: PLC0415 - as above

        ask_what_to_copy(cast("PagedView[Row]", self))
