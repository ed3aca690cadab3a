"""Measures: what the two sides of a program agreed to move, and how it moves."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.charters import MEASURED, Reading, check_day, check_value, number_words
from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.domain.programs import Measure, Program, name_identity
from ridealong.domain.values import read_name, read_words
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.storage.queries.charters import as_reading, reading_rows
from ridealong.storage.queries.measures import as_measure, measure_rows
from ridealong.storage.schema import measures, readings


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """What is said of a measure; None leaves it as it is.

    Args:
        no_baseline, no_target: whether it is not known any more.
    """

    unit: str | None = None
    baseline: float | None = None
    target: float | None = None
    no_baseline: bool = False
    no_target: bool = False


def set_measure(
    desk: Desk, program_name: str, name: str, change: MeasureChange, *, seen: Seen | None = None
) -> Measure:
    """Agree on a measure, or change what is known of one; returns it as it stands then.

    Args:
        name: compared with the measures there are without regard to letter case or the number of blanks.
        seen: the measure as looked at before; `NONE_YET` for one that is to be new.

    Raises:
        NotFound: there is no such program.
        InvalidValue: the measure has no name, or a value of it is no number, or it is to be new and is there.
        ChangedMeanwhile: the measure is no longer as seen.
    """
    wanted = read_name(name)
    if not wanted:
        raise InvalidValue("A measure needs a name", "Give one such as 'Time to first page'")
    for value in (change.baseline, change.target):
        if value is not None:
            check_value(value)
    with desk.changing("program measure") as step:
        program = program_named(step.connection, program_name)
        row = _find(step.connection, program, wanted)
        if seen == NONE_YET and row is not None:
            raise InvalidValue(f"'{program.name}' has a measure '{row['name']}' already", "Give it another name")
        if seen is not None and seen != NONE_YET:
            check_seen(desk, step.connection, measures, [seen])
        measure = _changed(as_measure(row) if row else Measure(name=wanted), change)
        cells = {"unit": measure.unit, "baseline": measure.baseline, "target": measure.target}
        if row:
            step.work.update(measures, {row["id"]: cells})
        else:
            step.work.insert(measures, [{"program_id": program.id, "name": measure.name, **cells}])
        step.done(f"{program.name}: measures {measure.name}")
        return measure


def remove_measure(desk: Desk, program_name: str, name: str, *, seen: Seen | None = None) -> Measure:
    """Take a measure back, with its readings; returns it as it was.

    Args:
        seen: the measure as looked at before.

    Raises:
        NotFound: there is no such program or measure.
        ChangedMeanwhile: the measure is no longer as seen.
    """
    with desk.changing("program measure remove") as step:
        program = program_named(step.connection, program_name)
        check_seen(desk, step.connection, measures, [seen] if seen else ())
        row = _row(step.connection, program, name)
        step.work.delete(readings, [one["id"] for one in reading_rows(step.connection, [row["id"]])])
        step.work.delete(measures, [row["id"]])
        step.done(f"{program.name}: no longer measures {row['name']}")
        return as_measure(row)


def add_reading(
    desk: Desk, program_name: str, name: str, reading: Reading, *, seen: Seen | None = None
) -> Reading | None:
    """Note what a measure was on a day; in place of what was noted for that day, where there is something.

    Args:
        seen: what is noted for that day, as looked at before; `NONE_YET` where there was nothing.

    Returns:
        What was noted for that day before, or None.

    Raises:
        NotFound: there is no such program or measure.
        InvalidValue: the value is no number, or the day is still to come.
        ChangedMeanwhile: what is noted for that day is no longer as seen.
    """
    check_value(reading.value)
    check_day(reading.day, desk.clock.today(), MEASURED)
    cells = {"value": reading.value, "note": read_words(reading.note)}
    with desk.changing("program reading") as step:
        program = program_named(step.connection, program_name)
        row = _row(step.connection, program, name)
        before = _reading(step.connection, row["id"], reading.day)
        if seen == NONE_YET and before is not None:
            check_seen(desk, step.connection, readings, [Seen(before["id"], NONE_YET.version)])
        elif seen is not None and seen != NONE_YET:
            check_seen(desk, step.connection, readings, [seen])
        if before is not None:
            step.work.update(readings, {before["id"]: cells})
        else:
            step.work.insert(readings, [{"measure_id": row["id"], "day": reading.day, **cells}])
        value = f"{number_words(reading.value)} {row['unit']}".rstrip()
        step.done(f"{program.name}: {row['name']} was {value} on {reading.day}")
        return as_reading(before) if before is not None else None


def remove_reading(desk: Desk, program_name: str, name: str, day: date, *, seen: Seen | None = None) -> Reading:
    """Take back what was noted for a day; returns it as it was.

    Args:
        seen: the reading as looked at before.

    Raises:
        NotFound: there is no such program, measure or reading.
        ChangedMeanwhile: the reading is no longer as seen.
    """
    with desk.changing("program reading remove") as step:
        program = program_named(step.connection, program_name)
        check_seen(desk, step.connection, readings, [seen] if seen else ())
        row = _row(step.connection, program, name)
        found = _reading(step.connection, row["id"], day)
        if found is None:
            days = [str(one["day"]) for one in reading_rows(step.connection, [row["id"]])]
            raise NotFound(
                f"There is no reading of '{row['name']}' on {day}",
                f"There are those of {', '.join(days[-5:])}" if days else "There is none yet",
            )
        step.work.delete(readings, [found["id"]])
        step.done(f"{program.name}: no reading of {row['name']} on {day} any more")
        return as_reading(found)


def _find(connection: Connection, program: Program, name: str) -> RowMapping | None:
    rows = measure_rows(connection, program.id)
    return next((row for row in rows if name_identity(row["name"]) == name_identity(name)), None)


def _row(connection: Connection, program: Program, name: str) -> RowMapping:
    row = _find(connection, program, name)
    if row is None:
        others = ", ".join(one["name"] for one in measure_rows(connection, program.id))
        raise NotFound(f"'{program.name}' has no measure '{name}'", f"It has {others}" if others else "It has none yet")
    return row


def _reading(connection: Connection, measure_id: int, day: date) -> RowMapping | None:
    return next((row for row in reading_rows(connection, [measure_id]) if row["day"] == day), None)


def _changed(measure: Measure, change: MeasureChange) -> Measure:
    return replace(
        measure,
        unit=measure.unit if change.unit is None else read_name(change.unit),
        baseline=None if change.no_baseline else _given(change.baseline, measure.baseline),
        target=None if change.no_target else _given(change.target, measure.target),
    )


def _given(value: float | None, standing: float | None) -> float | None:
    return standing if value is None else value
