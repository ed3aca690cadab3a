"""What is known of gatherings that decides about their meetings, read once for many of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.availability import Availability
from ridealong.domain.charters import Sponsor
from ridealong.domain.days import Days
from ridealong.domain.gathering_times import Hour, coffee_time, sponsors_series
from ridealong.domain.gathering_words import Gathered, Guest, description, facts, summary
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_places import link_in, place_by_rule
from ridealong.domain.meetings import Address, Meeting, Series
from ridealong.domain.pairings import Absence, State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind, Program
from ridealong.services.groups.told_hours import Told, told_hours
from ridealong.services.people.days_off import DaysOff
from ridealong.storage.parts import AT_ONCE
from ridealong.storage.queries.charters import as_sponsor, sponsor_rows
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.measures import measures_by_program
from ridealong.storage.queries.people import all_people, some_people
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.standing import removed_among

FEWEST = 2
"""How many people make a meeting."""

_AROUND = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who comes to a gathering: who that is, of which side, and when they can meet."""

    guest: Guest
    side: Side
    free: Availability


@dataclass(frozen=True, slots=True)
class _Sponsor:
    """A sponsor, and a number: the row id of a person, else one that no person has."""

    sponsor: Sponsor
    id: int


class GatheringFacts:
    """What decides about the meetings of some gatherings."""

    def __init__(self, connection: Connection, some: Iterable[Stored], away: Sequence[Absence] = ()) -> None:
        """Read what is known.

        Args:
            away: absences that are not noted yet.
        """
        stored = list(some)
        ids = sorted({who for one in stored for who in one.people})
        self.programs: Mapping[int, Program] = {one.id: one for one in all_programs(connection, archived=True)}
        of_sponsors = {one.row["program_id"] for one in stored if one.row["kind"] == Kind.SPONSORS}
        self._sponsors: Mapping[int, tuple[_Sponsor, ...]] = {
            program: tuple(_sponsor(row) for row in sponsor_rows(connection, program)) for program in of_sponsors
        }
        named = [one for some in self._sponsors.values() for one in some]
        self._told = told_hours(connection, [one.row["uid"] for one in stored if _stands(one)])
        before = {who for told in self._told.values() for some in told.people for who in some}
        ids = sorted({*ids, *before, *(one.id for one in named if one.sponsor.known)})
        self.people: Mapping[int, Person] = (
            some_people(connection, ids) if len(ids) <= AT_ONCE else all_people(connection)
        )
        self.removed = frozenset(removed_among(connection, ids))
        self._measures = measures_by_program(connection)
        days = [Days(one.row["first_day"], one.row["last_day"]) for one in stored]
        self._free = DaysOff(connection, {**self.people, **_strangers(named)}, _span(days), away)

    def free(self, person_id: int, program: Program) -> Availability:
        """When somebody can meet."""
        return self._free.availability(person_id, program)

    def attendees(self, one: Stored) -> tuple[Attendee, ...]:
        """Who comes: the people in it who are still of the exchange, by side and name, or both sponsors, IT first."""
        program = self.programs[one.row["program_id"]]
        if program.kind is Kind.SPONSORS:
            return tuple(self._of_sponsors(program))
        there = [(self.people[who], who) for who in one.people if who not in self.removed]
        there.sort(key=lambda item: (item[0].side is not Side.IT, item[0].name.casefold(), item[0].identity))
        return tuple(
            Attendee(Guest(person.name, person.email, person.team), person.side, self.free(who, program))
            for person, who in there
        )

    def _of_sponsors(self, program: Program) -> Iterable[Attendee]:
        for one in self._sponsors[program.id]:
            said = one.sponsor
            if not said.left:
                guest = Guest(said.name, said.email, said.team or f"{said.side.label} sponsor")
                yield Attendee(guest, said.side, self.free(one.id, program))

    def time(self, one: Stored, who: Sequence[Attendee]) -> Series:
        """When a gathering takes place; for sponsors there are two."""
        program, days = self.programs[one.row["program_id"]], Days(one.row["first_day"], one.row["last_day"])
        free = [each.free for each in who]
        if program.kind is Kind.SPONSORS:
            return sponsors_series(program, days, free, left_out(one))
        return coffee_time(program, days, free, self._told_hour(program, days, self._told.get(one.row["uid"])))

    def _told_hour(self, program: Program, days: Days, told: Told | None) -> Hour | None:
        """The hour that calendars show; None where the program has another one by now.

        That is seen by those whom an invite went to: where they would meet at that hour still, only who comes changed.
        """
        for some in told.people if told else ():
            when = coffee_time(program, days, [self.free(who, program) for who in some])
            if told is not None and Hour(when.at, when.zone) == told.hour:
                return told.hour
        return None

    def meeting(self, one: Stored, organizer: Address) -> Meeting | None:
        """All that a calendar should know about a gathering; None where fewer than two come."""
        who = self.attendees(one)
        if len(who) < FEWEST:
            return None
        program, when = self.programs[one.row["program_id"]], self.time(one, who)
        place = place_by_rule(one.row["place"] or program.place, "")
        words = Gathered(
            program=program,
            round=one.row["round"] or 0,
            minutes=when.minutes,
            people=[each.guest for each in who],
            place=place,
            ask_name=organizer.name,
            ask_email=organizer.email,
            measures=self._measures.get(program.id, ()),
        )
        return Meeting(
            uid=one.row["uid"],
            kind=MeetingKind.CHECK_IN,
            when=when,
            summary=summary(words),
            description=description(words),
            place=place,
            link=link_in(place),
            facts=facts(words),
            organizer=organizer,
            attendees=tuple(Address(each.guest.email, each.guest.name) for each in who),
            categories=("Ridealong", program.kind.label),
        )


def _stands(one: Stored) -> bool:
    """Whether calendars show it, so that who comes no more is no reason for another hour."""
    return bool(one.row["kind"] == Kind.COFFEE and one.row["state"] == State.PUBLISHED)


def left_out(one: Stored) -> tuple[date, ...]:
    """The days of a series that a coordinator leaves out."""
    return tuple(date.fromisoformat(text) for text in one.row["without"].split(";") if text)


def _sponsor(row: RowMapping) -> _Sponsor:
    return _Sponsor(as_sponsor(row), row["person_id"] or -row["id"])


def _strangers(some: Iterable[_Sponsor]) -> dict[int, Person]:
    """Sponsors who are nobody of the exchange, as people with the usual hours."""
    return {
        one.id: Person(email=one.sponsor.email, name=one.sponsor.name, side=one.sponsor.side, team="")
        for one in some
        if not one.sponsor.known
    }


def _span(days: Sequence[Days]) -> Days:
    if not days:
        return Days(date.min, date.min)
    first, last = min(one.first for one in days), max(one.last for one in days)
    return Days(max(first, date.min + _AROUND) - _AROUND, min(last, date.max - _AROUND) + _AROUND)
