"""The life of a pairing, and what holds for freezes."""

from datetime import date, timedelta
from itertools import product

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import Freeze, Pairing, State, check_transition, is_past_draft
from ridealong.domain.people import Side

DAYS = Days(date(2027, 1, 11), date(2027, 1, 15))
LATER = DAYS.last + timedelta(days=1)
ALLOWED = {
    ("proposed", "published"),
    ("published", "held"),
    ("published", "missed"),
    ("published", "ended"),
    ("published", "cancelled"),
    ("held", "missed"),
    ("held", "ended"),
    ("missed", "held"),
    ("missed", "ended"),
    ("ended", "held"),
    ("ended", "missed"),
}


def pairing(state: State, guest_side: Side = Side.IT) -> Pairing:
    return Pairing(
        id=7, program_id=1, guest="g@x.example", host="h@x.example", guest_side=guest_side, days=DAYS, state=state
    )


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_a_pairing_takes_only_the_steps_of_its_life(before: State, after: State) -> None:
    if (before, after) in ALLOWED:
        check_transition(pairing(before), after, DAYS.last)
    elif before is after:
        with pytest.raises(Refused, match=rf"Pairing 7 is {before} already"):
            check_transition(pairing(before), after, DAYS.last)
    else:
        with pytest.raises(Refused, match=rf"Pairing 7 is {before} and cannot become {after}. From {before} it can"):
            check_transition(pairing(before), after, DAYS.last)


@pytest.mark.parametrize("state", [State.HELD, State.MISSED, State.ENDED])
def test_nothing_is_held_missed_or_ended_before_it_begins(state: State) -> None:
    with pytest.raises(Refused, match=rf"only begins on 2027-01-11, so it cannot be {state} yet") as caught:
        check_transition(pairing(State.PUBLISHED), state, DAYS.first - timedelta(days=1))
    assert caught.value.typed == f"{caught.value.remedy}: ridealong cancel 7"
    check_transition(pairing(State.PUBLISHED), state, DAYS.first)


def test_until_it_is_over_a_pairing_can_be_cancelled() -> None:
    for day in (DAYS.first - timedelta(days=30), DAYS.last):
        check_transition(pairing(State.PUBLISHED), State.CANCELLED, day)
    with pytest.raises(Refused, match=r"was over on 2027-01-15, so it cannot be cancelled") as caught:
        check_transition(pairing(State.PUBLISHED), State.CANCELLED, LATER)
    assert caught.value.typed == f"{caught.value.remedy}: ridealong history mark 7 missed"


def test_published_held_and_ended_count_as_having_met() -> None:
    assert [state for state in State if state.counts_as_met] == [State.PUBLISHED, State.HELD, State.ENDED]


def test_the_address_of_each_side_is_known_whoever_visits() -> None:
    assert pairing(State.HELD).it_email == "g@x.example"
    assert pairing(State.HELD, Side.MARKETING).it_email == "h@x.example"
    assert pairing(State.HELD, Side.MARKETING).marketing_email == "g@x.example"


def test_a_freeze_holds_for_a_team_or_for_a_whole_side() -> None:
    team = Freeze(side=Side.IT, team="Platform", days=DAYS, reason="change freeze")
    side = Freeze(side=Side.IT, days=DAYS, reason="change freeze")
    assert team.holds_for(Side.IT, "platform")
    assert not team.holds_for(Side.IT, "Data")
    assert not team.holds_for(Side.MARKETING, "Platform")
    assert side.holds_for(Side.IT, "Data")
    assert not side.holds_for(Side.MARKETING, "Brand")


def test_a_draft_is_nothing_from_the_day_after_its_last_on() -> None:
    for state in State:
        assert not is_past_draft(state, DAYS.last, DAYS.last)
        assert is_past_draft(state, DAYS.last, LATER) is (state is State.PROPOSED)
    assert is_past_draft("proposed", DAYS.last, LATER)
