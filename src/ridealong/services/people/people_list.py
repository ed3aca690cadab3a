"""The list of people: searched by words and terms, in an order, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.composite_teams import weeks_and_share
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
from ridealong.storage.queries import people_coming as coming_queries
from ridealong.storage.queries import people_numbers as numbers

SORTS = ("name", "email", "team", "side", "role", "site", "zone", "met", "next", "load", "last")
AHEAD_WEEKS = 13
"""How many weeks of what is published are the load of a person."""


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
        last: the last day of the last time that is over.
        next_day, next_with: the first day of the present or next published pairing or embed, and the partner or the
            composite team; buddies and embeds that are under way are told only where nothing else comes.
            next_runs, next_kind, next_embed: whether it is under way, the kind of its program, and whether it is an
            embed.
        visits, hostings, buddies, embeds: in how many published pairings of the coming `AHEAD_WEEKS` weeks they are
            the guest of a visit, the host of one, and one of two buddies, and in how many embeds, which are so many
            `embed_weeks` of work.
        percent: how much of these weeks visits and embeds take on average, in percent, rounded up.
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
    next_embed: bool = False
    visits: int = 0
    hostings: int = 0
    buddies: int = 0
    embeds: int = 0
    embed_weeks: float = 0
    percent: int = 0
    away: Days | None = None
    work: str = ""
    last_day: date | None = None
    first_day: date | None = None

    @property
    def next(self) -> str:
        """Day, or `now:`, and partner or team of the present or next published pairing or embed; empty for none."""
        if self.next_day is None:
            return ""
        if self.next_embed:
            return f"{'now:' if self.next_runs else self.next_day} in {self.next_with}"
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
    """The days whose published pairings and embeds are the load."""
    return Days(today, today + timedelta(weeks=AHEAD_WEEKS, days=-1))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of some people beside their rows, by row id."""

    met: Mapping[int, int]
    last: Mapping[int, date]
    coming: Mapping[int, coming_queries.Coming]
    load: Mapping[int, coming_queries.Number]
    away: Mapping[str, Days] = field(default_factory=dict)


def _views(connection: Connection, rows: list[RowMapping], desk: Desk) -> tuple[PersonRow, ...]:
    today, later = desk.clock.today(), yet_to_meet_today(desk, connection)
    views: list[PersonRow] = []
    for part in parts_of(rows, 2):
        ids = [row["id"] for row in part]
        facts = _Facts(
            met=numbers.meeting_counts(connection, ids, today, later),
            last=numbers.last_met(connection, ids, today),
            coming=coming_queries.next_things(connection, ids, today),
            load=coming_queries.loads(connection, ids, ahead(today)),
            away={one.email: one.days for one in queries.absences_of(connection, ids, Days(today, today))},
        )
        views += [_view(row, records.person(row), facts, desk) for row in part]
    return tuple(views)


def _embed_weeks(load: coming_queries.Number, within: Days) -> float:
    """How many full weeks of work embeds are within some days, to a tenth."""
    parts = ((Days(max(one.first, within.first), min(one.last, within.last)), share) for one, share in load.embeds)
    return round(sum(weeks_and_share(days, share) for days, share in parts), 1)


def _view(row: RowMapping, person: Person, facts: _Facts, desk: Desk) -> PersonRow:
    number, today = row["id"], desk.clock.today()
    coming = facts.coming.get(number)
    load = facts.load.get(number, coming_queries.Number())
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
        next_embed=coming is not None and coming.embed,
        visits=load.visits,
        hostings=load.hostings,
        buddies=load.buddies,
        embeds=len(load.embeds),
        embed_weeks=_embed_weeks(load, ahead(today)),
        percent=-(-load.percent // AHEAD_WEEKS),
        away=facts.away.get(person.email),
        work="" if person.at_work(today) else "left" if person.last_day and person.last_day < today else "later",
        first_day=person.first_day,
        last_day=person.last_day,
    )
