"""Import what people answered in a form: debriefs, readings of measures, or who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, cast

from ridealong.tui.dialogs.import_file import ImportDialog, read_path
from ridealong.tui.dialogs.paths import ReadPathSuggester
from ridealong.tui.widgets.completing import whole
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from textual.widget import Widget

    from ridealong.exchange.form_days import DayOrder
    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport

Form = Literal["debriefs", "readings", "enrolments"]

FORMS: tuple[tuple[Form, str], ...] = (
    ("debriefs", "debriefs"),
    ("readings", "measures"),
    ("enrolments", "who takes part"),
)
ASKED: dict[Form, str] = {
    "debriefs": "What came out of visits: a CSV file of a Microsoft or Google form with who answered, what was "
    "learned, a rating from 1 to 5, ideas.",
    "readings": "What measures of a program were: a CSV file with the day and a column for each measure; or with the "
    "columns measure, value, day.",
    "enrolments": "Who takes part in a program: a CSV file with who answered, and what: yes, no thanks, paused until a "
    "day.",
}
SHOWN_FIRST = " Nothing is changed before you have seen what would be."
PROGRAM: dict[Form, str] = {
    "debriefs": "only visits of this one; may stay empty",
    "readings": "whose measures; → completes its name",
    "enrolments": "who takes part in which; → completes its name",
}
_ORDERS = (("", "as the file tells"), ("day-first", "day first"), ("month-first", "month first"))
_ALIKE = (("no", "are rejected"), ("yes", "come to their mean"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form says.

    Args:
        program: its name; empty for none. order: what stands first in a day; empty to find out.
        on: the day of readings that have none. mean: whether several of a day come to their mean.
    """

    path: Path
    program: str
    mapping: Path | None
    order: str
    on: date | None
    mean: bool


class ImportFormsDialog(ImportDialog):
    """Imports answers of one kind of form after showing what that would do.

    Args:
        form: what is chosen at first. program: which it is about, most likely; empty where nobody knows.
    """

    HELP = (
        "Export the answers of a form as CSV and name that file; → or {form.next-field} takes the completion.\n"
        "{form.accept} shows what it would do, {form.accept} again does it. Whoever answered is known by the address.\n"
        "A visit is the last one that was over when somebody answered, unless the form asks for it.\n"
        "Measures and who takes part are of one program, so that its name is needed; of debriefs, those of one\n"
        "program alone are read where one is named.\n"
        "+ is added, ~ is changed, ✗ is rejected: rejected rows are left out and explained. Importing the same file\n"
        "again changes nothing.\n"
        "Days such as 03/04/2027: where nothing in the file tells which is the month, choose it.\n"
        "A mapping file says which question is which, where their words do not tell:\n"
        "  [columns]\n"
        '  learned = ["First thing", "Second thing"]\n'
        '  rating = "Was it any good?"'
    )

    def __init__(self, form: Form = "debriefs", *, program: str = "") -> None:
        super().__init__("history")
        self._form = form
        self._program = program
        self._programs: tuple[str, ...] = ()

    @property
    def title_text(self) -> str:
        """What is imported."""
        return "Import answers of a form"

    def words(self) -> str:
        """What the file holds."""
        return ASKED[self._form] + SHOWN_FIRST

    def fields(self) -> Iterator[Widget]:
        """What was asked, then the file and what reading it would do."""
        yield Choice("form", "It was about", FORMS, value=self._form)
        yield from super().fields()

    def path_field(self) -> Field:
        """The file."""
        return Field(
            "path",
            "File",
            read=read_path,
            required=True,
            placeholder="such as ~/answers.csv",
            suggester=ReadPathSuggester(".csv"),
        )

    def further_fields(self) -> Iterator[Widget]:
        """The program, and how the file is meant where it does not tell."""
        yield Field("program", "Program", value=self._program, suggester=whole(lambda: self._programs))
        yield Choice("order", "Days 03/04/2027", _ORDERS)
        yield Field("on", "Rows without day", read=self.read_day, placeholder="were measured today")
        yield Choice("mean", "Several of a day", _ALIKE)
        yield Field(
            "map",
            "Mapping file",
            read=read_path,
            placeholder="only where the questions do not tell; help explains",
            suggester=ReadPathSuggester(".toml"),
        )

    def opened(self) -> None:
        """Most people name a file first."""
        self._show_needed()
        self.query_one("#field-path", Field).input.focus()

        def fetch(desk: Desk) -> tuple[str, ...]:
            from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

            return tuple(row.name for row in programs.list_all(desk))

        def fetched(names: tuple[str, ...]) -> None:
            self._programs = names

        self.ask(fetch, fetched, group="programs", failed=lambda _error: None)

    def on_choice_changed(self) -> None:
        """Another form has other questions, and what is chosen otherwise has to be looked at first."""
        self._form = cast("Form", self.choice("form"))
        self._show_needed()
        self.on_input_changed()

    def _show_needed(self) -> None:
        self.query_one("#fields Line", Line).say(self.words())
        self.query_one("#field-program", Field).input.placeholder = PROGRAM[self._form]
        readings = self._form == "readings"
        self.query_one("#field-mean").display = self.query_one("#field-on").display = readings
        if not readings:
            self.query_one("#field-on", Field).input.value = ""

    def _show_preview(self, *, there: bool) -> None:
        """Where there is little room, what the file would do takes the place of what it holds."""
        super()._show_preview(there=there)
        self.query_one("#fields Line").display = not there or self.has_class("-tall")

    @property
    def _typed(self) -> tuple[str, ...]:
        return (*super()._typed, *(one.chosen for one in self.query(Choice)))

    def submit(self) -> None:
        """Look, or do what was looked at; most forms are about one program."""
        if self._form != "debriefs" and not self.text("program"):
            self.query_one("#field-program", Field).refuse("Program is needed: → completes its name")
            return
        super().submit()

    def call(self, text: str, looked_at: ImportReport | None) -> Callable[[Desk], ImportReport]:
        """Import it, or find out what that would do."""
        asked = Asked(
            path=read_path(text),
            program=self.text("program"),
            mapping=read_path(self.text("map")) if self.text("map") else None,
            order=self.choice("order"),
            on=cast("date | None", self.value("on")),
            mean=self.choice("mean") == "yes",
        )
        calls = {"debriefs": _debriefs, "readings": _readings, "enrolments": _enrolments}
        return partial(calls[self._form], asked, looked_at)


def _debriefs(asked: Asked, looked_at: ImportReport | None, desk: Desk) -> ImportReport:
    from ridealong.services.outcomes.import_debriefs import DebriefImport, import_debriefs  # noqa: PLC0415 - in workers only

    how = DebriefImport(program=asked.program, mapping=asked.mapping, order=_order(asked))
    return import_debriefs(desk, asked.path, how, dry_run=looked_at is None, shown=looked_at)


def _readings(asked: Asked, looked_at: ImportReport | None, desk: Desk) -> ImportReport:
    from ridealong.services.programs.import_readings import ReadingImport, import_readings  # noqa: PLC0415 - in workers only

    how = ReadingImport(mapping=asked.mapping, order=_order(asked), on=asked.on, mean=asked.mean)
    return import_readings(desk, asked.program, asked.path, how, dry_run=looked_at is None, shown=looked_at)


def _enrolments(asked: Asked, looked_at: ImportReport | None, desk: Desk) -> ImportReport:
    from ridealong.services.programs.import_answers import import_answers  # noqa: PLC0415 - in workers only

    return import_answers(
        desk,
        asked.program,
        asked.path,
        mapping=asked.mapping,
        order=_order(asked),
        dry_run=looked_at is None,
        shown=looked_at,
    )


def _order(asked: Asked) -> DayOrder | None:
    from ridealong.exchange.form_days import DayOrder  # noqa: PLC0415 - in workers only

    return DayOrder(asked.order) if asked.order else None
