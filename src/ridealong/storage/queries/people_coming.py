"""What comes next for people, and how much of their weeks it takes, as lists show and sort by it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, reduce
from operator import add
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)

from ridealong.domain.days import Days, monday_of
from ridealong.domain.load import visit_percent
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.storage.schema import composite_teams, embeds, pairings, people, programs

PUBLISHED = str(State.PUBLISHED)
ENDS = ((pairings.c.guest_id, pairings.c.host_id), (pairings.c.host_id, pairings.c.guest_id))
"""The person, and the other one, for both sides of a pairing."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The present or next published pairing or embed of somebody.

    Args:
        first_day: its first day, which lies behind where it is under way.
        partner: the other one's name; of an embed that of the team.
        embed: whether it is an embed.
    """

    first_day: date
    partner: str
    kind: Kind
    embed: bool = False

    def runs(self, today: date) -> bool:
        """Whether it is under way."""
        return self.first_day <= today

    def order(self, today: date) -> tuple[bool, date, date, str]:
        """What decides which of several comes next: buddies and embeds that have begun wait until nothing else does."""
        running = self.runs(today)
        lasts = self.embed or not self.kind.visits
        return running and lasts, max(self.first_day, today), self.first_day, self.partner


def _when(today: date) -> ColumnElement[date]:
    """The day of a pairing that is not over, as `Coming.order` has it; none for buddies who have begun."""
    visit, now = pairings.c.program_id.in_(_visiting()), literal(today, pairings.c.first_day.type)
    return case((pairings.c.first_day > today, pairings.c.first_day), (visit, now), else_=null())


def _visiting() -> Select[int]:
    """The programs whose pairings are visits."""
    return select(programs.c.id).where(programs.c.kind.in_([str(kind) for kind in Kind if kind.visits]))


def coming_days(today: date) -> Subquery:
    """By person: `value`, the day of what comes next, today where it is under way; for those who have something."""
    begins = case((embeds.c.first_day > today, embeds.c.first_day), else_=null())
    both = union_all(*_open_pairings(today, _when(today)), _open_embeds(today, begins)).subquery()
    day = func.coalesce(func.min(both.c.value), literal(today, pairings.c.first_day.type))
    return select(both.c.person_id, day.label("value")).group_by(both.c.person_id).subquery()


def coming_numbers(days: Days) -> Subquery:
    """By person: `value`, the number of published pairings and embeds that touch some days, for those who have some."""
    both = union_all(
        *_open_pairings(days.first, pairings.c.id, pairings.c.first_day <= days.last),
        _open_embeds(days.first, embeds.c.id, embeds.c.first_day <= days.last),
    ).subquery()
    return select(both.c.person_id, func.count(both.c.value).label("value")).group_by(both.c.person_id).subquery()


def _open_pairings(today: date, column: Any, *more: Any) -> list[Select[Any]]:  # Any: columns of SQL
    """`person_id`, and a column as `value`, of the published pairings that are not over: once for each of the two."""
    return [
        select(one.label("person_id"), column.label("value")).where(
            pairings.c.state == PUBLISHED, pairings.c.last_day >= today, *more
        )
        for one, _other in ENDS
    ]


def _open_embeds(today: date, column: Any, *more: Any) -> Select[Any]:  # Any: columns of SQL
    """The same of the published embeds that are not over."""
    return select(embeds.c.person_id.label("person_id"), column.label("value")).where(
        embeds.c.state == PUBLISHED, embeds.c.last_day >= today, *more
    )


@lru_cache(maxsize=4)
def taken_shares(days: Days) -> Subquery:
    """By person: `value`, what visits and embeds take of the weeks of some days, in percent of a week, all added up.

    It counts what is published and not over as `ExchangeLoad.visits` of the services does: a working day with a visit
    is a fifth of a week, however many guests somebody has on it, and an embed takes its share of each week that it
    touches. It has those alone of whom something is taken.

    Args:
        days: whole weeks from today on; those of the calendar count, the present one from its Monday.
    """
    mondays = _mondays(days)
    last = mondays[-1] + _SUNDAY
    spans = union_all(
        *(
            select(one.label("person_id"), pairings.c.first_day, pairings.c.last_day).where(
                pairings.c.state == PUBLISHED,
                pairings.c.last_day >= days.first,
                pairings.c.first_day <= last,
                pairings.c.program_id.in_(_visiting()),
            )
            for one, _other in ENDS
        )
    ).subquery()
    visits = _sum_of([func.max(_touches(spans.c, day, day)) for day in _working(mondays)])
    shares = embeds.c.share * _sum_of([_touches(embeds.c, monday, monday + _SUNDAY) for monday in mondays])
    both = union_all(
        select(spans.c.person_id, (visit_percent(1) * visits).label("value")).group_by(spans.c.person_id),
        _open_embeds(days.first, shares, embeds.c.first_day <= last),
    ).subquery()
    return select(both.c.person_id, func.sum(both.c.value).label("value")).group_by(both.c.person_id).subquery()


_SUNDAY = timedelta(days=6)
"""From a Monday to the end of its week."""


def _mondays(days: Days) -> list[date]:
    first = monday_of(days.first)
    return [first + timedelta(weeks=number) for number in range(max(1, len(days) // 7))]


def _working(mondays: Sequence[date]) -> list[date]:
    """The days from Monday to Friday of some weeks."""
    return [monday + timedelta(days=number) for monday in mondays for number in range(5)]


def _touches(columns: Any, first: date, last: date) -> ColumnElement[int]:  # Any: columns of whatever has days
    """1 where days lie on some others, else 0."""
    there = and_(columns.first_day <= last, columns.last_day >= first)
    return case((there, literal_column("1")), else_=literal_column("0"))


def _sum_of(columns: Sequence[Any]) -> Any:  # Any: columns of SQL
    return reduce(add, columns)


def next_things(connection: Connection, ids: Sequence[int], today: date) -> dict[int, Coming]:
    """Each person's present or next published pairing or embed, by row id."""
    found = _next_embeds(connection, ids, today) if ids else {}
    for mine, other in ENDS:
        rows = connection.execute(
            select(mine, pairings.c.first_day, people.c.name, programs.c.kind)
            .join(people, people.c.id == other)
            .join(programs, programs.c.id == pairings.c.program_id)
            .where(mine.in_(ids), pairings.c.state == PUBLISHED, pairings.c.last_day >= today)
        )
        for person_id, first, name, kind in rows:
            one = Coming(first, name, Kind(kind))
            if person_id not in found or one.order(today) < found[person_id].order(today):
                found[person_id] = one
    return found


def _next_embeds(connection: Connection, ids: Sequence[int], today: date) -> dict[int, Coming]:
    """Each person's next embed, or the present one where none comes, by row id."""
    found: dict[int, Coming] = {}
    rows = connection.execute(
        select(embeds.c.person_id, embeds.c.first_day, composite_teams.c.name)
        .join(composite_teams, composite_teams.c.id == embeds.c.team_id)
        .where(embeds.c.person_id.in_(ids), embeds.c.state == PUBLISHED, embeds.c.last_day >= today)
    )
    for person_id, first, team in rows:
        one = Coming(first, team, Kind.COMPOSITE, embed=True)
        if person_id not in found or one.order(today) < found[person_id].order(today):
            found[person_id] = one
    return found


@dataclass(frozen=True, slots=True)
class Number:
    """In how many pairings somebody is the guest of a visit, the host of one, or one of two buddies; and the embeds.

    Args:
        percent: what visits and embeds take of the weeks together, in percent of one week: see `taken_shares`.
        embeds: the embeds, each as its days and its share.
    """

    visits: int = 0
    hostings: int = 0
    buddies: int = 0
    percent: int = 0
    embeds: tuple[tuple[Days, int], ...] = ()


def loads(connection: Connection, ids: Sequence[int], days: Days) -> Mapping[int, Number]:
    """How often each is in published pairings and embeds that touch some days, and how much that is, by row id."""
    found = _embed_loads(connection, ids, days)
    visits: dict[int, list[Days]] = defaultdict(list)
    for mine, _other in ENDS:
        rows = connection.execute(
            select(mine, programs.c.kind, pairings.c.first_day, pairings.c.last_day)
            .join(programs, programs.c.id == pairings.c.program_id)
            .where(mine.in_(ids), pairings.c.state == PUBLISHED)
            .where(pairings.c.first_day <= days.last, pairings.c.last_day >= days.first)
        )
        for person_id, kind, first, last in rows:
            part = "buddies" if not Kind(kind).visits else "visits" if mine is pairings.c.guest_id else "hostings"
            so_far = found.get(person_id, Number())
            found[person_id] = replace(so_far, **{part: getattr(so_far, part) + 1})
            if part != "buddies":
                visits[person_id].append(Days(first, last))
    return {one: replace(number, percent=_percent(visits[one], number, days)) for one, number in found.items()}


def _percent(visits: Sequence[Days], number: Number, days: Days) -> int:
    """What visits and embeds take of the weeks of some days; as `taken_shares`."""
    mondays = _mondays(days)
    visited = sum(any(day in one for one in visits) for day in _working(mondays)) if visits else 0
    weeks = ((Days(monday, monday + _SUNDAY), share, one) for monday in mondays for one, share in number.embeds)
    return visit_percent(1) * visited + sum(share for week, share, one in weeks if one.overlaps(week))


def _embed_loads(connection: Connection, ids: Sequence[int], days: Days) -> dict[int, Number]:
    found: dict[int, Number] = {}
    columns = (embeds.c.person_id, embeds.c.first_day, embeds.c.last_day, embeds.c.share)
    rows = connection.execute(
        select(*columns)
        .where(embeds.c.person_id.in_(ids), embeds.c.state == PUBLISHED)
        .where(embeds.c.first_day <= days.last, embeds.c.last_day >= days.first)
        .order_by(embeds.c.first_day, embeds.c.id)
    )
    for person_id, first, last, share in rows:
        so_far = found.get(person_id, Number())
        found[person_id] = replace(so_far, embeds=(*so_far.embeds, (Days(first, last), share)))
    return found
