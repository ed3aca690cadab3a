"""How much a person has to do in the exchange: the weeks ahead, those behind, and the limits of each program."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import RowMapping

from ridealong.domain.composite_teams import Embed, weeks_and_share
from ridealong.domain.consent import Word
from ridealong.domain.days import Days, at_once, monday_of
from ridealong.domain.pairings import TAKING_TIME, State
from ridealong.domain.planning_rules import seats
from ridealong.domain.programs import EnrolmentState, Kind, Program
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.people.exchange_load import FULL, ExchangeLoad
from ridealong.services.people.people_list import AHEAD_WEEKS, ahead
from ridealong.storage import records
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known, programs_of
from ridealong.storage.queries.teams import embeds_of_person


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLoad:
    """One week: in how many visits somebody is guest and host, with how many buddies they are together, and embeds.

    Args:
        share: how much of the week composite teams take, in percent, in so many `embeds`.
        drafts: how many of all these are drafts. full: whether more guests come at once than the person takes.
        too_full: whether visits and embeds take more than all of the week.
    """

    monday: date
    visits: int = 0
    hostings: int = 0
    buddies: int = 0
    embeds: int = 0
    share: int = 0
    drafts: int = 0
    full: bool = False
    too_full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanLoad:
    """How often somebody was, or will be, guest and host of visits and one of two buddies, or embedded, in some days.

    Args:
        embed_weeks: full weeks of work in composite teams: their weeks within the days, times the share.
    """

    days: Days
    visits: int
    hostings: int
    buddies: int
    embeds: int = 0
    embed_weeks: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramLoad:
    """What one program takes of somebody who takes part.

    Args:
        visits: how often they are guest in it, of `most_visits`, or have a buddy. None for who is never guest there.
        hostings: the most visits they receive within `window_weeks` weeks, of `most_hostings`; None as above, and
            `most_hostings` None for no limit.
    """

    program: str
    kind: Kind
    visits: int | None
    most_visits: int
    hostings: int | None
    most_hostings: int | None
    window_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much a person has to do.

    Args:
        ahead: published pairings and embeds of the coming weeks; behind: what took place in as many weeks before.
        weeks: week by week from this one on, drafts included.
        seats: how many guests the person takes at once; whether somebody said so, `said`.
        programs: the programs with pairings that run, in which the person takes part.
    """

    ahead: SpanLoad
    behind: SpanLoad
    weeks: tuple[WeekLoad, ...]
    seats: int
    said: bool
    programs: tuple[ProgramLoad, ...]


def load_of(desk: Desk, email: str) -> Load:
    """How much somebody has to do; raises NotFound."""
    today = desk.clock.today()
    behind = Days(today - timedelta(weeks=AHEAD_WEEKS), today - timedelta(days=1))
    with desk.reading() as connection:
        known = person_named(connection, email)
        rows = find_pairings(connection, PairingSearch(person_id=known.id, states=TAKING_TIME))
        embeds = embeds_of_person(connection, known.id, TAKING_TIME, since=behind.first)
        weeks = Days(monday_of(today), ahead(today).last)
        taken = ExchangeLoad(connection, {known.id: known.person}, weeks, today=today)
        running = [
            records.program(row)
            for row in programs_of(connection, known.id)
            if row["state"] == EnrolmentState.AGREED and row["manager_word"] != Word.REFUSED and not row["archived"]
        ]
    published = [row for row in rows if row["state"] != State.PROPOSED]
    coming = [row for row in published if row["state"] == State.PUBLISHED]
    person = known.person
    return Load(
        ahead=_embedded(_span(coming, known, ahead(today)), embeds),
        behind=_embedded(_span([row for row in published if row["last_day"] < today], known, behind), embeds),
        weeks=tuple(
            _with_embeds(week, known, embeds, taken)
            for week in _weeks([row for row in rows if row["last_day"] >= today], known, today)
        ),
        seats=seats(person, Kind.RIDE_ALONG, 1, 1),
        said=person.capacity is not None,
        programs=tuple(_program(one, known, rows) for one in running if one.days.last >= today and one.kind.pairs),
    )


def _touching(rows: Sequence[RowMapping], days: Days) -> list[RowMapping]:
    return [row for row in rows if row["first_day"] <= days.last and row["last_day"] >= days.first]


def _span(rows: Sequence[RowMapping], known: Known, days: Days) -> SpanLoad:
    found = _touching(rows, days)
    visits = [row for row in found if Kind(row["kind"]).visits]
    hostings = sum(row["host_id"] == known.id for row in visits)
    return SpanLoad(days=days, visits=len(visits) - hostings, hostings=hostings, buddies=len(found) - len(visits))


def _weeks(rows: Sequence[RowMapping], known: Known, today: date) -> tuple[WeekLoad, ...]:
    weeks = []
    places = seats(known.person, Kind.RIDE_ALONG, 1, 1)
    for number in range(AHEAD_WEEKS):
        monday = monday_of(today) + timedelta(weeks=number)
        days = Days(monday, monday + timedelta(days=6))
        span = _span(rows, known, days)
        hosted = [
            Days(row["first_day"], row["last_day"])
            for row in _touching(rows, days)
            if Kind(row["kind"]).visits and row["host_id"] == known.id
        ]
        weeks.append(
            WeekLoad(
                monday=monday,
                visits=span.visits,
                hostings=span.hostings,
                buddies=span.buddies,
                drafts=sum(row["state"] == State.PROPOSED for row in _touching(rows, days)),
                full=at_once(hosted) > places,
            )
        )
    return tuple(weeks)


def _embedded(span: SpanLoad, embeds: Sequence[Embed]) -> SpanLoad:
    """The same with the published embeds of its days."""
    some = [one for one in embeds if one.state is not State.PROPOSED and one.days.overlaps(span.days)]
    within = [(Days(max(one.days.first, span.days.first), min(one.days.last, span.days.last)), one) for one in some]
    weeks = sum(weeks_and_share(days, one.share) for days, one in within)
    return replace(span, embeds=len(some), embed_weeks=round(weeks, 1))


def _with_embeds(week: WeekLoad, known: Known, embeds: Sequence[Embed], taken: ExchangeLoad) -> WeekLoad:
    """The same with the embeds of the week, drafts included."""
    days = Days(week.monday, week.monday + timedelta(days=6))
    some = [one for one in embeds if one.days.overlaps(days)]
    share = sum(one.share for one in some)
    return replace(
        week,
        embeds=len(some),
        share=share,
        drafts=week.drafts + sum(one.state is State.PROPOSED for one in some),
        too_full=bool(share) and taken.visits(known.id, week.monday) > FULL,
    )


def _program(program: Program, known: Known, rows: Sequence[RowMapping]) -> ProgramLoad:
    mine = [row for row in rows if row["program_id"] == program.id and row["state"] != State.PROPOSED]
    hosted = sorted(row["first_day"] for row in mine if row["host_id"] == known.id)
    guest = known.person.side is program.guest_side
    return ProgramLoad(
        program=program.name,
        kind=program.kind,
        visits=len(mine) - len(hosted) if guest else None,
        most_visits=program.visits_per_guest,
        hostings=None if guest else most_within(hosted, program.host_window_weeks),
        most_hostings=program.host_visits,
        window_weeks=program.host_window_weeks,
    )


def most_within(days: Sequence[date], weeks: int) -> int:
    """How many of some days, in their order, lie at most within so many weeks in a row."""
    span = timedelta(weeks=weeks)
    return max((sum(first <= day < first + span for day in days) for first in days), default=0)
