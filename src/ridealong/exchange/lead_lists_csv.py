"""The lists of drafts that leads are asked to agree to: written as CSV, and read when they come back."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict, cast

from ridealong.domain.consent import Word, read_word
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.person_values import read_side
from ridealong.domain.values import quoted, read_day, read_email, read_words
from ridealong.exchange.cells import heading
from ridealong.exchange.columns import Cells, Column, parse
from ridealong.exchange.results import Parsed
from ridealong.exchange.table import read_table
from ridealong.exchange.text import read_text
from ridealong.exchange.write_csv import table_csv_text

ANSWER = "answer"
HEADER = (
    "pairing",
    "lead",
    "program",
    "side",
    "email",
    "name",
    "team",
    "does",
    "with_email",
    "with",
    "with_team",
    "start",
    "end",
    ANSWER,
    "note",
)
"""The columns that a list has; the lead fills in the last two."""


def _read_number(text: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits)):
        raise InvalidValue(f"'{quoted(text)}' is not the number of a pairing", "It stands in the list that was sent")
    return int(digits)


COLUMNS = (
    Column("pairing", _read_number, required=True, filled=True),
    Column(ANSWER, read_word, required=True, empty=None),
    Column("lead", read_email),
    Column("side", read_side, empty=None),
    Column("email", read_email),
    Column("with_email", read_email),
    Column("start", read_day, empty=None),
    Column("note", read_words),
)


class _ListCells(TypedDict, total=False):
    pairing: int
    answer: Word | None
    lead: str
    side: Side | None
    email: str
    with_email: str
    start: date | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDraft:
    """A draft as a list shows it: whose lead is asked, who is with whom, when, and what was said so far.

    Args:
        does: what the person does there: `visits`, `is visited by`, or `is with`.
    """

    pairing: int
    lead: str
    program: str
    side: Side
    person: tuple[str, str, str]
    other: tuple[str, str, str]
    days: Days
    does: str = ""
    word: Word | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What a list says of one draft when it comes back.

    Args:
        word: what the lead says; None where the cell is empty. note: None where the file has no notes.
        lead, side, email, other, start: what the list says that was asked; empty or None where it does not say.
    """

    line: int
    pairing: int
    word: Word | None
    note: str | None = None
    lead: str = ""
    side: Side | None = None
    email: str = ""
    other: str = ""
    start: date | None = None


def lead_list_text(drafts: list[ListedDraft]) -> str:
    """A list as CSV; people are given by address, name and team."""
    rows = [
        (
            str(one.pairing),
            one.lead,
            one.program,
            str(one.side),
            *one.person,
            one.does,
            *one.other,
            one.days.first.isoformat(),
            one.days.last.isoformat(),
            str(one.word or ""),
            one.note,
        )
        for one in drafts
    ]
    return table_csv_text(HEADER, rows)


def read_lead_answers(path: Path) -> Parsed[AnswerRow]:
    """The answers of a list that came back, with the rows that cannot be taken.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks a column or has it twice.
    """
    table = read_table(read_text(path), str(path), HEADER)
    parsed = parse(table, COLUMNS, _build, remedy="A list has at least the columns pairing and answer")
    # What a list tells beside that is for the lead to read.
    told = {heading(name) for name in HEADER}
    return replace(parsed, ignored=tuple(name for name in parsed.ignored if heading(name) not in told))


def _build(line: int, cells: Cells) -> AnswerRow:
    values = cast(_ListCells, cells)  # by the readers of COLUMNS, which the type checker cannot follow
    return AnswerRow(
        line=line,
        pairing=values["pairing"],
        word=values["answer"],
        note=values.get("note"),
        lead=values.get("lead", ""),
        side=values.get("side"),
        email=values.get("email", ""),
        other=values.get("with_email", ""),
        start=values.get("start"),
    )
