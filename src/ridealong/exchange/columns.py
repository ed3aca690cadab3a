"""The columns of a kind of file, declared once, and the reading of a table by them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ridealong.domain.errors import InvalidValue, UnreadableFile
from ridealong.domain.values import quoted, strip_blanks
from ridealong.domain.wording import listed
from ridealong.exchange.cells import heading, unguard
from ridealong.exchange.results import Parsed, Rejection
from ridealong.exchange.table import Table

MAX_VALUE = 200

T = TypeVar("T")
Cells = dict[str, object]


class BadCell(InvalidValue):
    """Two cells of a row, or two rows, contradict each other; the row is rejected at `column`."""

    def __init__(self, column: str, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.column = column


class MissingColumns(UnreadableFile):
    """The header of a file lacks columns that are required, or that a mapping names."""


class OtherDepartment(Exception):
    """The row is none of ours; it is counted and not rejected."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a kind of file.

    Args:
        name: its name in the header.
        read: turns a cell that is not empty into a value, or raises InvalidValue.
        required: whether a file without it is refused.
        filled: whether a row in which it is empty is rejected.
        empty: the value of an empty cell.
        private: whether no report may quote a cell of it, nor a row that may hold one where it cannot be told apart.
    """

    name: str
    read: Callable[[str], object]
    required: bool = False
    filled: bool = False
    empty: object = ""
    private: bool = False


class _Values(dict[str, object]):
    """The values of one column by what stands in the cells, so that what repeats in a file is read once."""

    __slots__ = ("column", "read")

    def __init__(self, column: Column) -> None:
        self.column = column
        self.read = column.read

    def __missing__(self, cell: str) -> object:
        text = strip_blanks(cell)
        if text:
            value = self.read(unguard(text) if text[0] == "'" else text)
        elif self.column.filled:
            raise InvalidValue(f"The {self.column.name} is empty", "Every row needs one")
        else:
            value = self.column.empty
        self[cell] = value
        return value


@dataclass(frozen=True, slots=True)
class _Bound:
    """A column of ours at its place in a table."""

    name: str
    index: int
    header: str
    values: _Values
    private: bool


def parse(
    table: Table,
    columns: Sequence[Column],
    build: Callable[[int, Cells], T],
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    remedy: str = "",
) -> Parsed[T]:
    """Read the rows of a table.

    Args:
        table: what `read_table` returned; used up by this call.
        columns: the columns of this kind of file.
        build: turns the line and the values of the columns present into a row, or raises BadCell.
        names: our name of a column to the file's names for it, where they differ; several are joined by blanks.
        remedy: what to do where required columns are missing.

    Raises:
        MissingColumns: a required column, or one of `names`, is missing.
        UnreadableFile: a column stands in the header twice.
    """
    bound, ignored = _bind(table, columns, names or {}, remedy)
    plan = [(column.name, column.index, column.values) for column in bound]
    rows: list[T] = []
    private = any(column.private for column in columns)
    rejected = [replace(one, value="") for one in table.rejected] if private else list(table.rejected)
    skipped = 0
    for line, cells in table.rows:
        try:
            rows.append(build(line, {name: values[cells[index]] for name, index, values in plan}))
        except OtherDepartment:
            skipped += 1
        except InvalidValue as error:
            rejection = _rejection(bound, line, cells, error)
            if rejection is None:
                skipped += 1
            else:
                rejected.append(rejection)
    rejected.sort(key=lambda rejection: rejection.line)
    return Parsed(table.source, tuple(column.name for column in bound), tuple(rows), tuple(rejected), ignored, skipped)


def _rejection(bound: Sequence[_Bound], line: int, cells: list[str], error: InvalidValue) -> Rejection | None:
    """The first bad cell of a row in the order of the file; None where the row is of another department."""
    first: Rejection | None = None
    for column in bound:
        try:
            column.values[cells[column.index]]
        except OtherDepartment:
            return None
        except InvalidValue as found:
            first = first or _at(column, line, cells, found)
    if first is None and isinstance(error, BadCell):
        column = next(column for column in bound if column.name == error.column)
        first = _at(column, line, cells, error)
    return first or Rejection(line, "", "", str(error))


def _at(column: _Bound, line: int, cells: list[str], error: InvalidValue) -> Rejection:
    value = strip_blanks(cells[column.index])
    if len(value) > MAX_VALUE:
        value = value[: MAX_VALUE - 1] + "…"
    problem = str(error)
    if column.private:
        value, problem = "", f"The {column.name}, which is private, cannot be kept as it is. {error.remedy}"
    if heading(column.header) != heading(column.name):
        problem += f" (column '{quoted(column.header)}' of the file)"
    return Rejection(line, column.name, value, problem)


def _bind(
    table: Table, columns: Sequence[Column], names: Mapping[str, Sequence[str]], remedy: str
) -> tuple[list[_Bound], tuple[str, ...]]:
    """Our columns at their places, in the order of the file, and the names of those that nobody reads."""
    places: dict[str, list[int]] = {}
    for index, name in enumerate(table.header):
        places.setdefault(heading(name), []).append(index)
    found: list[tuple[Column, list[int]]] = []
    missing: list[str] = []
    for column in columns:
        theirs = names.get(column.name, (column.name,))
        indexes = [_place(table, places, name) for name in theirs]
        there = [index for index in indexes if index is not None]
        if len(there) == len(theirs):
            found.append((column, there))
        elif column.name in names:
            missing += [
                f"{column.name} (mapped to '{quoted(name)}')"
                for name, index in zip(theirs, indexes, strict=True)
                if index is None
            ]
        elif column.required:
            missing.append(column.name)
    if missing:
        raise _missing(table, missing, remedy)
    found.sort(key=lambda item: item[1][0])
    used = {index for _, indexes in found for index in indexes}
    ignored = tuple(name for index, name in enumerate(table.header) if name and index not in used)
    return [_bound(table, column, indexes) for column, indexes in found], ignored


def _bound(table: Table, column: Column, indexes: list[int]) -> _Bound:
    header = " + ".join(table.header[index] for index in indexes)
    return _Bound(column.name, _joined(table, indexes), header, _Values(column), column.private)


def _joined(table: Table, indexes: list[int]) -> int:
    """The place of the cells, after joining them at the end of every row where they are several."""
    if len(indexes) == 1 or not table.rows:
        return indexes[0]
    place = len(table.rows[0][1])
    for _, cells in table.rows:
        parts = [strip_blanks(cells[index]) for index in indexes]
        cells.append(" ".join(part for part in parts if part))
    return place


def _place(table: Table, places: Mapping[str, list[int]], name: str) -> int | None:
    indexes = places.get(heading(name), [])
    if len(indexes) > 1:
        raise UnreadableFile(
            f"{table.source}, line {table.line}: the column '{quoted(name)}' stands in the header {len(indexes)} times",
            "Keep one of them",
        )
    return indexes[0] if indexes else None


def _missing(table: Table, missing: Sequence[str], remedy: str) -> MissingColumns:
    what = "the column" if len(missing) == 1 else "the columns"
    verb = "is" if len(missing) == 1 else "are"
    there = ", ".join(f"'{quoted(name)}'" for name in table.header if name)
    return MissingColumns(
        f"{table.source}, line {table.line}: {what} {listed(missing)} {verb} missing; the columns found are {there}",
        remedy,
    )
