"""Invites: what is due to be told, why, and writing it as calendar files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import listed, many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.invites import DueRow, Exported
    from ridealong.tui.dialogs.progress import Reins

EMPTY = (
    "Nothing is due: every calendar has been told.\n"
    "Publishing a plan (3, then P) makes invites due. X writes the last ones again."
)
NO_MATCH = "No invite matches the filter.\nEsc clears it."
WORDS = {"REQUEST": ("request", "accent"), "CANCEL": ("cancel", "bad")}


def _what(row: DueRow) -> Cell:
    words, tone = WORDS.get(str(row.method), (str(row.method).lower(), ""))
    return [(words, tone)]


def _columns() -> tuple[Column[DueRow], ...]:
    return (
        Column("When", 11, lambda row: f"{row.start.day:>2} {row.start:%b %Y}"),
        Column("What", 7, _what),
        Column("Meeting", 30, lambda row: shown(row.summary), grow=3),
        Column("Kind", 8, lambda row: str(row.kind), rank=2),
        Column("Why", 12, lambda row: shown(row.why), grow=1),
        Column("To", 24, lambda row: listed(row.to, 4), grow=2, rank=1),
    )


class InvitesScreen(SectionScreen):
    """The outbox."""

    SECTION = "invites"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("invites")]
    HELP = (
        "What calendars should know and have not been told. x writes one .ics file for each and notes it as sent.\n"
        "What did not change is not written again; X writes the last invite of every meeting once more."
    )

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[DueRow, ...] | None = None
        self._folder = str(Path("invites").resolve())

    def body(self) -> Iterator[Widget]:
        """Filter and table."""
        yield FilterBar("Invites › due")
        yield PagedTable(_columns(), key=lambda row: row.uid, empty=EMPTY, id="invites")

    @property
    def table(self) -> PagedTable[DueRow]:
        """The table."""
        return self.query_one("#invites", PagedTable)

    def read(self) -> None:
        """Work the outbox out."""

        def fetch(desk: Desk) -> tuple[DueRow, ...]:
            from ridealong.services import invites  # noqa: PLC0415 - services are imported in workers only

            return invites.outbox(desk)

        self.ask(fetch, self._show, group="outbox")

    def _show(self, rows: tuple[DueRow, ...]) -> None:
        self._rows = rows
        self.table.read()

    def _matching(self) -> list[DueRow]:
        words = self.query_one(FilterBar).value.casefold().split()
        return [row for row in self._rows or () if all(word in _text(row) for word in words)]

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """The outbox is in memory."""
        rows = self._matching()
        self.table.empty = NO_MATCH if self._rows else EMPTY
        message.view.put(message.ticket, 0, rows, len(rows))
        self.query_one(FilterBar).count(f"{many(len(rows), 'invite')} due")

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self.table.read(from_top=True)

    def clear_marks(self) -> None:
        """Take off all marks."""
        self.table.unmark()

    def on_paged_view_opened(self) -> None:
        """Say everything about one invite."""
        from ridealong.tui.dialogs.why import words_dialog  # noqa: PLC0415 - loaded when asked for

        row = self.table.current
        if row is not None:
            words = f"{row.start}\n{shown(row.why)}\nTo: {listed(row.to, 20)}"
            self.app.push_screen(words_dialog(shown(row.summary), words))

    def action_export(self) -> None:
        """Write what is due."""
        if self._rows is None or self._rows:
            what = "what is due" if self._rows is None else many(len(self._rows), "invite")
            self._export(again=False, title=f"Export {what}")
        else:
            self.notify("Nothing is due. X writes the last ones again", markup=False)

    def action_export_again(self) -> None:
        """Write the last invite of every meeting again."""
        self._export(again=True, title="Export the last invites again")

    def _export(self, *, again: bool, title: str) -> None:
        from ridealong.tui.dialogs.folder import FolderDialog  # noqa: PLC0415 - loaded when asked for

        words = "One .ics file for each invite, with a name a person can read. Send them, or import them."

        def answered(folder: Path | None) -> None:
            if folder is not None:
                self._folder = str(folder)
                self._write(folder, again=again)

        if self.writable():
            self.app.push_screen(FolderDialog(title, words, self._folder), answered)

    def _write(self, folder: Path, *, again: bool) -> None:
        from ridealong.tui.dialogs.progress import ProgressDialog, Step  # noqa: PLC0415 - loaded when asked for

        def job(desk: Desk, reins: Reins) -> Exported:
            from ridealong.services import invites  # noqa: PLC0415 - services are imported in workers only

            def tell(done: int, total: int) -> None:
                reins.tell(Step(done / total if total else 1, f"{done:,} of {total:,} files"))

            return invites.export(desk, folder, again=again, progress=tell, cancelled=reins.stopped)

        def written(result: Exported | None) -> None:
            if result is not None:
                words = f"{many(len(result.files), 'file')} written into {shown(str(result.directory))}"
                self.notify(words, title="Exported", timeout=8, markup=False)

        dialog: ProgressDialog[Exported] = ProgressDialog("Writing invites", job)
        self.app.push_screen(dialog, written)


def _text(row: DueRow) -> str:
    return f"{row.summary} {row.kind} {row.why} {' '.join(row.to)}".casefold()
