"""What a plan is worth, what changing it by hand would do to that, and what lies in its rounds."""

from dataclasses import replace
from datetime import date

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import NotFound, Refused
from ridealong.services.changes import drafts
from ridealong.services.changes.swap_looks import look_at_swap
from ridealong.services.desk import Desk
from ridealong.services.journal import undo
from ridealong.services.people import limits
from ridealong.services.plans import pins, plans
from ridealong.services.plans.pins import Hold
from ridealong.services.plans.plan_value import PlanValue, plan_value
from ridealong.services.plans.plan_views import OpenPlace, Proposal, Someone
from ridealong.services.plans.sentences import plan_sentences
from ridealong.services.programs.round_notes import round_notes
from ridealong.services.publishing import publishing
from services.conftest import SPRING, employ, it, marketing, ride_alongs, week
from thorough import thorough_only

ANA, BEN = "ana@x.example", "ben@x.example"


@pytest.fixture
def planned(small: Desk) -> Desk:
    ride_alongs(small)
    plans.plan(small, SPRING)
    return small


def draft_of(desk: Desk, guest: str) -> Proposal:
    return next(one for one in plans.page(desk, SPRING).proposals if one.guest.email == guest)


def points(found: PlanValue) -> dict[str, int]:
    return {one.term: one.points for one in found.terms}


def test_the_terms_add_up_to_the_value_and_each_is_its_count_times_its_weight(planned: Desk) -> None:
    found = plan_value(planned, SPRING)
    assert sum(points(found).values()) == found.value == found.numbers.value
    assert all(one.points == one.count * one.weight and one.means and one.name for one in found.terms)
    assert {one.term: one.count for one in found.terms}["placed"] == 3
    assert (found.since, found.gap) == (False, found.numbers.bound - found.value)


def test_after_a_change_by_hand_the_terms_are_those_of_now(planned: Desk) -> None:
    before = plan_value(planned, SPRING)
    drafts.cancel(planned, draft_of(planned, ANA).id)
    now = plan_value(planned, SPRING)
    assert now.since
    assert {one.term: one.count for one in now.terms}["placed"] == 2
    assert now.numbers.value == before.value > now.value


def test_a_program_without_a_plan_is_worth_nothing_that_could_be_told(small: Desk) -> None:
    ride_alongs(small)
    with pytest.raises(Refused, match="has no plan yet"):
        plan_value(small, SPRING)
    with pytest.raises(NotFound):
        plan_value(small, "Nothing")


def test_what_a_swap_would_do_is_what_it_then_does(planned: Desk) -> None:
    one, other = draft_of(planned, ANA), draft_of(planned, BEN)
    before = plan_value(planned, SPRING)
    look = look_at_swap(planned, one.id, other.id)
    assert look.refused == ""
    assert draft_of(planned, ANA) == one, "looking changes nothing"
    drafts.swap(planned, one.id, other.id)
    assert plan_value(planned, SPRING).value - before.value == look.points


def test_a_swap_that_a_rule_forbids_is_refused_with_the_rule_before_it_is_tried(planned: Desk) -> None:
    one, other = draft_of(planned, ANA), draft_of(planned, BEN)
    limits.add_apart(planned, ANA, other.host.email, "private")
    look = look_at_swap(planned, one.id, other.id)
    assert "apart" in look.refused
    assert "private" not in look.refused
    with pytest.raises(Refused):
        drafts.swap(planned, one.id, other.id)


@pytest.mark.parametrize(
    ("what", "held", "kept"),
    [(Hold.ALL, "", True), (Hold.HOST, "host", False), (Hold.ROUND, "round", False), (Hold.NOTHING, "", False)],
)
def test_of_a_draft_all_is_pinned_or_only_the_host_or_only_the_week(
    planned: Desk, what: Hold, held: str, kept: bool
) -> None:
    one = draft_of(planned, ANA)
    pins.hold(planned, one.id, Hold.ROUND if what is Hold.NOTHING else Hold.ALL, seen=[one.seen])
    pins.hold(planned, one.id, what)
    now = draft_of(planned, ANA)
    assert (now.held, now.pinned) == (held, kept)
    assert len(pins.list_pins(planned, SPRING)) == (held != ""), "what was fixed of it before is let go of"
    plans.plan(planned, SPRING, seed=3)
    again = draft_of(planned, ANA)
    if what in (Hold.ALL, Hold.HOST):
        assert again.host == one.host
    if what in (Hold.ALL, Hold.ROUND):
        assert again.round == one.round


def test_a_pin_by_hand_is_one_step_to_undo(planned: Desk) -> None:
    one = draft_of(planned, ANA)
    pins.hold(planned, one.id, Hold.HOST)
    undo.undo(planned)
    assert draft_of(planned, ANA).held == ""
    assert pins.list_pins(planned, SPRING) == ()


def test_what_is_published_is_not_pinned_in_part(planned: Desk) -> None:
    number = draft_of(planned, ANA).id
    publishing.publish(planned, SPRING, everything=True)
    with pytest.raises(Refused, match="is published, no draft"):
        pins.hold(planned, number, Hold.HOST)


@thorough_only
def test_pins_that_no_pairing_keeps_are_listed_with_the_plan(planned: Desk) -> None:
    one = draft_of(planned, ANA)
    pins.hold(planned, one.id, Hold.HOST)
    assert plans.page(planned, SPRING).pins == ()
    drafts.cancel(planned, one.id)
    [waiting] = plans.page(planned, SPRING).pins
    assert (waiting.guest.email, waiting.host, waiting.round) == (ANA, one.host, None)
    plans.plan(planned, SPRING)
    assert plans.page(planned, SPRING).pins == ()


def test_rounds_tell_their_holidays_and_freezes(make_desk: MakeDesk) -> None:
    desk = make_desk()
    employ(desk, it("Ana", time_zone="Europe/Berlin"), marketing("Mia", time_zone="Europe/Vienna"))
    ride_alongs(desk, start=date(2027, 3, 29), rounds=3)
    employ(desk, marketing("Noa", "CRM", time_zone="America/New_York"))
    days = Days(date(2027, 4, 6), date(2027, 4, 7))
    limits.add_freeze(desk, "Brand", days, "launch")
    limits.add_freeze(desk, "CRM", days, "of those who take no part")
    found = round_notes(desk, SPRING)
    assert sorted(found) == [0, 1]
    [monday] = found[0]
    assert (monday.what, monday.countries, monday.days.first) == ("Easter Monday", ("AT", "DE"), date(2027, 3, 29))
    assert [one.what for one in found[1]] == ["freeze of Brand: launch"]


def test_publishing_lists_every_invite_that_it_would_make_due(planned: Desk) -> None:
    found = publishing.compare(planned, SPRING, everything=True)
    assert len(found.invites) == sum(one.invites for one in found.tells) // 2
    assert {one.kind for one in found.invites} == {"request"}
    assert all(len(one.to) == 2 and one.what and one.when for one in found.invites)
    assert [one.days.first for one in found.invites] == sorted(one.days.first for one in found.invites)
    assert publishing.publish(planned, SPRING, everything=True).invites == len(found.invites)


def _open(name: str, number: int, reason: str) -> OpenPlace:
    guest = Someone(email=f"{name.lower()}@x.example", name=name, team="Data")
    return OpenPlace(guest=guest, round=number, days=week(number), reason=reason, away=False)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([("Ana", 0, "all hosts are full")], "Ana has nobody: all hosts are full."),
        ([("Ana", 0, "x"), ("Ben", 1, "y"), ("Cho", 1, "y")], "Ana, Ben and Cho have nobody: mostly, y."),
        ([("Ana", 0, "x"), ("Ben", 1, "y")], "Ana and Ben have nobody: Ana in round 1, x."),
        ([(one, 0, "y") for one in "ABCDEF"], "A, B, C and 3 more have nobody: y."),
    ],
)
def test_who_is_not_placed_is_told_with_the_commonest_reason(
    planned: Desk, places: list[tuple[str, int, str]], said: str
) -> None:
    page = plans.page(planned, SPRING)
    mia_only = [one for one in page.proposals if one.guest.email == "nobody"]
    found = plan_sentences(page.program, page.numbers, mia_only, [_open(*one) for one in places])
    assert found[1] == said


def test_what_is_not_proved_is_told_in_points_and_percent(planned: Desk) -> None:
    page = plans.page(planned, SPRING)
    assert page.numbers is not None
    numbers = replace(page.numbers, bound=page.numbers.value + 1_200, gap_percent=2.5, proved=False)
    said = plan_sentences(page.program, numbers, page.proposals, ())[2]
    assert said == "It is not proved to be the best: at most 1,200 points (2.5 %) better is possible."
