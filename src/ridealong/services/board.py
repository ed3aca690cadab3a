"""The board: people down, weeks across, and what stands in each week."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, monday_of
from ridealong.domain.pairings import NOT_CANCELLED, Freeze, State
from ridealong.domain.people import Person, Side, identity
from ridealong.domain.programs import Kind
from ridealong.services.declined import declined_by
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.paging import Page
from ridealong.services.people import people_search
from ridealong.storage import records
from ridealong.storage.queries import people as people_queries
from ridealong.storage.queries.pairings import PairingSearch, find_pairings, first_coming
from ridealong.storage.queries.rules import freezes


class Sign(StrEnum):
    """What stands in a week of somebody."""

    VISIT = "visit"
    HOSTING = "hosting"
    BUDDY = "buddy"
    AWAY = "away"
    FREEZE = "freeze"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardQuery:
    """Which part of the board is wanted.

    Args:
        text: as on the list of people. program: only who is enrolled in it, and its pairings.
        first: a Monday. weeks: how many weeks from it.
        side: only people of one side.
    """

    first: date
    weeks: int
    text: str = ""
    program: str = ""
    side: Side | None = None

    @property
    def days(self) -> Days:
        """From the first Monday to the last Sunday."""
        return Days(self.first, self.first + timedelta(weeks=self.weeks, days=-1))

    def weeks_of(self, days: Days) -> range:
        """The numbers of the weeks that some days touch."""
        first = max(0, (days.first - self.first).days // 7)
        last = min(self.weeks - 1, (days.last - self.first).days // 7)
        return range(first, last + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardItem:
    """Something in one week of somebody.

    Args:
        label: the partner's name, or the reason of a freeze; never that of an absence.
        state, pairing_id: of a pairing; None for anything else. declined_by: the names of those who have declined it.
    """

    sign: Sign
    label: str
    state: State | None = None
    pairing_id: int | None = None
    program: str = ""
    declined_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """Somebody's weeks: one tuple of items a week."""

    email: str
    name: str
    side: Side
    team: str
    cells: tuple[tuple[BoardItem, ...], ...]


def board(desk: Desk, query: BoardQuery, offset: int = 0, limit: int | None = None) -> Page[BoardRow]:
    """A part of the board: people by side, team and name, all from `offset` on where no limit is given.

    Raises:
        NotFound: there is no such program.
        InvalidValue: a time after `away:` is none.
    """
    with desk.reading() as connection:
        program_id = program_named(connection, query.program).id if query.program else None
        wanted = replace(
            people_search(query.text, desk.clock.today()),
            side=str(query.side) if query.side else None,
            program_id=program_id,
        )
        found, total = people_queries.search(connection, wanted, ("side", "team"), offset=offset, limit=limit)
        people = {row["id"]: records.person(row) for row in found}
        items = _items(connection, query, program_id, set(people), declined_by(connection, desk.clock.today()))
        _add_absences(items, connection, query, people)
        _add_freezes(items, freezes(connection, query.days), query, people)
        return Page(tuple(_row(row_id, one, query, items) for row_id, one in people.items()), total, offset)


def first_week(desk: Desk, program: str = "") -> date:
    """The Monday from which the board is worth looking at: this week, or that of the first pairing still to come."""
    today = desk.clock.today()
    with desk.reading() as connection:
        program_id = program_named(connection, program).id if program else None
        first = first_coming(connection, today, program_id)
    return monday_of(max(today, first) if first else today)


Declines = Mapping[int, tuple[str, ...]]
"""The names of those who have declined, by number of the pairing."""
Items = dict[int, dict[int, list[BoardItem]]]
"""What stands on the board: by person id, then by number of the week."""


def _items(
    connection: Connection, query: BoardQuery, program_id: int | None, ids: set[int], declines: Declines
) -> Items:
    found: Items = defaultdict(lambda: defaultdict(list))
    search = PairingSearch(states=NOT_CANCELLED, days=query.days, program_id=program_id, people=_few(ids))
    for row in find_pairings(connection, search):
        for mine, other, sign in (("guest", "host", Sign.VISIT), ("host", "guest", Sign.HOSTING)):
            if row[f"{mine}_id"] in ids:
                item = _item(row, other, sign, declines)
                for week in query.weeks_of(Days(row["first_day"], row["last_day"])):
                    found[row[f"{mine}_id"]][week].append(item)
    return found


def _few(ids: set[int]) -> set[int] | None:
    """Whom to ask the database for: the people of a page; None for all of them at once."""
    return ids if len(ids) <= people_queries.AT_ONCE // 2 else None


def _item(row: RowMapping, other: str, sign: Sign, declines: Declines) -> BoardItem:
    return BoardItem(
        sign=sign if Kind(row["kind"]).visits else Sign.BUDDY,
        label=row[f"{other}_name"],
        state=State(row["state"]),
        pairing_id=row["id"],
        program=row["program"],
        declined_by=declines.get(row["id"], ()),
    )


def _add_absences(items: Items, connection: Connection, query: BoardQuery, people: Mapping[int, Person]) -> None:
    ids = {person.identity: row_id for row_id, person in people.items()}
    away = BoardItem(sign=Sign.AWAY, label="away")
    for start in range(0, len(people), people_queries.AT_ONCE):
        part = list(people)[start : start + people_queries.AT_ONCE]
        for absence in people_queries.absences_of(connection, part, query.days):
            for week in query.weeks_of(absence.days):
                items[ids[identity(absence.email)]][week].append(away)


def _add_freezes(items: Items, found: Sequence[Freeze], query: BoardQuery, people: Mapping[int, Person]) -> None:
    for freeze in found:
        for row_id, person in people.items():
            if freeze.holds_for(person.side, person.team):
                for week in query.weeks_of(freeze.days):
                    items[row_id][week].append(BoardItem(sign=Sign.FREEZE, label=freeze.reason))


def _row(row_id: int, person: Person, query: BoardQuery, items: Items) -> BoardRow:
    mine = items.get(row_id, {})
    return BoardRow(
        email=person.email,
        name=person.name,
        side=person.side,
        team=person.team,
        cells=tuple(tuple(mine.get(week, ())) for week in range(query.weeks)),
    )
