"""Composite teams as CSV: a row for each slot and each task, written, and read back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, cast

from ridealong.domain.composite_teams import CompositeTeam, Part, Task
from ridealong.domain.days import Days
from ridealong.domain.people import Side
from ridealong.domain.person_values import read_side
from ridealong.domain.programs import CheckIn, name_identity
from ridealong.domain.team_values import SlotWords, meets_words, read_least, read_meets, read_share
from ridealong.domain.values import (
    check_words,
    read_day,
    read_name,
    read_topics,
    read_words,
    strip_blanks,
    typed_topics,
)
from ridealong.exchange.cells import heading, unguard
from ridealong.exchange.columns import BadCell, Cells, Column, parse
from ridealong.exchange.results import Parsed
from ridealong.exchange.table import Table, read_table
from ridealong.exchange.text import read_text
from ridealong.exchange.write_csv import table_csv_text


def _read_places(text: str) -> tuple[str, ...]:
    """Slots by name or number, separated by semicolons; raises as `check_words` does."""
    check_words(text)
    return read_topics(text)


SETTINGS = (
    Column("purpose", read_words),
    Column("focus", read_name),
    Column("first_day", read_day, empty=None),
    Column("last_day", read_day, empty=None),
    Column("least", read_least, empty=None),
    Column("place", read_words),
    Column("meets", read_meets, empty=None),
)
"""What is said of a team as a whole: in any of its rows, the same wherever it is said."""
COLUMNS = (
    Column("team", read_name, required=True, filled=True),
    *SETTINGS,
    Column("slot", read_name),
    Column("side", read_side, empty=None),
    Column("must", typed_topics, empty=()),
    Column("nice", typed_topics, empty=()),
    Column("share", read_share, empty=None),
    Column("slot_first_day", read_day, empty=None),
    Column("slot_last_day", read_day, empty=None),
    Column("task", read_words),
    *(Column(str(part), _read_places, empty=()) for part in Part),
)
NAMES = tuple(column.name for column in COLUMNS)
_OF_SLOTS = ("side", "must", "nice", "share", "slot_first_day", "slot_last_day")


class TeamSettings(TypedDict, total=False):
    """What a row says of its team; a column that is absent from the file has no key."""

    purpose: str
    focus: str
    first_day: date | None
    last_day: date | None
    least: int | None
    place: str
    meets: CheckIn | None


class _RowCells(TeamSettings, total=False):
    team: str
    slot: str
    side: Side | None
    must: tuple[str, ...]
    nice: tuple[str, ...]
    share: int | None
    slot_first_day: date | None
    slot_last_day: date | None
    task: str
    responsible: tuple[str, ...]
    accountable: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWords:
    """What a row says of a task: its slots by name, or by number in the order of the file."""

    name: str
    parts: tuple[tuple[str, Part], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A row of a file of teams: of a slot, of a task, or of the team alone.

    Args:
        settings: what it says of its team; None or empty where the cell is.
        own_days: whether the file has columns for own days of slots, so that empty cells mean those of the team.
    """

    line: int
    team: str
    settings: TeamSettings
    slot: SlotWords | None = None
    task: TaskWords | None = None
    own_days: bool = False

    @property
    def identity(self) -> str:
        """The name of the team as it is compared."""
        return name_identity(self.team)


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRow:
    """A row that could not be read.

    Args:
        team: which team it is about, as names are compared; empty where that cannot be told.
        slot: whether it says something of a slot, or may.
    """

    line: int
    team: str = ""
    slot: bool = True


@dataclass(frozen=True, slots=True)
class ParsedTeams(Parsed[TeamRow]):
    """A file of teams that was read; `lost`: what can be told of its bad rows, by line."""

    lost: tuple[LostRow, ...] = ()


def read_teams(path: Path) -> ParsedTeams:
    """The rows of a CSV file of teams, with those that cannot be taken.

    Raises:
        MissingColumns: its header lacks the column `team`.
        UnreadableFile: the file cannot be read, or its header has a column twice.
    """
    table = read_table(read_text(path), str(path), NAMES)
    parsed = parse(table, COLUMNS, _build, remedy=f"The header of a file of teams is {','.join(NAMES)}")
    return ParsedTeams(
        source=parsed.source,
        columns=parsed.columns,
        rows=parsed.rows,
        rejected=parsed.rejected,
        ignored=parsed.ignored,
        skipped=parsed.skipped,
        lost=_lost(table, [one.line for one in parsed.rejected]),
    )


def _lost(table: Table, lines: Sequence[int]) -> tuple[LostRow, ...]:
    """What can be told of the rows on some lines, which could not be read."""
    names = [heading(name) for name in table.header]
    cells = dict(table.rows) if lines else {}
    found = []
    for line in lines:
        said = {name: unguard(strip_blanks(cell)) for name, cell in zip(names, cells.get(line, ()), strict=False)}
        # A record that is no row of the table at all may be about anything.
        slot = not said or any(said.get(name) for name in ("slot", *_OF_SLOTS))
        found.append(LostRow(line=line, team=name_identity(said.get("team", "")), slot=slot))
    return tuple(found)


def _build(line: int, cells: Cells) -> TeamRow:
    values = cast(_RowCells, cells)  # by the readers of COLUMNS, which the type checker cannot follow
    given = {column.name: cells[column.name] for column in SETTINGS if column.name in cells}
    settings = cast(TeamSettings, given)  # as above
    slot, task = values.get("slot", ""), values.get("task", "")
    if slot and task:
        raise BadCell("task", "The row is about a slot and about a task", "Give each a row of its own")
    parts = tuple((place, part) for part in Part for place in cast(tuple[str, ...], cells.get(str(part), ())))
    if parts and not task:
        raise BadCell(str(parts[0][1]), "The row says who is what, and names no task", "Name the task")
    if not slot and (wrong := next((name for name in _OF_SLOTS if cells.get(name)), "")):
        raise BadCell(wrong, "The row is about a slot, and names none", "Say what whoever takes it does")
    return TeamRow(
        line=line,
        team=values["team"],
        settings=settings,
        slot=_slot(slot, values) if slot else None,
        task=TaskWords(name=task, parts=parts) if task else None,
        own_days="slot_first_day" in values and "slot_last_day" in values,
    )


def _slot(name: str, values: _RowCells) -> SlotWords:
    first, last = values.get("slot_first_day"), values.get("slot_last_day")
    if first and last and last < first:
        raise BadCell("slot_last_day", f"{last} lies before {first}", "Correct one of the two")
    return SlotWords(
        name=name,
        side=values.get("side"),
        must=values.get("must"),
        nice=values.get("nice"),
        share=values.get("share"),
        first=first,
        last=last,
    )


def teams_csv_text(teams: Iterable[CompositeTeam]) -> str:
    """A file of teams with every column, in the order given; lines end with a line feed."""
    return table_csv_text(NAMES, (row for team in teams for row in _rows(team)))


def _rows(team: CompositeTeam) -> Iterator[list[str]]:
    rows = [
        *(_slot_cells(team, place) for place in range(len(team.slots))),
        *(_task_cells(team, one) for one in team.tasks),
    ]
    for cells in rows or [{}]:
        yield [{**_settings_cells(team), **cells}.get(name, "") for name in NAMES]


def _settings_cells(team: CompositeTeam) -> dict[str, str]:
    return {
        "team": team.name,
        "purpose": team.purpose,
        "focus": team.focus,
        "first_day": team.days.first.isoformat(),
        "last_day": team.days.last.isoformat(),
        "least": str(team.least),
        "place": team.place,
        "meets": meets_words(team.meets),
    }


def _slot_cells(team: CompositeTeam, place: int) -> dict[str, str]:
    slot = team.slots[place]
    return {
        "slot": slot.name,
        "side": str(slot.side),
        "must": ";".join(slot.must),
        "nice": ";".join(slot.nice),
        "share": str(slot.share),
        **_own_days_cells(slot.days),
    }


def _own_days_cells(days: Days | None) -> dict[str, str]:
    if days is None:
        return {}
    return {"slot_first_day": days.first.isoformat(), "slot_last_day": days.last.isoformat()}


def _task_cells(team: CompositeTeam, task: Task) -> dict[str, str]:
    names = [name_identity(one.name) for one in team.slots]
    called = {
        one.number: one.name if _tells(one.name, names) else str(place) for place, one in enumerate(team.slots, start=1)
    }
    cells = {str(part): ";".join(called[number] for number in task.who(part)) for part in Part}
    return {"task": task.name, **cells}


def _tells(name: str, names: list[str]) -> bool:
    """Whether a slot can be told by its name: no other has it, it is no number, and holds no semicolon."""
    return names.count(name_identity(name)) == 1 and not name.isdigit() and ";" not in name
