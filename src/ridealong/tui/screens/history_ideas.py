"""Ideas: what people would try, from spark to project, found while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.domain.ideas import LIVE, IdeaState
from ridealong.tui.dates import date_cell, date_words
from ridealong.tui.dialogs.idea import owner_words
from ridealong.tui.screens.history_view import HistoryView
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from ridealong.domain.ideas import Idea
    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.ideas import IdeaQuery, IdeaRow
    from ridealong.services.paging import Page
    from ridealong.tui.screens.history_view import Written

EMPTY = (
    "Nobody has noted an idea yet.\n"
    "{history.new-idea} adds one; {history.debrief} in the list notes what came out of a visit, ideas among it, and "
    "{history.import-forms} reads what people answered in a form."
)
NOT_FOUND = (
    "No idea matches.\n"
    "{section.clear} shows everything again. Terms look in one place: state:open owner:ana program:spring"
)
SIGNS = {
    IdeaState.OPEN: ("○", ""),
    IdeaState.TAKEN_UP: ("◇", "accent"),
    IdeaState.PROJECT: ("◆", "accent"),
    IdeaState.DONE: ("✓", "good"),
    IdeaState.DROPPED: ("–", "dim"),
}
"""State -> its sign and its tone."""


def _state(row: IdeaRow) -> Cell:
    sign, tone = SIGNS[row.idea.state]
    return [(f"{sign} {row.idea.state.label}", tone)]


def _owner(row: IdeaRow) -> Cell:
    if row.idea.owner_name:
        return owner_words(row.idea)
    return [(owner_words(row.idea), "warn" if row.idea.state in LIVE else "dim")]


def _columns() -> tuple[Column[IdeaRow], ...]:
    return (
        Column("Idea", 26, lambda row: shown(row.idea.text), grow=6),
        Column("State", 10, _state),
        Column("Who sees to it", 16, _owner, grow=1, most=24),
        Column("Since", 11, lambda row: date_cell(row.idea.changed)),
        Column("Program", 18, lambda row: shown(row.idea.program), grow=2, most=30, rank=1),
        Column("Noted", 11, lambda row: date_cell(row.idea.noted), rank=2),
    )


def idea_words(idea: Idea) -> str:
    """An idea in full, for the lines below the list: what is to be tried, then how far that is."""
    whence = f" · {shown(idea.program)}" if idea.program else ""
    return f"{shown(idea.text)}\n{idea.state.label} since {date_words(idea.changed)} · {owner_words(idea)}{whence}"


class IdeaTable(PagedTable["IdeaRow"]):
    """The table; what is done is done to one idea, so that none is marked."""

    HELP = (
        "The ideas, the newest first. {list.open} shows one in full, {history.edit-idea} edits it,\n"
        "{history.next-state} moves it on: from open to taken up, to a project, to done."
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is marked."""
        return action not in ("mark", "mark_range") and super().check_action(action, parameters)


class IdeasView(HistoryView):
    """The list of ideas."""

    CRUMB = "ideas"
    HINT = "{section.filter} to filter, such as state:open owner:ana"
    FILE: ClassVar[str] = "ideas.csv"

    def compose(self) -> ComposeResult:
        """The table, and its row in full."""
        yield IdeaTable(_columns(), key=lambda row: str(row.idea.number), empty=EMPTY, id="idea-table")
        yield Line("", classes="detail")

    @property
    def table(self) -> IdeaTable:
        """The table."""
        return self.query_one(IdeaTable)

    def read(self) -> None:
        """Read the visible rows."""
        self.table.read()

    def look_anew(self) -> None:
        """Look from the top."""
        self.table.read(from_top=True)

    def _query(self) -> Callable[[], IdeaQuery]:
        """What is shown now, as a query to be made in a worker, since that imports the services."""
        typed, program, only = self.typed, self.program, self.only

        def made() -> IdeaQuery:
            from ridealong.services.outcomes.ideas import IdeaQuery  # noqa: PLC0415 - services are imported in workers only

            return IdeaQuery(text=typed, program=program, states=LIVE if only else (), unowned=only)

        return made

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Fetch a page."""
        message.stop()
        narrowed, query, typed = bool(self.typed or self.only or self.program), self._query(), self.typed

        def fetch(desk: Desk) -> tuple[Page[IdeaRow], str]:
            from ridealong.services import search  # noqa: PLC0415 - services are imported in workers only
            from ridealong.services.outcomes import ideas  # noqa: PLC0415 - services are imported in workers only

            page = ideas.page(desk, query(), message.offset, PAGE)
            return page, "" if page.total else search.unknown_term(typed, ideas.FIELDS)

        def fetched(found: tuple[Page[IdeaRow], str]) -> None:
            page, unknown = found
            self.table.empty = unknown or (NOT_FOUND if narrowed else EMPTY)
            self.table.put(message.ticket, page.offset, page.rows, page.total)
            self.recount()

        self.ask(fetch, fetched, group=f"ideas {message.offset}", failed=self._filter_failed)

    def _filter_failed(self, error: Exception) -> None:
        self.around.filter_failed(error, self.table)

    def recount(self) -> None:
        """Say how many ideas are found."""
        only = " · open, and nobody sees to them" if self.only else ""
        self.count(f"{many(self.table.total, 'idea')}{only}")

    def follow_cursor(self) -> None:
        """Say what the cursor is on."""
        if self.table.pages.total is not None:
            self.recount()
        row = self.table.current
        self.query_one(".detail", Line).say_all(idea_words(row.idea) if row is not None else "")

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Show the idea whole."""
        from ridealong.tui.dialogs.idea import IdeaDialog  # noqa: PLC0415 - loaded when asked for

        message.stop()
        row = self.table.current
        if row is not None:
            self.app.push_screen(IdeaDialog(row.idea.number))

    def export(self) -> Written:
        """Everything that is found."""
        query = self._query()

        def written(desk: Desk) -> str:
            from ridealong.services.outcomes import idea_tables, ideas  # noqa: PLC0415 - services in workers only

            return idea_tables.ideas_csv(row.idea for row in ideas.page(desk, query()).rows)

        return written
