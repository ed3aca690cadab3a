"""Which meetings a program has, whatever a coordinator says of them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.program_meetings import Meetings, MeetingsAsked, checks_in_by_default, meetings_asked
from ridealong.domain.programs import CheckIn, Kind

CHECK_IN = MeetingKind.CHECK_IN
USUAL = CheckIn(every_weeks=3)

some_kinds = st.lists(st.sampled_from(MeetingKind)).map(tuple)
rhythms = st.builds(CheckIn, st.integers(0, 6), st.times(), st.integers(5, 480), st.integers(1, 52))
standings = st.tuples(st.just(tuple(MeetingKind)), st.none() | rhythms)
sayings = st.builds(
    MeetingsAsked,
    kinds=st.none() | some_kinds,
    weekday=st.none() | st.integers(0, 6),
    at=st.none() | st.times(),
    minutes=st.none() | st.integers(5, 480),
    every_weeks=st.none() | st.integers(1, 52),
    no_check_ins=st.booleans(),
)


@pytest.mark.parametrize(
    ("kind", "weeks", "has"),
    [
        (Kind.BUDDY, 1, True),
        (Kind.BUDDY, 13, True),
        (Kind.COMPOSITE, 1, True),
        (Kind.RIDE_ALONG, 1, False),
        (Kind.RIDE_ALONG, 2, True),
        (Kind.ROTATION, 1, False),
    ],
)
def test_buddies_embeds_and_long_visits_check_in(kind: Kind, weeks: int, has: bool) -> None:
    assert checks_in_by_default(kind, weeks) is has


@given(standing=standings)
def test_where_nothing_is_said_nothing_changes(standing: Meetings) -> None:
    assert meetings_asked(Kind.RIDE_ALONG, standing, USUAL, MeetingsAsked()) == standing


@given(standing=standings, asked=sayings)
def test_what_is_said_holds_and_saying_it_twice_changes_nothing_more(standing: Meetings, asked: MeetingsAsked) -> None:
    contradicts = asked.no_check_ins and (asked.says_when or CHECK_IN in (asked.kinds or ()))
    forgotten = asked.says_when and asked.kinds is not None and CHECK_IN not in asked.kinds
    if contradicts or forgotten:
        with pytest.raises(InvalidValue):
            meetings_asked(Kind.RIDE_ALONG, standing, USUAL, asked)
        return
    kinds, rhythm = found = meetings_asked(Kind.RIDE_ALONG, standing, USUAL, asked)
    assert meetings_asked(Kind.RIDE_ALONG, found, USUAL, asked) == found
    assert kinds == tuple(kind for kind in MeetingKind if kind in kinds)
    if asked.kinds is not None:
        assert set(kinds) == set(asked.kinds)
    if asked.no_check_ins:
        assert rhythm is None
    if asked.says_when:
        assert CHECK_IN in kinds
        assert rhythm == asked.rhythm(standing[1] or USUAL)


def test_check_ins_that_are_asked_for_have_the_usual_rhythm_where_none_stands() -> None:
    none: Meetings = (tuple(MeetingKind), None)
    asked = MeetingsAsked(kinds=(CHECK_IN,))
    assert meetings_asked(Kind.RIDE_ALONG, none, USUAL, asked) == ((CHECK_IN,), USUAL)
    fridays = CheckIn(weekday=4, at=time(15))
    assert meetings_asked(Kind.RIDE_ALONG, (tuple(MeetingKind), fridays), USUAL, asked)[1] == fridays


@pytest.mark.parametrize("odd", [kind for kind in MeetingKind if kind is not CHECK_IN])
def test_buddies_have_no_meetings_of_a_visit(odd: MeetingKind) -> None:
    with pytest.raises(InvalidValue, match=f"Buddies have no {odd}: nobody visits anybody"):
        meetings_asked(Kind.BUDDY, (tuple(MeetingKind), USUAL), USUAL, MeetingsAsked(kinds=(CHECK_IN, odd)))
