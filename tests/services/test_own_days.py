"""Pairings that last less than their round: they keep their days, and are judged by these alone."""

from datetime import date, timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.services import databases
from ridealong.services.board import board_moves
from ridealong.services.board.board_moves import Wanted
from ridealong.services.changes import drafts, swap_looks
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.journal import undo
from ridealong.services.people import absences
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.publishing import publishing
from services.built import built
from services.checker import broken_rules
from services.conftest import SPRING, START, two_pairs_planned
from services.mailing import KIM
from thorough import thorough_only


def mail(name: str) -> str:
    return f"{name.lower()}@x.example"


def on(number: int) -> date:
    """A weekday of the first week of the program: 0 is its Monday."""
    return START + timedelta(days=number)


def those_of(desk: Desk, guest: str) -> list[Proposal]:
    found = [one for one in plans.page(desk, SPRING).proposals if one.guest.name == guest]
    return sorted(found, key=lambda one: one.days)


def visit(desk: Desk, guest: str) -> Proposal:
    (one,) = those_of(desk, guest)
    return one


def two_visits(desk: Desk) -> None:
    """Ana with Mia and Ben with Noa in the first of two rounds; Noa and Oto are of Mia's team."""
    two_pairs_planned(desk, rounds=2, repeat_days=0)


def told(desk: Desk) -> None:
    two_visits(desk)
    publishing.publish(desk, SPRING)


@pytest.fixture
def planned(desk: Desk) -> Desk:
    return built(desk, two_visits)


@pytest.fixture
def published(desk: Desk) -> Desk:
    return built(desk, told)


@pytest.fixture
def kim(make_desk: MakeDesk) -> Desk:
    """Another coordinator, on the same day."""
    return make_desk(config=KIM)


# -- who else is there on the days that are won back -------------------------------------------------------------


def test_a_visit_is_not_stretched_over_the_days_of_a_stand_in(published: Desk, make_desk: MakeDesk) -> None:
    thursday = make_desk(on(3))
    one = visit(thursday, "Ana")
    ill.settle(thursday, mail("Mia"), Days(on(3), on(3)), {one.id: f"stand-in:{mail('Oto')}"})
    first, second = those_of(thursday, "Ana")
    assert (first.days, second.days) == (Days(on(0), on(2)), Days(on(3), on(4)))
    # What is left of the week is Oto's, whether or not Mia is well again.
    with pytest.raises(Refused, match="Mia is away"):
        drafts.move(thursday, first.id, last_day=on(4))
    away = absences.absence_on(thursday, mail("Mia"), Days(on(3), on(3)))
    absences.remove_absences(thursday, [away.seen])
    with pytest.raises(Refused, match=f"^Ana is with Oto from {on(3)} to {on(4)}. Nothing was changed"):
        drafts.move(thursday, first.id, last_day=on(4))
    look = board_moves.look(thursday, first.id, Wanted(last_day=on(4)))
    assert look.refused == f"Ana is with Oto from {on(3)} to {on(4)}"
    assert databases.check(thursday) == []


@thorough_only
def test_a_visit_is_not_stretched_to_days_on_which_the_host_takes_no_more(published: Desk, make_desk: MakeDesk) -> None:
    thursday = make_desk(on(3))
    one, other = visit(thursday, "Ana"), visit(thursday, "Ben")
    drafts.move(thursday, other.id, last_day=on(3))
    friday = make_desk(on(4))
    ill.settle(friday, mail("Mia"), Days(on(4), on(4)), {one.id: f"stand-in:{mail('Noa')}"})
    assert [each.host.name for each in those_of(friday, "Ana")] == ["Mia", "Noa"]
    look = board_moves.look(friday, other.id, Wanted(last_day=on(4)))
    assert look.refused == "Noa takes no more guests then: Ana is there"
    with pytest.raises(Refused, match="Noa takes no more guests then: Ana is there"):
        drafts.move(friday, other.id, last_day=on(4))


# -- days that were cut short stay so --------------------------------------------------------------------------------


def test_a_swap_leaves_each_visit_the_days_that_it_has(published: Desk) -> None:
    one, other = visit(published, "Ana"), visit(published, "Ben")
    drafts.move(published, one.id, last_day=on(2))
    drafts.swap(published, one.id, other.id)
    ana, ben = visit(published, "Ana"), visit(published, "Ben")
    assert (ana.host.name, ana.days) == ("Noa", Days(on(0), on(2)))
    assert (ben.host.name, ben.days) == ("Mia", other.days)


def test_another_host_has_the_days_that_the_draft_has(planned: Desk) -> None:
    one = visit(planned, "Ana")
    drafts.move(planned, one.id, last_day=on(2))
    assert board_moves.look(planned, one.id, Wanted(host=mail("Oto"))).days == Days(on(0), on(2))
    drafts.move(planned, one.id, host=mail("Oto"))
    assert (visit(planned, "Ana").host.name, visit(planned, "Ana").days) == ("Oto", Days(on(0), on(2)))
    drafts.move(planned, one.id, 1)
    assert len(visit(planned, "Ana").days) == 5


# -- presence in the days that it has ------------------------------------------------------------------------------


def begins_late(desk: Desk) -> Proposal:
    """Ana is away on Monday and Tuesday, so the visit to Mia begins on Wednesday."""
    one = visit(desk, "Ana")
    ill.settle(desk, mail("Ana"), Days(on(0), on(1)), {one.id: "shorten"})
    return visit(desk, "Ana")


def test_who_is_away_on_other_days_of_the_round_can_be_swapped(published: Desk) -> None:
    one, other = begins_late(published), visit(published, "Ben")
    assert one.days == Days(on(2), on(4))
    assert swap_looks.look_at_swap(published, one.id, other.id).refused == ""
    drafts.swap(published, one.id, other.id)
    assert (visit(published, "Ana").host.name, visit(published, "Ana").days) == ("Noa", one.days)


def test_who_is_away_on_the_days_that_are_left_cannot_be_swapped(published: Desk) -> None:
    one, other = begins_late(published), visit(published, "Ben")
    absences.add_absences(published, [mail("Noa")], Days(on(4), on(4)))
    assert "Noa is away" in swap_looks.look_at_swap(published, one.id, other.id).refused
    with pytest.raises(Refused, match="Noa is away"):
        drafts.swap(published, one.id, other.id)


def test_lifting_a_short_visit_offers_its_own_round(published: Desk) -> None:
    one = begins_late(published)
    assert board_moves.lift(published, one.id).places[0].refused == ""


def test_a_visit_that_was_cancelled_comes_back_beside_an_absence_on_other_days(published: Desk, kim: Desk) -> None:
    one = visit(published, "Ana")
    drafts.move(published, one.id, last_day=on(1))
    drafts.cancel(published, one.id, "no time")
    absences.add_absences(kim, [mail("Mia")], Days(on(3), on(4)))
    undo.undo(published)
    assert (visit(published, "Ana").state, visit(published, "Ana").days) == (State.PUBLISHED, Days(on(0), on(1)))


def test_a_visit_that_was_cancelled_stays_so_beside_an_absence_on_its_own_days(published: Desk, kim: Desk) -> None:
    one = visit(published, "Ana")
    drafts.move(published, one.id, last_day=on(1))
    drafts.cancel(published, one.id, "no time")
    absences.add_absences(kim, [mail("Mia")], Days(on(1), on(4)))
    with pytest.raises(Refused, match="Mia is away"):
        undo.undo(published)


# -- planning again -------------------------------------------------------------------------------------------------


def test_planning_again_leaves_a_draft_that_was_cut_short_around_an_absence(planned: Desk) -> None:
    one = visit(planned, "Ana")
    absences.add_absences(planned, [mail("Mia")], Days(on(3), on(4)))
    drafts.move(planned, one.id, last_day=on(2))
    pins.remove_pin(planned, SPRING, mail("Ana"))
    plans.plan(planned, SPRING)
    kept = next(each for each in those_of(planned, "Ana") if each.id == one.id)
    assert (kept.host.name, kept.days, kept.pinned) == ("Mia", Days(on(0), on(2)), True)
    assert [each.host.name for each in plans.page(planned, SPRING).proposals if each.round == 0].count("Mia") == 1
    assert broken_rules(planned) == []
    publishing.publish(planned, SPRING)
    assert visit(planned, "Ana").days == kept.days
