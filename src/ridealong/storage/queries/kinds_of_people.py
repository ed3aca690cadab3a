"""The people of a program by what decides about their free days: side, team, site and time zone."""

from collections.abc import Collection

from sqlalchemy import Connection, func, not_, select

from ridealong.storage.schema import enrolments, people


def one_of_each(connection: Connection, program_id: int, states: Collection[str]) -> list[int]:
    """The row id of one person for each side, team, site and time zone that there is in a program.

    Args:
        states: of their enrolment.
    """
    alike = (people.c.side, people.c.team, people.c.site, people.c.time_zone)
    statement = (
        select(func.min(people.c.id))
        .join(enrolments, enrolments.c.person_id == people.c.id)
        .where(enrolments.c.program_id == program_id, enrolments.c.state.in_(states), not_(people.c.removed))
        .group_by(*alike)
        .order_by(func.min(people.c.id))
    )
    return [int(row_id) for row_id in connection.execute(statement).scalars()]
