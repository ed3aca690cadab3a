"""The coming rounds of a program as one planning problem for every question asked before something changes."""

from sqlalchemy import Connection

from ridealong.domain.programs import Program
from ridealong.planning.garbage import without_collection
from ridealong.services.desk import Desk
from ridealong.services.plans.season import Season, build_season


def coming_season(desk: Desk, connection: Connection, program: Program) -> Season:
    """All rounds of a program that are left, read once for each version of the database.

    Args:
        connection: one of `Desk.reading`.

    Raises:
        Refused: no round is left, or one side has nobody who agreed to take part.
    """

    def read() -> Season:
        with without_collection():
            return build_season(connection, program, desk.clock.today())

    return desk.remembered(connection, ("season", program.id), read, large=True)
