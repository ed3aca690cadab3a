"""What keeps people out of plans: absences, freezes and people kept apart."""

import pytest

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.people import Side
from ridealong.services import limits
from ridealong.services.desk import Desk
from services.conftest import day, employ, it, marketing, week


def test_an_absence_is_kept_with_its_reason(small: Desk) -> None:
    limits.add_absence(small, "ANA@x.example", day(0), "dentist")
    (found,) = limits.list_absences(small)
    assert (found.email, found.days, found.reason, found.source) == ("ana@x.example", day(0), "dentist", "typed")
    assert limits.list_absences(small, "ben@x.example") == ()


def test_two_people_are_kept_apart_once_whoever_is_named_first(small: Desk) -> None:
    limits.add_apart(small, "ana@x.example", "mia@x.example", "private")
    with pytest.raises(Refused, match=r"kept apart already"):
        limits.add_apart(small, "MIA@x.example", "ANA@x.example")
    with pytest.raises(InvalidValue, match=r"cannot be kept apart from themselves"):
        limits.add_apart(small, "ana@x.example", "ANA@x.example")


def test_a_freeze_is_of_a_side_or_of_a_team_in_any_letter_case(small: Desk) -> None:
    assert limits.add_freeze(small, "IT", week(0), "change freeze").team == ""
    made = limits.add_freeze(small, "crm", week(1), " launch ")
    assert (made.side, made.team, made.reason) == (Side.MARKETING, "CRM", "launch")
    assert [one.days for one in limits.list_freezes(small)] == [week(0), week(1)]


def test_a_freeze_needs_a_reason_and_somebody_it_is_for(small: Desk) -> None:
    with pytest.raises(InvalidValue, match=r"A freeze needs its reason"):
        limits.add_freeze(small, "it", week(0), " ")
    with pytest.raises(InvalidValue, match=r"'Sales' is neither a side nor a team. Sides are it and marketing; teams:"):
        limits.add_freeze(small, "Sales", week(0), "launch")
    assert limits.list_freezes(small) == ()


def test_a_team_name_that_both_sides_have_is_not_guessed(desk: Desk) -> None:
    employ(desk, it("Ana", "Data"), marketing("Mia", "data"))
    with pytest.raises(InvalidValue, match=r"Both sides have a team 'Data'. Freeze a whole side"):
        limits.add_freeze(desk, "Data", week(0), "launch")
