"""Invites written as .ics files, through `ics` with serializers of our own: the one module that imports `ics`.

What `ics` 0.7.3 gets wrong, and so what is replaced here, is listed in docs/decisions/ (decision 2). In short: it
orders properties by the names of its functions, writes every time in UTC, does not fold, does not quote parameters,
and keeps attendees and categories in sets. Its component model and its way from an object to lines are used as they
are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import ClassVar

from ics import Attendee, Calendar, DisplayAlarm, Event, Organizer
from ics.grammar.parse import Container, ContentLine
from ics.serializers.serializer import Serializer

from ridealong.calendars.moments import (
    before_value,
    clock_value,
    day_value,
    end_value,
    rule_value,
    utc_value,
    zone_value,
)
from ridealong.calendars.settled import settled
from ridealong.calendars.text import escape, fold, mailto, one_line, parameter, web_address
from ridealong.calendars.timezones import vtimezone
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meetings import Address, AllDay, Invite, Method, Moved, Series
from ridealong.domain.replies import PARTSTAT, Answer

# Without a version: a new release must not change the bytes of what has not changed.
PRODUCT = "-//ridealong//ridealong//EN"

_ALARM = timedelta(minutes=15)
_REFRESH = "PT4H"


def write(invite: Invite) -> bytes:
    """The .ics file of one invite; the same invite gives the same bytes.

    Returns:
        One VCALENDAR in UTF-8 without a mark, each line ended by CRLF. It holds one VEVENT, and one more for each
        occurrence that was moved, but not in a cancel: that of a whole series names no occurrence (RFC 5546, 3.2.5).

    Raises:
        InvalidValue: nobody is invited, an address has no @, the UID is empty, or every occurrence is left out.
        ValueError: the stamp of the invite carries no time zone.
    """
    _check(invite)
    events = list(_events_of(invite, _guests(invite), asks=invite.method is Method.REQUEST))
    return _Calendar(events[:1] if invite.method is Method.CANCEL else events, invite.method.value).octets()


def write_stored(invite: Invite) -> bytes:
    """The invite as an object of a CalDAV collection, which carries no METHOD (RFC 4791, 4.1); else as `write`.

    A cancel gives the meeting with the status of a cancelled one, moved occurrences included.

    Raises:
        InvalidValue: as `write`.
        ValueError: as `write`, or the invite is a cancel for some attendees only, after which the meeting stands.
    """
    _check(invite)
    _check_whole(invite)
    return _Calendar(list(_events_of(invite, _guests(invite), asks=invite.method is Method.REQUEST))).octets()


def write_feed(name: str, invites: Iterable[Invite]) -> bytes:
    """A calendar to subscribe to, of as many meetings as there are; the same in any order gives the same bytes.

    Args:
        name: what calendar programs call it.
        invites: the meetings as they stand; of a cancel for all, the meeting is shown as cancelled. Whom an invite
            is for, and what they answered, is not published (RFC 5546, 3.2.1).

    Returns:
        One VCALENDAR of METHOD:PUBLISH, which without meetings has no component.

    Raises:
        InvalidValue: an address has no @, a UID is empty, or every occurrence of a meeting is left out.
        ValueError: a stamp has no time zone, an invite is a cancel for some attendees only, or two share a UID.
    """
    items = sorted(invites, key=_place_in_feed)
    for one in items:
        _check(one, published=True)
        _check_whole(one)
    if len({one.meeting.uid for one in items}) < len(items):
        raise ValueError("Two invites of a feed are about one meeting")
    events = [event for one in items for event in _events_of(one, [], asks=False)]
    return _Calendar(events, Method.PUBLISH.value, name).octets()


def _place_in_feed(invite: Invite) -> tuple[date, str]:
    return invite.meeting.when.days.first, invite.meeting.uid


def _check(invite: Invite, published: bool = False) -> None:
    meeting = invite.meeting
    if invite.stamp.tzinfo is None:
        raise ValueError("The stamp of an invite needs a time zone")
    if not one_line(meeting.uid):
        raise InvalidValue("A meeting has no UID")
    if not (published or invite.method is Method.PUBLISH or invite.only or meeting.attendees):
        raise InvalidValue(f"Nobody is invited to '{meeting.summary}'", "An invite needs at least one attendee")
    for one in (meeting.organizer, *meeting.attendees):
        if "@" not in one.email:
            raise InvalidValue(
                f"'{one_line(one.email)}' is not an address, for '{meeting.summary}'",
                "Organizer and attendees need an e-mail address",
            )
    if (
        invite.method is not Method.CANCEL
        and isinstance(meeting.when, Series)
        and len(meeting.when.left_out) > meeting.when.repeats
    ):
        raise InvalidValue(f"Every occurrence of '{meeting.summary}' is left out", "Cancel the meeting instead")


def _check_whole(invite: Invite) -> None:
    if invite.only:
        raise ValueError("A cancel for some attendees is no meeting as it stands")


def _guests(invite: Invite) -> list["_Guest"]:
    """Those whom the file names as attendees, nobody twice; a published meeting names none (RFC 5546, 3.2.1)."""
    if invite.method is Method.PUBLISH:
        return []
    answers = {email.casefold(): answer for email, answer in invite.answers}
    host = invite.meeting.organizer.email.casefold()
    named: dict[str, _Guest] = {}
    for address in invite.only or invite.meeting.attendees:
        identity = address.email.casefold()
        if identity not in named:
            named[identity] = _guest(address, identity == host, answers.get(identity))
    return list(named.values())


class _Line(ContentLine):  # type: ignore[misc]  # ics carries no type information
    """A content line that is folded, with parameters of its own and not those that all lines of `ics` share."""

    def __init__(self, name: str, value: str, params: str = "") -> None:
        super().__init__(name, {}, value)
        self.text = params

    def __str__(self) -> str:
        return fold(f"{self.name}{self.text}:{self.value}")


class _Steps(Serializer):  # type: ignore[misc]  # ics carries no type information
    """Serializers that run in the order in which they are listed; `ics` sorts them by name."""

    steps: ClassVar[tuple[Callable[..., None], ...]] = ()

    @classmethod
    def get_serializers(cls) -> Sequence[Callable[..., None]]:
        """The functions that each add lines of one kind to a container."""
        return cls.steps


class _Guest(Attendee):  # type: ignore[misc]  # ics carries no type information
    """Somebody who is asked to come and to answer."""

    def serialize(self) -> _Line:
        """The ATTENDEE line, with parameters from the registries of RFC 5545, 3.2."""
        return _Line(
            "ATTENDEE",
            mailto(self.email),
            f"{_named(self)};CUTYPE={self.cutype};ROLE={self.role};PARTSTAT={self.partstat}"
            f";RSVP={'TRUE' if self.rsvp else 'FALSE'}",
        )


class _Host(Organizer):  # type: ignore[misc]  # ics carries no type information
    """The name and address that an invite comes from."""

    def serialize(self) -> _Line:
        """The ORGANIZER line."""
        return _Line("ORGANIZER", mailto(self.email), _named(self))


def _named(person: Attendee | Organizer) -> str:
    return f";CN={parameter(person.common_name) or parameter(person.email)}"


def _action(alarm: DisplayAlarm, container: Container) -> None:
    container.append(_Line("ACTION", alarm.action))


def _trigger(alarm: DisplayAlarm, container: Container) -> None:
    container.append(_Line("TRIGGER", before_value(-alarm.trigger)))


def _display(alarm: DisplayAlarm, container: Container) -> None:
    container.append(_Line("DESCRIPTION", escape(alarm.display_text)))


class _Alarm(DisplayAlarm):  # type: ignore[misc]  # ics carries no type information
    """A reminder shown before each occurrence."""

    class Meta:
        name = "VALARM"

        class serializer(_Steps):  # noqa: N801 - ics looks it up by this name
            steps = (_action, _trigger, _display)


def _identity(event: "_Event", container: Container) -> None:
    stamp = utc_value(event.stamp)
    container.append(_Line("UID", escape(one_line(event.uid))))
    container.append(_Line("DTSTAMP", stamp))
    container.append(_Line("LAST-MODIFIED", stamp))
    container.append(_Line("SEQUENCE", str(event.sequence)))


def _times(event: "_Event", container: Container) -> None:
    when = event.when
    if isinstance(when, AllDay):
        container.append(_Line("DTSTART", day_value(when.days.first), ";VALUE=DATE"))
        container.append(_Line("DTEND", day_value(when.days.last + timedelta(days=1)), ";VALUE=DATE"))
        return
    params = f";TZID={zone_value(when.zone)}"
    moved: Moved | None = event.moved
    if moved is not None:
        container.append(_Line("RECURRENCE-ID", clock_value(datetime.combine(moved.day, when.at)), params))
        _from_to(container, datetime.combine(moved.to, moved.at), moved.minutes, when.zone)
        return
    _from_to(container, datetime.combine(when.first, when.at), when.minutes, when.zone)
    if when.repeats:
        container.append(_Line("RRULE", rule_value(when)))
    for day in when.left_out:
        container.append(_Line("EXDATE", clock_value(datetime.combine(day, when.at)), params))


def _from_to(container: Container, start: datetime, minutes: int, zone: str) -> None:
    params = f";TZID={zone_value(zone)}"
    container.append(_Line("DTSTART", clock_value(start), params))
    container.append(_Line("DTEND", end_value(start, minutes, zone), params))


def _people(event: "_Event", container: Container) -> None:
    container.append(event.organizer.serialize())
    for attendee in event.attendees:
        container.append(attendee.serialize())


def _texts(event: "_Event", container: Container) -> None:
    container.append(_Line("SUMMARY", escape(one_line(event.name))))
    if event.description:
        container.append(_Line("DESCRIPTION", escape(event.description)))
    if event.location:
        container.append(_Line("LOCATION", escape(one_line(event.location))))
    if event.url:
        container.append(_Line("URL", event.url))
    if event.categories:
        container.append(_Line("CATEGORIES", ",".join(event.categories)))


def _standing(event: "_Event", container: Container) -> None:
    if event.status:
        container.append(_Line("STATUS", event.status))
    container.append(_Line("TRANSP", "TRANSPARENT" if event.transparent else "OPAQUE"))
    busy = "FREE" if event.transparent else "BUSY"
    container.append(_Line("X-MICROSOFT-CDO-BUSYSTATUS", busy))
    if event.asks:
        # What the meeting shows once it is accepted; until then, Outlook shows it as tentative (MS-OXCICAL).
        container.append(_Line("X-MICROSOFT-CDO-INTENDEDSTATUS", busy))


def _alarms(event: "_Event", container: Container) -> None:
    for alarm in event.alarms:
        container.append(alarm.serialize())


class _Event(Event):  # type: ignore[misc]  # ics carries no type information
    """One meeting as one invite tells it, or one occurrence of it that was moved."""

    class Meta:
        name = "VEVENT"

        class serializer(_Steps):  # noqa: N801 - ics looks it up by this name
            steps = (_identity, _times, _people, _texts, _standing, _alarms)

    def __init__(self, invite: Invite, guests: Sequence[_Guest], moved: Moved | None, *, asks: bool) -> None:
        meeting = invite.meeting
        cancelled = invite.method is Method.CANCEL
        place = (moved.place if moved else "") or meeting.place
        super().__init__(
            name=f"Cancelled: {meeting.summary}" if cancelled else meeting.summary,
            uid=meeting.uid,
            description=meeting.description,
            # Outlook does not show URL.
            location=place or meeting.link,
            url=web_address(meeting.link) or web_address(place),
            # What was called off keeps nobody busy, also where a program only displays the file.
            transparent=cancelled or not meeting.busy,
            organizer=_Host(meeting.organizer.email, meeting.organizer.name),
        )
        # `begin` and `end` stay empty: `ics` would turn them into moments in UTC, and a series into an hour off.
        self.when = meeting.when
        self.moved = moved
        self.stamp = invite.stamp
        self.sequence = invite.sequence
        self.asks = asks
        self.attendees = guests
        names = dict.fromkeys(escape(one_line(name)) for name in meeting.categories)
        self.categories = [name for name in names if name]
        if not invite.only:  # who is taken off a meeting that stands must not be told that it is cancelled for all
            self.status = "CANCELLED" if cancelled else "CONFIRMED"
        if asks and isinstance(meeting.when, Series):
            self.alarms = [_Alarm(trigger=-_ALARM, display_text=one_line(meeting.summary) or "Reminder")]


def _events_of(invite: Invite, guests: Sequence[_Guest], *, asks: bool) -> Iterator[_Event]:
    """The event of a meeting, and those of its moved occurrences.

    They always go together: Nextcloud and others put what a file holds in place of all they knew of its UID.
    """
    invite = replace(invite, meeting=settled(invite.meeting))
    when = invite.meeting.when
    yield _Event(invite, guests, None, asks=asks)
    for moved in when.moved if isinstance(when, Series) else ():
        yield _Event(invite, guests, moved, asks=asks)


def _guest(address: Address, own: bool, answer: Answer | None) -> _Guest:
    """An attendee, who is asked unless the answer is known or the invite is the organizer's own."""
    known = "ACCEPTED" if own else PARTSTAT.get(answer) if answer else None
    return _Guest(
        address.email,
        address.name,
        cutype="INDIVIDUAL",
        role="CHAIR" if own else "REQ-PARTICIPANT",
        partstat=known or "NEEDS-ACTION",
        rsvp=known is None,
    )


def _header(calendar: "_Calendar", container: Container) -> None:
    container.append("VERSION:2.0")
    container.append(f"PRODID:{calendar.creator}")
    if calendar.method:
        container.append(f"METHOD:{calendar.method}")


def _subscription(calendar: "_Calendar", container: Container) -> None:
    if calendar.title is None:
        return
    title = escape(one_line(calendar.title)) or "Ridealong"
    container.append(_Line("NAME", title))
    container.append(_Line("X-WR-CALNAME", title))
    container.append(_Line("REFRESH-INTERVAL", _REFRESH, ";VALUE=DURATION"))
    container.append(_Line("X-PUBLISHED-TTL", _REFRESH))


def _zones(calendar: "_Calendar", container: Container) -> None:
    """Each zone that is used, once, for all days on which it is."""
    spans: dict[str, tuple[date, date]] = {}
    for event in calendar.events:
        if isinstance(event.when, Series):
            days = event.when.days
            first, last = spans.get(event.when.zone, (days.first, days.last))
            spans[event.when.zone] = (min(first, days.first), max(last, days.last))
    for tzid, (first, last) in sorted(spans.items()):
        container.append(vtimezone(zone_value(tzid), first, last + timedelta(days=1)))


def _events(calendar: "_Calendar", container: Container) -> None:
    for event in calendar.events:
        container.append(event.serialize())


class _Calendar(Calendar):  # type: ignore[misc]  # ics carries no type information
    """One file; with a title, one to subscribe to."""

    class Meta:
        name = "VCALENDAR"

        class serializer(_Steps):  # noqa: N801 - ics looks it up by this name
            steps = (_header, _subscription, _zones, _events)

    def __init__(self, events: Sequence[_Event], method: str = "", title: str | None = None) -> None:
        super().__init__(creator=PRODUCT)
        self.method = method
        self.title = title
        self.events = events

    def octets(self) -> bytes:
        """The file as it is written."""
        return f"{self.serialize()}\r\n".encode()
