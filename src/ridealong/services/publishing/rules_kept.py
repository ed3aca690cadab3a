"""The rules that a pairing must keep to before it is promised to people, as publishing asks for them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.programs import Program
from ridealong.planning.check import Cell, Violation, check_cells
from ridealong.services.days.own_days import PRESENCE, kept_from
from ridealong.services.plans.season import Season, build_season
from ridealong.storage.queries.people import ids_of


def rules_broken(
    connection: Connection,
    program: Program,
    today: date,
    cells: Iterable[Cell],
    *,
    without: Collection[int] = (),
    days: Mapping[Cell, Days] = MappingProxyType({}),
) -> tuple[Season, list[Violation]]:
    """The rules that some pairings of a program break, beside everything that is published.

    Args:
        today: the day from which rounds are looked at.
        cells: the round of the program, from 0, and guest and host by identity.
        without: the ids of published pairings that are among the cells, and so do not stand beside them.
        days: when cells take place that do not last for all of their round: nobody needs to be there on its other days.

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
    # Most pairings break no rule, and each that is asked for costs the database several questions.
    asked = {_cell(one, season) for one in broken if one.rule in PRESENCE}
    there = _there(connection, season, {cell: span for cell, span in days.items() if cell in asked})
    return season, [one for one in broken if not (one.rule in PRESENCE and _cell(one, season) in there)]


def _cell(one: Violation, season: Season) -> Cell:
    return (one.round or 0) + season.first, one.guest, one.host


def _there(connection: Connection, season: Season, days: Mapping[Cell, Days]) -> set[Cell]:
    """The cells in whose own days both are there, although one of them is not for all of the round."""
    ids = {person.identity: row_id for row_id, person in season.people.items()}
    program, found = season.program, set()
    for cell, span in days.items():
        people = {ids[who]: season.people[ids[who]] for who in cell[1:] if who in ids}
        short = span != program.round_days(cell[0])
        if short and len(people) == 2 and not kept_from(connection, program, people, span):
            found.add(cell)
    return found
