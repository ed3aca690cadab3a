"""A visit that was missed while the one back is still to come: that one stands on its own, and nobody owes anything."""

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Item, Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history, ledger
from ridealong.services.people import absences
from ridealong.services.plans import plans
from ridealong.services.programs import leaving, programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import START, day, week
from services.rotations import DAYS, legs, on_days, pair, published, rotation
from thorough import thorough_only

ANA, MIA = "ana@x.example", "mia@x.example"


@pytest.fixture
def missed(desk: Desk, make_desk: MakeDesk) -> Desk:
    """Ana did not come to Mia in the first week, and Mia is to come to her in the fourth; Ben and Noa are a pair."""
    published(desk, ("Ana", "Mia"), ("Ben", "Noa"))
    on_days(desk, "Ana", day(1), day(22))
    on_days(desk, "Ben", day(15), day(29))
    later = make_desk(week(1).first)
    history.mark(later, pair(later, "Ana")[0].id, State.MISSED)
    return later


def named(desk: Desk) -> list[Item]:
    return list(attention.everything(desk, kinds=[Kind.MISSED]))


def test_today_names_it(missed: Desk) -> None:
    (item,) = named(missed)
    assert item.text == "Mia visits Ana, whose own visit was missed"
    assert item.detail == "missed on 2027-01-12; nobody owes anything for this one"
    assert (item.days, item.program) == (day(22), DAYS)


@thorough_only
def test_it_is_named_no_more_once_it_is_over_or_called_off(missed: Desk, make_desk: MakeDesk) -> None:
    over = make_desk(week(4).first)
    assert named(over) == []
    (item,) = named(missed)
    drafts.cancel(missed, item.pairing or 0)
    assert named(missed) == []


@thorough_only
def test_other_changes_of_the_program_leave_the_visit_back_alone(missed: Desk) -> None:
    drafts.cancel(missed, pair(missed, "Ben")[0].id)
    (stands,) = legs(missed, State.PUBLISHED)
    assert (stands.guest.email, stands.days) == (MIA, day(22))


def test_nothing_needs_repair_and_a_day_that_does_not_suit_is_replaced(missed: Desk) -> None:
    with pytest.raises(Refused, match="all that is planned can take place"):
        repairs.repair(missed, DAYS)
    absences.add_absences(missed, [ANA], day(22))
    repairs.repair(missed, DAYS)
    (alone,) = [one for one in legs(missed, State.PUBLISHED) if one.guest.email == MIA]
    assert week(1).first < alone.days.first <= week(5).last
    assert alone.days != day(22)


@thorough_only
def test_nobody_owes_a_visit_for_one_that_stood_alone(missed: Desk, make_desk: MakeDesk) -> None:
    over = make_desk(week(7).first)
    history.mark_all(over, [one.id for one in legs(over, State.PUBLISHED)], State.HELD)
    assert ledger.owed(over) == ()
    rotation(over, "Again", start=week(20).first, enrol=(ANA, MIA))
    plans.plan(over, "Again")
    assert len(legs(over, name="Again")) == 2


@thorough_only
def test_it_returns_no_later_visit_either(missed: Desk, make_desk: MakeDesk) -> None:
    over = make_desk(week(7).first)
    history.mark_all(over, [one.id for one in legs(over, State.PUBLISHED)], State.HELD)
    rotation(over, "Again", start=week(20).first, enrol=(ANA, MIA))
    plans.plan(over, "Again")
    publishing.publish(over, "Again")
    there, back = legs(over, name="Again")
    drafts.cancel(over, back.id)
    after = make_desk(week(27).first)
    history.mark(after, there.id, State.HELD)
    (debt,) = ledger.owed(after)
    assert debt.pairing == there.id
    assert programs.show(after, "Again").program.start == week(20).first > START


def test_nothing_is_owed_by_or_to_who_left_the_program(desk: Desk, make_desk: MakeDesk) -> None:
    published(desk, ("Ana", "Mia"), ("Ben", "Noa"))
    on_days(desk, "Ana", day(1), day(22))
    on_days(desk, "Ben", day(2), day(23))
    later = make_desk(week(1).first)
    history.mark_all(later, [pair(later, who)[0].id for who in ("Ana", "Ben")], State.HELD)
    drafts.cancel(later, pair(later, "Ben")[1].id)
    leaving.leave(later, DAYS, [MIA], first_day=week(1).first)
    assert [one.guest_email for one in ledger.owed(later)] == ["noa@x.example"]
    programs.enrol(later, DAYS, [MIA])
    assert {one.guest_email for one in ledger.owed(later)} == {MIA, "noa@x.example"}
