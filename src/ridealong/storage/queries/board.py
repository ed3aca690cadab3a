"""What the board needs of everybody at once: who is together when, and who is in which team."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, func, not_, select

from ridealong.domain.days import Days
from ridealong.storage.queries.people_conditions import stands_in
from ridealong.storage.schema import embeds, pairings, people, programs


def together_rows(
    connection: Connection,
    states: Collection[str],
    *,
    days: Days | None = None,
    since: date | None = None,
    program_id: int | None = None,
) -> Sequence[RowMapping]:
    """Pairings in certain states, in short.

    Args:
        days: of which they must share at least one. since: a day before which they must not be over.
        program_id: only those of one program.

    Returns:
        Rows with `id`, `program_id`, `guest_id`, `host_id`, `first_day`, `last_day`, `state` and `kind`.
    """
    columns = ("id", "program_id", "guest_id", "host_id", "first_day", "last_day", "state")
    statement = (
        select(*(pairings.c[name] for name in columns), programs.c.kind)
        .join(programs, programs.c.id == pairings.c.program_id)
        .where(pairings.c.state.in_(states))
        .order_by(pairings.c.first_day, pairings.c.id)
    )
    if days is not None:
        statement = statement.where(pairings.c.first_day <= days.last, pairings.c.last_day >= days.first)
    if since is not None:
        statement = statement.where(pairings.c.last_day >= since)
    if program_id is not None:
        statement = statement.where(pairings.c.program_id == program_id)
    return connection.execute(statement).mappings().all()


def members(connection: Connection, program_id: int | None = None) -> list[tuple[int, str, str]]:
    """The row id, side and team of everybody, or of whoever stands in a program, by side and team."""
    statement = (
        select(people.c.id, people.c.side, people.c.team)
        .where(not_(people.c.removed))
        .order_by(people.c.side, people.c.team, people.c.id)
    )
    if program_id is not None:
        statement = statement.where(stands_in(program_id))
    return [(row_id, side, team) for row_id, side, team in connection.execute(statement)]


def first_embed(connection: Connection, today: date, program_id: int | None = None) -> date | None:
    """The first day of the first draft or published embed that is not over, of one program or of all."""
    statement = select(func.min(embeds.c.first_day)).where(
        embeds.c.last_day >= today, embeds.c.state.in_(("proposed", "published"))
    )
    if program_id is not None:
        statement = statement.where(embeds.c.program_id == program_id)
    return connection.execute(statement).scalar()
