"""The glossary as a CSV file, in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, cast

from ridealong.domain.glossary import Term, read_meaning, read_term
from ridealong.domain.people import Side
from ridealong.domain.person_values import read_side
from ridealong.domain.programs import name_identity
from ridealong.exchange.columns import BadCell, Cells, Column, parse
from ridealong.exchange.results import Parsed
from ridealong.exchange.table import read_table
from ridealong.exchange.text import read_text
from ridealong.exchange.write_csv import table_csv_text

COLUMNS = (
    Column("term", read_term, required=True, filled=True),
    Column("side", read_side, required=True, filled=True),
    Column("meaning", read_meaning, required=True, filled=True),
)
NAMES = tuple(column.name for column in COLUMNS)


class _TermCells(TypedDict):
    term: str
    side: Side
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term, as a file names it."""

    line: int
    term: Term


def read_terms(path: Path) -> Parsed[TermRow]:
    """The terms of a CSV file, with the rows that cannot be taken.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks a column or has it twice.
    """
    table = read_table(read_text(path), str(path), NAMES)
    return parse(table, COLUMNS, _Builder().build, remedy=f"The header of a glossary is {','.join(NAMES)}")


class _Builder:
    """Checks each row against the rows before it."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def build(self, line: int, cells: Cells) -> TermRow:
        values = cast(_TermCells, cells)  # by the readers of COLUMNS, which the type checker cannot follow
        first = self._lines.setdefault(name_identity(values["term"]), line)
        if first != line:
            raise BadCell("term", f"'{values['term']}' stands in line {first} already", "Keep one of the two rows")
        return TermRow(line=line, term=Term(term=values["term"], side=values["side"], meaning=values["meaning"]))


def glossary_csv_text(terms: Iterable[Term]) -> str:
    """A glossary file, in the order given, which can be read again; lines end with a line feed."""
    return table_csv_text(NAMES, ((one.term, str(one.side), one.meaning) for one in terms))
