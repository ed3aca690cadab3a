"""What keeps people out of a plan: freezes, people kept apart, and the teams there are."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, not_, select

from ridealong.domain.days import Days
from ridealong.domain.pairings import Freeze
from ridealong.domain.people import Side
from ridealong.storage import records
from ridealong.storage.schema import aparts, people
from ridealong.storage.schema import freezes as freezes_table


def freezes(connection: Connection, days: Days | None = None) -> list[Freeze]:
    """Freezes by first day: those that touch some days, or all."""
    statement = select(freezes_table).order_by(freezes_table.c.first_day, freezes_table.c.id)
    if days is not None:
        statement = statement.where(freezes_table.c.first_day <= days.last, freezes_table.c.last_day >= days.first)
    return [records.freeze(row) for row in connection.execute(statement).mappings()]


def freeze_rows(connection: Connection, days: Days) -> Sequence[RowMapping]:
    """The rows of freezes of exactly these days."""
    statement = select(freezes_table).where(
        freezes_table.c.first_day == days.first, freezes_table.c.last_day == days.last
    )
    return connection.execute(statement.order_by(freezes_table.c.id)).mappings().all()


def apart_rows(connection: Connection) -> Sequence[RowMapping]:
    """The rows of people kept apart, with `id`, `one_id` and `other_id`."""
    return connection.execute(select(aparts)).mappings().all()


def kept_apart_from(connection: Connection, person_id: int) -> list[RowMapping]:
    """Those whom somebody is kept apart from, by name: `email`, `name`, `reason`, and the row's `id` and `version`."""
    found: list[RowMapping] = []
    for mine, other in ((aparts.c.one_id, aparts.c.other_id), (aparts.c.other_id, aparts.c.one_id)):
        columns = (people.c.email, people.c.name, aparts.c.reason, aparts.c.id, aparts.c.version)
        statement = select(*columns).join(people, people.c.id == other)
        found += connection.execute(statement.where(mine == person_id)).mappings()
    return sorted(found, key=lambda row: (row["name"].casefold(), row["email"]))


def teams(connection: Connection) -> list[tuple[Side, str]]:
    """The teams of both sides, by side and name."""
    statement = (
        select(people.c.side, people.c.team)
        .where(not_(people.c.removed))
        .distinct()
        .order_by(people.c.side, people.c.team)
    )
    return [(Side(side), team) for side, team in connection.execute(statement)]
