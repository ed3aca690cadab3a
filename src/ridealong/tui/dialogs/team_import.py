"""Import composite teams: the path of the file, what it would do, then doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.dialogs.import_rows import ImportRowsForm
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from pathlib import Path

    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport


class ImportTeamsForm(ImportRowsForm):
    """Imports teams, with their slots and tasks, into a program.

    Args:
        program: its name.
    """

    WORDS = (
        "A CSV file as the export writes it, with a column team; each row is a team, a slot or a task. Slots that it "
        "does not name stay as they are. Nothing is changed before you have seen what would be."
    )
    EXAMPLE = "~/teams.csv"

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    @property
    def title_text(self) -> str:
        """Into which program."""
        return f"Import teams into {shown(self._program)}"

    def read_file(self, desk: Desk, path: Path, shown: ImportReport | None) -> ImportReport:
        """Import them, or find out what that would do."""
        from ridealong.services.teams.importing import import_teams  # noqa: PLC0415 - imported in workers only

        return import_teams(desk, self._program, path, dry_run=shown is None, shown=shown)
