"""Importing absences from a CSV file, in one step."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sqlalchemy import RowMapping

from ridealong.domain.days import Days
from ridealong.domain.people import identity
from ridealong.exchange.absences_csv import AbsenceRow, read_absences
from ridealong.services.desk import Desk
from ridealong.services.importing import Change, ImportReport, Tally, stranger
from ridealong.services.paging import Progress
from ridealong.services.repairs.absence_clashes import clashes_of
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import absence_rows, ids_of
from ridealong.storage.schema import absences

SOURCE = "CSV"


_Key = tuple[int, date, date]
"""The row id of a person, and the first and the last day."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a file says, beside what is stored.

    Args:
        stored: the rows that are there. new, changes: what is to be inserted, and updated by row id.
        away: the days of the new ones by identity.
    """

    stored: Mapping[_Key, RowMapping]
    new: dict[_Key, dict[str, object]] = field(default_factory=dict)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    away: dict[str, list[Days]] = field(default_factory=lambda: defaultdict(list))

    def take(self, row: AbsenceRow, person: int, tally: Tally) -> None:
        """Compare a row of the file, about somebody by row id, and count it."""
        days = row.days
        key = (person, days.first, days.last)
        before = self.stored.get(key)
        if before is None and key not in self.new:
            tally.added.append(f"{row.email} {days}")
            self.away[identity(row.email)].append(days)
            cells = {"person_id": person, "first_day": days.first, "last_day": days.last}
            self.new[key] = {**cells, "reason": row.reason, "source": SOURCE}
        elif before is not None and before["reason"] != row.reason:
            tally.changed.append(Change(f"{row.email} {days}", ("reason",), before["version"]))
            self.changes[before["id"]] = {"reason": row.reason}
        else:
            tally.unchanged += 1


def import_absences(
    desk: Desk,
    path: Path | str,
    *,
    dry_run: bool = False,
    shown: ImportReport | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Add absences as a file says; an absence is known by its person and its days.

    Args:
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.
        progress: told how many rows of how many have been compared.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks a column.
        ChangedMeanwhile: it would be another import than the one that was shown.
        StorageError: the database cannot be written.
    """
    parsed = read_absences(Path(path))
    with desk.changing("absences import", dry_run=dry_run) as step:
        tally = Tally(version=change_count(step.connection))
        ids = ids_of(step.connection, {identity(row.email) for row in parsed.rows})
        stored = {(row["person_id"], row["first_day"], row["last_day"]): row for row in absence_rows(step.connection)}
        found = _Compared(stored)
        for row in parsed.rows:
            person = ids.get(identity(row.email))
            if person is None:
                tally.rejected.append(stranger(row.line, "email", row.email))
            else:
                found.take(row, person, tally)
        tally.check_shown(desk, step.connection, shown)
        step.work.insert(absences, list(found.new.values()))
        step.work.update(absences, found.changes)
        clashes = clashes_of(step.connection, found.away, desk.clock.today())
        tally.finish(step, path, len(parsed.rows), progress, dry_run=dry_run)
    return replace(tally.report("absences", parsed, dry_run=dry_run), clashes=clashes)
