"""Every kind of file that we write, with hostile text in some, taken apart into events."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from ridealong.calendars.writer import write_feed, write_stored
from ridealong.domain.meetings import Address, Invite, Method
from ridealong.domain.replies import Answer

from .samples import ANA, BEN, CHECK_IN, MOVED, VISIT, WELCOME, File, Line, invite

HOSTILE_TEXT = (
    "A\x00B\x07\x1b[31m\r\nATTENDEE:mailto:evil@x.example\u2028X\x85Y\x0bZ\ud800\x7f\u202egnp.exe\u200b\ufeff"
    "\\;,:\"'^n\\n %2C \r\n END:VEVENT\nBEGIN:VALARM " + "漢字🙂é" * 40
)
HOSTILE = replace(
    MOVED,
    uid=f"uid{HOSTILE_TEXT}",
    summary=HOSTILE_TEXT,
    description=HOSTILE_TEXT * 50,
    place=HOSTILE_TEXT,
    link=f"https://x.example/{HOSTILE_TEXT}",
    categories=(HOSTILE_TEXT, "", " \r\n ", "one, two"),
    organizer=Address(f"pat@x.example{HOSTILE_TEXT}", HOSTILE_TEXT),
    attendees=(Address(f"ana@x.example{HOSTILE_TEXT}", HOSTILE_TEXT), Address("b@x.example", '";CN=x:y')),
)
SOUTH = replace(MOVED, uid="5@x", when=replace(MOVED.when, zone="Australia/Sydney"))

SENT: dict[str, Invite] = {
    "visit": invite(VISIT),
    "check-in": invite(CHECK_IN, sequence=3),
    "welcome": invite(WELCOME),
    "moved": invite(MOVED),
    "south": invite(SOUTH),
    "answered": replace(invite(MOVED), answers=((ANA.email, Answer.ACCEPTED), (BEN.email, Answer.DECLINED))),
    "hostile": invite(HOSTILE),
    "visit off": invite(VISIT, Method.CANCEL, 1),
    "moved off": invite(MOVED, Method.CANCEL, 4),
    "hostile off": invite(HOSTILE, Method.CANCEL, 4),
    "one off": invite(MOVED, Method.CANCEL, 1, only=(BEN,)),
    "visit published": invite(VISIT, Method.PUBLISH),
    "moved published": invite(MOVED, Method.PUBLISH),
}
WHOLE = [one for name, one in SENT.items() if not name.startswith(("one", "hostile off", "check-in"))]
FILES: dict[str, File] = {
    **{name: File(one) for name, one in SENT.items()},
    **{f"{name} stored": File(write_stored(one)) for name, one in SENT.items() if not one.only},
    "feed": File(
        write_feed("Team: Ops, North", {one.meeting.uid: one for one in WHOLE if one.method is Method.REQUEST}.values())
    ),
    "feed of what is off": File(write_feed("x", [SENT["visit off"], SENT["moved off"], SENT["hostile off"]])),
    "empty feed": File(write_feed(HOSTILE_TEXT, [])),
}


def with_method(*methods: str) -> list[File]:
    found = [file for file in FILES.values() if [line.value for line in file.everywhere("METHOD")] == list(methods)]
    assert len(found) > 1
    return found


def events(file: File) -> list[dict[str, list[Line]]]:
    """The lines of each event, by name."""
    return [
        {name: [line for line in lines if line.name == name] for name in {line.name for line in lines}}
        for lines in file.each("VEVENT")
    ]


def sole(event: dict[str, list[Line]], name: str) -> Line:
    (line,) = event.get(name, [])
    return line


def clock(line: Line) -> datetime:
    return datetime.strptime(line.value, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(line.params.removeprefix("TZID=")))


def by_rule(event: dict[str, list[Line]]) -> list[datetime]:
    start = clock(sole(event, "DTSTART"))
    return list(rrulestr(sole(event, "RRULE").value, dtstart=start)) if "RRULE" in event else [start]
