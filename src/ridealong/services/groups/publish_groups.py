"""Publishing groups: drafts become meetings that count, and their invites due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.calendars.outbox import due
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.meetings import Meeting
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind, Program
from ridealong.domain.values import read_words
from ridealong.domain.wording import listed, many
from ridealong.services.desk import Desk
from ridealong.services.groups.gathering_meetings import meetings_of_gatherings
from ridealong.services.groups.gatherings import gathering_program, views
from ridealong.services.groups.group_views import Group
from ridealong.services.groups.plan_groups import clear_past_groups
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.publishing.agreements import Lacking, lacking
from ridealong.services.publishing.publish_drafts import (
    ShownDrafts,
    check_agreed,
    check_drafts,
    published_words,
    split_drafts,
)
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.charters import as_sponsor, sponsor_rows
from ridealong.storage.schema import gatherings


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsComparison:
    """What publishing groups would change.

    Args:
        publishes: drafts that would be published; later: drafts of later rounds. stands: what is published already.
        people: how many people it would tell. invites: by how many invites.
        wrong: why it cannot be published as it is; None where it can.
        lacking: who has not agreed to it; None where all have, or nobody has to.
        version: that of the database when this was compared.
    """

    program: str
    publishes: tuple[Group, ...]
    later: tuple[Group, ...]
    stands: tuple[Group, ...]
    people: int
    invites: int
    sentences: tuple[str, ...]
    version: int
    wrong: Refused | None = None
    lacking: Lacking | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPublished:
    """What publishing changed: how many groups, of which rounds from 0, and how many invites became due by it."""

    program: str
    groups: int
    rounds: tuple[int, ...]
    invites: int
    later: int


def compare_groups(desk: Desk, name: str, *, everything: bool = False) -> GroupsComparison:
    """The drafts of groups against what is published, and whom publishing would tell.

    Args:
        everything: all drafts, not only those of the program's next weeks.

    Raises:
        NotFound: there is no such program. Refused: it has no groups.
    """
    with desk.reading() as connection:
        program = gathering_program(connection, name)
        now, later, stands = _split(connection, program, desk.clock.today(), everything=everything)
        meetings = _meetings(connection, desk, now)
        wrong = _wrong(connection, program, now)
        missing = _missing(connection, program, now)
        told = {who.email.casefold() for one in meetings for who in one.attendees}
        return GroupsComparison(
            program=program.name,
            publishes=now,
            later=later,
            stands=stands,
            people=len(told),
            invites=len(_due(desk, meetings)),
            sentences=(
                *((f"{wrong.problem}.",) if wrong else ()),
                *(missing.sentences if missing else ()),
                *_sentences(now, later, len(told), len(_due(desk, meetings))),
            ),
            version=change_count(connection),
            wrong=wrong,
            lacking=missing,
        )


def publish_groups(
    desk: Desk,
    name: str,
    *,
    everything: bool = False,
    without_agreement: str = "",
    shown: GroupsComparison | None = None,
) -> GroupsPublished:
    """Publish the groups of a program's next weeks, or the series of its sponsors, and make their invites due.

    Args:
        everything: all drafts, not only those of the program's next weeks.
        without_agreement: why it is published although a sponsor has not agreed; kept in the journal.
        shown: the comparison that whoever publishes was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program.
        ChangedMeanwhile: it would be other drafts than those that were shown.
        Refused: there is nothing to publish, somebody in a group cannot come, a sponsor is not named or has not agreed.
    """
    why = read_words(without_agreement)
    with desk.changing("publish") as step:
        program = gathering_program(step.connection, name)
        now, later, _stands = _split(step.connection, program, desk.clock.today(), everything=everything)
        seen = ShownDrafts(seen=[one.seen for one in shown.publishes], version=shown.version) if shown else None
        check_drafts(desk, step.connection, gatherings, program, now, shown=seen)
        if (wrong := _wrong(step.connection, program, now)) is not None:
            raise wrong
        check_agreed(_missing(step.connection, program, now), why)
        meetings = _meetings(step.connection, desk, now)
        clear_past_groups(step, program, desk.clock.today())
        step.work.update(gatherings, {one.id: {"state": str(State.PUBLISHED)} for one in now})
        rounds = tuple(sorted({one.round for one in now}))
        step.done(published_words(program, many(len(now), "group"), rounds, why))
        return GroupsPublished(
            program=program.name,
            groups=len(now),
            rounds=rounds,
            invites=len(_due(desk, meetings)),
            later=len(later),
        )


def _missing(connection: Connection, program: Program, now: Sequence[Group]) -> Lacking | None:
    """Who has not agreed; nobody has to agree to the meeting of the sponsors but they themselves."""
    return lacking(connection, program, (), {}) if now and program.kind is Kind.COFFEE else None


def _split(
    connection: Connection, program: Program, today: date, *, everything: bool
) -> tuple[tuple[Group, ...], tuple[Group, ...], tuple[Group, ...]]:
    """Drafts to publish now, drafts for later, and what is published already."""
    stored = queries.of_program(connection, program.id, UNMARKED)
    groups = views(connection, program, stored, today)
    stands = tuple(one for one in groups if one.state in (State.PUBLISHED, State.HELD))
    drafts = [one for one in groups if one.state is State.PROPOSED and not one.over]
    return *split_drafts(program, drafts, everything=everything), stands


def _wrong(connection: Connection, program: Program, now: Sequence[Group]) -> Refused | None:
    if now and program.kind is Kind.SPONSORS and (missing := _not_named(connection, program)):
        side = "marketing" if missing[0] is Side.MARKETING else "it"
        return Refused(
            f"The meeting of the sponsors of '{program.name}' has no {listed([one.label for one in missing])} sponsor",
            "Name both sponsors in the charter of the program",
            typed=f'Name one: ridealong program sign "{program.name}" --side {side} --sponsor EMAIL',
        )
    troubled = [] if program.kind is Kind.SPONSORS else [one for one in now if one.troubles]
    if not troubled:
        return None
    more = f" (and {many(len(troubled) - 1, 'other group')} neither)" if len(troubled) > 1 else ""
    first = troubled[0]
    again = f'ridealong plan "{program.name}"'
    return Refused(
        f"Group {first.id} of round {first.round + 1} cannot take place as it is: {first.troubles[0]}{more}",
        "Move people, or plan again" if first.pinned else "Plan again",
        typed=f"Move people: ridealong groups move; or plan again: {again}" if first.pinned else f"Plan again: {again}",
    )


def _not_named(connection: Connection, program: Program) -> list[Side]:
    """The sides for which nobody stands who is still there."""
    named = {one.side for one in map(as_sponsor, sponsor_rows(connection, program.id)) if not one.left}
    return [side for side in Side if side not in named]


def _meetings(connection: Connection, desk: Desk, now: Sequence[Group]) -> tuple[Meeting, ...]:
    stored = queries.by_ids(connection, [one.id for one in now])
    return meetings_of_gatherings(connection, stored.values(), organizer_of(desk))


def _due(desk: Desk, meetings: Sequence[Meeting]) -> Sequence[object]:
    return due(meetings, {}, desk.clock.now(), today=desk.clock.today())


def _sentences(now: Sequence[Group], later: Sequence[Group], people: int, invites: int) -> tuple[str, ...]:
    if not now:
        return ("Publishing would change nothing: there are no drafts to publish.",)
    days = Days(min(one.days.first for one in now), max(one.days.last for one in now))
    said = [
        f"Publishing adds {many(len(now), 'group')}, {days}.",
        f"It would tell {many(people, 'person', 'people')} by {many(invites, 'invite')}, each to a whole group.",
    ]
    if later:
        said.append(f"{many(len(later), 'draft')} of later rounds would stay open to change.")
    return tuple(said)
