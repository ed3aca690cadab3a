"""The steps of programs, and which of them are done for which pairings."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, select

from ridealong.domain.steps import Phase, VisitStep, Who, in_order
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import steps, steps_done


def step_rows(connection: Connection, program_id: int) -> Sequence[RowMapping]:
    """The rows of `steps` of a program, in the order in which they are told; empty where it has no template of its own.

    One with an empty text is no step: it says that the program has a template without any.
    """
    return _sorted(connection.execute(select(steps).where(steps.c.program_id == program_id)).mappings().all())


def _sorted(rows: Sequence[RowMapping]) -> Sequence[RowMapping]:
    phases = [str(one) for one in Phase]
    return sorted(rows, key=lambda row: (phases.index(row["phase"]), row["position"], row["id"]))


def as_step(row: RowMapping) -> VisitStep:
    """A step from a row of `steps`."""
    return VisitStep(phase=Phase(row["phase"]), who=Who(row["who"]), text=row["text"])


def steps_by_program(connection: Connection) -> dict[int, tuple[VisitStep, ...]]:
    """The steps of every program that has a template of its own, by its row id."""
    rows = connection.execute(select(steps).order_by(steps.c.position, steps.c.id)).mappings().all()
    found: dict[int, list[VisitStep]] = {row["program_id"]: [] for row in rows}
    for row in rows:
        if row["text"]:
            found[row["program_id"]].append(as_step(row))
    return {program_id: in_order(some) for program_id, some in found.items()}


def done_rows(connection: Connection, pairing_ids: Collection[int]) -> Sequence[RowMapping]:
    """The rows of `steps_done` of some pairings."""
    found: list[RowMapping] = []
    for some in parts_of(sorted(pairing_ids)):
        found += connection.execute(select(steps_done).where(steps_done.c.pairing_id.in_(some))).mappings()
    return found


def done_ids(connection: Connection, step_ids: Collection[int]) -> list[int]:
    """The ids of the rows of `steps_done` that are about some steps."""
    found: list[int] = []
    for some in parts_of(sorted(step_ids)):
        found += connection.execute(select(steps_done.c.id).where(steps_done.c.step_id.in_(some))).scalars()
    return found


def days_done(connection: Connection, pairing_ids: Collection[int]) -> dict[tuple[int, int], date]:
    """When steps were done, by the ids of the pairing and of the step."""
    return {(row["pairing_id"], row["step_id"]): row["day"] for row in done_rows(connection, pairing_ids)}
