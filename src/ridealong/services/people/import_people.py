"""Importing people: an upsert by e-mail from a CSV file, in one step."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import Refused
from ridealong.domain.people import is_purged
from ridealong.exchange.people_csv import PersonRow, read_people, read_people_mapping
from ridealong.exchange.results import Rejection
from ridealong.services.desk import Desk
from ridealong.services.importing import Change, ImportReport, Tally, Upsert
from ridealong.services.paging import Progress
from ridealong.services.people.side_changes import check_other_side
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import stored_cells
from ridealong.storage.records import EMPTY_PERSON, person_cells
from ridealong.storage.schema import people

_TELL_EVERY = 1000


def import_people(
    desk: Desk,
    path: Path | str,
    *,
    mapping: Path | str | None = None,
    full: bool = False,
    dry_run: bool = False,
    shown: ImportReport | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Add and change people as a file says; rows that cannot be taken are reported and stop no others.

    Args:
        mapping: a file that says how another program's export names our columns and sides.
        full: the file is the whole roster: report who has disappeared from it.
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.
        progress: told how many rows of how many have been compared.

    Raises:
        MissingColumns: the header of the file lacks a column.
        UnreadableFile: the file cannot be read.
        ChangedMeanwhile: it would be another import than the one that was shown.
        StorageError: the database cannot be written.
    """
    parsed = read_people(Path(path), read_people_mapping(Path(mapping)) if mapping else None)
    with desk.changing("people import", dry_run=dry_run) as step:
        tally = Tally(version=change_count(step.connection))
        stored = stored_cells(step.connection)
        upsert = Upsert()
        for number, row in enumerate(parsed.rows):
            if progress and number % _TELL_EVERY == 0:
                progress(number, len(parsed.rows))
            if rejection := _other_side(step.connection, row, stored, desk.clock.today()):
                tally.rejected.append(rejection)
            else:
                _compare(row, stored, upsert, tally)
        tally.check_shown(desk, step.connection, shown)
        step.work.insert(people, upsert.new)
        step.work.update(people, upsert.changes)
        if progress:
            progress(len(parsed.rows), len(parsed.rows))
        if not dry_run:
            step.done(f"{Path(path).name}: {tally.summary}")
    seen = {row.identity for row in parsed.rows}
    missing = tuple(
        sorted(str(row["email"]) for key, row in stored.items() if key not in seen and not row["removed"])
        if full
        else ()
    )
    return tally.report("people", parsed, dry_run=dry_run, missing=missing)


def _other_side(
    connection: Connection, row: PersonRow, stored: Mapping[str, RowMapping], today: date
) -> Rejection | None:
    """Why somebody whom a row gives another side has to keep the side there is."""
    before = stored.get(row.identity)
    if before is None or before["side"] == row.changes["side"]:
        return None
    try:
        check_other_side(connection, before["id"], before["name"], today)
    except Refused as error:
        return Rejection(row.line, "side", str(row.changes["side"]), str(error), error.for_commands)
    return None


def _compare(
    row: PersonRow,
    stored: Mapping[str, RowMapping],
    upsert: Upsert,
    tally: Tally,
) -> None:
    cells = person_cells(row.changes)
    before = stored.get(row.identity)
    email = row.changes["email"]
    if is_purged(email):
        problem = f"'{email}' stands for somebody who was purged. Leave the row out, or correct the address"
        tally.rejected.append(Rejection(row.line, "email", email, problem))
        return
    if before is None:
        tally.added.append(email)
        upsert.new.append({**EMPTY_PERSON, **cells})
        return
    # The same address in other letter case is the same address: it stays as it was first written.
    different = {
        name: value for name, value in cells.items() if name not in ("email", "identity") and before[name] != value
    }
    if problem := _wrong_order(before, cells):
        column = "last_day" if "last_day" in cells else "first_day"
        tally.rejected.append(Rejection(row.line, column, str(cells[column]), problem))
    elif before["removed"]:
        tally.added.append(email)
        upsert.changes[before["id"]] = {**different, "removed": False}
    elif different:
        tally.changed.append(Change(str(before["email"]), tuple(different), before["version"]))
        upsert.changes[before["id"]] = different
    else:
        tally.unchanged += 1


def _wrong_order(before: RowMapping, cells: Mapping[str, object]) -> str:
    """What is wrong where a file has only one of the two days, and it does not go with the stored one."""
    if ("first_day" in cells) == ("last_day" in cells):
        return ""
    first = cells.get("first_day", before["first_day"])
    last = cells.get("last_day", before["last_day"])
    if first and last and str(last) < str(first):
        return f"The last day {last} lies before the first day {first}. Correct one of the two"
    return ""
