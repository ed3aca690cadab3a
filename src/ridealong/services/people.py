"""People: listed, looked up, added, changed and removed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import MET, PAST, Absence
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.values import (
    read_capacity,
    read_day,
    read_email,
    read_hours,
    read_side,
    read_topics,
    read_zone,
    zone,
)
from ridealong.domain.wording import many
from ridealong.services.declined import declined_by
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.history import PairingRow, pairing_view
from ridealong.services.paging import Page
from ridealong.services.search import read_terms, read_when
from ridealong.storage import records
from ridealong.storage.queries import people as queries
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.schema import people

FIELDS = ("name", "email", "team", "side", "role", "site", "knows", "wants", "away")
SORTS = ("name", "email", "team", "side", "role", "site")

_READERS: Mapping[str, Callable[[str], object]] = {
    "email": read_email,
    "side": read_side,
    "time_zone": lambda text: read_zone(text) if text.strip() else "",
    "hours": read_hours,
    "knows": read_topics,
    "wants": read_topics,
    "manager": lambda text: read_email(text) if text.strip() else "",
    "capacity": lambda text: read_capacity(text) if text.strip() else None,
    "first_day": lambda text: read_day(text) if text.strip() else None,
    "last_day": lambda text: read_day(text) if text.strip() else None,
}
_REQUIRED = ("email", "name", "side", "team")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuery:
    """Which people are wanted.

    Args:
        text: free words and terms: `side:it team:brand wants:crm knows:sql site:berlin away:next-week`.
        sort: one of `SORTS`.
    """

    text: str = ""
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person as lists show them.

    Args:
        met: how many different people of the other side this person has met.
        next: day and partner of the present or next published pairing, or empty.
    """

    email: str
    name: str
    side: Side
    team: str
    role: str
    site: str
    time_zone: str
    wants: tuple[str, ...]
    knows: tuple[str, ...]
    met: int
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Everything known of one person.

    Args:
        local_time: the time it is where the person works.
        history: all pairings but drafts, the newest first.
    """

    person: Person
    local_time: datetime
    history: tuple[PairingRow, ...]
    absences: tuple[Absence, ...]
    programs: tuple[tuple[str, EnrolmentState], ...]


def people_search(text: str, today: date) -> queries.PeopleSearch:
    """What somebody typed to narrow a list of people; raises InvalidValue for a time after `away:` that is none."""
    terms = read_terms(text, FIELDS)
    away = [value for name, value in terms.fields if name == "away"]
    return queries.PeopleSearch(
        words=terms.words,
        fields=[pair for pair in terms.fields if pair[0] != "away"],
        away=read_when(away[-1], today) if away else None,
    )


def page(desk: Desk, query: PeopleQuery, offset: int = 0, limit: int | None = None) -> Page[PersonRow]:
    """A page of the people, or all from `offset` on; raises InvalidValue for a time after `away:` that is none."""
    wanted = people_search(query.text, desk.clock.today())
    with desk.reading() as connection:
        rows, total = queries.search(
            connection, wanted, (query.sort,), descending=query.descending, offset=offset, limit=limit
        )
        return Page(_views(connection, rows, desk), total, offset)


def _views(connection: Connection, rows: list[RowMapping], desk: Desk) -> tuple[PersonRow, ...]:
    views: list[PersonRow] = []
    for start in range(0, len(rows), queries.AT_ONCE // 2):
        part = rows[start : start + queries.AT_ONCE // 2]
        ids = [row["id"] for row in part]
        met = queries.meeting_counts(connection, ids, MET)
        coming = queries.next_pairings(connection, ids, desk.clock.today())
        views += [_view(row, met, coming) for row in part]
    return tuple(views)


def _view(row: RowMapping, met: Mapping[int, int], coming: Mapping[int, tuple[object, str]]) -> PersonRow:
    found = coming.get(row["id"])
    return PersonRow(
        email=row["email"],
        name=row["name"],
        side=Side(row["side"]),
        team=row["team"],
        role=row["role"],
        site=row["site"],
        time_zone=row["time_zone"],
        wants=read_topics(row["wants"]),
        knows=read_topics(row["knows"]),
        met=met.get(row["id"], 0),
        next=f"{found[0]} {found[1]}" if found else "",
    )


def everyone(desk: Desk, text: str = "") -> tuple[Person, ...]:
    """All people whom a search finds, whole, by address; raises InvalidValue for a time after `away:` that is none."""
    wanted = people_search(text, desk.clock.today())
    with desk.reading() as connection:
        rows, _total = queries.search(connection, wanted, ("identity",))
        return tuple(map(records.person, rows))


def count(desk: Desk) -> int:
    """How many people there are."""
    with desk.reading() as connection:
        return queries.count(connection)


def show(desk: Desk, email: str) -> PersonPage:
    """One person's page; raises NotFound."""
    with desk.reading() as connection:
        known = person_named(connection, email)
        search = PairingSearch(person_id=known.id, states=PAST)
        declines = declined_by(connection, desk.clock.today())
        history = map(pairing_view, find_pairings(connection, search, descending=True))
        return PersonPage(
            person=known.person,
            local_time=desk.clock.now().astimezone(zone(known.person.time_zone or desk.zone)),
            history=tuple(replace(one, declined_by=declines.get(one.id, ())) for one in history),
            absences=tuple(queries.absences_of(connection, [known.id])),
            programs=tuple((name, EnrolmentState(state)) for name, state in queries.programs_of(connection, known.id)),
        )


def read_property(name: str, text: str) -> object:
    """A property of a person as somebody typed it, as the value it is.

    Args:
        name: one of Person's properties.

    Raises:
        InvalidValue: there is no such property, or the text is no value for it.
    """
    if name not in {one.name for one in fields(Person)}:
        raise InvalidValue(f"'{name}' is no property of a person", f"They are {', '.join(records.PERSON_COLUMNS)}")
    if name in _REQUIRED and not text.strip():
        raise InvalidValue(f"The {name} is empty", "Everybody needs an email, a name, a side and a team")
    reader = _READERS.get(name)
    return reader(text) if reader else text.strip()


def add(desk: Desk, person: Person) -> None:
    """Add somebody; raises Refused where the address is taken."""
    with desk.changing("people add") as step:
        known = queries.find(step.connection, person.identity)
        if known and not known.removed:
            raise Refused(f"{person.email} is already the address of {known.person.name}", "Edit that person instead")
        if known:
            step.work.update(people, {known.id: {**records.person_row(person), "removed": False}})
        else:
            step.work.insert(people, [records.person_row(person)])
        step.done(f"{person.name} ({person.team}) added")


def edit(desk: Desk, email: str, changes: Mapping[str, object]) -> Person:
    """Change some properties of a person, given as values (see `read_property`); returns the person as changed.

    Whoever is managed by the person goes on being so at a new address.

    Raises:
        NotFound: there is no such person.
        Refused: the new address is somebody else's.
        InvalidValue: the values do not go together.
    """
    return _edit(desk, "people edit", email, changes)


def change_email(desk: Desk, email: str, new: str) -> Person:
    """Give somebody another address: invites are then due to be cancelled at the old one and sent to the new one.

    Raises:
        NotFound: there is no such person.
        InvalidValue: the new address is none.
        Refused: it is somebody else's.
    """
    return _edit(desk, "people change-email", email, {"email": read_email(new)})


def _edit(desk: Desk, action: str, email: str, changes: Mapping[str, object]) -> Person:
    with desk.changing(action) as step:
        known = person_named(step.connection, email)
        # A Person checks its own values; what a dataclass takes is known to `read_property`, not to the type checker.
        changed: Person = replace(known.person, **changes)  # type: ignore[arg-type]
        other = queries.find(step.connection, changed.identity)
        if other and other.id != known.id:
            raise Refused(f"{changed.email} is already the address of {other.person.name}", "Addresses are unique")
        before, after = records.person_row(known.person), records.person_row(changed)
        different = {name: value for name, value in after.items() if before[name] != value}
        if different:
            step.work.update(people, {known.id: different})
        if "identity" in different:
            managed = queries.managed_by(step.connection, known.person.identity)
            step.work.update(people, {row_id: {"manager": changed.email} for row_id in managed})
        step.done(f"{changed.name}: {', '.join(sorted(different)) or 'nothing'} changed")
        return changed


def remove(desk: Desk, email: str) -> None:
    """Take somebody out of the exchange; what they took part in stays in the history.

    Raises:
        NotFound: there is no such person.
        Refused: the person stands in a published pairing.
    """
    with desk.changing("people remove") as step:
        known = person_named(step.connection, email)
        open_pairings = queries.in_open_pairings(step.connection, known.id)
        if open_pairings:
            raise Refused(
                f"{known.person.name} stands in {many(open_pairings, 'published pairing')}",
                "Mark or cancel them first: `ridealong history list --person` shows them",
            )
        step.work.update(people, {known.id: {"removed": True}})
        step.done(f"{known.person.name} ({known.person.team}) removed")
