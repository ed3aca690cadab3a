"""The rules that hold for the rows of a sound database, each a function that finds what breaks it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, case, func, not_, or_, select

from ridealong.calendars.snapshot import load_invite
from ridealong.domain.composite_teams import DemandKind, Part
from ridealong.domain.consent import Word
from ridealong.domain.days import Days, at_once
from ridealong.domain.debriefs import LEAST_RATING, MOST_RATING
from ridealong.domain.errors import InvalidValue
from ridealong.domain.ideas import IdeaState
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.people import Side, identity
from ridealong.domain.programs import EnrolmentState, Kind, name_identity
from ridealong.domain.replies import Answer
from ridealong.domain.steps import Phase, Who
from ridealong.storage.copy import last_ids, numbers_given
from ridealong.storage.findings import Found, Rule
from ridealong.storage.queries.changes import last_worked
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
    holiday_places,
    ideas,
    invites,
    journal,
    lead_words,
    learned,
    meetings,
    metadata,
    pairings,
    people,
    programs,
    sponsors,
    steps,
    task_parts,
    team_demands,
    team_series,
    team_slots,
    terms,
)
from ridealong.storage.team_rules import TEAM_RULES

_WORDS: Sequence[tuple[ColumnElement[str], Iterable[str]]] = (
    (people.c.side, Side),
    (freezes.c.side, Side),
    (programs.c.kind, Kind),
    (programs.c.guest_side, Side),
    (enrolments.c.state, EnrolmentState),
    (pairings.c.state, State),
    (pairings.c.guest_side, Side),
    (meetings.c.kind, MeetingKind),
    (answers.c.answer, Answer),
    (sponsors.c.side, Side),
    (enrolments.c.manager_word, ("", *Word)),
    (lead_words.c.side, Side),
    (lead_words.c.word, Word),
    (gatherings.c.state, State),
    (steps.c.phase, Phase),
    (steps.c.who, Who),
    (learned.c.side, ("", *Side)),
    (ideas.c.state, IdeaState),
    (terms.c.side, Side),
    (composite_teams.c.state, State),
    (team_slots.c.side, Side),
    (task_parts.c.part, Part),
    (team_demands.c.kind, DemandKind),
    (embeds.c.side, Side),
    (embeds.c.state, State),
)


def known_words(connection: Connection) -> Found:
    """Sides, kinds, states and answers are words that the program knows."""
    for column, words in _WORDS:
        table: Table = column.table
        statement = select(table.c.id).where(column.not_in([str(one) for one in words]))
        for row in connection.execute(statement.order_by(table.c.id)).scalars():
            yield table.name, row, f"its {column.name} is a word that is not known"


def identities(connection: Connection) -> Found:
    """What people, programs, places, terms and teams are compared by follows from their address or name."""
    for table, column, normal in (
        (people, people.c.email, identity),
        (programs, programs.c.name, name_identity),
        (holiday_places, holiday_places.c.place, name_identity),
        (terms, terms.c.term, name_identity),
        (composite_teams, composite_teams.c.name, name_identity),
    ):
        for row, text, kept in connection.execute(select(table.c.id, column, table.c.identity)):
            if normal(text) != kept:
                yield table.name, row, f"its identity does not follow from its {column.name}"


def days_in_order(connection: Connection) -> Found:
    """No period ends before it begins."""
    for table in (absences, freezes, pairings, gatherings, people, composite_teams, team_slots, embeds):
        statement = select(table.c.id).where(table.c.last_day < table.c.first_day)
        for row in connection.execute(statement).scalars():
            yield table.name, row, "its last day lies before its first"


def two_people(connection: Connection) -> Found:
    """Nobody is paired with, or kept apart from, themselves."""
    for table, one, other in (
        (pairings, pairings.c.guest_id, pairings.c.host_id),
        (aparts, aparts.c.one_id, aparts.c.other_id),
    ):
        for row in connection.execute(select(table.c.id).where(one == other)).scalars():
            yield table.name, row, "both are one person"


def across_sides(connection: Connection) -> Found:
    """In what is still to come, the guest is of the visiting side, and the host of the other one."""
    guest, host = people.alias(), people.alias()
    statement = (
        select(pairings.c.id)
        .join(guest, guest.c.id == pairings.c.guest_id)
        .join(host, host.c.id == pairings.c.host_id)
        .where(pairings.c.state.in_(UNMARKED), pairings.c.last_day >= last_worked(connection))
        .where(or_(guest.c.side != pairings.c.guest_side, host.c.side == pairings.c.guest_side))
    )
    for row in connection.execute(statement).scalars():
        yield pairings.name, row, "guest and host are not of the sides that it says"


def one_direction(connection: Connection) -> Found:
    """Only a rotation visits both ways; in other programs all guests are of one side."""
    statement = (
        select(pairings.c.id)
        .join(programs, programs.c.id == pairings.c.program_id)
        .where(programs.c.kind != Kind.ROTATION, pairings.c.state.in_(UNMARKED))
        .where(pairings.c.guest_side != programs.c.guest_side)
    )
    for row in connection.execute(statement).scalars():
        yield pairings.name, row, "its guest is not of the side that visits in its program"


def one_host_a_round(connection: Connection) -> Found:
    """Nobody is the guest of two hosts in one round of a program, as far as it is to come.

    Where somebody stood in for a host halfway, the two share the round: each has days of their own. Who stands in for
    a week has some of the days of the pairing that lasts on.
    """
    same = (pairings.c.program_id, pairings.c.round, pairings.c.guest_id, pairings.c.guest_side)
    # Where three visit each other, two are visited in return by one person, on one day.
    back = and_(programs.c.kind == Kind.ROTATION, pairings.c.guest_side != programs.c.guest_side)
    alike = pairings.c.state.in_(UNMARKED), pairings.c.round.is_not(None)
    statement = (
        select(*same, programs.c.weeks, func.max(pairings.c.id), func.count())
        .join(programs, programs.c.id == pairings.c.program_id)
        .where(*alike, not_(back))
        .group_by(*same, programs.c.weeks)
        .having(func.count() > 1)
    )
    for *key, weeks, row, number in connection.execute(statement).all():
        if not _share_a_round(_spans(connection, alike, same, key), weeks):
            yield pairings.name, row, f"its guest has {number} pairings in the same round"


def _share_a_round(spans: Sequence[Days], weeks: int) -> bool:
    """Whether some days, sorted, lie in one round of so many weeks, none of them twice but where somebody stands in."""
    covered = [one for one in spans if any(_within(one, other) for other in spans)]
    lasting = [one for one in spans if one not in covered]
    alone = all(at_once(some) <= 1 for some in (covered, lasting) if some)
    return not spans or (alone and (max(one.last for one in spans) - spans[0].first).days < 7 * weeks)


def _within(one: Days, other: Days) -> bool:
    """Whether somebody stands in on some days for whoever is there for longer."""
    return one != other and other.first <= one.first and one.last <= other.last


def seats(connection: Connection) -> Found:
    """No host of visits has more guests at once than there is room for, as far as that is to come.

    Visits that share a round need not share a day of it: one may be over before the next begins.
    """
    # Three may go together where each visits the other.
    third = case((programs.c.kind == Kind.ROTATION, 1), else_=0)
    room = func.coalesce(people.c.capacity, 1) + third
    same = (pairings.c.program_id, pairings.c.round, pairings.c.host_id)
    alike = pairings.c.state.in_(UNMARKED), pairings.c.round.is_not(None)
    statement = (
        select(*same, func.max(pairings.c.id), room)
        .join(people, people.c.id == pairings.c.host_id)
        .join(programs, programs.c.id == pairings.c.program_id)
        .where(*alike, programs.c.kind != Kind.BUDDY)
        .group_by(*same, room)
        .having(func.count() > room)
        .order_by(func.max(pairings.c.id))
    )
    for *key, row, most in connection.execute(statement).all():
        guests = at_once(_spans(connection, alike, same, key))
        if guests > most:
            yield pairings.name, row, f"its host has {guests} guests at once, and room for {most}"


def _spans(
    connection: Connection,
    alike: Sequence[ColumnElement[bool]],
    same: Sequence[ColumnElement[Any]],  # Any: numbers and texts
    key: Sequence[object],
) -> list[Days]:
    """The days of those pairings that have some values in common, by first day; without days that are none."""
    of_group = (column == value for column, value in zip(same, key, strict=True))
    sound = pairings.c.first_day <= pairings.c.last_day
    days = select(pairings.c.first_day, pairings.c.last_day).where(*alike, *of_group, sound)
    return [Days(first, last) for first, last in sorted((first, last) for first, last in connection.execute(days))]


def apart(connection: Connection) -> Found:
    """No two people who are kept apart stand in a published pairing, as far as that is to come."""
    today = last_worked(connection)
    statement = (
        select(pairings.c.id)
        .join(
            aparts,
            or_(
                and_(aparts.c.one_id == pairings.c.guest_id, aparts.c.other_id == pairings.c.host_id),
                and_(aparts.c.one_id == pairings.c.host_id, aparts.c.other_id == pairings.c.guest_id),
            ),
        )
        .where(pairings.c.state == State.PUBLISHED, pairings.c.first_day > today)
        .order_by(pairings.c.id)
    )
    for row in connection.execute(statement).scalars():
        yield pairings.name, row, "its guest and host are kept apart"


def versions(connection: Connection) -> Found:
    """Versions count from 1."""
    for table in metadata.sorted_tables:
        if "version" in table.c:
            for row in connection.execute(select(table.c.id).where(table.c.version < 1)).scalars():
                yield table.name, row, "its version is below 1"


def meetings_are_named(connection: Connection) -> Found:
    """Every meeting has a UID."""
    for table in (meetings, gatherings, embeds, team_series):
        for row in connection.execute(select(table.c.id).where(table.c.uid == "")).scalars():
            yield table.name, row, "it has no UID"


def ratings(connection: Connection) -> Found:
    """What a side gave a visit, where it did, is one of the ratings that there are."""
    for column in (debriefs.c.it_rating, debriefs.c.marketing_rating):
        wrong = ~column.between(LEAST_RATING, MOST_RATING)
        for row in connection.execute(select(debriefs.c.id).where(wrong)).scalars():
            yield debriefs.name, row, f"its {column.name} is no rating"


def sponsors_are_named(connection: Connection) -> Found:
    """A sponsor is a person of the exchange, or has a name and an address."""
    nobody = and_(sponsors.c.person_id.is_(None), or_(sponsors.c.name == "", sponsors.c.email == ""))
    for row in connection.execute(select(sponsors.c.id).where(nobody).order_by(sponsors.c.id)).scalars():
        yield sponsors.name, row, "it does not say who it is"


def undone_before(connection: Connection) -> Found:
    """What takes an entry of the journal back comes after it."""
    statement = select(journal.c.id).where(and_(journal.c.undoes_id.is_not(None), journal.c.undoes_id >= journal.c.id))
    for row in connection.execute(statement).scalars():
        yield journal.name, row, "it takes back an entry that comes after it"


def sent_invites(connection: Connection, newest: int | None = None) -> Found:
    """Sent invites can be read, say what their row says, and never go back to a lower sequence.

    Args:
        newest: how many are looked at, from the last one back; None for all.
    """
    last: dict[str, int] = defaultdict(int)
    statement = select(invites.c.id, invites.c.uid, invites.c.invite).order_by(invites.c.id)
    if newest is not None:
        last_id = connection.execute(select(func.max(invites.c.id))).scalar() or 0
        statement = statement.where(invites.c.id > last_id - newest)
    for row, uid, text in connection.execute(statement, execution_options={"yield_per": 2_000}):
        try:
            invite = load_invite(text)
        except InvalidValue:
            yield invites.name, row, "it cannot be read"
            continue
        if invite.meeting.uid != uid:
            yield invites.name, row, "it is about another UID than its row"
        # A cancel for one person may be noted after an update to the others.
        if invite.sequence < last[uid] and invite.method is not Method.CANCEL:
            yield invites.name, row, "its sequence is lower than one sent before"
        last[uid] = max(last[uid], invite.sequence)


def numbers_not_given_twice(connection: Connection) -> Found:
    """The next row of a table gets a number that none has had."""
    given = numbers_given(connection, metadata.sorted_tables)
    for name, highest in last_ids(connection, metadata.sorted_tables).items():
        if given[name] < highest:
            yield name, highest, "the next row would get a number that is taken"


RULES: tuple[Rule, ...] = (
    known_words,
    identities,
    days_in_order,
    two_people,
    across_sides,
    one_direction,
    one_host_a_round,
    seats,
    apart,
    versions,
    meetings_are_named,
    sponsors_are_named,
    ratings,
    undone_before,
    sent_invites,
    numbers_not_given_twice,
    *TEAM_RULES,
)
"""All rules but those of the journal, which need to look at millions of rows."""
