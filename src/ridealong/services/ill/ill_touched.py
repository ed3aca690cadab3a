"""Which published pairings, and which of their meetings, an absence falls into."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, When
from ridealong.domain.pairings import Absence, State
from ridealong.domain.people import Person
from ridealong.domain.planning_rules import is_away
from ridealong.domain.programs import Program
from ridealong.services.ill.ill_views import TouchedMeeting
from ridealong.services.invites.meeting_facts import Supposed
from ridealong.services.invites.meeting_rows import occurrences_of
from ridealong.services.invites.meetings import PlannedMeeting, meetings_supposed
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known, absences_of, some_people
from ridealong.storage.queries.programs import program_by_id

_AROUND = timedelta(days=31)
"""How far from the days of a pairing its preparation or its debrief may lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody and the days on which they cannot come.

    Args:
        others: days on which they are away anyway.
    """

    known: Known
    days: Days
    today: date
    others: tuple[Days, ...] = ()

    @property
    def split(self) -> date:
        """The first of the days that is not past: what lies before it stays as it was."""
        return max(self.days.first, self.today)

    @property
    def absence(self) -> Absence:
        """The days as an absence."""
        return Absence(email=self.known.person.email, days=self.days)

    @property
    def all_days(self) -> tuple[Days, ...]:
        """Every absence of theirs."""
        return (self.days, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoiled:
    """A pairing into which an absence falls.

    Args:
        row: of the pairing, with names. people: the guest and the host, by row id.
        visit: whether the days of the pairing themselves are touched.
        running: whether some of its days were held already, which stay as they are.
        before, after: its meetings as they stand, and as the rules have them once the absence is noted.
        meetings: what falls into the absence.
    """

    row: RowMapping
    program: Program
    people: Mapping[int, Person]
    hosting: bool
    visit: bool
    running: bool
    before: tuple[PlannedMeeting, ...]
    after: tuple[PlannedMeeting, ...]
    meetings: tuple[TouchedMeeting, ...]

    @property
    def days(self) -> Days:
        """Those of the pairing."""
        return Days(self.row["first_day"], self.row["last_day"])

    @property
    def other(self) -> int:
        """The row id of the one who is not away."""
        return int(self.row["guest_id" if self.hosting else "host_id"])


def away_days(connection: Connection, known: Known, days: Days, today: date) -> Away:
    """Somebody's absence with what else is known of when they are away."""
    around = Days(min(today, days.first) - _AROUND, days.last + timedelta(weeks=53))
    others = tuple(one.days for one in absences_of(connection, [known.id], around))
    return Away(known=known, days=days, today=today, others=others)


def spoiled(connection: Connection, organizer: Address, away: Away) -> tuple[Spoiled, ...]:
    """What is published and falls into an absence, not yet over, by day and number."""
    reach = Days(away.split - _AROUND, away.days.last + _AROUND)
    search = PairingSearch(person_id=away.known.id, states=(str(State.PUBLISHED), str(State.HELD)), days=reach)
    rows = find_pairings(connection, search)
    ids = [row["id"] for row in rows]
    stored = meeting_rows_of(connection, ids)
    before = meetings_supposed(connection, organizer, {}, stored, Supposed())
    after = meetings_supposed(connection, organizer, {}, stored, Supposed(away=[away.absence]))
    people = some_people(connection, sorted({row[who] for row in rows for who in ("guest_id", "host_id")}))
    found = (_spoiled(connection, row, away, people, before=_of(before, row), after=_of(after, row)) for row in rows)
    return tuple(one for one in found if one.visit or one.meetings)


def _of(planned: Sequence[PlannedMeeting], row: RowMapping) -> tuple[PlannedMeeting, ...]:
    return tuple(one for one in planned if one.pairing_id == row["id"])


def _spoiled(
    connection: Connection,
    row: RowMapping,
    away: Away,
    people: Mapping[int, Person],
    *,
    before: tuple[PlannedMeeting, ...],
    after: tuple[PlannedMeeting, ...],
) -> Spoiled:
    program, days = program_by_id(connection, row["program_id"]), Days(row["first_day"], row["last_day"])
    visit = (
        row["state"] == State.PUBLISHED
        and days.last >= away.split
        and days.overlaps(away.days)
        and is_away(program.kind, days, [Days(away.split, away.days.last), *away.others])
    )
    return Spoiled(
        row=row,
        program=program,
        people={one: people[one] for one in (row["guest_id"], row["host_id"])},
        hosting=row["host_id"] == away.known.id,
        visit=visit,
        running=days.first < away.today,
        before=before,
        after=after,
        meetings=tuple(_touched(before, Days(away.split, away.days.last))),
    )


def _touched(before: Sequence[PlannedMeeting], days: Days) -> Iterator[TouchedMeeting]:
    for one in before:
        if one.meeting is not None and one.kind is not MeetingKind.VISIT:
            yield from (TouchedMeeting(kind=one.kind, day=day) for day in days_of(one.meeting.when) if day in days)


def days_of(when: When) -> list[date]:
    """The days on which a timed meeting takes place."""
    return sorted(one.to for one in occurrences_of(when))
