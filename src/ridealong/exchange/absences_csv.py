"""Absences from a CSV file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, cast

from ridealong.domain.days import Days
from ridealong.domain.values import read_day, read_email, read_words
from ridealong.exchange.columns import BadCell, Cells, Column, parse
from ridealong.exchange.results import Parsed
from ridealong.exchange.table import read_table
from ridealong.exchange.text import read_text

COLUMNS = (
    Column("email", read_email, required=True, filled=True),
    Column("first_day", read_day, required=True, filled=True),
    Column("last_day", read_day, required=True, empty=None),
    Column("reason", read_words, private=True),
)
NAMES = tuple(column.name for column in COLUMNS)


class _AbsenceCells(TypedDict, total=False):
    email: str
    first_day: date
    last_day: date | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow:
    """Days on which one person is away, as a file names them; an empty last day means the first day alone."""

    line: int
    email: str
    days: Days
    reason: str = ""


def read_absences(path: Path) -> Parsed[AbsenceRow]:
    """The absences of a CSV file, with the rows that cannot be taken.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks a column or has it twice.
    """
    table = read_table(read_text(path), str(path), NAMES)
    return parse(table, COLUMNS, _build, remedy=f"The header of an absences file is {','.join(NAMES)}")


def _build(line: int, cells: Cells) -> AbsenceRow:
    values = cast(_AbsenceCells, cells)  # by the readers of COLUMNS, which the type checker cannot follow
    first = values["first_day"]
    last = values["last_day"] or first
    if last < first:
        raise BadCell("last_day", f"The last day {last} lies before the first day {first}", "Correct one of the two")
    return AbsenceRow(line=line, email=values["email"], days=Days(first, last), reason=values.get("reason", ""))
