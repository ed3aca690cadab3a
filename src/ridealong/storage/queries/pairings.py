"""Pairings: looked up, listed, searched and counted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    RowMapping,
    Select,
    and_,
    bindparam,
    case,
    column,
    func,
    or_,
    select,
    text,
    union_all,
)

from ridealong.domain.days import Days
from ridealong.storage.queries.pairing_words import field_condition, word_condition
from ridealong.storage.schema import pairings, people, programs

guests = people.alias("guests")
hosts = people.alias("hosts")

_IT_VISITS = pairings.c.guest_side == "it"
_COLUMNS: dict[str, ColumnElement[Any]] = {  # Any: a day or a text, by column
    "start": pairings.c.first_day,
    "program": func.lower(programs.c.name),
    "it": func.lower(case((_IT_VISITS, guests.c.name), else_=hosts.c.name)),
    "marketing": func.lower(case((_IT_VISITS, hosts.c.name), else_=guests.c.name)),
    "state": pairings.c.state,
    "kind": programs.c.kind,
}
"""What a list of pairings is sorted by."""
_PAIRS_AT_ONCE = 400
"""How many pairs one statement names: two values each, below the number that any database allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingSearch:
    """What a list of pairings is narrowed to.

    Args:
        words: each must stand in a name, an address, a team or the program's name.
        fields: (`program`, `kind`, `state`, `team` or `person`, text) pairs that must all hold.
        program_id, person_id: the program, the person on either side. people: a few, one of whom must take part.
        states: the states wanted; empty for all.
        days: days of which a pairing must share at least one.
        over_before: a day before which its last day must lie.
        since, until: days between which its first day must lie, both included. fit: what its fit must be at least.
        it_teams, marketing_teams: the teams of both, in every spelling that is meant; None for all.
        pinned: only what somebody has pinned.
    """

    words: Sequence[str] = ()
    fields: Sequence[tuple[str, str]] = ()
    program_id: int | None = None
    person_id: int | None = None
    ids: Collection[int] | None = None
    states: Collection[str] = ()
    days: Days | None = None
    over_before: date | None = None
    people: Collection[int] | None = None
    since: date | None = None
    until: date | None = None
    fit: int | None = None
    it_teams: Collection[str] | None = None
    marketing_teams: Collection[str] | None = None
    pinned: bool = False


def find_pairings(
    connection: Connection,
    wanted: PairingSearch,
    *,
    sort: str = "start",
    descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[RowMapping]:
    """Pairings with the names, addresses and teams of both, and the program's name and kind.

    Args:
        sort: `start`, `program`, `it`, `marketing`, `state` or `kind`.
    """
    condition = _condition(connection, wanted)
    if offset or limit is not None:
        # Which rows a page has is found out before anything is looked up for them: pages before it cost little then.
        chosen = _ranked if sort in ("it", "marketing") else _sorted_by
        page = chosen(sort, select(pairings.c.id), descending=descending).where(condition)
        condition = pairings.c.id.in_(page.offset(offset).limit(limit))
    statement = _joined(
        select(
            pairings,
            programs.c.name.label("program"),
            programs.c.kind.label("kind"),
            guests.c.email.label("guest"),
            guests.c.name.label("guest_name"),
            hosts.c.email.label("host"),
            hosts.c.name.label("host_name"),
        )
    )
    statement = statement.where(condition).order_by(*_directed(_order(sort), descending=descending))
    return list(connection.execute(statement).mappings())


def count_pairings(connection: Connection, wanted: PairingSearch) -> int:
    """How many pairings a search finds."""
    statement = select(func.count()).select_from(pairings).where(_condition(connection, wanted))
    return int(connection.execute(statement).scalar_one())


def _sorted_by(sort: str, statement: Select[Any], *, descending: bool) -> Select[Any]:  # Any: whatever columns
    """A query of pairings in an order, with no more beside them than that needs."""
    statement = statement.select_from(pairings)
    if sort in ("program", "kind"):
        statement = statement.join(programs, programs.c.id == pairings.c.program_id)
    return statement.order_by(*_directed(_order(sort), descending=descending))


def _ranked(side: str, statement: Select[Any], *, descending: bool) -> Select[Any]:  # Any: as above
    """A query of pairings in the order of the names on a side, for which each name is looked at once."""
    place = func.dense_rank().over(order_by=func.lower(people.c.name)).label("place")
    places = select(people.c.id, place).cte("places")
    theirs = case((pairings.c.guest_side == side, pairings.c.guest_id), else_=pairings.c.host_id)
    statement = statement.select_from(pairings).join(places, places.c.id == theirs)
    return statement.order_by(*_directed((places.c.place, pairings.c.first_day), descending=descending))


def _directed(
    columns: Iterable[ColumnElement[Any]], *, descending: bool
) -> list[ColumnElement[Any]]:  # Any: whatever they hold
    """Columns to sort by; the id settles ties, in the same direction, so that a page never repeats or misses a row."""
    return [column.desc() if descending else column for column in (*columns, pairings.c.id)]


def _joined(statement: Select[Any]) -> Select[Any]:  # Any: whatever columns were selected
    return (
        statement.select_from(pairings)
        .join(programs, programs.c.id == pairings.c.program_id)
        .join(guests, guests.c.id == pairings.c.guest_id)
        .join(hosts, hosts.c.id == pairings.c.host_id)
    )


def _condition(connection: Connection, wanted: PairingSearch) -> ColumnElement[bool]:
    conditions = [word_condition(connection, word) for word in wanted.words]
    conditions += [field_condition(connection, name, text) for name, text in wanted.fields]
    if wanted.program_id is not None:
        conditions.append(pairings.c.program_id == wanted.program_id)
    if wanted.person_id is not None:
        conditions.append(_takes_part((wanted.person_id,)))
    if wanted.people is not None:
        conditions.append(_takes_part(wanted.people))
    if wanted.ids is not None:
        conditions.append(pairings.c.id.in_(wanted.ids))
    if wanted.states:
        conditions.append(pairings.c.state.in_(wanted.states))
    if wanted.over_before is not None:
        conditions.append(pairings.c.last_day < wanted.over_before)
    if wanted.days is not None:
        conditions.append(pairings.c.first_day <= wanted.days.last)
        conditions.append(pairings.c.last_day >= wanted.days.first)
    if wanted.pinned:
        conditions.append(pairings.c.pinned)
    return and_(True, *conditions, *_between(wanted), *_of_teams(wanted))


def _between(wanted: PairingSearch) -> Iterable[ColumnElement[bool]]:
    if wanted.since is not None:
        yield pairings.c.first_day >= wanted.since
    if wanted.until is not None:
        yield pairings.c.first_day <= wanted.until
    if wanted.fit is not None:
        yield pairings.c.fit >= wanted.fit


def _of_teams(wanted: PairingSearch) -> Iterable[ColumnElement[bool]]:
    if wanted.it_teams is None and wanted.marketing_teams is None:
        return
    ways = []
    for side, it, marketing in (
        ("it", pairings.c.guest_team, pairings.c.host_team),
        ("marketing", pairings.c.host_team, pairings.c.guest_team),
    ):
        teams = [(it, wanted.it_teams), (marketing, wanted.marketing_teams)]
        named = [column.in_(names) for column, names in teams if names is not None]
        ways.append(and_(pairings.c.guest_side == side, *named))
    yield or_(*ways)


def _takes_part(ids: Collection[int]) -> ColumnElement[bool]:
    # By id, since for an "or" of two columns a database reads the whole history in the order of its days instead.
    mine = pairings.alias("mine")
    return pairings.c.id.in_(
        union_all(select(mine.c.id).where(mine.c.guest_id.in_(ids)), select(mine.c.id).where(mine.c.host_id.in_(ids)))
    )


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:  # Any: a day or a text, by column
    return (_COLUMNS[sort],) if sort == "start" else (_COLUMNS[sort], pairings.c.first_day)


def history_keys(connection: Connection) -> dict[tuple[int, int, int, str, date], RowMapping]:
    """Every pairing but drafts by what a history file knows it by: program, guest, host, visiting side, first day."""
    rows = connection.execute(select(pairings).where(pairings.c.state != "proposed").order_by(pairings.c.id)).mappings()
    return {
        (row["program_id"], row["guest_id"], row["host_id"], row["guest_side"], row["first_day"]): row for row in rows
    }


def in_states(states: Collection[str], without: Collection[int] = ()) -> ColumnElement[bool]:
    """That a pairing is in one of these states, and is none of those that are left out, by number."""
    condition = pairings.c.state.in_(states)
    if not without:
        return condition
    return and_(condition, pairings.c.id.not_in(_numbers(without)))


def no_past_draft(today: date) -> ColumnElement[bool]:
    """That a pairing is no draft that is over: nobody published it, so it is nothing any more."""
    return or_(pairings.c.state != "proposed", pairings.c.last_day >= today)


def _numbers(some: Collection[int]) -> BindParameter[int]:
    """Numbers written into the statement itself, since databases limit how many are given beside it."""
    return bindparam(None, sorted(some), expanding=True, literal_execute=True)


def met_pairs(
    connection: Connection,
    states: Collection[str],
    before: date | None = None,
    elsewhere_than: int | None = None,
    *,
    without: Collection[int] = (),
    among: Collection[int] | None = None,
    today: date = date.min,
) -> list[tuple[int, int, int, date]]:
    """For each guest and host who have met: guest id, host id, how often, the last day of the last time.

    The two directions of one pair of people are two rows.

    Args:
        before: only pairings that begin before this day. elsewhere_than: a program that is left out.
        among: only what these people did with each other; None for everybody.
        today: drafts that are over by this day are left out.
    """
    statement = (
        select(
            pairings.c.guest_id,
            pairings.c.host_id,
            func.count().label("times"),
            func.max(pairings.c.last_day).label("last"),
        )
        .where(in_states(states, without))
        .group_by(pairings.c.guest_id, pairings.c.host_id)
    )
    if "proposed" in states:
        statement = statement.where(no_past_draft(today))
    if before is not None:
        statement = statement.where(pairings.c.first_day < before)
    if elsewhere_than is not None:
        statement = statement.where(pairings.c.program_id != elsewhere_than)
    if among is not None:
        # The hosts without an index, or SQLite looks up each guest with each host.
        statement = statement.where(
            pairings.c.guest_id.in_(_numbers(among)), (pairings.c.host_id + 0).in_(_numbers(among))
        )
    return [(guest, host, times, last) for guest, host, times, last in connection.execute(statement).all()]


def times_met(
    connection: Connection, states: Collection[str], pairs: Collection[tuple[int, int]]
) -> dict[frozenset[int], int]:
    """How often two people have met, in whichever direction, for some pairs of them; without those who have not."""
    wanted = sorted({pair for one, other in pairs for pair in ((one, other), (other, one))})
    found: dict[frozenset[int], int] = {}
    for start in range(0, len(wanted), _PAIRS_AT_ONCE):
        part = wanted[start : start + _PAIRS_AT_ONCE]
        # Joined, since for `in` with pairs SQLite goes through the whole history; and as a text of numbers, since to
        # bind each of them takes longer than to find them all.
        listed = ", ".join(f"({guest:d}, {host:d})" for guest, host in part)
        listed = f"SELECT column1 AS guest_id, column2 AS host_id FROM (VALUES {listed}) AS listed"  # noqa: S608 - numbers
        named = text(listed).columns(column("guest_id", Integer), column("host_id", Integer)).cte("named")
        statement = (
            select(pairings.c.guest_id, pairings.c.host_id, func.count())
            .join(named, and_(named.c.guest_id == pairings.c.guest_id, named.c.host_id == pairings.c.host_id))
            .where(pairings.c.state.in_(states))
            .group_by(pairings.c.guest_id, pairings.c.host_id)
        )
        for guest, host, times in connection.execute(statement):
            pair = frozenset((guest, host))
            found[pair] = found.get(pair, 0) + times
    return found


def team_meetings(
    connection: Connection, states: Collection[str], *, without: Collection[int] = (), after: date | None = None
) -> dict[tuple[str, str], int]:
    """How often people of two teams have met, by (IT team, marketing team); with `after`, only what begins later."""
    columns = (pairings.c.guest_team, pairings.c.host_team, pairings.c.guest_side)
    statement = select(*columns, func.count()).where(in_states(states, without)).group_by(*columns)
    if after is not None:
        statement = statement.where(pairings.c.first_day > after)
    found: dict[tuple[str, str], int] = {}
    for guest_team, host_team, guest_side, number in connection.execute(statement):
        teams = (guest_team, host_team) if guest_side == "it" else (host_team, guest_team)
        found[teams] = found.get(teams, 0) + number
    return found


def unmarked(connection: Connection, today: date) -> int:
    """How many published pairings are over and have not been marked as held or missed."""
    statement = (
        select(func.count()).select_from(pairings).where(pairings.c.state == "published", pairings.c.last_day < today)
    )
    return int(connection.execute(statement).scalar_one())


def first_coming(connection: Connection, today: date, program_id: int | None = None) -> date | None:
    """The first day of the first draft or published pairing that is not over, of one program or of all."""
    # The least of something worked out, or SQLite goes through the whole past in the order of its days.
    coming = case((pairings.c.state.in_(("proposed", "published")), pairings.c.first_day))
    statement = select(func.min(coming)).where(pairings.c.last_day >= today)
    if program_id is not None:
        statement = statement.where(pairings.c.program_id == program_id)
    return connection.execute(statement).scalar()
