"""What must be settled before somebody can be purged: what is to come, and what calendars still show of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.calendars.forgotten import names
from ridealong.calendars.outbox import standing
from ridealong.domain.errors import Refused
from ridealong.domain.meetings import Address, Due, Sent
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.traces import Traces
from ridealong.domain.wording import many, several
from ridealong.services.desk import Desk
from ridealong.services.invites.sent_invites import sent_by_uid
from ridealong.storage.queries.answers import pairings_of_meetings
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known
from ridealong.storage.queries.personal import gatherings_of, rows_about, teammate_uids
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.queries.teams import embeds_of_person, teams_by_id
from ridealong.storage.schema import contacts, embeds


def check_settled(connection: Connection, desk: Desk, known: Known, traces: Traces, due: Sequence[Due]) -> None:
    """See that nothing of what is still to come concerns somebody.

    Args:
        traces: the addresses and names of the person. due: what is due in calendars now.

    Raises:
        Refused: something does, with what settles it.
    """
    name, today, identities = known.person.name, desk.clock.today(), traces.identities
    published = PairingSearch(person_id=known.id, states=(State.PUBLISHED,))
    coming = [str(row["id"]) for row in find_pairings(connection, published) if row["last_day"] >= today]
    if coming:
        raise Refused(
            f"{name} stands in {many(len(coming), 'published pairing')} not yet over: {several(coming)}",
            "Cancel or end each first, then send what that makes due",
            typed=f"Cancel or end each first, such as with `ridealong cancel {coming[0]}`, then send what that makes "
            "due: `ridealong invites export --out DIR`",
        )
    _check_groups(connection, known, today)
    _check_teams(connection, known, today)
    sent = sent_by_uid(connection, today)
    unsent = {one.invite.meeting.uid for one in due if _knows(one, sent.get(one.invite.meeting.uid), identities)}
    if unsent:
        raise Refused(
            f"{many(len(unsent), 'meeting')} of {name} {'has' if len(unsent) == 1 else 'have'} invites that are due",
            "Send them first",
            typed="Send them first: `ridealong invites export --out DIR` or `ridealong invites send`",
        )
    shown = [
        uid for uid, one in sent.items() if one.last.meeting.when.days.last >= today and _stands_in(one, identities)
    ]
    if shown:
        numbers = [str(row["id"]) for row in pairings_of_meetings(connection, shown).values()]
        raise Refused(
            f"Calendars still show {many(len(shown), 'meeting')} to come with {name}: {several(numbers or shown)}",
            "Take each out first, then send what that makes due",
            typed=f"Take each out first, such as with `ridealong meetings skip {(numbers or shown)[0]}`, then send "
            "what that makes due: `ridealong invites export --out DIR`",
        )
    _check_named(connection, known, sent.values(), traces, today)
    _check_mates(connection, known, traces, sent=sent, due={one.invite.meeting.uid for one in due}, today=today)


def _check_named(connection: Connection, known: Known, sent: Collection[Sent], traces: Traces, today: date) -> None:
    """See that no invite to others that is still to come names the person, such as for one to turn to."""
    standing_now = [one for one in sent if one.last.meeting.when.days.last >= today and standing(one) is not None]
    named = sum(
        names(one.last, traces) and not _among(one.last.meeting.attendees, traces.identities) for one in standing_now
    )
    if not named:
        return
    teams = [f"{row['it_team']} and {row['marketing_team']}" for row in rows_about(connection, contacts, known.id)]
    invites = f"{many(named, 'invite')} to come {'names' if named == 1 else 'name'} {known.person.name}"
    if not teams:
        raise Refused(invites, "Take the address out of what they tell, then send what that makes due")
    raise Refused(
        f"{invites} as the contact of {several(teams)}",
        "Name another contact, or none, then send what that makes due",
        typed="Name another contact, or none, with `ridealong contact TEAM OTHER`, then send what that makes due: "
        "`ridealong invites export --out DIR`",
    )


def _check_mates(
    connection: Connection,
    known: Known,
    traces: Traces,
    *,
    sent: Mapping[str, Sent],
    due: Collection[str],
    today: date,
) -> None:
    """See that no invite to others of a composite team that is still to come names the person as one of it."""
    teams = {row["team_id"] for row in rows_about(connection, embeds, known.id)}
    told = (sent[uid] for uid in teammate_uids(connection, teams) & sent.keys())
    coming = [one for one in told if one.last.meeting.when.days.last >= today and standing(one) is not None]
    others = [one for one in coming if not _among(one.last.meeting.attendees, traces.identities)]
    named = [one.last.meeting.uid for one in others if traces.names_in(one.last.meeting.description)]
    # Once the person is removed, an invite that is not due names another of the same name.
    if wrong := [uid for uid in named if uid in due or not known.removed]:
        raise Refused(
            f"{many(len(wrong), 'invite')} to come {'names' if len(wrong) == 1 else 'name'} {known.person.name} as "
            "one of a composite team",
            "Remove the person first, then send what that makes due",
            typed=f"Remove the person first, with `ridealong people remove {known.person.email}`, then send what that "
            "makes due: `ridealong invites export --out DIR`",
        )


def _check_groups(connection: Connection, known: Known, today: date) -> None:
    rows = gatherings_of(connection, known.id)
    coming = [str(row["id"]) for row in rows if row["state"] == State.PUBLISHED and row["last_day"] >= today]
    if coming:
        raise Refused(
            f"{known.person.name} is in {many(len(coming), 'published group')} not yet over: {several(coming)}",
            "Take the person out of each first, then send what that makes due",
            typed="Take the person out of each first, with `ridealong groups`, then send what that makes due: "
            "`ridealong invites export --out DIR`",
        )


def _check_teams(connection: Connection, known: Known, today: date) -> None:
    coming = embeds_of_person(connection, known.id, (State.PUBLISHED,), since=today)
    if coming:
        teams = teams_by_id(connection, {one.team_id for one in coming}).values()
        named = [f"'{one.name}' of {program_by_id(connection, one.program_id).name}" for one in teams]
        raise Refused(
            f"{known.person.name} is embedded in {many(len(coming), 'composite team')} not yet over: {several(named)}",
            "Take the person out of each first, then send what that makes due",
            typed="Take the person out of each first, with `ridealong teams`, then send what that makes due: "
            "`ridealong invites export --out DIR`",
        )


def _knows(due: Due, sent: Sent | None, identities: Collection[str]) -> bool:
    """Whether an invite that is due, or the one before about the same meeting, is to somebody."""
    invites = [due.invite, *([sent.last] if sent else [])]
    return any(_among((*one.meeting.attendees, *one.only), identities) for one in invites)


def _stands_in(sent: Sent, identities: Collection[str]) -> bool:
    meeting = standing(sent)
    return meeting is not None and _among(meeting.attendees, identities)


def _among(people: Collection[Address], identities: Collection[str]) -> bool:
    return any(identity(one.email) in identities for one in people)
