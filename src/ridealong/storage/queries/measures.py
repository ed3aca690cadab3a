"""The shared measures of programs, as they are stored."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select

from ridealong.domain.programs import Measure
from ridealong.storage.schema import measures


def measure_rows(connection: Connection, program_id: int) -> Sequence[RowMapping]:
    """The rows of `measures` of one program, in the order in which they were agreed."""
    statement = select(measures).where(measures.c.program_id == program_id).order_by(measures.c.id)
    return connection.execute(statement).mappings().all()


def measures_by_program(connection: Connection) -> dict[int, tuple[Measure, ...]]:
    """The measures of every program that has some, by its row id, in the order in which they were agreed."""
    found: dict[int, tuple[Measure, ...]] = {}
    for row in connection.execute(select(measures).order_by(measures.c.id)).mappings():
        found[row["program_id"]] = (*found.get(row["program_id"], ()), as_measure(row))
    return found


def as_measure(row: RowMapping) -> Measure:
    """A measure from a row of `measures`."""
    return Measure(name=row["name"], unit=row["unit"], baseline=row["baseline"], target=row["target"])
