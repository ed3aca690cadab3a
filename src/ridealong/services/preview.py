"""An invite before it goes out, or as it went out: as a person reads it, and as the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from ridealong.calendars.mail import recipients
from ridealong.calendars.when_words import when_in_words
from ridealong.domain.errors import NotFound
from ridealong.domain.meetings import Invite, Method
from ridealong.services.desk import Desk
from ridealong.services.invited import Invited
from ridealong.services.outbox import due_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One invite.

    Args:
        title: what it is about. lines: as a person reads it. file: as the calendar file, line by line.
    """

    title: str
    lines: tuple[str, ...]
    file: tuple[str, ...]


def preview(desk: Desk, uid: str, *, due: Method | None = None) -> Preview:
    """One invite about a meeting: the one that was sent last, or the one that is due.

    Args:
        due: which of those that are due is meant; None for the one sent last.

    Raises:
        NotFound: there is none any more.
    """
    from ridealong.calendars.writer import write  # noqa: PLC0415 - ics takes a tenth of a second, only here

    with desk.reading() as connection:
        if due is None:
            sent = Invited(connection, [uid]).sent(uid)
            found = [sent.last] if sent else []
        else:
            items = due_now(connection, desk)
            found = [one.invite for one in items if one.invite.meeting.uid == uid and one.invite.method is due]
    if not found:
        raise NotFound("There is no such invite any more", "Read the list again")
    invite = found[0]
    text = write(invite).decode("utf-8")
    return Preview(title=invite.meeting.summary, lines=tuple(_lines(invite)), file=tuple(text.splitlines()))


def _lines(invite: Invite) -> Iterator[str]:
    meeting = invite.meeting
    yield f"To: {', '.join(one.email for one in recipients(invite))}"
    yield f"From: {meeting.organizer.name} ({meeting.organizer.email})"
    if invite.method is Method.CANCEL:
        yield ""
        yield "You no longer take part in this meeting." if invite.only else "This meeting does not take place."
    yield ""
    times, *exceptions = when_in_words(meeting.when)
    yield f"When: {times}"
    yield from exceptions
    if meeting.place:
        yield f"Where: {meeting.place}"
    if meeting.link:
        yield f"Link: {meeting.link}"
    yield f"Shown as: {'busy' if meeting.busy else 'free'}"
    if meeting.description and invite.method is not Method.CANCEL:
        yield ""
        yield from meeting.description.split("\n")
