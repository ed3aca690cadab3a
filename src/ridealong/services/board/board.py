"""The board: people down, weeks across, and what stands in each week."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, is_workday, monday_of
from ridealong.domain.pairings import NOT_CANCELLED, UNMARKED, Freeze, State, is_past_draft
from ridealong.domain.people import Person, identity
from ridealong.domain.planning_rules import seats
from ridealong.domain.programs import Kind, Program
from ridealong.services.board.board_alerts import pressing
from ridealong.services.board.board_embeds import embed_items
from ridealong.services.board.board_items import BoardItem, BoardQuery, BoardRow, Load, Sign, load_of
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.groups.gathering_contacts import yet_to_meet_today
from ridealong.services.groups.group_rows import rows_of
from ridealong.services.paging import Page
from ridealong.services.people.days_off import holiday_countries, holiday_country
from ridealong.services.people.in_the_way import InTheWay
from ridealong.services.people.people_terms import people_search
from ridealong.services.replies.declined import declined_by
from ridealong.storage import records
from ridealong.storage.parts import AT_ONCE, parts_of
from ridealong.storage.queries import people as people_queries
from ridealong.storage.queries.board import first_embed
from ridealong.storage.queries.gatherings import touching
from ridealong.storage.queries.pairings import PairingSearch, find_pairings, first_coming
from ridealong.storage.queries.people_conditions import PeopleSearch
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.rules import freezes

__all__ = ["BoardItem", "BoardQuery", "BoardRow", "Load", "Sign", "board", "first_week"]


def board(desk: Desk, query: BoardQuery, offset: int = 0, limit: int | None = None) -> Page[BoardRow]:
    """A part of the board: people by side, team and name, all from `offset` on where no limit is given.

    Raises:
        NotFound: there is no such program.
        InvalidValue: a term of the text is none.
    """
    with desk.reading() as connection:
        asked = Asked(connection, desk, query)
        people, total = _people(asked, offset, limit)
        items: Items = defaultdict(lambda: defaultdict(list))
        _add_pairings(items, asked, people)
        _add_groups(items, asked, people)
        _add_embeds(items, asked, people)
        _add_absences(items, connection, query, people)
        _add_freezes(items, freezes(connection, query.columns.days), query, people)
        _add_holidays(items, asked, people)
        return Page(tuple(_row(row_id, one, query, items) for row_id, one in people.items()), total, offset)


def first_week(desk: Desk, program: str = "") -> date:
    """The Monday from which the board is worth looking at: this week, or that of the first thing still to come."""
    today = desk.clock.today()
    with desk.reading() as connection:
        program_id = program_named(connection, program).id if program else None
        coming = (first_coming(connection, today, program_id), first_embed(connection, today, program_id))
        first = min((one for one in coming if one is not None), default=None)
    return monday_of(max(today, first) if first else today)


Items = dict[int, dict[int, list[BoardItem]]]
"""What stands on the board: by person id, then by number of the column."""


class Asked:
    """What is asked for, with the program that it is narrowed to."""

    def __init__(self, connection: Connection, desk: Desk, query: BoardQuery) -> None:
        self.connection = connection
        self._desk = desk
        self.query = query
        self.today = desk.clock.today()
        self.zone = desk.zone
        self.program: Program | None = program_named(connection, query.program) if query.program else None

    @property
    def program_id(self) -> int | None:
        """The row id of the program, where there is one."""
        return self.program.id if self.program else None

    def pressing(self) -> frozenset[int]:
        """Whoever has a pairing to come that needs somebody, by row id: worked out once for all pages."""
        return self._desk.remembered(
            self.connection,
            ("pressing", self.program_id),
            lambda: frozenset(pressing(self.connection, self.today, self.program_id)),
        )

    @property
    def search(self) -> PeopleSearch:
        """The people it is narrowed to."""
        query = self.query
        side = str(query.side) if query.side else None
        wanted = people_search(query.text, self.today, self.zone)
        later = yet_to_meet_today(self._desk, self.connection)
        return replace(wanted, side=side, program_id=self.program_id, meet_later=later)


def _people(asked: Asked, offset: int, limit: int | None) -> tuple[dict[int, Person], int]:
    """The people of a page, and how many there are in all."""
    connection, wanted = asked.connection, asked.search
    order = ("side", "team")
    if not asked.query.pressing:
        found, total = people_queries.search(connection, wanted, order, offset=offset, limit=limit)
        return {row["id"]: records.person(row) for row in found}, total
    ids = asked.pressing()
    everybody, _total = people_queries.search(connection, wanted, order) if ids else ([], 0)
    rows = [row for row in everybody if row["id"] in ids]
    end = None if limit is None else offset + limit
    return {row["id"]: records.person(row) for row in rows[offset:end]}, len(rows)


def _add_pairings(items: Items, asked: Asked, people: Mapping[int, Person]) -> None:
    connection, query = asked.connection, asked.query
    search = PairingSearch(
        states=NOT_CANCELLED, days=query.columns.days, program_id=asked.program_id, people=_few(people)
    )
    rows = [
        row
        for row in find_pairings(connection, search)
        if (row["guest_id"] in people or row["host_id"] in people)
        and not is_past_draft(row["state"], row["last_day"], asked.today)
    ]
    clashes = _clashes(connection, rows, asked.today)
    declines = declined_by(connection, asked.today)
    for row in rows:
        days = Days(row["first_day"], row["last_day"])
        for mine, other in (("guest", "host"), ("host", "guest")):
            if row[f"{mine}_id"] not in people:
                continue
            item = BoardItem(
                sign=_sign(Kind(row["kind"]), hosting=mine == "host"),
                label=row[f"{other}_name"],
                days=days,
                state=State(row["state"]),
                pairing_id=row["id"],
                version=row["version"],
                program=row["program"],
                round=row["round"],
                other=row[other],
                pinned=row["pinned"],
                declined_by=declines.get(row["id"], ()),
                clash=clashes.get(row["id"], ""),
            )
            for column in query.columns.touched(days):
                items[row[f"{mine}_id"]][column].append(item)


def _add_groups(items: Items, asked: Asked, people: Mapping[int, Person]) -> None:
    """The groups over coffee that people are in, each on the day on which it meets."""
    connection, columns = asked.connection, asked.query.columns
    ids = {person.identity: row_id for row_id, person in people.items()}
    stored = touching(connection, NOT_CANCELLED, columns.days, asked.program_id)
    stored = [one for one in stored if not one.people.keys().isdisjoint(people)]
    for group in rows_of(connection, stored, asked.today):
        if is_past_draft(group.state, group.days.last, asked.today):
            continue
        for who in group.people:
            if (row_id := ids.get(identity(who.email))) is None:
                continue
            item = BoardItem(
                sign=Sign.COFFEE,
                label=", ".join(other.name for other in group.others(who.email)),
                days=group.days,
                state=group.state,
                program=group.program,
                round=group.round,
                group_id=group.id,
            )
            for column in columns.touched(group.days):
                items[row_id][column].append(item)


def _add_embeds(items: Items, asked: Asked, people: Mapping[int, Person]) -> None:
    columns = asked.query.columns
    for row_id, item in embed_items(asked.connection, people, columns.days, asked.today, asked.program_id):
        for column in columns.touched(item.days):
            items[row_id][column].append(item)


def _few(people: Collection[int]) -> set[int] | None:
    """Whom to ask the database for: the people of a page; None for all of them at once."""
    return set(people) if len(people) <= AT_ONCE // 2 else None


def _sign(kind: Kind, *, hosting: bool) -> Sign:
    if not kind.visits:
        return Sign.BUDDY
    if hosting:
        return Sign.HOSTING
    return Sign.EMBED if kind is Kind.COMPOSITE else Sign.VISIT


def _clashes(connection: Connection, rows: Sequence[RowMapping], today: date) -> dict[int, str]:
    """By number of a draft or published pairing that is not over: why it cannot take place as it stands."""
    coming = [row for row in rows if row["state"] in UNMARKED and row["last_day"] >= today]
    if not coming:
        return {}
    ids = {row[who] for row in coming for who in ("guest_id", "host_id")}
    span = Days(min(row["first_day"] for row in coming), max(row["last_day"] for row in coming))
    people = people_queries.some_people(connection, sorted(ids))
    known = InTheWay(connection, people, span, programs={row["program_id"] for row in coming}, today=today)
    found = {row["id"]: known.against_both(row) for row in coming}
    return {number: why for number, why in found.items() if why}


def _add_absences(items: Items, connection: Connection, query: BoardQuery, people: Mapping[int, Person]) -> None:
    ids = {person.identity: row_id for row_id, person in people.items()}
    for part in parts_of(list(people)):
        for absence in people_queries.absences_of(connection, part, query.columns.days):
            away = BoardItem(sign=Sign.AWAY, label="away", days=absence.days)
            for column in query.columns.touched(absence.days):
                items[ids[identity(absence.email)]][column].append(away)


def _add_freezes(items: Items, found: Sequence[Freeze], query: BoardQuery, people: Mapping[int, Person]) -> None:
    for freeze in found:
        item = BoardItem(sign=Sign.FREEZE, label=freeze.reason, days=freeze.days)
        for row_id, person in people.items():
            if freeze.holds_for(person.side, person.team):
                for column in query.columns.touched(freeze.days):
                    items[row_id][column].append(item)


def _add_holidays(items: Items, asked: Asked, people: Mapping[int, Person]) -> None:
    """Holidays from Monday to Friday, of the country of each person in the program, or in the newest of all."""
    from ridealong.calendars.public_holidays import public_holidays  # noqa: PLC0415 - what brings holidays is large

    connection, query = asked.connection, asked.query
    programs = [asked.program] if asked.program else all_programs(connection, archived=False)
    if not programs:
        return
    days, places = query.columns.days, holiday_countries(connection)
    years = range(days.first.year, days.last.year + 1)
    by_code: dict[str, list[BoardItem]] = {}
    for row_id, person in people.items():
        code = holiday_country(person, programs[-1], places)
        if code not in by_code:
            by_code[code] = [
                BoardItem(sign=Sign.HOLIDAY, label=name, days=Days(day, day))
                for day, name in (public_holidays(code, years) if code else {}).items()
                if day in days and is_workday(day)
            ]
        for item in by_code[code]:
            for column in query.columns.touched(item.days):
                items[row_id][column].append(item)


def _row(row_id: int, person: Person, query: BoardQuery, items: Items) -> BoardRow:
    mine = items.get(row_id, {})
    room = seats(person, Kind.RIDE_ALONG, 1, 1)
    cells = tuple(tuple(mine.get(column, ())) for column in range(len(query.columns)))
    return BoardRow(
        email=person.email,
        name=person.name,
        side=person.side,
        team=person.team,
        cells=cells,
        first=query.columns[0].first,
        zoom=query.zoom,
        loads=tuple(load_of(room, cell) if cell else None for cell in cells),
    )
