"""Undo and redo are refused, with who and when, where somebody has changed since what would be taken back."""

import contextlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import Refused
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.services import databases
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.journal.undo import redo, undo
from ridealong.services.people import absences, limits, people
from ridealong.services.people.purge import purge
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.built import built
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs, week
from services.mailing import KIM
from services.replies import ANA
from services.undo_cases import content, draft, planned, published
from thorough import thorough_only

MIA = "mia@x.example"


def refused(call: Callable[[Desk], object], desk: Desk) -> str:
    """What is said where an action cannot be taken back; nothing has changed then."""
    before, version_ = content(desk), desk.version()
    with pytest.raises(Refused) as error:
        call(desk)
    assert error.value.code == "changed-meanwhile"
    assert (content(desk), desk.version()) == (before, version_)
    with pytest.raises(Refused, match=re.escape(error.value.problem)):
        (undo if call is undo else redo)(desk, dry=True)
    return str(error.value)


@pytest.fixture
def kim(make_desk: MakeDesk) -> Desk:
    """Another coordinator, on another day."""
    return make_desk(date(2027, 1, 6), config=KIM)


def test_who_was_removed_before_an_action_is_not_in_its_way(small: Desk, tmp_path: Path) -> None:
    planned(small, tmp_path)
    people.remove(small, ANA)
    before = content(small)
    repairs.repair(small, SPRING)
    assert content(small) != before
    assert undo(small).due is None
    assert content(small) == before
    assert undo(small).action == "people remove"


def test_a_row_that_somebody_changed_since_is_named_with_who_and_when(small: Desk, kim: Desk) -> None:
    people.edit(small, ANA, {"name": "Ana Lima"})
    people.edit(kim, ANA, {"team": "Data"})
    said = refused(undo, small)
    assert "Ana Lima has changed since (kim on 2027-01-06 at 13:00, people edit: Ana Lima: team changed)" in said
    assert "of the journal shows what changed" in said
    undo(kim)
    assert undo(small).action == "people edit"


def test_a_row_that_is_as_it_was_left_again_is_no_obstacle(small: Desk, kim: Desk) -> None:
    people.edit(small, ANA, {"name": "Ana Lima"})
    people.edit(kim, ANA, {"team": "Data"})
    people.edit(kim, ANA, {"team": "Platform"})
    assert undo(small).summary == "Ana Lima: name changed"


def test_a_row_that_is_gone_since(small: Desk, kim: Desk) -> None:
    limits.add_freeze(small, "Brand", week(2), "launch")
    limits.remove_freeze(kim, "Brand", week(2))
    said = refused(undo, small)
    assert "The freeze of Brand, 2027-01-25 to 2027-01-29 is not as it was left (kim on" in said
    assert "freeze remove" in said


def test_somebody_whom_others_rely_on_by_now_does_not_vanish(small: Desk, kim: Desk) -> None:
    people.add(small, it("Zoe"))
    absences.add_absences(kim, ["zoe@x.example"], week(3), "secret")
    said = refused(undo, small)
    assert "The absence of Zoe, 2027-02-01 to 2027-02-05 would lose what it rests on (kim on 2027-01-06" in said
    assert "secret" not in said


def test_what_comes_back_needs_what_it_rested_on(small: Desk, kim: Desk) -> None:
    people.add(kim, it("Zoe"))
    absences.add_absences(small, ["zoe@x.example"], week(3))
    undo(small)
    undo(kim)
    assert "Zoe is not there any more (kim on 2027-01-06 at 13:00, undo: Undone: Zoe (Platform) added)" in refused(
        redo, small
    )


def test_an_address_that_somebody_else_has_by_now_is_not_taken_twice(small: Desk, kim: Desk) -> None:
    people.change_email(small, ANA, "ana.lima@x.example")
    people.add(kim, replace(it("Another"), email=ANA))
    assert "Another stands in the way (kim on 2027-01-06 at 13:00, people add" in refused(undo, small)


def test_an_enrolment_that_somebody_else_noted_is_not_made_twice(small: Desk, kim: Desk) -> None:
    programs.create(kim, NewProgram(name=SPRING, kind=Kind.RIDE_ALONG, start=START))
    programs.enrol(small, SPRING, [ANA])
    undo(small)
    programs.enrol(kim, SPRING, [ANA])
    assert "The enrolment of Ana in Spring ride-alongs stands in the way (kim on" in refused(redo, small)


def test_nobody_is_taken_out_again_who_was_promised_something_meanwhile(small: Desk, kim: Desk) -> None:
    people.remove(small, ANA)
    undo(small)
    ride_alongs(kim, rounds=1)
    plans.plan(kim, SPRING)
    publishing.publish(kim, SPRING)
    said = refused(redo, small)
    assert "The pairing of Ana with" in said
    assert "kim on 2027-01-06 at 13:00, publish" in said


def test_no_pairing_comes_back_with_somebody_who_has_left(small: Desk, kim: Desk, tmp_path: Path) -> None:
    published(small, tmp_path)
    ids = [one.id for one in plans.page(small, SPRING).proposals if one.guest.name == "Ana"]
    drafts.cancel_all(small, ids)
    people.remove(kim, ANA)
    assert "Ana is not there any more (kim on 2027-01-06 at 13:00, people remove: Ana (Platform) removed)" in refused(
        undo, small
    )


def test_no_guest_gets_two_pairings_in_one_round(small: Desk, kim: Desk, tmp_path: Path) -> None:
    published(small, tmp_path)
    one = draft(small)
    drafts.cancel(small, one.id)
    pins.add_pin(kim, SPRING, ANA, round=one.round)
    plans.plan(kim, SPRING)
    publishing.publish(kim, SPRING, everything=True)
    said = refused(undo, small)
    assert f"for a rule would be broken: Ana has 2 hosts in round {one.round + 1} (kim on 2027-01-06 at 13:00" in said
    assert "13:00, publish: " in said


# -- rules of the exchange --------------------------------------------------------------------------------------------


def alone(desk: Desk) -> Proposal:
    """Ana with Mia in the only round, published, at an empty desk; there is no other host."""
    return draft(built(desk, _alone))


def _alone(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    ride_alongs(desk, rounds=1, enrol="all")
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING)


def _another_guest(kim: Desk) -> None:
    pins.remove_pin(kim, SPRING, ANA)
    pins.add_pin(kim, SPRING, "ben@x.example", MIA, 0)
    plans.plan(kim, SPRING)


def _another_guest_published(kim: Desk) -> None:
    _another_guest(kim)
    publishing.publish(kim, SPRING)


def _other_visit(kim: Desk) -> None:
    pins.remove_pin(kim, SPRING, ANA)
    ride_alongs(kim, "Summer", rounds=1)
    pins.add_pin(kim, "Summer", "ben@x.example", MIA, 0)
    plans.plan(kim, "Summer")


MEANWHILE = {
    "seats, by a draft": (_another_guest, "Mia takes 1 in round 1, not 2"),
    "seats, by a published pairing": (_another_guest_published, "Mia takes 1 in round 1, not 2"),
    "a visit of another program": (_other_visit, "Mia cannot meet anybody in round 1: hosts a visit of Summer"),
    "kept apart": (lambda kim: limits.add_apart(kim, ANA, MIA, "secret"), "Mia is kept apart from Ana"),
    "a reporting line": (lambda kim: people.edit(kim, ANA, {"manager": MIA}), "Mia is kept apart from Ana"),
    "absence": (lambda kim: absences.add_absences(kim, [MIA], week(0), "secret"), "Mia is away in round 1"),
    "freeze": (lambda kim: limits.add_freeze(kim, "Brand", week(0), "launch"), "Brand takes no part: launch"),
    "left": (lambda kim: people.edit(kim, MIA, {"last_day": date(2027, 1, 12)}), "Mia leaves on 2027-01-12"),
    "no part": (
        lambda kim: programs.enrol(kim, SPRING, [ANA], EnrolmentState.DECLINED),
        "Ana does not take part in 'Spring ride-alongs' any more",
    ),
}


@pytest.mark.parametrize(
    "what",
    [one if one in ("absence", "kept apart") else pytest.param(one, marks=thorough_only) for one in MEANWHILE],
)
def test_no_pairing_comes_back_that_breaks_a_rule_since_something_was_done_meanwhile(
    desk: Desk, kim: Desk, what: str
) -> None:
    meanwhile, rule = MEANWHILE[what]
    one = alone(desk)
    drafts.cancel(desk, one.id)
    meanwhile(kim)
    said = refused(undo, desk)
    assert rule in said
    assert "(kim on 2027-01-06 at 13:00, " in said
    assert "kim can undo that first, or plan 'Spring ride-alongs' again" in said
    assert "secret" not in said
    assert databases.check(desk) == []
    with contextlib.suppress(Refused):
        while undo(kim):
            pass
    assert undo(desk).action == "cancel"
    assert databases.check(desk) == []


def test_publishing_is_not_done_again_where_a_rule_forbids_it_by_now(desk: Desk, kim: Desk) -> None:
    alone(desk)
    undo(desk)
    limits.add_apart(kim, ANA, MIA)
    said = refused(redo, desk)
    assert "It cannot be redone, for a rule would be broken: Mia is kept apart from Ana" in said
    assert "kim on 2027-01-06 at 13:00, apart" in said
    undo(kim)
    assert redo(desk).action == "publish"


def test_whoever_published_can_take_it_back_whatever_was_done_meanwhile(desk: Desk, kim: Desk) -> None:
    alone(desk)
    limits.add_apart(kim, ANA, MIA)
    assert undo(desk).action == "publish"


def test_what_was_broken_before_the_action_does_not_keep_it_from_being_taken_back(desk: Desk, kim: Desk) -> None:
    one = alone(desk)
    absences.add_absences(kim, [MIA], one.days)
    drafts.cancel(desk, one.id)
    people.edit(kim, MIA, {"role": "Designer"})
    assert undo(desk).action == "cancel"


def test_a_round_that_has_begun_gets_no_second_host_either(desk: Desk, kim: Desk, make_desk: MakeDesk) -> None:
    one = alone(desk)
    drafts.cancel(desk, one.id)
    _another_guest_published(kim)
    assert "Mia takes 1 in round 1, not 2" in refused(undo, make_desk(START + timedelta(days=2)))


# -- what helps -------------------------------------------------------------------------------------------------------


def test_what_was_taken_back_by_its_actor_can_be_redone_first(small: Desk, kim: Desk) -> None:
    people.add(kim, it("Zoe"))
    absences.add_absences(small, ["zoe@x.example"], week(3))
    undo(small)
    undo(kim)
    assert "kim can redo that first, or change it by hand" in refused(redo, small)


@pytest.mark.parametrize("whose", ["pat", "kim"])
def test_what_cannot_be_undone_is_not_said_to_be_undone_first(small: Desk, kim: Desk, whose: str) -> None:
    people.edit(small, ANA, {"name": "Ana Lima"})
    other = {"pat": small, "kim": kim}[whose]
    people.edit(other, ANA, {"manager": MIA, "team": "Data"})
    people.remove(other, MIA)
    purge(other, MIA)
    said = refused(undo, small)
    assert f"Ana Lima has changed since ({whose} on 2027-01-" in said
    assert said.endswith("shows what changed, and that cannot be undone; change it by hand instead")
