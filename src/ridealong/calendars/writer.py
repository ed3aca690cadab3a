"""Invites written as .ics files, through `ics` with serializers of our own: the one module that imports `ics`.

What `ics` 0.7.3 gets wrong, and so what is replaced here, is listed in docs/decisions/ (decision 2). In short: it
orders properties by the names of its functions, writes every time in UTC, does not fold, does not quote parameters,
and keeps attendees and categories in sets. Its component model and its way from an object to lines are used as they
are.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from ics import Attendee, Calendar, DisplayAlarm, Event, Organizer
from ics.grammar.parse import Container, ContentLine
from ics.serializers.serializer import Serializer

from ridealong.calendars.text import escape, fold, mailto, one_line, parameter
from ridealong.calendars.timezones import vtimezone
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meetings import Address, AllDay, Invite, Method, Series, When
from ridealong.domain.values import zone

# Without a version: a new release must not change the bytes of what has not changed.
PRODUCT = "-//ridealong//ridealong//EN"

_ALARM = timedelta(minutes=-15)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def write(invite: Invite) -> bytes:
    """The .ics file of one invite; the same invite gives the same bytes.

    Returns:
        One VCALENDAR with one VEVENT, in UTF-8 without a mark, each line ended by CRLF.

    Raises:
        InvalidValue: nobody is invited, an address or the UID is empty, or every occurrence is left out.
        ValueError: the stamp of the invite carries no time zone.
    """
    _check(invite)
    calendar = _Calendar(invite)
    return f"{calendar.serialize()}\r\n".encode()


def _check(invite: Invite) -> None:
    meeting = invite.meeting
    if invite.stamp.tzinfo is None:
        raise ValueError("The stamp of an invite needs a time zone")
    if not one_line(meeting.uid):
        raise InvalidValue("A meeting has no UID")
    if invite.method is not Method.PUBLISH and not _recipients(invite):
        raise InvalidValue(f"Nobody is invited to '{meeting.summary}'", "An invite needs at least one attendee")
    if any(not one_line(address.email) for address in (meeting.organizer, *meeting.attendees)):
        raise InvalidValue(f"An address of '{meeting.summary}' is empty", "Organizer and attendees need an address")
    if (
        invite.method is not Method.CANCEL
        and isinstance(meeting.when, Series)
        and len(meeting.when.left_out) > meeting.when.repeats
    ):
        raise InvalidValue(f"Every occurrence of '{meeting.summary}' is left out", "Cancel the meeting instead")


def _recipients(invite: Invite) -> Sequence[Address]:
    """Those whom the file names as attendees, nobody twice; a published meeting names none (RFC 5546, 3.2.1)."""
    if invite.method is Method.PUBLISH:
        return ()
    named: dict[str, Address] = {}
    for address in invite.only or invite.meeting.attendees:
        named.setdefault(address.email.casefold(), address)
    return tuple(named.values())


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
    container.append(_Line("TRIGGER", f"-PT{int(-alarm.trigger.total_seconds()) // 60}M"))


def _display(alarm: DisplayAlarm, container: Container) -> None:
    container.append(_Line("DESCRIPTION", escape(alarm.display_text)))


class _Alarm(DisplayAlarm):  # type: ignore[misc]  # ics carries no type information
    """A reminder shown before each occurrence."""

    class Meta:
        name = "VALARM"

        class serializer(_Steps):  # noqa: N801 (ics looks it up by this name)
            steps = (_action, _trigger, _display)


def _identity(event: "_Event", container: Container) -> None:
    container.append(_Line("UID", escape(one_line(event.uid))))
    container.append(_Line("DTSTAMP", _utc(event.stamp)))
    container.append(_Line("SEQUENCE", str(event.sequence)))


def _times(event: "_Event", container: Container) -> None:
    when = event.when
    if isinstance(when, AllDay):
        container.append(_Line("DTSTART", _day(when.days.first), ";VALUE=DATE"))
        container.append(_Line("DTEND", _day(when.days.last + timedelta(days=1)), ";VALUE=DATE"))
        return
    start = datetime.combine(when.first, when.at)
    params = f";TZID={when.zone}"
    container.append(_Line("DTSTART", _clock(start), params))
    container.append(_Line("DTEND", _clock(start + timedelta(minutes=when.minutes)), params))
    if when.repeats:
        container.append(_Line("RRULE", _rule(when)))
    for day in when.left_out:
        container.append(_Line("EXDATE", _clock(datetime.combine(day, when.at)), params))


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
    if event.categories:
        container.append(_Line("CATEGORIES", ",".join(event.categories)))


def _standing(event: "_Event", container: Container) -> None:
    if event.status:
        container.append(_Line("STATUS", event.status))
    container.append(_Line("TRANSP", "TRANSPARENT" if event.transparent else "OPAQUE"))
    container.append(_Line("X-MICROSOFT-CDO-BUSYSTATUS", "FREE" if event.transparent else "BUSY"))


def _alarms(event: "_Event", container: Container) -> None:
    for alarm in event.alarms:
        container.append(alarm.serialize())


class _Event(Event):  # type: ignore[misc]  # ics carries no type information
    """One meeting as one invite tells it."""

    class Meta:
        name = "VEVENT"

        class serializer(_Steps):  # noqa: N801 (ics looks it up by this name)
            steps = (_identity, _times, _people, _texts, _standing, _alarms)

    def __init__(self, invite: Invite) -> None:
        meeting = invite.meeting
        cancelled = invite.method is Method.CANCEL
        super().__init__(
            name=f"Cancelled: {meeting.summary}" if cancelled else meeting.summary,
            uid=meeting.uid,
            description=meeting.description,
            location=meeting.place,
            transparent=not meeting.busy,
            organizer=_Host(meeting.organizer.email, meeting.organizer.name),
        )
        # `begin` and `end` stay empty: `ics` would turn them into moments in UTC, and a series into an hour off.
        self.when: When = meeting.when
        self.stamp = invite.stamp
        self.sequence = invite.sequence
        host = meeting.organizer.email.casefold()
        self.attendees = [_guest(address, host) for address in _recipients(invite)]
        names = dict.fromkeys(escape(one_line(name)) for name in meeting.categories)
        self.categories = [name for name in names if name]
        if not invite.only:  # who is taken off a meeting that stands must not be told that it is cancelled for all
            self.status = "CANCELLED" if cancelled else "CONFIRMED"
        if invite.method is Method.REQUEST and isinstance(meeting.when, Series):
            self.alarms = [_Alarm(trigger=_ALARM, display_text=one_line(meeting.summary) or "Reminder")]


def _guest(address: Address, host: str) -> _Guest:
    """An attendee; an organizer who takes part is not asked for an answer to an invite of his own."""
    own = address.email.casefold() == host
    return _Guest(
        address.email,
        address.name,
        cutype="INDIVIDUAL",
        role="CHAIR" if own else "REQ-PARTICIPANT",
        partstat="ACCEPTED" if own else "NEEDS-ACTION",
        rsvp=not own,
    )


def _header(calendar: "_Calendar", container: Container) -> None:
    container.append("VERSION:2.0")
    container.append(f"PRODID:{calendar.creator}")
    container.append(f"METHOD:{calendar.method}")


def _zones(calendar: "_Calendar", container: Container) -> None:
    for event in calendar.events:
        if isinstance(event.when, Series):
            container.append(vtimezone(event.when.zone, event.when.first, event.when.last + timedelta(days=1)))


def _events(calendar: "_Calendar", container: Container) -> None:
    for event in calendar.events:
        container.append(event.serialize())


class _Calendar(Calendar):  # type: ignore[misc]  # ics carries no type information
    """One file."""

    class Meta:
        name = "VCALENDAR"

        class serializer(_Steps):  # noqa: N801 (ics looks it up by this name)
            steps = (_header, _zones, _events)

    def __init__(self, invite: Invite) -> None:
        super().__init__(creator=PRODUCT)
        self.method = invite.method.value
        self.events = [_Event(invite)]


def _rule(when: Series) -> str:
    """The RRULE of a series that repeats; beside a zone, its end is a moment in UTC (RFC 5545, 3.3.10)."""
    end = datetime.combine(when.last, when.at, zone(when.zone))
    day = _WEEKDAYS[when.first.weekday()]
    return f"FREQ=WEEKLY;INTERVAL={when.every_weeks};BYDAY={day};UNTIL={_utc(end)}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _clock(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
