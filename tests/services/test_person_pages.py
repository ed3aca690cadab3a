"""What a person's page adds up: load ahead and behind, next meetings, programs, managers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.days import FixedClock
from ridealong.domain.errors import NotFound
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.replies import Answer
from ridealong.services.desk import Desk
from ridealong.services.invites import meeting_changes
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.outcomes import history
from ridealong.services.people import people
from ridealong.services.people.person_load import load_of, most_within
from ridealong.services.people.person_meetings import next_meetings
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.replies import typed_answers
from services.conftest import SPRING, START, buddies, employ, it, marketing, ride_alongs

ANA, MIA = "ana@x.example", "mia@x.example"


def test_the_load_counts_visits_guests_and_buddies_ahead_and_behind(one: Desk) -> None:
    buddies(one, repeat_days=0, start=START + timedelta(weeks=2))
    plans.plan(one, "Buddies")
    assert [(each.buddies, each.drafts) for each in load_of(one, ANA).weeks[2:4]] == [(0, 0), (1, 1)]
    publishing.publish(one, "Buddies", everything=True)
    ana, mia = load_of(one, ANA), load_of(one, MIA)
    assert (ana.ahead.visits, ana.ahead.hostings, ana.ahead.buddies) == (1, 0, 1)
    assert (mia.ahead.visits, mia.ahead.hostings, mia.ahead.buddies) == (0, 1, 1)
    assert [(each.visits, each.buddies) for each in ana.weeks[:4]] == [(0, 0), (1, 0), (0, 0), (0, 1)]
    later = replace(one, clock=FixedClock(START + timedelta(weeks=2)))
    assert load_of(later, ANA).ahead.visits == 0
    assert load_of(later, ANA).behind.visits == 1


def test_what_was_missed_or_cancelled_is_no_load(one: Desk) -> None:
    (row,) = history.page(one, history.HistoryQuery()).rows
    later = replace(one, clock=FixedClock(START + timedelta(weeks=2)))
    history.mark(later, row.id, State.MISSED)
    assert load_of(later, ANA).behind.visits == 0


def test_a_week_with_more_guests_than_places_is_full(one: Desk) -> None:
    assert not any(each.full for each in load_of(one, MIA).weeks)
    people.edit(one, MIA, {"capacity": 0})
    found = load_of(one, MIA)
    assert [each.monday for each in found.weeks if each.full] == [START]
    assert (found.seats, found.said) == (0, True)


def test_the_limits_of_a_program_are_told_for_guests_and_hosts(one: Desk) -> None:
    (ana,), (mia,) = load_of(one, ANA).programs, load_of(one, MIA).programs
    assert (ana.visits, ana.most_visits, ana.hostings) == (1, 1, None)
    assert (mia.visits, mia.hostings, mia.most_hostings) == (None, 1, 2)
    programs.enrol(one, SPRING, [ANA], EnrolmentState.DECLINED)
    assert load_of(one, ANA).programs == ()


@given(st.lists(st.integers(0, 400), max_size=12), st.integers(1, 20))
def test_the_most_within_some_weeks_is_what_the_fullest_stretch_holds(offsets: list[int], weeks: int) -> None:
    days = sorted(date(2027, 1, 1) + timedelta(days=one) for one in offsets)
    starts = [date(2027, 1, 1) + timedelta(days=one) for one in range(-200, 401)]
    spans = (sum(first <= day < first + timedelta(weeks=weeks) for day in days) for first in starts)
    assert most_within(days, weeks) == max(spans)


def test_the_next_meetings_stand_in_the_time_of_the_person(sent: Desk) -> None:
    people.edit(sent, ANA, {"time_zone": "America/New_York"})
    ana = [one for one in next_meetings(sent, ANA) if one.kind is MeetingKind.CHECK_IN]
    mia = [one for one in next_meetings(sent, MIA) if one.kind is MeetingKind.CHECK_IN]
    assert [one.start.utcoffset() for one in ana if one.start] != [one.start.utcoffset() for one in mia if one.start]
    assert [one.start for one in ana] == [one.start for one in mia]
    assert {one.other for one in ana} == {MIA}


def test_meetings_come_by_day_and_only_those_that_are_not_over(sent: Desk) -> None:
    days = [one.first_day for one in next_meetings(sent, ANA)]
    assert days == sorted(days)
    later = replace(sent, clock=FixedClock(START + timedelta(weeks=1, days=3)))
    left = next_meetings(later, ANA)
    assert 0 < len(left) < len(days)
    assert all(one.last_day >= later.clock.today() for one in left)
    assert len(next_meetings(sent, ANA, most=2)) == 2


def test_answers_stand_beside_a_meeting_and_what_was_skipped_is_not_there(sent: Desk) -> None:
    visit = next(one for one in list_meetings(sent, MeetingQuery(program=SPRING)) if one.kind is MeetingKind.VISIT)
    typed_answers.record(sent, visit.uid, MIA, Answer.DECLINED)
    found = next(one for one in next_meetings(sent, ANA) if one.kind is MeetingKind.VISIT)
    assert (found.sent, found.mine, found.theirs) == (True, None, Answer.DECLINED)
    first = next(one for one in next_meetings(sent, ANA) if one.kind is MeetingKind.CHECK_IN)
    meeting_changes.skip(sent, first.meeting, first.on)
    assert (first.meeting, first.on) not in [(one.meeting, one.on) for one in next_meetings(sent, ANA)]


def test_a_meeting_nobody_was_told_of_is_not_sent(one: Desk) -> None:
    assert {each.sent for each in next_meetings(one, ANA)} == {False}
    with pytest.raises(NotFound):
        next_meetings(one, "nobody@x.example")


def test_a_page_names_the_manager_and_those_who_are_managed(desk: Desk) -> None:
    employ(desk, it("Ana", manager="BOSS@x.example"), it("Ben", manager="boss@x.example"), it("Boss"))
    employ(desk, marketing("Mia", manager="cmo@elsewhere.example"))
    page = people.show(desk, "boss@x.example")
    assert [one.name for one in page.reports] == ["Ana", "Ben"]
    boss = people.show(desk, ANA).boss
    assert boss is not None
    assert boss.name == "Boss"
    assert people.show(desk, MIA).boss is None
    people.remove(desk, ANA)
    assert [one.name for one in people.show(desk, "boss@x.example").reports] == ["Ben"]


def test_a_page_tells_what_was_answered_to_each_program(small: Desk) -> None:
    ride_alongs(small)
    programs.enrol(small, SPRING, [ANA], EnrolmentState.PAUSED, date(2027, 2, 5))
    (found,) = people.show(small, ANA).enrolled
    assert (found.program, found.state, found.until, found.archived) == (SPRING, "paused", date(2027, 2, 5), False)
    programs.archive(small, SPRING)
    assert people.show(small, ANA).enrolled[0].archived
