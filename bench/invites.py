"""Writing 10,000 invites, against icalendar building and serializing the same events."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

import icalendar
from _measure import in_turn, ratio, times

from ridealong.calendars.writer import write
from ridealong.domain.days import Days
from ridealong.domain.meetings import Address, AllDay, Invite, Meeting, MeetingKind, Method, Series

BUDGET = 0.8
_ZONE = "Europe/Berlin"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--invites", type=int, default=10_000)
    asked = parser.parse_args()
    invites = [_invite(number) for number in range(asked.invites)]
    zone = icalendar.Timezone.from_tzid(_ZONE, first_date=date(2026, 1, 1), last_date=date(2029, 1, 1))
    found = in_turn(
        {
            "ours": lambda: _seconds(write, invites),
            "with zones": lambda: _seconds(lambda invite: _with_icalendar(invite, zone), invites),
            "without": lambda: _seconds(lambda invite: _with_icalendar(invite, None), invites),
        },
        asked.rounds,
    )
    print(f"{asked.invites} invites, {asked.rounds} rounds in turn, processor time (holds for this run alone)")
    times("ridealong", found["ours"])
    times("icalendar, the zone made once", found["with zones"])
    times("icalendar, without VTIMEZONE", found["without"])
    print("Ratios, median of the rounds (least to most)")
    kept = [
        ratio("against icalendar, the zone made once", found["ours"], found["with zones"], BUDGET),
        ratio("against icalendar, without VTIMEZONE", found["ours"], found["without"], BUDGET),
    ]
    return 0 if all(kept) else 1


def _seconds(writer: Callable[[Invite], bytes], invites: Sequence[Invite]) -> float:
    start = time.process_time()
    for invite in invites:
        writer(invite)
    return time.process_time() - start


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
    event.add("sequence", invite.sequence)
    _add_people(event, meeting)
    event.add("summary", meeting.summary)
    event.add("description", meeting.description)
    event.add("location", meeting.place)
    event.add("categories", list(meeting.categories))
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE" if meeting.busy else "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "BUSY" if meeting.busy else "FREE")
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


if __name__ == "__main__":
    sys.exit(main())
