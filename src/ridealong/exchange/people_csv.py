"""People from a CSV file, each as the changes that the columns present ask for."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict, cast

from ridealong.domain.people import OFFICE_HOURS, Side, WorkingHours, identity
from ridealong.domain.person_values import read_hours, read_side
from ridealong.domain.values import read_capacity, read_day, read_email, read_words, read_zone, typed_topics
from ridealong.exchange import mapping as mappings
from ridealong.exchange.columns import BadCell, Cells, Column, parse
from ridealong.exchange.mapping import Mapping
from ridealong.exchange.results import Parsed
from ridealong.exchange.table import read_table
from ridealong.exchange.text import read_text

COLUMNS = (
    Column("email", read_email, required=True, filled=True),
    Column("name", read_words, required=True, filled=True),
    Column("side", read_side, required=True, filled=True),
    Column("team", read_words, required=True, filled=True),
    Column("role", read_words),
    Column("manager", read_email),
    Column("time_zone", read_zone),
    Column("hours", read_hours, empty=OFFICE_HOURS),
    Column("knows", typed_topics, empty=()),
    Column("wants", typed_topics, empty=()),
    Column("capacity", read_capacity, empty=None),
    Column("first_day", read_day, empty=None),
    Column("last_day", read_day, empty=None),
    Column("site", read_words),
    Column("employee_id", read_words),
)
NAMES = tuple(column.name for column in COLUMNS)

_REMEDY = (
    "Name them in the header; or, for another program's export, say in a mapping file which of its columns they are"
)


class PersonChanges(TypedDict, total=False):
    """Fields of a Person, by their names; a column that is absent from the file has no key."""

    email: str
    name: str
    side: Side
    team: str
    role: str
    manager: str
    time_zone: str
    hours: WorkingHours
    knows: tuple[str, ...]
    wants: tuple[str, ...]
    capacity: int | None
    first_day: date | None
    last_day: date | None
    site: str
    employee_id: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of a people file: its line, and the fields to set. `email`, `name`, `side` and `team` are always there."""

    line: int
    changes: PersonChanges

    @property
    def identity(self) -> str:
        """The e-mail address as it is compared."""
        return identity(self.changes["email"])


def read_people_mapping(path: Path) -> Mapping:
    """The mapping for a people file; raises UnreadableFile and InvalidValue as `mapping.read_mapping` does."""
    return mappings.read_mapping(path, NAMES)


def read_people(path: Path, mapping: Mapping | None = None) -> Parsed[PersonRow]:
    """The people of a CSV file, with the rows that cannot be taken.

    Args:
        path: the file.
        mapping: how the file names our columns and sides, where that differs.

    Raises:
        MissingColumns: its header lacks a column.
        UnreadableFile: the file cannot be read, or its header has a column twice.
    """
    mapping = mapping or Mapping()
    theirs = [name for names in mapping.columns.values() for name in names]
    table = read_table(read_text(path), str(path), (*NAMES, *theirs))
    columns = [replace(column, read=mapping.read_side) if column.name == "side" else column for column in COLUMNS]
    return parse(table, columns, _Builder().build, names=mapping.columns, remedy=_REMEDY)


class _Builder:
    """Checks each row on its own and against the rows before it."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}

    def build(self, line: int, cells: Cells) -> PersonRow:
        changes = cast(PersonChanges, cells)  # by the readers of COLUMNS, which the type checker cannot follow
        email = changes["email"]
        who = identity(email)
        manager = changes.get("manager")
        if manager and identity(manager) == who:
            raise BadCell("manager", f"{email} is given as their own manager", "Name somebody else, or leave it empty")
        first, last = changes.get("first_day"), changes.get("last_day")
        if first and last and last < first:
            raise BadCell(
                "last_day", f"The last day {last} lies before the first day {first}", "Correct one of the two"
            )
        if self._lines.setdefault(who, line) != line:
            raise BadCell(
                "email", f"{email} stands in line {self._lines[who]} already", "Keep one row for each e-mail address"
            )
        return PersonRow(line, changes)
