"""People: looked up, listed and searched."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, func, not_, select

from ridealong.domain.days import Days
from ridealong.domain.pairings import Absence
from ridealong.domain.people import Person, identity
from ridealong.storage import records
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.people_conditions import PeopleSearch, condition_of
from ridealong.storage.queries.people_numbers import in_order
from ridealong.storage.queries.search import all_words
from ridealong.storage.schema import absences, embeds, enrolments, pairings, people, programs


@dataclass(frozen=True, slots=True)
class Known:
    """A person as stored, with the row's id and version."""

    id: int
    person: Person
    removed: bool = field(default=False)
    version: int = 1


def ids_of(connection: Connection, identities: Iterable[str], *, removed: bool = False) -> dict[str, int]:
    """The row id of each identity that is known and not removed; of removed people too, where that is asked for."""
    found: dict[str, int] = {}
    for part in parts_of(list(identities)):
        statement = select(people.c.identity, people.c.id).where(people.c.identity.in_(part))
        rows = connection.execute(statement if removed else statement.where(not_(people.c.removed)))
        found.update((row.identity, row.id) for row in rows)
    return found


def all_people(connection: Connection) -> dict[int, Person]:
    """Everybody there ever was, by row id: the history names people who have been removed."""
    rows = connection.execute(select(people).order_by(people.c.identity)).mappings()
    return {row["id"]: records.person(row) for row in rows}


def stored_cells(connection: Connection) -> dict[str, RowMapping]:
    """Every row of people as it is stored, by identity: what an import compares with."""
    return {row["identity"]: row for row in connection.execute(select(people)).mappings()}


def anybody(connection: Connection) -> bool:
    """Whether there is anybody who has not been removed."""
    return connection.execute(select(people.c.id).where(not_(people.c.removed)).limit(1)).first() is not None


def everybody(connection: Connection) -> dict[int, Person]:
    """All people who have not been removed, by row id."""
    rows = connection.execute(select(people).where(not_(people.c.removed)).order_by(people.c.identity)).mappings()
    return {row["id"]: records.person(row) for row in rows}


def find(connection: Connection, identity: str) -> Known | None:
    """One person by identity, or None."""
    row = connection.execute(select(people).where(people.c.identity == identity)).mappings().first()
    return _known(row)


def find_row(connection: Connection, row_id: int) -> Known | None:
    """One person by row id, whatever the address is by now, or None."""
    return _known(connection.execute(select(people).where(people.c.id == row_id)).mappings().first())


def _known(row: RowMapping | None) -> Known | None:
    return Known(row["id"], records.person(row), row["removed"], row["version"]) if row else None


def some_people(connection: Connection, ids: Sequence[int], *, removed: bool = True) -> dict[int, Person]:
    """People by row id, removed ones included or not."""
    found: dict[int, Person] = {}
    for part in parts_of(ids):
        for row in connection.execute(select(people).where(people.c.id.in_(part))).mappings():
            if removed or not row["removed"]:
                found[row["id"]] = records.person(row)
    return found


def like_names(connection: Connection, words: Sequence[str], limit: int = 3) -> list[str]:
    """Addresses whose person's name or address contains the words: what somebody may have meant."""
    columns = (people.c.identity, people.c.name)
    statement = select(people.c.email).where(not_(people.c.removed), all_words(words, columns)).limit(limit)
    return list(connection.execute(statement).scalars())


def search(
    connection: Connection,
    wanted: PeopleSearch,
    sort: Sequence[str],
    *,
    descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
    ahead: Days | None = None,
) -> tuple[list[RowMapping], int]:
    """A page of people, and how many there are in all; ties by name, then by address.

    Args:
        sort: as `in_order` takes it. ahead: the days whose pairings are the load, for lists that are sorted by it.
    """
    condition = condition_of(wanted)
    total = connection.execute(select(func.count()).select_from(people).where(condition)).scalar_one()
    # Which rows a page has is found out first: whole rows take longer to sort.
    chosen = in_order(
        select(people.c.id).where(condition),
        sort,
        descending=descending,
        today=wanted.today,
        ahead=ahead or Days(wanted.today, wanted.today),
        later=wanted.meet_later,
    )
    ids = list(connection.execute(chosen.offset(offset).limit(limit)).scalars())
    found: dict[int, RowMapping] = {}
    for part in parts_of(ids):
        rows = connection.execute(select(people).where(people.c.id.in_(part))).mappings()
        found |= {row["id"]: row for row in rows}
    return [found[row_id] for row_id in ids], int(total)


def absences_of(
    connection: Connection,
    ids: Sequence[int] | None = None,
    days: Days | None = None,
    without: Collection[int] = (),
) -> list[Absence]:
    """Absences by person and day: of some people or of all, on some days or ever, but for some by their ids."""
    statement = (
        select(absences, people.c.email)
        .join(people, people.c.id == absences.c.person_id)
        .order_by(people.c.identity, absences.c.first_day, absences.c.id)
    )
    if ids is not None:
        statement = statement.where(absences.c.person_id.in_(ids))
    if days is not None:
        statement = statement.where(absences.c.first_day <= days.last, absences.c.last_day >= days.first)
    if without:
        statement = statement.where(absences.c.id.not_in(without))
    return [records.absence(row) for row in connection.execute(statement).mappings()]


def absence_rows(
    connection: Connection, person_id: int | None = None, ids: Sequence[int] | None = None
) -> Sequence[RowMapping]:
    """The rows of all absences, of one person's, or those with some ids, as they are stored."""
    statement = select(absences)
    if ids is not None:
        statement = statement.where(absences.c.id.in_(ids))
    if person_id is not None:
        statement = statement.where(absences.c.person_id == person_id)
    return connection.execute(statement).mappings().all()


def programs_of(connection: Connection, person_id: int) -> Sequence[RowMapping]:
    """The programs in which somebody is enrolled, the newest first, each with what was answered.

    That is the enrolment's `state`, `until`, `manager_word`, `manager_day` and `enrolment_reason`, which is private.
    `enrolment_id` and `enrolment_version` are the id and the version of the enrolment.
    """
    statement = (
        select(
            programs,
            enrolments.c.state,
            enrolments.c.until,
            enrolments.c.manager_word,
            enrolments.c.manager_day,
            enrolments.c.reason.label("enrolment_reason"),
            enrolments.c.id.label("enrolment_id"),
            enrolments.c.version.label("enrolment_version"),
        )
        .join(enrolments, enrolments.c.program_id == programs.c.id)
        .where(enrolments.c.person_id == person_id)
        .order_by(programs.c.start.desc(), programs.c.name)
    )
    return connection.execute(statement).mappings().all()


def in_open_pairings(connection: Connection, ids: Sequence[int]) -> Counter[int]:
    """In how many published pairings, not yet over or marked, each of some people stands, by row id."""
    found: Counter[int] = Counter()
    for mine in (pairings.c.guest_id, pairings.c.host_id):
        for part in parts_of(ids):
            wanted = mine.in_(part), pairings.c.state == "published"
            for person_id, number in connection.execute(select(mine, func.count()).where(*wanted).group_by(mine)):
                found[person_id] += number
    return found


def in_open_embeds(connection: Connection, ids: Sequence[int]) -> Counter[int]:
    """In how many published embeds, not yet over or marked, each of some people stands, by row id."""
    found: Counter[int] = Counter()
    for part in parts_of(ids):
        wanted = embeds.c.person_id.in_(part), embeds.c.state == "published"
        statement = select(embeds.c.person_id, func.count()).where(*wanted).group_by(embeds.c.person_id)
        for person_id, number in connection.execute(statement):
            found[person_id] += number
    return found


def managed_by(connection: Connection, manager: str) -> list[int]:
    """The ids of people whose manager has an address, given as it is compared."""
    statement = select(people.c.id, people.c.manager).where(people.c.manager != "").order_by(people.c.id)
    return [row_id for row_id, named in connection.execute(statement) if identity(named) == manager]


def word_rows(connection: Connection) -> Sequence[RowMapping]:
    """Of everybody, the columns whose words others are likely to share, and by which they are named."""
    names = ("identity", "name", "side", "team", "role", "site", "time_zone", "manager", "knows", "wants")
    statement = select(*(people.c[name] for name in names)).where(not_(people.c.removed)).order_by(people.c.identity)
    return connection.execute(statement).mappings().all()
