"""Which visits want a debrief, until when, and what a rating is."""

from datetime import date, timedelta

import pytest

from ridealong.domain.debriefs import (
    DEBRIEF_DUE_DAYS,
    Debrief,
    Learned,
    check_noted,
    due_day,
    last_day_overdue,
    overdue_days,
    read_rating,
    text_identity,
    wants_debrief,
)
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind

FRIDAY = date(2027, 1, 15)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_visit_that_took_place_wants_one(kind: Kind) -> None:
    wanted = [state for state in State if wants_debrief(kind, state, FRIDAY, FRIDAY + timedelta(days=1))]
    assert wanted == ([State.PUBLISHED, State.HELD, State.ENDED] if kind.visits else [])
    assert not wants_debrief(kind, State.PUBLISHED, FRIDAY, FRIDAY)


def test_it_is_due_a_fortnight_after_the_last_day() -> None:
    due = due_day(FRIDAY)
    assert due == FRIDAY + timedelta(days=DEBRIEF_DUE_DAYS)
    assert overdue_days(FRIDAY, 0, due) == 0
    assert overdue_days(FRIDAY, 1, due + timedelta(days=3)) == 3
    assert overdue_days(FRIDAY, 2, due + timedelta(days=3)) == 0
    assert last_day_overdue(due + timedelta(days=1)) == FRIDAY


def test_it_is_complete_with_two_things_learned() -> None:
    one = Learned(text="This", side=Side.IT)
    assert not Debrief(learned=(one,), it_rating=5, marketing_rating=5).complete
    both = Debrief(learned=(one, one), it_rating=4)
    assert (both.complete, both.rating(Side.IT), both.rating(Side.MARKETING)) == (True, 4, None)


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        *(("4", 4), (" 5 ", 5), ("4 - good", 4), ("3/5", 3), ("2 out of 5", 2), ("4 stars", 4), ("★★★", 3)),
        *(("★★★☆☆", 3), ("4.0", 4), ("1 (no use)", 1), ("⭐⭐⭐⭐⭐", 5)),
    ],
)
def test_a_rating_is_read_however_it_is_written(text: str, rating: int) -> None:
    assert read_rating(text) == rating


@pytest.mark.parametrize("text", ["", "0", "6", "good", "4.5", "8/10", "10", "45", "-1", "★★★★★★", "4 5"])
def test_what_is_no_rating_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="is not a rating"):
        read_rating(text)


def test_something_comes_out_of_those_who_were_together_alone() -> None:
    noted = []
    for state in State:
        try:
            check_noted(7, state, FRIDAY, FRIDAY)
        except Refused:
            continue
        noted.append(state)
    assert noted == [State.PUBLISHED, State.HELD, State.ENDED]
    with pytest.raises(Refused, match="only begins on 2027-01-15"):
        check_noted(7, State.PUBLISHED, FRIDAY, FRIDAY - timedelta(days=1))
    with pytest.raises(Refused, match="Pairing 7 is a draft"):
        check_noted(7, State.PROPOSED, FRIDAY, FRIDAY)


def test_the_same_words_are_the_same_thing() -> None:
    assert text_identity("Releases  are on\nThursdays.") == text_identity("releases are on thursdays")
    assert text_identity("Releases") != text_identity("Release")
