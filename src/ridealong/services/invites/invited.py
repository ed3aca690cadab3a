"""Who was invited to which meeting, by every address that they have or had."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping

from ridealong.calendars.outbox import latest, standing
from ridealong.calendars.snapshot import load_invite
from ridealong.domain.meetings import Address, Invite, Meeting, Method, Sent, Series
from ridealong.domain.people import identity
from ridealong.domain.replies import Moment
from ridealong.domain.team_times import EMBEDS_IN_CALENDARS
from ridealong.domain.values import zone
from ridealong.storage.queries.answers import invite_rows_about, pairings_of_meetings, people_before
from ridealong.storage.queries.gatherings import by_uids
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.team_uids import team_uids
from ridealong.storage.queries.teams import embeds_of_team


class Invited:
    """The invites that were ever sent about some meetings, to look up whom and what an answer is about."""

    def __init__(self, connection: Connection, uids: Collection[str]) -> None:
        self._connection = connection
        self._invites: dict[str, list[Invite]] = defaultdict(list)
        for row in invite_rows_about(connection, uids):
            invite = load_invite(row["invite"])
            self._invites[invite.meeting.uid].append(invite)
        self._sent = latest(invite for some in self._invites.values() for invite in some)
        self._pairings: Mapping[str, RowMapping] | None = None
        self._aliases: dict[int, set[str]] = {}

    def sent(self, uid: str) -> Sent | None:
        """What has gone out about a meeting; None where nothing has."""
        return self._sent.get(uid)

    def standing(self, uid: str) -> Meeting | None:
        """The meeting as it stands in calendars; None where nothing was sent or it was cancelled."""
        sent = self._sent.get(uid)
        return standing(sent) if sent else None

    def asked_last(self, uid: str) -> Invite | None:
        """The last request about a meeting, whether or not it was cancelled since; None where there was none."""
        requests = [one for one in self._invites.get(uid, ()) if one.method is Method.REQUEST]
        return requests[-1] if requests else None

    def knew(self, uid: str, email: str) -> bool:
        """Whether any invite about a meeting was sent to an address."""
        wanted = identity(email)
        return any(identity(one.email) == wanted for one in self._everybody(uid))

    def attendee(self, uid: str, email: str) -> Address | None:
        """Whom of a meeting as it stands an address means; None where it is nobody's.

        Beside the address that the last invite went to, it may be one that an earlier invite went to, or the one that
        the person has now, where it is the same person's.
        """
        meeting = self.standing(uid)
        if meeting is None:
            return None
        wanted = identity(email)
        found = _by_identity(meeting.attendees, {wanted})
        if found is None:
            for now, ever in self._people(uid):
                if wanted in ever and (wanted == now or self.knew(uid, email)):
                    found = _by_identity(meeting.attendees, ever)
        return found

    def hosts(self, uid: str, email: str) -> bool:
        """Whether an address is, or was, one of the host of the pairing rather than of the guest."""
        people = self._people(uid)
        return len(people) > 1 and self._row(uid) is not None and identity(email) in people[1][1]

    def stands(self, uid: str, email: str) -> bool:
        """Whether an address is, or was, one of those who stand in the pairing, group or team now."""
        people = self._people(uid)
        return not people or any(identity(email) in ever for _now, ever in people)

    def occurrence(self, uid: str, moment: Moment, sequence: int) -> date | None:
        """The day on which the rule of a series has the occurrence that a moment names; None where it has none then.

        Args:
            moment: a day, or a moment in UTC. sequence: of the invite that is meant; for an unknown one, the last.
        """
        invites = self._invites.get(uid, [])
        meant = [one for one in invites if one.sequence == sequence] or invites
        return occurrence_day(meant[-1].meeting, moment) if meant else None

    def repeats(self, uid: str) -> bool:
        """Whether a meeting, as it was last sent, has more than one occurrence."""
        sent = self._sent.get(uid)
        when = sent.last.meeting.when if sent else None
        return isinstance(when, Series) and when.repeats > 0

    def _everybody(self, uid: str) -> list[Address]:
        return [one for invite in self._invites.get(uid, ()) for one in invite.meeting.attendees]

    def _people(self, uid: str) -> list[tuple[str, set[str]]]:
        """Of the guest and the host, or of all in a group or team, the identity of now, and all that they have had."""
        row = self._row(uid)
        if row is None:
            now = self._gathered(uid) or self._embedded(uid)
        else:
            now = {int(row["guest_id"]): identity(row["guest"]), int(row["host_id"]): identity(row["host"])}
        self._look_up([one for one in now if one not in self._aliases])
        return [(mine, {mine} | self._aliases[one]) for one, mine in now.items()]

    def _row(self, uid: str) -> RowMapping | None:
        """The pairing of a meeting; None for that of a group, and for what is none of ours."""
        if self._pairings is None:
            self._pairings = pairings_of_meetings(self._connection, self._invites.keys())
        return self._pairings.get(uid)

    def _gathered(self, uid: str) -> dict[int, str]:
        """Who is in a group, by row id, with the identity of now."""
        found = by_uids(self._connection, [uid]).get(uid)
        people = some_people(self._connection, list(found.people)) if found else {}
        return {one: person.identity for one, person in people.items()}

    def _embedded(self, uid: str) -> dict[int, str]:
        """Who is embedded, or in the team that meets, by row id, with the identity of now."""
        known = team_uids(self._connection, [uid]).get(uid)
        some = embeds_of_team(self._connection, known.team_id, EMBEDS_IN_CALENDARS) if known else []
        alone = known.person_id if known else None
        return {one.person_id: identity(one.email) for one in some if alone in (None, one.person_id)}

    def _look_up(self, ids: Sequence[int]) -> None:
        self._aliases |= {one: set() for one in ids}
        for row_id, before in people_before(self._connection, ids) if ids else ():
            self._aliases[row_id].add(identity(json.loads(before).get("email", "")))


def occurrence_day(meeting: Meeting, moment: Moment) -> date | None:
    """The day on which the rule of a meeting has the occurrence that a moment names, or None.

    Args:
        moment: a day, which is compared as such, or a moment in UTC.
    """
    when = meeting.when
    if not isinstance(when, Series):
        day = moment.date() if isinstance(moment, datetime) else moment
        return day if day == when.days.first else None
    days = [when.first + number * timedelta(weeks=when.every_weeks) for number in range(when.repeats + 1)]
    days = [day for day in days if day not in when.without]
    if not isinstance(moment, datetime):
        return moment if moment in days else None
    place, wanted = zone(when.zone), moment.astimezone(UTC)
    return next((day for day in days if _utc(day, when.at, place) == wanted), None)


def _utc(day: date, at: time, place: ZoneInfo) -> datetime:
    return datetime.combine(day, at, place).astimezone(UTC)


def _by_identity(people: Sequence[Address], wanted: Collection[str]) -> Address | None:
    return next((one for one in people if identity(one.email) in wanted), None)
