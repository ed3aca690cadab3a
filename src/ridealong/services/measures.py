"""Measures: what the two sides of a program agreed to move."""

from dataclasses import dataclass, replace
from math import isfinite

from sqlalchemy import RowMapping

from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.domain.programs import Measure, Program, name_identity
from ridealong.domain.values import read_name
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.storage.queries.measures import as_measure, measure_rows
from ridealong.storage.schema import measures
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """What is said of a measure; None leaves it as it is."""

    unit: str | None = None
    baseline: float | None = None
    target: float | None = None


def set_measure(desk: Desk, program_name: str, name: str, change: MeasureChange) -> Measure:
    """Agree on a measure, or change what is known of one; returns it as it stands then.

    Args:
        name: compared with the measures there are without regard to letter case or the number of blanks.

    Raises:
        NotFound: there is no such program.
        InvalidValue: the measure has no name, or a value of it is no number.
    """
    wanted = read_name(name)
    if not wanted:
        raise InvalidValue("A measure needs a name", "Give one such as 'Time to first page'")
    for value in (change.baseline, change.target):
        if value is not None and not isfinite(value):
            raise InvalidValue(f"{value} is not a number to measure with", "Give one such as 71 or 4.5")
    with desk.changing("program measure") as step:
        program = program_named(step.connection, program_name)
        row = _row(step, program, wanted)
        measure = _changed(as_measure(row) if row else Measure(name=wanted), change)
        cells = {"unit": measure.unit, "baseline": measure.baseline, "target": measure.target}
        if row:
            step.work.update(measures, {row["id"]: cells})
        else:
            step.work.insert(measures, [{"program_id": program.id, "name": measure.name, **cells}])
        step.done(f"{program.name}: measures {measure.name}")
        return measure


def remove_measure(desk: Desk, program_name: str, name: str) -> Measure:
    """Take a measure back; returns it as it was. Raises NotFound."""
    with desk.changing("program measure remove") as step:
        program = program_named(step.connection, program_name)
        row = _row(step, program, name)
        if row is None:
            others = ", ".join(one["name"] for one in measure_rows(step.connection, program.id))
            raise NotFound(
                f"'{program.name}' has no measure '{name}'", f"It has {others}" if others else "It has none yet"
            )
        step.work.delete(measures, [row["id"]])
        step.done(f"{program.name}: no longer measures {row['name']}")
        return as_measure(row)


def _row(step: Step, program: Program, name: str) -> RowMapping | None:
    rows = measure_rows(step.connection, program.id)
    return next((row for row in rows if name_identity(row["name"]) == name_identity(name)), None)


def _changed(measure: Measure, change: MeasureChange) -> Measure:
    return replace(
        measure,
        unit=measure.unit if change.unit is None else read_name(change.unit),
        baseline=measure.baseline if change.baseline is None else change.baseline,
        target=measure.target if change.target is None else change.target,
    )
