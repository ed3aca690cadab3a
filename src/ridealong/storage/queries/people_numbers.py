"""Numbers and days that lists of people show and sort by: whom they have met, and when last."""

from collections.abc import Callable, Collection, Sequence
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
    literal_column,
    or_,
    select,
    union_all,
)

from ridealong.domain.days import Days
from ridealong.domain.pairings import MET
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.people_coming import (
    ENDS,
    PUBLISHED,
    coming_days,
    coming_numbers,
    taken_shares,
)
from ridealong.storage.schema import embeds, gathering_people, gatherings, pairings, people

_ME, _THEM = gathering_people.alias("me"), gathering_people.alias("them")
"""The places of the person and of another one in a group."""
_MINE, _THEIRS = embeds.alias("my_embed"), embeds.alias("their_embed")
"""The embeds of the person and of another one in a team."""
_MY_ROW, _THEIR_ROW = people.alias("my_row"), people.alias("their_row")


def have_met(today: date) -> ColumnElement[bool]:
    """That the two of a pairing have met by now, as `has_met` of the domain has it."""
    # The state first: SQLite then looks up the day, which not every index knows, of what is published alone.
    begun = or_(pairings.c.state != PUBLISHED, pairings.c.first_day <= today)
    return and_(pairings.c.state.in_(MET), begun)


def met_number(today: date, later: Collection[int] = ()) -> ScalarSelect[int]:
    """How many different people the person of a row has met by now: for each by the two indexes that know both.

    Args:
        later: as `over_coffee` takes it.
    """
    mine, theirs = (
        select(other.label("other")).where(one == people.c.id, have_met(today)).correlate(people) for one, other in ENDS
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
    begun = or_(gatherings.c.state != PUBLISHED, gatherings.c.first_day <= today)
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


def last_days(today: date) -> Subquery:
    """By person: `value`, the last day of the last time that they met somebody and it is over, for those who did."""
    over = and_(pairings.c.state.in_(MET), pairings.c.last_day < today)
    # By a sum for the hosts, or SQLite goes through an index that does not know the days, and looks up each row.
    host = pairings.c.host_id + literal_column("0")
    parts: list[Select[Any]] = [  # Any: columns of SQL
        select(one.label("person_id"), func.max(pairings.c.last_day).label("value")).where(over).group_by(one)
        for one in (pairings.c.guest_id, host)
    ]
    both = union_all(*parts, _last_in_teams(today)).subquery()
    return select(both.c.person_id, func.max(both.c.value).label("value")).group_by(both.c.person_id).subquery()


def _last_in_teams(today: date, ids: Collection[int] | None = None) -> Select[Any]:  # Any: columns of SQL
    """By person: `value`, the last on which they were in a team with somebody of the other side, where that is over."""
    until = case((_MINE.c.last_day < _THEIRS.c.last_day, _MINE.c.last_day), else_=_THEIRS.c.last_day)
    over = or_(_MINE.c.last_day < today, _THEIRS.c.last_day < today)
    return (
        in_teams(today)
        .with_only_columns(_MINE.c.person_id.label("person_id"), func.max(until).label("value"))
        .where(over, *([] if ids is None else [_MINE.c.person_id.in_(ids)]))
        .group_by(_MINE.c.person_id)
    )


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
        today: the day from which on something is not over. ahead: the days of which it is asked how full they are.
        later: as `over_coffee` takes it.
    """
    computed: dict[str, Callable[[], Subquery]] = {
        "next": lambda: coming_days(today),
        "load": lambda: taken_shares(ahead),
        "number": lambda: coming_numbers(ahead),
        "last": lambda: last_days(today),
    }
    order: list[Any] = []  # Any: columns of whatever type
    # Of those who have as much to do, who is in more of it comes later.
    for name in (each for one in sort for each in (("load", "number") if one == "load" else (one,))):
        if name == "met":
            met = met_number(today, later)
            order.append(met.desc() if descending else met)
        elif name in computed:
            found = computed[name]()
            statement = statement.outerjoin(found, found.c.person_id == people.c.id)
            if name in ("load", "number"):
                number = func.coalesce(found.c.value, 0)
                order.append(number.desc() if descending else number)
            else:
                order += [found.c.value.is_(None), found.c.value.desc() if descending else found.c.value]
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
            select(one.label("one"), other.label("other")).where(have_met(today), one.in_(some)) for one, other in ENDS
        )
        pairs = mine.union(
            theirs, coffee.where(_ME.c.person_id.in_(some)), teams.where(_MINE.c.person_id.in_(some))
        ).subquery()
        rows = connection.execute(select(pairs.c.one, func.count()).group_by(pairs.c.one))
        found |= {int(one): int(number) for one, number in rows}
    return found


def last_met(connection: Connection, ids: Collection[int], today: date) -> dict[int, date]:
    """The last day of the last time that each met somebody in a pairing or a team and it is over, by row id."""
    found: dict[int, date] = {int(one): day for one, day in connection.execute(_last_in_teams(today, ids))}
    for mine, _other in ENDS:
        rows = connection.execute(
            select(mine, func.max(pairings.c.last_day))
            .where(mine.in_(ids), pairings.c.state.in_(MET), pairings.c.last_day < today)
            .group_by(mine)
        )
        for person_id, day in rows:
            found[person_id] = max(day, found.get(person_id, day))
    return found
