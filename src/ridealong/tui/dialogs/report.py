"""Into which file the report on a program is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ridealong.domain.plain_letters import plain_letters
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.copy import read_new_file
from ridealong.tui.dialogs.paths import PathSuggester
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.widget import Widget

    from ridealong.services.desk import Desk

_MOST_OF_A_NAME = 40


class ReportDialog(FormDialog[str]):
    """Asks for a file and writes the report into it; answers with what to tell.

    Args:
        program: the program that it is about.
    """

    TITLE_TEXT = "Report for the sponsors"
    OK = "Write"
    HELP = (
        "A page to read and print (.html), Markdown (.md) or JSON (.json), by the ending of the file. It names teams\n"
        "and sponsors, and of those who take part nobody but the owners of ideas who agreed to that.\n"
        "→ takes the completion. A file that is there already is named first."
    )

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program
        self._overwrite: Path | None = None

    def fields(self) -> Iterator[Widget]:
        """The file."""
        yield Line("A page of two sheets (.html), or .md, .json. You alone can read the file.", classes="quiet")
        name = _file_name(self._program)
        yield Field(
            "path", "File", value=f"~/{name}.html", read=read_new_file, required=True, suggester=PathSuggester("")
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
        program = self._program

        def write(desk: Desk) -> str:
            from ridealong.services.reports import report_files  # noqa: PLC0415 - services are imported in workers only

            report_files.write_report(desk, program, path)
            return f"Written to {shown(str(path))}"

        self.busy = True
        self.ask(write, self._written, group="report", failed=self.refused)

    def _written(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)


def _file_name(program: str) -> str:
    """The name that is offered: of letters and digits that every system takes."""
    words = re.findall(r"[a-z0-9]+", plain_letters(program).casefold())
    return "-".join(["report", *words])[:_MOST_OF_A_NAME].rstrip("-")
