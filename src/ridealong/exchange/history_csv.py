"""Past pairings from a CSV file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, cast

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.pairings import PAST, State
from ridealong.domain.people import Side, identity
from ridealong.domain.person_values import read_side
from ridealong.domain.programs import Kind, name_identity
from ridealong.domain.values import quoted, read_day, read_email, read_word, read_words
from ridealong.exchange.columns import BadCell, Cells, Column, parse
from ridealong.exchange.results import Parsed
from ridealong.exchange.table import read_table
from ridealong.exchange.text import read_text


def read_kind(text: str) -> Kind:
    """A kind of program in any letter case; raises InvalidValue."""
    return read_word(Kind, text, "kind")


def read_state(text: str) -> State:
    """A state that a past pairing can have, in any letter case; raises InvalidValue, also for `proposed`."""
    wanted = text.strip().casefold()
    for state in PAST:
        if state.value == wanted:
            return state
    raise InvalidValue(f"'{quoted(text)}' is not a state of a past pairing", f"It is one of {', '.join(PAST)}")


COLUMNS = (
    Column("program", read_words, required=True, filled=True),
    Column("kind", read_kind, required=True, filled=True),
    Column("it_email", read_email, required=True, filled=True),
    Column("marketing_email", read_email, required=True, filled=True),
    Column("guest", read_side, required=True, empty=None),
    Column("start", read_day, required=True, filled=True),
    Column("end", read_day, required=True, filled=True),
    Column("state", read_state, required=True, filled=True),
)
NAMES = tuple(column.name for column in COLUMNS)


class _HistoryCells(TypedDict):
    program: str
    kind: Kind
    it_email: str
    marketing_email: str
    guest: Side | None
    start: date
    end: date
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A past pairing, as history files and lists carry it.

    Args:
        line: where it stands in its file; 0 where it comes from elsewhere.
        guest: the visiting side.
    """

    line: int = 0
    program: str
    kind: Kind
    it_email: str
    marketing_email: str
    guest: Side
    days: Days
    state: State

    @property
    def key(self) -> tuple[str, str, str, Side, date]:
        """What makes a pairing the same one in two files: program, both addresses, guest and start."""
        return (
            name_identity(self.program),
            identity(self.it_email),
            identity(self.marketing_email),
            self.guest,
            self.days.first,
        )


def read_history(path: Path) -> Parsed[HistoryRow]:
    """The pairings of a CSV file, with the rows that cannot be taken.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks a column or has it twice.
    """
    table = read_table(read_text(path), str(path), NAMES)
    return parse(table, COLUMNS, _Builder().build, remedy=f"The header of a history file is {','.join(NAMES)}")


class _Builder:
    """Checks each row on its own and against the rows before it."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str, str, Side, date], int] = {}

    def build(self, line: int, cells: Cells) -> HistoryRow:
        values = cast(_HistoryCells, cells)  # by the readers of COLUMNS, which the type checker cannot follow
        row = HistoryRow(
            line=line,
            program=values["program"],
            kind=values["kind"],
            it_email=values["it_email"],
            marketing_email=values["marketing_email"],
            guest=_guest(values["guest"], values["kind"]),
            days=_days(values["start"], values["end"]),
            state=values["state"],
        )
        if identity(row.it_email) == identity(row.marketing_email):
            raise BadCell("marketing_email", f"{row.it_email} is paired with themselves", "Name two people")
        first = self._lines.setdefault(row.key, line)
        if first != line:
            raise BadCell(
                "program",
                f"The same pairing stands in line {first} already",
                "Keep one row for each program, pair, guest and start",
            )
        return row


def _guest(guest: Side | None, kind: Kind) -> Side:
    if guest is not None:
        return guest
    if kind is Kind.BUDDY:
        return Side.IT
    raise BadCell("guest", f"The guest is empty, and in a {kind} one side visits", "It is 'it' or 'marketing'")


def _days(start: date, end: date) -> Days:
    if end < start:
        raise BadCell("end", f"The end {end} lies before the start {start}", "Correct one of the two")
    return Days(start, end)
