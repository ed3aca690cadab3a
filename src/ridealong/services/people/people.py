"""People: looked up, added, changed and removed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from sqlalchemy import Connection

from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import PAST
from ridealong.domain.people import Person, identity, is_purged
from ridealong.domain.person_values import read_hours, read_side
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.values import (
    read_capacity,
    read_day,
    read_email,
    read_words,
    read_zone,
    strip_blanks,
    typed_topics,
    zone,
)
from ridealong.domain.wording import listed, many, several
from ridealong.services.desk import Desk
from ridealong.services.found import EVERYBODY, EVERYBODY_TYPED, people_named, person_named
from ridealong.services.groups.gathering_contacts import yet_to_meet_today
from ridealong.services.groups.group_rows import GroupRow, rows_of_person
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.outcomes.embed_history import EmbedRow
from ridealong.services.outcomes.embed_history import rows_of_person as embeds_of_person
from ridealong.services.outcomes.history import PairingRow, pairing_view
from ridealong.services.people.absences import KnownAbsence, known_absences
from ridealong.services.people.people_list import ahead
from ridealong.services.people.people_terms import people_search
from ridealong.services.people.side_changes import check_other_side
from ridealong.services.people.still_embedded import what_helps
from ridealong.services.people.taking_part import TakingPart, taking_part
from ridealong.services.replies.declined import declined_by
from ridealong.storage import records
from ridealong.storage.queries import people as queries
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.rules import kept_apart_from
from ridealong.storage.schema import people

_READERS: Mapping[str, Callable[[str], object]] = {
    "email": read_email,
    "side": read_side,
    "time_zone": lambda text: read_zone(text) if text.strip() else "",
    "hours": read_hours,
    "knows": typed_topics,
    "wants": typed_topics,
    "manager": lambda text: read_email(text) if text.strip() else "",
    "capacity": lambda text: read_capacity(text) if text.strip() else None,
    "first_day": lambda text: read_day(text) if text.strip() else None,
    "last_day": lambda text: read_day(text) if text.strip() else None,
}
_REQUIRED = ("email", "name", "side", "team")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart:
    """Somebody with whom a person must not be paired; the reason is private.

    Args:
        seen: the row as it is shown.
    """

    seen: Seen
    email: str
    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Whoever manages a person, or is managed by them, as a page names them."""

    email: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """Everything known of one person.

    Args:
        seen: the row as it is now: who changes the person later says by it what they looked at.
        local_time: the time it is where the person works.
        place: the zone in which they work: their own, or that of the organizer.
        history, groups, embeds: all pairings, all groups over coffee and all embeds but drafts, the newest first.
        enrolled: the programs in which they stand, the newest first.
        boss: the manager as somebody of the exchange; None where the manager is none, or nobody is named.
        reports: those whom the person manages, by name.
        apart: those whom the person is kept apart from, by name.
        hidden: how many reasons there are of absences, of keeping apart, of leaving programs, of pairings and of
            embeds, where nobody asked for them: then they are empty.
    """

    person: Person
    seen: Seen
    local_time: datetime
    place: str
    history: tuple[PairingRow, ...]
    absences: tuple[KnownAbsence, ...]
    enrolled: tuple[TakingPart, ...]
    apart: tuple[KeptApart, ...] = ()
    boss: Colleague | None = None
    reports: tuple[Colleague, ...] = ()
    hidden: int = 0
    groups: tuple[GroupRow, ...] = ()
    embeds: tuple[EmbedRow, ...] = ()

    @property
    def works_now(self) -> bool:
        """Whether it is within the person's working hours."""
        return self.person.hours.hold_at(self.local_time)

    @property
    def programs(self) -> tuple[tuple[str, EnrolmentState], ...]:
        """The programs by name, with the answer of the person."""
        return tuple((one.program, one.state) for one in self.enrolled)


def everyone(desk: Desk, text: str = "", *, sort: str = "identity", descending: bool = False) -> tuple[Person, ...]:
    """All people whom a search finds, whole; raises as `people_search` does.

    Args:
        sort: one of the columns that lists of people are sorted by; else by address.
    """
    today = desk.clock.today()
    wanted = people_search(text, today, desk.zone)
    with desk.reading() as connection:
        wanted = replace(wanted, meet_later=yet_to_meet_today(desk, connection))
        order = ("time_zone" if sort == "zone" else sort,)
        rows, _total = queries.search(connection, wanted, order, descending=descending, ahead=ahead(today))
        return tuple(map(records.person, rows))


def anybody(desk: Desk) -> bool:
    """Whether there is anybody who was not removed; whoever has left, or starts later, counts as well."""
    with desk.reading() as connection:
        return queries.anybody(connection)


def show(desk: Desk, email: str, *, reasons: bool = False) -> PersonPage:
    """One person's page; raises NotFound.

    Args:
        reasons: also why the person is away, is kept apart from others, declined or left a program, and why pairings
            ended or were cancelled. This is the only page on which that is shown, and only where somebody asks for it.
    """
    with desk.reading() as connection:
        page = _page(desk, connection, person_named(connection, email))
    return page if reasons else _without_reasons(page)


def show_again(desk: Desk, seen: Seen, *, reasons: bool = False) -> PersonPage:
    """The page of a person that was looked at before, at whatever address by now; as `show`.

    Raises:
        ChangedMeanwhile: the person was removed, with who did it.
    """
    with desk.reading() as connection:
        known = queries.find_row(connection, seen.row)
        if known is None or known.removed:
            check_seen(desk, connection, people, [seen])
            raise NotFound("This person was removed", EVERYBODY, typed=EVERYBODY_TYPED)
        page = _page(desk, connection, known)
    return page if reasons else _without_reasons(page)


def _page(desk: Desk, connection: Connection, known: queries.Known) -> PersonPage:
    declines = declined_by(connection, desk.clock.today())
    place = known.person.time_zone or desk.zone
    boss = queries.find(connection, identity(known.person.manager)) if known.person.manager else None
    rows = find_pairings(connection, PairingSearch(person_id=known.id, states=PAST), descending=True)
    return PersonPage(
        person=known.person,
        seen=Seen(known.id, known.version),
        local_time=desk.clock.now().astimezone(zone(place)),
        place=place,
        history=tuple(
            replace(pairing_view(row), declined_by=declines.get(row["id"], ()), reason=row["reason"]) for row in rows
        ),
        absences=known_absences(connection, known),
        enrolled=taking_part(connection, known.id),
        apart=tuple(
            KeptApart(seen=Seen(row["id"], row["version"]), email=row["email"], name=row["name"], reason=row["reason"])
            for row in kept_apart_from(connection, known.id)
        ),
        boss=Colleague(boss.person.email, boss.person.name) if boss and not boss.removed else None,
        reports=_reports(connection, known.person),
        groups=rows_of_person(connection, known.id, PAST, desk.clock.today()),
        embeds=embeds_of_person(connection, known.id, PAST, desk.clock.today()),
    )


def _reports(connection: Connection, person: Person) -> tuple[Colleague, ...]:
    found = queries.some_people(connection, queries.managed_by(connection, person.identity), removed=False)
    some = (Colleague(one.email, one.name) for one in found.values())
    return tuple(sorted(some, key=lambda one: (one.name.casefold(), one.email)))


def _without_reasons(page: PersonPage) -> PersonPage:
    reasons = [one.reason for one in page.history] + [one.reason for one in page.absences]
    reasons += [one.reason for one in page.apart] + [one.reason for one in page.enrolled]
    reasons += [one.reason for one in page.embeds]
    return replace(
        page,
        history=tuple(replace(one, reason="") for one in page.history),
        absences=tuple(replace(one, reason="") for one in page.absences),
        apart=tuple(replace(one, reason="") for one in page.apart),
        enrolled=tuple(replace(one, reason="") for one in page.enrolled),
        embeds=tuple(replace(one, reason="") for one in page.embeds),
        hidden=sum(map(bool, reasons)),
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
    if name in _REQUIRED and not strip_blanks(text):
        raise InvalidValue(f"The {name} is empty", "Everybody needs an email, a name, a side and a team")
    reader = _READERS.get(name)
    return reader(text) if reader else read_words(text)


def add(desk: Desk, person: Person) -> None:
    """Add somebody.

    Raises:
        Refused: the address is taken, or is that of somebody of the other side who still stands in a draft.
        InvalidValue: it stands for somebody who was purged.
    """
    check_not_purged(person.email)
    with desk.changing("people add") as step:
        known = queries.find(step.connection, person.identity)
        if known and not known.removed:
            raise Refused(f"{person.email} is already the address of {known.person.name}", "Edit that person instead")
        if known:
            if known.person.side is not person.side:
                check_other_side(step.connection, known.id, person.name, desk.clock.today())
            step.work.update(people, {known.id: {**records.person_row(person), "removed": False}})
        else:
            step.work.insert(people, [records.person_row(person)])
        step.done(f"{person.name} ({person.team}) added")


def edit(desk: Desk, email: str, changes: Mapping[str, object], *, seen: Seen | None = None) -> Person:
    """Change some properties of a person, given as values (see `read_property`); returns the person as changed.

    Whoever is managed by the person goes on being so at a new address.

    Args:
        seen: the person as they were looked at before, who is found by it even at another address.

    Raises:
        NotFound: there is no such person.
        ChangedMeanwhile: the person is no longer as they were seen.
        Refused: the new address is somebody else's, or the side is another one and the person stands in a draft, or in
            a published pairing that is not over.
        InvalidValue: the values do not go together.
    """
    return _edit(desk, "people edit", email, changes, seen)


def change_email(desk: Desk, email: str, new: str) -> Person:
    """Give somebody another address: invites are then due to be cancelled at the old one and sent to the new one.

    Raises:
        NotFound: there is no such person.
        InvalidValue: the new address is none.
        Refused: it is somebody else's.
    """
    return _edit(desk, "people change-email", email, {"email": read_email(new)})


def _edit(desk: Desk, action: str, email: str, changes: Mapping[str, object], seen: Seen | None = None) -> Person:
    with desk.changing(action) as step:
        if seen is not None:
            check_seen(desk, step.connection, people, [seen])
        known = (queries.find_row(step.connection, seen.row) if seen else None) or person_named(step.connection, email)
        # A Person checks its own values; what a dataclass takes is known to `read_property`, not to the type checker.
        changed: Person = replace(known.person, **changes)  # type: ignore[arg-type]  # the fields of a person, each checked by itself
        check_not_purged(changed.email)
        other = queries.find(step.connection, changed.identity)
        if other and other.id != known.id:
            raise Refused(f"{changed.email} is already the address of {other.person.name}", "Addresses are unique")
        if changed.side is not known.person.side:
            check_other_side(step.connection, known.id, known.person.name, desk.clock.today())
        before, after = records.person_row(known.person), records.person_row(changed)
        different = {name: value for name, value in after.items() if before[name] != value}
        if different:
            step.work.update(people, {known.id: different})
        if "identity" in different:
            managed = queries.managed_by(step.connection, known.person.identity)
            step.work.update(people, {row_id: {"manager": changed.email} for row_id in managed})
        step.done(f"{changed.name}: {', '.join(sorted(different)) or 'nothing'} changed")
        return changed


def check_not_purged(email: str) -> None:
    """Let an address be given to somebody; raises InvalidValue where it stands for somebody who was purged."""
    if is_purged(email):
        raise InvalidValue(f"{email} stands for somebody who was purged", "Give another address")


class StillPublished(Refused):
    """Somebody stands in published pairings or composite teams, and so cannot be removed.

    Args:
        email: who that is. paired: whether pairings are among it.
    """

    def __init__(self, problem: str, remedy: str, email: str, typed: str = "", *, paired: bool = True) -> None:
        super().__init__(problem, remedy, typed=typed)
        self.email = email
        self.paired = paired


def remove(desk: Desk, *emails: str, seen: Iterable[Seen] = ()) -> tuple[Person, ...]:
    """Take people out of the exchange, all in one step; what they took part in stays in the history.

    Args:
        seen: the people as they were looked at before.

    Returns:
        Who that was, each once.

    Raises:
        NotFound: there is no such person.
        ChangedMeanwhile: one of them is no longer as they were seen.
        StillPublished: one of them stands in a published pairing, or is embedded in a composite team.
    """
    with desk.changing("people remove") as step:
        check_seen(desk, step.connection, people, seen)
        known = people_named(step.connection, emails)
        _check_nothing_open(step.connection, known, desk.clock.today())
        step.work.update(people, {row_id: {"removed": True} for row_id in known})
        step.done(f"{_those(tuple(known.values()))} removed")
        return tuple(known.values())


def _check_nothing_open(connection: Connection, known: Mapping[int, Person], today: date) -> None:
    paired = queries.in_open_pairings(connection, list(known))
    embedded = queries.in_open_embeds(connection, list(known))
    for row_id, person in known.items():
        said = [f"stands in {many(paired[row_id], 'published pairing')}"] if paired[row_id] else []
        said += [f"is embedded in {many(embedded[row_id], 'composite team')}"] if embedded[row_id] else []
        if said:
            words = f"{person.name} {listed(said)}"
            if paired[row_id]:
                raise StillPublished(words, "Mark or cancel them first", person.email)
            remedy, typed = what_helps(connection, row_id, today)
            raise StillPublished(words, remedy, person.email, typed, paired=False)


def _those(some: Sequence[Person]) -> str:
    if len(some) == 1:
        return f"{some[0].name} ({some[0].team})"
    return f"{many(len(some), 'person', 'people')} ({several([one.name for one in some])})" if some else "nobody"
