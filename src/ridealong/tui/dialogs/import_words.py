"""Import a list that a lead sent back: its path, what it would do, then doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.dialogs.import_rows import ImportRowsForm

if TYPE_CHECKING:
    from pathlib import Path

    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport


class ImportWordsForm(ImportRowsForm):
    """Imports what a lead wrote beside the drafts of a list."""

    TITLE_TEXT = "Import a list that a lead sent back"
    WORDS = (
        "The CSV file that the lead was sent, with yes or no in the column answer. Rows without an answer say nothing, "
        "and drafts that were changed since are rejected. Nothing is changed before you have seen what would be."
    )
    EXAMPLE = "~/lists/lead@company.example.csv"

    def read_file(self, desk: Desk, path: Path, shown: ImportReport | None) -> ImportReport:
        """Note the words, or find out which they are."""
        from ridealong.services.publishing.import_lead_words import import_lead_words  # noqa: PLC0415 - imported in workers only

        return import_lead_words(desk, path, dry_run=shown is None, shown=shown)
