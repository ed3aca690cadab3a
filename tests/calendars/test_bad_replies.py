"""What is said of files that are no replies, or bad ones."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ridealong.calendars.replies import NotAReply, read_each
from ridealong.calendars.reply_calendars import MOST_OCTETS
from ridealong.calendars.writer import write
from ridealong.domain.errors import UnreadableFile
from ridealong.domain.meetings import Method
from ridealong.domain.replies import Answer, Reply
from thorough import examples, thorough_only

from .made_replies import FILES, calendar, one, problem, read_replies, reply
from .samples import VISIT, invite

IN_SUMMER = datetime(2027, 4, 5, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "DECLINECOUNTER", "REFRESH", "X-OWN", ""])
def test_other_calendars_are_said_to_be_no_replies(method: str) -> None:
    assert isinstance(problem(reply(method=method)), NotAReply)


@pytest.mark.parametrize("method", list(Method))
def test_our_own_invites_are_no_replies(method: Method) -> None:
    assert isinstance(problem(write(invite(VISIT, method))), NotAReply)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no calendar"),
        (b"\0" * 100, "no calendar"),
        (b"Dear Pat,\r\nyes.\r\n", "no calendar"),
        (bytes(range(256)) * 40, "no calendar"),
        (reply()[:60], "cut off"),
        (reply()[:90], "cut off"),
        (calendar(), "no meeting"),
        (calendar("BEGIN:VTODO", "UID:a@x", "END:VTODO"), "no meeting"),
        (reply("UID:"), "no UID"),
        (reply("ATTENDEE:mailto:ana@x.example"), "what ana@x.example answers"),
        (reply("ATTENDEE;PARTSTAT=X-PERHAPS:mailto:ana@x.example"), "what ana@x.example answers"),
        (reply("ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:1"), "who answers"),
        (reply("ATTENDEE;PARTSTAT=ACC;=;EPTED"), "ATTENDEE that cannot be read"),
        (calendar("BEGIN:VEVENT", "UID:a@x", "END:VEVENT"), "no ATTENDEE"),
        ((FILES / "gromox_without_attendee.ics").read_bytes(), "no ATTENDEE"),
    ],
)
def test_bad_files_are_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    assert said in problem(data).problem
    with pytest.raises(UnreadableFile):
        read_replies(data)


@pytest.mark.parametrize(
    ("repeated", "times", "said"),
    [
        ("BEGIN:VEVENT\r\nEND:VEVENT\r\n", 50_000, "too many"),
        ("BEGIN:X\r\n", 100_000, "too many"),
        ("ATTENDEE:a\r\n", 300_000, "too many"),
        (" ", MOST_OCTETS, "too large"),
    ],
    ids=["50,000 events", "100,000 deep", "300,000 attendees", "10 MB"],
)
def test_more_than_a_reply_can_have_is_refused(repeated: str, times: int, said: str) -> None:
    assert said in problem(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + repeated.encode() * times).problem


def test_a_bad_reply_stops_no_other_in_its_file() -> None:
    data = calendar(
        *("BEGIN:VEVENT", "UID:a@x", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@x.example", "END:VEVENT"),
        *("BEGIN:VEVENT", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@x.example", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:b@x", "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@x.example"),
    )
    first, second, third = read_each(data)
    assert isinstance(first, Reply)
    assert "reply 2 of 3" in str(second)
    assert "reply 3 of 3 is cut off" in str(third)


def test_what_a_reply_is_not_made_of_can_be_as_bad_as_it_likes() -> None:
    data = reply(
        "RRULE:FREQ=SECONDLY",
        "RDATE:" + ",".join(["20270101T000000Z"] * 10_000),
        "DESCRIPTION;;;=:\x00\x01",
        "no colon",
        'X-A;B="unclosed:',
        "GEO:here",
        "EXDATE;TZID=\x00:20270101T000000",
        "DTSTART;TZID=Nowhere:99999999T999999",
    )
    assert one(data).answer is Answer.ACCEPTED


def test_a_zone_with_endless_changes_is_read_in_bounded_time() -> None:
    zone = ["BEGIN:VTIMEZONE", "TZID:Own"]
    for rule in ("FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYDAY=MO,TU;BYSECOND=1,2,3"):
        zone += ["BEGIN:STANDARD", "DTSTART:00010101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", f"RRULE:{rule}"]
        zone += ["END:STANDARD"] * 2
    event = ("BEGIN:VEVENT", "UID:a@x", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@x.example")
    occurrence = "RECURRENCE-ID;TZID=Own:20270405T100000"
    data = calendar(*zone, "END:VTIMEZONE", *event, occurrence, "END:VEVENT")
    assert one(data).occurrence == IN_SUMMER


def test_zones_of_one_file_say_nothing_about_another() -> None:
    described = (FILES / "outlook_customized_zone_tentative_one.ics").read_bytes()
    start, end = described.index(b"BEGIN:VTIMEZONE"), described.index(b"BEGIN:VEVENT")
    assert one(described).occurrence == IN_SUMMER
    assert one(described[:start] + described[end:]).occurrence == date(2027, 4, 5)


@settings(max_examples=examples(300), deadline=None)
@given(st.binary(max_size=400))
@example(b"BEGIN:VCALENDAR")
@example(b"\xff\xfeB\0E\0G")
def test_any_octets_give_replies_or_say_why_not(data: bytes) -> None:
    for found in read_each(data, "ana@x.example"):
        assert isinstance(found, Reply | UnreadableFile)


SAMPLES = [path.read_bytes() for path in sorted(FILES.glob("*.ics"))]
PLACES = st.integers(0, 2000)


@settings(max_examples=examples(500), deadline=None)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(PLACES, PLACES, st.binary(max_size=8)), max_size=6))
def test_any_damage_to_a_reply_gives_replies_or_says_why_not(data: bytes, damage: list[tuple[int, int, bytes]]) -> None:
    for start, length, octets in damage:
        data = data[:start] + octets + data[start + length % 50 :]
    for found in read_each(data, "ana@x.example", zone="Europe/Berlin"):
        assert isinstance(found, Reply | UnreadableFile)


@thorough_only
def test_a_huge_file_takes_little_memory() -> None:
    program = (
        "import resource, sys\n"
        "from ridealong.calendars.replies import read_each\n"
        "head = b'BEGIN:VCALENDAR\\r\\nMETHOD:REPLY\\r\\nBEGIN:VEVENT\\r\\nUID:a\\r\\n'\n"
        "line = b'ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=' + 'Zoë 🌍'.encode() * 20 + b':mailto:a@x.example\\r\\n'\n"
        "data = head + line * (10_000_000 // len(line))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "found = list(read_each(data))\n"
        "assert len(found) == 1 and isinstance(found[0], Exception), found\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 200
