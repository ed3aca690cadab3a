"""Text as a table: the separator found out, records with the line on which each begins."""

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ridealong.domain.errors import UnreadableFile
from ridealong.domain.values import quoted, strip_blanks
from ridealong.exchange.cells import heading
from ridealong.exchange.results import Rejection

SEPARATORS = (",", ";", "\t")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}
_EXCEL_HINT = re.compile(r"sep=(.)[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its records.

    Args:
        source: the file, as messages name it.
        separator: what stands between cells.
        line: the line of the header.
        header: the names of the columns, as the file gives them, without surrounding blanks.
        rows: each record's first line, and its cells: as many as the header has, unstripped.
        rejected: the records that are no rows of this table.
    """

    source: str
    separator: str
    line: int
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    rejected: list[Rejection]


@dataclass(frozen=True, slots=True)
class _Broken:
    """A line that is no CSV."""

    text: str
    problem: str


def read_table(text: str, source: str, known: Collection[str] = ()) -> Table:
    """The table in a text.

    Args:
        text: the content of a file.
        source: the file, as messages name it.
        known: names of columns that the caller expects; they decide where the header could be cut in two ways.

    Raises:
        UnreadableFile: there is no header, or it is no CSV.
    """
    lines = list(io.StringIO(text, newline=""))
    first, hint = _first_line(lines)
    separator = hint or _separator(lines, first, {heading(name) for name in known})
    records = _records(lines, first, separator)
    line, header = next(records, (0, _Broken("", "there is no header")))
    if isinstance(header, _Broken):
        raise UnreadableFile(
            f"{source}, line {line or 1}: the header cannot be read: {header.problem}",
            "The first line names the columns",
            details={"line": line or 1},
        )
    names = tuple(strip_blanks(name) for name in header)
    rows, rejected = _rows(records, len(names), separator)
    return Table(source, separator, line, names, rows, rejected)


def _first_line(lines: list[str]) -> tuple[int, str]:
    """The index of the header's line, and the separator that a `sep=;` line for Excel before it asks for."""
    for index, line in enumerate(lines):
        if strip_blanks(line):
            hint = _EXCEL_HINT.fullmatch(line.rstrip("\r\n"))
            return (index + 1, hint[1]) if hint and hint[1] in SEPARATORS else (index, "")
    return 0, ""


def _separator(lines: list[str], first: int, known: Collection[str]) -> str:
    def score(separator: str) -> tuple[int, int]:
        _, cells = next(_records(lines, first, separator), (0, _Broken("", "")))
        if isinstance(cells, _Broken):
            return -1, 0
        return sum(heading(cell) in known for cell in cells), len(cells)

    return max(SEPARATORS, key=score)


def _records(lines: list[str], start: int, separator: str) -> Iterator[tuple[int, list[str] | _Broken]]:
    """The records that are not blank, each with its first line; after a broken one reading goes on with the next line.

    An unclosed quote would otherwise swallow every row to the end of the file.
    """
    while start < len(lines):
        rest = map(lines.__getitem__, range(start, len(lines)))
        reader = csv.reader(rest, delimiter=separator, skipinitialspace=True, strict=True)
        done = 0
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield start + done + 1, cells
                done = reader.line_num
            return
        except csv.Error as error:
            start += done + 1
            yield (
                start,
                _mended(lines[start - 1], separator) or _Broken(lines[start - 1], _problem(error, lines, start)),
            )


def _mended(line: str, separator: str) -> list[str] | None:
    """The cells of a line that is CSV but for blanks after its closing quotes."""
    mended = re.sub(rf'"[ \xa0]+(?={re.escape(separator)}|[\r\n]*$)', '"', line)
    if mended == line:
        return None
    try:
        return next(csv.reader([mended], delimiter=separator, skipinitialspace=True, strict=True), None)
    except csv.Error:
        return None


def _problem(error: csv.Error, lines: list[str], line: int) -> str:
    limit = csv.field_size_limit()
    if len(lines[line - 1]) > limit:
        return f"a cell is longer than {limit:,} characters; shorten it"
    if "unexpected end" in str(error) or "field limit" in str(error):
        return "a quote is opened and not closed again; close it, or remove it"
    return 'there is text after a closing quote; write "" for a quote inside a quoted cell'


def _rows(
    records: Iterator[tuple[int, list[str] | _Broken]], width: int, separator: str
) -> tuple[list[tuple[int, list[str]]], list[Rejection]]:
    rows: list[tuple[int, list[str]]] = []
    rejected: list[Rejection] = []
    for line, cells in records:
        if isinstance(cells, _Broken):
            rejected.append(Rejection(line, "", quoted(cells.text), cells.problem))
            continue
        count = len(cells)
        if count < width:
            cells.extend([""] * (width - count))
        elif count > width:
            if any(map(str.strip, cells[width:])):
                rejected.append(_too_many(line, cells, width, separator))
                continue
            del cells[width:]
        rows.append((line, cells))
    return rows, rejected


def _too_many(line: int, cells: list[str], width: int, separator: str) -> Rejection:
    problem = (
        f"the row has {len(cells)} cells and the header has {width}; "
        f"put a cell that contains a {_NAMES[separator]} in quotes"
    )
    return Rejection(line, "", quoted(separator.join(cells[width:])), problem)
