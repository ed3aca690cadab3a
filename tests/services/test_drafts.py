"""Single pairings changed by hand: pinned, swapped, moved, set aside or cancelled, where no rule forbids it."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from services.checker import broken_rules
from services.conftest import START, buddies, employ, it, marketing, ride_alongs, week


def drafts_of(desk: Desk, name: str) -> dict[str, Proposal]:
    return {one.guest.name: one for one in plans.page(desk, name).proposals}


def pinned_at(desk: Desk, guest: str, host: str, number: int, name: str = "Spring ride-alongs") -> Proposal:
    """A draft of somebody with somebody in a round, made by planning and by hand."""
    programs.enrol(desk, name, (f"{guest.lower()}@x.example",), EnrolmentState.AGREED)
    plans.plan(desk, name)
    one = drafts_of(desk, name)[guest]
    assert one.host.name == host
    if one.round != number:
        drafts.move(desk, one.id, number)
    else:
        drafts.pin(desk, one.id)
    return drafts_of(desk, name)[guest]


@pytest.fixture
def alone(desk: Desk) -> Desk:
    """Ana and Ben in IT, Mia alone in marketing."""
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    ride_alongs(desk, enrol=("ana@x.example", "mia@x.example"))
    return desk


def test_a_pin_is_set_and_let_go(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    ana = drafts_of(small, name)["Ana"]
    drafts.pin(small, ana.id)
    assert drafts_of(small, name)["Ana"].pinned
    version = small.version()
    drafts.pin(small, ana.id)
    assert small.version() == version
    drafts.pin(small, ana.id, pinned=False)
    assert not drafts_of(small, name)["Ana"].pinned


def test_two_drafts_swap_their_hosts_and_are_pinned(small: Desk) -> None:
    name = ride_alongs(small, rounds=1)
    plans.plan(small, name)
    before = drafts_of(small, name)
    drafts.swap(small, before["Ana"].id, before["Ben"].id)
    after = drafts_of(small, name)
    assert (after["Ana"].host, after["Ben"].host) == (before["Ben"].host, before["Ana"].host)
    assert (after["Ana"].pinned, after["Ben"].pinned, after["Cho"].pinned) == (True, True, False)
    assert broken_rules(small) == []
    plans.plan(small, name)
    assert drafts_of(small, name)["Ana"].host == before["Ben"].host


def test_a_draft_moves_to_another_round(alone: Desk) -> None:
    moved = pinned_at(alone, "Ana", "Mia", 4)
    assert (moved.round, moved.days, moved.pinned) == (4, week(4), True)
    with pytest.raises(Refused, match=r"'Spring ride-alongs' has no round 7. Its rounds count from 1 to 6"):
        drafts.move(alone, moved.id, 6)


def test_a_move_onto_a_day_away_is_refused_with_the_rule(alone: Desk) -> None:
    absences.add_absences(alone, ["mia@x.example"], week(4), "surgery")
    one = pinned_at(alone, "Ana", "Mia", 2)
    with pytest.raises(Refused, match=r"^Mia is away in round 5\. Nothing was changed$"):
        drafts.move(alone, one.id, 4)
    assert drafts_of(alone, "Spring ride-alongs")["Ana"].round == 2


def test_a_move_that_leaves_a_host_no_rest_is_refused_with_the_rule(alone: Desk) -> None:
    pinned_at(alone, "Ana", "Mia", 0)
    ben = pinned_at(alone, "Ben", "Mia", 4)
    with pytest.raises(Refused, match=r"Mia has visits in rounds 1 and 3, and needs 2 rounds of rest between"):
        drafts.move(alone, ben.id, 2)


def test_a_swap_of_people_kept_apart_is_refused_with_the_rule(small: Desk) -> None:
    name = ride_alongs(small, rounds=1)
    plans.plan(small, name)
    before = drafts_of(small, name)
    limits.add_apart(small, before["Ana"].guest.email, before["Ben"].host.email, "a secret quarrel")
    with pytest.raises(Refused, match=rf"{before['Ben'].host.name} is kept apart from Ana. Nothing was changed"):
        drafts.swap(small, before["Ana"].id, before["Ben"].id)
    assert drafts_of(small, name) == before


def test_a_move_close_to_a_later_meeting_of_the_same_two_is_refused(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    name = ride_alongs(desk, rounds=12, visits_per_guest=2, repeat_days=35)
    plans.plan(desk, name)
    first, second = sorted(plans.page(desk, name).proposals, key=lambda one: one.round)
    assert second.round - first.round > 5
    drafts.move(desk, first.id, 0)
    drafts.move(desk, second.id, 7)
    with pytest.raises(Refused, match=r"Ana meets Mia again within 5 weeks"):
        drafts.move(desk, first.id, 3)


def test_a_draft_of_somebody_who_has_left_keeps_nobody_from_moving_another(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    before = drafts_of(small, name)
    people.remove(small, before["Cho"].guest.email)
    programs.enrol(small, name, (before["Ben"].guest.email,), EnrolmentState.DECLINED)
    free = next(number for number in range(6) if number not in {one.round for one in before.values()})
    drafts.move(small, before["Ana"].id, free)
    assert drafts_of(small, name)["Ana"].round == free
    with pytest.raises(Refused, match=r"Ben does not take part in 'Spring ride-alongs' any more"):
        drafts.move(small, before["Ben"].id, free)
    absences.add_absences(small, ["ana@x.example"], week(before["Ana"].round))
    with pytest.raises(Refused, match=r"Ana is away"):
        drafts.move(small, before["Ana"].id, before["Ana"].round)


def test_what_was_broken_elsewhere_before_keeps_nobody_from_moving(small: Desk) -> None:
    name = ride_alongs(small, host_rest_weeks=0)
    plans.plan(small, name)
    before = drafts_of(small, name)
    absences.add_absences(small, [before["Ben"].guest.email], before["Ben"].days)
    free = next(number for number in range(6) if number not in {one.round for one in before.values()})
    drafts.move(small, before["Ana"].id, free)
    assert drafts_of(small, name)["Ana"].round == free


def test_a_round_that_has_begun_takes_nobody_any_more(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name, start=START + timedelta(weeks=2))
    later = make_desk(START + timedelta(days=1))
    with pytest.raises(Refused, match=r"That round has begun. Name a round that is still to come"):
        drafts.move(later, drafts_of(later, name)["Ana"].id, 0)


def published(desk: Desk, name: str = "", **more: object) -> dict[str, Proposal]:
    """Everybody's pairing in a published season, by the guest's name."""
    name = name or ride_alongs(desk, **more)
    plans.plan(desk, name)
    publishing.publish(desk, name, everything=True)
    return {one.guest.name: one for one in plans.page(desk, name).proposals}


def test_what_is_published_needs_no_pin(small: Desk) -> None:
    one = published(small)["Ana"]
    with pytest.raises(Refused, match=r"is published, no draft"):
        drafts.pin(small, one.id)


def test_a_published_pairing_moves_to_another_round_and_stays_published(alone: Desk) -> None:
    one = published(alone, "Spring ride-alongs")["Ana"]
    free = 5 if one.round != 5 else 4
    drafts.move(alone, one.id, free)
    (moved,) = plans.page(alone, "Spring ride-alongs").proposals
    assert (moved.id, moved.round, moved.days, moved.state) == (one.id, free, week(free), State.PUBLISHED)
    assert not moved.pinned


def test_two_published_pairings_exchange_their_hosts(small: Desk) -> None:
    before = published(small, host_rest_weeks=0)
    ana, ben = before["Ana"], before["Ben"]
    drafts.swap(small, ana.id, ben.id)
    after = {one.id: one for one in plans.page(small, "Spring ride-alongs").proposals}
    assert after[ana.id].host == ben.host
    assert after[ben.id].host == ana.host
    assert {one.state for one in after.values()} == {State.PUBLISHED}


def test_a_published_pairing_moves_onto_no_day_away(alone: Desk) -> None:
    one = published(alone, "Spring ride-alongs")["Ana"]
    free = 5 if one.round != 5 else 4
    absences.add_absences(alone, ["mia@x.example"], week(free))
    with pytest.raises(Refused, match=rf"Mia is away in round {free + 1}"):
        drafts.move(alone, one.id, free)


def test_what_has_begun_or_is_over_is_not_moved(alone: Desk, make_desk: MakeDesk) -> None:
    one = published(alone, "Spring ride-alongs")["Ana"]
    later = make_desk(one.days.first + timedelta(days=1))
    with pytest.raises(Refused, match=r"has begun. End it early$") as caught:
        drafts.move(later, one.id, 5)
    assert caught.value.typed == f"End it early: ridealong end {one.id}"
    history.mark(later, one.id, State.HELD)
    with pytest.raises(Refused, match=r"is held. Only drafts and published pairings are changed by hand"):
        drafts.move(later, one.id, 5)


def test_swaps_that_make_no_sense_are_refused(small: Desk) -> None:
    plans.plan(small, ride_alongs(small))
    plans.plan(small, buddies(small))
    one = plans.page(small, "Spring ride-alongs").proposals[0]
    other = plans.page(small, "Buddies").proposals[0]
    with pytest.raises(InvalidValue, match=r"cannot be swapped with itself"):
        drafts.swap(small, one.id, one.id)
    with pytest.raises(Refused, match=r"The two belong to different programs"):
        drafts.swap(small, one.id, other.id)
    with pytest.raises(NotFound, match=r"There is no pairing 999"):
        drafts.pin(small, 999)


def test_a_draft_that_is_cancelled_is_gone_and_a_published_pairing_is_kept_as_cancelled(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    gone, kept = plans.page(small, name).proposals[:2]
    assert drafts.cancel(small, gone.id) is State.PROPOSED
    assert gone.id not in {one.id for one in plans.page(small, name).proposals}
    publishing.publish(small, name, everything=True)
    assert drafts.cancel(small, kept.id, "private") is State.PUBLISHED
    with pytest.raises(Refused, match=rf"Pairing {kept.id} is cancelled already. Nothing was changed"):
        drafts.cancel(small, kept.id)


def test_a_draft_set_aside_leaves_an_open_place_and_a_plan_that_says_so(small: Desk) -> None:
    name = ride_alongs(small)
    one = plans.plan(small, name).proposals[0]
    drafts.cancel(small, one.id)
    page = plans.page(small, name)
    assert [(place.guest.email, place.round, place.reason) for place in page.open][-1:] == [
        (one.guest.email, one.round, "set aside by hand")
    ]
    assert page.numbers is not None
    assert page.numbers.by_hand
    assert any("by hand" in sentence for sentence in page.sentences)
    assert not plans.plan(small, name).numbers.by_hand  # type: ignore[union-attr]  # it has been planned
