"""What is due, step by step through the life of a meeting: RFC 5546, section 2.1.4 and 3.2."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from ridealong.calendars.outbox import due, latest, standing
from ridealong.domain.meetings import Address, Due, Invite, Meeting, Method, Sent

from .samples import ANA, BEN, CHECK_IN, CHO, NOW, VISIT, WELCOME, invite


class Calendar:
    """Everything sent so far, and a clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = NOW
        self.sent: list[Invite] = []

    def due(self, *wanted: Meeting) -> tuple[Due, ...]:
        return due(wanted, latest(self.sent), self.now)

    def send(self, *wanted: Meeting) -> list[tuple[str, int, str]]:
        """Method, sequence and reason of what was due and has now been sent."""
        found = self.due(*wanted)
        self.sent += [item.invite for item in found]
        self.now += timedelta(hours=1)
        return [(item.invite.method.value, item.invite.sequence, item.why) for item in found]


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


def later(meeting: Meeting, weeks: int = 1) -> Meeting:
    assert meeting.when == VISIT.when
    days = VISIT.when.days
    return replace(
        meeting, when=replace(VISIT.when, days=replace(days, first=days.first, last=days.last + timedelta(weeks=weeks)))
    )


class TestOneMeeting:
    def test_a_new_one_is_requested_once(self, calendar: Calendar) -> None:
        assert calendar.send(VISIT) == [("REQUEST", 0, "new")]
        assert calendar.sent[0].stamp == NOW
        assert calendar.send(VISIT) == []

    def test_other_words_keep_the_sequence_and_raise_the_stamp(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        for changed in (
            replace(VISIT, summary="Ride-along"),
            replace(VISIT, description="-"),
            replace(VISIT, busy=True),
            replace(VISIT, categories=()),
            replace(VISIT, attendees=(Address(ANA.email, "Ana Lima-Reis"), BEN)),
        ):
            assert calendar.send(changed) == [("REQUEST", 0, "wording changed")]
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
            when=replace(CHECK_IN.when, without=(date(2027, 2, 9), date(2027, 2, 8), date(2027, 2, 8))),
        )
        assert calendar.send(same) == []

    def test_it_is_cancelled_once_with_the_meeting_as_it_was_sent(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        assert calendar.send() == [("CANCEL", 1, "the pairing was cancelled")]
        assert calendar.sent[-1].meeting == VISIT
        assert calendar.send() == []

    def test_a_cancelled_one_that_is_wanted_again_is_requested_with_a_higher_sequence(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.send()
        assert calendar.send(VISIT) == [("REQUEST", 2, "it takes place again")]
        assert calendar.send(VISIT) == []
        assert calendar.send() == [("CANCEL", 3, "the pairing was cancelled")]

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


class TestPeople:
    REPLACED = replace(VISIT, attendees=(ANA, CHO))

    def test_who_is_replaced_gets_a_cancel_of_his_own_before_the_others_get_a_request(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        assert calendar.send(self.REPLACED) == [
            ("CANCEL", 1, "Ben Okoro no longer takes part"),
            ("REQUEST", 1, "the people changed"),
        ]
        cancel, request = calendar.sent[-2:]
        assert (cancel.only, cancel.meeting) == ((BEN,), VISIT)
        assert (request.only, request.meeting) == ((), self.REPLACED)
        assert cancel.stamp < request.stamp
        assert calendar.send(self.REPLACED) == []

    def test_all_may_be_replaced(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        sent = calendar.send(replace(VISIT, attendees=(CHO,)))
        assert sent == [
            ("CANCEL", 1, "Ana Lima and Ben Okoro no longer take part"),
            ("REQUEST", 1, "the people changed"),
        ]

    @pytest.mark.parametrize("attendees", [(ANA, CHO), (ANA,)])
    def test_if_only_the_cancel_was_sent_the_request_is_still_due(
        self, calendar: Calendar, attendees: tuple[Address, ...]
    ) -> None:
        calendar.send(VISIT)
        changed = replace(VISIT, attendees=attendees)
        calendar.sent.append(calendar.due(changed)[0].invite)
        assert calendar.send(changed) == [("REQUEST", 2, "the people changed")]
        assert calendar.send(changed) == []

    def test_if_only_the_cancel_was_sent_and_the_change_taken_back_all_are_asked_again(
        self, calendar: Calendar
    ) -> None:
        calendar.send(VISIT)
        calendar.sent.append(calendar.due(self.REPLACED)[0].invite)
        assert calendar.send(VISIT) == [("REQUEST", 2, "the people changed")]

    def test_a_cancel_after_that_goes_to_those_who_still_have_the_meeting(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.sent.append(calendar.due(self.REPLACED)[0].invite)
        assert calendar.send() == [("CANCEL", 2, "the pairing was cancelled")]
        assert calendar.sent[-1].meeting.attendees == (ANA,)

    def test_where_nobody_has_it_any_more_it_is_requested_anew(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        changed = replace(VISIT, attendees=(CHO,))
        calendar.sent.append(calendar.due(changed)[0].invite)
        assert calendar.send() == []
        assert calendar.send(changed) == [("REQUEST", 2, "it takes place again")]

    def test_a_new_time_goes_out_with_new_people(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        sent = calendar.send(later(self.REPLACED))
        assert sent[1] == ("REQUEST", 1, "the time and the people changed")

    def test_who_has_no_name_is_called_by_the_address(self, calendar: Calendar) -> None:
        nameless = replace(VISIT, attendees=(ANA, Address("x@company.example", "")))
        calendar.send(nameless)
        assert calendar.send(VISIT)[0] == ("CANCEL", 1, "x@company.example no longer takes part")


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


def test_the_order_is_by_start_and_uid_whatever_the_order_of_meetings(calendar: Calendar) -> None:
    meetings = [CHECK_IN, WELCOME, VISIT, replace(VISIT, uid="0@ridealong"), later(replace(VISIT, uid="1@ridealong"))]
    names = [item.invite.meeting.uid for item in calendar.due(*meetings)]
    assert names == ["0@ridealong", "1@ridealong", VISIT.uid, WELCOME.uid, CHECK_IN.uid]
    assert calendar.due(*meetings) == calendar.due(*reversed(meetings))


def test_what_stands_after_a_cancel() -> None:
    one = invite(VISIT, Method.CANCEL, 1, only=(BEN,))
    assert standing(Sent(invite(VISIT), 0, NOW)) == VISIT
    assert standing(Sent(one, 1, NOW)) == replace(VISIT, attendees=(ANA,))
    assert standing(Sent(invite(VISIT, Method.CANCEL, 1), 1, NOW)) is None
