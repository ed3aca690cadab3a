"""Copying from lists: which rows and cells, written as what."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from rich.cells import cell_len

from ridealong.tui.keyed import keyed
from ridealong.tui.text import fitted, many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ridealong.tui.widgets.paged_view import PagedView

Row = TypeVar("Row")

_SPLIT = "\x1f"
"""Between the cells of a row that is kept: a whole list is kept as one string for each row, which takes least room."""
UNDER = "Under"
"""What a column is called that says under which heading a row stands."""
GAP = 2


class Form(StrEnum):
    """How rows are written."""

    COLUMNS = "columns"
    TABS = "tabs"
    CSV = "csv"


@dataclass(slots=True)
class Gathered:
    """Rows as text, gathered bit by bit.

    Args:
        titles: of the cells. grouped: whether rows may stand under headings, which then are their first cell.
    """

    titles: tuple[str, ...]
    grouped: bool = False
    _rows: list[str] = field(default_factory=list)
    _under: str = ""

    def add(self, view: PagedView[Row], rows: Iterable[Row]) -> None:
        """Take rows of a list, in its order."""
        for row in rows:
            heading = view.heading(row)
            if heading is None:
                cells = [one.replace(_SPLIT, " ") for one in view.cells(row)]
                # While a list is read, the window may have become wider or narrower than when the titles were taken.
                cells = [*cells, *[""] * (len(self.titles) - len(cells))][: len(self.titles)]
                self._rows.append(_SPLIT.join([self._under, *cells] if self.grouped else cells))
            else:
                self._under = heading.replace(_SPLIT, " ")

    def clear(self) -> None:
        """Begin anew."""
        self._rows.clear()
        self._under = ""

    def __len__(self) -> int:
        return len(self._rows)

    def cells(self) -> list[list[str]]:
        """The rows, cell by cell."""
        return [row.split(_SPLIT) for row in self._rows]

    def written(self, form: Form) -> str:
        """All of it as text; to be called in a worker."""
        from ridealong.services import table_files  # noqa: PLC0415 - services are imported in workers only

        titles = [UNDER, *self.titles] if self.grouped else list(self.titles)
        match form:
            case Form.CSV:
                return table_files.csv_text(titles, self.cells())
            case Form.TABS:
                return table_files.tabbed_text([titles, *self.cells()]) + "\n"
            case Form.COLUMNS:
                return aligned([titles, *self.cells()])


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text in columns as wide as what stands in them; empty columns are left out."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    filled = [any(column[1:]) for column in zip(*rows, strict=True)]
    lines = (
        (" " * GAP).join(
            fitted(cell, width) for cell, width, keep in zip(row, widths, filled, strict=True) if keep and width
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines) + "\n"


def copy_chosen(view: PagedView[Row]) -> None:
    """Copy the chosen rows, cells separated by tabs."""
    rows = view.chosen
    if not rows or not view.titles():
        view.notify("There is nothing to copy here", markup=False)
        return
    from ridealong.services import table_files  # noqa: PLC0415 - who sees rows has services already

    view.app.copy_to_clipboard(table_files.tabbed_text([view.cells(row) for row in rows]))
    view.notify(f"Copied {many(len(rows), 'row')}", markup=False)


def ask_what_to_copy(view: PagedView[Row]) -> None:
    """Ask what of a list to copy, as what, and to where."""
    from ridealong.tui.dialogs.copy import CopyDialog  # noqa: PLC0415 - loaded when asked for

    if not view.titles() or not view.total:
        view.notify("There is nothing to copy here", markup=False)
        return

    def copied(words: str | None) -> None:
        if words:
            view.notify(keyed(view, words), timeout=8, markup=False)

    view.app.push_screen(CopyDialog(view), copied)
