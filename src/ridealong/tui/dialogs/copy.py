"""What of a list is copied, as what, and to where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from ridealong.domain.errors import UnreadableFile
from ridealong.tui.clipboard import Form, Gathered
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.paths import PathSuggester, look_at
from ridealong.tui.text import MUTED, fitted, many, shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.gathering import Gathering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.tui.widgets.paged_view import PagedView

Row = TypeVar("Row")

CELL, ROWS, ALL = "cell", "rows", "all"
CLIPBOARD, FILE = "clipboard", "file"
MUCH = 70_000
"""From so many characters on, terminals may refuse to put a text on the clipboard."""
VALUE_CELLS = 40


class CellChoice(Choice):
    """One cell of a row: its title and what is in it; the others are a key away."""

    HELP = "Which cell. {choice.previous} and {choice.next} go through the cells of the row."

    def render(self) -> Content:
        """The chosen cell, and which of how many it is."""
        title = self.options[self.at][1]
        number = f"  {self.at + 1} of {len(self.options)}"
        value = fitted(title, VALUE_CELLS).strip()
        return Content("").join(
            [
                Content.styled(f"{self.label:<17}", MUTED),
                Content.styled(" ‹ ", "bold $primary"),
                Content(value),
                Content.styled(" › ", "bold $primary"),
                Content.styled(number, MUTED),
            ]
        )

    def jump_spots(self) -> Iterator[tuple[int, int, Callable[[], object]]]:
        """The whole of it, for jump mode."""
        yield 17, 0, self.focus

    def clicked(self, x: int) -> None:
        """A click goes on to the next cell."""
        del x
        self.action_step(1)


def read_new_file(text: str) -> Path:
    """Where a file is to be written; raises UnreadableFile for a folder, or a path that cannot be."""
    spot = look_at(text)
    if spot.folder:
        raise UnreadableFile(f"'{spot.path}' is a folder", "Add the name of a file")
    return spot.path


class CopyDialog(FormDialog[str]):
    """Copies a cell, rows or the whole list, read page by page where that is needed; answers with what to tell."""

    TITLE_TEXT = "Copy"
    OK = "Copy"
    HELP = (
        "What to copy: a cell, the row or the marked rows, or the whole list as it is filtered and sorted.\n"
        "Text in columns is to be read, tabs and CSV are for spreadsheets. A terminal may refuse to fill the clipboard "
        "without saying so: a file is the sure way."
    )

    def __init__(self, view: PagedView[Row]) -> None:
        super().__init__()
        self._view = view
        self._chosen = view.chosen
        # As they are now: the list goes on in the background, and may have other columns when they are copied.
        self._cells = list(view.cells(self._chosen[0])) if self._chosen else []
        self._gathering: Gathering[Row] | None = None
        self._overwrite: Path | None = None

    def fields(self) -> Iterator[Widget]:
        """What, as what, and to where."""
        number, total = len(self._chosen), self._view.total
        rows = "the row" if number == 1 else f"{number:,} rows"
        what = [(ROWS, rows)] * bool(number) + [(ALL, f"all {total:,}")]
        if number:
            what.append((CELL, "a cell"))
        yield Choice("what", "What", what)
        yield CellChoice("cell", "Which cell", self._cell_options())
        yield Choice("form", "As", [(Form.COLUMNS, "text in columns"), (Form.TABS, "with tabs"), (Form.CSV, "CSV")])
        yield Choice("to", "To", [(CLIPBOARD, "the clipboard"), (FILE, "a file")])
        yield Field(
            "file", "File", value="~/ridealong.txt", read=read_new_file, required=True, suggester=PathSuggester("")
        )
        yield Line("", id="gathered", classes="quiet gap")

    def _cell_options(self) -> Sequence[tuple[str, str]]:
        if not self._chosen:
            return [("0", "")]
        cells = enumerate(zip(self._view.titles(), self._cells, strict=True))
        named = [(str(at), f"{title}: {shown(cell)}") for at, (title, cell) in cells if cell.strip()]
        return named or [("0", "")]

    def opened(self) -> None:
        """The arrows choose at once."""
        self.query_one("#field-what").focus()
        self._show_parts()

    def on_choice_changed(self) -> None:
        """Show what the choice needs."""
        self._overwrite = None
        self.complain("")
        self._show_parts()
        field = self.query_one("#field-file", Field)
        if not field.changed:
            field.initial = "~/ridealong.csv" if self.choice("form") == Form.CSV else "~/ridealong.txt"
            field.input.value = field.initial

    def _show_parts(self) -> None:
        one = self.choice("what") == CELL
        self.query_one("#field-cell").display = one
        self.query_one("#field-form").display = not one
        self.query_one("#field-file").display = self.choice("to") == FILE

    @property
    def changed(self) -> bool:
        """Nothing is lost by leaving."""
        return False

    def action_cancel(self) -> None:
        """Leave, and read no further."""
        if self._gathering is not None:
            self._gathering.stop()
        self.dismiss(None)

    def on_unmount(self) -> None:
        """Whatever closes the dialog ends the reading."""
        if self._gathering is not None:
            self._gathering.stop()

    def submit(self) -> None:
        """Gather, then write."""
        if self.choice("to") == FILE and not self._may_write():
            return
        view, what = self._view, self.choice("what")
        if what == CELL:
            self._hand_over(self._cells[int(self.choice("cell"))], "one cell")
            return
        self.busy = True
        gathered = Gathered(tuple(view.titles()), grouped=what == ALL and self._has_headings())
        if what == ROWS:
            gathered.add(view, self._chosen)
            self._write(gathered)
            return
        self._gathering = Gathering(
            view,
            begin=gathered.clear,
            take=lambda rows: gathered.add(view, rows),
            told=self._told,
            done=lambda: self._write(gathered),
        )
        self._gathering.start()

    def _may_write(self) -> bool:
        path = read_new_file(self.text("file"))
        if path.exists() and path != self._overwrite:
            self._overwrite = path
            self.complain(f"{path} is there already. {self.keyed(self.OK, self.OK_BY)} once more replaces it")
            return False
        return True

    def text_changed(self) -> None:
        """Another file is another question."""
        self._overwrite = None

    def _has_headings(self) -> bool:
        return any(self._view.heading(row) is not None for _, row in self._view.pages.known())

    def _told(self, number: int, total: int) -> None:
        if number < total:
            self.query_one("#gathered", Line).say(f"Reading {number:,} of {total:,} rows …{self.by_leaving('stops')}")

    def _write(self, gathered: Gathered) -> None:
        form = Form(self.choice("form"))
        self.ask(
            lambda _desk: gathered.written(form),
            lambda text: self._hand_over(text, many(len(gathered), "row")),
            group="copy",
            failed=self.refused,
        )

    def _hand_over(self, text: str, what: str) -> None:
        if self.choice("to") == CLIPBOARD:
            self.app.copy_to_clipboard(text)
            doubt = f"\nThat is much for a clipboard, {len(text):,} letters: {{list.copy-as}} to a file is sure" * (
                len(text) > MUCH
            )
            self.dismiss(f"Copied {what}{doubt}")
            return
        path = read_new_file(self.text("file"))

        def write(_desk: Desk) -> str:
            from ridealong.services import table_files  # noqa: PLC0415 - services are imported in workers only

            table_files.write(path, text)
            return f"{what[:1].upper()}{what[1:]} written to {path}"

        self.busy = True
        self.ask(write, self._written, group="copy", failed=self.refused)

    def _written(self, words: str) -> None:
        self.dismiss(words)
