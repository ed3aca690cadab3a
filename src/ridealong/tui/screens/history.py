"""History: who has been with whom, found while typing, and how each pairing went."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.person import STATE_SIGNS
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import many, shown, span_words
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.history import PairingRow
    from ridealong.services.importing import ImportReport
    from ridealong.services.paging import Page

EMPTY = (
    "No pairing has been published yet.\n"
    "Press i to import past pairings, so that nobody meets the same people again,\n"
    "or 3 to plan and publish the first ones."
)
NOT_FOUND = "No pairing matches.\nEsc clears the filter. Terms look in one place: state:held kind:buddy team:brand"
TONES = {"published": "accent", "held": "good", "missed": "bad", "ended": "warn", "cancelled": "dim"}


def _state(row: PairingRow) -> Cell:
    return [(f"{STATE_SIGNS[row.state]} {row.state}", TONES.get(row.state, ""))]


def _visitor(row: PairingRow) -> Cell:
    if not row.kind.visits:
        return "buddies"
    return "IT visits" if row.guest == "it" else "Marketing visits"


def _columns() -> tuple[Column[PairingRow], ...]:
    return (
        Column("When", 22, lambda row: span_words(row.days), key="start"),
        Column("IT", 15, lambda row: shown(row.it_name), key="it", grow=2),
        Column("Team", 10, lambda row: shown(row.it_team), grow=1, rank=3),
        Column("Marketing", 15, lambda row: shown(row.marketing_name), key="marketing", grow=2),
        Column("Team", 10, lambda row: shown(row.marketing_team), grow=1, rank=3),
        Column("State", 11, _state, key="state"),
        Column("Program", 18, lambda row: shown(row.program), key="program", grow=2, rank=1),
        Column("Direction", 16, _visitor, rank=2),
    )


class HistoryScreen(SectionScreen):
    """The table of everything that was published."""

    SECTION = "history"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("history")]
    HELP = (
        "Everything that was published, newest first. m says how a pairing went: held, missed, or ended early.\n"
        "! shows only what is not marked yet. Terms: state:held kind:buddy program:spring person:ana"
    )

    def __init__(self) -> None:
        super().__init__()
        self._only_unmarked = False

    def body(self) -> Iterator[Widget]:
        """Filter and table."""
        yield FilterBar("History", "/ to filter, such as state:held kind:buddy")
        yield PagedTable(
            _columns(), key=lambda row: str(row.id), sort="start", descending=True, empty=EMPTY, id="history"
        )

    @property
    def table(self) -> PagedTable[PairingRow]:
        """The table."""
        return self.query_one("#history", PagedTable)

    @property
    def _filter(self) -> FilterBar:
        return self.query_one(FilterBar)

    def read(self) -> None:
        """Read the visible rows."""
        self.table.read()

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Fetch a page."""
        text, sort, descending = self._filter.value, self.table.sort, self.table.descending
        only_unmarked = self._only_unmarked

        def fetch(desk: Desk) -> Page[PairingRow]:
            from ridealong.services import history  # noqa: PLC0415 - services are imported in workers only

            query = history.HistoryQuery(
                text=text,
                unmarked=only_unmarked,
                sort=sort or "start",
                descending=descending,
            )
            return history.page(desk, query, message.offset, PAGE)

        def fetched(page: Page[PairingRow]) -> None:
            self.table.empty = NOT_FOUND if text or only_unmarked else EMPTY
            self.table.put(message.ticket, page.offset, page.rows, page.total)
            self._count()

        self.ask(fetch, fetched, group=f"page {message.offset}", failed=self.filter_failed)

    def _count(self) -> None:
        parts = [f"{len(self.table.marked)} marked"] if self.table.marked else []
        parts += ["not marked as held or missed"] if self._only_unmarked else []
        self._filter.count(" · ".join([*parts, many(self.table.total, "pairing")]))

    def on_paged_view_moved(self) -> None:
        """Marks may have changed."""
        if self.table.pages.total is not None:
            self._count()

    def on_filter_bar_changed(self) -> None:
        """Look for what was typed."""
        self.table.read(from_top=True)

    def on_paged_table_sorted(self) -> None:
        """Read in the new order."""
        self.table.read(from_top=True)

    def clear_marks(self) -> None:
        """Take off marks, show everything."""
        if not self.table.unmark() and self._only_unmarked:
            self.action_only_unmarked()
        self._count()

    def action_only_unmarked(self) -> None:
        """Show only published pairings that nobody has marked, or everything again."""
        self._only_unmarked = not self._only_unmarked
        self.table.read(from_top=True)

    def on_paged_view_opened(self) -> None:
        """Explain the pair."""
        from ridealong.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - loaded when asked for

        row = self.table.current
        if row is not None:
            self.app.push_screen(WhyDialog(row.it_email, row.marketing_email, None))

    def action_import_history(self) -> None:
        """Import past pairings."""
        from ridealong.tui.dialogs.import_file import ImportDialog, summary  # noqa: PLC0415 - loaded when asked for

        def imported(report: ImportReport | None) -> None:
            if report is not None:
                self.ridealong.done(summary(report), title="Imported", timeout=8)

        if self.writable():
            self.app.push_screen(ImportDialog("history"), imported)

    def action_mark_state(self) -> None:
        """Say how the chosen pairings went."""
        from ridealong.tui.dialogs.mark_pairing import MarkDialog  # noqa: PLC0415 - loaded when asked for

        def marked(words: str | None) -> None:
            if words:
                self.table.unmark()
                self.ridealong.done(words)

        rows = self.table.chosen
        if rows and self.writable():
            self.app.push_screen(MarkDialog(rows), marked)
