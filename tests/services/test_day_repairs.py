"""Repairing visits of single days: other days first, then another partner, and what can stand stays."""

from datetime import date, timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history, ledger
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.asking import statements
from services.conftest import SPRING, START, day, week
from services.rotations import DAYS, legs, on_days, pair, published
from thorough import thorough_only

ANA, BEN, MIA, NOA = (f"{name}@x.example" for name in ("ana", "ben", "mia", "noa"))


def ana_and_mia(desk: Desk, there: int, back: int, *others: str) -> None:
    """Ana visits Mia on the Tuesday of a week, and Mia visits Ana on that of another one."""
    published(desk, ("Ana", "Mia"), others=others)
    on_days(desk, "Ana", day(7 * there + 1), day(7 * back + 1))


def away(desk: Desk, email: str, first: date, last: date) -> None:
    absences.add_absences(desk, [email], Days(first, last))


def test_where_no_day_is_left_before_the_visit_back_both_move(desk: Desk, make_desk: MakeDesk) -> None:
    ana_and_mia(desk, 1, 2)
    later = make_desk(week(1).first)
    away(later, ANA, week(1).first, week(1).last)
    done = repairs.repair(later, DAYS)
    there, back = pair(later, "Ana")
    assert week(1).last < there.days.first < back.days.first <= there.days.last + timedelta(weeks=6)
    assert {one.state for one in (there, back)} == {State.PUBLISHED}
    assert [one.after is not None for one in done.changes] == [True, True]
    told = {one.person.email: one.sentences for one in done.told}
    assert len(told[ANA]) == len(told[MIA]) == 2


def test_a_repair_on_the_monday_of_the_last_week_with_a_visit_finds_nothing_to_do(
    desk: Desk, make_desk: MakeDesk
) -> None:
    ana_and_mia(desk, 1, 3)
    with pytest.raises(Refused, match="needs repair"):
        repairs.repair(make_desk(week(3).first), DAYS)


def test_a_freeze_over_both_visits_moves_both(desk: Desk, make_desk: MakeDesk) -> None:
    ana_and_mia(desk, 1, 3)
    later = make_desk(week(1).first)
    limits.add_freeze(later, "marketing", Days(week(1).first, week(3).last), "Black Friday campaign")
    repairs.repair(later, DAYS)
    there, back = pair(later, "Ana")
    assert week(3).last < there.days.first < back.days.first


@pytest.mark.parametrize("frozen", [1, 2])
def test_who_has_a_visit_of_another_program_in_the_round_too_keeps_their_partner_on_other_days(
    desk: Desk, make_desk: MakeDesk, frozen: int
) -> None:
    ana_and_mia(desk, 1, 2, "Noa")
    programs.create(desk, NewProgram(name=SPRING, kind=Kind.RIDE_ALONG, start=START, rounds=6, enrol="all"))
    pins.add_pin(desk, SPRING, ANA, NOA, 4)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    before = make_desk(START - timedelta(weeks=1))
    limits.add_freeze(before, "marketing", week(frozen), "Black Friday campaign")
    done = repairs.repair(before, DAYS)
    there, back = pair(before, "Ana")
    assert (there.host.email, there.state, back.state) == (MIA, State.PUBLISHED, State.PUBLISHED)
    assert not any(one.days.overlaps(week(frozen)) for one in (there, back))
    assert not any(one.days.overlaps(week(4)) for one in (there, back))
    assert there.days.first < back.days.first
    assert "Marketing takes no part: Black Friday campaign" in {one.reason for one in done.changes}
    assert all(one.after is not None for one in done.changes)


def test_who_has_no_day_left_with_one_partner_gets_another_in_the_round_under_way(
    desk: Desk, make_desk: MakeDesk
) -> None:
    ana_and_mia(desk, 1, 2, "Noa")
    later = make_desk(week(1).first)
    away(later, MIA, week(1).first, week(5).last)
    done = repairs.repair(later, DAYS)
    there, back = pair(later, "Ana")
    assert (there.host.email, there.state, back.state) == (NOA, State.PUBLISHED, State.PUBLISHED)
    assert {one.host.email for one in legs(later)} == {NOA, ANA}
    assert [(one.guest.name, one.after and one.after.host.name) for one in done.changes] == [
        ("Ana", "Noa"),
        ("Mia", None),
    ]
    told = {one.person.email: one.sentences for one in done.told}
    assert told[NOA] == (f"A new visit: with Ana ({there.days}).", f"The visit back to Ana: {back.days}.")


def test_who_leaves_in_a_round_under_way_is_replaced_for_the_visits_to_come(desk: Desk, make_desk: MakeDesk) -> None:
    ana_and_mia(desk, 2, 4, "Noa")
    later = make_desk(week(1).first)
    people.edit(later, MIA, {"last_day": week(1).last})
    repairs.repair(later, DAYS)
    there, _back = pair(later, "Ana")
    assert there.host.email == NOA


def test_the_visit_back_stands_alone_where_its_visit_cannot_be(desk: Desk, make_desk: MakeDesk) -> None:
    ana_and_mia(desk, 1, 5)
    later = make_desk(week(1).first)
    away(later, ANA, week(1).first, week(4).last)
    # From here on Ana can only be visited: the day after that of the visit back is the last one of the round.
    away(later, ANA, week(5).first, week(5).first)
    away(later, ANA, week(5).first + timedelta(days=2), week(13).last)
    done = repairs.repair(later, DAYS)
    (alone,) = legs(later)
    assert (alone.guest.email, alone.days) == (MIA, day(36))
    assert [(one.guest.name, one.after) for one in done.changes] == [("Ana", None)]
    much_later = make_desk(week(8).first)
    assert ledger.owed(much_later) == ()


def test_a_visit_that_was_held_is_kept_where_the_one_back_cannot_be(desk: Desk, make_desk: MakeDesk) -> None:
    ana_and_mia(desk, 0, 2)
    later = make_desk(week(1).first)
    there, _back = pair(later, "Ana")
    history.mark(later, there.id, State.HELD)
    away(later, MIA, week(1).first, week(13).last)
    done = repairs.repair(later, DAYS)
    assert [(one.guest.name, one.after) for one in done.changes] == [("Mia", None)]
    (debt,) = ledger.owed(later)
    assert (debt.pairing, debt.guest_email) == (there.id, MIA)


def test_a_repair_looks_for_a_third_partner_where_the_second_has_no_days(desk: Desk, make_desk: MakeDesk) -> None:
    published(desk, ("Ana", "Mia"), others=("Noa", "Oto"))
    today = make_desk(START - timedelta(days=3))
    # Ana is there in the first half of the round, Noa in the second: each has days, and together they have none.
    away(today, ANA, week(3).first, week(13).last)
    away(today, NOA, week(0).first, week(2).last)
    away(today, "oto@x.example", week(3).first, week(5).last)
    away(today, MIA, week(0).first, week(13).last)
    repairs.repair(today, DAYS)
    there, back = pair(today, "Ana")
    assert (there.host.email, back.guest.email) == ("oto@x.example", "oto@x.example")


def test_where_nobody_else_is_there_it_is_said_that_no_days_suit(desk: Desk, make_desk: MakeDesk) -> None:
    published(desk, ("Ana", "Mia"), others=("Noa",))
    today = make_desk(START - timedelta(days=3))
    away(today, ANA, week(3).first, week(13).last)
    away(today, NOA, week(0).first, week(2).last)
    away(today, MIA, week(0).first, week(13).last)
    done = repairs.repair(today, DAYS)
    assert [one.reason for one in done.open] == ["no days suit both Ana and Noa"]
    assert legs(today) == []
    assert plans.page(today, DAYS).open == done.open


@thorough_only
def test_a_repair_asks_who_has_declined_as_often_for_many_visits_as_for_one(desk: Desk, make_desk: MakeDesk) -> None:
    published(desk, ("Ana", "Mia"), ("Ben", "Noa"), ("Cyd", "Oto"))
    for guest in ("Ana", "Ben", "Cyd"):
        on_days(desk, guest, day(8), day(36))
    later, asked = make_desk(week(1).first), []
    for gone in ((ANA,), (BEN, "cyd@x.example")):
        for email in gone:
            away(later, email, week(1).first, week(4).last)
            away(later, email, week(5).first, week(5).first)
            away(later, email, week(5).first + timedelta(days=2), week(13).last)
        asked.append(statements(later, lambda: repairs.repair(later, DAYS, dry_run=True), "FROM answers JOIN meetings"))
    assert asked[0] == asked[1] > 0
    repairs.repair(later, DAYS)
    assert [one.guest.email for one in legs(later)] == [MIA, NOA, "oto@x.example"]
