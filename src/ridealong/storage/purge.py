"""Taking everything about one person out of the tables, beside the journal, so that nothing keeps what it was."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection, Table, Text, bindparam, delete, or_, select, update

from ridealong.domain.people import PURGED, identity
from ridealong.domain.traces import Traces
from ridealong.storage.parts import parts_of
from ridealong.storage.progress import Told
from ridealong.storage.queries.personal import answers_of, invites_to, like_any, rows_about, sponsors_about
from ridealong.storage.records import EMPTY_PERSON
from ridealong.storage.schema import (
    absences,
    answers,
    aparts,
    enrolments,
    invites,
    journal,
    journal_rows,
    journal_subjects,
    meeting_changes,
    meetings,
    metadata,
    pairings,
    people,
    pins,
    sponsors,
)

_BY_THEMSELVES = (invites, journal, journal_rows, journal_subjects)
"""Tables that are too long, or too important, to be treated like the others."""


def stands_for_nobody(stand_in: str) -> Mapping[str, object]:
    """The columns of `people` of somebody who was purged, without the side, which stays."""
    kept = {name: value for name, value in EMPTY_PERSON.items() if name != "side"}
    return {**kept, "email": stand_in, "identity": identity(stand_in), "name": PURGED}


def delete_rows_about(connection: Connection, person_id: int, traces: Traces) -> Counter[str]:
    """Delete what is nobody's but the person's, and the drafts; returns how many rows of which table."""
    drafts = [row["id"] for row in rows_about(connection, pairings, person_id) if row["state"] == "proposed"]
    drafted = _ids(connection, meetings, "pairing_id", drafts)
    doomed = {
        meeting_changes: _ids(connection, meeting_changes, "meeting_id", drafted),
        meetings: drafted,
        pairings: drafts,
        answers: [row["id"] for row in answers_of(connection, traces.identities)],
        sponsors: [row["id"] for row in sponsors_about(connection, person_id, traces.identities)],
        **{table: _about(connection, table, person_id) for table in (absences, aparts, pins, enrolments)},
    }
    for table, ids in doomed.items():
        for some in parts_of(ids):
            connection.execute(delete(table).where(table.c.id.in_(some)))
            rows = journal_rows.c.table_name == table.name, journal_rows.c.row_id.in_(some)
            connection.execute(delete(journal_rows).where(*rows))
    return Counter({table.name: len(ids) for table, ids in doomed.items() if ids})


def _about(connection: Connection, table: Table, person_id: int) -> list[int]:
    return [row["id"] for row in rows_about(connection, table, person_id)]


def _ids(connection: Connection, table: Table, column: str, values: Sequence[int]) -> list[int]:
    found: list[int] = []
    for some in parts_of(values):
        found += connection.execute(select(table.c.id).where(table.c[column].in_(some))).scalars()
    return found


def overwrite_person(connection: Connection, person_id: int, traces: Traces) -> None:
    """Leave of a person that there was somebody, and of the pairings that they took place."""
    connection.execute(update(people).where(people.c.id == person_id).values(dict(stands_for_nobody(traces.stand_in))))
    mine = or_(pairings.c.guest_id == person_id, pairings.c.host_id == person_id)
    connection.execute(update(pairings).where(mine, pairings.c.reason != "").values(reason=""))


def replace_addresses(connection: Connection, traces: Traces) -> None:
    """Put the stand-in in the place of every address of the person that stands in a text of somebody else's row."""
    for table in metadata.sorted_tables:
        if table not in _BY_THEMSELVES:
            _replace_in(connection, table, traces)


def _replace_in(connection: Connection, table: Table, traces: Traces) -> None:
    (key,) = table.primary_key.columns
    texts = [column for column in table.columns if isinstance(column.type, Text) and column is not key]
    if not texts:
        return
    found = or_(*(like_any(column, traces.addresses | traces.identities) for column in texts))
    for row in connection.execute(select(key, *texts).where(found)).mappings().all():
        new = {column.name: traces.without_address(row[column.name]) for column in texts}
        changed = {name: value for name, value in new.items() if value != row[name]}
        if changed:
            connection.execute(update(table).where(key == row[key.name]).values(changed))


def rewrite_invites(
    connection: Connection, traces: Traces, rewrite: Callable[[str, str], tuple[str, str]], told: Told
) -> int:
    """Rewrite every stored invite to the person; returns how many those were.

    Args:
        rewrite: turns the text of an invite, and why it was sent, into those to keep.
        told: may raise to stop.
    """
    found: list[dict[str, object]] = []
    for done, total, rows in invites_to(connection, traces.addresses | traces.identities):
        told("Rewriting invites", done, total)
        for row in rows:
            new, why = rewrite(row["invite"], row["why"])
            if new != row["invite"]:
                # The name of a file is made of names.
                found.append({"row_id": row["id"], "new_invite": new, "new_why": why})
    if found:
        texts = {"invite": bindparam("new_invite"), "why": bindparam("new_why"), "file_name": ""}
        connection.execute(update(invites).where(invites.c.id == bindparam("row_id")).values(texts), found)
    return len(found)
