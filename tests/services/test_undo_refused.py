"""Undo and redo are refused, with who and when, where somebody has changed since what would be taken back."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import Refused
from ridealong.domain.programs import Kind
from ridealong.services import (
    drafts,
    limits,
    people,
    pins,
    plans,
    programs,
    publishing,
)
from ridealong.services.desk import Desk
from ridealong.services.programs import NewProgram
from ridealong.services.undo import redo, undo
from services.conftest import SPRING, START, employ, it, ride_alongs, week
from services.mailing import KIM
from services.replies import ANA
from services.undo_cases import content, draft, published


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


def test_a_row_that_somebody_changed_since_is_named_with_who_and_when(small: Desk, kim: Desk) -> None:
    people.edit(small, ANA, {"name": "Ana Lima"})
    people.edit(kim, ANA, {"team": "Data"})
    said = refused(undo, small)
    assert "Ana Lima has changed since (kim on 2027-01-06 at 13:00, people edit: Ana Lima: team changed)" in said
    assert "`ridealong journal --entry" in said
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
    limits.add_absence(kim, "zoe@x.example", week(3), "secret")
    said = refused(undo, small)
    assert "The absence of Zoe, 2027-02-01 to 2027-02-05 would lose what it rests on (kim on 2027-01-06" in said
    assert "secret" not in said


def test_what_comes_back_needs_what_it_rested_on(small: Desk, kim: Desk) -> None:
    people.add(kim, it("Zoe"))
    limits.add_absence(small, "zoe@x.example", week(3))
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
    assert "The pairing of Ana with" in (said := refused(undo, small))
    assert "stands in the way (kim on 2027-01-06 at 13:00, publish" in said


def test_of_many_rows_in_the_way_the_first_is_named_and_the_others_counted(small: Desk, kim: Desk) -> None:
    people.remove(small, ANA, "ben@x.example", "cho@x.example")
    employ(kim, it("Ana"), it("Ben", "Data"))
    said = refused(undo, small)
    assert "Ana has changed since (kim on 2027-01-06 at 13:00, people add: Ana (Platform) added), and 1 more" in said
