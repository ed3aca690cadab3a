"""Planning again: what stays as it is, what stops it, and what is said to have changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_value import plan_value
from ridealong.services.plans.plan_views import PlanPage, Proposal
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.storage.schema import pairings
from ridealong.storage.schema import people as people_table
from ridealong.storage.schema import plans as plans_table
from services.checker import broken_rules
from services.conftest import START, day, employ, it, marketing, ride_alongs, week


def pairs(page: PlanPage) -> set[tuple[str, str, int]]:
    return {(one.guest.name, one.host.name, one.round) for one in page.proposals}


def stored(desk: Desk) -> list[dict[str, object]]:
    with desk.reading() as connection:
        found = [dict(row) for row in connection.execute(select(pairings).order_by(pairings.c.id)).mappings()]
        return found + [dict(row) for row in connection.execute(select(plans_table)).mappings()]


def test_a_draft_that_was_pinned_is_kept(small: Desk) -> None:
    name = ride_alongs(small)
    chosen = plans.plan(small, name).proposals[0]
    drafts.pin(small, chosen.id)
    for seed in range(3):
        page = plans.plan(small, name, seed=seed)
        assert (chosen.id, chosen.round, chosen.host, True) in {
            (one.id, one.round, one.host, one.pinned) for one in page.proposals
        }


def test_a_pinned_draft_is_kept_also_where_fewer_rounds_are_planned(small: Desk) -> None:
    name = ride_alongs(small)
    # The last visit has no other one after it that its host would have to rest before.
    last = max(plans.plan(small, name).proposals, key=lambda one: one.round)
    drafts.move(small, last.id, 5)
    page = plans.plan(small, name, rounds=2)
    assert [one.round for one in page.proposals if one.guest == last.guest] == [5]
    assert broken_rules(small) == []


def test_a_pin_that_breaks_a_rule_by_now_is_named_with_people_and_days(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    name = ride_alongs(desk, rounds=2)
    (chosen,) = plans.plan(desk, name).proposals
    drafts.pin(desk, chosen.id)
    absences.add_absences(desk, ["mia@x.example"], Days(chosen.days.first, chosen.days.first))
    with pytest.raises(InvalidValue) as caught:
        plans.plan(desk, name)
    assert "Ana" in str(caught.value)
    assert "Mia is away" in str(caught.value)
    assert "pins[" not in str(caught.value)
    assert "@" not in str(caught.value)


def test_what_is_published_stays_and_counts(small: Desk) -> None:
    name = ride_alongs(small)
    before = pairs(plans.plan(small, name))
    publishing.publish(small, name, everything=True)
    page = plans.plan(small, name)
    assert pairs(page) == before
    assert {one.state for one in page.proposals} == {State.PUBLISHED}


def test_who_was_cancelled_gets_another_place(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    gone = plans.page(small, name).proposals[0]
    drafts.cancel(small, gone.id, "broke a leg")
    page = plans.plan(small, name)
    assert sum(one.guest == gone.guest for one in page.proposals) == 1
    assert broken_rules(small) == []


def test_planning_again_changes_no_row(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    before, version = stored(small), small.version()
    plans.plan(small, name)
    assert stored(small) == before
    assert small.version() == version


def test_a_dry_run_shows_the_plan_and_changes_nothing(small: Desk) -> None:
    name = ride_alongs(small)
    version = small.version()
    dry = plans.plan(small, name, dry_run=True)
    assert len(dry.proposals) == 3
    assert stored(small) == []
    assert small.version() == version
    assert pairs(plans.plan(small, name)) == pairs(dry)


def test_a_change_by_somebody_else_while_planning_is_not_planned_over(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small)
    other = make_desk()

    def meanwhile() -> bool:
        if not absences.list_absences(other):
            absences.add_absences(other, ["ana@x.example"], day(0))
        return False

    with pytest.raises(
        Refused, match=r"Somebody changed something while 'Spring ride-alongs' was planned. Plan it again"
    ):
        plans.plan(small, name, cancelled=meanwhile)
    assert stored(small) == []


def test_a_change_by_somebody_else_that_does_not_concern_the_plan_does_not_stop_it(
    small: Desk, make_desk: MakeDesk
) -> None:
    name = ride_alongs(small)
    other = make_desk()

    def meanwhile() -> bool:
        if len(people.everyone(other)) == 6:
            people.add(other, it("Zoe"))
            people.edit(other, "ana@x.example", {"role": "Architect"})
        return False

    assert len(plans.plan(small, name, cancelled=meanwhile).proposals) == 3
    assert len(people.everyone(small)) == 7


def test_planning_again_says_what_changed_beside_the_draft_before(small: Desk) -> None:
    name = ride_alongs(small)
    first = plans.plan(small, name)
    assert first.changes is None
    again = plans.plan(small, name).changes
    assert again is not None
    assert (again.changes, again.sentences) == ((), ("No better plan was found: the draft stays as it is.",))
    one = first.proposals[0]
    limits.add_apart(small, one.guest.email, one.host.email, "private matter")
    found = plans.plan(small, name)
    changes = found.changes
    assert changes is not None
    before = {(each.guest.email, each.host.email, each.round) for each in first.proposals}
    after = {(each.guest.email, each.host.email, each.round) for each in found.proposals}
    gone = {(each.guest.email, each.before.host.email, each.before.round) for each in changes.changes if each.before}
    new = {(each.guest.email, each.after.host.email, each.after.round) for each in changes.changes if each.after}
    assert (gone, new, changes.same) == (before - after, after - before, len(before & after))
    assert one.guest.email in {each.guest.email for each in changes.changes}
    assert f"Beside the draft before: {changes.same} pairing" in changes.sentences[0]


@pytest.mark.parametrize(
    "change",
    [
        {"side": "marketing"},
        {"removed": True},
        {"capacity": 0},
        {"team": "Brand"},
        {"last_day": START - timedelta(days=1)},
    ],
)
@pytest.mark.parametrize("row", [1, 4], ids=["guest", "host"])
def test_a_new_plan_is_compared_with_a_draft_of_people_as_they_were(
    small: Desk, change: dict[str, object], row: int
) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    if "side" in change and row > 3:
        change = {"side": "it"}
    with small.changing("people edit") as step:
        step.work.update(people_table, {row: change})
        step.done("changed past the rules")
    page = plans.plan(small, name)
    assert page.changes is not None
    assert page.changes.sentences


def test_a_plan_that_cannot_be_compared_stands_alone(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)

    def fails(*_given: object) -> None:
        raise InvalidValue("the first plan: the problem has no host")

    monkeypatch.setattr(plans, "plan_changes", fails)
    page = plans.plan(small, name)
    assert page.numbers is not None
    assert page.changes is None


def moved(desk: Desk, name: str) -> Proposal:
    """A draft that was moved to another round by hand, which makes the plan no worse, and that is not pinned."""
    last = max(plans.plan(desk, name).proposals, key=lambda one: one.round)
    drafts.move(desk, last.id, 5)
    drafts.pin(desk, last.id, pinned=False)
    return next(one for one in plans.page(desk, name).proposals if one.id == last.id)


def seats(page: PlanPage) -> list[tuple[int, str, str, int]]:
    return [(one.id, one.guest.email, one.host.email, one.round) for one in page.proposals]


def test_drafts_stay_where_no_plan_is_better(small: Desk) -> None:
    name = ride_alongs(small)
    moved(small, name)
    before = seats(plans.page(small, name))
    again = plans.plan(small, name)
    assert seats(again) == before
    assert again.changes is not None
    assert again.changes.sentences == ("No better plan was found: the draft stays as it is.",)
    assert again.numbers is not None
    assert (again.numbers.proved, again.numbers.by_hand) == (True, False)
    assert again.sentences[-1] == "No plan can be better: this one is proved to be the best."
    assert plan_value(small, name).value == again.numbers.value == again.numbers.bound


def test_drafts_stay_beside_what_is_published(small: Desk) -> None:
    name = ride_alongs(small)
    one = moved(small, name)
    publishing.publish(small, name)
    before = seats(plans.page(small, name))
    again = plans.plan(small, name)
    assert seats(again) == before
    assert {each.state for each in again.proposals} == {State.PROPOSED, State.PUBLISHED}
    assert one.round in {each.round for each in again.proposals}


def test_drafts_stay_where_planning_again_is_stopped_at_once(small: Desk) -> None:
    name = ride_alongs(small)
    moved(small, name)
    before = seats(plans.page(small, name))
    assert seats(plans.plan(small, name, cancelled=lambda: True)) == before
    assert seats(plans.plan(small, name, seconds=1e-9)) == before


def test_another_seed_asks_for_another_of_the_best_plans(small: Desk) -> None:
    name = ride_alongs(small)
    moved(small, name)
    before = plans.page(small, name)
    assert seats(plans.plan(small, name, seed=0)) == seats(before)
    other = plans.plan(small, name, seed=1)
    assert pairs(other) != pairs(before)
    assert other.numbers is not None
    assert other.numbers.proved


def test_drafts_make_way_for_a_better_plan_and_for_more_people(small: Desk) -> None:
    name = ride_alongs(small)
    one = moved(small, name)
    people.add(small, it("Dov"))
    programs.enrol(small, name, ("dov@x.example",))
    page = plans.plan(small, name)
    assert {each.guest.name for each in page.proposals} == {"Ana", "Ben", "Cho", "Dov"}
    absences.add_absences(small, [one.host.email], one.days)
    assert all(each.days != one.days for each in plans.plan(small, name).proposals if each.host == one.host)
    assert broken_rules(small) == []


def test_drafts_stay_where_planning_starts_later_and_those_of_rounds_before_go(small: Desk) -> None:
    name, later = ride_alongs(small), START + timedelta(weeks=1)
    early = next(each for each in plans.plan(small, name).proposals if each.round == 0)
    absences.add_absences(small, [early.guest.email], week(0, 6))
    before = [each for each in seats(plans.page(small, name)) if each[0] != early.id]
    again = plans.plan(small, name, start=later)
    assert seats(again) == before
    assert again.changes is not None
    assert again.changes.sentences[0] == "Beside the draft before: 2 pairings the same, 1 gone."
    drafts.move(small, before[-1][0], 5)
    drafts.pin(small, before[-1][0], pinned=False)
    moved_on = seats(plans.page(small, name))
    assert seats(plans.plan(small, name, start=later)) == moved_on != before


def test_what_a_new_plan_leaves_open_is_told_of_the_drafts_that_stay(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    name = ride_alongs(desk, rounds=1)
    (first,) = plans.plan(desk, name).proposals
    other = "ben@x.example" if first.guest.name == "Ana" else "ana@x.example"
    drafts.cancel(desk, first.id)
    pins.add_pin(desk, name, other, "mia@x.example", 0)
    (held,) = plans.plan(desk, name).proposals
    pins.remove_pin(desk, name, other, "mia@x.example", 0)
    page = plans.plan(desk, name)
    assert [one.id for one in page.proposals] == [held.id]
    assert [one.guest for one in page.open] == [first.guest]
