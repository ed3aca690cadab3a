"""What is due about meetings that are over, or of which some are."""

from dataclasses import replace
from datetime import date, time

import pytest

from ridealong.domain.days import Days
from ridealong.domain.meetings import AllDay, Meeting, Method, Moved, Series
from ridealong.domain.replies import Answer

from .outgoing import Calendar, later
from .samples import ANA, BEN, CHECK_IN, CHO, MOVED, VISIT


class TestPast:
    """The visit takes place from 2027-01-11 to 15, the check-ins every other Monday until 2027-04-05."""

    EARLIER = replace(VISIT, when=AllDay(Days(date(2027, 1, 4), date(2027, 1, 8))))

    def test_one_never_sent_is_not_due_once_it_is_over(self, calendar: Calendar) -> None:
        calendar.today = date(2027, 1, 15)
        assert [item.why for item in calendar.due(VISIT)] == ["new"]
        calendar.today = date(2027, 1, 16)
        assert calendar.due(VISIT) == ()

    def test_a_series_is_over_after_its_last_occurrence_wherever_that_was_moved(self, calendar: Calendar) -> None:
        calendar.today = date(2027, 4, 6)
        assert calendar.due(CHECK_IN) == ()
        assert len(calendar.due(MOVED)) == 1
        calendar.today = date(2027, 4, 7)
        assert calendar.due(MOVED) == ()

    @pytest.mark.parametrize("wanted", [(replace(VISIT, summary="x", place="y"),), (EARLIER,), ()])
    def test_one_that_is_over_as_sent_and_as_wanted_causes_nothing(
        self, calendar: Calendar, wanted: tuple[Meeting, ...]
    ) -> None:
        calendar.send(VISIT)
        calendar.today = date(2027, 1, 16)
        assert calendar.send(*wanted) == []
        assert calendar.send(*(replace(one, attendees=(ANA,)) for one in wanted)) == []

    def test_one_still_to_come_that_is_wanted_in_the_past_is_cancelled_once(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.today = date(2027, 1, 9)
        assert calendar.send(self.EARLIER) == [("CANCEL", 1, "it would be over")]
        assert calendar.sent[-1].meeting == VISIT
        assert calendar.send(self.EARLIER) == []

    def test_of_one_cut_short_while_under_way_what_was_held_stays(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.today = date(2027, 1, 14)
        short = replace(VISIT, when=AllDay(Days(date(2027, 1, 11), date(2027, 1, 12))))
        assert calendar.send(short) == [("REQUEST", 1, "the time changed")]
        assert calendar.sent[-1].meeting == short
        assert calendar.send(short) == []

    def test_of_a_series_cut_short_what_was_held_stays_unless_that_is_told_otherwise(self, calendar: Calendar) -> None:
        series = Series(date(2027, 1, 6), date(2027, 1, 27), time(10), 30, "Europe/Berlin")
        calendar.send(replace(CHECK_IN, when=series))
        calendar.today = date(2027, 1, 15)
        short = replace(CHECK_IN, when=replace(series, last=date(2027, 1, 13)))
        [other] = calendar.due(replace(CHECK_IN, when=replace(series, last=date(2027, 1, 13), at=time(11))))
        assert (other.invite.method, other.why) == (Method.CANCEL, "it would be over")
        assert calendar.send(short) == [("REQUEST", 1, "the time changed")]
        assert calendar.send(short) == []

    def test_one_that_is_over_and_wanted_later_is_sent(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.today = date(2027, 1, 18)
        assert calendar.send(later(VISIT)) == [("REQUEST", 1, "the time changed")]

    def test_who_is_taken_off_one_that_is_over_is_told_nothing(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.today = date(2027, 1, 18)
        assert calendar.send(replace(later(VISIT), attendees=(ANA, CHO))) == [
            ("REQUEST", 1, "the time and the people changed")
        ]

    def test_one_under_way_is_cancelled_and_kept_right_to_its_last_day(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.today = date(2027, 1, 15)
        assert calendar.send(replace(VISIT, place="Room 7")) == [("REQUEST", 1, "the place changed")]
        assert calendar.send() == [("CANCEL", 2, "it no longer takes place")]

    def test_a_cancelled_one_is_not_asked_for_again_once_it_is_over(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.send()
        calendar.today = date(2027, 1, 16)
        assert calendar.send(VISIT) == []

    def test_exceptions_of_past_days_are_not_sent_for_their_own_sake(self, calendar: Calendar) -> None:
        calendar.send(CHECK_IN)
        calendar.today = date(2027, 1, 26)
        missed = replace(CHECK_IN, when=replace(CHECK_IN.when, without=(date(2027, 1, 25), date(2027, 2, 8))))
        moved = (Moved(date(2027, 1, 11), date(2027, 1, 12), time(9), 30),)
        assert calendar.send(missed) == []
        assert calendar.send(replace(CHECK_IN, when=replace(CHECK_IN.when, moved=moved))) == []
        # Nor with other words: what is past stays as it was told, and the sequence with it.
        calendar.answers = {CHECK_IN.uid: ((BEN.email, Answer.ACCEPTED),)}
        worded = replace(missed, summary="x")
        assert calendar.send(worded) == [("REQUEST", 0, "wording changed")]
        assert calendar.sent[-1].answers == ((BEN.email, Answer.ACCEPTED),)
        assert calendar.sent[-1].meeting.when == CHECK_IN.when
        assert calendar.send(worded) == []

    def test_an_occurrence_moved_from_the_past_to_what_is_to_come_is_sent(self, calendar: Calendar) -> None:
        calendar.send(CHECK_IN)
        calendar.today = date(2027, 1, 26)
        moved = (Moved(date(2027, 1, 25), date(2027, 1, 28), time(9), 30),)
        assert calendar.send(replace(CHECK_IN, when=replace(CHECK_IN.when, moved=moved))) == [
            ("REQUEST", 1, "the time changed")
        ]
