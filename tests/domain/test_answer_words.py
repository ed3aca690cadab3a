"""What is said of somebody's answer to a program."""

from datetime import date

import pytest

from ridealong.domain.answer_words import answer_words, is_leaving
from ridealong.domain.programs import EnrolmentState

LAST = date(2027, 4, 11)


@pytest.mark.parametrize(
    ("state", "until", "today", "said"),
    [
        (EnrolmentState.AGREED, None, LAST, "agreed"),
        (EnrolmentState.DECLINED, None, LAST, "declined"),
        (EnrolmentState.PAUSED, LAST, LAST, "paused until 2027-04-11"),
        (EnrolmentState.DECLINED, LAST, LAST, "takes part until 2027-04-11"),
        (EnrolmentState.DECLINED, LAST, date(2027, 4, 12), "left on 2027-04-12"),
    ],
)
def test_an_answer_says_what_is_so_today(state: EnrolmentState, until: date | None, today: date, said: str) -> None:
    assert answer_words(state, until, today) == said
    assert is_leaving(state, until, today) == said.startswith("takes part")


def test_days_are_written_as_asked() -> None:
    said = answer_words(EnrolmentState.DECLINED, LAST, LAST, lambda day: f"{day:%d %b}")
    assert said == "takes part until 11 Apr"
