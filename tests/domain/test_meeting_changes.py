"""What becomes of a meeting that the coordinator changes by hand: all of it, or one occurrence."""

from dataclasses import replace
from datetime import date, time, timedelta

from ridealong.domain.days import Days
from ridealong.domain.meeting_changes import MeetingChange, changed
from ridealong.domain.meetings import AllDay, Moved, Series

WEDNESDAY = date(2027, 1, 13)
NEXT = WEDNESDAY + timedelta(weeks=1)
SERIES = Series(WEDNESDAY, WEDNESDAY + timedelta(weeks=3), time(10), 30, "Europe/Berlin")
PREP = Series(WEDNESDAY, WEDNESDAY, time(10), 30, "Europe/Berlin")
ROOM = "Room Elbe"


def test_a_meeting_that_nobody_changed_stays_as_it_is() -> None:
    assert changed(SERIES, ROOM, ()) == (SERIES, ROOM)


def test_all_of_a_series_moves_to_another_hour_length_and_place() -> None:
    change = MeetingChange(at=time(14), minutes=45, place="Room Rhine", day=NEXT)
    assert changed(SERIES, ROOM, [change]) == (replace(SERIES, at=time(14), minutes=45), "Room Rhine")


def test_one_occurrence_moves_and_the_others_stay() -> None:
    moved = changed(SERIES, ROOM, [MeetingChange(occurrence=NEXT, day=NEXT + timedelta(days=1), at=time(16))])
    assert moved == (replace(SERIES, moved=(Moved(NEXT, NEXT + timedelta(days=1), time(16), 30),)), ROOM)


def test_an_occurrence_takes_the_hour_of_the_series_as_it_stands_now() -> None:
    changes = [MeetingChange(occurrence=NEXT, day=NEXT + timedelta(days=1)), MeetingChange(at=time(15))]
    found = changed(SERIES, ROOM, changes)
    assert found is not None
    assert isinstance(found[0], Series)
    assert found[0].moved == (Moved(NEXT, NEXT + timedelta(days=1), time(15), 30),)


def test_a_skipped_occurrence_is_left_out_and_a_skipped_meeting_is_not_wanted() -> None:
    assert changed(SERIES, ROOM, [MeetingChange(occurrence=NEXT, skipped=True)]) == (
        replace(SERIES, without=(NEXT,)),
        ROOM,
    )
    for when in (SERIES, PREP, AllDay(Days(WEDNESDAY, NEXT))):
        assert changed(when, ROOM, [MeetingChange(skipped=True)]) is None


def test_an_occurrence_on_a_day_off_takes_place_where_it_was_moved() -> None:
    off = replace(SERIES, without=(NEXT,))
    found = changed(off, ROOM, [MeetingChange(occurrence=NEXT, day=NEXT + timedelta(days=1))])
    assert found is not None
    assert isinstance(found[0], Series)
    assert (found[0].left_out, len(found[0].moved_here)) == ((), 1)


def test_a_change_of_a_day_on_which_the_rule_has_nothing_has_no_effect() -> None:
    friday = WEDNESDAY + timedelta(days=2)
    for change in (MeetingChange(occurrence=friday, day=NEXT), MeetingChange(occurrence=friday, skipped=True)):
        found = changed(SERIES, ROOM, [change])
        assert found is not None
        assert isinstance(found[0], Series)
        assert list(found[0].occurrences()) == list(SERIES.occurrences())


def test_a_single_meeting_moves_as_a_whole_or_by_its_day() -> None:
    friday = WEDNESDAY + timedelta(days=2)
    expected = (Series(friday, friday, time(15), 60, "Europe/Berlin"), "Room Rhine")
    for occurrence in (None, WEDNESDAY):
        change = MeetingChange(occurrence=occurrence, day=friday, at=time(15), minutes=60, place="Room Rhine")
        assert changed(PREP, ROOM, [change]) == expected


def test_a_change_of_the_day_on_which_a_single_meeting_no_longer_is_has_no_effect() -> None:
    friday = WEDNESDAY + timedelta(days=2)
    for change in (MeetingChange(occurrence=NEXT, day=friday), MeetingChange(occurrence=NEXT, skipped=True)):
        assert changed(PREP, ROOM, [change]) == (PREP, ROOM)


def test_the_only_occurrence_of_a_series_moves_off_a_day_off() -> None:
    off = replace(PREP, without=(WEDNESDAY,))
    found = changed(off, ROOM, [MeetingChange(occurrence=WEDNESDAY, day=NEXT)])
    assert found == (Series(NEXT, NEXT, time(10), 30, "Europe/Berlin"), ROOM)


def test_a_visit_can_have_another_place_but_no_other_hours() -> None:
    visit = AllDay(Days(WEDNESDAY, NEXT))
    assert changed(visit, ROOM, [MeetingChange(place="Room Rhine", at=time(9))]) == (visit, "Room Rhine")
