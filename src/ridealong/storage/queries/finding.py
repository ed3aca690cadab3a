"""A few people, programs and teams by what somebody types, those that begin so first."""

from collections.abc import Sequence

from sqlalchemy import Case, ColumnElement, Connection, RowMapping, case, func, not_, select

from ridealong.storage.queries.search import all_words, begins, contains
from ridealong.storage.schema import people, programs


def people_like(connection: Connection, words: Sequence[str], limit: int) -> list[RowMapping]:
    """People in whose name or address all words stand: address, name, side and team."""
    statement = (
        select(people.c.email, people.c.name, people.c.side, people.c.team)
        .where(not_(people.c.removed), all_words(words, (people.c.name, people.c.email)))
        .order_by(_rank(people.c.name, words), func.lower(people.c.name), people.c.identity)
        .limit(limit)
    )
    return list(connection.execute(statement).mappings())


def programs_like(connection: Connection, words: Sequence[str], limit: int) -> list[RowMapping]:
    """Programs in whose name all words stand, archived ones last: name, kind and whether it is archived."""
    statement = (
        select(programs.c.name, programs.c.kind, programs.c.archived)
        .where(all_words(words, (programs.c.name,)))
        .order_by(programs.c.archived, _rank(programs.c.name, words), programs.c.start.desc(), programs.c.name)
        .limit(limit)
    )
    return list(connection.execute(statement).mappings())


def teams_like(connection: Connection, words: Sequence[str], limit: int) -> list[RowMapping]:
    """Teams in whose name all words stand: team, side and how many people are in it."""
    number = func.count().label("people")
    statement = (
        select(people.c.team, people.c.side, number)
        .where(not_(people.c.removed), all_words(words, (people.c.team,)))
        .group_by(people.c.team, people.c.side)
        .order_by(_rank(people.c.team, words), func.lower(people.c.team), people.c.side)
        .limit(limit)
    )
    return list(connection.execute(statement).mappings())


def _rank(column: ColumnElement[str], words: Sequence[str]) -> Case[int]:
    """0 where a name begins with the first word, 1 where one of its words does, else 2."""
    return case((begins(column, words[0]), 0), (contains(column, f" {words[0]}"), 1), else_=2)
