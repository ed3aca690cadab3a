"""Who has made, after an action, what is in the way of taking it back: found in the journal."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, Table

from ridealong.domain.days import Days
from ridealong.domain.pairings import TAKING_TIME, Freeze
from ridealong.domain.people import Person, Side
from ridealong.services.journal.row_words import REFER_TO_PEOPLE, Row
from ridealong.storage.queries.changes import changes_after
from ridealong.storage.queries.people import some_people
from ridealong.storage.schema import absences, aparts, enrolments, freezes, metadata, pairings, people, programs
from ridealong.storage.stored_rows import stored_row

_OF_RULES: Mapping[str, Collection[Table]] = {
    "apart": (aparts, people),
    "away": (absences, programs),
    "unknown": (people, enrolments, programs),
}
_OF_OTHERS = (pairings, people, enrolments, freezes, programs)
"""Which tables decide whether a rule is kept."""

_DECIDE = ("side", "team", "manager", "capacity", "first_day", "last_day", "removed")
"""The properties of people that rules look at."""


@dataclass(frozen=True, slots=True)
class _About:
    """Whom, and which program, a broken rule is about."""

    people: Mapping[int, Person]
    program_id: int


def cause_of(
    connection: Connection, rule: str, about: Collection[int], program_id: int, entry_id: int
) -> RowMapping | None:
    """The newest journal entry after another that bears on a broken rule; None where it was broken before.

    Args:
        rule: its code. about: the people in it, by row id.
    """
    whom = _About(some_people(connection, sorted(about)), program_id)
    tables = [table.name for table in _OF_RULES.get(rule, _OF_OTHERS)]
    changes = changes_after(connection, entry_id, tables, whom.people, beside=(freezes.name, programs.name))
    return next((one for one in changes if _bears(one, whom)), None)


def _bears(change: RowMapping, whom: _About) -> bool:
    table = metadata.tables[change["table_name"]]
    before, after = (stored_row(table, kept) if (kept := change[name]) else None for name in ("before", "after"))
    row = after or before
    return row is not None and _BEARS[table.name](whom, before, after, row)


def _names(whom: _About, row: Row) -> bool:
    return any(row.get(name) in whom.people for name in REFER_TO_PEOPLE if row.get(name) is not None)


def _person(whom: _About, before: Row | None, after: Row | None, row: Row) -> bool:
    if row["id"] not in whom.people:
        return False
    return before is None or after is None or any(before[name] != after[name] for name in _DECIDE)


def _freeze(whom: _About, _before: Row | None, after: Row | None, _row: Row) -> bool:
    if after is None:
        return False
    frozen = Freeze(
        side=Side(after["side"]), team=after["team"], days=Days(after["first_day"], after["last_day"]), reason=""
    )
    return any(frozen.holds_for(one.side, one.team) for one in whom.people.values())


_Test = Callable[[_About, Row | None, Row | None, Row], bool]
_BEARS: Mapping[str, _Test] = {
    absences.name: lambda whom, _before, after, row: after is not None and _names(whom, row),
    aparts.name: lambda whom, _before, after, row: (
        after is not None and row["one_id"] in whom.people and row["other_id"] in whom.people
    ),
    pairings.name: lambda whom, _before, after, row: (
        after is not None and after["state"] in TAKING_TIME and _names(whom, row)
    ),
    enrolments.name: lambda whom, _before, _after, row: row["program_id"] == whom.program_id and _names(whom, row),
    programs.name: lambda whom, _before, _after, row: row["id"] == whom.program_id,
    people.name: _person,
    freezes.name: _freeze,
}
