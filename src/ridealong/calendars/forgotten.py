"""A stored invite as it is kept of somebody who was purged: to whom, about what and when, without who it was."""

from dataclasses import replace

from ridealong.domain.invite_words import name_in_titles
from ridealong.domain.meetings import Address, Invite, Meeting, Series, When
from ridealong.domain.people import PURGED, identity
from ridealong.domain.traces import Traces


def without_person(invite: Invite, traces: Traces, *, by_name: bool = False) -> Invite:
    """An invite with a stand-in for one person, and without what it said of them; as it is where it does not name them.

    UID, method, sequence, stamp and time stay, so that nothing becomes due by it.

    Args:
        by_name: whether the text of this invite names people by their names alone, as that to one of a composite team
            names the others.
    """
    mine = [one for one in (*invite.meeting.attendees, *invite.only) if identity(one.email) in traces.identities]
    if not mine:
        named = names(invite, traces) or (by_name and traces.names_in(invite.meeting.description))
        return replace(invite, meeting=replace(invite.meeting, description="")) if named else invite
    called = {*traces.names, *(one.name for one in mine)}
    known = Traces(traces.addresses, called | set(map(name_in_titles, called)), traces.stand_in)
    return replace(
        invite,
        meeting=_meeting(invite.meeting, known),
        only=_people(invite.only, known),
        answers=tuple(one for one in invite.answers if identity(one[0]) not in traces.identities),
    )


def names(invite: Invite, traces: Traces) -> bool:
    """Whether the text of an invite names somebody, as one to turn to; that its organizer is asked does not count."""
    meeting = invite.meeting
    if identity(meeting.organizer.email) in traces.identities:
        return False
    return traces.without_address(meeting.description) != meeting.description


def _meeting(meeting: Meeting, traces: Traces) -> Meeting:
    others = [one.name for one in meeting.attendees if identity(one.email) not in traces.identities]
    return replace(
        meeting,
        summary=traces.without_any(meeting.summary, others, shared=bool(set(others) & set(traces.names))),
        description="",
        facts="",
        place="",
        link="",
        when=_when(meeting.when),
        attendees=_people(meeting.attendees, traces),
    )


def _when(when: When) -> When:
    """The same times, without where single occurrences were moved to."""
    return (
        replace(when, moved=tuple(replace(one, place="") for one in when.moved)) if isinstance(when, Series) else when
    )


def _people(people: tuple[Address, ...], traces: Traces) -> tuple[Address, ...]:
    return tuple(
        Address(traces.stand_in, PURGED) if identity(one.email) in traces.identities else one for one in people
    )
