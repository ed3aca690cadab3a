"""Everybody who could fill a guest's place or a seat of a host, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Button

from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.screens.plan_lines import fit_cell
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.candidates import Candidate
    from ridealong.services.desk import Desk


def _name(one: Candidate) -> Cell:
    return shown(one.name)


def _plan(one: Candidate) -> Cell:
    """What the whole plan would gain or lose."""
    if one.points is None:
        return [(one.effect, "dim")]
    return [(one.effect, "good" if one.points >= 0 else "warn")]


def _in_words(one: Candidate) -> str:
    """What a row comes to, in full."""
    if one.points is None:
        return shown(one.why)
    unit = "" if "place" in one.effect else " points"
    return f"{one.effect}{unit} for the whole plan; {shown(one.why)}"


class CandidatesDialog(Dialog[None]):
    """A table ranked by what the whole plan would gain or lose; Enter explains the pair.

    Args:
        email, name: of a guest, for whom hosts are ranked, or of a host, for whom guests are.
        number: the round, from 0. replacing: the number of their pairing whose other one is to be replaced.
    """

    OK = ""
    WIDE = True
    HELP = "Who would suit this place, the best for the whole plan first, in points. Enter explains, Esc closes."

    def __init__(self, email: str, name: str, program: str, number: int, *, replacing: int | None = None) -> None:
        super().__init__()
        self._email = email
        self._whom = name
        self._program = program
        self._round = number
        self._replacing = replacing

    @property
    def title_text(self) -> str:
        """Whose place it is."""
        return f"Candidates for {shown(self._whom)} in round {self._round + 1}"

    def inside(self) -> Iterator[Widget]:
        """The table, and why for the one under the cursor."""
        table: PagedTable[Candidate] = PagedTable(
            (
                Column("Name", 18, _name, grow=2),
                Column("Team", 12, lambda one: shown(one.team), grow=1),
                Column("Fit", 20, lambda one: fit_cell(one.fit)),
                Column("Met", 3, lambda one: str(one.met or "-"), right=True),
                Column("Plan", 9, _plan),
                Column("Why", 20, lambda one: shown(one.why), grow=3, rank=1),
            ),
            key=lambda one: one.email,
            empty="Nobody is on the other side of this program.",
            id="candidates",
        )
        yield table
        yield Line("Working it out … Esc gives up.", id="candidate-why", classes="quiet gap")

    def buttons(self) -> Iterator[Widget]:
        """Close."""
        yield Button("Close (Esc)", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Read the table once it is there."""
        self._table.focus()
        self._table.read()

    @property
    def _table(self) -> PagedTable[Candidate]:
        return self.query_one("#candidates", PagedTable)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All candidates come at once."""
        email, program, number, replacing = self._email, self._program, self._round, self._replacing

        def fetch(desk: Desk) -> tuple[Candidate, ...]:
            from ridealong.services.candidates import candidates  # noqa: PLC0415 - services are imported in workers only

            return candidates(desk, email, program, number, replacing=replacing)

        def fetched(found: tuple[Candidate, ...]) -> None:
            message.view.put(message.ticket, 0, found, len(found))
            self.query_one("#dialog-title", Line).say(f"{self.title_text}: {many(len(found), 'person', 'people')}")

        self.ask(fetch, fetched, group="candidates", failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.dismiss(None)
        self.ridealong.show_failure(error)

    def on_paged_view_moved(self) -> None:
        """Say why for the one under the cursor."""
        one = self._table.current
        if one is not None:
            self.query_one("#candidate-why", Line).say(f"{shown(one.name)}: {_in_words(one)}")

    def on_paged_view_opened(self) -> None:
        """Explain the pair."""
        from ridealong.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - loaded when asked for

        if (one := self._table.current) is not None:
            self.app.push_screen(WhyDialog(self._email, one.email, self._program, self._round))

    def accept(self) -> None:
        """There is nothing to accept."""
