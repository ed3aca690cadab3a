"""Answers from a form's CSV export, of Microsoft or Google Forms: who answered, on which day, and what."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted, read_email, strip_blanks
from ridealong.exchange.cells import heading, unguard
from ridealong.exchange.columns import MAX_VALUE, MissingColumns
from ridealong.exchange.form_days import DayOrder, is_stamp, order_of, read_stamp
from ridealong.exchange.results import Rejection
from ridealong.exchange.table import Table, read_table
from ridealong.exchange.text import read_text

# As the two write them in English, German, French and Spanish.
_DONE = (
    "Completion time", "Timestamp", "Fertigstellungszeit", "Zeitstempel", "Heure de fin", "Horodateur",
    "Hora de finalización", "Marca temporal",
)  # fmt: skip
_EMAIL = (
    "Email", "Email address", "Username", "E-Mail-Adresse", "Nutzername", "Adresse de messagerie", "Adresse e-mail",
    "Correo electrónico", "Dirección de correo electrónico",
)  # fmt: skip
_OTHER = (
    "ID", "Start time", "Name", "Last modified time", "Total points", "Quiz feedback", "Grade posted time", "Language",
    "Startzeit", "Zeit der letzten Änderung", "Sprache", "Heure de début", "Nom",
    "Heure de la dernière modification", "Hora de inicio", "Nombre", "Hora de la última modificación",
)  # fmt: skip
_DAY = ("day", "date", "completed")
_NOT_THEIR_OWN = (
    "partner", "buddy", "host", "guest", "manager", "lead", "colleague", "visited", "other", "with whom",
)  # fmt: skip
_MAIL_WORDS = ("email", "mailaddress", "mailadresse")

_DONE_KEYS = tuple(map(heading, _DONE))
_EMAIL_KEYS = tuple(map(heading, _EMAIL))
_DAY_KEYS = (*_DONE_KEYS, *_DAY)
_BEFORE_QUESTIONS = 4
"""Among so many columns is the one that says when a form was answered."""
KNOWN = frozenset({*_DONE_KEYS, *_EMAIL_KEYS, *map(heading, _OTHER)})
"""The columns that forms make by themselves, as `cells.heading` compares names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """What one person answered.

    Args:
        line: where it stands in its file.
        email: the address of whoever answered; empty where it is not asked for and not known.
        day: the day on which it was answered, in the zone of the file; None where the file does not say.
        answers: one text for each question of the form, in that order, without blanks around it.
    """

    line: int
    email: str
    day: date | None
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form's export that was read.

    Args:
        source: the file, as messages name it. line: that of the header.
        questions: the headings of the questions, as the file has them; two may be the same.
        rows: what was answered, in the order of the file.
        rejected: rows of which it cannot be said who answered, or when.
    """

    source: str
    line: int
    questions: tuple[str, ...]
    rows: tuple[FormRow, ...]
    rejected: tuple[Rejection, ...] = ()

    def named(self, names: Iterable[str]) -> tuple[int, ...]:
        """The places of the questions that are called so, whatever the letter case.

        Raises:
            MissingColumns: one is not there.
        """
        places: list[int] = []
        for name in names:
            found = [place for place, question in enumerate(self.questions) if heading(question) == heading(name)]
            if not found:
                raise _no_column(self.source, self.line, name, self.questions)
            places += found
        return tuple(places)


def is_form(table: Table) -> bool:
    """Whether a table is what a form exports: one of its columns says when a form was answered."""
    return any(heading(name) in _DONE_KEYS for name in table.header)


def read_form_table(path: Path, names: Iterable[str] = ()) -> Table:
    """The table of a file, for `read_form`; `names` are headings that a mapping expects.

    Raises:
        UnreadableFile: the file cannot be read, or has no header.
    """
    return read_table(read_text(path), str(path), KNOWN | {heading(name) for name in names})


def read_form(
    table: Table,
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    order: DayOrder | None = None,
    today: date | None = None,
    anonymous: bool = False,
) -> Form:
    """Who answered, when, and what.

    Args:
        table: what `read_form_table` or `read_table` returned.
        names: the file's names for the columns `email` and `day`, where they are not those of a form.
        order: whether the day or the month stands first; None to find out from the days of the file.
        today: no form was answered later; None lets any day pass.
        anonymous: whether answers of people who cannot be told are wanted, too.

    Raises:
        MissingColumns: the file does not say who answered, and that is wanted; or a column of `names` is missing.
    """
    names = names or {}
    day_place = _day_place(table, names.get("day", ()))
    email_place = _email_place(table, names.get("email", ()))
    if email_place is None and not anonymous:
        raise MissingColumns(
            f"{table.source}, line {table.line}: no column says who answered; there are {_listed(table.header)}",
            "Let the form record names, or ask for the address; or name the column in a mapping: "
            '[columns] email = "Its name"',
        )
    kept = _questions(table, {day_place, email_place})
    if order is None and day_place is not None:
        order = order_of((cells[day_place] for _, cells in table.rows), today)
    reader = _Reader(table.header, email_place, day_place, kept, order, today, anonymous)
    rows: list[FormRow] = []
    rejected = list(table.rejected)
    for line, cells in table.rows:
        read = reader.read(line, cells)
        if isinstance(read, FormRow):
            rows.append(read)
        else:
            rejected.append(read)
    return Form(
        source=table.source,
        line=table.line,
        questions=tuple(table.header[place] for place in kept),
        rows=tuple(rows),
        rejected=tuple(sorted(rejected, key=lambda one: one.line)),
    )


def rejection(line: int, column: str, theirs: str, value: str, error: InvalidValue) -> Rejection:
    """A row that cannot be taken for what stands in a column; `theirs` is what the file calls it."""
    where = f" (column '{quoted(theirs)}' of the file)" if heading(theirs) != heading(column) else ""
    shown = value if len(value) <= MAX_VALUE else f"{value[: MAX_VALUE - 1]}…"
    return Rejection(line, column, shown, f"{error}{where}", f"{error.for_commands}{where}")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the rows of one table, by the places of its columns."""

    header: Sequence[str]
    email: int | None
    day: int | None
    questions: Sequence[int]
    order: DayOrder | None
    today: date | None
    anonymous: bool

    def read(self, line: int, cells: list[str]) -> FormRow | Rejection:
        address = _cell(cells[self.email]) if self.email is not None else ""
        if _nobody(address) and self.anonymous:
            address = ""
        if address or not self.anonymous:
            try:
                address = self._address(address)
            except InvalidValue as error:
                return rejection(line, "email", self.header[self.email or 0], address, error)
        try:
            day = self._day(cells)
        except InvalidValue as error:
            return rejection(line, "day", self.header[self.day or 0], _cell(cells[self.day or 0]), error)
        answers = tuple(_cell(cells[place]) for place in self.questions)
        return FormRow(line=line, email=address, day=day, answers=answers)

    def _address(self, text: str) -> str:
        if _nobody(text):
            raise InvalidValue("Nobody knows who answered this", "Write the address of whoever did")
        return read_email(text)

    def _day(self, cells: list[str]) -> date | None:
        text = _cell(cells[self.day]) if self.day is not None else ""
        if not text:
            return None
        day = read_stamp(text, self.order)
        if self.today is None or day <= self.today:
            return day
        # Where the form was answered it may be tomorrow already.
        if day - self.today > timedelta(days=1):
            raise InvalidValue(
                f"'{quoted(text)}' is {day}, which is still to come",
                "Correct it, or say whether the day or the month stands first",
                typed="Correct it, or say which stands first: --dates day-first, or --dates month-first",
            )
        return self.today


def _cell(text: str) -> str:
    return unguard(strip_blanks(text))


def _nobody(address: str) -> bool:
    return not address or address.casefold() in ("anonymous", "anonym", "anonyme", "anónimo")


def _place(table: Table, names: Sequence[str], keys: Sequence[str]) -> int | None:
    """The first column of the name that was said, or else of the best of some names; None where there is none."""
    if names:
        keys = [heading(name) for name in names]
    header = [heading(name) for name in table.header]
    found = next((header.index(key) for key in keys if key in header), None)
    if names and found is None:
        raise _no_column(table.source, table.line, names[0], table.header)
    return found


def _no_column(source: str, line: int, name: str, header: Iterable[str]) -> MissingColumns:
    return MissingColumns(
        f"{source}, line {line}: there is no column '{quoted(name)}'; there are {_listed(header)}", "Correct the name"
    )


def _listed(header: Iterable[str]) -> str:
    return ", ".join(f"'{quoted(name)}'" for name in header if name)


def _day_place(table: Table, names: Sequence[str]) -> int | None:
    """The column that says when a form was answered.

    Where its language is none that is known here, that is the last of the time stamps before the questions.
    """
    place = _place(table, names, _DAY_KEYS)
    if place is not None:
        return place
    return next((number for number in reversed(range(_BEFORE_QUESTIONS)) if _all(table, number, is_stamp)), None)


def _all(table: Table, place: int, holds: Callable[[str], bool]) -> bool:
    """Whether something holds of each cell of a column in which something stands."""
    cells = [text for _, row in table.rows if place < len(row) and not _nobody(text := _cell(row[place]))]
    return bool(cells) and all(map(holds, cells))


def _email_place(table: Table, names: Sequence[str]) -> int | None:
    """The column with the addresses of those who answered.

    A form that does not record names says `anonymous`, and asks for the address in a question of its own.
    """
    place = _place(table, names, _EMAIL_KEYS)
    if names or (place is not None and any(not _nobody(_cell(cells[place])) for _, cells in table.rows)):
        return place
    asked = (
        number
        for number, name in enumerate(table.header)
        if number != place and any(word in heading(name) for word in _MAIL_WORDS) and not _of_another(name)
    )
    found = next(asked, place)
    if found is None:
        others = (number for number, name in enumerate(table.header) if not _of_another(name))
        found = next((number for number in others if _all(table, number, _is_address)), None)
    return found


def _of_another(name: str) -> bool:
    return any(heading(word) in heading(name) for word in _NOT_THEIR_OWN)


def _is_address(text: str) -> bool:
    try:
        return bool(read_email(text))
    except InvalidValue:
        return False


def _questions(table: Table, used: set[int | None]) -> list[int]:
    """The places of the questions: a column that a form makes by itself is one only where its name comes again."""
    seen: set[str] = set()
    kept: list[int] = []
    for place, name in enumerate(table.header):
        key = heading(name)
        if place in used or (key in KNOWN and key not in seen):
            seen.add(key)
        elif key:
            kept.append(place)
    return kept
