"""Into which file a table is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.copy import read_new_file
from ridealong.tui.dialogs.paths import PathSuggester
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk


class ExportDialog(FormDialog[str]):
    """Asks for a file, works the table out and writes it; answers with what to tell.

    Args:
        title: what is written.
        file: the name that is offered.
        made: the text of the table, to be worked out in a worker.
    """

    OK = "Write"
    HELP = "CSV, which every spreadsheet opens. → takes the completion. A file that is there already is named first."

    def __init__(self, title: str, file: str, made: Callable[[Desk], str]) -> None:
        super().__init__()
        self._title = title
        self._file = file
        self._made = made
        self._overwrite: Path | None = None

    @property
    def title_text(self) -> str:
        """What is written."""
        return self._title

    def fields(self) -> Iterator[Widget]:
        """The file."""
        yield Line("As CSV, for every spreadsheet. You alone can read the file.", classes="quiet")
        yield Field(
            "path", "File", value=f"~/{self._file}", read=read_new_file, required=True, suggester=PathSuggester("")
        )

    def text_changed(self) -> None:
        """Another file is another question."""
        self._overwrite = None

    def submit(self) -> None:
        """Write, once it is clear that nothing is replaced by mistake."""
        path = read_new_file(self.text("path"))
        if path.exists() and path != self._overwrite:
            self._overwrite = path
            self.complain(f"{path} is there already. {self.keyed(self.OK, self.OK_BY)} once more replaces it")
            return
        made = self._made

        def write(desk: Desk) -> str:
            from ridealong.services import table_files  # noqa: PLC0415 - services are imported in workers only

            table_files.write(path, made(desk))
            return f"Written to {shown(str(path))}"

        self.busy = True
        self.ask(write, self._written, group="export", failed=self.refused)

    def _written(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)
