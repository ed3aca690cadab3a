"""What is due, step by step through the life of a meeting: RFC 5546, section 2.1.4 and 3.2."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from ridealong.calendars.outbox import due, latest, standing
from ridealong.domain.meetings import Address, Meeting, Method, Moved, Sent, Series

from .outgoing import Calendar, later
from .samples import ANA, BEN, CHECK_IN, CHO, MOVED, NOW, VISIT, WELCOME, invite


class TestOneMeeting:
    def test_a_new_one_is_requested_once(self, calendar: Calendar) -> None:
        assert calendar.send(VISIT) == [("REQUEST", 0, "new")]
        assert calendar.sent[0].stamp == NOW
        assert calendar.send(VISIT) == []

    @pytest.mark.parametrize(
        "changed",
        [
            replace(VISIT, summary="Ride-along"),
            replace(VISIT, description="-"),
            replace(VISIT, busy=True),
            replace(VISIT, categories=()),
            replace(VISIT, link="https://meet.company.example/r"),
            replace(VISIT, attendees=(Address(ANA.email, "Ana Lima-Reis"), BEN)),
        ],
    )
    def test_other_words_keep_the_sequence_and_raise_the_stamp(self, calendar: Calendar, changed: Meeting) -> None:
        calendar.send(VISIT)
        for wanted in (changed, VISIT):
            assert calendar.send(wanted) == [("REQUEST", 0, "wording changed")]
            assert calendar.send(wanted) == []
        stamps = [sent.stamp for sent in calendar.sent]
        assert stamps == sorted(set(stamps))

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            (later(VISIT), "the time changed"),
            (replace(VISIT, place="Room 7"), "the place changed"),
            (replace(later(VISIT), place="Room 7", summary="x"), "the time and the place changed"),
            (replace(VISIT, attendees=(ANA, BEN, CHO)), "the people changed"),
            (replace(VISIT, organizer=CHO), "the organizer changed"),
        ],
    )
    def test_what_matters_raises_the_sequence(self, calendar: Calendar, changed: Meeting, why: str) -> None:
        calendar.send(VISIT)
        assert calendar.send(changed) == [("REQUEST", 1, why)]
        assert calendar.send(changed) == []

    @pytest.mark.parametrize(
        "change",
        [
            {"at": time(11)},
            {"minutes": 45},
            {"zone": "Europe/Paris"},
            {"every_weeks": 1},
            {"last": date(2027, 3, 22)},
            {"without": ()},
            {"without": (date(2027, 2, 8), date(2027, 3, 8))},
            {"moved": (Moved(date(2027, 1, 25), date(2027, 1, 26), time(10), 30),)},
            {"moved": (Moved(date(2027, 1, 25), date(2027, 1, 25), time(11), 30),)},
            {"moved": (Moved(date(2027, 1, 25), date(2027, 1, 25), time(10), 60),)},
        ],
    )
    def test_time_rule_and_exceptions_of_a_series_raise_the_sequence(self, calendar: Calendar, change: dict) -> None:
        calendar.send(CHECK_IN)
        changed = replace(CHECK_IN, when=replace(CHECK_IN.when, **change))
        assert calendar.send(changed) == [("REQUEST", 1, "the time changed")]

    def test_the_same_thing_said_differently_is_not_sent(self, calendar: Calendar) -> None:
        calendar.send(CHECK_IN)
        same = replace(
            CHECK_IN,
            attendees=(BEN, replace(ANA, email=ANA.email.upper())),
            when=replace(
                CHECK_IN.when,
                without=(date(2027, 2, 9), date(2027, 2, 8), date(2027, 2, 8)),
                moved=(
                    Moved(date(2027, 2, 8), date(2027, 2, 9), time(15), 30),
                    Moved(date(2027, 1, 12), date(2027, 2, 9), time(15), 30),
                    Moved(date(2027, 1, 25), date(2027, 1, 25), time(10), 30, CHECK_IN.place),
                ),
            ),
        )
        assert calendar.send(same) == []

    def test_it_is_cancelled_once_with_the_meeting_as_it_was_sent(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        assert calendar.send() == [("CANCEL", 1, "it no longer takes place")]
        assert calendar.sent[-1].meeting == VISIT
        assert calendar.send() == []

    def test_a_cancelled_one_that_is_wanted_again_is_requested_with_a_higher_sequence(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.send()
        assert calendar.send(VISIT) == [("REQUEST", 2, "it takes place again")]
        assert calendar.send(VISIT) == []
        assert calendar.send() == [("CANCEL", 3, "it no longer takes place")]

    def test_a_change_that_was_taken_back_before_it_was_sent_is_not_due(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        assert calendar.due(later(VISIT))
        assert calendar.due(VISIT) == ()

    def test_a_change_that_was_taken_back_after_it_was_sent_is_sent(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.send(later(VISIT))
        assert calendar.send(VISIT) == [("REQUEST", 2, "the time changed")]

    def test_one_that_was_never_sent_and_is_not_wanted_causes_nothing(self, calendar: Calendar) -> None:
        assert calendar.send() == []

    def test_one_without_any_occurrence_is_cancelled_or_never_sent(self, calendar: Calendar) -> None:
        empty = replace(WELCOME, when=replace(WELCOME.when, without=(WELCOME.when.first,)))
        assert calendar.send(empty) == []
        calendar.send(WELCOME)
        assert calendar.send(empty) == [("CANCEL", 1, "nothing is left of it")]

    def test_one_to_which_nobody_is_invited_is_not_sent(self, calendar: Calendar) -> None:
        assert calendar.send(replace(VISIT, attendees=())) == []


class TestWords:
    TOLD = replace(VISIT, facts="a mark of all that it tells")

    def test_the_same_told_in_other_words_is_not_sent(self, calendar: Calendar) -> None:
        calendar.send(self.TOLD)
        assert calendar.send(replace(self.TOLD, summary="Ana at Ben's", description="Otherwise said.")) == []

    def test_something_else_told_is_sent(self, calendar: Calendar) -> None:
        calendar.send(self.TOLD)
        assert calendar.send(replace(self.TOLD, facts="another")) == [("REQUEST", 0, "wording changed")]
        assert calendar.send(replace(self.TOLD, facts="another", busy=True)) == [("REQUEST", 0, "wording changed")]

    def test_where_one_of_the_two_has_no_mark_the_words_decide(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        assert calendar.send(self.TOLD) == []
        assert calendar.send(replace(self.TOLD, description="Otherwise said.")) == [("REQUEST", 0, "wording changed")]


class TestMoved:
    def test_a_single_one_that_was_moved_is_one_at_the_new_time(self, calendar: Calendar) -> None:
        calendar.send(WELCOME)
        moved = (Moved(date(2027, 1, 11), date(2027, 1, 12), time(9), 60, "Gate"),)
        assert calendar.send(replace(WELCOME, when=replace(WELCOME.when, moved=moved))) == [
            ("REQUEST", 1, "the time and the place changed")
        ]
        there = Series(date(2027, 1, 12), date(2027, 1, 12), time(9), 60, "America/New_York")
        assert calendar.send(replace(WELCOME, when=there, place="Gate")) == []

    def test_one_that_is_moved_again_is_sent_again_and_back_to_where_it_was_too(self, calendar: Calendar) -> None:
        calendar.send(MOVED)
        first, second = MOVED.when.moved
        other = replace(MOVED, when=replace(MOVED.when, moved=(replace(first, at=time(15)), second)))
        assert calendar.send(other) == [("REQUEST", 1, "the time changed")]
        back = replace(MOVED, when=replace(MOVED.when, moved=()))
        assert calendar.send(back) == [("REQUEST", 2, "the time and the place changed")]
        assert calendar.send(back) == []

    def test_one_that_is_only_elsewhere_has_another_place_and_no_other_time(self, calendar: Calendar) -> None:
        calendar.send(CHECK_IN)
        moved = (Moved(date(2027, 1, 25), date(2027, 1, 25), time(10), 30, "Room 7"),)
        wanted = replace(CHECK_IN, when=replace(CHECK_IN.when, moved=moved))
        assert calendar.send(wanted) == [("REQUEST", 1, "the place changed")]
        assert calendar.send(wanted) == []


class TestNumbers:
    def test_the_stamp_is_newer_even_where_the_clock_was_set_back(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.now = NOW - timedelta(days=300)
        (item,) = calendar.due(later(VISIT))
        assert item.invite.stamp == NOW + timedelta(seconds=1)

    def test_the_stamp_is_in_utc_and_whole_seconds(self, calendar: Calendar) -> None:
        calendar.now = datetime(2027, 1, 4, 12, 0, 0, 999, tzinfo=timezone(timedelta(hours=2)))
        (item,) = calendar.due(VISIT)
        assert item.invite.stamp == datetime(2027, 1, 4, 10, tzinfo=UTC)
        assert item.invite.stamp.utcoffset() == timedelta()

    def test_sequence_and_stamp_count_from_the_highest_ever_sent(self) -> None:
        far = NOW + timedelta(days=9)
        sent = {VISIT.uid: Sent(invite(VISIT, sequence=2), sequence=7, stamp=far)}
        (item,) = due([later(VISIT)], sent, NOW)
        assert (item.invite.sequence, item.invite.stamp) == (8, far + timedelta(seconds=1))
        (item,) = due([replace(VISIT, summary="x")], sent, NOW)
        assert item.invite.sequence == 7

    def test_the_last_invite_is_found_whatever_the_order(self) -> None:
        first, second = invite(VISIT), replace(invite(later(VISIT), sequence=1), stamp=NOW + timedelta(hours=1))
        for order in ((first, second), (second, first)):
            assert latest(order) == {VISIT.uid: Sent(second, 1, second.stamp)}

    def test_a_moment_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            due([], {}, NOW.replace(tzinfo=None))

    def test_two_meetings_with_one_uid_are_refused(self) -> None:
        with pytest.raises(ValueError, match="UID"):
            due([VISIT, replace(VISIT, summary="x")], {}, NOW)


def test_the_order_is_by_start_and_by_what_people_read_whatever_the_order_of_meetings(calendar: Calendar) -> None:
    others = replace(VISIT, uid="1@ridealong", summary=f"{VISIT.summary} z")
    alone = replace(VISIT, uid="2@ridealong", attendees=VISIT.attendees[:1])
    meetings = [CHECK_IN, WELCOME, VISIT, replace(VISIT, uid="0@ridealong"), others, alone]
    names = [item.invite.meeting.uid for item in calendar.due(*meetings)]
    assert names == [alone.uid, "0@ridealong", VISIT.uid, others.uid, WELCOME.uid, CHECK_IN.uid]
    assert calendar.due(*meetings) == calendar.due(*reversed(meetings))


def test_what_stands_after_a_cancel() -> None:
    one = invite(VISIT, Method.CANCEL, 1, only=(BEN,))
    assert standing(Sent(invite(VISIT), 0, NOW)) == VISIT
    assert standing(Sent(one, 1, NOW)) == replace(VISIT, attendees=(ANA,))
    assert standing(Sent(invite(VISIT, Method.CANCEL, 1), 1, NOW)) is None
