"""What leads have said holds: what they agreed to stays, and what they refused is not proposed again."""

import pytest

from ridealong.domain.consent import Word
from ridealong.domain.errors import Refused
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.journal import undo
from ridealong.services.people import absences, people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import PlanPage
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import lead_words, publishing
from ridealong.services.repairs import repairs
from services.conftest import SPRING, START, employ, employ_six, it, marketing, ride_alongs, two_pairs_planned

AGREED, REFUSED = Word.AGREED, Word.REFUSED
IT, MARKETING = Side.IT, Side.MARKETING
SIX = ("ana", "ben", "cho", "mia", "noa", "oto")


def pairs(page: PlanPage) -> dict[str, tuple[str, int]]:
    """By guest: with whom, and in which round."""
    return {one.guest.name: (one.host.name, one.round) for one in page.proposals}


def led(desk: Desk, *names: str) -> None:
    for name in names:
        people.edit(desk, f"{name}@x.example", {"manager": f"zoe@{name}.example"})


@pytest.fixture
def season(desk: Desk) -> Desk:
    """Ana, Ben and Cho, each with a visit in one of six rounds; everybody is led."""
    employ_six(desk)
    led(desk, *SIX)
    plans.plan(desk, ride_alongs(desk, leads_agree=True, host_rest_weeks=0))
    return desk


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Ana is to visit Mia and Ben Noa in the first round; Oto is free; everybody is led, nothing is pinned."""
    two_pairs_planned(desk, leads_agree=True)
    led(desk, "ana", "ben", "mia", "noa", "oto")
    for one in pins.list_pins(desk, SPRING):
        pins.remove_pin(desk, SPRING, one.guest.email)
    return desk


def number(desk: Desk, guest: str) -> int:
    return next(one.id for one in plans.page(desk, SPRING).proposals if one.guest.name == guest)


def say(desk: Desk, guest: str, word: Word, *sides: Side) -> None:
    for side in sides or tuple(Side):
        lead_words.give(desk, [number(desk, guest)], word, side=side)


def test_planning_again_leaves_what_leads_agreed_to(season: Desk) -> None:
    before = pairs(plans.page(season, SPRING))
    say(season, "Ana", AGREED)
    say(season, "Ben", AGREED, IT)
    for seed in range(1, 4):
        page = plans.plan(season, SPRING, seed=seed)
        after = pairs(page)
        assert (after["Ana"], after["Ben"]) == (before["Ana"], before["Ben"])
        assert page.sentences[-1] == "2 drafts to which leads agreed stay as they are."


def test_it_stays_where_other_rounds_alone_are_planned(season: Desk) -> None:
    drafts.move(season, number(season, "Ana"), 5)
    drafts.pin(season, number(season, "Ana"), False)
    say(season, "Ana", AGREED)
    assert pairs(plans.plan(season, SPRING, rounds=2))["Ana"][1] == 5


def test_all_is_planned_anew_where_that_is_asked_for(season: Desk) -> None:
    drafts.move(season, number(season, "Ana"), 5)
    drafts.pin(season, number(season, "Ana"), False)
    say(season, "Ana", AGREED)
    page = plans.plan(season, SPRING, rounds=2, all_new=True)
    assert pairs(page)["Ana"][1] < 2
    assert page.sentences[-1] == "2 words of leads no longer hold: their drafts have changed."


def test_what_cannot_take_place_any_more_does_not_stay(two: Desk) -> None:
    say(two, "Ana", AGREED)
    say(two, "Ben", AGREED)
    absences.add_absences(two, ["mia@x.example"], plans.page(two, SPRING).proposals[0].days)
    after = pairs(plans.plan(two, SPRING))
    assert after["Ana"] != ("Mia", 0)
    assert after["Ben"] == ("Noa", 0)


def test_what_is_pinned_goes_before_what_leads_agreed_to(two: Desk) -> None:
    say(two, "Ana", AGREED)
    pins.add_pin(two, SPRING, "ana@x.example", "oto@x.example", None)
    assert pairs(plans.plan(two, SPRING))["Ana"][0] == "Oto"


def test_agreed_drafts_that_break_a_rule_together_are_planned_anew(two: Desk) -> None:
    say(two, "Ana", AGREED)
    say(two, "Ben", AGREED)
    people.edit(two, "ben@x.example", {"manager": "noa@x.example"})
    after = pairs(plans.plan(two, SPRING))
    assert after["Ana"] == ("Mia", 0)
    assert after["Ben"][0] != "Noa"


def test_a_refused_draft_is_not_planned_again(two: Desk) -> None:
    say(two, "Ana", REFUSED, MARKETING)
    assert pairs(plans.plan(two, SPRING))["Ana"] != ("Mia", 0)
    for seed in range(1, 4):
        assert pairs(plans.plan(two, SPRING, seed=seed))["Ana"] != ("Mia", 0)


def test_nor_where_it_is_pinned(two: Desk) -> None:
    drafts.pin(two, number(two, "Ana"))
    say(two, "Ana", REFUSED, IT)
    assert pairs(plans.plan(two, SPRING))["Ana"] != ("Mia", 0)


def test_nor_after_it_was_set_aside(two: Desk) -> None:
    say(two, "Ana", REFUSED, IT)
    drafts.cancel(two, number(two, "Ana"))
    assert pairs(plans.plan(two, SPRING, rounds=1))["Ana"] != ("Mia", 0)


def test_the_coordinator_may_put_them_there_all_the_same(two: Desk) -> None:
    say(two, "Ana", REFUSED, IT)
    plans.plan(two, SPRING)
    drafts.move(two, number(two, "Ana"), 0, host="mia@x.example")
    assert pairs(plans.plan(two, SPRING))["Ana"] == ("Mia", 0)


def test_a_repair_replaces_what_a_lead_refused_and_nothing_else(two: Desk) -> None:
    say(two, "Ana", REFUSED, IT)
    done = repairs.repair(two, SPRING)
    assert [(one.guest.name, one.kind, one.reason) for one in done.changes] == [
        ("Ana", "broken", "zoe@ana.example does not agree")
    ]
    after = pairs(plans.page(two, SPRING))
    assert after["Ana"] != ("Mia", 0)
    assert after["Ben"] == ("Noa", 0)
    with pytest.raises(Refused, match="needs repair"):
        repairs.repair(two, SPRING)
    assert pairs(plans.plan(two, SPRING, seed=3))["Ana"] != ("Mia", 0)
    assert publishing.publish(two, SPRING, without_agreement="in haste").pairings == 2


def test_a_repair_leaves_what_was_refused_where_leads_are_not_asked(desk: Desk) -> None:
    two_pairs_planned(desk)
    led(desk, "ana")
    lead_words.give(desk, [number(desk, "Ana")], REFUSED)
    with pytest.raises(Refused, match="needs repair"):
        repairs.repair(desk, SPRING)


def test_a_repair_that_is_taken_back_leaves_the_refusal_where_it_was(two: Desk) -> None:
    say(two, "Ana", REFUSED, IT)
    repairs.repair(two, SPRING)
    undo.undo(two)
    assert pairs(plans.page(two, SPRING))["Ana"] == ("Mia", 0)
    assert len(repairs.repair(two, SPRING, dry_run=True).changes) == 1


def test_both_visits_of_a_pair_stay_on_their_days_or_go(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa", "CRM"))
    led(desk, "ana", "ben", "mia", "noa")
    programs.create(
        desk,
        NewProgram(name=SPRING, kind=Kind.ROTATION, start=START, rounds=1, enrol="all", leads_agree=True),
    )
    before = plans.plan(desk, SPRING).proposals
    first = before[0]
    names = {first.guest.name, first.host.name}
    legs = [one.id for one in before if {one.guest.name, one.host.name} == names]
    for side in Side:
        lead_words.give(desk, legs, AGREED, side=side)
    after = plans.plan(desk, SPRING, seed=7).proposals
    kept = [one for one in before if one.id in legs]
    assert len(legs) == 2
    assert [(one.id, one.days) for one in after if one.id in legs] == [(one.id, one.days) for one in kept]
    back = next(one for one in kept if one.guest_side is not first.guest_side)
    lead_words.give(desk, [back.id], REFUSED, side=IT)
    repairs.repair(desk, SPRING)
    assert names not in [{one.guest.name, one.host.name} for one in plans.page(desk, SPRING).proposals]
    again = plans.plan(desk, SPRING).proposals
    assert names not in [{one.guest.name, one.host.name} for one in again]


def test_a_dry_run_says_of_their_words_what_planning_then_does(season: Desk) -> None:
    say(season, "Ana", AGREED)
    say(season, "Ben", AGREED, IT)
    first = next(one for one in plans.page(season, SPRING).proposals if one.guest.name == "Ana")
    absences.add_absences(season, [first.guest.email], first.days)
    tried = plans.plan(season, SPRING, dry_run=True)
    said = plans.plan(season, SPRING).sentences
    assert tried.sentences == said
    assert said[-2:] == (
        "1 draft to which leads agreed stays as it is.",
        "2 words of leads no longer hold: their drafts have changed.",
    )
