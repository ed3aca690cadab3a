"""What the forms have in common that import one kind of CSV file, whose rows say all that there is to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.dialogs.file_form import Entry, FileForm
from ridealong.tui.dialogs.import_file import entries, read_path, summary
from ridealong.tui.dialogs.paths import ReadPathSuggester
from ridealong.tui.text import many
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport


class ImportRowsForm(FileForm["ImportReport"]):
    """A path, then what each row of the file does."""

    HELP = (
        "Type the path of a CSV file; → or {form.next-field} takes the completion.\n"
        "{form.accept} shows what it would do, {form.accept} again does it.\n"
        "+ is added, ~ is changed, ✗ is rejected: rejected rows are left out and explained, good rows are imported."
    )
    TONES: ClassVar[Mapping[str, str]] = {"+": "good", "~": "accent", "✗": "bad"}
    EMPTY = "Nothing in this file is new."
    NOTHING = ": there is nothing to import"
    WORDS: ClassVar[str] = ""
    EXAMPLE: ClassVar[str] = ""

    def read_file(self, desk: Desk, path: Path, shown: ImportReport | None) -> ImportReport:
        """Import the file as was shown, or find out what that would do; called in a worker."""
        raise NotImplementedError

    def words(self) -> str:
        """Which columns the file has."""
        return self.WORDS

    def path_field(self) -> Field:
        """The file."""
        return Field(
            "path",
            "File",
            read=read_path,
            required=True,
            placeholder=f"such as {self.EXAMPLE}",
            suggester=ReadPathSuggester(".csv"),
        )

    def call(self, text: str, looked_at: ImportReport | None) -> Callable[[Desk], ImportReport]:
        """Import it, or find out what that would do."""
        path = read_path(text)
        return lambda desk: self.read_file(desk, path, looked_at)

    def under_way(self, *, dry_run: bool) -> str:
        """What is going on."""
        return "Reading …" if dry_run else "Importing …"

    def entries(self, report: ImportReport) -> list[Entry]:
        """What is rejected, added and changed."""
        return entries(report)

    def summary(self, report: ImportReport) -> str:
        """How much of each."""
        return summary(report)

    def button(self, report: ImportReport) -> str:
        """How many rows there are to import."""
        rows = len(report.added) + len(report.changed)
        return f"Import {many(rows, 'row')}" if rows else ""
