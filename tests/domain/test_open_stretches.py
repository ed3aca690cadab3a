"""Which days of a slot of a composite team nobody takes."""

from datetime import date

from ridealong.domain.composite_teams import open_days, open_stretches
from ridealong.domain.days import Days

SLOT = Days(date(2027, 1, 11), date(2027, 3, 7))
"""From a Monday to the Sunday of the eighth week."""
BEFORE = date(2027, 1, 4)


def test_each_gap_between_people_is_a_stretch_of_its_own() -> None:
    there = Days(date(2027, 1, 25), date(2027, 2, 7)), Days(date(2027, 2, 17), date(2027, 2, 19))
    assert open_stretches(SLOT, reversed(there), BEFORE) == (
        Days(date(2027, 1, 11), date(2027, 1, 22)),
        Days(date(2027, 2, 8), date(2027, 2, 16)),
        Days(date(2027, 2, 22), date(2027, 3, 5)),
    )
    assert open_days(SLOT, there, BEFORE) == Days(date(2027, 1, 11), date(2027, 1, 22))


def test_weekends_alone_are_not_open() -> None:
    assert open_stretches(SLOT, [Days(date(2027, 1, 11), date(2027, 3, 5))], BEFORE) == ()
    assert open_days(SLOT, [], BEFORE) == Days(date(2027, 1, 11), date(2027, 3, 5))


def test_people_who_hand_over_to_each_other_leave_no_gap() -> None:
    there = Days(date(2027, 1, 11), date(2027, 2, 26)), Days(date(2027, 1, 18), date(2027, 1, 29))
    assert open_stretches(SLOT, there, BEFORE) == (Days(date(2027, 3, 1), date(2027, 3, 5)),)


def test_what_began_before_today_is_open_from_a_monday() -> None:
    assert open_days(SLOT, [], date(2027, 1, 13)) == Days(date(2027, 1, 18), date(2027, 3, 5))
    assert open_days(SLOT, [], date(2027, 3, 8)) is None
