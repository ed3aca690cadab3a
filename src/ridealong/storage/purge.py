"""Taking everything about one person out of the tables, beside the journal, so that nothing keeps what it was."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, Text, bindparam, delete, or_, select, update

from ridealong.domain.people import PURGED, identity
from ridealong.domain.traces import Traces
from ridealong.storage.parts import parts_of
from ridealong.storage.progress import Told
from ridealong.storage.queries.own_rows import OwnRows
from ridealong.storage.queries.personal import (
    OF_ONE,
    Row,
    answers_of,
    drafted_embeds,
    drafted_places,
    invites_to,
    like_any,
    rows_about,
    sponsors_about,
)
from ridealong.storage.records import EMPTY_PERSON
from ridealong.storage.schema import (
    absences,
    answers,
    aparts,
    composite_teams,
    contacts,
    debriefs,
    embeds,
    enrolments,
    gathering_people,
    gatherings,
    ideas,
    invites,
    journal,
    journal_rows,
    journal_subjects,
    lead_words,
    learned,
    meeting_changes,
    meetings,
    metadata,
    pairings,
    people,
    pins,
    sponsors,
    team_demands,
)
from ridealong.storage.subjects import OF_PAIRINGS

_BY_THEMSELVES = (invites, journal, journal_rows, journal_subjects)
"""Tables that are too long, or too important, to be treated like the others."""


EMPTIED: Mapping[str, str] = {
    pairings.name: "reason",
    gatherings.name: "reason",
    embeds.name: "reason",
    composite_teams.name: "reason",
    debriefs.name: "note",
    lead_words.name: "note",
}
"""The tables whose rows stay for the others in them, each with the column of private words, which go."""

STAYS = frozenset((*EMPTIED, people.name, gathering_people.name, ideas.name, contacts.name, learned.name))
"""Tables whose rows stay, without what tells of the person."""


def stands_for_nobody(stand_in: str) -> Mapping[str, object]:
    """The columns of `people` of somebody who was purged, without the side, which stays."""
    kept = {name: value for name, value in EMPTY_PERSON.items() if name != "side"}
    return {**kept, "email": stand_in, "identity": identity(stand_in), "name": PURGED}


def left_of(table: str, row: Row | RowMapping, own: OwnRows) -> Row | RowMapping | None:
    """What a purge leaves of a row, but for addresses; None where it goes, or stands for nobody."""
    if table == people.name or table not in STAYS:
        return None if own.has(table, row) else row
    if table in (learned.name, ideas.name) and row["pairing_id"] in own.drafts:
        return None
    return without_person(table, row, own)


def without_person(table: str, row: Row | RowMapping, own: OwnRows) -> Row | RowMapping:
    """A row that stays, as a purge leaves it, but for addresses.

    What others learned and thought of stays; an idea has no owner any more, and teams have no contact on that side.
    """
    if table in EMPTIED and own.has(table, row):
        return {**row, EMPTIED[table]: ""}
    if table == ideas.name and row["owner_id"] == own.person_id:
        return {**row, "owner_id": None, "named": False}
    if table == contacts.name:
        return {**row, **{name: None for name in ("it_id", "marketing_id") if row[name] == own.person_id}}
    return row


def delete_rows_about(connection: Connection, own: OwnRows) -> Counter[str]:
    """Delete what is nobody's but the person's, and the drafts; returns how many rows of which table."""
    doomed = {
        **_of_drafts(connection, own),
        answers: [row["id"] for row in answers_of(connection, own.identities)],
        sponsors: [row["id"] for row in sponsors_about(connection, own.person_id, own.identities)],
        **{
            table: [row["id"] for row in rows_about(connection, table, own.person_id)]
            for table in (absences, aparts, pins, enrolments, team_demands)
        },
    }
    for table, ids in doomed.items():
        for some in parts_of(ids):
            connection.execute(delete(table).where(table.c.id.in_(some)))
            rows = journal_rows.c.table_name == table.name, journal_rows.c.row_id.in_(some)
            connection.execute(delete(journal_rows).where(*rows))
    return Counter({table.name: len(ids) for table, ids in doomed.items() if ids})


def _of_drafts(connection: Connection, own: OwnRows) -> dict[Table, list[int]]:
    """The drafts with all that refers to them, and places in drafted gatherings and teams, which stay for others."""
    drafts = sorted(own.drafts)
    hanging = {table: _ids(connection, table, "pairing_id", drafts) for table in OF_PAIRINGS}
    return {
        meeting_changes: _ids(connection, meeting_changes, "meeting_id", hanging[meetings]),
        **hanging,
        pairings: drafts,
        gathering_people: [row["id"] for row in drafted_places(connection, own.person_id)],
        embeds: [row["id"] for row in drafted_embeds(connection, own.person_id)],
    }


def _ids(connection: Connection, table: Table, column: str, values: Sequence[int]) -> list[int]:
    found: list[int] = []
    for some in parts_of(values):
        found += connection.execute(select(table.c.id).where(table.c[column].in_(some))).scalars()
    return found


def overwrite_person(connection: Connection, own: OwnRows, traces: Traces) -> None:
    """Leave of a person that there was somebody, and of pairings, gatherings and embeds that they took place."""
    nobody = dict(stands_for_nobody(traces.stand_in))
    connection.execute(update(people).where(people.c.id == own.person_id).values(nobody))
    for table in (*map(metadata.tables.__getitem__, EMPTIED), ideas, contacts):
        for row in connection.execute(select(table).where(_may_tell(table, own.person_id))).mappings().all():
            new = without_person(table.name, row, own)
            changed = {name: value for name, value in new.items() if value != row[name]}
            if changed:
                connection.execute(update(table).where(table.c.id == row["id"]).values(changed))


def _may_tell(table: Table, person_id: int) -> ColumnElement[bool]:
    """Whether a row that stays is about the person."""
    mine = select(pairings.c.id).where(or_(pairings.c.guest_id == person_id, pairings.c.host_id == person_id))
    if table is gatherings:
        inside = select(gathering_people.c.gathering_id).where(gathering_people.c.person_id == person_id)
        return gatherings.c.id.in_(inside)
    if table is composite_teams:
        return composite_teams.c.id.in_(select(embeds.c.team_id).where(embeds.c.person_id == person_id))
    if table.name in OF_ONE:
        return or_(*(table.c[name] == person_id for name in OF_ONE[table.name]))
    return table.c.pairing_id.in_(mine)


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
    connection: Connection,
    traces: Traces,
    rewrite: Callable[[str, str], tuple[str, str]],
    told: Told,
    uids: Collection[str] = (),
) -> int:
    """Rewrite every stored invite to the person; returns how many those were.

    Args:
        rewrite: turns the text of an invite, and why it was sent, into those to keep.
        told: may raise to stop.
        uids: of meetings whose invites may name the person without an address.
    """
    found: list[dict[str, object]] = []
    for done, total, rows in invites_to(connection, traces.addresses | traces.identities, uids):
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
