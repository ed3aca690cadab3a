"""An invite as a mail that a calendar program understands (RFC 6047).

Headers are put together here and not by `email.message`: up to Python 3.12 that can unquote a long name when it folds a
line, and so lose an address, or make one out of a name.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC
from email import quoprimime
from email.header import Header
from email.utils import format_datetime

from ridealong.calendars.text import clean, one_line
from ridealong.calendars.when_words import when_in_words
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meetings import Address, Invite, Method
from ridealong.domain.values import read_email

_CRLF = "\r\n"
_WORD = 75
"""Octets of an encoded word at most (RFC 2047, 2)."""
_SHORT = 60
"""Characters of a text that needs no folding, whatever header it stands in."""
_LONGEST_NAME = 200
"""Characters of a name beside an address: mail servers refuse headers that are too long."""
_JOINERS = "\u200c\u200d"
# The older rules for names of domains, which Python has, turn these into other letters, and so into other domains.
_AMBIGUOUS = re.compile("[\u00df\u03c2\u200c\u200d]")
_QUOTABLE = re.compile(r"(?!.*=\?)[ -~]+")


def recipients(invite: Invite) -> tuple[Address, ...]:
    """Whom the mail goes to: those who are invited, nobody twice, and not the organizer, whom it comes from."""
    named: dict[str, Address] = {}
    for one in invite.only or invite.meeting.attendees:
        named.setdefault(one.email.casefold(), one)
    named.pop(invite.meeting.organizer.email.casefold(), None)
    return tuple(named.values())


def mail(invite: Invite, *, draft: bool, update: bool = False, calendar: bytes = b"") -> bytes:
    """The mail that carries an invite; the same invite gives the same bytes.

    Args:
        draft: whether a mail program should open it ready to be sent, not as something received.
        update: whether something went out about this meeting before.
        calendar: what `write` returns for the invite, where that is at hand.

    Returns:
        A whole message whose calendar part and attachment both decode to what `write` returns. It is ASCII, unless
        an address has a local part that is not: then its headers are UTF-8 (RFC 6532).

    Raises:
        InvalidValue: as `write` does; or an address cannot stand in a mail.
    """
    from ridealong.calendars.writer import write  # noqa: PLC0415 - ics takes a tenth of a second, only here

    calendar = calendar or write(invite)
    mark = hashlib.sha256(f"{invite.meeting.uid}\0{invite.stamp.timestamp()}".encode(errors="replace")).hexdigest()[:32]
    organizer = invite.meeting.organizer
    headers = [
        f"From: {_named(organizer)}",
        *([f"To: {to}"] if (to := f",{_CRLF} ".join(map(_named, recipients(invite)))) else []),
        f"Subject: {_text(_subject(invite, update=update), 'Subject')}",
        f"Date: {format_datetime(invite.stamp.astimezone(UTC))}",
        f"Message-ID: <{mark}@{ascii_domain(organizer.email)}>",
        "MIME-Version: 1.0",
        *(["X-Unsent: 1"] if draft else []),
        f'Content-Type: multipart/mixed; boundary="=_{mark}_m"',
    ]
    return _CRLF.join([*headers, "", *_body(invite, calendar, mark), ""]).encode()


def _body(invite: Invite, calendar: bytes, mark: str) -> list[str]:
    # Neither base64 nor quoted-printable can hold "=_", with which the boundaries begin.
    encoded = base64.encodebytes(calendar).decode("ascii").replace("\n", _CRLF).removesuffix(_CRLF)
    outer, inner = f"--=_{mark}_m", f"--=_{mark}_a"
    return [
        outer,
        f'Content-Type: multipart/alternative; boundary="=_{mark}_a"',
        "",
        inner,
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        _printable(_words(invite)),
        inner,
        f"Content-Type: text/calendar; method={invite.method.value}; charset=utf-8; component=VEVENT",
        "Content-Transfer-Encoding: base64",
        "",
        encoded,
        f"{inner}--",
        outer,
        'Content-Type: application/ics; name="invite.ics"',
        'Content-Disposition: attachment; filename="invite.ics"',
        "Content-Transfer-Encoding: base64",
        "",
        encoded,
        f"{outer}--",
    ]


def _subject(invite: Invite, *, update: bool) -> str:
    known = "Updated" if update else "Invitation"
    return f"{'Cancelled' if invite.method is Method.CANCEL else known}: {invite.meeting.summary}"


def _words(invite: Invite) -> str:
    """What a person reads where the mail program shows no calendar."""
    meeting = invite.meeting
    times, *exceptions = when_in_words(meeting.when)
    facts = [meeting.summary, f"When: {times}", *exceptions]
    facts += [f"{name}: {text}" for name, text in (("Where", meeting.place), ("Link", meeting.link)) if text]
    parts = ["\n".join(map(one_line, facts))]
    sender = f"{one_line(meeting.organizer.name) or meeting.organizer.email} ({meeting.organizer.email})"
    if invite.only:
        parts.insert(0, "You no longer take part in this meeting. It stays in the calendars of the others.")
    elif invite.method is Method.CANCEL:
        parts.insert(0, "This meeting does not take place.")
    else:
        parts += [meeting.description] if meeting.description else []
        parts.append(f"Please accept or decline in your calendar program. The answer goes to {sender}.")
    return "\n\n".join(map(clean, parts)) + "\n"


def _printable(text: str) -> str:
    octets = text.encode().decode("latin-1")
    return quoprimime.body_encode(octets, eol=_CRLF).removesuffix(_CRLF)


def _named(person: Address) -> str:
    """A name and its address as they stand in a header."""
    name = _harmless(person.name)
    if len(name) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - 1]}…"
    address = f"<{mailbox(person.email)}>"
    if not name:
        return address
    if len(name) <= _SHORT and _QUOTABLE.fullmatch(name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" {address}'
    return f"{_encoded(name, 'From')}{_CRLF} {address}"


def _text(text: str, header: str) -> str:
    harmless = _harmless(text)
    return harmless if len(harmless) <= _SHORT and _QUOTABLE.fullmatch(harmless) else _encoded(harmless, header)


def _encoded(text: str, header: str) -> str:
    return Header(text, "utf-8", maxlinelen=_WORD, header_name=header).encode(linesep=_CRLF)


def _harmless(text: str) -> str:
    """The text on one line, without characters that turn the reading direction or cannot be seen."""
    return "".join(one for one in one_line(text) if unicodedata.category(one) != "Cf" or one in _JOINERS).strip()


def mailbox(email: str) -> str:
    """The address as mail servers know it: its domain in ASCII, its local part as it is.

    Raises:
        InvalidValue: it is no address, or its domain cannot be written in ASCII.
    """
    return f"{read_email(email).rpartition('@')[0]}@{ascii_domain(email)}"


def mailboxes(people: Sequence[Address]) -> tuple[str, ...]:
    """The addresses of people as mail servers know them; raises InvalidValue."""
    return tuple(mailbox(one.email) for one in people)


def ascii_domain(email: str) -> str:
    """The domain of an address in ASCII; raises InvalidValue where it has no such form."""
    domain = read_email(email).rpartition("@")[2]
    if domain.isascii():
        return domain
    try:
        if not _AMBIGUOUS.search(domain):
            return domain.encode("idna").decode("ascii")
    except UnicodeError:
        pass
    raise InvalidValue(f"The domain of {email} has no one form in ASCII", "Write it as mail servers do: xn--...")
