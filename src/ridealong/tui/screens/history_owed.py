"""Visits owed: who still owes whom the return visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.dates import date_cell, date_words, span_words
from ridealong.tui.screens.history_list import Narrowing
from ridealong.tui.screens.history_view import HistoryView
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from textual.app import ComposeResult

    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.ledger import OwedVisit
    from ridealong.services.paging import Page
    from ridealong.tui.screens.history_view import Written

EMPTY = (
    "Nobody owes a visit.\n"
    "Where each of two people visits the other (Day in the life), the return is due within six weeks; "
    "what was held and not returned, or is planned too late, stands here."
)
NOT_FOUND = (
    "No visit that is owed matches.\n"
    "{section.clear} clears the filter, and {history.only-unmarked} shows everything again."
)
MOST = 2000
"""So many visits are read at once; nobody looks through more."""


def _state(row: OwedVisit) -> Cell:
    if row.planned:
        return [(f"→ planned {date_words(row.planned)}", "warn")]
    if row.overdue:
        return [(f"! {many(row.overdue_days, 'day')} overdue", "bad")]
    return "· there is time"


def _columns() -> tuple[Column[OwedVisit], ...]:
    return (
        Column("Due", 11, lambda row: date_cell(row.due), key="due"),
        Column("Who owes", 15, lambda row: shown(row.guest_name), key="guest", grow=2, most=24),
        Column("Team", 10, lambda row: shown(row.guest_team), grow=1, most=18, rank=2),
        Column("To whom", 15, lambda row: shown(row.host_name), key="host", grow=2, most=24),
        Column("Team", 10, lambda row: shown(row.host_team), grow=1, most=18, rank=3),
        Column("Return", 21, _state),
        Column("Since", 11, lambda row: date_cell(row.since), rank=4),
        Column("Program", 14, lambda row: shown(row.program), key="program", grow=1, rank=1),
    )


_ORDERS: dict[str, Callable[[OwedVisit], str | date]] = {
    "due": lambda row: row.due,
    "guest": lambda row: row.guest_name.casefold(),
    "host": lambda row: row.host_name.casefold(),
    "program": lambda row: row.program.casefold(),
}


def owed_words(row: OwedVisit) -> str:
    """A visit that is owed in full, for the two lines below the list."""
    guest, host = (
        f"{shown(row.guest_name)} ({shown(row.guest_team)})",
        f"{shown(row.host_name)} ({shown(row.host_team)})",
    )
    planned = f"; it is planned for {date_words(row.planned)}, too late" if row.planned else ""
    late = f", {many(row.overdue_days, 'day')} overdue" if row.overdue else ""
    held = f"visited {span_words(row.visited)} in {shown(row.program)}"
    return f"{guest} owes {host} a visit by {date_words(row.due)}{late}{planned}\n{shown(row.host_name)} {held}"


class OwedView(HistoryView):
    """The ledger."""

    CRUMB = "visits owed"
    FILE: ClassVar[str] = "visits-owed.csv"

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._found: Page[OwedVisit] | None = None

    def compose(self) -> ComposeResult:
        """The table, and its row in full."""
        yield PagedTable(_columns(), key=lambda row: str(row.pairing), sort="due", empty=EMPTY, id="owed")
        yield Line("", classes="detail")

    @property
    def table(self) -> PagedTable[OwedVisit]:
        """The table."""
        return self.query_one("#owed", PagedTable)

    def read(self) -> None:
        """Look for visits without a return."""
        program, only = self.program, self.only

        def fetch(desk: Desk) -> Page[OwedVisit]:
            from ridealong.services.outcomes import ledger  # noqa: PLC0415 - services are imported in workers only

            return ledger.page(desk, program=program, overdue=only, limit=MOST)

        self.ask(fetch, self._show, group="ledger", failed=self.cannot_read)

    def _show(self, found: Page[OwedVisit]) -> None:
        self._found = found
        self.table.read()

    def look_anew(self) -> None:
        """Look again, for what is wanted now."""
        self.read()

    def _matching(self) -> Callable[[Iterable[OwedVisit]], list[OwedVisit]]:
        """What is shown of some visits, and in which order."""
        words, sort, descending = self.typed.casefold().split(), self.table.sort or "due", self.table.descending

        def matching(rows: Iterable[OwedVisit]) -> list[OwedVisit]:
            found = [row for row in rows if all(word in _text(row) for word in words)]
            return sorted(found, key=_ORDERS[sort], reverse=descending)

        return matching

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All of them are in memory, once they have been read."""
        message.stop()
        if self._found is None:
            return
        rows = self._matching()(self._found.rows)
        self.table.empty = self._why_empty()
        self.table.put(message.ticket, 0, rows, len(rows))
        self.recount()

    def _why_empty(self) -> str:
        from ridealong.services.search import unknown_term  # noqa: PLC0415 - services are not needed to begin

        narrowed = self.typed or self.only or self.program
        return unknown_term(self.typed) or (NOT_FOUND if narrowed else EMPTY)

    def recount(self) -> None:
        """Say how many visits are owed, how many of them are overdue, and how many marked."""
        found, rows = self._found, [row for _, row in self.table.pages.known()]
        if found is None:
            return
        of_all = f" of {found.total:,}" if found.total > len(rows) else ""
        late = sum(row.overdue for row in rows)
        parts = [f"{len(self.table.marked)} marked"] if self.table.marked else []
        parts += ["only overdue"] if self.only else [f"{late:,} overdue"]
        self.count(" · ".join([f"{len(rows):,}{of_all} {'visit' if len(rows) == 1 else 'visits'} owed", *parts]))

    def follow_cursor(self) -> None:
        """Say what the cursor is on."""
        self.recount()
        row = self.table.current
        self.say(owed_words(row) if row is not None else "")

    def on_paged_table_sorted(self, message: PagedTable.Sorted) -> None:
        """Show them in the new order."""
        message.stop()
        self.table.read(from_top=True)

    async def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """List the pairings of the two."""
        message.stop()
        row = self.table.current
        if row is not None:
            words = f"{shown(row.guest_name)} and {shown(row.host_name)}"
            terms = f"person:{row.guest_email} person:{row.host_email}"
            await self.around.list_pairings(Narrowing(words=words, terms=terms), "")

    def export(self) -> Written:
        """Every visit that is owed and matches, also those beyond the ones that are read at once."""
        program, only, matching = self.program, self.only, self._matching()

        def written(desk: Desk) -> str:
            from ridealong.services.outcomes import history_tables, ledger  # noqa: PLC0415 - services in workers only

            return history_tables.ledger_csv(matching(ledger.owed(desk, program=program, overdue=only)))

        return written


def _text(row: OwedVisit) -> str:
    people = f"{row.guest_name} {row.guest_email} {row.guest_team} {row.host_name} {row.host_email} {row.host_team}"
    return f"{people} {row.program}".casefold()
