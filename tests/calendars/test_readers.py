"""Every file is read alike by three calendar libraries, also with texts that somebody chose to break it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridealong.calendars.text import clean, one_line, web_address
from ridealong.calendars.writer import write, write_feed, write_stored
from ridealong.domain.meetings import Address, AllDay, Invite, Meeting, Method
from thorough import examples

from .readers import READERS, TITLES, Seen, with_icalendar, with_vobject
from .samples import ANA, BEN, CHECK_IN, MOVED, NOW, PAT, VISIT, WELCOME, File, invite

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
uids = names.filter(one_line)
links = st.one_of(texts, names.map("https://meet.company.example/".__add__))
categories = names.filter(lambda name: "," not in name)  # see with_ical; commas in categories are read above


@pytest.mark.parametrize("sent", INVITES)
def test_all_read_the_same(sent: Invite) -> None:
    seen = [reader(write(sent)) for reader in READERS]
    assert seen[0] == seen[1] == seen[2]
    assert seen[0] == expected(sent)


@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(summary=texts, description=texts, place=texts, link=links, category=categories, name=names, uid=uids)
def test_all_read_the_same_hostile_text(
    *, summary: str, description: str, place: str, link: str, category: str, name: str, uid: str
) -> None:
    meeting = replace(
        CHECK_IN,
        uid=uid,
        summary=summary,
        description=description,
        place=place,
        link=link,
        categories=("Ridealong", category),
        attendees=(Address(ANA.email, name), BEN),
    )
    sent = invite(meeting)
    data = write(sent)
    file = File(sent)
    optional = ("DESCRIPTION", "LOCATION", "URL")
    plain = [name for name in File(invite(replace(CHECK_IN, description="x"))).outline if name not in optional]
    assert [name for name in file.outline if name not in optional] == plain
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    wanted = expected(sent)
    for reader in READERS:
        assert trimmed(reader(data)) == trimmed(wanted), reader.__name__


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(category=names, other=names)
def test_commas_in_categories_stay_in_them(category: str, other: str) -> None:
    sent = invite(replace(VISIT, categories=(category, other, "Ridealong")))
    for reader in (with_icalendar, with_vobject):
        assert trimmed(reader(write(sent))).categories == trimmed(expected(sent)).categories, reader.__name__


@settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=texts, summary=texts, place=texts, moved=texts)
def test_all_read_a_feed_with_hostile_text(title: str, summary: str, place: str, moved: str) -> None:
    first, second = MOVED.when.moved
    when = replace(MOVED.when, moved=(replace(first, place=moved), second))
    hostile = replace(MOVED, summary=summary, place=place, when=when)
    data = write_feed(title, [invite(VISIT, Method.CANCEL, 1), invite(hostile)])
    file = File(data)
    assert file.outline.count("BEGIN:VEVENT") == 1 + 3
    assert not {"BEGIN:VALARM", "ATTENDEE"} & set(file.outline)
    wanted = sorted([f"Cancelled: {VISIT.summary}", *[one_line(summary)] * 3])
    for titles in TITLES:
        assert sorted(map(str.strip, titles(data))) == sorted(map(str.strip, wanted)), titles.__name__


def test_all_read_a_feed_without_meetings() -> None:
    for titles in TITLES:
        assert titles(write_feed("Team: Ops", [])) == []


def test_all_read_what_is_stored_as_what_is_sent_without_its_method() -> None:
    for sent in (invite(VISIT), invite(CHECK_IN), invite(MOVED)):
        assert write_stored(sent) == write(sent).replace(b"METHOD:REQUEST\r\n", b"")
        for titles in TITLES:
            assert set(titles(write_stored(sent))) == {sent.meeting.summary}


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
        uid=one_line(meeting.uid),
        stamp=NOW,
        sequence=sent.sequence,
        start=start,
        end=end,
        summary=one_line(f"Cancelled: {meeting.summary}" if cancelled else meeting.summary),
        description=clean(meeting.description),
        place=one_line(meeting.place or meeting.link),
        url=web_address(meeting.link) or web_address(meeting.place),
        status="" if sent.only else status,
        transparent=cancelled or not meeting.busy,
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
