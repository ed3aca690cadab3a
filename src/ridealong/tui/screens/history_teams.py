"""Teams: who was in which slot of which composite team, how much of a week, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.dates import date_cell, span_words
from ridealong.tui.going import to_person
from ridealong.tui.screens.history_view import HistoryView
from ridealong.tui.state_signs import STATE_SIGNS, STATE_TONES
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.app import ComposeResult

    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.embed_history import EmbedRow
    from ridealong.tui.screens.history_view import Written

EMPTY = "Nobody has been in a composite team yet.\nA program of the kind Embedded team has them: {app.programs}."
NOT_FOUND = "No embed matches.\n{section.clear} clears the filter, and {history.choose-program} shows all programs."


def _state(row: EmbedRow) -> Cell:
    return [(f"{STATE_SIGNS[row.state]} {row.state}", STATE_TONES.get(row.state, ""))]


def _slot(row: EmbedRow) -> str:
    return f"{row.slot} {shown(row.slot_name)}"


def _columns() -> tuple[Column[EmbedRow], ...]:
    return (
        Column("From", 11, lambda row: date_cell(row.days.first), key="start"),
        Column("Who", 16, lambda row: shown(row.name), key="who", grow=2, most=30),
        Column("Team", 14, lambda row: shown(row.team), key="team", grow=2, most=30),
        Column("Share", 5, lambda row: f"{row.share} %", key="share"),
        Column("State", 12, _state, key="state"),
        Column("Slot", 14, _slot, key="slot", grow=1, most=30, rank=1),
        Column("Weeks", 5, lambda row: f"{row.weeks:g}", key="weeks", rank=2),
        Column("Program", 14, lambda row: shown(row.program), key="program", grow=1, most=30, rank=3),
    )


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


class TeamsView(HistoryView):
    """The embeds that were published, the newest first."""

    CRUMB = "teams"
    HINT = "{section.filter} to filter, such as state:ended team:data"
    FILE: ClassVar[str] = "embeds.csv"

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._found: tuple[EmbedRow, ...] | None = None
        self._unknown = ""

    def compose(self) -> ComposeResult:
        """The table, and its row in full."""
        yield PagedTable(
            _columns(), key=lambda row: str(row.id), sort="start", descending=True, empty=EMPTY, id="teams-table"
        )
        yield Line("", classes="detail")

    @property
    def table(self) -> PagedTable[EmbedRow]:
        """The table."""
        return self.query_one("#teams-table", PagedTable)

    def read(self) -> None:
        """Read the embeds that match."""
        self._read()

    def _read(self, *, from_top: bool = False) -> None:
        typed, program = self.typed, self.program

        def fetch(desk: Desk) -> tuple[tuple[EmbedRow, ...], str]:
            from ridealong.services import search  # noqa: PLC0415 - services in workers only
            from ridealong.services.outcomes import embed_history, history  # noqa: PLC0415 - services in workers only

            found = embed_history.past_embeds(desk, history.HistoryQuery(text=typed, program=program))
            return found, "" if found else search.unknown_term(typed, history.FIELDS)

        def fetched(found: tuple[tuple[EmbedRow, ...], str]) -> None:
            self._found, self._unknown = found
            self.table.read(from_top=from_top)

        self.ask(fetch, fetched, group="embeds", failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.around.filter_failed(error, self.table)

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
        """Say how many embeds are found."""
        if self._found is not None:
            self.count(many(len(self._found), "embed"))

    def follow_cursor(self) -> None:
        """Say what the cursor is on."""
        self.recount()
        row = self.table.current
        self.say(embed_words(row) if row is not None else "")

    def on_paged_table_sorted(self, message: PagedTable.Sorted) -> None:
        """Show them in the new order."""
        message.stop()
        self.table.read(from_top=True)

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Open the page of whoever it was."""
        message.stop()
        row = self.table.current
        if row is not None:
            to_person(self.around.ridealong, row.email)

    def export(self) -> Written:
        """Every embed that is found."""
        typed, program = self.typed, self.program

        def written(desk: Desk) -> str:
            from ridealong.services.outcomes import embed_history, history, history_tables  # noqa: PLC0415 - as above

            query = history.HistoryQuery(text=typed, program=program, descending=False)
            return history_tables.embeds_csv(embed_history.past_embeds(desk, query))

        return written
