"""Import a file: its path, what it would do, then doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from ridealong.domain.errors import UnreadableFile
from ridealong.tui.dialogs.file_form import Entry, FileForm
from ridealong.tui.dialogs.paths import ReadPathSuggester, look_at
from ridealong.tui.keyed import keyed
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport

What = Literal["people", "history", "absences"]

TITLES: dict[What, str] = {
    "people": "Import a roster",
    "history": "Import past pairings",
    "absences": "Import absences",
}
COLUMNS: dict[What, str] = {
    "people": "A CSV file with the columns email, name, side, team; further ones such as role, wants, "
    "knows, time_zone and hours are read if they are there. Nothing is changed before you have seen what would be.",
    "history": "A CSV file with the columns program, kind, it_email, marketing_email, guest, start, end, state. "
    "Nothing is changed before you have seen what would be.",
    "absences": "A CSV file with the columns email, first_day, last_day and reason. "
    "Nothing is changed before you have seen what would be.",
}

MOST_REASONS = 3
"""Why so many rows were rejected is said after an import."""


def read_path(text: str) -> Path:
    """A file that exists; raises UnreadableFile."""
    spot = look_at(text)
    if spot.folder:
        raise UnreadableFile(f"'{spot.path}' is a folder", "Go on typing the name of a file in it")
    if not spot.there:
        raise UnreadableFile(f"There is no file '{spot.path}'")
    return spot.path


def import_call(
    what: What, path: Path, shown: ImportReport | None, mapping: Path | None = None
) -> Callable[[Desk], ImportReport]:
    """The call that imports one kind of file as was shown, or finds out what that would do.

    It is for a worker: services are imported in there. A mapping fits the roster of another program.
    """
    dry_run = shown is None

    def people(desk: Desk) -> ImportReport:
        from ridealong.services.people.import_people import import_people  # noqa: PLC0415 - services are imported in workers only

        return import_people(desk, path, dry_run=dry_run, shown=shown, mapping=mapping)

    def history(desk: Desk) -> ImportReport:
        from ridealong.services.outcomes.import_history import import_history  # noqa: PLC0415 - services are imported in workers only

        return import_history(desk, path, dry_run=dry_run, shown=shown)

    def absences(desk: Desk) -> ImportReport:
        from ridealong.services.people.import_absences import import_absences  # noqa: PLC0415 - services are imported in workers only

        return import_absences(desk, path, dry_run=dry_run, shown=shown)

    return {"people": people, "history": history, "absences": absences}[what]


def entries(report: ImportReport) -> list[Entry]:
    """What an import does, line by line: what needs attention first."""
    lines: list[Entry] = [
        ("✗", f"line {one.line}" + (f", {one.column}" if one.column else ""), rejection_words(one.value, one.problem))
        for one in report.rejected
    ]
    lines += [("+", key, "added") for key in report.added]
    lines += [("~", change.key, f"changes {', '.join(change.columns)}") for change in report.changed]
    return lines


def rejection_words(value: str, problem: str) -> str:
    """Why a row is rejected, with the value where the reason does not name it."""
    return problem if not value or value in problem else f"'{value}': {problem}"


def summary(report: ImportReport) -> str:
    """An import in one sentence."""
    parts = [
        f"{len(report.added):,} added",
        f"{len(report.changed):,} changed",
        f"{report.unchanged:,} unchanged",
        f"{len(report.rejected):,} rejected",
    ]
    if report.skipped:
        parts.append(f"{report.skipped:,} skipped")
    words = ", ".join(parts)
    if report.ignored_columns:
        words += f"; not used: {', '.join(report.ignored_columns)}"
    words += "".join(f". {shown(one.rstrip('.'))}" for one in report.notices)
    if report.clashes:
        words += f". {'; '.join(one.sentence for one in report.clashes)}: {{app.plan}}, then {{plan.repair}} repairs"
    return words


def outcome(report: ImportReport) -> str:
    """What an import did, and why its first rejected rows were left out."""
    reasons = [shown(f"{where}: {why}") for sign, where, why in entries(report)[:MOST_REASONS] if sign == "✗"]
    more = len(report.rejected) - len(reasons)
    return "\n".join([summary(report), *reasons, *([f"and {more:,} more"] if more else [])])


class ImportDialog(FileForm["ImportReport"]):
    """Imports people, past pairings or absences."""

    HELP = (
        "Type the path of a CSV file; → or {form.next-field} takes the completion.\n"
        "{form.accept} shows what it would do, {form.accept} again does it.\n"
        "+ is added, ~ is changed, ✗ is rejected: rejected rows are left out and explained, good rows are imported.\n"
        "In the list the arrows move; below it stands in full what the cursor is on. {form.next-field} goes on to\n"
        "the fields.\n"
        "Importing the same file again changes nothing.\n"
        "A mapping file is for an export of another program: it says what the columns are called there, and which\n"
        "departments are which side:\n"
        "  [columns]\n"
        '  email = "Work e-mail"\n'
        "  [sides]\n"
        '  "Information Technology" = "it"'
    )
    TONES: ClassVar[Mapping[str, str]] = {"+": "good", "~": "accent", "✗": "bad"}
    EMPTY = "Nothing in this file is new."
    NOTHING = ": there is nothing to import"

    def __init__(self, what: What, path: str = "") -> None:
        super().__init__()
        self._what = what
        self._path = path

    @property
    def title_text(self) -> str:
        """What is imported."""
        return TITLES[self._what]

    def words(self) -> str:
        """Which columns the file has."""
        return COLUMNS[self._what]

    def path_field(self) -> Field:
        """The file."""
        return Field(
            "path",
            "File",
            value=self._path,
            read=read_path,
            required=True,
            placeholder=f"such as ~/{self._what}.csv",
            suggester=ReadPathSuggester(".csv"),
        )

    def further_fields(self) -> Iterator[Widget]:
        """The mapping, where a file of another program can be read."""
        if self._what == "people":
            yield Field(
                "map",
                "Mapping file",
                read=read_path,
                placeholder=keyed(self, "only for another program's export; {app.help} explains"),
                suggester=ReadPathSuggester(".toml"),
            )

    def call(self, text: str, looked_at: ImportReport | None) -> Callable[[Desk], ImportReport]:
        """Import it, or find out what that would do."""
        mapping = read_path(self.text("map")) if self.query("#field-map") and self.text("map") else None
        return import_call(self._what, read_path(text), looked_at, mapping)

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
