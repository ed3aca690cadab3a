"""How groups went, and where that is shown and counted."""

import json
from datetime import timedelta

import pytest

from conftest import NewDesk
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, Refused
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.change_groups import cancel_group
from ridealong.services.groups.group_history import past_groups
from ridealong.services.groups.mark_groups import mark_groups
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.outcomes import exposure
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people.personal_data import personal_data
from ridealong.services.programs import program_look
from ridealong.services.reports.report import report
from services.asking import statements
from services.group_company import COFFEE, FIRST, SECOND, coffee, journal_says, later, of_round, published
from services.group_company import sponsors_published as sponsored
from thorough import thorough_only

__all__ = ["published"]


@pytest.fixture
def after(published: Desk) -> Desk:
    """The same on the day after the first coffee."""
    return later(published, FIRST + timedelta(days=1))


def test_groups_that_met_are_marked_all_in_one_step(after: Desk) -> None:
    one, other = of_round(after, 0)[:2]
    done = mark_groups(after, [one.id, other.id], State.MISSED, "private matter", seen=[one.seen, other.seen])
    assert [each.state for each in done] == [State.MISSED] * 2
    assert journal_says(after)[0] == f"Coffee, group {one.id}, {FIRST} and Coffee, group {other.id}, {FIRST}: missed"
    assert mark_groups(after, [one.id], State.HELD)[0].state is State.HELD


def test_why_a_group_did_not_meet_is_told_on_its_page_alone_and_where_asked_for(after: Desk) -> None:
    group = of_round(after, 0)[0]
    mark_groups(after, [group.id], State.MISSED, "Ana was in hospital")
    shown, asked = gatherings.show(after, group.id), gatherings.show(after, group.id, reasons=True)
    assert (shown.reason, shown.hidden) == ("", True)
    assert (asked.reason, asked.hidden) == ("Ana was in hospital", False)
    assert not any(one.reason or one.hidden for one in of_round(after, 0))
    for one in group.people:
        assert "hospital" not in json.dumps(personal_data(after, one.email))
    mark_groups(after, [group.id], State.HELD)
    again = gatherings.show(after, group.id, reasons=True)
    assert (again.reason, again.hidden) == ("", False)


@thorough_only
def test_marking_many_groups_asks_the_database_as_often_as_marking_one(new_desk: NewDesk) -> None:
    asked = []
    for rounds, number in ((1, 1), (3, 12)):
        desk = new_desk()
        coffee(desk, rounds=rounds, publish_weeks=6)
        plan_groups(desk, COFFEE)
        publish_groups(desk, COFFEE)
        over = later(desk, SECOND + timedelta(weeks=3))
        groups = [one.id for one in gatherings.page(over, COFFEE).groups]
        assert len(groups) >= number
        asked.append(statements(over, lambda over=over, some=groups[:number]: mark_groups(over, some, State.MISSED)))
    assert asked[0] == asked[1]


def test_what_nobody_says_anything_about_counts_as_held(after: Desk) -> None:
    mark_groups(after, [of_round(after, 0)[0].id], State.MISSED)
    rounds = program_look.look(after, COFFEE).rounds
    assert [(one.held, one.over, one.published) for one in rounds] == [(3, 1, 0), (0, 0, 4), (0, 0, 0)]
    total = report(after, COFFEE).total
    assert (total.held, total.missed, total.coming) == (3, 1, 4)


def test_who_did_not_meet_counts_as_not_having_met(after: Desk) -> None:
    before = sum(one.times for one in exposure.exposure(after).contacts.values())
    for one in of_round(after, 0):
        mark_groups(after, [one.id], State.MISSED)
    assert sum(one.times for one in exposure.exposure(after).contacts.values()) < before


def test_the_history_finds_groups_by_the_terms_of_pairings(after: Desk) -> None:
    one = of_round(after, 0)[0]
    mark_groups(after, [one.id], State.MISSED)
    assert [each.id for each in past_groups(after, HistoryQuery(text="state:missed"))] == [one.id]
    everything = past_groups(after, HistoryQuery())
    assert len(everything) == 8
    assert [each.days.first for each in everything] == sorted((each.days.first for each in everything), reverse=True)
    who = one.people[0]
    of_person = past_groups(after, HistoryQuery(person=who.email))
    assert of_person == past_groups(after, HistoryQuery(text=f"person:{who.email} kind:coffee"))
    assert len(of_person) == 2
    assert past_groups(after, HistoryQuery(text=f"{who.side}:{who.email} until:{FIRST}")) == of_person[1:]
    assert past_groups(after, HistoryQuery(text="fit:50")) == past_groups(after, HistoryQuery(unmarked=True)) == ()
    with pytest.raises(InvalidValue):
        past_groups(after, HistoryQuery(text="state:nothing"))


def test_what_cannot_have_gone_any_way_is_not_marked(published: Desk, after: Desk) -> None:
    first, coming, draft = (of_round(after, number)[0] for number in range(3))
    with pytest.raises(Refused, match="only meets on"):
        mark_groups(after, [coming.id], State.HELD)
    with pytest.raises(Refused, match="is a draft"):
        mark_groups(after, [draft.id], State.HELD)
    with pytest.raises(InvalidValue, match="cannot be ended"):
        mark_groups(after, [first.id], State.ENDED)
    mark_groups(after, [first.id], State.MISSED)
    with pytest.raises(Refused, match="is missed already"):
        mark_groups(after, [first.id], State.MISSED)
    with pytest.raises(ChangedMeanwhile):
        mark_groups(published, [first.id], State.HELD, seen=[first.seen])
    cancel_group(after, coming.id)
    with pytest.raises(Refused, match="is cancelled"):
        mark_groups(after, [coming.id], State.HELD)


def test_the_sponsors_series_goes_on_and_is_not_marked(desk: Desk) -> None:
    sponsored(desk)
    with pytest.raises(Refused, match="which goes on"):
        mark_groups(later(desk, FIRST), [1], State.HELD)
