"""Import a file of terms: its path, what it would do, then doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.dialogs.import_rows import ImportRowsForm

if TYPE_CHECKING:
    from pathlib import Path

    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport


class ImportTermsForm(ImportRowsForm):
    """Imports terms of the glossary."""

    TITLE_TEXT = "Import terms"
    WORDS = (
        "A CSV file with the columns term, side and meaning. Terms that it does not name stay as they are. "
        "Nothing is changed before you have seen what would be."
    )
    EXAMPLE = "~/glossary.csv"

    def read_file(self, desk: Desk, path: Path, shown: ImportReport | None) -> ImportReport:
        """Import them, or find out what that would do."""
        from ridealong.services import glossary  # noqa: PLC0415 - services are imported in workers only

        return glossary.import_terms(desk, path, dry_run=shown is None, shown=shown)
