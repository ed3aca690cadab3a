"""The part of `program measure` that reads what measures were from a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from ridealong.cli.imports import print_report
from ridealong.cli.outcome_values import day_order
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session
from ridealong.cli.values import from_the_call
from ridealong.domain.charters import MEASURED, check_day
from ridealong.exchange.form_days import DayOrder

_FILE = click.Path(path_type=Path)

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class ReadingsFile:
    """A file of readings, and how it is read."""

    path: Path
    mapping: Path | None
    order: DayOrder | None
    mean: bool
    dry_run: bool


def readings_options(command: F) -> F:
    """Give a command the options about a file of readings, which `readings_file` takes together."""
    options = (
        click.option("--import", "path", type=_FILE, metavar="FILE", help="Take readings from a CSV file."),
        click.option("--map", "mapping", type=_FILE, metavar="FILE", help="Which column of it is about which measure."),
        click.option(
            "--dates",
            "order",
            type=day_order,
            metavar="day-first|month-first",
            help="How 03/04/2027 is meant in it, where it does not tell.",
        ),
        click.option("--mean", is_flag=True, help="Take the mean of several answers of one day."),
        click.option("--dry-run", is_flag=True, help="With --import: print the same, and change nothing."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def readings_file(given: Mapping[str, object]) -> ReadingsFile | None:
    """What was given about a file; None where none is named, which only goes without the other options."""
    path, mapping, order = given["path"], given["mapping"], given["order"]
    if not isinstance(path, Path):
        if mapping or order or given["mean"] or given["dry_run"]:
            raise click.UsageError("--map, --dates, --mean and --dry-run are about a file: name it with --import")
        return None
    return ReadingsFile(
        path=path,
        mapping=mapping if isinstance(mapping, Path) else None,
        order=order if isinstance(order, DayOrder) else None,
        mean=bool(given["mean"]),
        dry_run=bool(given["dry_run"]),
    )


def import_file(session: Session, name: str, file: ReadingsFile, on: date | None) -> int:
    """Take the readings of a program from a file; returns the exit code.

    Args:
        on: the day of rows that have none.
    """
    from ridealong.services.programs.import_readings import ReadingImport, import_readings  # noqa: PLC0415 - not for the others

    if on is not None:
        with from_the_call():
            check_day(on, session.clock.today(), MEASURED)
    how = ReadingImport(mapping=file.mapping, order=file.order, on=on, mean=file.mean)
    with session.desk() as desk, progress_line("Comparing readings"):
        report = import_readings(desk, name, file.path, how, dry_run=file.dry_run)
    return print_report(session, report)
