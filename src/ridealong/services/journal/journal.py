"""The journal: who changed what, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.domain.people import identity
from ridealong.domain.programs import name_identity
from ridealong.domain.values import read_day, zone
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.services.journal.journal_rows import RowChange, row_changes
from ridealong.services.paging import Page
from ridealong.services.search import read_terms
from ridealong.storage.queries import journal as queries
from ridealong.storage.queries.people import find
from ridealong.storage.queries.programs import find_program
from ridealong.storage.subjects import PERSON, PROGRAM

FIELDS = ("person", "program", "action", "by", "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalQuery:
    """What of the journal is wanted; empty or None for all.

    Args:
        person: an address, also of somebody who was removed. program: a name.
        action: what the journal calls an action, or how that begins: `people` finds `people import`, too.
        actor: who did it.
        since, until: the first and the last day, in the zone of the desk.
        text: words of the summary, and the same terms: `person:ana@x.example program:"spring" action:import by:pat
            since:2027-01-01 until:2027-01-31`; what is said here beside a field above must hold as well.
    """

    person: str = ""
    program: str = ""
    action: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One action of somebody.

    Args:
        at: in UTC.
        undoable: whether it can be taken back, by who did it.
        undone_by: the entry that took it back; None where it stands.
        undoes: the entry that it takes back; None for all but an undo and a redo.
    """

    id: int
    at: datetime
    actor: str
    action: str
    summary: str
    undoable: bool
    undone_by: int | None
    undoes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """An entry with what it changed.

    Args:
        rows: some or all of the rows. total: how many rows it changed in all.
    """

    entry: JournalEntry
    rows: tuple[RowChange, ...]
    total: int


def page(desk: Desk, query: JournalQuery, offset: int = 0, limit: int | None = None) -> Page[JournalEntry]:
    """A page of the journal, the newest entries first; of those with some words, the newest 10,000 are found.

    Raises:
        NotFound: there is no such person or program, and never was.
        InvalidValue: a day is none, or the first is after the last.
    """
    with desk.reading() as connection:
        wanted = _search(connection, desk, query)
        rows, total = queries.find_entries(connection, wanted, offset, limit)
        return Page(_views(connection, rows), total, offset)


def entry(desk: Desk, entry_id: int, *, private: bool = False, offset: int = 0, limit: int | None = None) -> EntryPage:
    """What an action changed, row by row.

    Args:
        private: show reasons and comments, too, which are otherwise withheld.
        offset, limit: which of its rows.

    Raises:
        NotFound: there is no such entry.
    """
    with desk.reading() as connection:
        row = queries.find_entry(connection, entry_id)
        if row is None:
            raise NotFound(
                f"There is no journal entry {entry_id}",
                "The numbers stand in the journal",
                typed="The numbers stand in `ridealong journal`",
            )
        changed = queries.changed_rows(connection, entry_id, offset, limit)
        return EntryPage(
            entry=_views(connection, [row])[0],
            rows=row_changes(connection, changed, private=private),
            total=queries.count_changed_rows(connection, entry_id),
        )


def _search(connection: Connection, desk: Desk, query: JournalQuery) -> queries.JournalSearch:
    terms = read_terms(query.text, FIELDS)

    def named(field: str, given: str) -> list[str]:
        return [one for one in (given, *(text for name, text in terms.fields if name == field)) if one]

    subjects = [(PERSON, _person(connection, email)) for email in named("person", query.person)]
    subjects += [(PROGRAM, _program(connection, name)) for name in named("program", query.program)]
    first = [*([query.since] if query.since else []), *map(read_day, named("since", ""))]
    last = [*([query.until] if query.until else []), *map(read_day, named("until", ""))]
    if first and last and max(first) > min(last):
        raise InvalidValue(f"{max(first)} is after {min(last)}", "Give the earlier day first")
    return queries.JournalSearch(
        words=terms.words,
        subjects=tuple(subjects),
        actions=_actions(connection, named("action", query.action)),
        actors=tuple(named("by", query.actor)),
        since=_begin(max(first), desk.zone) if first else "",
        before=_begin(min(last) + timedelta(days=1), desk.zone) if last and min(last) < date.max else "",
    )


def _person(connection: Connection, email: str) -> int:
    known = find(connection, identity(email))
    return known.id if known else person_named(connection, email).id


def _program(connection: Connection, name: str) -> int:
    found = find_program(connection, name_identity(name))
    return found.id if found else program_named(connection, name).id


def _actions(connection: Connection, named: Sequence[str]) -> set[str] | None:
    """The actions that all of some words name; None where there are no words."""
    if not named:
        return None
    return {
        action
        for action in queries.actions_used(connection)
        if all(_is_action(action, one.casefold()) for one in named)
    }


def _is_action(action: str, words: str) -> bool:
    # The second word names one as well: whoever looks for `import` means those of people, absences and history.
    called, wanted = _singular(action), _singular(words)
    return called == wanted or called.startswith(f"{wanted} ") or f" {wanted} " in f"{called} "


def _singular(words: str) -> str:
    """Words without the plural: commands are called `absences add`, and their entries `absence add`."""
    return " ".join(word.removesuffix("s") for word in words.split())


def actions(desk: Desk) -> tuple[str, ...]:
    """What the actions are called of which the journal has entries."""
    with desk.reading() as connection:
        return tuple(sorted(queries.actions_used(connection)))


def _begin(day: date, place: str) -> str:
    """The first moment of a day in a zone, as the journal writes moments."""
    try:
        return datetime.combine(day, time(), zone(place)).astimezone(UTC).isoformat()
    except OverflowError:
        return datetime.combine(day, time(), UTC).isoformat()


def _views(connection: Connection, rows: Sequence[RowMapping]) -> tuple[JournalEntry, ...]:
    undone = queries.taken_back_by(connection, [row["id"] for row in rows])
    return tuple(
        JournalEntry(
            id=row["id"],
            at=datetime.fromisoformat(row["at"]),
            actor=row["actor"],
            action=row["action"],
            summary=row["summary"],
            undoable=row["undoable"],
            undone_by=undone.get(row["id"]),
            undoes=row["undoes_id"],
        )
        for row in rows
    )
