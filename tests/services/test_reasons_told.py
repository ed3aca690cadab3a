"""Reasons as people are told them: a lead who does not agree, too few hours, who takes nobody or leaves, and kinds."""

from datetime import date

import pytest

from ridealong.domain.consent import Word
from ridealong.domain.people import Side
from ridealong.services.changes import drafts
from ridealong.services.changes.placing import place
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import rank
from ridealong.services.explain.why import why
from ridealong.services.explain.why_open import why_nobody
from ridealong.services.people import limits
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.publishing import lead_words
from ridealong.services.reports.report import report
from services.conftest import SPRING, employ, it, marketing, ride_alongs
from services.rotations import DAYS, rotation

ANA, MIA = "ana@x.example", "mia@x.example"


@pytest.fixture
def one(desk: Desk) -> Desk:
    """Ana was to visit Mia, the only host, in the only round, to which her lead does not agree; planned again since."""
    employ(desk, it("Ana", manager="zoe@y.example"), marketing("Mia"))
    plans.plan(desk, ride_alongs(desk, rounds=1, leads_agree=True))
    lead_words.give(desk, [plans.page(desk, SPRING).proposals[0].id], Word.REFUSED, side=Side.IT)
    return desk


def test_why_a_draft_is_not_agreed_to_is_said_with_the_lead(one: Desk) -> None:
    assert "zoe@y.example does not agree." in why(one, ANA, MIA, SPRING).sentences


def test_why_two_are_not_together_is_that_a_lead_does_not_agree(one: Desk) -> None:
    plans.plan(one, SPRING)
    said = " ".join(why(one, ANA, MIA, SPRING).sentences)
    assert "A lead does not agree to Ana with Mia." in said
    assert "Nothing keeps" not in said
    assert "It would be allowed if the leads agreed to Ana with Mia." in said
    assert "again" not in said


def test_in_other_rounds_two_may_be_together_all_the_same(desk: Desk) -> None:
    employ(desk, it("Ana", manager="zoe@y.example"), it("Ben"), marketing("Mia"))
    plans.plan(desk, ride_alongs(desk, rounds=3, host_rest_weeks=0, leads_agree=True))
    draft = next(one for one in plans.page(desk, SPRING).proposals if one.guest.name == "Ana")
    lead_words.give(desk, [draft.id], Word.REFUSED, side=Side.IT)
    drafts.cancel(desk, draft.id)
    said = why(desk, ANA, MIA, SPRING).sentences
    assert said[0] == f"A lead does not agree to Ana and Mia in round {draft.round + 1}."


def test_a_place_stays_open_since_a_lead_does_not_agree(one: Desk) -> None:
    page = plans.plan(one, SPRING)
    assert [place.reason for place in page.open] == ["a lead does not agree to Mia"]
    assert "Ana has nobody: a lead does not agree to Mia." in page.sentences
    assert why_nobody(one, ANA, SPRING).sentences[0] == "Ana has nobody in round 1: a lead does not agree to Mia."


def test_by_hand_two_are_put_together_all_the_same_and_it_is_said(one: Desk) -> None:
    plans.plan(one, SPRING)
    (found,) = rank(one, ANA, SPRING, 0).candidates
    assert (found.why, found.free, found.points is not None) == ("a lead does not agree", False, True)
    assert "A lead did not agree to it before: ask again." in place(one, ANA, SPRING, 0, MIA).sentences


def test_others_are_ranked_before_those_to_whom_a_lead_does_not_agree(one: Desk) -> None:
    plans.plan(one, SPRING)
    employ(one, marketing("Noa"))
    programs.enrol(one, SPRING, "all")
    assert [each.name for each in rank(one, ANA, SPRING, 0).candidates] == ["Noa", "Mia"]


def test_who_shares_too_few_hours_is_not_said_to_be_kept_apart(desk: Desk) -> None:
    employ(
        desk,
        it("Ana", time_zone="America/Los_Angeles"),
        *(marketing(name, time_zone="Europe/Berlin") for name in ("Mia", "Noa", "Oto", "Pia")),
    )
    page = plans.plan(desk, ride_alongs(desk, rounds=1))
    assert page.open[0].reason == "4 hosts share too few working hours with Ana"
    assert why_nobody(desk, ANA, SPRING).open[0].why == page.open[0].reason
    assert rank(desk, ANA, SPRING).candidates[0].why == "too few shared working hours"
    limits.add_apart(desk, ANA, MIA, "")
    assert plans.plan(desk, SPRING).open[0].reason == "4 hosts share too few working hours with Ana"


def test_where_some_are_kept_apart_and_some_share_too_few_hours_both_is_left_open(desk: Desk) -> None:
    employ(desk, it("Ana", time_zone="America/Los_Angeles"), marketing("Mia", time_zone="Europe/Berlin"))
    employ(desk, marketing("Noa", time_zone="America/Los_Angeles"))
    limits.add_apart(desk, ANA, "noa@x.example", "")
    page = plans.plan(desk, ride_alongs(desk, rounds=1))
    assert page.open[0].reason == "Mia and Noa cannot be with Ana"


def test_who_takes_nobody_is_not_said_to_be_away(desk: Desk) -> None:
    employ(desk, it("Ana", capacity=0), it("Ben"), marketing("Mia"), marketing("Noa"))
    rotation(desk)
    page = plans.plan(desk, DAYS)
    (open_,) = [each for each in page.open if each.guest.name == "Ana"]
    assert (open_.reason, open_.absent) == ("Ana takes nobody", False)
    assert "Ana has nobody: takes nobody." in page.sentences
    assert "open places" not in {one.about for one in report(desk, DAYS).advice}


def test_who_leaves_is_said_to_leave_on_that_day(desk: Desk) -> None:
    employ(desk, it("Ana", last_day=date(2027, 1, 13)), marketing("Mia"))
    page = plans.plan(desk, ride_alongs(desk, rounds=1))
    assert page.open[0].reason == "Ana leaves on 2027-01-13"
    assert "Ana has nobody: leaves on 2027-01-13." in page.sentences


def test_only_absences_are_said_to_be_absences(desk: Desk) -> None:
    employ(desk, it("Ana", last_day=date(2027, 1, 13)), it("Ben", first_day=date(2027, 2, 1)), marketing("Mia"))
    page = plans.plan(desk, ride_alongs(desk, rounds=1))
    assert "Ana and Ben have nobody, only because people begin later and leave." in page.sentences


def test_of_several_people_the_kind_of_the_reason_is_told_without_names(desk: Desk) -> None:
    employ(desk, *(it(name) for name in ("Ana", "Ben", "Cho", "Dov")), marketing("Mia"), marketing("Noa", capacity=0))
    limits.add_apart(desk, "cho@x.example", MIA, "")
    limits.add_apart(desk, "dov@x.example", "noa@x.example", "")
    limits.add_apart(desk, "ana@x.example", "noa@x.example", "")
    pins.add_pin(desk, ride_alongs(desk, rounds=1), "ben@x.example", MIA, 0)
    page = plans.plan(desk, SPRING)
    assert len({each.reason for each in page.open}) > 1
    said = page.sentences[1]
    assert said.startswith("Ana, Cho and Dov have nobody: ")
    assert said.endswith("their hosts are full or resting.")


def test_a_closed_round_is_told_with_one_name(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia", last_day=date(2027, 1, 13)))
    assert plans.plan(desk, ride_alongs(desk, rounds=1)).open[0].reason == "Mia leaves on 2027-01-13"


def test_what_a_team_cannot_spare_is_said_so(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))
    ride_alongs(desk, rounds=1, cover_percent=50)
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    plans.plan(desk, SPRING)
    said = " ".join(why(desk, "ben@x.example", "noa@x.example", SPRING).sentences)
    assert "No more of Platform may be out in round 1." in said
    assert ", not " not in said
