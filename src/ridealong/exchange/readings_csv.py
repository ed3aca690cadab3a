"""What measures were, from a form's CSV export or from a table of measures and values."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ridealong.domain.charters import read_value
from ridealong.domain.errors import InvalidValue
from ridealong.domain.programs import Measure, name_identity
from ridealong.domain.values import quoted, read_words
from ridealong.exchange.cells import heading
from ridealong.exchange.columns import MissingColumns
from ridealong.exchange.form_days import DayOrder
from ridealong.exchange.forms import Form, FormRow, read_form, read_form_table, rejection
from ridealong.exchange.results import Parsed, Rejection

_DECIMAL_COMMA = re.compile(r"([-+]?\d+),(\d+)")
_GROUP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """What a file says of a measure on a day.

    Args:
        line: where it stands in its file. measure: its name, as the program has it.
        day: None where the file does not say. heading: what the file calls the column with the value.
    """

    line: int
    measure: str
    day: date | None
    value: float
    note: str = ""
    heading: str = ""


def read_readings(
    path: Path,
    measures: Sequence[Measure],
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    order: DayOrder | None = None,
    today: date | None = None,
) -> Parsed[ReadingRow]:
    """The readings of a file: of columns `measure` and `value`, or of a form with a question for each measure.

    Args:
        measures: those there are. names: measures, `email` or `day` to what the file calls them, where that differs.
        order: whether the day or the month stands first; None to find out. today: nothing was measured later.

    Raises:
        UnreadableFile: the file cannot be read.
        MissingColumns: no column of it is about a measure.
    """
    names = names or {}
    expected = [*(name for some in names.values() for name in some), *(one.name for one in measures)]
    table = read_form_table(path, ("measure", "value", *expected))
    form = read_form(table, names=names, order=order, today=today, anonymous=True)
    places = {heading(question): place for place, question in enumerate(form.questions)}
    if "measure" in places and "value" in places:
        used = {places[name] for name in ("measure", "value", "note") if name in places}
        take: Callable[[FormRow], list[ReadingRow | Rejection]] = _Listed(form, measures, places).take
    else:
        columns = _columns(form, measures, names)
        used, take = set(columns), _Asked(form, columns).take
    read = [one for row in form.rows for one in take(row)]
    bad = [one for one in read if isinstance(one, Rejection)]
    return Parsed(
        form.source,
        ("day", *(form.questions[place] for place in sorted(used))),
        tuple(one for one in read if isinstance(one, ReadingRow)),
        tuple(sorted((*form.rejected, *bad), key=lambda one: one.line)),
        tuple(question for place, question in enumerate(form.questions) if place not in used),
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """Reads rows that each name a measure and a value."""

    form: Form
    measures: Sequence[Measure]
    places: Mapping[str, int]

    def take(self, row: FormRow) -> list[ReadingRow | Rejection]:
        name, value = row.answers[self.places["measure"]], row.answers[self.places["value"]]
        found = next((one for one in self.measures if name_identity(one.name) == name_identity(name)), None)
        if found is None:
            there = ", ".join(one.name for one in self.measures)
            problem = InvalidValue(f"There is no measure '{quoted(name)}'", f"There are {there}")
            return [rejection(row.line, "measure", "measure", name, problem)]
        note = row.answers[self.places["note"]] if "note" in self.places else ""
        return [_reading(row, found, value, "value", note)]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Reads rows that answer a question about each measure; what is empty was not measured."""

    form: Form
    columns: Mapping[int, Measure]

    def take(self, row: FormRow) -> list[ReadingRow | Rejection]:
        return [
            _reading(row, measure, row.answers[place], self.form.questions[place])
            for place, measure in self.columns.items()
            if row.answers[place]
        ]


def _reading(row: FormRow, measure: Measure, text: str, theirs: str, note: str = "") -> ReadingRow | Rejection:
    try:
        value, words = _value(text, measure.unit), read_words(note)
    except InvalidValue as error:
        return rejection(row.line, "value", theirs, text, error)
    return ReadingRow(line=row.line, measure=measure.name, day=row.day, value=value, note=words, heading=theirs)


def _value(text: str, unit: str) -> float:
    """A number as a form has it: with the unit behind it, or with a comma before the decimals."""
    for end in (unit, "%"):
        if end and text.casefold().endswith(end.casefold()):
            text = text[: len(text) - len(end)].strip()
    if match := _DECIMAL_COMMA.fullmatch(text):
        if len(match[2]) == _GROUP:
            raise InvalidValue(
                f"'{quoted(text)}' may be a number of thousands, or one with decimals",
                f"Write {match[1]}{match[2]} or {match[1]}.{match[2]}",
            )
        text = f"{match[1]}.{match[2]}"
    return read_value(text)


def _columns(form: Form, measures: Sequence[Measure], names: Mapping[str, Sequence[str]]) -> dict[int, Measure]:
    """The questions about measures by their places: those of a mapping, and those that contain the name of one."""
    found: dict[int, Measure] = {}
    for measure in measures:
        if measure.name in names:
            found |= dict.fromkeys(form.named(names[measure.name]), measure)
    open_ones = [one for one in measures if one.name not in names]
    longest = sorted(open_ones, key=lambda one: -len(one.name))
    for place, question in enumerate(form.questions):
        asked = next((one for one in longest if _asks(question, one.name)), None)
        if place not in found and asked is not None:
            found[place] = asked
    if not found:
        there = ", ".join(f"'{quoted(one)}'" for one in form.questions) or "none"
        wanted = ", ".join(f"'{quoted(one.name)}'" for one in measures) or "none"
        raise MissingColumns(
            f"{form.source}, line {form.line}: no column is about a measure; the columns are {there}, "
            f"and the measures {wanted}",
            'Name the columns as the measures, or say in a mapping file which is which: [columns] "Measure" = "Column"',
            typed="Name the columns as the measures, or say in a file for --map which is which: "
            '[columns] "Measure" = "Column"',
        )
    return found


def _asks(question: str, name: str) -> bool:
    """Whether a question contains the name of a measure, in whole words."""
    words, wanted = " ".join(question.split()).casefold(), " ".join(name.split()).casefold()
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", words) is not None
