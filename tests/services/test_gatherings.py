"""Groups: planned, compared and published."""

from datetime import date, time, timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.change_groups import cancel_group, move_person
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import compare_groups, publish_groups
from ridealong.services.invites import outbox
from ridealong.services.journal import undo
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import charters, programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import START, employ, it, marketing, ride_alongs
from services.group_company import (
    COFFEE,
    FIRST,
    SECOND,
    coffee,
    emails,
    journal_says,
    later,
    of_round,
    planned,
    published,
)
from thorough import thorough_only

__all__ = ["planned", "published"]


def test_a_coffee_is_planned_in_groups_of_both_sides_for_every_round(planned: Desk) -> None:
    page = gatherings.page(planned, COFFEE)
    assert [len(of_round(planned, number)) for number in range(3)] == [4] * 3
    for one in page.groups:
        assert {who.side for who in one.people} == set(Side)
        assert len(one.people) == 4
        assert one.state is State.PROPOSED
    assert of_round(planned, 0)[0].days == Days(FIRST, FIRST)
    assert of_round(planned, 0)[0].at == time(15)


def test_it_says_how_often_people_meet_again_and_what_nobody_could_avoid(desk: Desk) -> None:
    coffee(desk)
    assert plan_groups(desk, COFFEE).sentences == ("Coffee: 12 groups in 3 rounds; 12 drafts, no repeats.",)
    few = plan_groups(desk, COFFEE, rounds=1)
    assert (few.repeats, few.changed) == (0, 0)


def test_few_people_meet_again_and_that_is_said(desk: Desk) -> None:
    coffee(desk, 2, 2)
    said = "Coffee: 3 groups in 3 rounds; 3 drafts, 12 repeats, which nobody could avoid."
    assert plan_groups(desk, COFFEE).sentences == (said,)
    assert gatherings.page(desk, COFFEE).sentences == (said.replace(", which nobody could avoid", ""),)


def test_planning_again_changes_nothing_and_writes_nothing(planned: Desk) -> None:
    before, entries = gatherings.page(planned, COFFEE), len(journal_says(planned))
    page = plan_groups(planned, COFFEE)
    assert (page.groups, page.changed) == (before.groups, 0)
    assert len(journal_says(planned)) == entries


@thorough_only
def test_another_seed_gives_other_groups_and_a_dry_run_gives_none(planned: Desk) -> None:
    before = gatherings.page(planned, COFFEE)
    assert plan_groups(planned, COFFEE, seed=3, dry_run=True).changed > 0
    assert gatherings.page(planned, COFFEE) == before
    plan_groups(planned, COFFEE, seed=3)
    assert gatherings.page(planned, COFFEE) != before


def test_who_is_away_on_the_day_has_no_group_in_that_round_alone(desk: Desk) -> None:
    coffee(desk)
    absences.add_absences(desk, ["i0@x.example"], Days(FIRST, FIRST), "private")
    absences.add_absences(desk, ["i1@x.example"], Days(FIRST - timedelta(days=1), FIRST - timedelta(days=1)), "private")
    plan_groups(desk, COFFEE)
    there = {email for one in of_round(desk, 0) for email in emails(one)}
    assert "i0@x.example" not in there
    assert "i1@x.example" in there
    assert "i0@x.example" in {email for one in of_round(desk, 1) for email in emails(one)}


def test_only_who_agreed_is_planned_and_nobody_with_whom_they_are_kept_apart(desk: Desk) -> None:
    coffee(desk, rounds=3)
    programs.enrol(desk, COFFEE, ["i5@x.example"], EnrolmentState.DECLINED)
    limits.add_apart(desk, "i0@x.example", "m0@x.example", "private")
    people.edit(desk, "m1@x.example", {"manager": "i0@x.example"})
    page = plan_groups(desk, COFFEE)
    assert not any("i5@x.example" in emails(one) for one in page.groups)
    for other in ("m0@x.example", "m1@x.example"):
        assert not any({"i0@x.example", other} <= emails(one) for one in page.groups)


def test_who_met_over_coffee_before_is_met_last(make_desk: MakeDesk) -> None:
    desk = make_desk()
    coffee(desk, 8, 8, rounds=1)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)
    met = [emails(one) for one in of_round(desk, 0)]
    programs.create(
        desk, NewProgram(name="Next", kind=Kind.COFFEE, start=START + timedelta(weeks=2), rounds=1, enrol="all")
    )
    page = plan_groups(desk, "Next")
    assert page.repeats == 0
    assert all(len(emails(one) & before) < 2 for one in page.groups for before in met)


def test_what_cannot_be_planned_says_why(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    programs.create(desk, NewProgram(name=COFFEE, kind=Kind.COFFEE, start=START))
    with pytest.raises(Refused, match="Fewer than two people have agreed"):
        plan_groups(desk, COFFEE)
    with pytest.raises(Refused, match="has pairings, and no groups"):
        plan_groups(desk, ride_alongs(desk))
    with pytest.raises(NotFound):
        plan_groups(desk, "Nothing")
    programs.enrol(desk, COFFEE, "all")
    with pytest.raises(Refused, match="has no round that begins"):
        plan_groups(later(desk, date(2027, 6, 1)), COFFEE)
    with pytest.raises(InvalidValue):
        plan_groups(desk, COFFEE, rounds=0)


def test_who_finds_nobody_is_named(desk: Desk) -> None:
    coffee(desk, 1, 1, rounds=1)
    limits.add_apart(desk, "i0@x.example", "m0@x.example", "private")
    page = plan_groups(desk, COFFEE)
    assert page.groups == ()
    assert page.alone[0] == "I0 is in no group of round 1: nobody is there with whom they may meet."


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: plans.plan(desk, COFFEE),
        lambda desk: plans.problem(desk, COFFEE),
        lambda desk: repairs.repair(desk, COFFEE),
    ],
)
def test_what_is_for_pairings_says_where_the_groups_are(planned: Desk, act: object) -> None:
    with pytest.raises(Refused, match="has groups, and no pairings"):
        act(planned)  # type: ignore[operator]  # a function of the desk


@thorough_only
def test_pages_of_pairings_show_none_and_do_not_fail(published: Desk) -> None:
    assert plans.page(published, COFFEE).proposals == ()
    assert publishing.compare(published, COFFEE).publishes == ()
    row = programs.show(published, COFFEE).row
    assert (row.proposed, row.published, row.held) == (4, 8, 0)
    assert programs.show(later(published, FIRST), COFFEE).row.held == 0
    assert programs.show(later(published, FIRST + timedelta(days=1)), COFFEE).row.held == 4
    assert programs.show(later(published, START + timedelta(weeks=3)), COFFEE).row.held == 8


def test_publishing_takes_the_next_weeks_and_makes_one_invite_due_for_each_group(planned: Desk) -> None:
    shown = compare_groups(planned, COFFEE)
    assert (len(shown.publishes), len(shown.later), shown.people, shown.invites) == (8, 4, 16, 8)
    assert shown.sentences[0] == f"Publishing adds 8 groups, {FIRST} to {SECOND}."
    done = publish_groups(planned, COFFEE, shown=shown)
    assert (done.groups, done.rounds, done.invites, done.later) == (8, (0, 1), 8, 4)
    due = outbox.rows(planned)
    assert [one.method for one in due] == [Method.REQUEST] * 8
    assert {one.start for one in due} == {FIRST, SECOND}
    assert sorted(email for one in due if one.start == FIRST for email in one.to) == sorted(
        email for group in of_round(planned, 0) for email in emails(group)
    )


def test_what_is_published_stays_when_planned_again_and_counts_as_having_met(published: Desk) -> None:
    before = [one for one in gatherings.page(published, COFFEE).groups if one.state is State.PUBLISHED]
    plan_groups(published, COFFEE, seed=5)
    after = [one for one in gatherings.page(published, COFFEE).groups if one.state is State.PUBLISHED]
    assert after == before


def test_everything_can_be_published_and_then_nothing_is_left(planned: Desk) -> None:
    assert publish_groups(planned, COFFEE, everything=True).groups == 12
    with pytest.raises(Refused, match="has no drafts to publish"):
        publish_groups(planned, COFFEE)
    with pytest.raises(Refused, match="to come is published"):
        plan_groups(planned, COFFEE)


@thorough_only
def test_a_group_with_somebody_who_is_away_by_now_is_not_published(planned: Desk) -> None:
    absences.add_absences(planned, ["i0@x.example"], Days(FIRST, FIRST), "private matter")
    shown = compare_groups(planned, COFFEE)
    assert shown.wrong is not None
    with pytest.raises(Refused, match="cannot take place as it is: I0 is away on 2027-01-13") as refused:
        publish_groups(planned, COFFEE)
    assert "private" not in str(refused.value)
    plan_groups(planned, COFFEE)
    assert publish_groups(planned, COFFEE).groups == 8


def test_what_somebody_else_changed_is_not_published_unseen(planned: Desk, make_desk: MakeDesk) -> None:
    shown = compare_groups(planned, COFFEE)
    other = make_desk()
    first, second = of_round(other, 0)[:2]
    move_person(other, first.people[0].email, second.id)
    with pytest.raises(ChangedMeanwhile):
        publish_groups(planned, COFFEE, shown=shown)


def test_where_a_sponsor_is_named_both_have_to_agree_first(planned: Desk) -> None:
    charters.set_sponsor(planned, COFFEE, Side.IT, "i0@x.example")
    with pytest.raises(Refused, match="Not all sponsors"):
        publish_groups(planned, COFFEE)
    publish_groups(planned, COFFEE, without_agreement="a pilot")
    assert "without agreement: a pilot" in journal_says(planned)[0]


def test_publishing_is_one_step_that_can_be_taken_back(planned: Desk) -> None:
    before = gatherings.page(planned, COFFEE)
    publish_groups(planned, COFFEE)
    done = undo.undo(planned)
    assert done.due == 0
    assert [one.state for one in gatherings.page(planned, COFFEE).groups] == [one.state for one in before.groups]
    assert undo.redo(planned).due == 8


def test_a_coffee_that_is_over_was_held_unless_somebody_says_otherwise(published: Desk) -> None:
    after = later(published, FIRST + timedelta(days=1))
    assert {one.state for one in of_round(after, 0)} == {State.HELD}
    first = of_round(after, 0)[0]
    cancel_group(after, first.id)
    assert gatherings.show(after, first.id).state is State.MISSED
    assert outbox.rows(after) == tuple(one for one in outbox.rows(after) if one.start == SECOND)
