"""What planning needs to know of the past: turns, meetings and visits, person by person."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, and_, func, or_, select

from ridealong.domain.days import Days
from ridealong.storage.queries.pairings import in_states, no_past_draft
from ridealong.storage.schema import pairings, programs


def turns_since(
    connection: Connection, states: Collection[str], since: date, before: date, *, without: Collection[int] = ()
) -> dict[int, int]:
    """How often each person was a guest in pairings that began in a stretch of time (`before` not included)."""
    statement = (
        select(pairings.c.guest_id, func.count())
        .where(in_states(states, without), pairings.c.first_day >= since, pairings.c.first_day < before)
        .group_by(pairings.c.guest_id)
    )
    return {int(person): int(number) for person, number in connection.execute(statement)}


def turns_in(
    connection: Connection, states: Collection[str], program_id: int, *, without: Collection[int] = ()
) -> dict[int, int]:
    """How often each person was or will be a guest in one program."""
    statement = (
        select(pairings.c.guest_id, func.count())
        .where(in_states(states, without), pairings.c.program_id == program_id)
        .group_by(pairings.c.guest_id)
    )
    return {int(person): int(number) for person, number in connection.execute(statement)}


def known_teams(
    connection: Connection, states: Collection[str], *, without: Collection[int] = ()
) -> dict[int, set[str]]:
    """The teams of the other side that each person has met, as guest or as host."""
    found: dict[int, set[str]] = {}
    for mine, team in ((pairings.c.guest_id, pairings.c.host_team), (pairings.c.host_id, pairings.c.guest_team)):
        statement = select(mine, team).where(in_states(states, without)).distinct()
        for person, name in connection.execute(statement).all():
            found.setdefault(person, set()).add(name)
    return found


def busy_rows(
    connection: Connection,
    states: Collection[str],
    days: Days,
    program_id: int,
    visiting_kinds: Collection[str],
    *,
    without: Collection[int] = (),
    today: date = date.min,
) -> Sequence[RowMapping]:
    """Pairings that take up people's time in some days: all of one program, and the visits of every other.

    Args:
        today: drafts that are over by this day are left out.

    Returns:
        Rows with `id`, `guest_id`, `host_id`, `guest_side`, `program_id`, `program`, `kind`, `first_day`, `last_day`
        and `round`.
    """
    statement = (
        select(
            pairings.c.id,
            pairings.c.guest_id,
            pairings.c.host_id,
            pairings.c.guest_side,
            pairings.c.program_id,
            programs.c.name.label("program"),
            programs.c.kind,
            pairings.c.first_day,
            pairings.c.last_day,
            pairings.c.round,
        )
        .join(programs, programs.c.id == pairings.c.program_id)
        .where(
            pairings.c.first_day <= days.last,
            pairings.c.last_day >= days.first,
            or_(
                and_(pairings.c.program_id == program_id, in_states(states, without)),
                and_(
                    pairings.c.program_id != program_id,
                    pairings.c.state.in_([*states, "proposed"]),
                    no_past_draft(today),
                    programs.c.kind.in_(visiting_kinds),
                ),
            ),
        )
        .order_by(pairings.c.id)
    )
    return connection.execute(statement).mappings().all()
