"""What keeps people out of plans: absences, freezes and people kept apart."""

import pytest

from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.explain import why
from ridealong.services.people import absences, limits, people
from services.conftest import day, employ, it, marketing, week


def test_an_absence_is_kept_with_its_reason(small: Desk) -> None:
    absences.add_absences(small, ["ANA@x.example"], day(0), "dentist")
    (found,) = people.show(small, "ana@x.example", reasons=True).absences
    assert (found.email, found.days, found.reason, found.source) == ("ana@x.example", day(0), "dentist", "typed")
    assert absences.list_absences(small, "ben@x.example") == ()


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


def test_two_people_are_kept_apart_no_longer_whoever_is_named_first(small: Desk) -> None:
    limits.add_apart(small, "ana@x.example", "mia@x.example", "private")
    found = why.why(small, "ana@x.example", "mia@x.example")
    assert found.kept_apart[0].advice(typed=True).endswith("(apart --off)")
    assert "--off" in " ".join(found.typed)
    assert "--off" not in " ".join((found.kept_apart[0].remedy, *found.sentences))
    limits.remove_apart(small, "MIA@x.example", "ana@x.example")
    assert why.why(small, "ana@x.example", "mia@x.example").kept_apart == ()
    with pytest.raises(Refused, match=r"ana@x.example and mia@x.example are not kept apart by anybody"):
        limits.remove_apart(small, "ana@x.example", "mia@x.example")


def test_a_freeze_is_taken_back_by_whom_and_when_it_was_for(small: Desk) -> None:
    limits.add_freeze(small, "it", week(0), "change freeze")
    limits.add_freeze(small, "Data", week(0), "migration")
    limits.add_freeze(small, "Data", week(1), "migration")
    with pytest.raises(NotFound, match=r"There is no freeze of 'crm' from 2027-01-11 to 2027-01-15. Name its first"):
        limits.remove_freeze(small, "crm", week(0))
    gone = limits.remove_freeze(small, "DATA", week(0))
    assert (gone.side, gone.team, gone.reason) == (Side.IT, "Data", "migration")
    assert [(one.team, one.days) for one in limits.list_freezes(small)] == [("", week(0)), ("Data", week(1))]
    people.edit(small, "ben@x.example", {"team": "Web"})
    limits.remove_freeze(small, "data", week(1))
    limits.remove_freeze(small, "IT", week(0))
    assert limits.list_freezes(small) == ()


def test_an_absence_is_taken_back_by_its_days(small: Desk) -> None:
    absences.add_absences(small, ["ana@x.example"], week(0), "dentist")
    absences.add_absences(small, ["ana@x.example"], week(1))
    absences.add_absences(small, ["ben@x.example"], week(0))
    assert absences.remove_absence(small, "ANA@x.example", week(0)).days == week(0)
    with pytest.raises(NotFound, match=r"Ana has no absence from 2027-01-11 to 2027-01-15. Name both days as they"):
        absences.remove_absence(small, "ana@x.example", week(0))
    assert [(one.email, one.days) for one in absences.list_absences(small)] == [
        ("ana@x.example", week(1)),
        ("ben@x.example", week(0)),
    ]
