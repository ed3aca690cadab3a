"""Writing 10,000 invites and reading 10,000 replies, against icalendar doing the same with the same."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from typing import TypeVar
from zoneinfo import ZoneInfo

import icalendar
from bench._measure import in_turn, ratio, times

from ridealong.calendars.replies import read_each
from ridealong.calendars.writer import write
from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, AllDay, Invite, Meeting, Method, Series

WRITING = 0.8
READING = 1.3
_ZONE = "Europe/Berlin"

T = TypeVar("T")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--invites", type=int, default=10_000)
    asked = parser.parse_args()
    invites = [_invite(number) for number in range(asked.invites)]
    replies = [_reply(number) for number in range(asked.invites)]
    if any(len(_read(data)) != 1 for data in replies[:100]):
        sys.exit("A reply was not read")
    zone = icalendar.Timezone.from_tzid(_ZONE, first_date=date(2026, 1, 1), last_date=date(2029, 1, 1))
    found = in_turn(
        {
            "writes": lambda: _seconds(write, invites),
            "with zones": lambda: _seconds(lambda invite: _with_icalendar(invite, zone), invites),
            "without": lambda: _seconds(lambda invite: _with_icalendar(invite, None), invites),
            "reads": lambda: _seconds(_read, replies),
            "parses": lambda: _seconds(icalendar.Calendar.from_ical, replies),
        },
        asked.rounds,
    )
    print(f"{asked.invites} each, {asked.rounds} rounds in turn, processor time (holds for this run alone)")
    times("ridealong writes", found["writes"])
    times("icalendar writes, the zone made once", found["with zones"])
    times("icalendar writes, without VTIMEZONE", found["without"])
    times("ridealong reads replies", found["reads"])
    times("icalendar reads the same files", found["parses"])
    print("Ratios, median of the rounds (least to most)")
    kept = [
        ratio("writing against icalendar, the zone made once", found["writes"], found["with zones"], WRITING),
        ratio("writing against icalendar, without VTIMEZONE", found["writes"], found["without"], WRITING),
        ratio("reading against icalendar", found["reads"], found["parses"], READING),
    ]
    return 0 if all(kept) else 1


def _seconds(work: Callable[[T], object], items: Sequence[T]) -> float:
    start = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - start


def _read(data: bytes) -> list[object]:
    return list(read_each(data))


def _invite(number: int) -> Invite:
    return Invite(method=Method.REQUEST, sequence=0, stamp=datetime(2027, 1, 1, tzinfo=UTC), meeting=_meeting(number))


def _meeting(number: int) -> Meeting:
    """Shadow weeks and series of check-ins in turn, each between two people of its own."""
    monday = date(2027, 1, 11) + timedelta(weeks=number % 40)
    visit = bool(number % 2)
    guest = Address(f"ana.lima{number}@company.example", f"Ana Lima {number}")
    host = Address(f"ben.okoro{number}@company.example", f"Okoro, Ben {number}")
    check_ins = Series(
        first=monday,
        last=monday + timedelta(weeks=12),
        at=clock_time(10),
        minutes=30,
        zone=_ZONE,
        every_weeks=2,
        without=(monday + timedelta(weeks=4),),
    )
    return Meeting(
        uid=f"{number:032x}@ridealong",
        kind=MeetingKind.VISIT if visit else MeetingKind.CHECK_IN,
        when=AllDay(Days(monday, monday + timedelta(days=4))) if visit else check_ins,
        summary=f"Ride-along: {guest.name} visits {host.name}",
        description="A shadow week.\nBring your laptop; lunch is at noon, in the canteen on the ground floor. "
        "Questions? Ask the coordinator.",
        place="Building 4, room 12",
        link=f"https://meet.company.example/room/{number}?pin=1;2",
        organizer=Address("coordinator@company.example", "Pat Coordinator"),
        attendees=(guest, host),
        busy=not visit,
    )


def _with_icalendar(invite: Invite, zone: icalendar.Timezone | None) -> bytes:
    """The same calendar, made by icalendar."""
    meeting = invite.meeting
    calendar, event = icalendar.Calendar(), icalendar.Event()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//bench//EN")
    calendar.add("method", invite.method.value)
    event.add("uid", meeting.uid)
    event.add("dtstamp", invite.stamp)
    event.add("last-modified", invite.stamp)
    event.add("sequence", invite.sequence)
    _add_people(event, meeting)
    event.add("summary", meeting.summary)
    event.add("description", meeting.description)
    event.add("location", meeting.place)
    event.add("url", meeting.link)
    event.add("categories", list(meeting.categories))
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE" if meeting.busy else "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "BUSY" if meeting.busy else "FREE")
    event.add("x-microsoft-cdo-intendedstatus", "BUSY" if meeting.busy else "FREE")
    if isinstance(meeting.when, AllDay):
        event.add("dtstart", meeting.when.days.first)
        event.add("dtend", meeting.when.days.last + timedelta(days=1))
    else:
        _add_series(event, meeting.when, meeting.summary)
        if zone is not None:
            calendar.add_component(zone)
    calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _add_people(event: icalendar.Event, meeting: Meeting) -> None:
    organizer = icalendar.vCalAddress(f"mailto:{meeting.organizer.email}")
    organizer.params["CN"] = meeting.organizer.name
    event.add("organizer", organizer, encode=False)
    for one in meeting.attendees:
        attendee = icalendar.vCalAddress(f"mailto:{one.email}")
        attendee.params["CN"] = one.name
        attendee.params["CUTYPE"] = "INDIVIDUAL"
        attendee.params["ROLE"] = "REQ-PARTICIPANT"
        attendee.params["PARTSTAT"] = "NEEDS-ACTION"
        attendee.params["RSVP"] = "TRUE"
        event.add("attendee", attendee, encode=False)


def _add_series(event: icalendar.Event, series: Series, summary: str) -> None:
    place = ZoneInfo(series.zone)
    start = datetime.combine(series.first, series.at, place)
    until = datetime.combine(series.last, series.at, place).astimezone(UTC)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=series.minutes))
    event.add("rrule", {"freq": "weekly", "interval": series.every_weeks, "byday": "MO", "until": until})
    for day in series.left_out:
        event.add("exdate", datetime.combine(day, series.at, place))
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-15))
    alarm.add("description", summary)
    event.add_component(alarm)


_STYLES = (
    # Outlook: a zone of Windows with its definition, no organizer, a comment in a language.
    """BEGIN:VCALENDAR
METHOD:REPLY
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;PARTSTAT=ACCEPTED;CN=Ana Lima:mailto:ana{number}@company.example
COMMENT;LANGUAGE=en-US:\\n
UID:{number}@ridealong
SUMMARY;LANGUAGE=en-US:Accepted: Check-in
DTSTART;TZID=W. Europe Standard Time:20270111T100000
DTEND;TZID=W. Europe Standard Time:20270111T103000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20270105T091500Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:1
LOCATION;LANGUAGE=en-US:Room 12
X-MICROSOFT-CDO-APPT-SEQUENCE:1
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
END:VEVENT
END:VCALENDAR
""",
    # Google: a visit of whole days, many parameters.
    """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REPLY
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270111
DTEND;VALUE=DATE:20270116
DTSTAMP:20270105T091500Z
ORGANIZER;CN=Pat Coordinator:mailto:pat@company.example
UID:{number}@ridealong
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Ana
 .Lima{number}@company.example;X-NUM-GUESTS=0;X-RESPONSE-COMMENT="I am on leave":mailto:Ana.Lima{number}@company.example
CREATED:20270104T093000Z
DESCRIPTION:A shadow week.\\nBring your laptop\\; lunch is at noon\\, in the canteen on the ground floor.
LAST-MODIFIED:20270105T091500Z
LOCATION:Building 4\\, room 12
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Ride-along: Ana Lima visits Ben Okoro
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
""",
    # Thunderbird: one occurrence, an alarm that it keeps for itself.
    """BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
CREATED:20270104T093000Z
LAST-MODIFIED:20270105T091500Z
DTSTAMP:20270105T091500Z
UID:{number}@ridealong
SUMMARY:Check-in: Ana and Ben
ORGANIZER;CN=Pat Coordinator:mailto:pat@company.example
ATTENDEE;RSVP=TRUE;PARTSTAT=TENTATIVE;ROLE=REQ-PARTICIPANT:mailto:ana{number}@company.example
RECURRENCE-ID:20270125T090000Z
DTSTART:20270125T090000Z
DTEND:20270125T093000Z
SEQUENCE:2
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
""",
)


def _reply(number: int) -> bytes:
    """Replies in the shapes that three widespread programs give them, in turn."""
    return _STYLES[number % len(_STYLES)].replace("{number}", str(number)).replace("\n", "\r\n").encode()


if __name__ == "__main__":
    sys.exit(main())
