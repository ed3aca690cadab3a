"""What is due when other people take part, and after they have answered."""

from dataclasses import replace
from typing import ClassVar

import pytest

from ridealong.domain.meetings import Address, Meeting
from ridealong.domain.replies import Answer

from .outgoing import Calendar, later
from .samples import ANA, BEN, CHO, VISIT


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

    def test_an_address_that_was_corrected_is_called_that(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        corrected = replace(VISIT, attendees=(ANA, Address("ben@new.example", BEN.name)))
        assert calendar.send(corrected)[0] == ("CANCEL", 1, "Ben Okoro has another address")

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
        assert calendar.send() == [("CANCEL", 2, "it no longer takes place")]
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

    def test_who_is_taken_off_is_told_before_the_others_even_of_one_that_moves_to_an_earlier_day(
        self, calendar: Calendar
    ) -> None:
        calendar.send(later(VISIT))
        assert [method for method, *_rest in calendar.send(self.REPLACED)] == ["CANCEL", "REQUEST"]

    def test_who_has_no_name_is_called_by_the_address(self, calendar: Calendar) -> None:
        nameless = replace(VISIT, attendees=(ANA, Address("x@company.example", "")))
        calendar.send(nameless)
        assert calendar.send(VISIT)[0] == ("CANCEL", 1, "x@company.example no longer takes part")


class TestAnswers:
    ANSWERS: ClassVar = {VISIT.uid: ((BEN.email.upper(), Answer.ACCEPTED), (CHO.email, Answer.DECLINED))}

    def test_an_answer_alone_is_nothing_to_send(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.answers = self.ANSWERS
        assert calendar.send(VISIT) == []

    def test_other_words_carry_what_those_invited_have_answered(self, calendar: Calendar) -> None:
        calendar.send(VISIT)
        calendar.answers = self.ANSWERS
        assert calendar.send(replace(VISIT, summary="x")) == [("REQUEST", 0, "wording changed")]
        assert calendar.sent[-1].answers == ((BEN.email, Answer.ACCEPTED),)
        assert calendar.send(replace(VISIT, summary="x")) == []

    @pytest.mark.parametrize("changed", [later(VISIT), replace(VISIT, place="Room 7"), replace(VISIT, organizer=CHO)])
    def test_whatever_raises_the_sequence_asks_anew(self, calendar: Calendar, changed: Meeting) -> None:
        calendar.send(VISIT)
        calendar.answers = self.ANSWERS
        (item,) = calendar.due(changed)
        assert item.invite.answers == ()
