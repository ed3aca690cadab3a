"""Absences: noted for one person or for several, changed, and taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import NotFound
from ridealong.domain.pairings import Absence
from ridealong.domain.people import identity
from ridealong.domain.values import read_words
from ridealong.domain.wording import many, several
from ridealong.services.desk import Desk
from ridealong.services.found import people_named, person_named
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.repairs.absence_clashes import AbsenceClash, clashes_of
from ridealong.storage.queries.people import Known, absence_rows, absences_of, some_people
from ridealong.storage.schema import absences
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAbsence(Absence):
    """An absence as it is kept.

    Args:
        seen: the row as it is shown: who changes it later says by it what they looked at.
    """

    seen: Seen = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedAbsences:
    """Absences that were noted, without their reasons, and the pairings that they spoil, by program."""

    absences: tuple[Absence, ...]
    clashes: tuple[AbsenceClash, ...]


class AbsenceChange(TypedDict, total=False):
    """What is to be different about an absence: its days, its private reason, or both."""

    days: Days
    reason: str


def known_absences(connection: Connection, known: Known) -> tuple[KnownAbsence, ...]:
    """The absences of a person by first day, with their private reasons."""
    rows = sorted(absence_rows(connection, known.id), key=lambda row: (row["first_day"], row["id"]))
    return tuple(
        KnownAbsence(
            email=known.person.email,
            days=Days(row["first_day"], row["last_day"]),
            reason=row["reason"],
            source=row["source"],
            seen=Seen(row["id"], row["version"]),
        )
        for row in rows
    )


def add_absences(desk: Desk, emails: Sequence[str], days: Days, reason: str = "") -> AddedAbsences:
    """Note in one step that some people are away on the same days: one absence each, in the order of the people.

    Raises:
        NotFound: there is no such person.
        InvalidValue: the reason holds what cannot be kept.
    """
    with desk.changing("absence add") as step:
        found = people_named(step.connection, emails)
        cells = _cells({"days": days, "reason": reason})
        noted = {row_id: Absence(email=one.email, days=days) for row_id, one in found.items()}
        rows = [{"person_id": row_id, "source": one.source, **cells} for row_id, one in noted.items()]
        step.work.insert(absences, rows)
        step.done(f"{several([one.name for one in found.values()])} away {days}")
        return AddedAbsences(
            absences=tuple(noted.values()),
            clashes=_clashes(step, desk, [one.email for one in noted.values()], days),
        )


def edit_absence(desk: Desk, seen: Seen, change: AbsenceChange) -> tuple[AbsenceClash, ...]:
    """Change the days or the reason of an absence that was looked at.

    Returns:
        The published pairings and drafts that this spoils, by program.

    Raises:
        ChangedMeanwhile: it is no longer as it was seen.
        NotFound: it is gone.
        InvalidValue: the reason holds what cannot be kept.
    """
    with desk.changing("absence edit") as step:
        check_seen(desk, step.connection, absences, [seen])
        row = _rows(step.connection, [seen])[0]
        step.work.update(absences, {seen.row: _cells(change)})
        person = some_people(step.connection, [row["person_id"]])[row["person_id"]]
        days = change.get("days", Days(row["first_day"], row["last_day"]))
        step.done(f"{person.name} away {days}, changed")
        return _clashes(step, desk, [person.email], days)


def list_absences(desk: Desk, email: str | None = None) -> tuple[Absence, ...]:
    """Absences of one person or of everybody, by address and day, without their reasons; raises NotFound."""
    with desk.reading() as connection:
        ids = [person_named(connection, email).id] if email else None
        return tuple(replace(one, reason="") for one in absences_of(connection, ids))


def absence_on(desk: Desk, email: str, days: Days) -> KnownAbsence:
    """The absence of a person from the first to the last of these days; raises NotFound."""
    with desk.reading() as connection:
        return _those_on(connection, person_named(connection, email), days)[0]


def _those_on(connection: Connection, known: Known, days: Days) -> Sequence[KnownAbsence]:
    """The absences of a person from the first to the last of these days, at least one."""
    every = known_absences(connection, known)
    if found := [one for one in every if one.days == days]:
        return found
    others = ", ".join(str(one.days) for one in every[:5])
    raise NotFound(
        f"{known.person.name} has no absence from {days.first} to {days.last}",
        f"Name both days as they stand: {others}" if others else "There is none at all",
    )


def remove_absence(desk: Desk, email: str, days: Days) -> Absence:
    """Take back that somebody is away from the first to the last of these days; raises NotFound.

    Returns:
        The absence that is gone, without its reason.
    """
    with desk.changing("absence remove") as step:
        known = person_named(step.connection, email)
        found = _those_on(step.connection, known, days)
        step.work.delete(absences, [one.seen.row for one in found])
        step.done(f"{known.person.name} not away {days}")
        return replace(found[0], reason="")


def remove_absences(desk: Desk, seen: Iterable[Seen]) -> int:
    """Take back absences that were looked at, all in one step; returns how many those were.

    Raises:
        ChangedMeanwhile: one of them is no longer as it was seen.
    """
    some = list(seen)
    with desk.changing("absence remove") as step:
        check_seen(desk, step.connection, absences, some)
        rows = _rows(step.connection, some)
        found = some_people(step.connection, [row["person_id"] for row in rows])
        step.work.delete(absences, [row["id"] for row in rows])
        named = several([one.name for one in found.values()])
        step.done(f"{many(len(rows), 'absence')} of {named} removed")
        return len(rows)


def _rows(connection: Connection, seen: Sequence[Seen]) -> Sequence[RowMapping]:
    rows = absence_rows(connection, ids=[one.row for one in seen])
    if not rows:
        raise NotFound("This absence is gone", "Look at the person again")
    return rows


def _cells(change: AbsenceChange) -> Mapping[str, object]:
    cells: dict[str, object] = {}
    if "days" in change:
        cells |= {"first_day": change["days"].first, "last_day": change["days"].last}
    if "reason" in change:
        cells["reason"] = read_words(change["reason"])
    return cells


def _clashes(step: Step, desk: Desk, emails: Iterable[str], days: Days) -> tuple[AbsenceClash, ...]:
    return clashes_of(step.connection, {identity(email): [days] for email in emails}, desk.clock.today())
