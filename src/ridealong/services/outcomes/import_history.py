"""Importing past pairings from a CSV file, in one step."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import RowMapping

from ridealong.domain.days import monday_of
from ridealong.domain.people import Person, Side, identity
from ridealong.domain.programs import DEFAULTS, Kind, Program, name_identity
from ridealong.domain.values import read_name
from ridealong.exchange.history_csv import HistoryRow, read_history
from ridealong.exchange.results import Rejection
from ridealong.services.desk import Desk
from ridealong.services.importing import Change, ImportReport, Tally, Upsert, stranger
from ridealong.services.paging import Progress
from ridealong.storage import records
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.pairings import history_keys
from ridealong.storage.queries.people import all_people
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.schema import pairings, programs
from ridealong.storage.work import Step

_MOST_ROUNDS = 250
_AT_ONCE = 2_000

Key = tuple[int, int, int, str, date]


def import_history(
    desk: Desk,
    path: Path | str,
    *,
    dry_run: bool = False,
    shown: ImportReport | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Add past pairings, and correct how known ones went, as a file says.

    A pairing is known by its program, both addresses, the visiting side and the first day. A program that is not known
    is made and put into the archive: it is over.

    Args:
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.
        progress: told how many rows of how many are done.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks a column.
        ChangedMeanwhile: it would be another import than the one that was shown.
        StorageError: the database cannot be written.
    """
    parsed = read_history(Path(path))
    with desk.changing("history import", dry_run=dry_run) as step:
        tally = Tally(version=change_count(step.connection))
        people = {person.identity: (row_id, person) for row_id, person in all_people(step.connection).items()}
        known = {name_identity(one.name): one for one in all_programs(step.connection, archived=True)}
        kinds = {name: (one.name, one.kind) for name, one in known.items()}
        good = [row for row in parsed.rows if _accepted(row, people, kinds, tally)]
        _add_programs(step, good, known)
        stored = history_keys(step.connection)
        upsert = Upsert()
        told = _Told(progress, len(good))
        for number, row in enumerate(good):
            cells = _cells(row, known[name_identity(row.program)].id, people)
            _compare(row, cells, stored, upsert, tally)
            if number % _AT_ONCE == 0:
                told.compared(number)
        tally.check_shown(desk, step.connection, shown)
        for start in range(0, len(upsert.new), _AT_ONCE):
            told.written(start, len(upsert.new))
            step.work.insert(pairings, upsert.new[start : start + _AT_ONCE])
        step.work.update(pairings, upsert.changes)
        told.written(1, 1)
        if not dry_run:
            step.done(f"{Path(path).name}: {tally.summary}")
    return tally.report("history", parsed, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _Told:
    """How far an import has come: to compare takes a third of the time, and to write the rest."""

    progress: Progress | None
    total: int

    def compared(self, number: int) -> None:
        if self.progress:
            self.progress(number // 3, self.total)

    def written(self, number: int, of: int) -> None:
        if self.progress:
            self.progress(self.total // 3 + (self.total - self.total // 3) * number // of, self.total)


def _accepted(
    row: HistoryRow, people: Mapping[str, tuple[int, Person]], kinds: dict[str, tuple[str, Kind]], tally: Tally
) -> bool:
    """Whether a row goes with what is known; the first row of a new program says what kind it is."""
    for column, email, side in (
        ("it_email", row.it_email, Side.IT),
        ("marketing_email", row.marketing_email, Side.MARKETING),
    ):
        found = people.get(identity(email))
        if found is None:
            tally.rejected.append(stranger(row.line, column, email))
            return False
        if found[1].side is not side:
            problem = f"{found[1].name} is on the {found[1].side.label} side. Give an address of the {side.label} side"
            tally.rejected.append(Rejection(row.line, column, email, problem))
            return False
    name, kind = kinds.setdefault(name_identity(row.program), (row.program, row.kind))
    if kind is not row.kind:
        problem = f"'{name}' is a {kind} program. Write {kind}, or name another program"
        tally.rejected.append(Rejection(row.line, "kind", str(row.kind), problem))
        return False
    return True


def _add_programs(step: Step, rows: Iterable[HistoryRow], known: dict[str, Program]) -> None:
    by_name: dict[str, list[HistoryRow]] = defaultdict(list)
    for row in rows:
        if name_identity(row.program) not in known:
            by_name[name_identity(row.program)].append(row)
    for key, some in by_name.items():
        found = _past_program(some)
        program_id = step.work.insert(programs, [records.program_row(found)])[0]
        known[key] = replace(found, id=program_id)


def _past_program(rows: list[HistoryRow]) -> Program:
    first = monday_of(min(row.days.first for row in rows))
    last = max(row.days.last for row in rows)
    weeks = min(52, max(1, -(-len(rows[0].days) // 7)))
    defaults = DEFAULTS.get(rows[0].kind)
    return Program(
        name=read_name(rows[0].program),
        kind=rows[0].kind,
        guest_side=rows[0].guest,
        start=first,
        rounds=min(_MOST_ROUNDS, (last - first).days // (7 * weeks) + 1),
        weeks=weeks,
        visits_per_guest=defaults.visits_per_guest if defaults else 1,
        host_visits=defaults.host_visits if defaults else None,
        archived=True,
    )


def _cells(row: HistoryRow, program_id: int, people: Mapping[str, tuple[int, Person]]) -> dict[str, object]:
    it, marketing = people[identity(row.it_email)], people[identity(row.marketing_email)]
    guest, host = (it, marketing) if row.guest is Side.IT else (marketing, it)
    return {
        "program_id": program_id,
        "guest_id": guest[0],
        "host_id": host[0],
        "guest_team": guest[1].team,
        "host_team": host[1].team,
        "guest_side": str(row.guest),
        "round": None,
        "first_day": row.days.first,
        "last_day": row.days.last,
        "state": str(row.state),
        "pinned": False,
        "fit": None,
        "reason": "",
    }


def _compare(
    row: HistoryRow,
    cells: dict[str, object],
    stored: Mapping[Key, RowMapping],
    upsert: Upsert,
    tally: Tally,
) -> None:
    name = f"{row.program}: {identity(row.it_email)} with {identity(row.marketing_email)}, {row.days.first}"
    key = (
        int(str(cells["program_id"])),
        int(str(cells["guest_id"])),
        int(str(cells["host_id"])),
        str(cells["guest_side"]),
        row.days.first,
    )
    before = stored.get(key)
    if before is None:
        tally.added.append(name)
        upsert.new.append(cells)
        return
    different = {column: cells[column] for column in ("last_day", "state") if before[column] != cells[column]}
    if different:
        columns = tuple("end" if column == "last_day" else column for column in different)
        tally.changed.append(Change(name, columns, before["version"]))
        upsert.changes[before["id"]] = different
    else:
        tally.unchanged += 1
