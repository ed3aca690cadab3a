"""What a report for sponsors is worked out from: what took place in a program, who could, and what came out of it."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, case, exists, func, not_, or_, select

from ridealong.storage.queries.journal import taken_back_by
from ridealong.storage.queries.pairings import no_past_draft
from ridealong.storage.schema import (
    absences,
    debriefs,
    enrolments,
    gathering_people,
    gatherings,
    ideas,
    journal,
    journal_rows,
    journal_subjects,
    learned,
    pairings,
    people,
)


def pairings_of(connection: Connection, program_id: int, today: date) -> Sequence[RowMapping]:
    """Every pairing of a program, drafts that are not over included, by its first day."""
    statement = select(
        pairings.c.id,
        pairings.c.guest_id,
        pairings.c.host_id,
        pairings.c.guest_team,
        pairings.c.host_team,
        pairings.c.guest_side,
        pairings.c.first_day,
        pairings.c.last_day,
        pairings.c.state,
    ).where(pairings.c.program_id == program_id, no_past_draft(today))
    return connection.execute(statement.order_by(pairings.c.first_day, pairings.c.id)).mappings().all()


def groups_of(connection: Connection, program_id: int | None, elsewhere_than: int = 0) -> Sequence[RowMapping]:
    """Groups that gather, of a program or of all but one.

    Rows with `id`, `program_id`, `first_day`, `last_day`, `state` and `without`.
    """
    columns = (
        gatherings.c.id,
        gatherings.c.program_id,
        gatherings.c.first_day,
        gatherings.c.last_day,
        gatherings.c.state,
        gatherings.c.without,
    )
    own = gatherings.c.program_id == program_id
    statement = select(*columns).where(own if program_id is not None else gatherings.c.program_id != elsewhere_than)
    return connection.execute(statement.order_by(gatherings.c.first_day, gatherings.c.id)).mappings().all()


def people_of_groups(
    connection: Connection, program_id: int | None, elsewhere_than: int = 0
) -> dict[int, list[RowMapping]]:
    """Who is in the groups of a program, or of all but one: `person_id`, `side` and `team`, by the id of the group."""
    own = gatherings.c.program_id == program_id
    statement = (
        select(gathering_people.c.gathering_id, gathering_people.c.person_id, people.c.side, people.c.team)
        .join(gatherings, gatherings.c.id == gathering_people.c.gathering_id)
        .join(people, people.c.id == gathering_people.c.person_id)
        .where(own if program_id is not None else gatherings.c.program_id != elsewhere_than)
        .order_by(gathering_people.c.id)
    )
    found: dict[int, list[RowMapping]] = {}
    for row in connection.execute(statement).mappings():
        found.setdefault(row["gathering_id"], []).append(row)
    return found


def first_met_elsewhere(
    connection: Connection, states: Collection[str], program_id: int
) -> dict[tuple[int, int], date]:
    """The day from which two people first were together outside of a program, by the ids of guest and host."""
    first = func.min(pairings.c.first_day)
    statement = (
        select(pairings.c.guest_id, pairings.c.host_id, first)
        .where(pairings.c.program_id != program_id, pairings.c.state.in_(states))
        .group_by(pairings.c.guest_id, pairings.c.host_id)
    )
    return {(guest, host): day for guest, host, day in connection.execute(statement)}


def teams_first_met_elsewhere(
    connection: Connection, states: Collection[str], program_id: int
) -> dict[tuple[str, str], date]:
    """The day from which two teams first were together outside of a program, by (IT team, marketing team)."""
    there = pairings.c.guest_side == "it"
    it_team = case((there, pairings.c.guest_team), else_=pairings.c.host_team)
    marketing_team = case((there, pairings.c.host_team), else_=pairings.c.guest_team)
    statement = (
        select(it_team, marketing_team, func.min(pairings.c.first_day))
        .where(pairings.c.program_id != program_id, pairings.c.state.in_(states))
        .group_by(it_team, marketing_team)
    )
    return {(it, marketing): day for it, marketing, day in connection.execute(statement)}


def everybody_with_answers(connection: Connection, program_id: int) -> Sequence[RowMapping]:
    """Everybody there ever was: `id`, `name`, `side`, `team`, `removed`, `last_day`, and `answer` in a program."""
    mine = and_(enrolments.c.person_id == people.c.id, enrolments.c.program_id == program_id)
    statement = (
        select(
            people.c.id,
            people.c.name,
            people.c.side,
            people.c.team,
            people.c.removed,
            people.c.last_day,
            enrolments.c.state.label("answer"),
        )
        .join_from(people, enrolments, mine, isouter=True)
        .order_by(people.c.id)
    )
    return connection.execute(statement).mappings().all()


def former_names(connection: Connection) -> dict[int, set[str]]:
    """The names that people had before they changed, by row id."""
    statement = select(journal_rows.c.row_id, journal_rows.c.before).where(
        journal_rows.c.table_name == people.name,
        journal_rows.c.before.is_not(None),
        journal_rows.c.after.is_not(None),
    )
    found: dict[int, set[str]] = {}
    for row_id, before in connection.execute(statement):
        if name := json.loads(before).get("name"):
            found.setdefault(row_id, set()).add(name)
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said after a pairing, with the ids of its two people."""

    pairing_id: int
    guest_id: int
    host_id: int
    side: str
    text: str


def learned_in(connection: Connection, program_id: int) -> list[Said]:
    """The things learned in a program, the newest first."""
    statement = (
        select(pairings.c.id, pairings.c.guest_id, pairings.c.host_id, learned.c.side, learned.c.text)
        .join(pairings, pairings.c.id == learned.c.pairing_id)
        .where(pairings.c.program_id == program_id)
        .order_by(pairings.c.last_day.desc(), learned.c.id.desc())
    )
    return [Said(*row) for row in connection.execute(statement)]


def debriefs_in(connection: Connection, program_id: int) -> Sequence[RowMapping]:
    """The debriefs of a program: `pairing_id`, `it_rating` and `marketing_rating`."""
    statement = (
        select(debriefs.c.pairing_id, debriefs.c.it_rating, debriefs.c.marketing_rating)
        .join(pairings, pairings.c.id == debriefs.c.pairing_id)
        .where(pairings.c.program_id == program_id)
        .order_by(debriefs.c.id)
    )
    return connection.execute(statement).mappings().all()


def ideas_in(connection: Connection, program_id: int) -> Sequence[RowMapping]:
    """The ideas of a program, the one that changed last first: `text`, `state`, `guest_id`, `host_id`, `owner_id`,
    and `owner`: the name of whoever agreed to be named; None for nobody.
    """
    named = and_(people.c.id == ideas.c.owner_id, ideas.c.named, not_(people.c.removed))
    statement = (
        select(
            ideas.c.text,
            ideas.c.state,
            ideas.c.owner_id,
            pairings.c.guest_id,
            pairings.c.host_id,
            people.c.name.label("owner"),
        )
        .join_from(ideas, pairings, pairings.c.id == ideas.c.pairing_id, isouter=True)
        .join(people, named, isouter=True)
        .where(or_(ideas.c.program_id == program_id, pairings.c.program_id == program_id))
        .order_by(ideas.c.changed.desc(), ideas.c.id.desc())
    )
    return connection.execute(statement).mappings().all()


def missed_while_away(connection: Connection, program_id: int) -> int:
    """How many pairings of a program were missed while one of the two was noted as away."""
    statement = (
        select(func.count())
        .select_from(pairings)
        .where(pairings.c.program_id == program_id, pairings.c.state == "missed", or_(*_absent()))
    )
    return int(connection.execute(statement).scalar_one())


def _absent() -> Iterable[ColumnElement[bool]]:
    for column in (pairings.c.guest_id, pairings.c.host_id):
        overlaps = and_(absences.c.first_day <= pairings.c.last_day, absences.c.last_day >= pairings.c.first_day)
        yield exists(select(absences.c.id).where(absences.c.person_id == column, overlaps))


def publishings(connection: Connection, program_id: int) -> list[tuple[str, str]]:
    """When a program was published, in UTC as ISO 8601 writes it, and what the journal says of it; none taken back."""
    about = and_(
        journal_subjects.c.entry_id == journal.c.id,
        journal_subjects.c.kind == "program",
        journal_subjects.c.subject_id == program_id,
    )
    statement = (
        select(journal.c.id, journal.c.at, journal.c.summary)
        .where(journal.c.action == "publish", exists(select(journal_subjects.c.entry_id).where(about)))
        .order_by(journal.c.id)
    )
    rows = connection.execute(statement).all()
    gone = taken_back_by(connection, [row.id for row in rows])
    return [(row.at, row.summary) for row in rows if row.id not in gone]
