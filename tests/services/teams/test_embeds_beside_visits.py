"""One limit for a week: visits and embeds never take more than all of it together, whichever came first."""

from datetime import timedelta

import pytest

from ridealong.domain.composite_teams import Slot
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.changes import covers
from ridealong.services.desk import Desk
from ridealong.services.people.absences import add_absences
from ridealong.services.people.person_load import load_of
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs, week
from services.teams.made import composite, embed, team, weeks
from thorough import thorough_only

ANA, MIA, NOA = "ana@x.example", "mia@x.example", "noa@x.example"


def slots(share: int) -> tuple[Slot, ...]:
    """One for each side, of so much of a week."""
    return tuple(
        Slot(number=number, name=f"Slot {number}", side=side, share=share) for number, side in enumerate(Side, start=1)
    )


def embedded(desk: Desk, email: str, days: Days, share: int, state: State = State.PUBLISHED, *, slot: int = 1) -> None:
    """Somebody in a team of their own, for so much of some weeks."""
    composite(desk, name := f"Embeds {email} {days.first}")
    embed(desk, team(desk, program=name, days=days, slots=slots(share), tasks=()), slot, email, state=state)


def rounds_of(desk: Desk, name: str = SPRING) -> list[int]:
    return [one.round for one in plans.page(desk, name).proposals]


@pytest.mark.parametrize("share", [10, 100])
@pytest.mark.parametrize("state", [State.PUBLISHED, State.PROPOSED])
def test_who_is_embedded_has_no_visit_of_a_whole_week_at_that_time(desk: Desk, share: int, state: State) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    embedded(desk, ANA, weeks(0, 4), share, state)
    ride_alongs(desk, rounds=6, enrol=(ANA, MIA))
    page = plans.plan(desk, SPRING)
    assert rounds_of(desk) == [5]
    assert {one.reason for one in page.open} <= {f"Ana is embedded for {share} % of a week already"}


def test_a_host_who_is_embedded_receives_nobody_either(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    embedded(desk, MIA, weeks(0, 5), 50, slot=2)
    ride_alongs(desk, rounds=6, enrol=(ANA, MIA))
    page = plans.plan(desk, SPRING)
    assert page.proposals == ()
    assert {one.reason for one in page.open} == {"Mia is embedded for 50 % of a week already"}


def test_a_visit_of_three_days_fits_beside_two_fifths_of_a_week_and_not_beside_more(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa"))
    embedded(desk, ANA, weeks(0, 5), 40)
    embedded(desk, "ben@x.example", weeks(0, 5), 41)
    new = NewProgram(name="Days", kind=Kind.ROTATION, start=START, enrol="all", rounds=1, visit_days=3)
    programs.create(desk, new)
    page = plans.plan(desk, "Days")
    assert "Ben" not in {who.name for one in page.proposals for who in (one.guest, one.host)}
    assert "Ana" in {who.name for one in page.proposals for who in (one.guest, one.host)}


def test_a_visit_by_weeks_takes_all_of_each_week_however_many_days_are_said(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    embedded(desk, ANA, weeks(0, 5), 20)
    ride_alongs(desk, rounds=6, visit_days=3)
    assert plans.plan(desk, SPRING).proposals == ()


def test_visits_of_single_days_go_to_weeks_that_have_room(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    embedded(desk, ANA, weeks(0, 3), 100)
    programs.create(
        desk, NewProgram(name="Days", kind=Kind.ROTATION, start=START, enrol=(ANA, MIA), rounds=1, cover_percent=100)
    )
    days = sorted(one.days.first for one in plans.plan(desk, "Days").proposals)
    assert len(days) == 2
    assert days[0] >= START + timedelta(weeks=4)


def test_a_visit_of_one_day_fits_beside_an_embed_of_four_days(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    embedded(desk, ANA, weeks(0, 5), 80)
    new = NewProgram(name="Days", kind=Kind.ROTATION, start=START, enrol=(ANA, MIA), rounds=1, cover_percent=100)
    programs.create(desk, new)
    assert len(plans.plan(desk, "Days").proposals) == 2


def test_a_round_without_a_week_that_has_room_says_why(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    embedded(desk, ANA, weeks(0, 5), 90)
    new = NewProgram(name="Days", kind=Kind.ROTATION, start=START, enrol=(ANA, MIA), rounds=1, cover_percent=100)
    programs.create(desk, new)
    assert plans.plan(desk, "Days").proposals == ()


def test_a_draft_is_not_published_once_one_of_the_two_is_embedded(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    ride_alongs(desk, rounds=1, enrol=(ANA, MIA))
    plans.plan(desk, SPRING)
    embedded(desk, ANA, weeks(0, 3), 20)
    with pytest.raises(Refused, match="Ana is embedded for 20 % of a week already"):
        publishing.publish(desk, SPRING)


def test_a_draft_of_single_days_is_not_published_either(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    new = NewProgram(name="Days", kind=Kind.ROTATION, start=START, enrol=(ANA, MIA), rounds=1, cover_percent=100)
    programs.create(desk, new)
    first = min(one.days.first for one in plans.plan(desk, "Days").proposals)
    number = (first - START).days // 7
    embedded(desk, ANA, weeks(number, number), 100)
    with pytest.raises(Refused, match="Ana is embedded for 100 % of a week already"):
        publishing.publish(desk, "Days")


def test_a_published_visit_is_repaired_once_one_of_the_two_is_embedded(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    ride_alongs(desk, rounds=6, enrol=(ANA, MIA))
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING)
    embedded(desk, ANA, weeks(0, 2), 50)
    (clash,) = plans.page(desk, SPRING).clashes
    assert clash.reason == "Ana is embedded for 50 % of a week already"
    repairs.repair(desk, SPRING)
    (left,) = [one for one in plans.page(desk, SPRING).proposals if one.state is not State.CANCELLED]
    assert left.days.first >= START + timedelta(weeks=3)


def test_a_published_visit_of_a_day_moves_to_another_week(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    new = NewProgram(name="Days", kind=Kind.ROTATION, start=START, enrol=(ANA, MIA), rounds=1, cover_percent=100)
    programs.create(desk, new)
    plans.plan(desk, "Days")
    publishing.publish(desk, "Days")
    first = min(one.days.first for one in plans.page(desk, "Days").proposals)
    number = (first - START).days // 7
    embedded(desk, ANA, weeks(number, number), 100)
    repairs.repair(desk, "Days")
    shown = plans.page(desk, "Days")
    assert shown.clashes == ()
    assert not any(one.days.overlaps(week(number)) for one in shown.proposals if one.state is State.PUBLISHED)


def test_nobody_stands_in_for_a_host_in_a_week_without_room(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    ride_alongs(desk, rounds=1, weeks=2)
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING)
    (one,) = plans.page(desk, SPRING).proposals
    embedded(desk, NOA, weeks(0, 0), 80, slot=2)
    with pytest.raises(Refused, match="Noa is embedded for 80 % of a week already"):
        covers.cover(desk, one.id, NOA, START)
    covers.cover(desk, one.id, NOA, START + timedelta(weeks=1))


@pytest.mark.parametrize(
    ("shares", "visits"), [((50,), 0), ((40,), 1), ((20, 20), 1), ((30, 30), 0), ((20, 20, 20), 0)]
)
def test_shares_in_teams_add_up_to_people_who_are_away_from_the_home_team(
    desk: Desk, shares: tuple[int, ...], visits: int
) -> None:
    employ(desk, *(it(name) for name in ("Ana", "Ben", "Cho", "Dan", "Eve")), marketing("Mia", "Brand"))
    for name, share in zip(("ben", "cho", "dan"), shares, strict=False):
        embedded(desk, f"{name}@x.example", weeks(0, 1), share)
    # Of five, one may be out at a time.
    ride_alongs(desk, rounds=2, cover_percent=20, enrol=(ANA, MIA), host_rest_weeks=0)
    assert len(plans.plan(desk, SPRING).proposals) == visits


def test_who_is_away_that_week_takes_nothing_from_the_home_team(desk: Desk) -> None:
    employ(desk, *(it(name) for name in ("Ana", "Ben", "Cho", "Dan", "Eve")), marketing("Mia", "Brand"))
    embedded(desk, "ben@x.example", weeks(0, 0), 80)
    add_absences(desk, ["ben@x.example"], weeks(0, 0), "holiday")
    ride_alongs(desk, rounds=1, cover_percent=20, enrol=(ANA, MIA))
    assert len(plans.plan(desk, SPRING).proposals) == 1


@thorough_only
def test_of_visits_by_day_one_gives_way_to_whoever_is_embedded(desk: Desk) -> None:
    employ(desk, *(it(name) for name in ("Ana", "Ben", "Cho", "Dan", "Eve")), marketing("Mia", "Brand"))
    new = NewProgram(name="Days", kind=Kind.ROTATION, start=START, enrol=(ANA, MIA), rounds=1, cover_percent=20)
    programs.create(desk, new)
    plans.plan(desk, "Days")
    publishing.publish(desk, "Days")
    (there,) = [one for one in plans.page(desk, "Days").proposals if one.guest.name == "Ana"]
    number = (there.days.first - START).days // 7
    embedded(desk, "ben@x.example", weeks(number, number), 60)
    repairs.repair(desk, "Days")
    moved = [one for one in plans.page(desk, "Days").proposals if one.guest.name == "Ana" and one.state != "cancelled"]
    assert [(one.days.first - START).days // 7 == number for one in moved] == [False]


def test_the_page_of_a_person_shows_the_weeks_ahead_with_the_share(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    embedded(desk, ANA, weeks(0, 3), 40)
    embedded(desk, ANA, weeks(2, 5), 20, State.PROPOSED)
    found = load_of(desk, ANA)
    assert [(one.embeds, one.share, one.drafts) for one in found.weeks[:8]] == [
        *((0, 0, 0), (1, 40, 0), (1, 40, 0), (2, 60, 1), (2, 60, 1), (1, 20, 1), (1, 20, 1), (0, 0, 0))
    ]
    assert (found.ahead.embeds, found.ahead.embed_weeks) == (1, 1.6)
    assert found.ahead.visits == found.behind.embeds == 0
    assert not any(one.too_full for one in found.weeks)
