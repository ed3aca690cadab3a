"""The ledger of a company: who owes whom a visit, imported or planned here."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import NotFound
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history, ledger
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import people
from ridealong.services.people.import_people import import_people
from ridealong.storage.queries.ledger import FEW
from services.conftest import csv
from thorough import thorough_only

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"
ROWS = (
    "Days,rotation,ana@x.example,mia@x.example,it,2026-11-02,2026-11-02,held",
    "Days,rotation,ben@x.example,noa@x.example,it,2026-12-07,2026-12-07,held",
    "Days,rotation,cho@x.example,oto@x.example,it,2026-11-09,2026-11-09,held",
    "Days,rotation,cho@x.example,oto@x.example,marketing,2026-12-14,2026-12-14,held",
    "Weeks,ride-along,ben@x.example,mia@x.example,it,2026-11-02,2026-11-06,held",
)


@pytest.fixture
def past(small: Desk, tmp_path: Path) -> Desk:
    """Cho's visit was returned, Ana's and Ben's were not. Today is 4 January 2027."""
    import_history(small, csv(tmp_path, HEADER, *ROWS))
    return small


def names(found: tuple[ledger.OwedVisit, ...]) -> list[str]:
    return [f"{one.guest_name} to {one.host_name}" for one in found]


def test_who_was_visited_owes_the_return_where_each_visits_the_other(past: Desk) -> None:
    found = ledger.owed(past)
    assert names(found) == ["Mia to Ana", "Noa to Ben"]
    first, second = found
    assert (first.since, first.due, first.overdue_days) == (date(2026, 11, 2), date(2026, 12, 14), 21)
    assert (second.overdue, second.program, second.guest_email) == (False, "Days", "noa@x.example")
    assert names(ledger.owed(past, overdue=True)) == ["Mia to Ana"]
    assert ledger.page(past, offset=1, limit=5).total == 2
    assert names(ledger.page(past, offset=1, limit=5).rows) == ["Noa to Ben"]


def test_a_return_in_another_rotation_counts_and_one_that_comes_too_late_is_told(past: Desk, tmp_path: Path) -> None:
    more = (
        "Days 2,rotation,ben@x.example,noa@x.example,marketing,2027-01-11,2027-01-11,published",
        "Days 2,rotation,ana@x.example,mia@x.example,marketing,2027-02-01,2027-02-01,published",
    )
    import_history(past, csv(tmp_path, HEADER, *more))
    (late,) = ledger.owed(past)
    assert (late.guest_name, late.planned, late.overdue_days) == ("Mia", date(2027, 2, 1), 21)
    assert ledger.owed(past, program="days 2") == ()
    assert names(ledger.owed(past, program="DAYS")) == ["Mia to Ana"]


def test_once_the_return_is_held_nothing_is_owed_and_a_missed_one_is_owed_again(
    past: Desk, tmp_path: Path, make_desk: MakeDesk
) -> None:
    back = "Days,rotation,ana@x.example,mia@x.example,marketing,2027-01-11,2027-01-11,published"
    import_history(past, csv(tmp_path, HEADER, back))
    later = make_desk(date(2027, 1, 12))
    assert names(ledger.owed(later)) == ["Noa to Ben"]
    (row,) = history.page(later, HistoryQuery(text="person:mia person:ana since:2027-01-01")).rows
    history.mark(later, row.id, State.MISSED)
    assert names(ledger.owed(later)) == ["Mia to Ana", "Noa to Ben"]
    history.mark(later, row.id, State.HELD)
    assert names(ledger.owed(later)) == ["Noa to Ben"]


def test_nothing_is_owed_by_or_to_people_who_are_gone(past: Desk) -> None:
    people.remove(past, "mia@x.example")
    people.edit(past, "ben@x.example", {"last_day": date(2026, 12, 31)})
    assert ledger.owed(past) == ()


def test_without_a_rotation_nothing_is_owed_and_an_unknown_program_is_named(desk: Desk) -> None:
    assert ledger.owed(desk) == ()
    with pytest.raises(NotFound):
        ledger.owed(desk, program="X")


def two_sides(size: int) -> Iterator[str]:
    """People with numbers from 0 on both sides."""
    for number in range(size):
        for side in ("it", "marketing"):
            yield f"{side}.{number}@x.example,{side} {number},{side},Team"


def visits(it: int, guest: str, day: str, state: str = "held") -> Iterator[str]:
    """On one day between somebody in IT and each of 64 in marketing."""
    for number in range(64):
        yield f"Days,rotation,it.{it}@x.example,marketing.{number}@x.example,{guest},{day},{day},{state}"


@thorough_only
def test_between_many_pairs_the_same_is_owed_as_between_few(desk: Desk, tmp_path: Path) -> None:
    there = [row for number in range(65) for row in visits(number, "it", "2026-11-02")]
    late = visits(63, "marketing", "2027-01-11", "published")
    import_people(desk, csv(tmp_path, "email,name,side,team", *two_sides(65)))
    import_history(desk, csv(tmp_path, HEADER, *there, *late, *visits(64, "marketing", "2026-12-07")))
    many = ledger.owed(desk)
    assert {one.host_name for one in many if one.planned} == {"it 63"}

    held = [row for number in (0, 1) for row in visits(number, "marketing", "2026-12-07")]
    import_history(desk, csv(tmp_path, HEADER, *held))
    few = ledger.owed(desk)
    assert len(many) == 64 * 64 > FEW >= len(few)
    assert few == tuple(one for one in many if one.host_name not in ("it 0", "it 1"))
