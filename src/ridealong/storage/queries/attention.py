"""What of the pairings, people and answers may need somebody now, each asked as narrowly as it can be."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    RowMapping,
    Select,
    Subquery,
    and_,
    func,
    not_,
    or_,
    select,
    union_all,
)

from ridealong.domain.days import Days
from ridealong.domain.pairings import Freeze
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.pairings import guests, hosts, no_past_draft
from ridealong.storage.queries.rules import teams as teams_of_sides
from ridealong.storage.schema import (
    absences,
    answers,
    enrolments,
    gathering_people,
    gatherings,
    invites,
    meeting_changes,
    meetings,
    pairings,
    people,
    programs,
)

_PLANNED = ("proposed", "published", "held", "ended")
"""States of pairings in which somebody has somebody, or is to have."""

_OF_PAIRING = (
    pairings.c.id,
    pairings.c.state.label("pairing_state"),
    programs.c.kind,
    pairings.c.first_day,
    pairings.c.last_day,
)


def _to_come(today: date) -> ColumnElement[bool]:
    """Published pairings that are not over, and drafts that have not begun, of programs that are not archived."""
    draft = and_(pairings.c.state == "proposed", pairings.c.first_day >= today, not_(programs.c.archived))
    return and_(pairings.c.last_day >= today, or_(pairings.c.state == "published", draft))


def away_rows(connection: Connection, today: date) -> list[RowMapping]:
    """The absences within the days of published pairings that are not over and drafts to come, by pairing and person.

    Returns:
        Rows with the `id` of the pairing, its `pairing_state`, `kind`, `first_day` and `last_day`, the `person_id`, and
        the days of the absence, `away_from` and `away_until`.
    """
    parts = []
    for mine in (pairings.c.guest_id, pairings.c.host_id):
        within = and_(absences.c.first_day <= pairings.c.last_day, absences.c.last_day >= pairings.c.first_day)
        columns = (
            *_OF_PAIRING,
            mine.label("person_id"),
            absences.c.first_day.label("away_from"),
            absences.c.last_day.label("away_until"),
        )
        parts.append(
            select(*columns)
            .join(absences, and_(absences.c.person_id == mine, within))
            .join(programs, programs.c.id == pairings.c.program_id)
            .where(_to_come(today))
        )
    rows = connection.execute(union_all(*parts)).mappings()
    return sorted(rows, key=lambda row: (row["first_day"], row["id"], row["person_id"], row["away_from"]))


def gone_rows(connection: Connection, today: date) -> list[RowMapping]:
    """Pairings as in `away_rows` of somebody who is not at work then, was removed, or takes no part in the program.

    Returns:
        Rows as `frozen_rows` gives them, and whether the person was `removed`, and the `state`, `until` and
        `manager_word` of the enrolment, None where there is none.
    """
    found: list[RowMapping] = []
    for mine in (pairings.c.guest_id, pairings.c.host_id):
        statement = (
            select(
                *_OF_PAIRING,
                people.c.id.label("person_id"),
                people.c.removed,
                enrolments.c.state,
                enrolments.c.until,
                enrolments.c.manager_word,
            )
            .join(programs, programs.c.id == pairings.c.program_id)
            .join(people, people.c.id == mine)
            .outerjoin(
                enrolments, and_(enrolments.c.program_id == pairings.c.program_id, enrolments.c.person_id == mine)
            )
            .where(_to_come(today))
            .where(
                or_(
                    people.c.removed,
                    people.c.first_day > pairings.c.first_day,
                    people.c.last_day < pairings.c.last_day,
                    enrolments.c.manager_word == "refused",
                    and_(
                        enrolments.c.state == "declined",
                        or_(enrolments.c.until.is_(None), enrolments.c.until < pairings.c.first_day),
                    ),
                    and_(
                        enrolments.c.state == "paused",
                        or_(enrolments.c.until.is_(None), enrolments.c.until >= pairings.c.first_day),
                    ),
                )
            )
        )
        found += connection.execute(statement).mappings()
    return found


def frozen_rows(connection: Connection, today: date, freezes: Collection[Freeze]) -> list[RowMapping]:
    """Pairings as in `away_rows` that share days with a freeze of somebody's team or side.

    Returns:
        Rows with the `id` of the pairing, its `pairing_state`, `kind`, `first_day` and `last_day`, and the `person_id`.
    """
    found: list[RowMapping] = []
    every = teams_of_sides(connection) if freezes else []
    for freeze in freezes:
        teams = [team for side, team in every if freeze.holds_for(side, team)]
        for mine in (pairings.c.guest_id, pairings.c.host_id):
            statement = (
                select(*_OF_PAIRING, people.c.id.label("person_id"))
                .join(programs, programs.c.id == pairings.c.program_id)
                .join(people, people.c.id == mine)
                .where(_to_come(today), pairings.c.last_day >= freeze.days.first)
                .where(pairings.c.first_day <= freeze.days.last)
                .where(people.c.side == str(freeze.side), people.c.team.in_(teams))
            )
            found += connection.execute(statement).mappings()
    return found


def visit_rows(connection: Connection, days: Days, kinds: Collection[str]) -> list[RowMapping]:
    """Published visits that share some days, by day and guest.

    Returns:
        Rows with `id`, `program`, `program_place`, `first_day`, `last_day`, the address and name of both as `guest`,
        `guest_name`, `host` and `host_name`, the `site` of the host, and the `place` that was set by hand, or None.
    """
    changed = and_(meeting_changes.c.meeting_id == meetings.c.id, meeting_changes.c.occurrence.is_(None))
    statement = (
        select(
            pairings.c.id,
            pairings.c.first_day,
            pairings.c.last_day,
            programs.c.name.label("program"),
            programs.c.place.label("program_place"),
            guests.c.email.label("guest"),
            guests.c.name.label("guest_name"),
            hosts.c.email.label("host"),
            hosts.c.name.label("host_name"),
            hosts.c.site,
            meeting_changes.c.place,
        )
        .select_from(pairings)
        .join(programs, programs.c.id == pairings.c.program_id)
        .join(guests, guests.c.id == pairings.c.guest_id)
        .join(hosts, hosts.c.id == pairings.c.host_id)
        .outerjoin(meetings, and_(meetings.c.pairing_id == pairings.c.id, meetings.c.kind == "visit"))
        .outerjoin(meeting_changes, changed)
        .where(pairings.c.state == "published", programs.c.kind.in_(kinds))
        .where(pairings.c.last_day >= days.first, pairings.c.first_day <= days.last)
        .order_by(pairings.c.first_day, func.lower(guests.c.name), pairings.c.id)
    )
    return list(connection.execute(statement).mappings())


def draft_rounds(connection: Connection, today: date) -> list[RowMapping]:
    """How many drafts of pairings each round has that is not over.

    Returns:
        Rows with `program_id`, `round`, `first_day`, `number`, and the `last_day` of the last, by program and round.
    """
    columns = (pairings.c.program_id, pairings.c.round, pairings.c.first_day)
    statement = (
        select(*columns, func.count().label("number"), func.max(pairings.c.last_day).label("last_day"))
        .where(pairings.c.state == "proposed", pairings.c.last_day >= today)
        .group_by(*columns)
        .order_by(*columns)
    )
    return list(connection.execute(statement).mappings())


def next_days(connection: Connection, today: date) -> dict[int, date]:
    """The first day of the next draft or published pairing that is still to begin, by program."""
    statement = (
        select(pairings.c.program_id, func.min(pairings.c.first_day))
        .where(pairings.c.state.in_(("proposed", "published")), pairings.c.last_day >= today)
        .where(pairings.c.first_day > today)
        .group_by(pairings.c.program_id)
    )
    return {int(program_id): first for program_id, first in connection.execute(statement)}


def programs_with_pairings(connection: Connection, program_ids: Collection[int]) -> set[int]:
    """Those of some programs in which somebody was with somebody, or is to be."""
    found = set()
    for one in program_ids:
        condition = and_(pairings.c.program_id == one, pairings.c.state.in_(_PLANNED))
        if connection.execute(select(pairings.c.id).where(condition).limit(1)).first() is not None:
            found.add(one)
    return found


def unpaired_rows(
    connection: Connection, program_ids: Collection[int], since: date, today: date, met: Collection[str]
) -> list[RowMapping]:
    """Who has agreed to take part in some programs, has had nobody since a day, and is to have nobody.

    Somebody is whoever was in one pairing, or in one group, with them.

    Whoever began to work after that day has not waited so long, and whoever leaves, or is a host who takes nobody,
    waits for nobody.

    Args:
        met: the states of pairings in which two were together.

    Returns:
        Rows with `person_id`, `email`, `name`, `team`, `program_id`, and `last`, the last day on which the person was
        with somebody; one for each person and program, who never was first, then by that day and by name.
    """
    ends = _last_together(today, met)
    columns = (people.c.id.label("person_id"), people.c.email, people.c.name, people.c.team, enrolments.c.program_id)
    statement = (
        select(*columns, ends.c.last)
        .join(enrolments, enrolments.c.person_id == people.c.id)
        .join(programs, programs.c.id == enrolments.c.program_id)
        .outerjoin(ends, ends.c.person_id == people.c.id)
        .where(enrolments.c.program_id.in_(program_ids), not_(people.c.removed))
        .where(
            or_(enrolments.c.state == "agreed", and_(enrolments.c.state == "paused", enrolments.c.until < today)),
            enrolments.c.manager_word != "refused",
            or_(people.c.capacity.is_(None), people.c.capacity > 0, people.c.side == programs.c.guest_side),
            or_(people.c.first_day.is_(None), people.c.first_day <= since),
            or_(people.c.last_day.is_(None), people.c.last_day >= today),
            people.c.id.not_in(_with_somebody(since, today)),
        )
        .order_by(
            ends.c.last.asc().nulls_first(), func.lower(people.c.name), people.c.identity, enrolments.c.program_id
        )
    )
    return list(connection.execute(statement).mappings())


def _with_somebody(since: date, today: date) -> CompoundSelect[Any]:  # Any: as `union_all` has it
    """The row ids of those who have had somebody since a day, or are to have."""
    in_pairings = (
        select(mine.label("person_id")).where(
            pairings.c.last_day >= since, pairings.c.state.in_(_PLANNED), no_past_draft(today)
        )
        for mine in (pairings.c.guest_id, pairings.c.host_id)
    )
    no_past_group = or_(gatherings.c.state != "proposed", gatherings.c.last_day >= today)
    in_groups = _in_groups(gathering_people.c.person_id, states=_PLANNED)
    return union_all(*in_pairings, in_groups.where(gatherings.c.last_day >= since, no_past_group))


def _last_together(today: date, met: Collection[str]) -> Subquery:
    """By `person_id`: `last`, the last day on which somebody was with somebody."""
    together = union_all(
        *(
            select(mine.label("person_id"), func.max(pairings.c.last_day).label("last_day"))
            .where(pairings.c.state.in_(met))
            .group_by(mine)
            for mine in (pairings.c.guest_id, pairings.c.host_id)
        ),
        _in_groups(gathering_people.c.person_id, func.max(gatherings.c.last_day), states=met)
        .where(gatherings.c.first_day <= today)
        .group_by(gathering_people.c.person_id),
    ).subquery()
    last = func.max(together.c.last_day).label("last")
    return select(together.c.person_id, last).group_by(together.c.person_id).subquery()


def _in_groups(
    *columns: ColumnElement[Any], states: Collection[str]
) -> Select[Any]:  # Any: whatever columns were selected
    """Columns of the places of people in groups in some states."""
    joined = gathering_people.join(gatherings, gatherings.c.id == gathering_people.c.gathering_id)
    return select(*columns).select_from(joined).where(gatherings.c.state.in_(states))


def meetings_soon(connection: Connection, days: Days) -> list[RowMapping]:
    """The visits, and between buddies the check-ins, of published pairings that begin on some days.

    Returns:
        Rows with the `uid` of the meeting, the `id` of the pairing and its `first_day` and `last_day`, by day.
    """
    statement = (
        select(meetings.c.uid, pairings.c.id, pairings.c.first_day, pairings.c.last_day)
        .join(pairings, pairings.c.id == meetings.c.pairing_id)
        .join(programs, programs.c.id == pairings.c.program_id)
        .where(pairings.c.state == "published")
        .where(pairings.c.last_day >= days.first)
        .where(pairings.c.first_day >= days.first, pairings.c.first_day <= days.last)
        .where(
            or_(
                and_(programs.c.kind == "buddy", meetings.c.kind == "check-in"),
                and_(programs.c.kind != "buddy", meetings.c.kind == "visit"),
            )
        )
        .order_by(pairings.c.first_day, pairings.c.id)
    )
    return list(connection.execute(statement).mappings())


def last_sent(connection: Connection, uids: Collection[str]) -> dict[str, str]:
    """When the last invite about each of some meetings was sent, as ISO 8601 writes it; without those never sent."""
    found: dict[str, str] = {}
    for part in parts_of(sorted(uids)):
        statement = (
            select(invites.c.uid, func.max(invites.c.sent_at).label("sent_at"))
            .where(invites.c.uid.in_(part))
            .group_by(invites.c.uid)
        )
        found |= {row.uid: row.sent_at for row in connection.execute(statement)}
    return found


def pressing_uids(connection: Connection, today: date, wanted: Collection[str]) -> list[str]:
    """The UIDs of meetings of published pairings, not over, that somebody gave one of some answers to."""
    statement = (
        select(answers.c.uid)
        .join(meetings, meetings.c.uid == answers.c.uid)
        .join(pairings, pairings.c.id == meetings.c.pairing_id)
        .where(answers.c.answer.in_(wanted))
        .where(pairings.c.state == "published", pairings.c.last_day >= today)
        .distinct()
    )
    return sorted(connection.execute(statement).scalars())
