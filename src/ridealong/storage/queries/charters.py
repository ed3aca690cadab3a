"""The sponsors of programs and the readings of their measures, as they are stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, not_, select

from ridealong.domain.charters import Measured, Reading, Sponsor
from ridealong.domain.people import Side
from ridealong.storage.queries.measures import as_measure, measure_rows
from ridealong.storage.schema import people, programs, readings, sponsors

_SHOWN = (
    sponsors,
    people.c.name.label("person_name"),
    people.c.email.label("person_email"),
    people.c.team,
    people.c.removed,
)


def sponsor_rows(connection: Connection, program_id: int) -> Sequence[RowMapping]:
    """The sponsors of a program, IT first: their rows, with what `as_sponsor` needs."""
    statement = _joined().where(sponsors.c.program_id == program_id).order_by(sponsors.c.side)
    return connection.execute(statement).mappings().all()


def _joined() -> Select[Any]:  # Any: the columns of two tables
    return select(*_SHOWN).join_from(sponsors, people, people.c.id == sponsors.c.person_id, isouter=True)


def as_sponsor(row: RowMapping) -> Sponsor:
    """A sponsor from one of `sponsor_rows`."""
    known = row["person_id"] is not None
    return Sponsor(
        side=Side(row["side"]),
        name=row["person_name"] if known else row["name"],
        email=row["person_email"] if known else row["email"],
        known=known,
        team=row["team"] or "",
        left=bool(row["removed"]),
        named=row["named"],
        agreed=row["agreed"],
        note=row["note"],
    )


def not_agreed_rows(connection: Connection) -> Sequence[RowMapping]:
    """The sponsors who have not agreed, of programs that are not archived, by program and side.

    Their rows as `sponsor_rows` has them, each with `program`: the name; `start`, `rounds` and `weeks`.
    """
    statement = (
        _joined()
        .join(programs, programs.c.id == sponsors.c.program_id)
        .add_columns(programs.c.name.label("program"), programs.c.start, programs.c.rounds, programs.c.weeks)
        .where(sponsors.c.agreed.is_(None), not_(programs.c.archived))
        .order_by(programs.c.start, programs.c.name, sponsors.c.side)
    )
    return connection.execute(statement).mappings().all()


def sponsor_sides(connection: Connection) -> dict[int, dict[Side, bool]]:
    """The sides that have a sponsor, each with whether the sponsor has agreed, by the row id of the program."""
    found: dict[int, dict[Side, bool]] = {}
    for program_id, side, agreed in connection.execute(
        select(sponsors.c.program_id, sponsors.c.side, sponsors.c.agreed)
    ):
        found.setdefault(program_id, {})[Side(side)] = agreed is not None
    return found


def reading_rows(connection: Connection, measure_ids: Collection[int]) -> Sequence[RowMapping]:
    """The rows of `readings` of some measures, the oldest first."""
    statement = select(readings).where(readings.c.measure_id.in_(sorted(measure_ids)))
    return connection.execute(statement.order_by(readings.c.day, readings.c.id)).mappings().all()


def as_reading(row: RowMapping) -> Reading:
    """A reading from a row of `readings`."""
    return Reading(day=row["day"], value=row["value"], note=row["note"])


@dataclass(frozen=True, slots=True)
class MeasuredRows:
    """A measure with its readings, and the rows that they were read from."""

    measured: Measured
    row: RowMapping
    readings: tuple[RowMapping, ...]


def measured(connection: Connection, program_id: int) -> tuple[MeasuredRows, ...]:
    """The measures of a program with their readings, in the order in which they were agreed."""
    rows = measure_rows(connection, program_id)
    found: dict[int, list[RowMapping]] = {row["id"]: [] for row in rows}
    for row in reading_rows(connection, found):
        found[row["measure_id"]].append(row)
    return tuple(_measured(row, found[row["id"]]) for row in rows)


def _measured(row: RowMapping, read: Sequence[RowMapping]) -> MeasuredRows:
    return MeasuredRows(Measured(measure=as_measure(row), readings=tuple(map(as_reading, read))), row, tuple(read))
