"""Import a file: its path, what it would do, then doing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.suggester import Suggester

from ridealong.domain.errors import UnreadableFile
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget
    from textual.widgets import Button

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

Entry = tuple[str, str, str]
"""A line of the preview: its sign, what it is about, and what happens to it."""


class PathSuggester(Suggester):
    """Completes a path while it is typed; → takes what is suggested.

    Args:
        suffix: only files that end so are suggested, beside folders; empty for all files.
    """

    def __init__(self, suffix: str = ".csv") -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._suffix = suffix

    async def get_suggestion(self, value: str) -> str | None:
        """The first folder or file of the kind that begins with what was typed."""
        typed = Path(value).expanduser()
        folder, start = (typed, "") if value.endswith("/") else (typed.parent, typed.name)
        try:
            names = sorted(folder.iterdir())
        except OSError:
            return None
        for path in names:
            hidden = path.name.startswith(".") and not start.startswith(".")
            wanted = path.is_dir() or path.name.lower().endswith(self._suffix)
            if path.name.startswith(start) and not hidden and wanted:
                return value + path.name[len(start) :] + ("/" if path.is_dir() else "")
        return None


def read_path(text: str) -> Path:
    """A file that exists; raises UnreadableFile."""
    path = Path(text.strip()).expanduser()
    if path.is_dir():
        raise UnreadableFile(f"'{path}' is a folder", "Go on typing the name of a file in it")
    if not path.exists():
        raise UnreadableFile(f"There is no file '{path}'")
    return path


def import_call(what: What, path: Path, *, dry_run: bool) -> Callable[[Desk], ImportReport]:
    """The call that imports one kind of file, for a worker; services are imported in there."""

    def people(desk: Desk) -> ImportReport:
        from ridealong.services.import_people import import_people  # noqa: PLC0415 - services are imported in workers only

        return import_people(desk, path, dry_run=dry_run)

    def history(desk: Desk) -> ImportReport:
        from ridealong.services.import_history import import_history  # noqa: PLC0415 - services are imported in workers only

        return import_history(desk, path, dry_run=dry_run)

    def absences(desk: Desk) -> ImportReport:
        from ridealong.services.import_absences import import_absences  # noqa: PLC0415 - services are imported in workers only

        return import_absences(desk, path, dry_run=dry_run)

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
    return words


class ImportDialog(FormDialog["ImportReport"]):
    """First Enter looks and shows what would be, second Enter imports; another path looks again."""

    OK = "Look"
    HELP = (
        "Type the path of a CSV file; → takes the completion. Enter shows what it would do, Enter again does it.\n"
        "+ is added, ~ is changed, ✗ is rejected: rejected rows are left out and explained, good rows are imported.\n"
        "Importing the same file again changes nothing. Tab goes to the list, to scroll in it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False),
    ]

    def __init__(self, what: What, path: str = "") -> None:
        super().__init__()
        self._what = what
        self._path = path
        self._looked_at: str | None = None
        self._entries: list[Entry] = []

    @property
    def title_text(self) -> str:
        """What is imported."""
        return TITLES[self._what]

    def fields(self) -> Iterator[Widget]:
        """The path, then what it would do."""
        yield Line(COLUMNS[self._what], classes="quiet")
        yield Field(
            "path",
            "File",
            value=self._path,
            read=read_path,
            required=True,
            placeholder="such as ~/people.csv",
            suggester=PathSuggester(),
        )
        yield Line("", id="summary", classes="words gap")
        table: PagedTable[Entry] = PagedTable(
            (
                Column("", 1, lambda entry: _sign(entry[0])),
                Column("Who or where", 26, lambda entry: shown(entry[1]), grow=1),
                Column("What", 20, lambda entry: shown(entry[2]), grow=2),
            ),
            key=lambda entry: f"{entry[1]} {entry[2]}",
            empty="Nothing in this file is new.",
            id="preview",
        )
        table.display = False
        yield table

    def on_input_changed(self) -> None:
        """Another path has to be looked at first."""
        if self._looked_at is not None and self.text("path") != self._looked_at:
            self._looked_at = None
            self._button("Look")

    def _button(self, words: str) -> None:
        from textual.widgets import Button  # noqa: PLC0415 - loaded with every dialog

        button: Button = self.query_one("#ok", Button)
        button.label = f"{words} (Enter)"
        button.refresh(layout=True)

    def submit(self) -> None:
        """Look, or import what was looked at."""
        self.busy = True
        text = self.text("path")
        if self._looked_at != text:
            self.query_one("#summary", Line).say("Reading …")
            call = import_call(self._what, read_path(text), dry_run=True)
            self.ask(call, lambda report: self._looked(text, report), group="look", failed=self._unread)
            return
        self.query_one("#summary", Line).say("Importing …")
        self.change(import_call(self._what, read_path(text), dry_run=False), self._imported, failed=self._unread)

    def _unread(self, error: Exception) -> None:
        self.query_one("#summary", Line).say("")
        self.query_one("#preview").display = False
        self.refused(error)

    def _looked(self, text: str, report: ImportReport) -> None:
        self.busy = False
        self._entries = entries(report)
        some = bool(report.added or report.changed)
        self.query_one("#summary", Line).say(shown(summary(report)) + ("" if some else ": there is nothing to import"))
        table = self.query_one("#preview", PagedTable)
        table.display = True
        table.read(from_top=True)
        if some:
            self._looked_at = text
            self._button(f"Import {many(len(report.added) + len(report.changed), 'row')}")

    def _imported(self, report: ImportReport) -> None:
        self.busy = False
        self.dismiss(report)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """The preview is in memory."""
        message.view.put(message.ticket, 0, self._entries, len(self._entries))

    def on_paged_view_opened(self) -> None:
        """Enter in the list is Enter in the form."""
        self.accept()


def _sign(sign: str) -> Cell:
    return [(sign, {"+": "good", "~": "accent", "✗": "bad"}[sign])]
