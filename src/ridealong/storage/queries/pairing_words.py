"""Which pairings the words of a search mean.

Words stand in the names of people, teams and programs, of which there are few. They are looked up first, so that the
history, of which there is much, is asked for numbers and not for words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from ridealong.storage.queries.search import contains
from ridealong.storage.schema import pairings, people, programs

_FEW_PEOPLE = 500
_FEW_OTHERS = 4
"""Up to how many people, teams or programs an index finds their pairings sooner than a look at the whole history."""


def word_condition(connection: Connection, word: str) -> ColumnElement[bool]:
    """That a word stands in a name, an address or a team of a pairing, or in the name of its program."""
    return _any_of(_people(connection, word), _teams(connection, word), _programs(connection, programs.c.name, word))


def field_condition(connection: Connection, name: str, text: str) -> ColumnElement[bool]:
    """That one property of a pairing contains a text.

    Args:
        name: `program`, `kind`, `state`, `team` or `person`; `it` or `marketing` for a person or team of that side.
    """
    match name:
        case "it" | "marketing":
            return _on_side(name, _people(connection, text), _teams(connection, text))
        case "program":
            return _any_of(_programs(connection, programs.c.name, text))
        case "kind":
            return _any_of(_programs(connection, programs.c.kind, text))
        case "team":
            return _any_of(_teams(connection, text))
        case "person":
            return _any_of(_people(connection, text))
    return contains(pairings.c[name], text)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a word may mean of one sort.

    Args:
        columns: of pairings, that name such a thing. values: what they hold then. few: whether there are only some.
    """

    columns: Sequence[ColumnElement[Any]]  # Any: ids and names
    values: Sequence[Any] | Select[Any]  # Any: as above
    few: bool


def _any_of(*meant: _Meant) -> ColumnElement[bool]:
    few = all(one.few for one in meant)
    return or_(*(_in(column, one, by_index=few) for one in meant for column in one.columns))


def _on_side(side: str, who: _Meant, teams: _Meant) -> ColumnElement[bool]:
    by_index = who.few and teams.few
    guest = or_(_in(pairings.c.guest_id, who, by_index=by_index), _in(pairings.c.guest_team, teams, by_index=by_index))
    host = or_(_in(pairings.c.host_id, who, by_index=by_index), _in(pairings.c.host_team, teams, by_index=by_index))
    return or_(and_(pairings.c.guest_side == side, guest), and_(pairings.c.guest_side != side, host))


def _in(column: ColumnElement[Any], one: _Meant, *, by_index: bool) -> ColumnElement[bool]:  # Any: as above
    # What most pairings match is found sooner without an index, and SQLite only leaves it out for something worked out.
    plain = column if by_index else func.coalesce(column, column)
    return plain.in_(one.values)


def _people(connection: Connection, text: str) -> _Meant:
    statement = select(people.c.id).where(or_(contains(people.c.name, text), contains(people.c.email, text)))
    found = list(connection.execute(statement.limit(_FEW_PEOPLE + 1)).scalars())
    few = len(found) <= _FEW_PEOPLE
    return _Meant((pairings.c.guest_id, pairings.c.host_id), found if few else statement, few)


def _programs(connection: Connection, column: ColumnElement[str], text: str) -> _Meant:
    found = list(connection.execute(select(programs.c.id).where(contains(column, text))).scalars())
    few = len(found) <= _FEW_OTHERS
    return _Meant((pairings.c.program_id,), found if few else select(programs.c.id).where(contains(column, text)), few)


def _teams(connection: Connection, text: str) -> _Meant:
    found: set[str] = set()
    for column in (pairings.c.guest_team, pairings.c.host_team):
        names = every_value(column)
        found.update(connection.execute(select(names.c.name).where(contains(names.c.name, text))).scalars())
    return _Meant((pairings.c.guest_team, pairings.c.host_team), sorted(found), len(found) <= _FEW_OTHERS)


def every_value(column: ColumnElement[str]) -> Any:  # Any: a common table expression with one column, `name`
    """Every text of a column once, each found by an index from the one before."""
    first = select(func.min(column).label("name")).cte(recursive=True)
    other = select(func.min(column)).where(column > first.c.name).correlate(first).scalar_subquery()
    return first.union_all(select(other).where(first.c.name.is_not(None)))
