"""Journal: who changed what, and when, found while typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ridealong.domain.values import zone
from ridealong.tui.actions import bindings
from ridealong.tui.dates import moment_words
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.journal.journal import JournalEntry
    from ridealong.services.paging import Page

EMPTY = "Nothing has been changed yet.\nWhatever anybody changes stands here from then on."
NOT_FOUND = (
    "Nothing in the journal matches.\n"
    "{section.clear} clears the filter. Terms look in one place:\n"
    'person:ana@company.example program:"spring" by:pat action:import since:2027-01-01 until:2027-01-31'
)


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry, and its moment where the coordinator is."""

    entry: JournalEntry
    at: datetime


def moment(at: datetime) -> str:
    """A moment as `4 Jan 2027 12:10`."""
    return moment_words(at)


def _undone(line: _Line) -> Cell:
    if line.entry.undone_by is not None:
        return [("undone", "warn")]
    return "" if line.entry.undoable else [("cannot be", "dim")]


def _columns() -> tuple[Column[_Line], ...]:
    return (
        Column("When", 17, lambda line: moment(line.at)),
        Column("Who", 8, lambda line: shown(line.entry.actor), grow=1, most=20),
        Column("Action", 14, lambda line: shown(line.entry.action), grow=1, most=24, rank=1),
        Column("What was done", 24, lambda line: shown(line.entry.summary), grow=12),
        Column("Undone", 9, _undone),
    )


class JournalScreen(SectionScreen):
    """The table of all changes, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("journal")]
    HELP = (
        "Every change, by whom and when, the newest first. {list.open} shows what it changed, before and after.\n"
        'Terms look in one place: person:ana@company.example program:"spring" by:pat action:import since:2027-01-01.\n'
        "{app.undo} undoes what you did last yourself. What was sent cannot be undone."
    )

    def body(self) -> Iterator[Widget]:
        """Filter and table."""
        yield FilterBar("Journal", "{section.filter} to filter, such as by:pat action:import")
        yield PagedTable(_columns(), key=lambda line: str(line.entry.id), empty=EMPTY, id="journal")

    @property
    def table(self) -> PagedTable[_Line]:
        """The table."""
        return self.query_one("#journal", PagedTable)

    @property
    def _filter(self) -> FilterBar:
        return self.query_one(FilterBar)

    def read(self) -> None:
        """Read the visible rows."""
        self.table.read()

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Fetch a page."""
        text = self._filter.value

        def fetch(desk: Desk) -> tuple[Page[JournalEntry], list[_Line], str]:
            from ridealong.services import search  # noqa: PLC0415 - services are imported in workers only
            from ridealong.services.journal import journal  # noqa: PLC0415 - services are imported in workers only

            page = journal.page(desk, journal.JournalQuery(text=text), message.offset, PAGE)
            unknown = "" if page.total else search.unknown_term(text, journal.FIELDS)
            return page, [_Line(one, one.at.astimezone(zone(desk.zone))) for one in page.rows], unknown

        def fetched(found: tuple[Page[JournalEntry], list[_Line], str]) -> None:
            page, lines, unknown = found
            self.table.empty = unknown or (NOT_FOUND if text else EMPTY)
            self.table.put(message.ticket, page.offset, lines, page.total)
            self._count()

        self.ask(fetch, fetched, group=f"page {message.offset}", failed=self.filter_failed)

    def _count(self) -> None:
        self._filter.count(many(self.table.total, "change"))

    def on_filter_bar_changed(self) -> None:
        """Look for what was typed."""
        self.table.read(from_top=True)

    async def action_back(self) -> None:
        """Clear the filter, then the marks; else go back to where it was opened."""
        if not await self._filter.clear() and not self.table.unmark():
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going back clears first."""
        return action != "clear" and super().check_action(action, parameters)

    def on_paged_view_opened(self) -> None:
        """Show what was changed."""
        from ridealong.tui.dialogs.entry import EntryDialog  # noqa: PLC0415 - loaded when asked for

        line = self.table.current
        if line is not None:
            self.app.push_screen(EntryDialog(line.entry.id, shown(line.entry.summary)))
