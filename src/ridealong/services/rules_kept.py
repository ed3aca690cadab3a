"""The rules that a pairing must keep to before it is promised to people, as publishing asks for them."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.programs import Program
from ridealong.planning.check import Cell, Violation, check_cells
from ridealong.services.season import Season, build_season
from ridealong.storage.queries.people import ids_of


def rules_broken(
    connection: Connection, program: Program, today: date, cells: Iterable[Cell], *, without: Collection[int] = ()
) -> tuple[Season, list[Violation]]:
    """The rules that some pairings of a program break, beside everything that is published.

    Args:
        today: the day from which rounds are looked at.
        cells: the round of the program, from 0, and guest and host by identity.
        without: the ids of published pairings that are among the cells, and so do not stand beside them.

    Returns:
        The season, in whose rounds and words the broken rules are, and these: first who takes part no longer.

    Raises:
        Refused: no round is left, or one side has nobody who agreed to take part.
    """
    wanted = list(cells)
    ids = ids_of(connection, {who for _round, guest, host in wanted for who in (guest, host)})
    season = build_season(connection, program, today, only=frozenset(ids.values()), without=without)
    rows = sorted((number - season.first, guest, host) for number, guest, host in wanted)
    broken = list(check_cells(season.problem, rows))
    # Whoever is not there hides what else is broken.
    gone = {(one.round, one.guest, one.host) for one in broken if one.rule == "unknown"}
    if gone:
        broken += check_cells(season.problem, [row for row in rows if row not in gone])
    return season, broken
