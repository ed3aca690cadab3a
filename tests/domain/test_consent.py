"""Answers in people's own words, and what follows for who takes part."""

from datetime import date

import pytest

from ridealong.domain.consent import Answer, Said, Word, read_answer, read_word
from ridealong.domain.errors import InvalidValue
from ridealong.domain.links import read_link
from ridealong.domain.programs import Enrolment, EnrolmentState

DAY = date(2027, 2, 1)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *((one, Answer.YES) for one in ("Yes", " yes. ", "I agree", "AGREED!", "I'm in", "✓", "☑ yes", "Ok", "1")),
        *((one, Answer.YES) for one in ("Yes, with pleasure", "I would like to take part", "Ja", "I agree (gladly)")),
        *((one, Answer.NO) for one in ("no", "No, thanks", "I do not agree", "I don't agree.", "✗", "Declined")),
        *((one, Answer.NO) for one in ("Not this time", "Count me out", "Not now, ask again")),
    ],
)
def test_answers_are_read_as_people_give_them(text: str, answer: Answer) -> None:
    assert read_answer(text) == Said(answer)


@pytest.mark.parametrize("text", ["paused until 2027-02-01", "Pause (until 2027-02-01)", "Later: 2027-02-01, I hope"])
def test_a_pause_says_until_when(text: str) -> None:
    assert read_answer(text) == Said(Answer.LATER, DAY)


@pytest.mark.parametrize(
    "text",
    ["", "perhaps", "yesterday", "paused", "Yes, but not before May", "Yes - if my manager agrees", "no idea", "I"],
)
def test_what_is_no_plain_answer_is_left_to_people(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_answer(text)


def test_the_word_of_somebody_who_answers_for_others_is_one_of_two() -> None:
    assert (read_word("yes"), read_word("I refuse")) == (Word.AGREED, Word.REFUSED)
    with pytest.raises(InvalidValue, match="neither agreed nor refused"):
        read_word("paused until 2027-02-01")


def test_nobody_is_planned_against_the_word_of_a_manager() -> None:
    agreed = Enrolment(email="a@x.example", state=EnrolmentState.AGREED)
    assert agreed.takes_part(DAY)
    refused = Enrolment(email="a@x.example", state=EnrolmentState.AGREED, manager=Word.REFUSED)
    assert not refused.takes_part(DAY)
    allowed = Enrolment(email="a@x.example", state=EnrolmentState.ASKED, manager=Word.AGREED)
    assert not allowed.takes_part(DAY)


def test_who_leaves_takes_part_until_then() -> None:
    leaves = Enrolment(email="a@x.example", state=EnrolmentState.DECLINED, until=DAY)
    assert (leaves.takes_part(DAY), leaves.takes_part(date(2027, 2, 2))) == (True, False)
    assert not Enrolment(email="a@x.example", state=EnrolmentState.DECLINED).takes_part(DAY)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (" https://forms.office.com/r/abc ", "https://forms.office.com/r/abc"),
        ("http://intranet:8080/form?x=1#a", "http://intranet:8080/form?x=1#a"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_link_is_an_address_on_the_web(text: str, link: str) -> None:
    assert read_link(text) == link


@pytest.mark.parametrize(
    "text",
    [
        *(
            "forms.office.com",
            "ftp://x.example",
            "https://",
            "javascript:alert(1)",
            "https://a b",
            "http://[x",
            "x" * 3000,
        ),
        *("https://x.example/\u202e", 'https://x.example/"', "https://x.example/\x00", "file:///etc/passwd"),
    ],
)
def test_anything_else_is_no_link(text: str) -> None:
    with pytest.raises(InvalidValue, match="is not a link"):
        read_link(text)
