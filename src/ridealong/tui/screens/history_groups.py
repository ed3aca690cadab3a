"""Groups: who has met over coffee, and how that went."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.dates import date_cell, day_words
from ridealong.tui.screens.history_view import NewestFirstView, state_cell
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ridealong.services.desk import Desk
    from ridealong.services.groups.group_rows import GroupRow
    from ridealong.tui.screens.history_view import Written

EMPTY = "No group has met over coffee yet.\nA program of the kind Coffee brings them together: {app.programs}."
NOT_FOUND = "No group matches.\n{section.clear} clears the filter, and {history.choose-program} shows all programs."


def _who(row: GroupRow) -> str:
    return shown(", ".join(one.name for one in row.people))


_ORDERS: dict[str, Callable[[GroupRow], tuple[str | date | int, ...]]] = {
    "start": lambda row: (row.days.first, row.id),
    "who": lambda row: (_who(row).casefold(), row.id),
    "state": lambda row: (str(row.state), row.id),
    "program": lambda row: (row.program.casefold(), row.id),
}


def group_words(row: GroupRow) -> str:
    """A group in full, for the two lines below the list."""
    who = ", ".join(f"{shown(one.name)} ({shown(one.team)})" for one in row.people)
    return f"{who}: {row.state}\n{day_words(row.days.first)}, {shown(row.program)}, round {row.round + 1}"


class GroupsView(NewestFirstView["GroupRow"]):
    """The groups over coffee that were published, the newest first."""

    CRUMB = "groups"
    HINT = "{section.filter} to filter, such as state:missed team:data"
    FILE: ClassVar[str] = "groups.csv"
    TABLE = "groups-table"
    EMPTY = EMPTY

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._found: tuple[GroupRow, ...] | None = None
        self._unknown = ""

    def columns(self) -> tuple[Column[GroupRow], ...]:
        """When, who, how it went, and of which program."""
        return (
            Column("When", 11, lambda row: date_cell(row.days.first), key="start"),
            Column("Who", 36, _who, key="who", grow=4, most=80),
            Column("State", 12, state_cell, key="state"),
            Column("Program", 14, lambda row: shown(row.program), key="program", grow=1, most=30, rank=1),
        )

    def read(self) -> None:
        """Read the groups that match."""
        self._read()

    def _read(self, *, from_top: bool = False) -> None:
        typed, program = self.typed, self.program

        def fetch(desk: Desk) -> tuple[tuple[GroupRow, ...], str]:
            from ridealong.services import search  # noqa: PLC0415 - services in workers only
            from ridealong.services.groups import group_history  # noqa: PLC0415 - services in workers only
            from ridealong.services.outcomes import history  # noqa: PLC0415 - services in workers only

            found = group_history.past_groups(desk, history.HistoryQuery(text=typed, program=program))
            return found, "" if found else search.unknown_term(typed, history.FIELDS)

        def fetched(found: tuple[tuple[GroupRow, ...], str]) -> None:
            self._found, self._unknown = found
            self.table.read(from_top=from_top)

        self.ask(fetch, fetched, group="groups", failed=self.filter_failed)

    def look_anew(self) -> None:
        """Look from the top, for what is wanted now."""
        self._read(from_top=True)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All of them are in memory, once they have been read."""
        message.stop()
        if self._found is None:
            return
        sort, descending = self.table.sort or "start", self.table.descending
        rows = sorted(self._found, key=_ORDERS[sort], reverse=descending)
        self.table.empty = self._unknown or (NOT_FOUND if self.typed or self.program else EMPTY)
        self.table.put(message.ticket, 0, rows, len(rows))
        self.recount()

    def recount(self) -> None:
        """Say how many groups are found, and how many of them are marked."""
        if self._found is not None:
            parts = [f"{len(self.table.marked)} marked"] if self.table.marked else []
            self.count(" · ".join([many(len(self._found), "group"), *parts]))

    def follow_cursor(self) -> None:
        """Say what the cursor is on."""
        self.recount()
        row = self.table.current
        self.say(group_words(row) if row is not None else "")

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Say how it went: there is nothing else to open."""
        message.stop()
        self.around.action_mark_state()

    def export(self) -> Written:
        """Every group that is found."""
        typed, program = self.typed, self.program

        def written(desk: Desk) -> str:
            from ridealong.services.groups import group_history  # noqa: PLC0415 - in workers only
            from ridealong.services.outcomes import history, history_tables  # noqa: PLC0415 - in workers only

            query = history.HistoryQuery(text=typed, program=program, descending=False)
            return history_tables.groups_csv(group_history.past_groups(desk, query))

        return written
