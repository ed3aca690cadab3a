"""Replies to invites, read from calendars that other programs wrote."""

import html
import re
from binascii import unhexlify
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

from ridealong.calendars.foreign_calendars import Component, Property
from ridealong.calendars.foreign_values import clock_time, day, read_length
from ridealong.calendars.foreign_zones import FileZones
from ridealong.calendars.reply_calendars import read_calendars
from ridealong.calendars.text import clean
from ridealong.domain.errors import InvalidValue, UnreadableFile
from ridealong.domain.replies import Answer, Moment, Reply, answer_of
from ridealong.domain.values import quoted

LONGEST_COMMENT = 2_000
_MOST_COMMENTS = 20

_PROPERTIES = frozenset(
    {"METHOD", "UID", "ATTENDEE", "ORGANIZER", "DTSTAMP", "SEQUENCE", "RECURRENCE-ID", "COMMENT", "DTSTART", "DTEND"}
    | {"DURATION", "X-MICROSOFT-CDO-ALLDAYEVENT"}
)
_OTHERS = {
    "REQUEST": "it is an invite",
    "CANCEL": "it cancels a meeting",
    "DECLINECOUNTER": "it refuses a proposed time",
    "REFRESH": "it asks for an invite once more",
    "": "it is a calendar that answers nothing: it has no METHOD",
}
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_HIGHEST_SEQUENCE = 2**31 - 1
# Exchange wraps a UID that it did not make, and some programs answer with the wrapped one ([MS-OXCICAL], UID).
_WRAPPED = re.compile(
    r"040000008200E00074C5B7101A82E008[0-9A-F]{48}7643616C2D55696401000000((?:[0-9A-F]{2})+?)(?:00)?", re.IGNORECASE
)


class NotAReply(UnreadableFile):
    """A calendar is whole, and is none that answers an invite."""


def read_each(
    data: bytes, sender: str = "", sent: datetime | None = None, *, method: str = "", zone: str = ""
) -> Iterator[Reply | UnreadableFile]:
    """The replies in a file, in order, each once, and in their places what cannot be read, which stops no others.

    Who answers is the attendee's `mailto:`, else their EMAIL parameter, else the sender. Where several attendees are
    listed, the line of the sender (or of whom the sender answers for) counts alone, since some programs list everybody
    with the answers that they knew of; without a sender among them, all who have answered count. The organizer never
    does. Of a reply, DTSTART and the rule are ignored: some programs write them wrong; of a counter-proposal, DTSTART
    and DTEND are what it proposes. An occurrence in a zone that is not known is given as its day.

    Args:
        data: one calendar part or file.
        sender: the address that the mail came from, if it was one.
        sent: when the mail was sent: the stamp of replies that have none.
        method: what the mail says that the part is, for calendars that do not say it themselves.
        zone: an IANA name, for a proposed time that names no zone; without one, it is left out.

    Yields:
        A reply, whose proposed days include the last one; or an error that does not name the file. It is a
        `NotAReply` where the calendar is none.
    """
    try:
        calendars = read_calendars(data, _PROPERTIES)
    except UnreadableFile as error:
        yield error
        return
    letter = _Letter(sender, sent and _in_utc(sent), zone)
    known: set[Reply] = set()
    others: dict[str, UnreadableFile] = {}
    for calendar in calendars:
        kind = (calendar.text("METHOD") or method).strip().upper()
        if kind not in ("REPLY", "COUNTER"):
            others.setdefault(kind, _no_reply(kind, calendar))
            continue
        for one in _calendar_replies(calendar, letter, proposes=kind == "COUNTER"):
            if isinstance(one, UnreadableFile):
                yield one
            elif one not in known:
                known.add(one)
                yield one
    yield from others.values()


@dataclass(frozen=True, slots=True)
class _Letter:
    """What is known from around the calendar."""

    sender: str
    sent: datetime | None
    zone: str


@dataclass(frozen=True, slots=True)
class _Attendee:
    """A line of an attendee: the address, or nothing; the answer, or None."""

    address: str
    answer: Answer | None
    line: Property


class _Unread(Exception):
    """Why a reply cannot be read."""


def _no_reply(method: str, calendar: Component) -> UnreadableFile:
    if not calendar.closed and not method:
        return UnreadableFile("the calendar is cut off", "Save it again, or ask for it once more")
    what = _OTHERS.get(method, f"it is a calendar that answers nothing: its METHOD is {quoted(method)}")
    return NotAReply(what, "A reply is what comes back after somebody accepts, declines or proposes another time")


def _calendar_replies(calendar: Component, letter: _Letter, *, proposes: bool) -> Iterator[Reply | UnreadableFile]:
    zones = FileZones(one for one in calendar.parts if one.name == "VTIMEZONE")
    events = [one for one in calendar.parts if one.name == "VEVENT"]
    if not events:
        yield UnreadableFile(
            "the reply is about no meeting" if calendar.closed else "the reply is cut off before its meeting",
            "Save it again, or ask for it once more",
        )
    for number, event in enumerate(events, 1):
        try:
            yield from _event_replies(event, zones, letter, proposes=proposes)
        except _Unread as error:
            which = f"reply {number} of {len(events)}" if len(events) > 1 else "the reply"
            yield UnreadableFile(f"{which} {error}", "Ask the sender, and record the answer by hand")


def _event_replies(event: Component, zones: FileZones, letter: _Letter, *, proposes: bool) -> Iterator[Reply]:
    if not event.closed:
        raise _Unread("is cut off")
    uid = _uid(event.text("UID"))
    if not uid:
        raise _Unread("does not say which meeting it is about: it has no UID")
    occurrence = _occurrence(event, zones)
    proposed = _proposed(event, zones, letter.zone) if proposes else None
    comment = "\n".join(one.value for one in event.all("COMMENT")[:_MOST_COMMENTS])
    for who in _answering(event, letter.sender, proposes=proposes):
        answer = Answer.PROPOSED if proposes or who.answer is None else who.answer
        yield Reply(
            uid=uid,
            answer=answer,
            attendee=who.address,
            occurrence=occurrence,
            sequence=_sequence(event.text("SEQUENCE")),
            stamp=_stamp(event, zones) or letter.sent,
            comment=_comment(comment or html.unescape(who.line.parameters.get("X-RESPONSE-COMMENT", ""))),
            delegate=_delegate(who.line) if answer is Answer.DELEGATED else "",
            proposed=proposed,
        )


def _uid(text: str) -> str:
    wrapped = _WRAPPED.fullmatch(text)
    return unhexlify(wrapped[1]).decode("utf-8", "replace") if wrapped else clean(text)


def _answering(event: Component, sender: str, *, proposes: bool) -> list[_Attendee]:
    """Whose answers an event carries, each attendee once; raises _Unread where there are none."""
    listed = [_attendee(line, sender) for line in event.all("ATTENDEE")]
    if not listed and sender and "ATTENDEE" not in event.unread:
        listed = [_Attendee(sender, None, Property(event.line, "ATTENDEE", {}, ""))]
    meant = _meant(listed, _address(event.first("ORGANIZER")), sender)
    answered = [one for one in meant if one.answer]
    # A proposal is an answer by itself, and some programs leave PARTSTAT as it was.
    if proposes and not answered and len(meant) == 1:
        answered = meant
    if not answered:
        raise _Unread(_silence(event, meant))
    if not all(one.address for one in answered):
        raise _Unread("does not say who answers")
    return list({_key(one.address): one for one in answered}.values())


def _silence(event: Component, meant: Sequence[_Attendee]) -> str:
    if "ATTENDEE" in event.unread:
        return "has an ATTENDEE that cannot be read"
    if not meant:
        return "does not say who answers: it has no ATTENDEE"
    who = quoted(meant[0].address) if len(meant) == 1 and meant[0].address else "anybody"
    return f"does not say what {who} answers: there is no PARTSTAT, or one that is no answer"


def _meant(listed: Sequence[_Attendee], organizer: str, sender: str) -> list[_Attendee]:
    """The attendees whose answers an event can give: the sender's alone where it has them."""
    others = [one for one in listed if not organizer or _key(one.address) != _key(organizer)] or list(listed)
    if sender:
        mine = [one for one in others if _key(one.address) == _key(sender)]
        for_whom = [one for one in others if _key(_bare(one.line.parameters.get("SENT-BY", ""))) == _key(sender)]
        return mine or for_whom or others
    return others


def _attendee(line: Property, sender: str) -> _Attendee:
    address = _address(line) or _bare(line.parameters.get("EMAIL", "")) or sender
    return _Attendee(address, answer_of(line.parameters.get("PARTSTAT", "")), line)


def _address(line: Property | None) -> str:
    return _bare(line.value) if line else ""


def _bare(text: str) -> str:
    """The address in a `mailto:` or by itself, or nothing."""
    text = clean(text).strip().strip("<>")
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() == "mailto":
        # A `?` would open headers, and what stands for itself is written as %3F (RFC 6068).
        text = unquote(rest.partition("?")[0]).strip().strip("<>")
    return text if _ADDRESS.fullmatch(text) and text.isprintable() else ""


def _key(address: str) -> str:
    return address.casefold()


def _delegate(line: Property) -> str:
    return _bare(line.parameters.get("DELEGATED-TO", "").split(",")[0])


def _comment(text: str) -> str:
    text = clean(text).strip()
    return text if len(text) <= LONGEST_COMMENT else text[: LONGEST_COMMENT - 1] + "…"


def _sequence(text: str) -> int:
    """A sequence number; what is none counts as missing, for the answer matters more."""
    return min(int(text), _HIGHEST_SEQUENCE) if text.isascii() and text.isdecimal() and len(text) <= 20 else 0


def _in_utc(moment: datetime) -> datetime | None:
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None


def _time(found: Property | None, zones: FileZones) -> Moment | None:
    """A day or a time on its clock, without a zone where none is named or known; None where it is neither."""
    text = found.value.strip() if found else ""
    if found is None or found.parameters.get("VALUE", "").upper() == "DATE" or len(text) == 8:
        return day(text)
    clock = clock_time(text)
    place = UTC if text[-1:].upper() == "Z" else zones.find(found.parameters.get("TZID", ""))
    return clock and clock.replace(tzinfo=place)


def _day(time: Moment) -> date:
    return time.date() if isinstance(time, datetime) else time


def _stamp(event: Component, zones: FileZones) -> datetime | None:
    time = _time(event.first("DTSTAMP"), zones)
    # It is to be in UTC (RFC 5545, 3.8.7.2), and some programs only forget to say so.
    return _in_utc(time) if isinstance(time, datetime) else None


def _occurrence(event: Component, zones: FileZones) -> Moment | None:
    if not event.all("RECURRENCE-ID") and "RECURRENCE-ID" not in event.unread:
        return None
    time = _time(event.first("RECURRENCE-ID"), zones)
    if time is None:
        raise _Unread("does not say which occurrence it is about: its RECURRENCE-ID cannot be read")
    return (isinstance(time, datetime) and time.tzinfo and _in_utc(time)) or _day(time)


def _proposed(event: Component, zones: FileZones, zone: str) -> tuple[Moment, Moment] | None:
    start = _time(event.first("DTSTART"), zones)
    if start is None:
        return None
    end = _time(event.first("DTEND"), zones) if event.all("DTEND") else _after(start, event.text("DURATION"))
    if end is None:
        return None
    if not isinstance(start, datetime) or not isinstance(end, datetime) or _all_day(event, start, end):
        first, last = _day(start), _day(end)
        return first, last - timedelta(days=1) if last > first else first
    begin, finish = _here(start, zone), _here(end, zone)
    return (begin, finish) if begin and finish and begin <= finish else None


def _all_day(event: Component, start: datetime, end: datetime) -> bool:
    """Whether an event is one of Outlook's, whose days are from midnight to midnight."""
    midnights = start.time() == end.time() == datetime.min.time()
    return midnights and event.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"


def _here(time: datetime, zone: str) -> datetime | None:
    """A time in UTC; one without a zone is in `zone`, and None without that."""
    place = time.tzinfo or FileZones().find(zone)
    return _in_utc(time.replace(tzinfo=place)) if place else None


def _after(start: Moment, text: str) -> Moment | None:
    """The end of something of that length; without one, a day for what begins on a day, and nothing for the rest."""
    try:
        length = read_length(text) if text else timedelta()
        return start + (length if isinstance(start, datetime) else max(length, timedelta(days=1)))
    except (OverflowError, InvalidValue):
        return None
