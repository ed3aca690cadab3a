"""Answers of attendees as they are kept, with what is needed to say whose they are and what they are about."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, select

from ridealong.storage.parts import parts_of
from ridealong.storage.queries.pairings import guests, hosts
from ridealong.storage.schema import answers, invites, journal_rows, meetings, pairings, people, programs


def answer_rows(connection: Connection, uids: Collection[str]) -> list[RowMapping]:
    """The answers about some meetings, by UID, occurrence (all of them first) and attendee."""
    found: list[RowMapping] = []
    for part in _parts(uids):
        found += connection.execute(select(answers).where(answers.c.uid.in_(part))).mappings()
    return sorted(found, key=lambda row: (row["uid"], row["occurrence"], row["attendee"]))


def declined_rows(connection: Connection, today: date) -> list[RowMapping]:
    """The declines of whole meetings of published pairings that are not over: `uid`, `attendee` and `sequence`."""
    statement = (
        select(answers.c.uid, answers.c.attendee, answers.c.sequence)
        .join(meetings, meetings.c.uid == answers.c.uid)
        .join(pairings, pairings.c.id == meetings.c.pairing_id)
        .where(answers.c.answer == "declined", answers.c.occurrence == "")
        .where(pairings.c.state == "published", pairings.c.last_day >= today)
        .order_by(answers.c.uid, answers.c.attendee)
    )
    return list(connection.execute(statement).mappings())


def declined_and_cancelled_rows(connection: Connection, program_id: int, today: date) -> list[RowMapping]:
    """The declines of whole meetings of cancelled pairings of a program, not over: as `declined_rows` gives them."""
    statement = (
        select(answers.c.uid, answers.c.attendee, answers.c.sequence)
        .join(meetings, meetings.c.uid == answers.c.uid)
        .join(pairings, pairings.c.id == meetings.c.pairing_id)
        .where(answers.c.answer == "declined", answers.c.occurrence == "")
        .where(pairings.c.state == "cancelled", pairings.c.program_id == program_id, pairings.c.last_day >= today)
        .order_by(answers.c.uid, answers.c.attendee)
    )
    return list(connection.execute(statement).mappings())


def answers_ever_kept(connection: Connection) -> Iterator[str]:
    """Every answer that was ever kept, as the journal wrote it down, whatever became of it."""
    statement = select(journal_rows.c.after).where(
        journal_rows.c.table_name == answers.name, journal_rows.c.after.is_not(None)
    )
    yield from connection.execute(statement).scalars()


def invite_rows_about(connection: Connection, uids: Collection[str]) -> list[RowMapping]:
    """Every invite ever sent about some meetings, oldest first."""
    found: list[RowMapping] = []
    for part in _parts(uids):
        found += connection.execute(select(invites).where(invites.c.uid.in_(part))).mappings()
    return sorted(found, key=lambda row: int(row["id"]))


def invited_uids(connection: Connection, uids: Collection[str]) -> set[str]:
    """Those of some UIDs about which an invite was ever sent."""
    found: set[str] = set()
    for part in _parts(uids):
        found.update(connection.execute(select(invites.c.uid).where(invites.c.uid.in_(part)).distinct()).scalars())
    return found


def pairings_of_meetings(connection: Connection, uids: Collection[str]) -> dict[str, RowMapping]:
    """By UID of a meeting: its `id`, `kind`, and of its pairing the number, round, days, people and program."""
    found: dict[str, RowMapping] = {}
    columns = (
        meetings.c.uid,
        meetings.c.id,
        meetings.c.kind,
        meetings.c.pairing_id,
        pairings.c.round,
        pairings.c.first_day,
        pairings.c.last_day,
        pairings.c.guest_id,
        pairings.c.host_id,
        guests.c.email.label("guest"),
        guests.c.name.label("guest_name"),
        hosts.c.email.label("host"),
        hosts.c.name.label("host_name"),
        programs.c.name.label("program"),
        programs.c.kind.label("program_kind"),
    )
    statement = (
        select(*columns)
        .join(pairings, pairings.c.id == meetings.c.pairing_id)
        .join(programs, programs.c.id == pairings.c.program_id)
        .join(guests, guests.c.id == pairings.c.guest_id)
        .join(hosts, hosts.c.id == pairings.c.host_id)
    )
    for part in _parts(uids):
        rows = connection.execute(statement.where(meetings.c.uid.in_(part))).mappings()
        found |= {row["uid"]: row for row in rows}
    return found


def people_before(connection: Connection, ids: Collection[int]) -> list[tuple[int, str]]:
    """For some people, what they were before each change of theirs: the id and the row as the journal wrote it down."""
    statement = select(journal_rows.c.row_id, journal_rows.c.before).where(
        journal_rows.c.table_name == people.name, journal_rows.c.row_id.in_(ids), journal_rows.c.before.is_not(None)
    )
    return [(row_id, before) for row_id, before in connection.execute(statement)]


def _parts(uids: Collection[str]) -> Iterator[Sequence[str]]:
    # PostgreSQL takes no NUL in a text, and no UID of ours has one.
    return parts_of(sorted(uid for uid in uids if "\0" not in uid))
