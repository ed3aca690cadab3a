"""The places whose public holidays a coordinator has set, and the places where people work."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, not_, select

from ridealong.storage.schema import holiday_places, people


def holiday_place_rows(connection: Connection) -> Sequence[RowMapping]:
    """The rows of `holiday_places`, by identity of the place."""
    return connection.execute(select(holiday_places).order_by(holiday_places.c.identity)).mappings().all()


def places_in_use(connection: Connection) -> list[tuple[str, str, int]]:
    """Each site with each time zone of the people there, both empty where not known, and how many people those are."""
    statement = (
        select(people.c.site, people.c.time_zone, func.count())
        .where(not_(people.c.removed))
        .group_by(people.c.site, people.c.time_zone)
        .order_by(people.c.site, people.c.time_zone)
    )
    return [(site, zone, int(number)) for site, zone, number in connection.execute(statement)]
