"""Help from marketing: a story told, or a presentation made better, on one day of a week."""

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.outcomes import ledger
from ridealong.services.people import absences
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from services.conftest import START, employ, it, marketing, week

HELP = "Stories"


def helping(desk: Desk, **more: object) -> None:
    values: dict[str, object] = {"kind": Kind.HELP, "start": START, "enrol": "all", "rounds": 3}
    programs.create(desk, NewProgram(name=HELP, **(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name


@pytest.fixture
def planned(desk: Desk) -> Desk:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa", "Events"))
    helping(desk)
    plans.plan(desk, HELP)
    return desk


def test_somebody_of_marketing_comes_for_a_day(planned: Desk) -> None:
    found = plans.page(planned, HELP).proposals
    assert {one.guest.name for one in found} == {"Mia", "Noa"}
    assert {(one.guest_side, len(one.days)) for one in found} == {(Side.MARKETING, 1)}


def test_nobody_owes_a_visit_for_it(planned: Desk) -> None:
    publishing.publish(planned, HELP)
    assert ledger.owed(planned) == ()


def test_the_invite_says_what_it_is_about(planned: Desk) -> None:
    publishing.publish(planned, HELP)
    visits = [row for row in outbox.rows(planned) if row.kind == "visit"]
    assert {row.summary.split(" helps ")[0] for row in visits} == {
        "Help from marketing: Mia",
        "Help from marketing: Noa",
    }


def test_the_day_is_one_on_which_both_are_there(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    monday_to_wednesday = [day for day in week(0) if day.weekday() < 3]
    for day in monday_to_wednesday:
        absences.add_absences(desk, ["ana@x.example"], type(week(0))(day, day))
    helping(desk, rounds=1)
    (one,) = plans.plan(desk, HELP).proposals
    assert one.days.first.weekday() == 3


def test_help_goes_from_marketing_to_it(desk: Desk) -> None:
    with pytest.raises(InvalidValue, match="from marketing to IT"):
        helping(desk, guests=Side.IT, enrol=())
