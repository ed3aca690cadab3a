"""Every file is read alike by three calendar libraries, also with texts that somebody chose to break it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridealong.calendars.text import clean, one_line
from ridealong.calendars.writer import write
from ridealong.domain.meetings import Address, AllDay, Invite, Meeting, Method

from .readers import READERS, Seen, with_icalendar
from .samples import ANA, BEN, CHECK_IN, NOW, PAT, VISIT, WELCOME, File, invite

INVITES = [
    invite(VISIT),
    invite(CHECK_IN),
    invite(WELCOME),
    invite(CHECK_IN, Method.CANCEL, 1),
    invite(VISIT, Method.CANCEL, 1, only=(BEN,)),
    invite(VISIT, Method.PUBLISH),
]

letters = st.one_of(
    st.sampled_from(list("\\;,:\"'^n \t\r\n\x00\x07\x0b\x0c\x1b\x7f\x85\u2028=%{}🙂ëß漢א\u200f\u00a0\ufeff\ud800")),
    st.sampled_from(["%2C", "%3B", "%5C", "\\n", "\\,", "^n", "\r\n ", "\nEND:VEVENT\n", "BEGIN:VALARM", "x" * 70]),
    st.characters(exclude_categories=[]),
)
texts = st.lists(letters, max_size=60).map("".join)
names = st.lists(letters, max_size=20).map("".join)
categories = names.filter(lambda name: "," not in name)  # see with_ical; commas in categories are read above


@pytest.mark.parametrize("sent", INVITES)
def test_all_read_the_same(sent: Invite) -> None:
    seen = [reader(write(sent)) for reader in READERS]
    assert seen[0] == seen[1] == seen[2]
    assert seen[0] == expected(sent)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(summary=texts, description=texts, place=texts, category=categories, name=names)
def test_all_read_the_same_hostile_text(summary: str, description: str, place: str, category: str, name: str) -> None:
    meeting = replace(
        CHECK_IN,
        summary=summary,
        description=description,
        place=place,
        categories=("Ridealong", category),
        attendees=(Address(ANA.email, name), BEN),
    )
    sent = invite(meeting)
    data = write(sent)
    file = File(sent)
    assert file.outline.count("BEGIN:VEVENT") == 1
    assert len(file.all("ATTENDEE")) == 2
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    wanted = expected(sent)
    for reader in READERS:
        assert trimmed(reader(data)) == trimmed(wanted), reader.__name__


def test_ten_thousand_characters_are_read_back() -> None:
    long = "Zwölf Boxkämpfer; jagen, Viktor\\quer über\nden großen Sylter Deich 🙂 " * 150
    sent = invite(replace(VISIT, description=long, summary=long, attendees=(Address(ANA.email, long),)))
    for reader in READERS:
        seen = reader(write(sent))
        assert seen.description.strip() == long.strip()
        assert seen.summary == one_line(long)


def test_a_surrogate_and_a_nul_do_not_stop_a_file() -> None:
    assert with_icalendar(write(invite(replace(VISIT, summary="a\ud800\x00b")))).summary == "ab"


def expected(sent: Invite) -> Seen:
    """What a reader should take from an invite, worked out without the writer."""
    meeting = sent.meeting
    start, end, left_out = times(meeting)
    cancelled = sent.method is Method.CANCEL
    status = "CANCELLED" if cancelled else "CONFIRMED"
    people = () if sent.method is Method.PUBLISH else sent.only or meeting.attendees
    return Seen(
        method=sent.method.value,
        uid=meeting.uid,
        stamp=NOW,
        sequence=sent.sequence,
        start=start,
        end=end,
        summary=one_line(f"Cancelled: {meeting.summary}" if cancelled else meeting.summary),
        description=clean(meeting.description),
        place=one_line(meeting.place),
        status="" if sent.only else status,
        transparent=not meeting.busy,
        categories=tuple(filter(None, dict.fromkeys(map(one_line, meeting.categories)))),
        organizer=(f"mailto:{PAT.email}", PAT.name),
        attendees=tuple((f"mailto:{person.email}", cn(person)) for person in people),
        left_out=left_out,
    )


def times(meeting: Meeting) -> tuple[date, date, tuple[datetime, ...]]:
    when = meeting.when
    if isinstance(when, AllDay):
        return when.days.first, when.days.last + timedelta(days=1), ()
    zone = ZoneInfo(when.zone)
    start = datetime.combine(when.first, when.at, zone)
    left_out = tuple(datetime.combine(day, when.at, zone) for day in when.without)
    return start, start + timedelta(minutes=when.minutes), left_out


def cn(person: Address) -> str:
    return one_line(person.name).replace('"', "'").replace("^", "ˆ").replace("\\", "/") or person.email


def trimmed(seen: Seen) -> Seen:
    """Without the blanks around texts, which libraries keep or drop as they like."""
    return replace(
        seen,
        stamp=seen.stamp.astimezone(UTC),
        description=seen.description.strip(),
        summary=seen.summary.strip(),
        place=seen.place.strip(),
        categories=tuple(name.strip() for name in seen.categories),
    )
