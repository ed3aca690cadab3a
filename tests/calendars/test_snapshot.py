"""What was sent comes back from storage as it was, to the byte of the file it gives."""

import json
from dataclasses import replace
from datetime import UTC, date, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridealong.calendars.snapshot import dump_invite, load_invite
from ridealong.calendars.writer import write
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, AllDay, Invite, Meeting, Method, Moved, Series
from ridealong.domain.replies import Answer
from thorough import examples

from .samples import BEN, CHECK_IN, MOVED, NOW, VISIT, WELCOME, invite

text = st.text(st.characters(exclude_categories=[]), max_size=20)
people = st.builds(Address, text, text)
dates = st.dates(date(2020, 1, 1), date(2090, 1, 1))
spans = st.builds(lambda first, days: Days(first, first + timedelta(days=days)), dates, st.integers(0, 400))
moves = st.builds(Moved, dates, dates, st.times(), st.integers(1, 999), text)
series = st.builds(
    lambda days, **rest: Series(first=days.first, last=days.last, **rest),
    spans,
    at=st.times(),
    minutes=st.integers(1, 999),
    zone=text,
    every_weeks=st.integers(1, 9),
    without=st.lists(dates, max_size=3).map(tuple),
    moved=st.lists(moves, max_size=3).map(tuple),
)
meetings = st.builds(
    Meeting,
    uid=text,
    kind=st.sampled_from(MeetingKind),
    when=st.one_of(st.builds(AllDay, spans), series),
    summary=text,
    organizer=people,
    attendees=st.lists(people, max_size=3).map(tuple),
    description=text,
    place=text,
    link=text,
    busy=st.booleans(),
    categories=st.lists(text, max_size=3).map(tuple),
    filed=text,
)
invites = st.builds(
    Invite,
    method=st.sampled_from(Method),
    sequence=st.integers(0, 10**6),
    stamp=st.datetimes(timezones=st.just(UTC)),
    meeting=meetings,
    only=st.lists(people, max_size=2).map(tuple),
    answers=st.lists(st.tuples(text, st.sampled_from(Answer)), max_size=3).map(tuple),
)


@settings(max_examples=examples(100), deadline=None)
@given(invites)
def test_an_invite_comes_back_as_it_was(sent: Invite) -> None:
    stored = dump_invite(sent)
    assert load_invite(stored) == sent
    assert dump_invite(load_invite(stored)) == stored
    assert stored.isascii()
    assert "\n" not in stored


SENT = [
    invite(VISIT),
    invite(CHECK_IN),
    invite(WELCOME, Method.CANCEL, 3, only=(BEN,)),
    replace(invite(MOVED), answers=((BEN.email, Answer.DECLINED),)),
]


@pytest.mark.parametrize("sent", SENT)
def test_it_gives_the_same_file(sent: Invite) -> None:
    assert write(load_invite(dump_invite(sent))) == write(sent)


def test_equal_invites_give_equal_text_in_whatever_zone_the_stamp_is() -> None:
    moved = replace(invite(VISIT), stamp=NOW.astimezone(timezone(timedelta(hours=5))))
    assert moved == invite(VISIT)
    assert dump_invite(moved) == dump_invite(invite(VISIT))


def broken(**change: object) -> str:
    data = json.loads(dump_invite(invite(CHECK_IN)))
    for path, value in change.items():
        *tables, key = path.split("__")
        table = data
        for name in tables:
            table = table[name]
        table[key] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        "{}",
        "null",
        "{",
        broken(method="SHOUT"),
        broken(sequence="1"),
        broken(sequence=True),
        broken(stamp=5),
        broken(stamp="yesterday"),
        broken(meeting=None),
        broken(meeting__busy=1),
        broken(meeting__attendees={}),
        broken(meeting__when__first="2027-13-01"),
        broken(meeting__when__minutes=0),
        broken(only=["x"]),
        broken(answers={}),
        broken(answers=[["a@x.example"]]),
        broken(answers=[["a@x.example", "perhaps"]]),
        broken(meeting__link=None),
        broken(meeting__when__moved=[{}]),
        broken(meeting__when__moved=[{"day": "2027-01-01", "to": "2027-01-02", "at": "9", "minutes": 5, "place": ""}]),
    ],
)
def test_any_other_text_is_refused(stored: str) -> None:
    with pytest.raises(InvalidValue):
        load_invite(stored)


def test_one_that_was_stored_before_there_were_links_moves_and_answers_is_read() -> None:
    data = json.loads(dump_invite(invite(CHECK_IN)))
    del data["answers"], data["meeting"]["link"], data["meeting"]["when"]["moved"]
    assert load_invite(json.dumps(data)) == invite(CHECK_IN)
    data = json.loads(dump_invite(invite(VISIT)))
    del data["answers"], data["meeting"]["link"]
    assert load_invite(json.dumps(data)) == invite(VISIT)


def test_times_keep_their_seconds() -> None:
    when = replace(CHECK_IN.when, at=time(9, 30, 15, 250))
    sent = invite(replace(CHECK_IN, when=when))
    assert load_invite(dump_invite(sent)) == sent
