"""People: everybody in the exchange, filtered while typing, one Enter from their page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ridealong.tui.actions import bindings
from ridealong.tui.screens.people_words import EMPTY, NOT_FOUND, TERMS_HELP, columns, detail
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import many
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.suggester import Suggester
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.paging import Page
    from ridealong.services.people.known_words import KnownWords
    from ridealong.services.people.people_list import PersonRow


class PeopleTable(PagedTable["PersonRow"]):
    """The table of people, in which a range may be marked beyond what was read."""

    class FarRange(Message):
        """Rows are to be marked of which some are not known here."""

        def __init__(self, view: PeopleTable, first: int, last: int) -> None:
            super().__init__()
            self.view = view
            self.first = first
            self.last = last

        @property
        def control(self) -> PeopleTable:
            """The table."""
            return self.view

    def action_mark_range(self) -> None:
        """Mark everything between the last mark and the cursor."""
        start = self.cursor if self._last_marked is None else self._last_marked
        first, last = sorted((start, self.cursor))
        super().action_mark_range()
        if any(self.pages.get(index) is None for index in range(first, last + 1, PAGE)):
            self.post_message(self.FarRange(self, first, last))


class PeopleScreen(SectionScreen):
    """The table of people."""

    SECTION = "people"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["people.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("people")]
    HELP = (
        "Everybody in the exchange. {list.open} opens a person's page with everything known of them.\n"
        "× is away today, « has left, » begins later; the lines below say the rest of whom the cursor is on.\n"
        "{table.mark} marks, {people.mark-all} marks everybody found, a click before the name marks too: "
        "{people.edit}, {people.add-absence}, {people.enrol} and {people.remove} are then done to all marked\n"
        "people in one step, which one {app.undo} undoes.\n" + TERMS_HELP
    )

    def __init__(self) -> None:
        super().__init__()
        self._known: KnownWords | None = None

    def body(self) -> Iterator[Widget]:
        """Filter, table, and the person under the cursor in full."""
        yield FilterBar(
            "People", "{section.filter} to filter, such as side:it away:next-week", completes=self._completes
        )
        yield PeopleTable(columns(), key=lambda row: row.email, sort="name", empty=EMPTY, id="people")
        yield Line("", id="people-detail")

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

    # -- what the table shows -----------------------------------------------------------------------------------

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Fetch a page."""
        text, sort, descending = self._filter.value, self.table.sort, self.table.descending

        def fetch(desk: Desk) -> tuple[Page[PersonRow], str]:
            from ridealong.services import search  # noqa: PLC0415 - in workers only
            from ridealong.services.people import people_list, people_terms  # noqa: PLC0415 - in workers only

            query = people_list.PeopleQuery(text=text, sort=sort or "name", descending=descending)
            page = people_list.page(desk, query, message.offset, PAGE)
            return page, "" if page.total else search.unknown_term(text, people_terms.TERMS)

        def fetched(found: tuple[Page[PersonRow], str]) -> None:
            page, unknown = found
            self.table.empty = unknown or (NOT_FOUND if text else EMPTY)
            self.table.put(message.ticket, page.offset, page.rows, page.total)
            self._count()
            self.ridealong.first_data(empty=not page.total and not text)

        self.ask(fetch, fetched, group=f"page {message.offset}", failed=self.filter_failed)

    def _count(self) -> None:
        table = self.table
        marked = f"{len(table.marked):,} marked" if table.marked else ""
        self._filter.count(" · ".join(filter(None, (many(table.total, "person", "people"), table.order, marked))))

    def follow_cursor(self) -> None:
        """Show in full whom the cursor is on; marks may have changed."""
        self.query_one("#people-detail", Line).say(
            detail(self.table.current, self.clock.now(), wide=self.has_class("-wide"))
        )
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

    def _completes(self) -> Suggester:
        """Offer terms; those with names are there once the names have been read."""
        from ridealong.tui.widgets.completing import terms  # noqa: PLC0415 - not needed before the first search

        def fetch(desk: Desk) -> KnownWords:
            from ridealong.services.people.known_words import known_words  # noqa: PLC0415 - imported in workers only

            return known_words(desk)

        def fetched(known: KnownWords) -> None:
            self._known = known

        self.ask(fetch, fetched, group="known", failed=lambda _error: None)
        return terms(self._terms)

    def _terms(self) -> Iterable[str]:
        from ridealong.tui.screens.people_terms import offered  # noqa: PLC0415 - not needed before the first search

        return offered(self._known)

    # -- a person's page ----------------------------------------------------------------------------------------

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Open the page of a person."""
        row = message.view.current
        if row is not None:
            self.open_person(row.email)

    def open_person(self, email: str) -> None:
        """Open the page of a person; [ and ] go through this list from there."""
        from ridealong.tui.screens.person import Around, PersonScreen  # noqa: PLC0415 - loaded with the first page

        table = self.table
        around = Around(self._filter.value, table.sort or "name", table.descending, table.cursor, table.total)

        def back(_none: None) -> None:
            if around.index != table.cursor:
                table.move_to(around.index)

        self.app.push_screen(PersonScreen(email, around), back)

    # -- actions ------------------------------------------------------------------------------------------------

    def _chosen(self) -> list[PersonRow]:
        """Whom an action is done to; nobody where nothing may be changed, which is said."""
        rows = self.table.chosen
        return rows if rows and self.writable() else []

    def action_import_roster(self) -> None:
        """Import people."""
        from ridealong.tui.screens.people_changes import import_file  # noqa: PLC0415 - loaded when asked for

        import_file(self, "people")

    def action_import_absences(self) -> None:
        """Import absences."""
        from ridealong.tui.screens.people_changes import import_file  # noqa: PLC0415 - loaded when asked for

        import_file(self, "absences")

    def action_add(self) -> None:
        """Add a person."""
        from ridealong.tui.screens.people_changes import add_person  # noqa: PLC0415 - loaded when asked for

        if self.writable():
            add_person(self)

    def action_edit(self) -> None:
        """Edit the person under the cursor, or all marked people in one step."""
        from ridealong.tui.screens.people_changes import edit_many, edit_person  # noqa: PLC0415 - as above

        if not (rows := self._chosen()):
            return
        if self.table.marked:
            edit_many(self, rows, self.clear_marks)
        else:
            edit_person(self, rows[0].email)

    def action_remove(self) -> None:
        """Remove the chosen people, all in one step."""
        from ridealong.tui.screens.people_changes import remove_people  # noqa: PLC0415 - as above

        if rows := self._chosen():
            remove_people(self, rows, self.clear_marks)

    def action_add_absence(self) -> None:
        """Note that the chosen people are away."""
        from ridealong.tui.screens.people_changes import add_absence  # noqa: PLC0415 - as above

        if rows := self._chosen():
            add_absence(self, [(row.email, row.name) for row in rows], self.clear_marks)

    def action_ill(self) -> None:
        """Settle what it touches that the person under the cursor cannot come today."""
        from ridealong.tui.screens.people_changes import settle_absence  # noqa: PLC0415 - as above

        if (row := self.table.current) is not None:
            settle_absence(self, row.email)

    def action_answers(self) -> None:
        """Change what the person under the cursor answered to a program, or what the manager said."""
        from ridealong.tui.screens.people_changes import edit_answers  # noqa: PLC0415 - as above

        if (row := self.table.current) is not None and self.writable():
            edit_answers(self, (row.email, row.name))

    def action_enrol(self) -> None:
        """Enrol the chosen people in a program."""
        from ridealong.tui.screens.people_changes import enrol  # noqa: PLC0415 - as above

        if rows := self._chosen():
            enrol(self, [(row.email, row.name) for row in rows], self.clear_marks)

    def action_keep_apart(self) -> None:
        """Keep the person under the cursor apart from somebody, or two marked people from each other."""
        from ridealong.tui.screens.people_changes import keep_apart  # noqa: PLC0415 - as above

        rows = self._chosen()
        if len(rows) > 2:
            self.notify("Mark two people, or put the cursor on one", severity="warning", timeout=4, markup=False)
        elif rows:
            keep_apart(self, [(row.email, row.name) for row in rows], self.clear_marks)

    def action_mark_all(self) -> None:
        """Mark everybody whom the filter finds, also those that were never scrolled to."""
        from ridealong.tui.screens.people_changes import Rows, mark_rows  # noqa: PLC0415 - as above

        mark_rows(self, self.table, Rows(self._filter.value), self._count)

    def on_people_table_far_range(self, message: PeopleTable.FarRange) -> None:
        """Mark a range of which some rows were never scrolled to."""
        from ridealong.tui.screens.people_changes import Rows, mark_rows  # noqa: PLC0415 - as above

        table = self.table
        number = message.last - message.first + 1
        rows = Rows(self._filter.value, table.sort or "name", table.descending, message.first, number)
        mark_rows(self, table, rows, self._count)
