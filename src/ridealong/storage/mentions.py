"""Where a name stands in texts about others, which a purge leaves as they are."""

import json
from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, Table, false, or_, select

from ridealong.domain.traces import Traces
from ridealong.storage.progress import Told
from ridealong.storage.purge import STAYS, left_of
from ridealong.storage.queries.own_rows import OwnRows
from ridealong.storage.queries.personal import DELIVERIES, Row, entries_about, entries_among, in_parts, named_alike
from ridealong.storage.schema import (
    absences,
    answers,
    aparts,
    composite_teams,
    debriefs,
    embeds,
    enrolments,
    freezes,
    gatherings,
    ideas,
    journal,
    journal_rows,
    lead_words,
    learned,
    measures,
    meeting_changes,
    pairings,
    people,
    programs,
    readings,
    sponsors,
    steps,
    team_slots,
    team_tasks,
    terms,
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
    ("form of a program", programs.c.form_link),
    ("step of a program", steps.c.text),
    ("name of a measure", measures.c.name),
    ("unit of a measure", measures.c.unit),
    ("note on a reading", readings.c.note),
    ("name of a sponsor", sponsors.c.name),
    ("note on a sponsor", sponsors.c.note),
    ("reason of a freeze", freezes.c.reason),
    ("reason of an absence", absences.c.reason),
    ("reason of keeping apart", aparts.c.reason),
    ("reason of an enrolment", enrolments.c.reason),
    ("reason of a pairing", pairings.c.reason),
    ("word of a lead", lead_words.c.note),
    ("note on a debrief", debriefs.c.note),
    ("thing learned", learned.c.text),
    ("idea", ideas.c.text),
    ("note on an idea", ideas.c.note),
    ("reason of a group", gatherings.c.reason),
    ("place of a group", gatherings.c.place),
    ("name of a composite team", composite_teams.c.name),
    ("purpose of a composite team", composite_teams.c.purpose),
    ("focus of a composite team", composite_teams.c.focus),
    ("place of a composite team", composite_teams.c.place),
    ("reason of a composite team", composite_teams.c.reason),
    ("name of a slot", team_slots.c.name),
    ("topics of a slot", team_slots.c.must),
    ("topics of a slot", team_slots.c.nice),
    ("task of a composite team", team_tasks.c.name),
    ("reason of an embed", embeds.c.reason),
    ("comment of an answer", answers.c.comment),
    ("place of a meeting", meeting_changes.c.place),
    ("term of the glossary", terms.c.term),
    ("meaning of a term", terms.c.meaning),
)
_ENTRY = "entry of the journal"


def mentions(connection: Connection, own: OwnRows, traces: Traces, told: Told) -> Counter[str]:
    """In how many texts that somebody typed freely, about others, a name stands, by what those texts are.

    A name may be another's, or an ordinary word, so that nobody but a reader can tell whether to change it. Before a
    purge and after it, the answer is the same. An entry of the journal counts once, whether what it says or what it
    keeps of a row holds the name; so a text that was changed, removed or undone counts as long as it can be read there.
    """
    found: Counter[str] = Counter()
    for table, columns in _by_table().items():
        typed = or_(*(table.c[name] != "" for name in columns))
        for row in connection.execute(select(table).where(typed)).mappings():
            left = left_of(table.name, row, own)
            found.update(what for name, what in columns.items() if left and traces.names_in(left[name]))
    found[_ENTRY] = len(_in_summaries(connection, own.person_id, traces) | _in_rows(connection, own, traces, told))
    return +found


def _by_table() -> dict[Table, dict[str, str]]:
    """The tables that hold free texts, each with the columns that do, and what those are."""
    found: dict[Table, dict[str, str]] = {}
    for what, column in _FREE_TEXTS:
        found.setdefault(column.table, {})[column.name] = what
    return found


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


def _in_rows(connection: Connection, own: OwnRows, traces: Traces, told: Told) -> set[int]:
    """The entries that keep, of a row about others, a free text that holds a name."""
    columns = {table.name: tuple(of) for table, of in _by_table().items()}
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
            left = _left(row["table_name"], both, own)
            if any(_named(one, columns[row["table_name"]], traces) for one in left):
                found.add(row["entry_id"])
    return found


def _left(table: str, both: Collection[Row], own: OwnRows) -> list[Row | RowMapping]:
    """What a purge leaves of a row of the journal, before and after a change."""
    if table not in STAYS and any(own.has(table, one) for one in both):
        return []
    return [left for one in both if (left := left_of(table, one, own)) is not None]


def _named(row: Row | RowMapping, columns: Collection[str], traces: Traces) -> bool:
    return any(traces.names_in(str(row.get(name) or "")) for name in columns)
