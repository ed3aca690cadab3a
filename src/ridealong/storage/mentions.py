"""Where a name stands in texts about others, which a purge leaves as they are."""

import json
from collections import Counter
from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, or_, select

from ridealong.domain.traces import Traces
from ridealong.storage.progress import Told
from ridealong.storage.queries.personal import (
    DELIVERIES,
    OF_ONE,
    Row,
    entries_about,
    entries_among,
    in_parts,
    is_about,
    named_alike,
    sponsors_about,
)
from ridealong.storage.schema import (
    absences,
    answers,
    aparts,
    freezes,
    journal,
    journal_rows,
    measures,
    meeting_changes,
    pairings,
    people,
    programs,
    readings,
    sponsors,
)

_FREE_TEXTS = (
    ("role of a person", people.c.role),
    ("team of a person", people.c.team),
    ("site of a person", people.c.site),
    ("topics of a person", people.c.knows),
    ("topics of a person", people.c.wants),
    ("name of a program", programs.c.name),
    ("objective of a program", programs.c.objective),
    ("preparation of a program", programs.c.prepare),
    ("place of a program", programs.c.place),
    ("name of a measure", measures.c.name),
    ("unit of a measure", measures.c.unit),
    ("note on a reading", readings.c.note),
    ("name of a sponsor", sponsors.c.name),
    ("note on a sponsor", sponsors.c.note),
    ("reason of a freeze", freezes.c.reason),
    ("reason of an absence", absences.c.reason),
    ("reason of keeping apart", aparts.c.reason),
    ("reason of a pairing", pairings.c.reason),
    ("comment of an answer", answers.c.comment),
    ("place of a meeting", meeting_changes.c.place),
)
_ENTRY = "entry of the journal"


def mentions(connection: Connection, person_id: int, traces: Traces, told: Told) -> Counter[str]:
    """In how many texts that somebody typed freely, about others, a name stands, by what those texts are.

    A name may be another's, or an ordinary word, so that nobody but a reader can tell whether to change it. Before a
    purge and after it, the answer is the same. An entry of the journal counts once, whether what it says or what it
    keeps of a row holds the name; so a text that was changed, removed or undone counts as long as it can be read there.
    """
    found: Counter[str] = Counter()
    for what, column in _FREE_TEXTS:
        statement = select(column).where(column != "", _about_others(connection, column.table, person_id, traces))
        found[what] += sum(map(traces.names_in, connection.execute(statement).scalars()))
    found[_ENTRY] = len(_in_summaries(connection, person_id, traces) | _in_rows(connection, person_id, traces, told))
    return +found


def _about_others(connection: Connection, table: FromClause, person_id: int, traces: Traces) -> ColumnElement[bool]:
    if table is sponsors:
        return sponsors.c.id.not_in([row["id"] for row in sponsors_about(connection, person_id, traces.identities)])
    if table is answers:
        return answers.c.attendee.not_in(sorted(traces.identities))
    if table is people:
        return people.c.id != person_id
    return and_(True, *(table.c[name] != person_id for name in OF_ONE.get(str(table), ())))


def _in_summaries(connection: Connection, person_id: int, traces: Traces) -> set[int]:
    """The entries about others whose summary holds a name that is not one of these others' own."""
    statement = select(journal.c.id, journal.c.summary).where(
        journal.c.action.not_in(DELIVERIES),
        or_(false(), *(journal.c.summary.contains(name, autoescape=True) for name in traces.names)),
    )
    said: dict[int, str] = dict(map(tuple, connection.execute(statement)))
    for row in entries_about(connection, person_id):
        said.pop(row["id"], None)
    alike = named_alike(connection, person_id, traces.names)
    same = entries_among(connection, [one for one in alike if alike[one] in traces.names], list(said))
    return {row_id for row_id, text in said.items() if row_id not in same and traces.names_in(text, alike.values())}


def _in_rows(connection: Connection, person_id: int, traces: Traces, told: Told) -> set[int]:
    """The entries that keep, of a row about others, a free text that holds a name."""
    columns: dict[str, list[str]] = {}
    for _what, column in _FREE_TEXTS:
        columns.setdefault(str(column.table), []).append(column.name)
    # As the texts of a row stand in JSON.
    written = [json.dumps(name, ensure_ascii=False)[1:-1] for name in traces.names]
    texts = (journal_rows.c.before, journal_rows.c.after)
    wanted = select(journal_rows).where(
        journal_rows.c.table_name.in_(sorted(columns)),
        or_(false(), *(text.contains(name, autoescape=True) for text in texts for name in written)),
    )
    found: set[int] = set()
    for done, total, rows in in_parts(connection, wanted, journal_rows):
        told("Looking where the name stands", done, total)
        for row in rows:
            both = [json.loads(text) for text in (row["before"], row["after"]) if text]
            mine = any(is_about(row["table_name"], one, person_id, traces.identities) for one in both)
            if not mine and any(_named(one, columns[row["table_name"]], traces) for one in both):
                found.add(row["entry_id"])
    return found


def _named(row: Row, columns: Collection[str], traces: Traces) -> bool:
    return any(traces.names_in(str(row.get(name) or "")) for name in columns)
