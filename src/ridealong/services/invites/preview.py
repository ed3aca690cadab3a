"""An invite before it goes out, or as it went out: as a person reads it, as the file, and as the mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header

from sqlalchemy import Connection

from ridealong.calendars.mail import mail, recipients
from ridealong.calendars.when_words import when_in_words
from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.domain.meetings import Due, Invite, Meeting, Method
from ridealong.services.desk import Desk
from ridealong.services.invites.invited import Invited
from ridealong.services.invites.outbox import due_about

_HEADERS = ("From", "To", "Subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an update changes, in words: about what, what calendars have, what the invite says; empty for nothing."""

    about: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One invite.

    Args:
        title: what it is about. lines: as a person reads it.
        changes: what differs from the invite that was sent last; nothing for a first one.
        file: the calendar file, line by line, as its bytes have them. octets: how long the file is.
        mail: the mail as a mail program shows it; where no mail can carry the invite, why.
        due: whether it is still to go out.
    """

    title: str
    lines: tuple[str, ...]
    file: tuple[str, ...]
    changes: tuple[Change, ...] = ()
    octets: int = 0
    mail: tuple[str, ...] = ()
    due: bool = False


def preview(desk: Desk, uid: str, *, due: Method | None = None, either: bool = False) -> Preview:
    """One invite about a meeting: the one that was sent last, or the one that is due.

    Args:
        due: which of those that are due is meant; None for the one sent last.
        either: the last of those that are due, else the one sent last.

    Raises:
        NotFound: there is none any more.
    """
    with desk.reading() as connection:
        before = Invited(connection, [uid])
        found = _found(connection, desk, before, uid, due=due, either=either)
        if found is None:
            raise NotFound("There is no such invite any more", "Read the list again")
        one, is_due = found
        return _preview(one, before.standing(uid) if is_due else None, is_due=is_due)


def _found(
    connection: Connection, desk: Desk, before: Invited, uid: str, *, due: Method | None, either: bool
) -> tuple[Due, bool] | None:
    if due is not None or either:
        items = [one for one in due_about(connection, desk, uid) if due is None or one.invite.method is due]
        if items:
            return items[-1 if either else 0], True
    sent = before.sent(uid) if due is None else None
    return None if sent is None else (Due(sent.last, "sent"), False)


def _preview(one: Due, known: Meeting | None, *, is_due: bool) -> Preview:
    from ridealong.calendars.writer import write  # noqa: PLC0415 - ics takes a tenth of a second, only here

    invite = one.invite
    data = write(invite)
    text = data.decode("utf-8")
    return Preview(
        title=invite.meeting.summary,
        lines=tuple(_lines(invite)),
        changes=tuple(_changes(known, invite)) if known is not None else (),
        file=tuple(text.removesuffix("\r\n").split("\r\n")),
        octets=len(data),
        mail=tuple(_mail(one, data)),
        due=is_due,
    )


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


def _changes(known: Meeting, invite: Invite) -> Iterator[Change]:
    if invite.method is Method.CANCEL:
        gone = ", ".join(one.name or one.email for one in invite.only)
        yield Change(about="Taken off", was=gone, now="") if gone else Change(about="Stands", was="yes", now="no")
        return
    old, new = _facts(known), _facts(invite.meeting)
    for about in old:
        if old[about] != new[about]:
            yield Change(about=about, was=old[about], now=new[about])


def _facts(meeting: Meeting) -> dict[str, str]:
    return {
        "When": "; ".join(when_in_words(meeting.when)),
        "Where": meeting.place,
        "Who": ", ".join(one.name or one.email for one in meeting.attendees),
        "From": meeting.organizer.email,
        "Title": meeting.summary,
        "Shown as": "busy" if meeting.busy else "free",
        "Text": meeting.description,
    }


def _mail(one: Due, calendar: bytes) -> Iterator[str]:
    """The headers that people see, the text, and what is attached."""
    try:
        message = message_from_bytes(mail(one.invite, draft=False, update=one.update, calendar=calendar))
    except InvalidValue as error:
        yield f"No mail can carry this invite: {error}"
        return
    for name in _HEADERS:
        if (value := message[name]) is not None:
            yield f"{name}: {' '.join(str(make_header(decode_header(value))).split())}"
    yield ""
    for part in message.walk():
        if part.get_content_type() == "text/plain":
            body = part.get_payload(decode=True)
            yield from body.decode("utf-8").splitlines() if isinstance(body, bytes) else ()
    yield ""
    yield f"With it goes the calendar file of {len(calendar):,} bytes, also attached as invite.ics"
