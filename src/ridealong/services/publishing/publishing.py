"""Publishing: drafts become pairings that count, and their meetings become due in calendars."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ridealong.calendars.outbox import due
from ridealong.calendars.when_words import when_in_words
from ridealong.domain.days import Days
from ridealong.domain.meetings import Due, Meeting, Method
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, identity
from ridealong.domain.programs import Program
from ridealong.domain.values import read_words
from ridealong.domain.wording import many
from ridealong.planning.garbage import without_collection
from ridealong.planning.plan import Assignment
from ridealong.services.changes.effects import Effects, added_sentences, effects
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.invites.meeting_facts import Together
from ridealong.services.invites.meetings import add_meetings, drafted_meetings, meetings_of
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.plans.coming_season import coming_season
from ridealong.services.plans.pairs_only import check_pairs
from ridealong.services.plans.past_drafts import clear_past_drafts
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.plans.proposals import proposals
from ridealong.services.publishing.agreements import Lacking, lacking
from ridealong.services.publishing.publish_drafts import (
    ShownDrafts,
    check_agreed,
    check_drafts,
    published_words,
    split_drafts,
)
from ridealong.services.publishing.unpublishable import Unpublishable, unpublishable
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import all_people
from ridealong.storage.schema import pairings


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody whom publishing would tell, and by how many invites."""

    email: str
    name: str
    invites: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteToCome:
    """An invite that publishing would make due.

    Args:
        what: what it is about. kind: what it does: `request`, `update` or `cancel`. to: the names of who gets it.
        days: from its first day to its last; `when` says it in words, with hours.
    """

    what: str
    kind: str
    to: tuple[str, ...]
    days: Days
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What publishing would change.

    Args:
        publishes: drafts that would be published; later: drafts of later rounds.
        stands: what is published already.
        tells: whom it would tell, by name. invites: by which invites, by day.
        effects: what it adds to each term of the value, and to whom, beside what is published.
        version: that of the database when this was compared.
        wrong: why it cannot be published as it is; None where it can.
        lacking: who has not agreed to it; None where all have, or nobody has to.
        word: what one of the drafts is called: `pairing`, or `visit`.
    """

    program: str
    publishes: tuple[Proposal, ...]
    later: tuple[Proposal, ...]
    stands: tuple[Proposal, ...]
    tells: tuple[Told, ...]
    sentences: tuple[str, ...]
    effects: Effects
    version: int = 0
    invites: tuple[InviteToCome, ...] = ()
    wrong: Unpublishable | None = None
    lacking: Lacking | None = None
    word: str = "pairing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing changed.

    Args:
        rounds: the rounds published, from 0. invites: how many became due by it.
        later: how many drafts of later rounds are left.
        word: what one of those published is called: `pairing`, or `visit`.
    """

    program: str
    pairings: int
    rounds: tuple[int, ...]
    invites: int
    later: int
    word: str = "pairing"


def compare(desk: Desk, name: str, *, everything: bool = False) -> Comparison:
    """The draft against what is published, and whom publishing would tell.

    Args:
        everything: all drafts, not only those of the program's next weeks.

    Raises:
        NotFound: there is no such program. Refused: it has composite teams.
    """
    with desk.reading() as connection:
        program = program_named(connection, name)
        _check_no_teams(program)
        key = "comparison", program.id, everything, organizer_of(desk)
        return desk.remembered(connection, key, lambda: _compared(connection, program, desk, everything=everything))


def _check_no_teams(program: Program) -> None:
    if program.kind.in_teams:
        check_pairs(program)


def _compared(connection: Connection, program: Program, desk: Desk, *, everything: bool) -> Comparison:
    with without_collection():
        people = all_people(connection)
        now, later, stands = _split(connection, program, desk, people, everything=everything)
        invites = _invites_to_come(connection, program, desk, people, now)
        wrong = unpublishable(connection, program, desk.clock.today(), now) if now else None
        missing = lacking(connection, program, now, people) if now else None
    tells = _tells(now, invites)
    added = _effects(connection, program, desk, now)
    return Comparison(
        program=program.name,
        publishes=now,
        later=later,
        stands=stands,
        tells=tells,
        sentences=(
            *((f"{wrong.problem}.",) if wrong else ()),
            *(missing.sentences if missing else ()),
            *_sentences(now, later, stands, tells, added, word=program.kind.pairing_word),
        ),
        effects=added,
        version=change_count(connection),
        invites=tuple(sorted(map(_invite_to_come, invites), key=lambda one: (one.days.first, one.what, one.to))),
        wrong=wrong,
        lacking=missing,
        word=program.kind.pairing_word,
    )


def publish(
    desk: Desk,
    name: str,
    *,
    everything: bool = False,
    without_agreement: str = "",
    shown: Comparison | None = None,
) -> Published:
    """Publish the drafts of a program's next weeks, and make their meetings due.

    Args:
        everything: all drafts, not only those of the program's next weeks.
        without_agreement: why it is published although a sponsor or a lead has not agreed; kept in the journal.
        shown: the comparison that whoever publishes was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program.
        ChangedMeanwhile: it would be other drafts than those that were shown.
        Refused: it has composite teams; there is nothing to publish; or a draft breaks a rule by now, with the rule; or
            somebody who has to has not agreed, and no reason is given; or a lead does not agree.
    """
    why = read_words(without_agreement)
    with desk.changing("publish") as step:
        program = program_named(step.connection, name)
        _check_no_teams(program)
        people = all_people(step.connection)
        now, later, _stands = _split(step.connection, program, desk, people, everything=everything)
        seen = ShownDrafts(seen=[one.seen for one in shown.publishes], version=shown.version) if shown else None
        check_drafts(desk, step.connection, pairings, program, now, shown=seen)
        if (wrong := unpublishable(step.connection, program, desk.clock.today(), now)) is not None:
            raise wrong.refusal()
        check_agreed(lacking(step.connection, program, now, people), why)
        ids = [one.id for one in now]
        clear_past_drafts(step, program, desk.clock.today())
        step.work.update(pairings, {one: {"state": str(State.PUBLISHED)} for one in ids})
        add_meetings(step, program, ids)
        rounds = tuple(sorted({one.round for one in now}))
        step.done(published_words(program, many(len(now), program.kind.pairing_word), rounds, why))
        return Published(
            program=program.name,
            pairings=len(now),
            rounds=rounds,
            invites=_invites(step.connection, desk, ids),
            later=len(later),
            word=program.kind.pairing_word,
        )


def _split(
    connection: Connection, program: Program, desk: Desk, people: Mapping[int, Person], *, everything: bool
) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...], tuple[Proposal, ...]]:
    """Drafts to publish now, drafts for later, and what is published already."""
    today = desk.clock.today()
    shown = proposals(connection, program, people, today)
    drafts = [one for one in shown if one.state is State.PROPOSED and one.days.first >= today]
    stands = tuple(one for one in shown if one.state is State.PUBLISHED)
    return *split_drafts(program, drafts, everything=everything), stands


def _effects(connection: Connection, program: Program, desk: Desk, now: Sequence[Proposal]) -> Effects:
    """What these drafts add, given all that is published."""
    if not now:
        return Effects()
    season = coming_season(desk, connection, program)
    after = [
        Assignment(one.round - season.first, identity(one.guest.email), identity(one.host.email), one.fit, 0)
        for one in now
        if not program.is_return(one.guest_side)
    ]
    return effects(season, (), after)


def _invites_to_come(
    connection: Connection, program: Program, desk: Desk, people: Mapping[int, Person], now: Sequence[Proposal]
) -> tuple[Due, ...]:
    ids = {person.identity: row_id for row_id, person in people.items()}
    drafts = [
        Together(
            program_id=program.id,
            guest_id=ids[identity(one.guest.email)],
            host_id=ids[identity(one.host.email)],
            days=one.days,
        )
        for one in now
    ]
    return _due(desk, drafted_meetings(connection, organizer_of(desk), program, drafts))


def _tells(now: Sequence[Proposal], invites: Sequence[Due]) -> tuple[Told, ...]:
    names = {one.email: one.name for proposal in now for one in (proposal.guest, proposal.host)}
    each = Counter(to.email for one in invites for to in one.invite.meeting.attendees)
    told = [Told(email=email, name=name, invites=each[email]) for email, name in names.items()]
    return tuple(sorted(told, key=lambda one: (one.name.casefold(), one.email)))


def _invite_to_come(one: Due) -> InviteToCome:
    meeting = one.invite.meeting
    does = "cancel" if one.invite.method is Method.CANCEL else "update" if one.update else "request"
    return InviteToCome(
        what=meeting.summary,
        kind=does,
        to=tuple(to.name or to.email for to in meeting.attendees),
        days=meeting.when.days,
        when=when_in_words(meeting.when)[0],
    )


def _invites(connection: Connection, desk: Desk, pairing_ids: Sequence[int]) -> int:
    """How many invites are due about pairings of which nobody has been told."""
    found = meetings_of(connection, organizer_of(desk), pairing_ids)
    return len(_due(desk, [one.meeting for one in found if one.meeting is not None]))


def _due(desk: Desk, meetings: Sequence[Meeting]) -> tuple[Due, ...]:
    return due(meetings, {}, desk.clock.now(), today=desk.clock.today())


def _sentences(
    now: Sequence[Proposal],
    later: Sequence[Proposal],
    stands: Sequence[Proposal],
    tells: Sequence[Told],
    added: Effects,
    *,
    word: str,
) -> tuple[str, ...]:
    if not now:
        return ("Publishing would change nothing: there are no drafts to publish.",)
    first, last = min(one.days.first for one in now), max(one.days.last for one in now)
    said = [
        f"Publishing adds {many(len(now), word)} from {first} to {last}"
        f"{f' to the {len(stands)} that stand' if stands else ''}.",
        f"It would tell {many(len(tells), 'person', 'people')} by "
        f"{many(sum(one.invites for one in tells) // 2, 'invite')}, each to two people.",
    ]
    if later:
        said.append(f"{many(len(later), 'draft')} of later rounds would stay open to change.")
    return (*said, *added_sentences(added))
