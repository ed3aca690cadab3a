"""Somebody cannot come to several visits of single days: where one goes, the next one reckons with it."""

from collections import defaultdict
from datetime import date

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days, end_of_week, monday_of
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.ill.ill_views import ChoiceKind
from ridealong.services.people import absences
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs, week
from services.rotations import DAYS, legs, published, rotation
from thorough import thorough_only

HELP = "Help days"
MIA = "mia@x.example"


@pytest.fixture
def trio(desk: Desk) -> Desk:
    """Ana and Ben visit Mia on one day, and Mia visits both on another, some weeks later."""
    employ(desk, it("Ana", "Tech Ana"), it("Ben", "Tech Ben"), marketing("Mia", "Brand Mia"))
    rotation(desk, host_rest_weeks=0)
    between = week(1, 3)
    absences.add_absences(desk, [MIA], between)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    absences.remove_absence(desk, MIA, between)
    there, back = sorted({one.days for one in legs(desk)})
    assert there.last < between.first <= between.last < back.first
    return desk


def of_mia(desk: Desk, *names: str) -> dict[date, set[tuple[Days, str]]]:
    """By week, the days of Mia's visits, each with its program; the two of a trio are one."""
    found: dict[date, set[tuple[Days, str]]] = defaultdict(set)
    for name in names:
        for one in plans.page(desk, name).proposals:
            found[monday_of(one.days.first)].add((one.days, name))
    return found


@pytest.mark.parametrize(
    "which", [pytest.param(0, id="visits"), pytest.param(-1, id="visits back", marks=thorough_only)]
)
def test_both_visits_of_a_trio_go_to_one_day(trio: Desk, make_desk: MakeDesk, which: int) -> None:
    before = legs(trio)[which].days
    numbers = {one.id for one in legs(trio) if one.days == before}
    done = ill.settle(make_desk(before.first), MIA, before)
    assert {one.pairing for one in done.touched if one.visit} == numbers
    after = {one.days for one in legs(trio) if one.id in numbers}
    assert len(after) == 1
    assert before not in after
    assert all(len(visits) == 1 for visits in of_mia(trio, DAYS).values())


@thorough_only
def test_the_second_of_a_trio_goes_along_and_has_the_days_of_the_first_to_go_to_all_the_same(
    trio: Desk, make_desk: MakeDesk
) -> None:
    before = legs(trio)[0].days
    morning = make_desk(before.first)
    first, second = ill.look(morning, MIA, before).touched
    days = [one.code for one in first.choices if one.kind is ChoiceKind.LATER]
    assert len(days) == 3
    for code in (*days, "cancel"):
        along = ill.look(morning, MIA, before, {first.pairing: code}).touched[1]
        assert code in (along.chosen.code, "cancel")
        for other in days:
            found = ill.look(morning, MIA, before, {first.pairing: code, second.pairing: other})
            assert [one.chosen.code for one in found.touched] == [code, other]


@thorough_only
def test_where_that_does_not_suit_the_second_they_go_to_two_weeks(trio: Desk, make_desk: MakeDesk) -> None:
    before = legs(trio)[-1].days
    morning = make_desk(before.first)
    first, second = ill.look(morning, MIA, before).touched
    assert first.chosen.days == second.chosen.days
    assert first.chosen.days is not None
    absences.add_absences(trio, [second.host.email], first.chosen.days)
    ill.settle(morning, MIA, before)
    days = {one.days for one in legs(trio) if one.id in (first.pairing, second.pairing)}
    assert len({monday_of(one.first) for one in days}) == 2
    assert all(len(visits) == 1 for visits in of_mia(trio, DAYS).values())


def test_visits_of_two_programs_go_to_two_weeks(desk: Desk, make_desk: MakeDesk) -> None:
    published(desk, ("Ana", "Mia"))
    employ(desk, it("Cho", "Tech Cho"))
    programs.create(desk, NewProgram(name=HELP, kind=Kind.HELP, start=START, rounds=1, weeks=6, cover_percent=100))
    programs.enrol(desk, HELP, [MIA, "cho@x.example"])
    plans.plan(desk, HELP)
    publishing.publish(desk, HELP)
    ((_first, of_the_first), *others) = sorted(of_mia(desk, DAYS, HELP).items())
    assert {name for _days, name in of_the_first} == {DAYS}
    weeks = Days(others[0][0], end_of_week(others[1][0]))
    ill.settle(make_desk(weeks.first), MIA, weeks)
    assert sum(monday > weeks.last for monday in of_mia(desk, DAYS, HELP)) == 2


@thorough_only
@pytest.mark.parametrize("number", [0, 2], ids=["the week comes first", "the day comes first"])
def test_a_visit_of_a_week_and_one_of_a_day_go_to_two_weeks(desk: Desk, make_desk: MakeDesk, number: int) -> None:
    employ(desk, it("Cho", "Tech Cho"), marketing("Mia", "Brand Mia"))
    ride_alongs(desk, rounds=6, host_rest_weeks=0)
    pins.add_pin(desk, SPRING, "cho@x.example", MIA, number)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING)
    employ(desk, it("Ana", "Tech Ana"))
    programs.create(desk, NewProgram(name=HELP, kind=Kind.HELP, start=START, rounds=1, weeks=6, cover_percent=100))
    programs.enrol(desk, HELP, [MIA, "ana@x.example"])
    for away in (week(0) if number else week(4), week(5)):
        absences.add_absences(desk, ["ana@x.example"], away)
    plans.plan(desk, HELP)
    publishing.publish(desk, HELP)
    before = sorted(of_mia(desk, SPRING, HELP))
    assert len(before) == 2
    weeks = Days(before[0], end_of_week(before[1]))
    done = ill.settle(make_desk(weeks.first), MIA, weeks)
    assert [one.chosen.kind for one in done.touched] == [ChoiceKind.LATER, ChoiceKind.LATER]
    assert sum(monday > weeks.last for monday in of_mia(desk, SPRING, HELP)) == 2
