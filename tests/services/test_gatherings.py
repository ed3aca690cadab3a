"""Groups: planned, published, changed by hand, repaired; and the weekly meeting of the sponsors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.domain.replies import Answer
from ridealong.services import (
    absences,
    answers,
    attention,
    charters,
    gatherings,
    limits,
    outbox,
    people,
    plans,
    program_settings,
    programs,
    publishing,
    repairs,
    typed_answers,
    undo,
)
from ridealong.services.attention_items import Kind as Thing
from ridealong.services.change_groups import cancel_group, move_person, skip_day, take_out
from ridealong.services.desk import Desk
from ridealong.services.export_invites import export
from ridealong.services.feeds import write_feeds
from ridealong.services.group_views import Group
from ridealong.services.journal import JournalQuery
from ridealong.services.journal import page as journal_page
from ridealong.services.plan_groups import plan_groups
from ridealong.services.program_settings import ProgramChange
from ridealong.services.programs import NewProgram
from ridealong.services.publish_groups import compare_groups, publish_groups
from ridealong.services.repair_groups import repair_groups
from services.built import built
from services.conftest import START, employ, it, marketing, ride_alongs

COFFEE, SPONSORS = "Coffee", "Sponsors"
FIRST = START + timedelta(days=2)
"""The Wednesday of the first coffee."""
SECOND = FIRST + timedelta(weeks=2)
ANA, MIA, ZOE = "ana@x.example", "mia@x.example", "Zoe <zoe@y.example>"


def coffee(desk: Desk, it_people: int = 8, others: int = 8, **more: object) -> str:
    """A coffee of so many people of each side; returns its name."""
    employ(desk, *(it(f"I{number}", f"T{number % 3}") for number in range(it_people)))
    employ(desk, *(marketing(f"M{number}", f"U{number % 3}") for number in range(others)))
    values: dict[str, object] = {"kind": Kind.COFFEE, "start": START, "rounds": 3, "enrol": "all"}
    programs.create(desk, NewProgram(name=COFFEE, **(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name
    return COFFEE


def series(desk: Desk) -> None:
    """The meeting of Ana and Zoe, who sponsor a program, planned."""
    employ(desk, it("Ana"), marketing("Mia"))
    programs.create(desk, NewProgram(name=SPONSORS, kind=Kind.SPONSORS, start=START))
    plan_groups(desk, SPONSORS)


def signed(desk: Desk) -> None:
    """The same, published."""
    series(desk)
    charters.set_sponsor(desk, SPONSORS, Side.IT, ANA)
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, ZOE)
    publish_groups(desk, SPONSORS)


@pytest.fixture
def planned(desk: Desk) -> Desk:
    return built(desk, _planned)


def _planned(desk: Desk) -> None:
    coffee(desk)
    plan_groups(desk, COFFEE)


@pytest.fixture
def published(desk: Desk) -> Desk:
    return built(desk, _published)


def _published(desk: Desk) -> None:
    _planned(desk)
    publish_groups(desk, COFFEE)


def later(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def of_round(desk: Desk, number: int) -> list[Group]:
    return [one for one in gatherings.page(desk, COFFEE).groups if one.round == number]


def emails(one: Group) -> set[str]:
    return {who.email for who in one.people}


def group_of(desk: Desk, email: str, number: int = 0) -> Group:
    return next(one for one in of_round(desk, number) if email in emails(one))


def journal_says(desk: Desk) -> Sequence[str]:
    """What was done, the newest first."""
    return [one.summary for one in journal_page(desk, JournalQuery()).rows]


# -- planning -----------------------------------------------------------------------------------------------------


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


def test_pages_of_pairings_show_none_and_do_not_fail(published: Desk) -> None:
    assert plans.page(published, COFFEE).proposals == ()
    assert publishing.compare(published, COFFEE).publishes == ()
    row = programs.show(published, COFFEE).row
    assert (row.proposed, row.published, row.held) == (4, 8, 0)
    assert programs.show(later(published, START + timedelta(weeks=3)), COFFEE).row.held == 4


# -- publishing ---------------------------------------------------------------------------------------------------


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


# -- by hand ------------------------------------------------------------------------------------------------------


def test_somebody_moves_to_another_group_of_the_round_and_its_invites_change(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    mine = group_of(published, "i0@x.example")
    other = next(one for one in of_round(published, 0) if one.id != mine.id)
    done = move_person(published, "i0@x.example", other.id)
    assert (done.before, done.after) == (mine.id, other.id)
    assert len(group_of(published, "i0@x.example").people) == 5
    due = outbox.rows(published)
    assert sorted((one.method, len(one.to)) for one in due) == [
        (Method.CANCEL, 1),
        (Method.REQUEST, 3),
        (Method.REQUEST, 5),
    ]


def test_a_draft_changed_by_hand_is_kept_by_planning(planned: Desk) -> None:
    mine, other = of_round(planned, 0)[:2]
    who = mine.people[0].email
    move_person(planned, who, other.id)
    changed = {frozenset(emails(one)) for one in of_round(planned, 0) if one.pinned}
    assert len(changed) == 2
    plan_groups(planned, COFFEE, seed=9)
    assert changed <= {frozenset(emails(one)) for one in of_round(planned, 0)}


def test_nobody_is_moved_where_a_rule_forbids_it(published: Desk) -> None:
    mine = group_of(published, "i0@x.example")
    other = next(one for one in of_round(published, 0) if one.id != mine.id)
    with pytest.raises(Refused, match=f"is in group {mine.id} already"):
        move_person(published, "i0@x.example", mine.id)
    limits.add_apart(published, "i0@x.example", other.people[0].email, "private matter")
    with pytest.raises(Refused, match="are kept apart") as refused:
        move_person(published, "i0@x.example", other.id)
    assert "private" not in str(refused.value)
    limits.remove_apart(published, "i0@x.example", other.people[0].email)
    absences.add_absences(published, ["i0@x.example"], Days(FIRST, FIRST), "private matter")
    with pytest.raises(Refused, match="is away on"):
        move_person(published, "i0@x.example", other.id)
    with pytest.raises(NotFound):
        move_person(published, "i0@x.example", 999)
    with pytest.raises(NotFound):
        move_person(published, "nobody@x.example", other.id)
    with pytest.raises(Refused, match="is over"):
        move_person(later(published, SECOND), "i0@x.example", other.id)
    assert group_of(published, "i0@x.example").id == mine.id


def test_a_newcomer_is_put_in_by_hand_once_they_agreed(published: Desk) -> None:
    employ(published, it("Neo"))
    target = of_round(published, 0)[0]
    with pytest.raises(Refused, match="takes no part in the program"):
        move_person(published, "neo@x.example", target.id)
    programs.enrol(published, COFFEE, ["neo@x.example"])
    assert move_person(published, "neo@x.example", target.id).before is None


def test_nobody_is_left_alone_by_hand(desk: Desk) -> None:
    coffee(desk, 2, 2, rounds=1, group_size=2)
    plan_groups(desk, COFFEE)
    first, second = of_round(desk, 0)
    with pytest.raises(Refused, match="would be alone"):
        take_out(desk, first.people[0].email, first.id)
    with pytest.raises(Refused, match="would be alone"):
        move_person(desk, first.people[0].email, second.id)
    with pytest.raises(NotFound, match="is not in group"):
        take_out(desk, second.people[0].email, first.id)


def test_somebody_is_taken_out_of_a_group(published: Desk) -> None:
    mine = group_of(published, "i0@x.example")
    assert take_out(published, "i0@x.example", mine.id).after is None
    assert emails(gatherings.show(published, mine.id)) == emails(mine) - {"i0@x.example"}


def test_a_group_is_called_off_and_a_draft_set_aside(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    first = of_round(published, 0)[0]
    assert cancel_group(published, first.id, "private matter") is State.PUBLISHED
    assert [(one.method, one.why) for one in outbox.rows(published)] == [(Method.CANCEL, "it no longer takes place")]
    with pytest.raises(Refused, match="called off already"):
        cancel_group(published, first.id)
    assert "private" not in journal_says(published)[0]
    draft = of_round(published, 2)[0]
    assert cancel_group(published, draft.id) is State.PROPOSED
    with pytest.raises(NotFound):
        gatherings.show(published, draft.id)


def test_a_day_is_called_off_and_takes_place_again(published: Desk) -> None:
    done = skip_day(published, COFFEE, SECOND)
    assert (len(done.groups), done.people) == (4, 16)
    assert {one.state for one in of_round(published, 1)} == {State.CANCELLED}
    assert {one.start for one in outbox.rows(published)} == {FIRST}
    plan_groups(published, COFFEE)
    assert {one.state for one in of_round(published, 1)} == {State.CANCELLED}
    skip_day(published, COFFEE, SECOND, back=True)
    assert {one.start for one in outbox.rows(published)} == {FIRST, SECOND}


def test_only_a_day_on_which_something_is_published_is_called_off(published: Desk) -> None:
    with pytest.raises(Refused, match="No group of 'Coffee' is published on 2027-01-14"):
        skip_day(published, COFFEE, FIRST + timedelta(days=1))
    with pytest.raises(Refused, match="was called off"):
        skip_day(published, COFFEE, FIRST, back=True)
    with pytest.raises(InvalidValue, match="is over"):
        skip_day(later(published, SECOND), COFFEE, FIRST)


# -- repairing ----------------------------------------------------------------------------------------------------


def test_who_left_is_ill_or_declined_leaves_their_groups_and_all_others_stay(published: Desk, tmp_path: Path) -> None:
    people.remove(published, "i0@x.example")
    absences.add_absences(published, ["i1@x.example"], Days(FIRST, FIRST), "private matter")
    programs.enrol(published, COFFEE, ["m0@x.example"], EnrolmentState.DECLINED)
    tried = repair_groups(published, COFFEE, dry_run=True)
    done = repair_groups(published, COFFEE, shown=tried)
    first = {email for one in of_round(published, 0) for email in emails(one)}
    assert not first & {"i0@x.example", "i1@x.example", "m0@x.example"}
    second = {email for one in of_round(published, 1) for email in emails(one)}
    assert "i1@x.example" in second
    assert {one.reason for one in done.changes if one.email == "i1@x.example"} == {"I1 is away on 2027-01-13"}
    again = repair_groups(published, COFFEE)
    assert (again.changes, again.sentences) == ((), ("Coffee: every group can take place as it stands.",))


def test_whoever_is_left_alone_joins_another_group_and_theirs_is_called_off(desk: Desk) -> None:
    coffee(desk, 2, 2, rounds=1, group_size=2)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)
    first, second = of_round(desk, 0)
    gone, stays = first.people
    people.remove(desk, gone.email)
    assert [(one.start, len(one.to)) for one in outbox.rows(desk)] == [(FIRST, 2)]
    done = repair_groups(desk, COFFEE)
    assert done.cancelled == (first.id,)
    assert [(one.email, one.after) for one in done.changes] == [(gone.email, None), (stays.email, second.id)]
    assert emails(gatherings.show(desk, second.id)) == {*emails(second), stays.email}
    assert [(one.start, len(one.to)) for one in outbox.rows(desk)] == [(FIRST, 3)]


def test_who_is_kept_apart_by_now_gets_another_group(published: Desk) -> None:
    mine = of_round(published, 0)[0]
    one, other = mine.people[0], mine.people[-1]
    limits.add_apart(published, one.email, other.email, "private matter")
    assert any("are kept apart" in said for said in gatherings.show(published, mine.id).troubles)
    done = repair_groups(published, COFFEE)
    (change,) = [each for each in done.changes if each.round == 0]
    assert change.after not in (None, mine.id)
    assert group_of(published, one.email).id != group_of(published, other.email).id


def test_a_repair_that_changed_meanwhile_is_shown_again(published: Desk) -> None:
    absences.add_absences(published, ["i1@x.example"], Days(FIRST, FIRST), "private matter")
    shown = repair_groups(published, COFFEE, dry_run=True)
    absences.add_absences(published, ["i2@x.example"], Days(FIRST, FIRST), "private matter")
    with pytest.raises(ChangedMeanwhile):
        repair_groups(published, COFFEE, shown=shown)


def test_today_says_which_groups_cannot_take_place(published: Desk) -> None:
    assert attention.everything(published, kinds=[Thing.GROUPS]) == ()
    absences.add_absences(published, ["i1@x.example"], Days(FIRST, FIRST), "private matter")
    (found,) = attention.everything(published, kinds=[Thing.GROUPS])
    assert (found.text, found.detail) == ("Coffee: 1 group cannot take place as it stands", "I1 is away on 2027-01-13")
    assert (found.people, found.remedy) == (("i1@x.example",), 'ridealong repair "Coffee"')
    repair_groups(published, COFFEE)
    assert attention.everything(published, kinds=[Thing.GROUPS]) == ()


def test_today_says_which_drafts_of_groups_are_to_be_published(planned: Desk) -> None:
    morning = attention.first(planned)
    (found,) = [item for some in morning.found for item in some.items]
    assert (found.text, found.groups, found.number) == ("Coffee: 8 drafts are not published", True, 8)
    late = later(planned, START + timedelta(days=1))
    (old,) = attention.everything(late, kinds=[Thing.SPOILED])
    assert old.remedy == 'ridealong groups list "Coffee"'
    assert attention.everything(late, kinds=[Thing.UNPAIRED]) == ()


def test_the_feed_of_somebody_holds_their_coffees(published: Desk, tmp_path: Path) -> None:
    write_feeds(published, tmp_path / "feeds")
    (mine,) = [
        text for file in (tmp_path / "feeds").rglob("*.ics") if "NAME:Ridealong: I0\n" in (text := file.read_text())
    ]
    assert mine.count("SUMMARY:Coffee") == 2


# -- answers ------------------------------------------------------------------------------------------------------


def test_answers_are_kept_and_a_decline_frees_the_seat(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    mine = group_of(published, "i0@x.example")
    typed_answers.record(published, f"g{mine.id}", "i0@x.example", Answer.DECLINED, note="private matter")
    rows = [one for one in answers.rows(published, COFFEE) if one.uid == mine.uid]
    assert [(one.email, one.answer) for one in rows if one.answer] == [("i0@x.example", Answer.DECLINED)]
    assert (rows[0].named, rows[0].pairing) == (f"g{mine.id}", 0)
    seen = gatherings.show(published, mine.id)
    assert [who.email for who in seen.people if who.declined] == ["i0@x.example"]
    assert seen.troubles == ("I0 has declined",)
    done = repair_groups(published, COFFEE)
    assert [(one.email, one.after) for one in done.changes] == [("i0@x.example", None)]
    assert "i0@x.example" not in emails(gatherings.show(published, mine.id))


def test_an_answer_to_what_was_never_sent_says_so(published: Desk) -> None:
    mine = of_round(published, 0)[0]
    with pytest.raises(Refused, match="No invite"):
        typed_answers.record(published, f"g{mine.id}", mine.people[0].email, Answer.ACCEPTED)
    for nothing in ("g999", "g" + "9" * 40, "gx"):
        with pytest.raises(NotFound):
            typed_answers.record(published, nothing, mine.people[0].email, Answer.ACCEPTED)


def test_whoever_answers_from_a_new_address_is_known(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    mine = group_of(published, "i0@x.example")
    people.change_email(published, "i0@x.example", "ivo@x.example")
    done = typed_answers.record(published, mine.uid, "ivo@x.example", Answer.ACCEPTED)
    assert done.email == "i0@x.example"


# -- sponsors -----------------------------------------------------------------------------------------------------


def test_the_sponsors_have_one_series_over_all_of_the_program(desk: Desk) -> None:
    series(desk)
    (one,) = gatherings.page(desk, SPONSORS).groups
    assert one.people == ()
    assert plan_groups(desk, SPONSORS).changed == 0
    assert len(gatherings.page(desk, SPONSORS).groups) == 1


def test_their_meeting_is_published_once_both_are_named(desk: Desk) -> None:
    series(desk)
    charters.set_sponsor(desk, SPONSORS, Side.IT, ANA)
    with pytest.raises(Refused, match="has no Marketing sponsor") as refused:
        publish_groups(desk, SPONSORS)
    assert "--side marketing" in refused.value.typed
    assert "ridealong" not in refused.value.remedy
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, ZOE)
    assert publish_groups(desk, SPONSORS).invites == 1
    (due,) = outbox.rows(desk)
    assert (due.start, due.every_weeks, due.to) == (FIRST, 1, (ANA, "zoe@y.example"))


def test_another_sponsor_changes_the_invite(desk: Desk, tmp_path: Path) -> None:
    signed(desk)
    export(desk, tmp_path / "out")
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, MIA)
    assert [(one.method, one.to) for one in outbox.rows(desk)] == [
        (Method.CANCEL, ("zoe@y.example",)),
        (Method.REQUEST, (ANA, MIA)),
    ]
    assert undo.undo(desk).due == 0
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, "")
    assert [(one.method, one.to) for one in outbox.rows(desk)] == [(Method.CANCEL, (ANA, "zoe@y.example"))]


def test_one_day_of_the_series_is_left_out_and_put_back(desk: Desk, tmp_path: Path) -> None:
    signed(desk)
    export(desk, tmp_path / "out")
    skip_day(desk, SPONSORS, SECOND)
    (due,) = outbox.rows(desk)
    assert (due.method, due.update, due.why) == (Method.REQUEST, True, "the time changed")
    assert gatherings.page(desk, SPONSORS).groups[0].without == (SECOND,)
    with pytest.raises(Refused, match="do not meet on"):
        skip_day(desk, SPONSORS, SECOND)
    skip_day(desk, SPONSORS, SECOND, back=True)
    assert outbox.rows(desk) == ()
    with pytest.raises(Refused, match="do not meet on"):
        skip_day(desk, SPONSORS, SECOND + timedelta(days=1))


def test_the_series_keeps_clear_of_days_on_which_a_sponsor_is_off(desk: Desk) -> None:
    signed(desk)
    absences.add_absences(desk, [ANA], Days(SECOND, SECOND), "private matter")
    (one,) = gatherings.page(desk, SPONSORS).groups
    assert one.without == (SECOND,)
    with pytest.raises(Refused, match="not left out by hand"):
        skip_day(desk, SPONSORS, SECOND, back=True)


def test_another_hour_of_the_program_is_that_of_the_series(desk: Desk, tmp_path: Path) -> None:
    signed(desk)
    export(desk, tmp_path / "out")
    program_settings.edit(desk, SPONSORS, ProgramChange(meetings=MeetingsAsked(at=time(9), minutes=15)))
    (one,) = gatherings.page(desk, SPONSORS).groups
    assert (one.at, one.minutes) == (time(9), 15)
    assert [each.why for each in outbox.rows(desk)] == ["the time changed"]
    with pytest.raises(InvalidValue):
        program_settings.edit(desk, SPONSORS, ProgramChange(meetings=MeetingsAsked(no_check_ins=True)))


def test_their_people_are_those_of_the_charter_alone(desk: Desk) -> None:
    signed(desk)
    (one,) = gatherings.page(desk, SPONSORS).groups
    with pytest.raises(Refused, match="is the meeting of the sponsors"):
        move_person(desk, MIA, one.id)
    assert repair_groups(desk, SPONSORS).changes == ()
    assert cancel_group(desk, one.id) is State.PUBLISHED
