"""People of one team."""

from sqlalchemy import Connection, not_, select

from ridealong.domain.people import Person, Side
from ridealong.storage.queries.people import some_people
from ridealong.storage.schema import people


def of_team(connection: Connection, side: Side, team: str) -> dict[int, Person]:
    """Everybody of a team on one side, in any letter case, by row id; without those who were removed."""
    rows = connection.execute(select(people.c.id, people.c.team).where(people.c.side == side, not_(people.c.removed)))
    wanted = team.casefold()
    return some_people(connection, sorted(row_id for row_id, name in rows if name.casefold() == wanted))
