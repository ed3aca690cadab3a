"""The list of people: searched by words and terms, in an order, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.people import Person, Side, WorkingHours
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.groups.gathering_contacts import yet_to_meet_today
from ridealong.services.meanwhile import Seen
from ridealong.services.paging import Page
from ridealong.services.people.people_terms import people_search
from ridealong.storage import records
from ridealong.storage.parts import parts_of
from ridealong.storage.queries import people as queries
from ridealong.storage.queries import people_numbers as numbers

SORTS = ("name", "email", "team", "side", "role", "site", "zone", "met", "next", "load", "last")
AHEAD_WEEKS = 13
"""How many weeks of published pairings are the load of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuery:
    """Which people are wanted.

    Args:
        text: free words and terms, as `people_search` takes them.
        sort: one of `SORTS`.
    """

    text: str = ""
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person as lists show them.

    Args:
        seen: the row as it is shown: who changes it later says by it what they looked at.
        place: the zone in which they work: their own, or that of the organizer.
        met: how many different people of the other side this person has met by now; what has not begun does not count.
        last: the last day of the last time.
        next_day, next_with: the first day and the partner of the present or next published pairing; one of buddies
            that is under way is told only where nothing else comes. next_runs, next_kind: whether it is under way,
            and the kind of its program.
        visits, hostings, buddies: in how many published pairings of the coming `AHEAD_WEEKS` weeks they are the guest
            of a visit, the host of one, and one of two buddies.
        away: the absence in which today lies.
        work: `left` or `later` for who is at work no longer or not yet, else empty.
    """

    seen: Seen
    email: str
    name: str
    side: Side
    team: str
    role: str
    site: str
    manager: str
    time_zone: str
    place: str
    hours: WorkingHours
    wants: tuple[str, ...]
    knows: tuple[str, ...]
    capacity: int | None
    met: int
    last: date | None = None
    next_day: date | None = None
    next_with: str = ""
    next_runs: bool = False
    next_kind: Kind | None = None
    visits: int = 0
    hostings: int = 0
    buddies: int = 0
    away: Days | None = None
    work: str = ""
    last_day: date | None = None
    first_day: date | None = None

    @property
    def next(self) -> str:
        """Day, or `now:`, and partner of the present or next published pairing; empty for none."""
        if self.next_day is None:
            return ""
        buddy = "buddy of " if self.next_kind and not self.next_kind.visits else ""
        return f"now: {buddy}{self.next_with}" if self.next_runs else f"{self.next_day} {self.next_with}"


def page(desk: Desk, query: PeopleQuery, offset: int = 0, limit: int | None = None) -> Page[PersonRow]:
    """A page of the people, or all from `offset` on; raises InvalidValue for a value of a term that is none."""
    today = desk.clock.today()
    sort = "time_zone" if query.sort == "zone" else query.sort
    wanted = people_search(query.text, today, desk.zone)
    with desk.reading() as connection:
        wanted = replace(wanted, meet_later=yet_to_meet_today(desk, connection))
        rows, total = queries.search(
            connection, wanted, (sort,), descending=query.descending, offset=offset, limit=limit, ahead=ahead(today)
        )
        return Page(_views(connection, rows, desk), total, offset)


def ahead(today: date) -> Days:
    """The days whose published pairings are the load."""
    return Days(today, today + timedelta(weeks=AHEAD_WEEKS, days=-1))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of some people beside their rows, by row id."""

    met: Mapping[int, int]
    last: Mapping[int, date]
    coming: Mapping[int, numbers.Coming]
    load: Mapping[int, numbers.Number]
    away: Mapping[str, Days] = field(default_factory=dict)


def _views(connection: Connection, rows: list[RowMapping], desk: Desk) -> tuple[PersonRow, ...]:
    today, later = desk.clock.today(), yet_to_meet_today(desk, connection)
    views: list[PersonRow] = []
    for part in parts_of(rows, 2):
        ids = [row["id"] for row in part]
        facts = _Facts(
            met=numbers.meeting_counts(connection, ids, today, later),
            last=numbers.last_met(connection, ids, today),
            coming=numbers.next_pairings(connection, ids, today),
            load=numbers.loads(connection, ids, ahead(today)),
            away={one.email: one.days for one in queries.absences_of(connection, ids, Days(today, today))},
        )
        views += [_view(row, records.person(row), facts, desk) for row in part]
    return tuple(views)


def _view(row: RowMapping, person: Person, facts: _Facts, desk: Desk) -> PersonRow:
    number, today = row["id"], desk.clock.today()
    coming = facts.coming.get(number)
    load = facts.load.get(number, numbers.Number())
    return PersonRow(
        seen=Seen(number, row["version"]),
        email=person.email,
        name=person.name,
        side=person.side,
        team=person.team,
        role=person.role,
        site=person.site,
        manager=person.manager,
        time_zone=person.time_zone,
        place=person.time_zone or desk.zone,
        hours=person.hours,
        wants=person.wants,
        knows=person.knows,
        capacity=person.capacity,
        met=facts.met.get(number, 0),
        last=facts.last.get(number),
        next_day=coming.first_day if coming else None,
        next_with=coming.partner if coming else "",
        next_runs=coming is not None and coming.runs(today),
        next_kind=coming.kind if coming else None,
        visits=load.visits,
        hostings=load.hostings,
        buddies=load.buddies,
        away=facts.away.get(person.email),
        work="" if person.at_work(today) else "left" if person.last_day and person.last_day < today else "later",
        first_day=person.first_day,
        last_day=person.last_day,
    )
