"""Absences noted for several, changed and taken back on the page of a person."""

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound
from ridealong.domain.pairings import Absence
from ridealong.services.desk import Desk
from ridealong.services.journal import undo
from ridealong.services.people import absences, people
from ridealong.services.people.absences import KnownAbsence
from services.conftest import SPRING, day, week

ANA, MIA = "ana@x.example", "mia@x.example"


def of(desk: Desk, email: str = ANA) -> tuple[KnownAbsence, ...]:
    return people.show(desk, email, reasons=True).absences


def test_several_people_are_noted_as_away_in_one_step(small: Desk) -> None:
    added = absences.add_absences(small, ["ANA@X.example", MIA], week(1), "offsite")
    assert added.absences == (Absence(email=ANA, days=week(1)), Absence(email=MIA, days=week(1)))
    assert [(one.email, one.days, one.reason) for email in (ANA, MIA) for one in of(small, email)] == [
        (ANA, week(1), "offsite"),
        (MIA, week(1), "offsite"),
    ]
    undo.undo(small)
    assert of(small, ANA) == of(small, MIA) == ()


def test_what_an_absence_spoils_is_told(one: Desk) -> None:
    (clash,) = absences.add_absences(one, [MIA], week(0)).clashes
    assert (clash.program, len(clash.pairings)) == (SPRING, 1)
    (found,) = of(one, MIA)
    assert absences.edit_absence(one, found.seen, {"days": week(4)}) == ()
    assert absences.edit_absence(one, of(one, MIA)[0].seen, {"days": day(2)}) == (clash,)


def test_days_and_reason_are_changed_each_by_itself(small: Desk) -> None:
    absences.add_absences(small, [ANA], week(1), "dentist")
    absences.edit_absence(small, of(small)[0].seen, {"days": week(2)})
    assert [(one.days, one.reason) for one in of(small)] == [(week(2), "dentist")]
    absences.edit_absence(small, of(small)[0].seen, {"reason": " "})
    assert [(one.days, one.reason) for one in of(small)] == [(week(2), "")]
    with pytest.raises(InvalidValue):
        absences.edit_absence(small, of(small)[0].seen, {"reason": "a\0b"})


def test_the_journal_names_who_is_away_and_never_why(small: Desk) -> None:
    absences.add_absences(small, [ANA], week(1), "secret")
    absences.edit_absence(small, of(small)[0].seen, {"days": week(2), "reason": "secret too"})
    absences.remove_absences(small, [of(small)[0].seen])
    from ridealong.services.journal import journal  # noqa: PLC0415 - beside what it is about

    said = [one.summary for one in journal.page(small, journal.JournalQuery(), 0, 9).rows]
    assert "Ana away 2027-01-25 to 2027-01-29, changed" in said
    assert "1 absence of Ana removed" in said
    assert "secret" not in repr(said)


def test_an_absence_that_somebody_else_has_changed_is_not_changed_on_an_old_view(
    small: Desk, make_desk: MakeDesk
) -> None:
    absences.add_absences(small, [ANA], week(1))
    seen, kim = of(small)[0].seen, make_desk()
    absences.edit_absence(kim, seen, {"days": week(3)})
    with pytest.raises(ChangedMeanwhile):
        absences.edit_absence(small, seen, {"days": week(2)})
    with pytest.raises(ChangedMeanwhile):
        absences.remove_absences(small, [seen])
    assert [one.days for one in of(small)] == [week(3)]


def test_an_absence_that_is_gone_is_said_to_be_so(small: Desk) -> None:
    absences.add_absences(small, [ANA], week(1))
    seen = of(small)[0].seen
    assert absences.remove_absences(small, [seen]) == 1
    for call in (
        lambda: absences.remove_absences(small, [seen]),
        lambda: absences.edit_absence(small, seen, {"days": week(2)}),
        lambda: absences.absence_on(small, ANA, week(1)),
    ):
        with pytest.raises(NotFound):
            call()


def test_an_absence_is_found_by_its_days(small: Desk) -> None:
    absences.add_absences(small, [ANA], week(1))
    assert absences.absence_on(small, "ANA@x.example", week(1)).days == week(1)
    with pytest.raises(NotFound, match=r"Name both days as they stand: 2027-01-18 to 2027-01-22"):
        absences.absence_on(small, ANA, Days(week(1).first, week(1).first))
