"""Teams: who was in which slot of which composite team, how much of a week, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.dates import date_cell, span_words
from ridealong.tui.going import to_person
from ridealong.tui.screens.history_held import HeldView
from ridealong.tui.screens.history_view import state_cell
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.embed_history import EmbedRow
    from ridealong.services.outcomes.history import HistoryQuery
    from ridealong.tui.widgets.paged_table import PagedTable

EMPTY = "Nobody has been in a composite team yet.\nA program of the kind Embedded team has them: {app.programs}."
NOT_FOUND = "No embed matches.\n{section.clear} clears the filter, and {history.choose-program} shows all programs."


def _slot(row: EmbedRow) -> str:
    return f"{row.slot} {shown(row.slot_name)}"


_ORDERS: dict[str, Callable[[EmbedRow], tuple[str | date | int | float, ...]]] = {
    "start": lambda row: (row.days.first, row.id),
    "who": lambda row: (row.name.casefold(), row.id),
    "team": lambda row: (row.team.casefold(), row.slot, row.id),
    "share": lambda row: (row.share, row.id),
    "state": lambda row: (str(row.state), row.id),
    "slot": lambda row: (row.slot_name.casefold(), row.id),
    "weeks": lambda row: (row.weeks, row.id),
    "program": lambda row: (row.program.casefold(), row.id),
}


def embed_words(row: EmbedRow) -> str:
    """An embed in full, for the two lines below the list."""
    met = f", with {many(len(row.met), 'person', 'people')} of {row.side.other.label}" if row.met else ""
    return (
        f"{shown(row.name)} ({shown(row.home_team)}) in {shown(row.team)}, slot {_slot(row)}: {row.state}\n"
        f"{span_words(row.days)}, {row.share} % of a week, {row.weeks:g} weeks of work{met}, {shown(row.program)}"
    )


class TeamsView(HeldView["EmbedRow"]):
    """The embeds that were published, the newest first."""

    CRUMB = "teams"
    HINT = "{section.filter} to filter, such as state:ended team:data"
    FILE: ClassVar[str] = "embeds.csv"
    TABLE = "teams-table"
    EMPTY = EMPTY
    NOT_FOUND = NOT_FOUND
    NOUN = "embed"
    ORDERS = _ORDERS

    def columns(self) -> tuple[Column[EmbedRow], ...]:
        """Since when, who, in which team and slot, with which share, how it went, and how much work it was."""
        return (
            Column("From", 11, lambda row: date_cell(row.days.first), key="start"),
            Column("Who", 16, lambda row: shown(row.name), key="who", grow=2, most=30),
            Column("Team", 14, lambda row: shown(row.team), key="team", grow=2, most=30),
            Column("Share", 5, lambda row: f"{row.share} %", key="share"),
            Column("State", 12, state_cell, key="state"),
            Column("Slot", 14, _slot, key="slot", grow=1, most=30, rank=1),
            Column("Weeks", 5, lambda row: f"{row.weeks:g}", key="weeks", rank=2),
            Column("Program", 14, lambda row: shown(row.program), key="program", grow=1, most=30, rank=3),
        )

    @staticmethod
    def rows(desk: Desk, query: HistoryQuery) -> tuple[EmbedRow, ...]:
        """The embeds that match."""
        from ridealong.services.outcomes import embed_history  # noqa: PLC0415 - services in workers only

        return embed_history.past_embeds(desk, query)

    @staticmethod
    def words(row: EmbedRow) -> str:
        """An embed in full."""
        return embed_words(row)

    @staticmethod
    def csv(rows: tuple[EmbedRow, ...]) -> str:
        """Embeds as CSV text."""
        from ridealong.services.outcomes import history_tables  # noqa: PLC0415 - services in workers only

        return history_tables.embeds_csv(rows)

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Open the page of whoever it was."""
        message.stop()
        row = self.table.current
        if row is not None:
            to_person(self.around.ridealong, row.email)
