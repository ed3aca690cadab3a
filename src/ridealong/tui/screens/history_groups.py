"""Groups: who has met over coffee, and how that went."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.dates import date_cell, day_words
from ridealong.tui.screens.history_held import HeldView
from ridealong.tui.screens.history_view import state_cell
from ridealong.tui.text import shown
from ridealong.tui.widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ridealong.services.desk import Desk
    from ridealong.services.groups.group_rows import GroupRow
    from ridealong.services.outcomes.history import HistoryQuery
    from ridealong.tui.widgets.paged_table import PagedTable

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


class GroupsView(HeldView["GroupRow"]):
    """The groups over coffee that were published, the newest first."""

    CRUMB = "groups"
    HINT = "{section.filter} to filter, such as state:missed team:data"
    FILE: ClassVar[str] = "groups.csv"
    TABLE = "groups-table"
    EMPTY = EMPTY
    NOT_FOUND = NOT_FOUND
    NOUN = "group"
    ORDERS = _ORDERS

    def columns(self) -> tuple[Column[GroupRow], ...]:
        """When, who, how it went, and of which program."""
        return (
            Column("When", 11, lambda row: date_cell(row.days.first), key="start"),
            Column("Who", 36, _who, key="who", grow=4, most=80),
            Column("State", 12, state_cell, key="state"),
            Column("Program", 14, lambda row: shown(row.program), key="program", grow=1, most=30, rank=1),
        )

    @staticmethod
    def rows(desk: Desk, query: HistoryQuery) -> tuple[GroupRow, ...]:
        """The groups that match."""
        from ridealong.services.groups import group_history  # noqa: PLC0415 - services in workers only

        return group_history.past_groups(desk, query)

    @staticmethod
    def words(row: GroupRow) -> str:
        """A group in full."""
        return group_words(row)

    @staticmethod
    def csv(rows: tuple[GroupRow, ...]) -> str:
        """Groups as CSV text."""
        from ridealong.services.outcomes import history_tables  # noqa: PLC0415 - services in workers only

        return history_tables.groups_csv(rows)

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Say how it went: there is nothing else to open."""
        message.stop()
        self.around.action_mark_state()
