"""Publishing: the drafts of the next weeks become pairings that count, told beforehand and refused when stale."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.people import absences, people
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import START, buddies, employ, it, marketing, ride_alongs


@pytest.fixture
def season(desk: Desk) -> Desk:
    """Four guests of one host, who has a visit every third week: rounds 1, 4, 7 and 10."""
    employ(desk, it("Ana"), it("Ben"), it("Cho"), it("Dov"), marketing("Mia"))
    plans.plan(desk, ride_alongs(desk, rounds=12, host_visits=10, no_check_ins=True))
    return desk


SPRING = "Spring ride-alongs"


def test_publishing_takes_the_next_four_weeks(season: Desk) -> None:
    before = plans.page(season, SPRING).proposals
    first = before[0].round
    done = publishing.publish(season, SPRING)
    assert done.rounds == tuple(sorted({one.round for one in before if one.round < first + 4}))
    assert (done.pairings, done.later) == (len(done.rounds), 4 - len(done.rounds))
    # Each pairing has a prep, a welcome, the visit and a debrief.
    assert done.invites == 4 * done.pairings
    states = {one.round: one.state for one in plans.page(season, SPRING).proposals}
    assert {number for number, state in states.items() if state is State.PUBLISHED} == set(done.rounds)


def test_everything_is_published_when_asked_for(season: Desk) -> None:
    done = publishing.publish(season, SPRING, everything=True)
    assert (done.pairings, done.later) == (4, 0)
    with pytest.raises(Refused, match=r"'Spring ride-alongs' has no drafts to publish. Plan it first"):
        publishing.publish(season, SPRING)


def test_a_comparison_says_what_publishing_then_does(season: Desk) -> None:
    version = season.version()
    shown = publishing.compare(season, SPRING)
    assert season.version() == version
    assert shown.stands == ()
    assert {one.email for one in shown.tells} == {
        one.email for proposal in shown.publishes for one in (proposal.guest, proposal.host)
    }
    done = publishing.publish(season, SPRING)
    assert (len(shown.publishes), len(shown.later)) == (done.pairings, done.later)
    assert sum(one.invites for one in shown.tells) == 2 * done.invites
    again = publishing.compare(season, SPRING)
    assert len(again.stands) == done.pairings


def test_only_what_is_still_to_come_is_told(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small, rounds=1, no_check_ins=True)
    plans.plan(small, name)
    friday = make_desk(START - timedelta(days=3))
    shown = publishing.compare(friday, name)
    assert {one.invites for one in shown.tells} == {3}
    assert publishing.publish(friday, name).invites == 3 * 3
    assert len(outbox.rows(friday)) == 3 * 3


def test_publishing_nothing_is_said_so(small: Desk) -> None:
    name = ride_alongs(small)
    assert publishing.compare(small, name).sentences == (
        "Publishing would change nothing: there are no drafts to publish.",
    )
    with pytest.raises(Refused, match=r"has no drafts to publish"):
        publishing.publish(small, name)
    with pytest.raises(NotFound):
        publishing.compare(small, "X")


def test_a_draft_that_became_impossible_is_not_published(small: Desk) -> None:
    name = ride_alongs(small, rounds=1)
    one = plans.plan(small, name).proposals[0]
    absences.add_absences(small, [one.host.email], one.days, "surgery")
    with pytest.raises(Refused) as caught:
        publishing.publish(small, name)
    assert caught.value.for_commands == (
        f"The draft cannot be published as it is: {one.host.name} is away in round 1. "
        'Plan again: ridealong plan "Spring ride-alongs"'
    )
    assert {draft.state for draft in plans.page(small, name).proposals} == {State.PROPOSED}
    assert outbox.rows(small) == ()
    plans.plan(small, name)
    publishing.publish(small, name)


def test_what_cannot_be_published_is_said_before_it_is_tried(small: Desk) -> None:
    name = ride_alongs(small, rounds=1)
    one = plans.plan(small, name).proposals[0]
    assert publishing.compare(small, name).wrong is None
    absences.add_absences(small, [one.host.email], one.days, "surgery")
    drafts.pin(small, one.id)
    found = publishing.compare(small, name)
    assert found.wrong is not None
    assert (found.wrong.one and found.wrong.one.id, found.wrong.pinned) == (one.id, True)
    assert found.sentences[0] == f"The draft cannot be published as it is: {one.host.name} is away in round 1."
    with pytest.raises(Refused) as caught:
        publishing.publish(small, name)
    assert caught.value.problem == found.wrong.problem
    # Planning again would keep what is pinned, so that is not all that is said.
    assert caught.value.remedy == "Repair the plan, or take the pin off, then plan again"
    assert caught.value.typed.startswith('Repair the plan: ridealong repair "Spring ride-alongs"; or take the pin off')


def test_where_several_drafts_break_a_rule_together_none_of_them_is_blamed(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"), marketing("Mia", capacity=2), marketing("Noa"))
    name = ride_alongs(desk, rounds=1)
    for guest, host in (("ana", "mia"), ("ben", "mia"), ("cho", "noa")):
        pins.add_pin(desk, name, f"{guest}@x.example", f"{host}@x.example", 0)
    plans.plan(desk, name)
    for guest in ("ana", "ben"):
        pins.remove_pin(desk, name, f"{guest}@x.example")
    people.edit(desk, "mia@x.example", {"capacity": 1})
    wrong = publishing.compare(desk, name).wrong
    assert wrong is not None
    assert wrong.problem.startswith("The draft cannot be published as it is: Mia takes 1 in round 1, not 2")
    # Cho's pin has nothing to do with it: planning again is enough.
    assert (wrong.one, wrong.pinned) == (None, False)
    drafts.pin(desk, next(one.id for one in plans.page(desk, name).proposals if one.guest.name == "Ben"))
    wrong = publishing.compare(desk, name).wrong
    assert wrong is not None
    assert (wrong.one, wrong.pinned) == (None, True)


def test_the_invites_to_come_are_in_the_order_of_their_days(season: Desk) -> None:
    invites = publishing.compare(season, SPRING, everything=True).invites
    days = [one.days.first for one in invites]
    assert days == sorted(days)
    assert len(set(days)) > 1


def test_a_draft_of_somebody_who_has_gone_is_not_published(small: Desk) -> None:
    name = ride_alongs(small, rounds=1)
    one = plans.plan(small, name).proposals[0]
    people.remove(small, one.guest.email)
    with pytest.raises(Refused, match=r"The draft cannot be published as it is: there is no guest"):
        publishing.publish(small, name)


def test_drafts_of_the_past_are_not_published(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small, rounds=1)
    plans.plan(small, name)
    with pytest.raises(Refused, match=r"has no drafts to publish"):
        publishing.publish(make_desk(START + timedelta(weeks=1)), name)


def test_publishing_again_after_replanning_takes_only_what_is_new(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    drafts.cancel(small, plans.page(small, name).proposals[0].id)
    plans.plan(small, name)
    shown = publishing.compare(small, name, everything=True)
    assert (len(shown.publishes), len(shown.stands)) == (1, 2)
    assert publishing.publish(small, name, everything=True).pairings == 1
    assert len(plans.page(small, name).proposals) == 3


def test_buddies_get_one_series_each(small: Desk) -> None:
    name = buddies(small)
    plans.plan(small, name)
    done = publishing.publish(small, name)
    assert (done.pairings, done.invites) == (3, 3)
    assert programs.show(small, name).row.published == 3


def test_a_published_pairing_that_cannot_take_place_is_named_by_the_plan(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    assert plans.page(small, name).clashes == ()
    one = next(one for one in plans.page(small, name).proposals if one.state is State.PUBLISHED)
    absences.add_absences(small, [one.host.email], one.days, "private")
    (clash,) = plans.page(small, name).clashes
    assert (clash.id, clash.reason) == (one.id, f"{one.host.name} is away")
    assert f"pairing {one.id}" in plans.page(small, name).sentences[-1]


def test_of_what_has_begun_it_is_not_said_that_a_repair_helps(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    one = plans.page(small, name).proposals[0]
    absences.add_absences(small, [one.host.email], one.days, "private")
    *_sentences, said = plans.page(small, name).sentences
    assert said.endswith("Repair the plan to replace what falls away.")
    under_way = make_desk(one.days.first + timedelta(days=1))
    (clash,) = plans.page(under_way, name).clashes
    *_sentences, said = plans.page(under_way, name).sentences
    assert f"pairing {clash.id}, " in said
    assert not {"Repair", "ridealong"} & set(said.split())
    with pytest.raises(Refused) as caught:
        repairs.repair(under_way, name)
    assert f"pairing {clash.id}, " in caught.value.problem
