"""Where coffee, and the sponsors' meeting, stand beside pairings: lists, pages, the board, and who has met."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.domain.replies import Answer
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Kind as Thing
from ridealong.services.board import board
from ridealong.services.board.board_items import BoardQuery, Sign
from ridealong.services.desk import Desk
from ridealong.services.groups.change_groups import cancel_group
from ridealong.services.groups.group_meetings import list_group_meetings
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.invites.coming_meetings import coming_meetings
from ridealong.services.invites.export_invites import export
from ridealong.services.outcomes import exposure, history_summary
from ridealong.services.outcomes.exposure import ExposureQuery
from ridealong.services.people import people, personal_data, strangers
from ridealong.services.people.people_list import PeopleQuery
from ridealong.services.people.people_list import page as people_page
from ridealong.services.people.person_meetings import next_meetings
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.replies import typed_answers
from services.conftest import START
from services.group_company import (
    ANA,
    COFFEE,
    FIRST,
    SECOND,
    SPONSORS,
    coffee,
    group_of,
    later,
    of_round,
    published,
    sponsors_published,
)
from thorough import thorough_only

__all__ = ["published"]

ME = "i0@x.example"


@pytest.fixture
def after(published: Desk) -> Desk:
    """The same on the day after the first coffee."""
    return later(published, FIRST + timedelta(days=1))


def others(desk: Desk, number: int = 0) -> list[str]:
    return [who.name for who in group_of(desk, ME, number).people if who.email != ME]


def across(desk: Desk, number: int = 0) -> set[str]:
    return {who.email for who in group_of(desk, ME, number).people if who.side is Side.MARKETING}


def test_the_meetings_of_somebody_hold_their_coffees(published: Desk, after: Desk) -> None:
    mine = list_group_meetings(published, person=ME)
    assert [(one.group, one.first_day, one.every_weeks) for one in mine] == [
        (group_of(published, ME).id, FIRST, None),
        (group_of(published, ME, 1).id, SECOND, None),
    ]
    assert f"{mine[0].at:%H:%M} for {mine[0].minutes}" == "15:00 for 30"
    assert len(list_group_meetings(published, program=COFFEE)) == 8
    assert len(list_group_meetings(after)) == 4
    assert len(list_group_meetings(after, over=True)) == 8
    assert [one.first_day for one in list_group_meetings(after, person=ME)] == [SECOND]
    assert [one.first_day for one in list_group_meetings(after, person=ME, over=True)] == [FIRST, SECOND]


def test_a_sponsor_comes_to_each_of_their_meetings(desk: Desk) -> None:
    sponsors_published(desk)
    (series,) = list_group_meetings(desk, person=ANA)
    assert (series.every_weeks, series.program, series.people[0].email) == (1, SPONSORS, ANA)
    assert list_group_meetings(desk, person="mia@x.example") == ()
    mine = next_meetings(desk, ANA, most=3)
    assert [one.on for one in mine] == [each.day for each in series.occurrences[:3]]
    assert {one.key for one in coming_meetings(desk)} == {f"g1 {each.day}" for each in series.occurrences}


def test_the_meetings_to_come_hold_those_of_groups_by_day(published: Desk, after: Desk) -> None:
    found = coming_meetings(published)
    assert [one.day for one in found] == [FIRST] * 4 + [SECOND] * 4
    mine = next(one for one in found if one.group == group_of(published, ME).id)
    assert {one.email for one in mine.people} == {who.email for who in group_of(published, ME).people}
    assert [one.day for one in coming_meetings(after)] == [SECOND] * 4


def test_the_page_of_somebody_has_their_coffees_and_answers(published: Desk, after: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    number = group_of(published, ME).id
    typed_answers.record(published, f"g{number}", ME, Answer.TENTATIVE)
    first, second = next_meetings(published, ME)
    assert (first.group, first.kind, first.first_day, first.sent) == (number, MeetingKind.CHECK_IN, FIRST, True)
    assert (first.mine, first.theirs, second.mine) == (Answer.TENTATIVE, None, None)
    assert all(name in first.other_name for name in others(published))
    page = people.show(after, ME)
    assert [(one.days.first, one.state) for one in page.groups] == [(SECOND, State.PUBLISHED), (FIRST, State.HELD)]
    assert [one.name for one in page.groups[1].others(ME)] == others(after)


def test_the_board_marks_the_week_of_a_coffee_in_the_row_of_everybody_in_it(published: Desk) -> None:
    rows = board.board(published, BoardQuery(first=START, weeks=3)).rows
    mine = next(row for row in rows if row.email == ME)
    assert [[one.sign for one in cell] for cell in mine.cells] == [[Sign.COFFEE], [], [Sign.COFFEE]]
    ((item,), _empty, _second) = mine.cells
    assert (item.days.first, item.state, item.group_id) == (FIRST, State.PUBLISHED, group_of(published, ME).id)
    assert item.label == ", ".join(others(published))
    assert all(len(row.cells[0]) == 1 for row in rows)
    cancel_group(published, group_of(published, ME).id)
    rows = board.board(published, BoardQuery(first=START, weeks=1, program=COFFEE)).rows
    assert [len(row.cells[0]) for row in rows].count(0) == 4


def test_a_coffee_is_one_meeting_of_each_two_teams_in_it(published: Desk, after: Desk) -> None:
    found = exposure.exposure(after)
    both = [(who.side, who.team) for who in group_of(after, ME).people]
    mine = next(team for side, team in both if side is Side.IT)
    theirs = next(team for side, team in both if side is Side.MARKETING)
    contact = found.contacts[mine, theirs]
    assert (contact.last, contact.times >= 1, contact.people is not None) == (FIRST, True, True)
    groups = [group for number in (0, 1) for group in (group_of(after, f"i{at}@x.example", number) for at in range(8))]
    pairs = {
        (group.id, one.team, other.team)
        for group in groups
        for one in group.people
        for other in group.people
        if (one.side, other.side) == (Side.IT, Side.MARKETING)
    }
    assert sum(one.times for one in found.contacts.values()) == len(pairs)
    assert sum(one.coming for one in found.contacts.values()) == len({one for one in pairs if one[0] > 4})
    assert exposure.exposure(after, ExposureQuery(since=SECOND)).contacts.keys() <= found.contacts.keys()
    assert exposure.exposure(published).contacts[mine, theirs].last is None


def test_who_had_coffee_together_has_met(after: Desk) -> None:
    listed = {row.email: row.met for row in people_page(after, PeopleQuery()).rows}
    assert listed[ME] == len(across(after))
    sorted_by_met = [row.email for row in people_page(after, PeopleQuery(sort="met", descending=True)).rows]
    assert [listed[one] for one in sorted_by_met] == sorted(listed.values(), reverse=True)
    assert all(one.percent == 100 for one in history_summary.summary(after).reach)
    found = strangers.between(after, "", "")
    never = {one.email for row in found.people if row.person.email == ME for one in row.never_met}
    assert never == {f"m{at}@x.example" for at in range(8)} - across(after) - across(after, 1)
    assert found.coming > 0
    teams = {who.team for number in (0, 1) for who in group_of(after, ME, number).people if who.side is Side.MARKETING}
    assert set(strangers.teams_never_met(after, ME)) == {"U0", "U1", "U2"} - teams


def met_everywhere(desk: Desk, email: str) -> int:
    """How many people of the other side somebody has met, which every place that shows it must tell alike."""
    listed = {row.email: row.met for row in people_page(desk, PeopleQuery()).rows}
    page = people.show(desk, email)
    of_groups: set[str] = set()
    for group in page.groups:
        of_groups |= group.met_across(email, page.person.side, desk.clock.today())[0]
    assert listed[email] == len(of_groups)
    by_met = [listed[row.email] for row in people_page(desk, PeopleQuery(sort="met", descending=True)).rows]
    assert by_met == sorted(listed.values(), reverse=True)
    for text, holds in (("met:never", lambda n: n == 0), ("met:1+", lambda n: n >= 1), ("met:2", lambda n: n == 2)):
        found = {row.email for row in people_page(desk, PeopleQuery(text=text)).rows}
        assert found == {one for one, number in listed.items() if holds(number)}
        assert {one.email for one in people.everyone(desk, text)} == found
        assert {one.email for one in board.board(desk, BoardQuery(first=START, weeks=1, text=text)).rows} == found
    reach = history_summary.summary(desk).reach
    assert sum(one.met for one in reach) == sum(number > 0 for number in listed.values())
    in_program = history_summary.summary(desk, program=COFFEE).reach
    assert sum(one.met for one in in_program) == sum(one.met for one in reach)
    met = strangers.between(desk, "", "")
    assert 2 * (met.pairs - met.never - met.coming) == sum(listed.values())
    return listed[email]


@thorough_only
def test_every_place_tells_alike_whom_somebody_has_met(published: Desk) -> None:
    across_first = len(across(published))
    assert met_everywhere(later(published, START), ME) == 0
    assert met_everywhere(later(published, FIRST), ME) == across_first
    assert met_everywhere(later(published, SECOND - timedelta(days=1)), ME) == across_first
    assert met_everywhere(later(published, SECOND), ME) == len(across(published) | across(published, 1))


def test_a_coffee_that_a_holiday_moves_counts_from_its_own_day_on(make_desk: MakeDesk) -> None:
    ascension = date(2027, 5, 6)
    desk = make_desk(date(2027, 4, 26))
    start = {"start": date(2027, 5, 3), "rounds": 1, "check_in_weekday": 3}
    coffee(desk, 4, 4, **start)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)
    (day,) = {one.days.first for one in of_round(desk, 0)}
    assert day > ascension
    assert met_everywhere(later(desk, ascension), ME) == 0
    assert met_everywhere(later(desk, day), ME) > 0


def test_who_has_coffee_is_not_on_today_as_never_with_anybody(published: Desk) -> None:
    new = programs.NewProgram(name="Spring", kind=Kind.RIDE_ALONG, start=START, rounds=20)
    programs.create(published, new)
    programs.enrol(published, "Spring", ["i7@x.example", "m7@x.example"])
    plans.plan(published, "Spring", rounds=1)
    programs.enrol(published, "Spring", "all")
    running = later(published, START + timedelta(days=1))
    assert attention.everything(running, kinds=[Thing.UNPAIRED]) == ()
    for number in (0, 1, 2):
        for one in of_round(published, number):
            cancel_group(published, one.id)
    waiting = {one.people[0] for one in attention.everything(running, kinds=[Thing.UNPAIRED])}
    assert len(waiting) == 14
    assert ME in waiting


def test_what_is_held_of_somebody_tells_the_day_of_each_coffee(published: Desk) -> None:
    found = personal_data.personal_data(published, ME)["groups"]
    assert [(one["start"], one["end"], one["state"]) for one in found[:2]] == [  # type: ignore[index]  # of a document
        (str(FIRST), str(FIRST), "published"),
        (str(SECOND), str(SECOND), "published"),
    ]
