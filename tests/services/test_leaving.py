"""Leaving a program early: what falls away, what ends, who is told, and what nobody learns."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ridealong.domain.days import FixedClock
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.invites import outbox
from ridealong.services.journal import journal, undo
from ridealong.services.journal.journal import JournalQuery
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import people
from ridealong.services.people.personal_data import personal_data
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.programs.leaving import leave
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs, two_pairs_planned, week
from services.conftest import buddies as buddy_program

ANA, MIA, PRIVATE = "ana@x.example", "mia@x.example", "a private matter"


def on(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def states(desk: Desk) -> dict[str, State]:
    return {f"{row.it_name} {row.marketing_name}": row.state for row in history.page(desk, HistoryQuery()).rows}


def due(desk: Desk) -> set[tuple[str, tuple[str, ...]]]:
    return {(str(one.method), tuple(sorted(one.to))) for one in outbox.rows(desk)}


def test_what_is_to_come_is_cancelled_and_its_invites_are_due(sent: Desk) -> None:
    left = leave(sent, SPRING, [ANA], reason=PRIVATE)
    assert (left.people, left.emails, len(left.cancelled), left.ended) == (("Ana",), (ANA,), 1, ())
    assert left.words == "Ana takes no part from 2027-01-04 on; 1 pairing cancelled"
    assert states(sent) == {"Ana Mia": State.CANCELLED}
    assert {str(one.method) for one in outbox.rows(sent)} == {"CANCEL"}
    assert programs.show(sent, SPRING).enrolled[0].state is EnrolmentState.DECLINED


def test_what_is_under_way_ends_and_counts_as_having_met(sent: Desk) -> None:
    then = on(sent, START + timedelta(days=2))
    left = leave(then, SPRING, [MIA])
    assert (left.cancelled, len(left.ended)) == ((), 1)
    assert states(then) == {"Ana Mia": State.ENDED}
    assert {str(one.method) for one in outbox.rows(then)} == {"CANCEL"}
    assert states(then)["Ana Mia"].counts_as_met


def test_who_leaves_later_stays_until_the_working_day_before(sent: Desk) -> None:
    left = leave(sent, SPRING, [ANA], first_day=week(1).first)
    assert (left.cancelled, left.ended, len(left.shorter)) == ((), (), 1)
    [row] = history.page(sent, HistoryQuery()).rows
    assert (row.days.last, row.state) == (week(0).last, State.PUBLISHED)
    assert not plans.page(sent, SPRING).clashes
    [enrolled] = people.show(sent, ANA).enrolled
    assert (enrolled.state, enrolled.until) == (EnrolmentState.DECLINED, week(1).first - timedelta(days=1))


def test_a_day_before_anything_begins_cancels_it(sent: Desk) -> None:
    assert leave(sent, SPRING, [ANA], first_day=START + timedelta(days=1)).shorter
    undo.undo(sent)
    assert leave(sent, SPRING, [ANA], first_day=START).cancelled


def test_drafts_go_and_who_was_to_come_has_an_open_place(desk: Desk) -> None:
    two_pairs_planned(desk)
    left = leave(desk, SPRING, [MIA])
    assert len(left.aside) == 1
    page = plans.page(desk, SPRING)
    assert {one.guest.name for one in page.proposals} == {"Ben"}
    assert {one.guest.name for one in page.open} == {"Ana"}
    assert "Mia" not in {one.host.name for one in plans.plan(desk, SPRING).proposals}


def test_several_leave_in_one_step_that_is_taken_back_as_one(desk: Desk) -> None:
    two_pairs_planned(desk)
    before = plans.page(desk, SPRING)
    leave(desk, SPRING, [ANA, "ben@x.example"])
    assert not plans.page(desk, SPRING).proposals
    undo.undo(desk)
    after = plans.page(desk, SPRING)
    assert [one.id for one in after.proposals] == [one.id for one in before.proposals]
    assert after.sentences == before.sentences


def test_what_is_over_and_other_programs_stay_as_they_are(sent: Desk) -> None:
    then = on(sent, week(3).first)
    buddy_program(then, start=week(4).first, repeat_days=0)
    plans.plan(then, "Buddies")
    before = states(then)
    assert leave(then, SPRING, [ANA]).words == f"Ana takes no part from {week(3).first} on"
    assert states(then) == before
    assert plans.page(then, "Buddies").proposals


def test_the_reason_is_told_to_nobody_else(sent: Desk) -> None:
    leave(on(sent, START), SPRING, [ANA], reason=PRIVATE)
    assert PRIVATE in str(people.show(sent, ANA, reasons=True).enrolled)
    assert PRIVATE in str(personal_data(sent, ANA))
    elsewhere = (
        people.show(sent, ANA),
        people.show(sent, MIA, reasons=True),
        personal_data(sent, MIA),
        history.page(sent, HistoryQuery()),
        journal.page(sent, JournalQuery()),
        outbox.rows(sent),
    )
    assert PRIVATE not in str(elsewhere)


def test_groups_that_are_to_come_meet_without_who_leaves(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"), marketing("Mia"), marketing("Noa"), marketing("Oto"))
    ride_alongs(desk, "Coffee", kind=Kind.COFFEE, rounds=2)
    plan_groups(desk, "Coffee")
    publish_groups(desk, "Coffee")
    then = on(desk, START + timedelta(days=3))
    left = leave(then, "Coffee", [ANA])
    found = gatherings.page(then, "Coffee").groups
    of_ana = [one for one in found if ANA in {each.email for each in one.people}]
    assert [one.round for one in of_ana] == [0], "the first one is over"
    assert len(left.groups) == 1
    undo.undo(then)
    assert len([one for one in gatherings.page(then, "Coffee").groups if ANA in str(one.people)]) == 2


def test_who_is_not_in_it_cannot_leave(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    ride_alongs(desk, enrol=[ANA, MIA])
    with pytest.raises(Refused, match="Ben does not stand in"):
        leave(desk, SPRING, ["ben@x.example"])
    leave(desk, SPRING, [ANA])
    with pytest.raises(Refused, match="Ana takes no part in 'Spring ride-alongs' already"):
        leave(desk, SPRING, [ANA])
    with pytest.raises(NotFound):
        leave(desk, SPRING, ["nobody@x.example"])
    with pytest.raises(NotFound):
        leave(desk, "Autumn", [MIA])
