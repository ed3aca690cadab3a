"""The meetings of composite teams: which of them should be in calendars now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid5

from sqlalchemy import Connection

from ridealong.calendars.outbox import due
from ridealong.domain.meetings import Address, Due, Meeting
from ridealong.domain.team_times import EMBEDS_IN_CALENDARS
from ridealong.services.desk import Desk
from ridealong.services.identity import identity_of
from ridealong.services.invites.sent_invites import sent_about
from ridealong.services.replies.kept_answers import answers_that_count
from ridealong.services.teams.embed_facts import TeamFacts, stretches_of
from ridealong.services.teams.supposed_embeds import AS_WRITTEN, SupposedEmbeds
from ridealong.storage.queries.team_uids import team_uids, uids_of_teams
from ridealong.storage.queries.teams import (
    embeds_coming,
    embeds_of_people,
    embeds_of_teams,
    series_of,
    teams_by_id,
)
from ridealong.storage.schema import team_series
from ridealong.storage.work import Step

_KEPT = timedelta(days=31)
"""How long what is over is told of still."""


def ensure_series(step: Step, team_ids: Collection[int]) -> int:
    """Give each team a series of meetings for every stretch with the same people; returns how many are new.

    It is called within each change of embeds that are published, after them. Series are numbered in order of time, and
    none goes: one that has no stretch any more is called off by itself, and stands again once there is one.
    """
    known = series_of(step.connection, team_ids)
    namespace, teams = identity_of(step.connection), teams_by_id(step.connection, team_ids)
    inside = embeds_of_teams(step.connection, team_ids, EMBEDS_IN_CALENDARS)
    rows: list[dict[str, object]] = [
        {
            "program_id": team.program_id,
            "team_id": team.id,
            "number": number,
            "uid": str(uuid5(namespace, f"team {team.id} series {number}")),
        }
        for team in sorted(teams.values(), key=lambda one: one.id)
        for number in range(len(stretches_of([one for one in inside if one.team_id == team.id])))
        if (team.id, number) not in known
    ]
    step.work.insert(team_series, rows)
    return len(rows)


def wanted_embeds(
    connection: Connection, organizer: Address, today: date, organizers: Mapping[str, Address]
) -> tuple[Meeting, ...]:
    """Every embed and meeting of a team that should be in calendars now, or was to be until not long ago.

    Args:
        organizer: whom new invites come from. organizers: by UID, whom those already sent came from.
    """
    coming = embeds_coming(connection, EMBEDS_IN_CALENDARS, today)
    since = max(today, date.min + _KEPT) - _KEPT
    found = meetings_of_teams(connection, {one.team_id for one in coming}, organizer, organizers)
    return tuple(one for one in found if one.when.days.last >= since)


def wanted_embed(
    connection: Connection, organizer: Address, organizers: Mapping[str, Address], uid: str
) -> tuple[Meeting, ...]:
    """One of them, by its UID; nothing where it should be in no calendar."""
    teams = {one.team_id for one in team_uids(connection, [uid]).values()}
    return tuple(one for one in meetings_of_teams(connection, teams, organizer, organizers) if one.uid == uid)


def meetings_of_teams(
    connection: Connection,
    team_ids: Collection[int],
    organizer: Address,
    organizers: Mapping[str, Address],
    supposed: SupposedEmbeds = AS_WRITTEN,
) -> tuple[Meeting, ...]:
    """The meetings of some teams that stand in calendars, or did, whether or not they are over.

    Args:
        supposed: what would stand otherwise than it is written.
    """
    if not team_ids:
        return ()
    return tuple(_each(TeamFacts(connection, team_ids, supposed), team_ids, organizer, organizers))


def _each(
    facts: TeamFacts, team_ids: Collection[int], organizer: Address, organizers: Mapping[str, Address]
) -> Iterator[Meeting]:
    for team_id in sorted(team_ids):
        for embed in facts.embeds[team_id]:
            meeting = facts.embed_meeting(embed, organizers.get(embed.uid, organizer))
            if meeting is not None:
                yield meeting
        for one in facts.series(team_id):
            meeting = facts.series_meeting(one, organizers.get(one.known.uid, organizer))
            if meeting is not None:
                yield meeting


def due_of_teams(
    connection: Connection,
    desk: Desk,
    team_ids: Collection[int],
    organizer: Address,
    supposed: SupposedEmbeds = AS_WRITTEN,
) -> tuple[Due, ...]:
    """What is due about some teams and not sent, in the order in which to send it; also within a change.

    Args:
        organizer: see `services.invites.outbox.organizer_of`.
        supposed: what would stand otherwise than it is written.
    """
    sent = sent_about(connection, uids_of_teams(connection, team_ids))
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    wanted = meetings_of_teams(connection, team_ids, organizer, organizers, supposed)
    answers = answers_that_count(connection, sent)
    return due(wanted, sent, desk.clock.now(), today=desk.clock.today(), answers=answers)


def teams_around(
    connection: Connection, team_ids: Collection[int], today: date, people: Collection[int] = ()
) -> frozenset[int]:
    """Some teams, and all others whose invites may change with them: an embed says in which team somebody goes on.

    Args:
        people: row ids of those who are to come into one of the teams.
    """
    inside = embeds_of_teams(connection, team_ids, EMBEDS_IN_CALENDARS)
    known = {*people, *(one.person_id for one in inside if one.days.last >= today)}
    theirs = embeds_of_people(connection, known, EMBEDS_IN_CALENDARS)
    return frozenset(team_ids) | {one.team_id for one in theirs if one.days.last >= today}


def caused(before: Iterable[Due], after: Iterable[Due]) -> tuple[Due, ...]:
    """What is due after a change and was not before, or was to say something else; in the order of `after`."""
    known: dict[str, list[Due]] = defaultdict(list)
    for one in before:
        known[one.invite.meeting.uid].append(_unstamped(one))
    return tuple(one for one in after if _unstamped(one) not in known[one.invite.meeting.uid])


def _unstamped(one: Due) -> Due:
    """An invite that is due, whenever it is sent."""
    return replace(one, invite=replace(one.invite, stamp=datetime.min.replace(tzinfo=UTC)))
