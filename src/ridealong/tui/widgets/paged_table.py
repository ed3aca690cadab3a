"""A table over a paged list: columns that fit the width, marks, sorting, copying."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.segment import Segment
from textual.message import Message

from ridealong.tui import plain
from ridealong.tui.actions import bindings
from ridealong.tui.text import fitted
from ridealong.tui.widgets.columns import GAP, Cell, Column, fit_columns
from ridealong.tui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual.binding import BindingType

Row = TypeVar("Row")

SORTS = ("sort", "sort_reverse")
GUTTER = 3
"""Cells before the first column: the signs of the cursor and of a mark."""
NOTHING_UNDER = "No line stands under this one that could be marked"


class PagedTable(PagedView[Row]):
    """Rows in columns.

    Args:
        key: what identifies a row.
        span: text for a row that stands across all columns (a heading), or None for an ordinary row.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("table")]
    HELP = (
        "A table. Move with the arrows or {list.down} {list.up}, {list.first} and {list.last}; {list.open} opens a\n"
        "row.\n"
        "{list.copy} copies the row, or all marked rows, as text; {list.copy-as} a cell or the whole table too, as\n"
        "CSV or to a file."
    )

    MARKING: ClassVar[str] = (
        "{table.mark} marks a row and {table.mark-range} everything up to here; what you do next is done to all "
        "marked rows."
    )
    UNDER: ClassVar[str] = "On a heading, both mark all that stands under it."
    SORTING: ClassVar[str] = (
        "{table.sort} sorts by the next column, {table.sort-reverse} turns the order round; a click on a heading "
        "sorts too."
    )

    class Sorted(Message):
        """Another order was asked for."""

        # Any: a message class cannot be generic over the rows of its view.

        def __init__(self, view: PagedTable[Any], key: str, descending: bool) -> None:
            super().__init__()
            self.view = view
            self.key = key
            self.descending = descending

        @property
        def control(self) -> PagedTable[Any]:
            """The table to be sorted."""
            return self.view

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], str],
        span: Callable[[Row], Cell | None] | None = None,
        sort: str = "",
        descending: bool = False,
        empty: str = "Nothing here yet.",
        id: str | None = None,
    ) -> None:
        super().__init__(empty=empty, id=id)
        self.columns = columns
        self.sort = sort
        self.descending = descending
        self._at_first = (sort, descending)
        self.marked: dict[str, Row] = {}
        self._key = key
        self._span = span
        self._last_marked: int | None = None
        self._sought = ""
        self._fitted: tuple[int, list[tuple[Column[Row], int]]] = (-1, [])

    def explained(self) -> str:
        """What the table is for, with what can be done in this one now."""
        marking = f"{self.MARKING}\n{self.UNDER}" if self._span is not None else self.MARKING
        can = (("mark", marking), ("sort", self.SORTING))
        return "\n".join([self.HELP, *(words for action, words in can if self.check_action(action, ()))])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rows are sorted where there are some, and a column to sort by."""
        if action in SORTS and not (self.total and any(column.key for column in self.columns)):
            return False
        return super().check_action(action, parameters)

    @property
    def order(self) -> str:
        """`by side ▲` while the rows are in another order than at first; else empty."""
        if (self.sort, self.descending) == self._at_first:
            return ""
        title = next((one.title for one in self.columns if one.key == self.sort), self.sort)
        return f"by {title.lower()} {'▼' if self.descending else '▲'}"

    def row_key(self, row: Row) -> str:
        """What identifies a row when the list is read again."""
        return self._key(row)

    def put(self, ticket: int, offset: int, rows: Sequence[Row], total: int) -> None:
        """Take rows that were asked for; marked ones are marked as they are now."""
        for row in rows if ticket == self.pages.ticket else ():
            if (key := self.row_key(row)) in self.marked:
                self.marked[key] = row
        super().put(ticket, offset, rows, total)
        if self._sought and ticket == self.pages.ticket:
            self.seek(self._sought)

    def seek(self, key: str) -> None:
        """Put the cursor on a row, as soon as it is among those that have come."""
        at = next((at for at, row in self.pages.known() if self.row_key(row) == key), None)
        self._sought = key if at is None else ""
        if at is not None:
            self.move_to(at)

    @property
    def chosen(self) -> list[Row]:
        """What an action is done to: the marked rows, else the one under the cursor."""
        if self.marked:
            return list(self.marked.values())
        row = self.current
        return [] if row is None or self._is_span(row) else [row]

    def unmark(self) -> bool:
        """Take off all marks; returns whether there were any."""
        had = bool(self.marked)
        self.marked.clear()
        self._last_marked = None
        if had:
            self.refresh()
        return had

    # -- drawing ------------------------------------------------------------------------------------------------

    def _layout(self) -> list[tuple[Column[Row], int]]:
        width = self.room - GUTTER
        if self._fitted[0] != width:
            self._fitted = (width, fit_columns(self.columns, width))
        return self._fitted[1]

    def forget_layout(self) -> None:
        """Lay the columns out anew, since they have changed."""
        self._fitted = (-1, [])
        self.refresh()

    def header(self, y: int) -> list[Segment]:
        """The headings, with an arrow beside the one that the rows are sorted by."""
        del y
        style = self.base + self.tone("header")
        segments = [Segment(" " * GUTTER, style)]
        for column, width in self._layout():
            arrow = (" ▼" if self.descending else " ▲") if column.key and column.key == self.sort else ""
            title = column.title if len(column.title) + len(arrow) <= width else column.title[: width - len(arrow)]
            segments += [Segment(fitted(title + arrow, width, right=column.right), style), Segment(" " * GAP, style)]
        return segments

    def line(self, index: int, row: Row) -> list[Segment]:
        """One row: signs, then its cells."""
        style = self.row_style(index)
        marked = self.row_key(row) in self.marked
        if marked:
            style += self.tone("marked")
        signs = ("›" if self.signed(index) else " ") + ("● " if marked else "  ")
        segments = [Segment(signs, style + self.tone("accent") if signs.strip() else style)]
        if self._span is not None and (heading := self._span(row)) is not None:
            return segments + self._cell(heading, self.room - GUTTER, style + self.tone("group"))
        plain = ""  # neighbouring cells in one style are one segment: fewer of them are drawn faster
        for column, width in self._layout():
            cell = column.cell(row)
            if isinstance(cell, str):
                plain += fitted(cell, width, right=column.right) + " " * GAP
                continue
            segments += (
                [Segment(plain, style), *self._cell(cell, width, style)] if plain else self._cell(cell, width, style)
            )
            plain = " " * GAP
        segments.append(Segment(plain, style))
        return segments

    def _cell(self, cell: Cell, width: int, style: Style) -> list[Segment]:
        if isinstance(cell, str):
            return [Segment(fitted(cell, width), style)]
        segments: list[Segment] = []
        left = width
        for text, tone in cell:
            part = Segment(text, style + self.tone(tone) if tone else style)
            if part.cell_length > left:
                part = Segment(fitted(text, left), part.style)
            left -= part.cell_length
            segments.append(part)
            if left <= 0:
                break
        if left > 0:
            segments.append(Segment(" " * left, style))
        return segments

    # -- what a person does -------------------------------------------------------------------------------------

    def _is_span(self, row: Row) -> bool:
        return self._span is not None and self._span(row) is not None

    def action_mark(self) -> None:
        """Mark the row, or take its mark off, and go on to the next; on a heading, all rows under it."""
        row = self.current
        if row is None:
            return
        if self._is_span(row):
            self._mark_under()
            return
        self._toggle(row)
        self._last_marked = self.cursor
        self._draw_row(self.cursor)
        self.move_to(self.cursor + 1)
        self.tell_moved()

    def row_clicked(self, index: int, x: int) -> None:
        """Move to the row that was clicked; a click before its first cell marks it, or takes the mark off."""
        super().row_clicked(index, x)
        row = self.current
        if x < GUTTER and row is not None and not self._is_span(row) and self._can_mark:
            self._toggle(row)
            self._last_marked = self.cursor
            self._draw_row(self.cursor)
            self.tell_moved()

    @property
    def _can_mark(self) -> bool:
        return self.check_action("mark", ()) is not False

    def _toggle(self, row: Row) -> None:
        if self.marked.pop(self.row_key(row), None) is None:
            self.marked[self.row_key(row)] = row

    def rows_between(self, first: int, last: int) -> Sequence[Row]:
        """The rows from one to another, both included, as far as they have been read."""
        return [row for index, row in self.pages.known() if first <= index <= last]

    def rows_under(self, index: int) -> Sequence[Row]:
        """The rows between a heading and the next one."""
        rows: list[Row] = []
        for at in range(index + 1, self.total):
            if (row := self.pages.get(at)) is None or self._is_span(row):
                break
            rows.append(row)
        return rows

    def _mark_under(self) -> None:
        """Mark all rows under the heading, or take their marks off where all of them have one."""
        rows = {self.row_key(row): row for row in self.rows_under(self.cursor)}
        if not rows:
            self.notify(NOTHING_UNDER, timeout=3, markup=False)
        elif rows.keys() <= self.marked.keys():
            self.marked = {key: row for key, row in self.marked.items() if key not in rows}
        else:
            self.marked |= rows
        self.refresh()
        self.tell_moved()

    def action_mark_range(self) -> None:
        """Mark everything between the last mark and the cursor; on a heading without one, all rows under it."""
        if self._last_marked is None and self.current is not None and self._is_span(self.current):
            self._mark_under()
            return
        start = self.cursor if self._last_marked is None else self._last_marked
        first, last = sorted((start, self.cursor))
        self.marked.update((self.row_key(row), row) for row in self.rows_between(first, last) if not self._is_span(row))
        self._last_marked = self.cursor
        self.refresh()
        self.tell_moved()

    def titles(self) -> Sequence[str]:
        """The headings of the columns, those that do not fit included."""
        return [column.title or "Sign" for column in self.columns]

    def cells(self, row: Row) -> Sequence[str]:
        """A row as text, with all its columns; a dash, which stands for nothing on the screen, is left out."""
        return ["" if (text := _plain(column.cell(row))) == "-" else text for column in self.columns]

    def plain_header(self) -> str:
        """How many rows there are, and their order."""
        titles = [column.title for column in self.columns if column.key and column.key == self.sort]
        return plain.header_words(self.total, titles[0] if titles else "", descending=self.descending)

    def is_marked(self, index: int) -> bool:
        """Whether a row is marked."""
        row = self.pages.get(index)
        return row is not None and self.row_key(row) in self.marked

    def heading(self, row: Row) -> str | None:
        """The text of a row that stands across all columns."""
        heading = None if self._span is None else self._span(row)
        return None if heading is None else _plain(heading)

    def action_sort(self) -> None:
        """Sort by the next column that can be sorted by."""
        keys = [column.key for column in self.columns if column.key]
        if keys:
            at = keys.index(self.sort) + 1 if self.sort in keys else 0
            self._sort_by(keys[at % len(keys)], descending=False)

    def action_sort_reverse(self) -> None:
        """Turn the order round."""
        if self.sort:
            self._sort_by(self.sort, descending=not self.descending)

    def _sort_by(self, key: str, *, descending: bool) -> None:
        self.sort, self.descending = key, descending
        self.refresh()
        self.post_message(self.Sorted(self, key, descending))

    def header_clicked(self, x: int, y: int) -> None:
        """Sort by the heading that was clicked; once more turns the order round."""
        del y
        at = GUTTER
        for column, width in self._layout():
            if at <= x < at + width and column.key:
                self._sort_by(column.key, descending=column.key == self.sort and not self.descending)
                return
            at += width + GAP


def _plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(text for text, _ in cell).strip()
