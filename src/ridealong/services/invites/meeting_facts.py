"""What is known of pairings and their people that decides about their meetings, read once for many of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.contacts import no_longer, teams_of
from ridealong.domain.days import Days
from ridealong.domain.glossary import Glossary
from ridealong.domain.invite_words import Occasion, description, facts, summary
from ridealong.domain.meeting_changes import MeetingChange, anchor_of, changed
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_places import is_online, link_in, place_of_meeting
from ridealong.domain.meeting_times import meeting_time
from ridealong.domain.meetings import Address, Meeting, When
from ridealong.domain.pairings import Absence
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Measure, Program
from ridealong.services.people.days_off import DaysOff
from ridealong.storage.parts import AT_ONCE
from ridealong.storage.queries.contacts import contacts_by_teams
from ridealong.storage.queries.measures import measures_by_program
from ridealong.storage.queries.meetings import meeting_change_rows
from ridealong.storage.queries.people import all_people, some_people
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.steps import steps_by_program
from ridealong.storage.queries.terms import standing_terms

_AROUND = timedelta(days=92)
"""How far from the days of a pairing its meetings may lie by the rules, with room to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Two people in a program on some days, by row ids: what a pairing is for its meetings."""

    program_id: int
    guest_id: int
    host_id: int
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What is taken to be so beside what is stored.

    Args:
        away: absences on top of those that are noted.
        changes: by id of a meeting, what was changed about it by hand, instead of what is stored.
    """

    away: Sequence[Absence] = ()
    changes: Mapping[int, Sequence[MeetingChange]] = field(default_factory=dict)


AS_STORED = Supposed()


class MeetingFacts:
    """What decides about the meetings of some pairings."""

    def __init__(self, connection: Connection, pairings: Sequence[Together], supposed: Supposed = AS_STORED) -> None:
        """Read what is known; there is at least one pairing."""
        first, last = min(one.days.first for one in pairings), max(one.days.last for one in pairings)
        days = Days(max(first, date.min + _AROUND) - _AROUND, min(last, date.max - _AROUND) + _AROUND)
        ids = sorted({who for one in pairings for who in (one.guest_id, one.host_id)})
        few = len(ids) <= AT_ONCE
        self.people: Mapping[int, Person] = some_people(connection, ids) if few else all_people(connection)
        self.programs: Mapping[int, Program] = {one.id: one for one in all_programs(connection, archived=True)}
        self._measures: Mapping[int, tuple[Measure, ...]] = measures_by_program(connection)
        stored = stored_changes(meeting_change_rows(connection))
        self._changes: Mapping[int, Sequence[MeetingChange]] = {**stored, **supposed.changes}
        self._steps = steps_by_program(connection)
        self._contacts = contacts_by_teams(connection)
        self._glossary = Glossary(standing_terms(connection))
        self._free = DaysOff(connection, self.people, days, supposed.away)

    def rule_time(self, kind: MeetingKind, one: Together) -> When:
        """When a meeting takes place by the rules, before a coordinator changed anything about it."""
        program = self.programs[one.program_id]
        guest = self._free.availability(one.guest_id, program)
        host = self._free.availability(one.host_id, program)
        place = place_of_meeting(kind, program, self.people[one.host_id])
        return meeting_time(kind, program, one.days, guest, host, on_site=bool(place) and not is_online(place))

    def meeting(
        self, kind: MeetingKind, one: Together, rule: When, *, organizer: Address, uid: str, row_id: int | None = None
    ) -> Meeting | None:
        """All that a calendar should know about a meeting; None where the coordinator has it skipped.

        Args:
            rule: see `rule_time`. row_id: of the meeting, where it has one: only then it can have been changed by hand.
        """
        program = self.programs[one.program_id]
        guest, host = self.people[one.guest_id], self.people[one.host_id]
        place, anchor = place_of_meeting(kind, program, host), anchor_of(kind, one.days)
        stands = changed(rule, place, () if row_id is None else self._changes.get(row_id, ()), anchor)
        if stands is None:
            return None
        when, place = stands
        words = Occasion(
            kind=kind,
            program=program,
            guest=guest,
            host=host,
            ask_name=organizer.name,
            ask_email=organizer.email,
            days=one.days,
            place=place,
            measures=self._measures.get(program.id, ()),
            steps=self._steps.get(program.id),
            contacts=self._contacts_of(guest, host, one.days.first),
            glossary=self._glossary,
        )
        return Meeting(
            uid=uid,
            kind=kind,
            when=when,
            summary=summary(words),
            description=description(words),
            place=place,
            link=link_in(place),
            facts=facts(words),
            organizer=organizer,
            attendees=(Address(guest.email, guest.name), Address(host.email, host.name)),
            # Whoever shadows a colleague for a week can still be asked to a meeting, unless the program says otherwise.
            busy=program.visit_busy if kind is MeetingKind.VISIT else True,
            categories=("Ridealong", program.kind.label),
        )

    def _contacts_of(self, guest: Person, host: Person, day: date) -> tuple[Person, ...]:
        """Whom people of the teams of the two turn to on a day, IT first."""
        if not self._contacts:
            return ()
        it, marketing = (guest, host) if guest.side is Side.IT else (host, guest)
        found = self._contacts.get(teams_of(it.team, marketing.team))
        both = ((found.it, it), (found.marketing, marketing)) if found else ()
        return tuple(
            one
            for one, mate in both
            if one and found and not no_longer(one, mate.side, mate.team, day, removed=one.identity in found.gone)
        )


def stored_changes(rows: Sequence[RowMapping]) -> Mapping[int, Sequence[MeetingChange]]:
    """What rows of `meeting_changes` say, by id of the meeting."""
    found: dict[int, list[MeetingChange]] = defaultdict(list)
    for row in rows:
        found[row["meeting_id"]].append(change_of(row))
    return found


def change_of(row: RowMapping) -> MeetingChange:
    """What one row of `meeting_changes` says."""
    return MeetingChange(
        occurrence=row["occurrence"],
        skipped=row["skipped"],
        day=row["day"],
        at=time.fromisoformat(row["at"]) if row["at"] else None,
        minutes=row["minutes"],
        place=row["place"],
    )
