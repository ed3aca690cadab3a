"""Numbers and days that lists of people show and sort by: whom they have met, what comes next, how much that is."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from ridealong.domain.days import Days
from ridealong.domain.pairings import MET, State
from ridealong.domain.programs import Kind
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import embeds, gathering_people, gatherings, pairings, people, programs

_PUBLISHED = str(State.PUBLISHED)
_ENDS = ((pairings.c.guest_id, pairings.c.host_id), (pairings.c.host_id, pairings.c.guest_id))
"""The person, and the other one, for both sides of a pairing."""


_ME, _THEM = gathering_people.alias("me"), gathering_people.alias("them")
"""The places of the person and of another one in a group."""
_MINE, _THEIRS = embeds.alias("my_embed"), embeds.alias("their_embed")
"""The embeds of the person and of another one in a team."""
_MY_ROW, _THEIR_ROW = people.alias("my_row"), people.alias("their_row")


def have_met(today: date) -> ColumnElement[bool]:
    """That the two of a pairing have met by now, as `has_met` of the domain has it."""
    # The state first: SQLite then looks up the day, which not every index knows, of what is published alone.
    begun = or_(pairings.c.state != _PUBLISHED, pairings.c.first_day <= today)
    return and_(pairings.c.state.in_(MET), begun)


def met_number(today: date, later: Collection[int] = ()) -> ScalarSelect[int]:
    """How many different people the person of a row has met by now: for each by the two indexes that know both.

    Args:
        later: as `over_coffee` takes it.
    """
    mine, theirs = (
        select(other.label("other")).where(one == people.c.id, have_met(today)).correlate(people)
        for one, other in _ENDS
    )
    mine_over_coffee = over_coffee(today, later).where(_ME.c.person_id == people.c.id).correlate(people)
    mine_in_teams = in_teams(today).where(_MINE.c.person_id == people.c.id).correlate(people)
    both = mine.union(theirs, mine_over_coffee, mine_in_teams).subquery()
    return select(func.count()).select_from(both).scalar_subquery()


def has_met_in_team(today: date, program_id: int | None = None) -> ColumnElement[bool]:
    """That the person of a row has been in a composite team with somebody of the other side by now."""
    return people.c.id.in_(in_teams(today, program_id).with_only_columns(_MINE.c.person_id))


def in_teams(today: date, program_id: int | None = None) -> Select[int]:
    """Those of the other side with whom whoever has the embed `_MINE` was in a team by now, one row for each time.

    Args:
        program_id: only in teams of a program.
    """
    both = and_(
        _MINE.c.first_day <= _THEIRS.c.last_day,
        _THEIRS.c.first_day <= _MINE.c.last_day,
        _MINE.c.first_day <= today,
        _THEIRS.c.first_day <= today,
        *([_MINE.c.program_id == program_id] if program_id is not None else []),
    )
    return (
        select(_THEIRS.c.person_id.label("other"))
        .join(_MINE, _MINE.c.team_id == _THEIRS.c.team_id)
        .where(_MINE.c.side != _THEIRS.c.side, _MINE.c.state.in_(MET), _THEIRS.c.state.in_(MET), both)
    )


def has_met_over_coffee(today: date, later: Collection[int] = (), program_id: int | None = None) -> ColumnElement[bool]:
    """That the person of a row has met somebody of the other side in a group by now; as `over_coffee`."""
    return people.c.id.in_(over_coffee(today, later, program_id).with_only_columns(_ME.c.person_id))


def over_coffee(today: date, later: Collection[int] = (), program_id: int | None = None) -> Select[int]:
    """Those of the other side whom the person `_ME` has met in groups by now, one row for each time.

    Args:
        later: the published groups whose round has begun, and which meet only later in it: without these, what is
            published counts from the first day of its round on, since the day itself is no column.
        program_id: only in groups of a program.
    """
    begun = or_(gatherings.c.state != _PUBLISHED, gatherings.c.first_day <= today)
    if later:
        # Numbers written into the statement itself, since databases limit how many are given beside it.
        begun = and_(
            begun, gatherings.c.id.not_in(bindparam(None, sorted(later), expanding=True, literal_execute=True))
        )
    if program_id is not None:
        begun = and_(begun, gatherings.c.program_id == program_id)
    return (
        select(_THEM.c.person_id.label("other"))
        .join(_ME, _ME.c.gathering_id == _THEM.c.gathering_id)
        .join(gatherings, gatherings.c.id == _ME.c.gathering_id)
        .join(_MY_ROW, _MY_ROW.c.id == _ME.c.person_id)
        .join(_THEIR_ROW, _THEIR_ROW.c.id == _THEM.c.person_id)
        .where(_MY_ROW.c.side != _THEIR_ROW.c.side, gatherings.c.state.in_(MET), begun)
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """The present or next published pairing of somebody.

    Args:
        first_day: its first day, which lies behind where it is under way. partner: the other one's name.
    """

    first_day: date
    partner: str
    kind: Kind

    def runs(self, today: date) -> bool:
        """Whether it is under way."""
        return self.first_day <= today

    def order(self, today: date) -> tuple[bool, date, date, str]:
        """What decides which of several comes next: buddies who have begun wait until nothing else does."""
        running = self.runs(today)
        return running and not self.kind.visits, max(self.first_day, today), self.first_day, self.partner


def _when(today: date) -> ColumnElement[date]:
    """The day of a pairing that is not over, as `Coming.order` has it; none for buddies who have begun."""
    visits = [str(kind) for kind in Kind if kind.visits]
    visit = pairings.c.program_id.in_(select(programs.c.id).where(programs.c.kind.in_(visits)))
    now = literal(today, pairings.c.first_day.type)
    return case((pairings.c.first_day > today, pairings.c.first_day), (visit, now), else_=null())


def coming_days(today: date) -> Subquery:
    """By person: `day`, that of what comes next, which is today where it is under way, for those who have one."""
    now = literal(today, pairings.c.first_day.type)
    return _by_person(today, lambda day: func.coalesce(func.min(day), now), _when(today))


def coming_numbers(days: Days) -> Subquery:
    """By person: `day`, which is the number of published pairings that touch some days, for those who have some."""
    return _by_person(days.first, func.count, pairings.c.id, pairings.c.first_day <= days.last)


def _by_person(today: date, reckon: Any, column: Any, *more: Any) -> Subquery:  # Any: functions and columns of SQL
    parts = [
        select(one.label("person_id"), column.label("value")).where(
            pairings.c.state == _PUBLISHED, pairings.c.last_day >= today, *more
        )
        for one, _other in _ENDS
    ]
    both = union_all(*parts).subquery()
    return select(both.c.person_id, reckon(both.c.value).label("day")).group_by(both.c.person_id).subquery()


def last_days(today: date) -> Subquery:
    """By person: `day`, the last day of the last pairing that took place and is over, for those who had one."""
    over = and_(pairings.c.state.in_(MET), pairings.c.last_day < today)
    # By a sum for the hosts, or SQLite goes through an index that does not know the days, and looks up each row.
    host = pairings.c.host_id + literal_column("0")
    parts = [
        select(one.label("person_id"), func.max(pairings.c.last_day).label("day")).where(over).group_by(one)
        for one in (pairings.c.guest_id, host)
    ]
    both = union_all(*parts).subquery()
    return select(both.c.person_id, func.max(both.c.day).label("day")).group_by(both.c.person_id).subquery()


def in_order(
    statement: Select[Any],
    sort: Sequence[str],
    *,
    descending: bool,
    today: date,
    ahead: Days,
    later: Collection[int] = (),
) -> Select[Any]:  # Any: whatever columns were selected
    """A query of people in an order; ties by name, then by address.

    Args:
        sort: columns of `people`; or `met`, `next`, `load` or `last`. Who has no such day or number comes last.
        today: the day from which on a pairing is not over. ahead: the days whose pairings are the load.
        later: as `over_coffee` takes it.
    """
    computed: dict[str, Callable[[], Subquery]] = {
        "next": lambda: coming_days(today),
        "load": lambda: coming_numbers(ahead),
        "last": lambda: last_days(today),
    }
    order: list[Any] = []  # Any: columns of whatever type
    for name in sort:
        if name == "met":
            met = met_number(today, later)
            order.append(met.desc() if descending else met)
        elif name in computed:
            found = computed[name]()
            statement = statement.outerjoin(found, found.c.person_id == people.c.id)
            if name == "load":
                number = func.coalesce(found.c.day, 0)
                order.append(number.desc() if descending else number)
            else:
                order += [found.c.day.is_(None), found.c.day.desc() if descending else found.c.day]
        else:
            column = func.lower(people.c[name])
            order.append(column.desc() if descending else column)
    return statement.order_by(*order, func.lower(people.c.name), people.c.identity)


def meeting_counts(
    connection: Connection, ids: Sequence[int], today: date, later: Collection[int] = ()
) -> dict[int, int]:
    """How many different people each has met by now, by row id.

    Args:
        later: as `over_coffee` takes it.
    """
    coffee = over_coffee(today, later).with_only_columns(_ME.c.person_id.label("one"), _THEM.c.person_id.label("other"))
    teams = in_teams(today).with_only_columns(_MINE.c.person_id.label("one"), _THEIRS.c.person_id.label("other"))
    found: dict[int, int] = {}
    # The states of what counts are named for each of the four, too.
    for some in parts_of(ids, each=6):
        mine, theirs = (
            select(one.label("one"), other.label("other")).where(have_met(today), one.in_(some)) for one, other in _ENDS
        )
        pairs = mine.union(
            theirs, coffee.where(_ME.c.person_id.in_(some)), teams.where(_MINE.c.person_id.in_(some))
        ).subquery()
        rows = connection.execute(select(pairs.c.one, func.count()).group_by(pairs.c.one))
        found |= {int(one): int(number) for one, number in rows}
    return found


def next_pairings(connection: Connection, ids: Sequence[int], today: date) -> dict[int, Coming]:
    """Each person's present or next published pairing, by row id."""
    found: dict[int, Coming] = {}
    if not ids:
        return found
    for mine, other in _ENDS:
        rows = connection.execute(
            select(mine, pairings.c.first_day, people.c.name, programs.c.kind)
            .join(people, people.c.id == other)
            .join(programs, programs.c.id == pairings.c.program_id)
            .where(mine.in_(ids), pairings.c.state == _PUBLISHED, pairings.c.last_day >= today)
        )
        for person_id, first, name, kind in rows:
            one = Coming(first, name, Kind(kind))
            if person_id not in found or one.order(today) < found[person_id].order(today):
                found[person_id] = one
    return found


@dataclass(frozen=True, slots=True)
class Number:
    """In how many pairings somebody is the guest of a visit, the host of one, or one of two buddies."""

    visits: int = 0
    hostings: int = 0
    buddies: int = 0


def loads(connection: Connection, ids: Sequence[int], days: Days) -> Mapping[int, Number]:
    """How often each is in published pairings that touch some days, by row id."""
    found: dict[int, Number] = {}
    for mine, _other in _ENDS:
        rows = connection.execute(
            select(mine, programs.c.kind, func.count())
            .join(programs, programs.c.id == pairings.c.program_id)
            .where(mine.in_(ids), pairings.c.state == _PUBLISHED)
            .where(pairings.c.first_day <= days.last, pairings.c.last_day >= days.first)
            .group_by(mine, programs.c.kind)
        )
        for person_id, kind, number in rows:
            part = "buddies" if not Kind(kind).visits else "visits" if mine is pairings.c.guest_id else "hostings"
            so_far = found.get(person_id, Number())
            found[person_id] = replace(so_far, **{part: getattr(so_far, part) + number})
    return found


def last_met(connection: Connection, ids: Collection[int], today: date) -> dict[int, date]:
    """The last day of the last pairing of each that took place and is over, by row id."""
    found: dict[int, date] = {}
    for mine, _other in _ENDS:
        rows = connection.execute(
            select(mine, func.max(pairings.c.last_day))
            .where(mine.in_(ids), pairings.c.state.in_(MET), pairings.c.last_day < today)
            .group_by(mine)
        )
        for person_id, day in rows:
            found[person_id] = max(day, found.get(person_id, day))
    return found
