"""Importing absences from the calendar of one person, in one step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import RowMapping

from ridealong.calendars.busy import read_busy
from ridealong.calendars.busy_files import is_calendar
from ridealong.domain.away import Away, away_days
from ridealong.domain.days import Days, is_workday
from ridealong.domain.wording import printable
from ridealong.exchange.results import Parsed, Rejection
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.importing import Change, ImportReport, Tally, Upsert
from ridealong.services.paging import Progress
from ridealong.services.repairs.absence_clashes import clashes_of
from ridealong.storage.queries.people import Known, absence_rows
from ridealong.storage.queries.uids import our_uids
from ridealong.storage.schema import absences

SOURCE = ".ics: "
"""What the source of such absences begins with; the name of the file follows."""

BEFORE = timedelta(days=31)
AFTER = timedelta(days=400)

_SUFFIXES = (".ics", ".ical", ".ifb", ".icalendar")
_DAY = timedelta(days=1)
_FARTHEST = timedelta(days=1000)


def holds_calendar(path: Path | str) -> bool:
    """Whether a file is to be read as a calendar: it says so in its first lines, or by its name.

    Raises:
        UnreadableFile: it is missing, a folder, or may not be read.
    """
    return is_calendar(Path(path)) or Path(path).suffix.lower() in _SUFFIXES


def import_busy(
    desk: Desk, path: Path | str, email: str, *, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Make the absences of a person those that a calendar file says, from 31 days ago to 400 days ahead.

    A day counts as away if busy or out-of-office time takes at least half of the person's working hours on that day, in
    the person's own zone, or else in the organizer's (see `domain.away` and `calendars.busy`). Our own meetings never
    count. An absence from a file of the same name that the calendar does not have any more is removed; absences that
    came from anywhere else stay.

    Args:
        email: whose calendar it is.
        dry_run: report the same, and change nothing.
        progress: told how many lines of how many have been read, then how many events have been looked at.

    Raises:
        NotFound: there is no such person.
        UnreadableFile: the file cannot be read, is no calendar, or is damaged.
        StorageError: the database cannot be written.
    """
    file, span = Path(path), _span(desk.clock.today())
    found, rejected = _away(desk, file, email, span, progress)
    with desk.changing("absences import", dry_run=dry_run) as step:
        known = person_named(step.connection, email)
        source = SOURCE + printable(file.name)
        stored = [row for row in absence_rows(step.connection, known.id) if row["source"] == source]
        changes = _compared(known, found, _within(stored, span), span)
        step.work.insert(absences, [{**row, "person_id": known.id, "source": source} for row in changes.upsert.new])
        step.work.update(absences, changes.upsert.changes)
        step.work.delete(absences, changes.gone)
        away = {known.person.identity: changes.away}
        instead = (*changes.upsert.changes, *changes.gone)
        clashes = clashes_of(step.connection, away, desk.clock.today(), instead)
        if not dry_run:
            step.done(f"{printable(file.name)}: {changes.tally.summary}, {len(changes.gone)} removed")
    parsed: Parsed[Away] = Parsed(source=str(path), columns=(), rows=found, rejected=rejected)
    report = changes.tally.report("absences", parsed, dry_run=dry_run)
    return replace(report, removed=tuple(changes.removed), clashes=clashes)


def _span(today: date) -> Days:
    """The days that matter; at the ends of the calendar, days that leave room for their neighbours."""
    near = min(max(today, date.min + _FARTHEST), date.max - _FARTHEST)
    return Days(near - BEFORE, near + AFTER)


def _away(
    desk: Desk, file: Path, email: str, span: Days, progress: Progress | None
) -> tuple[tuple[Away, ...], tuple[Rejection, ...]]:
    """When the calendar says that the person is away, and what of it could not be read.

    Nothing is locked meanwhile, since a large file takes its time.
    """
    with desk.reading() as connection:
        person = person_named(connection, email).person
    place = person.time_zone or desk.zone
    calendar = read_busy(file, person.email, place, span, progress)
    with desk.reading() as connection:
        ours = our_uids(connection, calendar.uids)
    found = away_days(calendar.times(ours, progress), person.hours, place, span)
    return found, tuple(Rejection(one.line, one.name, one.value, one.problem) for one in calendar.unusable)


@dataclass(slots=True)
class _Changes:
    """What an import writes, with its report.

    Args:
        away: the days of absences that are new or changed.
        gone: ids of absences that the calendar does not have any more. removed: the same as the report names them.
    """

    tally: Tally = field(default_factory=Tally)
    upsert: Upsert = field(default_factory=Upsert)
    away: list[Days] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def _within(rows: Iterable[RowMapping], span: Days) -> list[RowMapping]:
    some = [row for row in rows if Days(row["first_day"], row["last_day"]).overlaps(span)]
    return sorted(some, key=lambda row: (row["first_day"], row["id"]))


def _compared(known: Known, found: Iterable[Away], stored: list[RowMapping], span: Days) -> _Changes:
    """An absence that shares a day with a stored one is that one, with other days or another reason perhaps."""
    changes, left = _Changes(), list(stored)
    email = known.person.email
    for away in found:
        before = next((row for row in left if Days(row["first_day"], row["last_day"]).overlaps(away.days)), None)
        if before is None:
            cells = {"first_day": away.days.first, "last_day": away.days.last, "reason": away.reason}
            changes.tally.added.append(f"{email} {away.days}")
            changes.upsert.new.append(cells)
            changes.away.append(away.days)
            continue
        left.remove(before)
        days = _uncut(away.days, before, span)
        cells = {"first_day": days.first, "last_day": days.last, "reason": away.reason}
        different = {name: value for name, value in cells.items() if before[name] != value}
        if different:
            changes.tally.changed.append(Change(f"{email} {days}", tuple(different)))
            changes.upsert.changes[before["id"]] = different
            changes.away.append(days)
        else:
            changes.tally.unchanged += 1
    for row in left:
        changes.gone.append(row["id"])
        changes.removed.append(f"{email} {Days(row['first_day'], row['last_day'])}")
    return changes


def _uncut(days: Days, before: RowMapping, span: Days) -> Days:
    """Days that the span cut off, as they were stored when it had not yet."""
    first, last = days.first, days.last
    if before["first_day"] < span.first and not any(map(is_workday, _between(span.first, first))):
        first = before["first_day"]
    if before["last_day"] > span.last and not any(map(is_workday, _between(last + _DAY, span.last + _DAY))):
        last = before["last_day"]
    return Days(first, last)


def _between(first: date, end: date) -> Iterator[date]:
    """The days from the first to the one before the end."""
    return (first + number * _DAY for number in range((end - first).days))
