"""A file that is read after showing what reading it would do: its path, the preview, then doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.widgets import Button

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.widget import Widget

    from ridealong.services.desk import Desk

Report = TypeVar("Report")
Entry = tuple[str, str, str]
"""A line of the preview: its sign, what it is about, and what happens to it."""


class FileForm(FormDialog[Report]):
    """First Enter looks and shows what would be, second Enter does it; something else typed looks again."""

    OK = "Look"
    WIDE = True
    TONES: ClassVar[Mapping[str, str]] = {}
    """Sign of an entry -> its tone."""
    EMPTY = ""
    NOTHING = ""
    """What is said after a summary where there is nothing to do."""

    def __init__(self) -> None:
        super().__init__()
        self._looked_at: tuple[tuple[str, ...], Report] | None = None
        self._entries: list[Entry] = []

    def words(self) -> str:
        """What kind of file is read."""
        raise NotImplementedError

    def path_field(self) -> Field:
        """The field for the path, called `path`."""
        raise NotImplementedError

    def further_fields(self) -> Iterator[Widget]:
        """What else can be said about the file."""
        yield from ()

    def call(self, text: str, looked_at: Report | None) -> Callable[[Desk], Report]:
        """The call that reads what was typed, for a worker; raises UnreadableFile where there is no such file.

        Args:
            looked_at: what was shown before it is done; None for finding that out.
        """
        raise NotImplementedError

    def under_way(self, *, dry_run: bool) -> str:
        """What is said while it is read."""
        raise NotImplementedError

    def entries(self, report: Report) -> list[Entry]:
        """What would be done, line by line."""
        raise NotImplementedError

    def summary(self, report: Report) -> str:
        """What would be done, in a sentence."""
        raise NotImplementedError

    def button(self, report: Report) -> str:
        """What the button says that does it; empty where there is nothing to do."""
        raise NotImplementedError

    def fields(self) -> Iterator[Widget]:
        """The path, then what it would do."""
        yield Line(self.words(), classes="quiet")
        yield self.path_field()
        yield from self.further_fields()
        yield Line("", id="summary", classes="words gap")
        table: PagedTable[Entry] = PagedTable(
            (
                Column("", 1, self._sign),
                Column("Who or where", 24, lambda entry: shown(entry[1]), grow=1),
                Column("What", 20, lambda entry: shown(entry[2]), grow=2),
            ),
            key=" ".join,
            empty=self.EMPTY,
            id="preview",
        )
        table.display = False
        yield table

    def inside(self) -> Iterator[Widget]:
        """The fields, and below them the entry under the cursor in full."""
        yield from super().inside()
        yield Line("", id="entry")

    def follow_cursor(self) -> None:
        """Say in full what the table cuts."""
        entry = self.query_one("#preview", PagedTable).current
        self.query_one("#entry", Line).say(shown(f"{entry[1]}: {entry[2]}") if entry is not None else "")

    def _show_preview(self, *, there: bool) -> None:
        self.query_one("#preview").display = there
        self.set_class(there, "-previewed")

    def _sign(self, entry: Entry) -> Cell:
        return [(entry[0], self.TONES[entry[0]])]

    def text_changed(self) -> None:
        """Another file has to be looked at first."""
        if self._looked_at is not None and self._typed != self._looked_at[0]:
            self._looked_at = None
            self._label("Look")

    @property
    def _typed(self) -> tuple[str, ...]:
        return tuple(field.text.strip() for field in self.query(Field))

    @property
    def changed(self) -> bool:
        """A path is soon typed again, so Esc leaves at once."""
        return False

    def _label(self, words: str) -> None:
        button = self.query_one("#ok", Button)
        button.label = self.keyed(words, self.OK_BY)
        button.refresh(layout=True)

    def submit(self) -> None:
        """Look, or do what was looked at."""
        self.busy = True
        self.complain("")
        typed = self._typed
        before, looked_at = self._looked_at or ((), None)
        if before != typed:
            looked_at = None
        call = self.call(self.text("path"), looked_at)
        self.query_one("#summary", Line).say(self.under_way(dry_run=looked_at is None))
        if looked_at is None:
            self.ask(call, lambda report: self._looked(typed, report), group="look", failed=self._unread)
        else:
            self.change(call, self._done, failed=self._undone)

    def _undone(self, error: Exception) -> None:
        self._unread(error)
        if isinstance(error, ChangedMeanwhile):
            # What would be done now takes the place of what was shown.
            self._looked_at = None
            self._label("Look")
            self.submit()
            self.complain(str(error))

    def _unread(self, error: Exception) -> None:
        self.query_one("#summary", Line).say("")
        self._show_preview(there=False)
        self.refused(error)

    def _looked(self, typed: tuple[str, ...], report: Report) -> None:
        self.busy = False
        self._entries = self.entries(report)
        todo = self.button(report)
        self.query_one("#summary", Line).say(shown(self.summary(report)) + ("" if todo else self.NOTHING))
        table = self.query_one("#preview", PagedTable)
        self._show_preview(there=True)
        table.read(from_top=True)
        if self._entries:
            table.focus()
        if todo:
            self._looked_at = typed, report
            self._label(todo)

    def _done(self, report: Report) -> None:
        self.busy = False
        self.dismiss(report)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """The preview is in memory."""
        message.view.put(message.ticket, 0, self._entries, len(self._entries))

    def on_paged_view_opened(self) -> None:
        """Enter in the list is Enter in the form."""
        self.accept()
