"""People: everybody in the exchange, filtered while typing, one Enter from their page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import listed, many, shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.domain.people import Person
    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport
    from ridealong.services.paging import Page
    from ridealong.services.people import PersonPage, PersonRow

EMPTY = (
    "Nobody here yet.\n"
    "Press i to import a roster, n to add a person,\n"
    "or Ctrl+P and “demo” to explore a made-up company."
)
NOT_FOUND = "Nobody matches the filter.\nEsc clears it. Terms look in one place: side:it wants:crm away:today"


def _columns() -> tuple[Column[PersonRow], ...]:
    return (
        Column("Name", 18, lambda row: shown(row.name), key="name", grow=2),
        Column("Side", 9, lambda row: row.side.label, key="side"),
        Column("Team", 12, lambda row: shown(row.team), key="team", grow=1),
        Column("Role", 14, lambda row: shown(row.role), key="role", grow=1, rank=4),
        Column("Site", 9, lambda row: shown(row.site), key="site", grow=1, rank=5),
        Column("Wants", 16, lambda row: listed(row.wants, 9), grow=2, rank=3),
        Column("Knows", 16, lambda row: listed(row.knows, 9), grow=2, rank=6),
        Column("Met", 4, lambda row: str(row.met) if row.met else "-", rank=1, right=True),
        Column("Next", 20, lambda row: shown(row.next) or "-", grow=1, rank=2),
    )


class PeopleScreen(SectionScreen):
    """The table of people."""

    SECTION = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("people")]
    HELP = "Everybody in the exchange. Enter opens a person's page with everything known of them."

    def body(self) -> Iterator[Widget]:
        """Filter and table."""
        yield FilterBar("People", "/ to filter, such as side:it away:next-week")
        yield PagedTable(_columns(), key=lambda row: row.email, sort="name", empty=EMPTY, id="people")

    @property
    def table(self) -> PagedTable[PersonRow]:
        """The table."""
        return self.query_one("#people", PagedTable)

    @property
    def _filter(self) -> FilterBar:
        return self.query_one(FilterBar)

    def read(self) -> None:
        """Read the visible rows."""
        self.table.read()

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Fetch a page."""
        text, sort, descending = self._filter.value, self.table.sort, self.table.descending

        def fetch(desk: Desk) -> Page[PersonRow]:
            from ridealong.services import people  # noqa: PLC0415 - services are imported in workers only

            query = people.PeopleQuery(text=text, sort=sort or "name", descending=descending)
            return people.page(desk, query, message.offset, PAGE)

        def fetched(page: Page[PersonRow]) -> None:
            self.table.empty = NOT_FOUND if text else EMPTY
            self.table.put(message.ticket, page.offset, page.rows, page.total)
            self._count()
            self.ridealong.first_data(empty=not page.total and not text)

        self.ask(fetch, fetched, group=f"page {message.offset}", failed=self.filter_failed)

    def _count(self) -> None:
        marks = f"{len(self.table.marked)} marked · " if self.table.marked else ""
        self._filter.count(f"{marks}{many(self.table.total, 'person', 'people')}")

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
        """Take off all marks."""
        self.table.unmark()
        self._count()

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Open the page of a person."""
        row = message.view.current
        if row is not None:
            self.open_person(row.email)

    def open_person(self, email: str) -> None:
        """Open the page of a person."""
        from ridealong.tui.screens.person import PersonScreen  # noqa: PLC0415 - loaded with the first page

        self.app.push_screen(PersonScreen(email))

    # -- actions ------------------------------------------------------------------------------------------------

    def action_import_roster(self) -> None:
        """Import people."""
        self._import("people")

    def action_import_absences(self) -> None:
        """Import absences."""
        self._import("absences")

    def _import(self, what: str) -> None:
        from ridealong.tui.dialogs.import_file import ImportDialog, summary  # noqa: PLC0415 - loaded when asked for

        def imported(report: ImportReport | None) -> None:
            if report is not None:
                self.ridealong.done(summary(report), title="Imported", timeout=8)

        if self.writable():
            self.app.push_screen(ImportDialog("people" if what == "people" else "absences"), imported)

    def action_add(self) -> None:
        """Add a person."""
        from ridealong.tui.dialogs.person_form import PersonForm  # noqa: PLC0415 - loaded when asked for

        if self.writable():
            self.app.push_screen(PersonForm(), self._saved)

    def action_edit(self) -> None:
        """Edit the person under the cursor."""
        row = self.table.current
        if row is None or not self.writable():
            return
        edit_person(self, row.email)

    def _saved(self, person: Person | None) -> None:
        if person is not None:
            self.ridealong.done(f"{shown(person.name)} added")

    def action_remove(self) -> None:
        """Remove the chosen people, all in one step."""
        rows = self.table.chosen
        if not rows or not self.writable():
            return

        def remove(desk: Desk) -> None:
            from ridealong.services import people  # noqa: PLC0415 - services are imported in workers only

            people.remove(desk, *(row.email for row in rows))

        def removed(_none: None) -> None:
            self.table.unmark()
            names = f"{shown(rows[0].name)} ({shown(rows[0].team)})"
            self.ridealong.done(f"{names if len(rows) == 1 else many(len(rows), 'person', 'people')} removed")

        self.change(remove, removed)


def edit_person(screen: SectionScreen, email: str) -> None:
    """Read a person as they are now, then open the form."""
    from ridealong.tui.dialogs.person_form import PersonForm  # noqa: PLC0415 - loaded when asked for

    def fetch(desk: Desk) -> PersonPage:
        from ridealong.services import people  # noqa: PLC0415 - services are imported in workers only

        return people.show(desk, email)

    def saved(person: Person | None) -> None:
        if person is not None:
            screen.ridealong.done(f"{shown(person.name)} saved")

    def open_form(page: PersonPage) -> None:
        screen.app.push_screen(PersonForm(page), saved)

    screen.ask(fetch, open_form, group="edit")
