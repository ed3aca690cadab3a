"""Importing what measures of a program were, from a form's CSV export, in one step."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import RowMapping

from ridealong.domain.charters import MEASURED, check_day, check_value, number_words
from ridealong.domain.errors import InvalidValue
from ridealong.exchange.form_days import DayOrder
from ridealong.exchange.forms import rejection
from ridealong.exchange.mapping import read_mapping
from ridealong.exchange.readings_csv import ReadingRow, read_readings
from ridealong.exchange.results import Rejection
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.importing import Change, ImportReport, Tally, Upsert
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.charters import reading_rows
from ridealong.storage.queries.measures import as_measure, measure_rows
from ridealong.storage.schema import readings


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingImport:
    """How a file of readings is read.

    Args:
        mapping: a file that says which column is about which measure, where their names do not.
        order: whether the day or the month stands first in its days; None to find out.
        on: the day of rows that have none; None for today.
        mean: whether several values of one day come to their mean; without it one that differs is rejected.
    """

    mapping: Path | None = None
    order: DayOrder | None = None
    on: date | None = None
    mean: bool = False


def import_readings(
    desk: Desk,
    program: str,
    path: Path | str,
    how: ReadingImport | None = None,
    *,
    dry_run: bool = False,
    shown: ImportReport | None = None,
) -> ImportReport:
    """Note what measures of a program were, as a file says; a reading of a day that has one takes its place.

    Args:
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program.
        UnreadableFile: a file cannot be read, or no column of it is about a measure of the program.
        InvalidValue: the mapping is none, or the day is still to come.
        ChangedMeanwhile: it would be another import than the one that was shown.
    """
    how = how or ReadingImport()
    if how.on is not None:
        check_day(how.on, desk.clock.today(), MEASURED)
    with desk.changing("program reading import", dry_run=dry_run) as step:
        tally = Tally(version=change_count(step.connection))
        found = program_named(step.connection, program)
        rows = measure_rows(step.connection, found.id)
        names = _names(how.mapping, rows)
        today = desk.clock.today()
        measures = [as_measure(row) for row in rows]
        parsed = read_readings(Path(path), measures, names=names, order=how.order, today=today)
        ids = {row["name"]: int(row["id"]) for row in rows}
        before = {(row["measure_id"], row["day"]): row for row in reading_rows(step.connection, ids.values())}
        upsert = Upsert()
        for row in _by_day(parsed.rows, how, today, tally):
            _compare(row, ids[row.measure], before, upsert, tally)
        tally.check_shown(desk, step.connection, shown)
        step.work.insert(readings, upsert.new)
        step.work.update(readings, upsert.changes)
        if not dry_run:
            step.done(f"{found.name}: {Path(path).name}: {tally.summary}")
    return tally.report("readings", parsed, dry_run=dry_run)


def _names(mapping: Path | None, rows: Sequence[RowMapping]) -> Mapping[str, Sequence[str]]:
    if mapping is None:
        return {}
    read = read_mapping(mapping, (*(row["name"] for row in rows), "day", "email"))
    if read.sides:
        raise InvalidValue(f"{mapping}: measures have no [sides]", "Leave that section out")
    return read.columns


def _by_day(rows: Sequence[ReadingRow], how: ReadingImport, today: date, tally: Tally) -> list[ReadingRow]:
    """One row for each measure and day; those that contradict an earlier one are rejected, or come to the mean."""
    alike: dict[tuple[str, date], list[ReadingRow]] = defaultdict(list)
    for row in rows:
        alike[row.measure, row.day or how.on or today].append(row)
    found: list[ReadingRow] = []
    for (_, day), some in alike.items():
        first = replace(some[0], day=day)
        if how.mean:
            mean = check_value(sum(row.value for row in some) / len(some))
            found.append(replace(first, value=mean, note=first.note or _of(len(some))))
            continue
        found.append(first)
        for row in some[1:]:
            if row.value == first.value:
                tally.unchanged += 1
            else:
                tally.rejected.append(_contradiction(row, first))
    return found


def _of(number: int) -> str:
    return f"mean of {number} answers" if number > 1 else ""


def _contradiction(row: ReadingRow, first: ReadingRow) -> Rejection:
    value = number_words(row.value)
    error = InvalidValue(
        f"Line {first.line} says {number_words(first.value)} for {first.measure} on {first.day}, and this row {value}",
        "Keep one of the rows, or take the mean of them",
        typed="Keep one of the rows, or take the mean of them: --mean",
    )
    return rejection(row.line, "value", row.heading, value, error)


def _compare(
    row: ReadingRow,
    measure_id: int,
    before: Mapping[tuple[int, date], RowMapping],
    upsert: Upsert,
    tally: Tally,
) -> None:
    if row.day is None:
        return
    key = f"{row.measure}, {row.day}: {number_words(row.value)}"
    cells: dict[str, object] = {"value": row.value, **({"note": row.note} if row.note else {})}
    there = before.get((measure_id, row.day))
    if there is None:
        tally.added.append(key)
        upsert.new.append({"measure_id": measure_id, "day": row.day, "note": "", **cells})
        return
    different = {name: value for name, value in cells.items() if there[name] != value}
    if different:
        tally.changed.append(Change(key, tuple(different), there["version"]))
        upsert.changes[there["id"]] = different
    else:
        tally.unchanged += 1
