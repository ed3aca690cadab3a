"""Board: weeks across, people down, and what each of them does when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import listed, many, shown
from ridealong.tui.widgets.board_grid import LEGEND, BoardGrid, is_draft
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.board import BoardItem, BoardRow
    from ridealong.services.desk import Desk
    from ridealong.services.paging import Page
    from ridealong.services.programs import ProgramRow

EMPTY = "Nobody here yet.\nPress 2, then i, to import a roster."
NOT_FOUND = "Nobody matches.\nEsc clears the filter. Terms look in one place: team:crm knows:sql"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the board begins."""

    first: date
    this_week: date
    programs: tuple[ProgramRow, ...]


def read_frame(desk: Desk) -> _Frame:
    """The first week worth showing, this week, and the programs; for a worker."""
    from ridealong.domain.days import monday_of  # noqa: PLC0415 - needed here only
    from ridealong.services import board, programs  # noqa: PLC0415 - services are imported in workers only

    return _Frame(board.first_week(desk), monday_of(desk.clock.today()), programs.list_all(desk))


class BoardScreen(SectionScreen):
    """The grid, and the cell under the cursor in words."""

    SECTION = "board"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["board.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board")]
    HELP = "Who visits whom, week by week. c shows one program only. Enter opens the person."

    def __init__(self) -> None:
        super().__init__()
        self._program = ""
        self._programs: tuple[ProgramRow, ...] = ()

    def body(self) -> Iterator[Widget]:
        """Filter, grid, the cell in words, what the signs mean."""
        yield FilterBar("Board › all programs", "/ to filter")
        yield BoardGrid(empty=EMPTY, id="board")
        yield Line("", id="cell")
        yield Line(LEGEND, id="legend")

    @property
    def grid(self) -> BoardGrid:
        """The grid."""
        return self.query_one("#board", BoardGrid)

    @property
    def _filter(self) -> FilterBar:
        return self.query_one(FilterBar)

    def read(self) -> None:
        """Read where to begin, once; then the visible rows."""
        self.ask(read_frame, self._framed, group="frame")

    def _framed(self, frame: _Frame) -> None:
        self._programs = frame.programs
        self.grid.this_week = frame.this_week
        if self.grid.first is None:
            self.grid.first = frame.first
        self.grid.read()

    def on_paged_view_wanted(self, message: BoardGrid.Wanted) -> None:
        """Fetch the rows of a page, for the weeks in view."""
        first, weeks, text, program = self.grid.first, self.grid.weeks, self._filter.value, self._program
        if first is None:
            return

        def fetch(desk: Desk) -> Page[BoardRow]:
            from ridealong.services import board  # noqa: PLC0415 - services are imported in workers only

            query = board.BoardQuery(text=text, program=program, first=first, weeks=weeks)
            return board.board(desk, query, message.offset, PAGE)

        def fetched(page: Page[BoardRow]) -> None:
            self.grid.empty = NOT_FOUND if text or program else EMPTY
            self.grid.put(message.ticket, page.offset, page.rows, page.total)
            self._filter.count(many(page.total, "person", "people"))

        self.ask(fetch, fetched, group=f"page {message.offset}", failed=self.filter_failed)

    def on_board_grid_scrolled(self) -> None:
        """Other weeks are in view."""
        self.grid.read()

    def on_resize(self) -> None:
        """More or fewer weeks may fit."""
        if self.grid.first is not None:
            self.grid.read()

    def on_filter_bar_changed(self) -> None:
        """Look for what was typed."""
        self.grid.read(from_top=True)

    def on_paged_view_moved(self) -> None:
        """Say what is in the cell."""
        row, week = self.grid.current, self.grid.week
        if row is None or week is None:
            self.query_one("#cell", Line).say("")
            return
        head = f"{shown(row.name)} ({shown(row.team)}), week of {week.day} {week:%b %Y}: "
        words = "; ".join(item_words(item) for item in self.grid.items) or "nothing planned"
        self.query_one("#cell", Line).say(head + words)

    def on_paged_view_opened(self) -> None:
        """Open the person."""
        from ridealong.tui.screens.person import PersonScreen  # noqa: PLC0415 - loaded with the first page

        row = self.grid.current
        if row is not None:
            self.app.push_screen(PersonScreen(row.email))

    def action_choose_program(self) -> None:
        """Show one program, or all."""
        from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

        choose_program(self, self._programs, self._chosen, all_of_them=True)

    def _chosen(self, name: str) -> None:
        self._program = name
        self._filter.name_it(f"Board › {shown(name) or 'all programs'}")
        self.grid.read(from_top=True)


def item_words(item: BoardItem) -> str:
    """What stands in a cell, as a sentence without a subject."""
    label = shown(item.label)
    words = {
        "visit": f"visits {label}",
        "hosting": f"hosts {label}",
        "buddy": f"buddy of {label}",
        "away": f"away ({label})" if label else "away",
        "freeze": f"freeze ({label})" if label else "freeze",
    }.get(item.sign, label)
    if is_draft(item):
        return f"{words} (draft)"
    declined = f", declined by {listed(item.declined_by)}" if item.declined_by else ""
    return f"{words} ({item.state}{declined})" if item.state else words
