"""Measures: what both sides of a program agreed to move."""

import pytest

from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.domain.programs import Measure
from ridealong.services.desk import Desk
from ridealong.services.programs import measures, programs
from ridealong.services.programs.measures import MeasureChange
from services.conftest import buddies, ride_alongs


def standing(desk: Desk, name: str) -> tuple[Measure, ...]:
    return programs.show(desk, name).measures


def test_measures_stand_in_the_order_in_which_they_were_agreed(small: Desk) -> None:
    name = ride_alongs(small)
    measures.set_measure(small, name, " Time to  first page ", MeasureChange(unit="days", baseline=9, target=4.5))
    measures.set_measure(small, name, "Calls", MeasureChange())
    assert standing(small, name) == (
        Measure(name="Time to first page", unit="days", baseline=9, target=4.5),
        Measure(name="Calls"),
    )
    assert standing(small, buddies(small)) == ()


def test_what_is_not_said_of_a_measure_stays_as_it_is(small: Desk) -> None:
    name = ride_alongs(small)
    measures.set_measure(small, name, "Retention", MeasureChange(unit="%", baseline=71))
    changed = measures.set_measure(small, name, "RETENTION", MeasureChange(target=75))
    assert changed == Measure(name="Retention", unit="%", baseline=71, target=75)
    assert standing(small, name) == (changed,)


def test_a_measure_is_taken_back(small: Desk) -> None:
    name = ride_alongs(small)
    measures.set_measure(small, name, "Retention", MeasureChange(unit="%"))
    with pytest.raises(NotFound, match=r"'Spring ride-alongs' has no measure 'Calls'. It has Retention"):
        measures.remove_measure(small, name, "Calls")
    assert measures.remove_measure(small, name, "retention").unit == "%"
    assert standing(small, name) == ()
    with pytest.raises(NotFound, match="It has none yet"):
        measures.remove_measure(small, name, "Retention")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (" ", MeasureChange(), "A measure needs a name"),
        ("A", MeasureChange(baseline=float("nan")), "nan is not a number to measure with"),
        ("A", MeasureChange(target=float("inf")), "inf is not a number to measure with"),
    ],
)
def test_a_measure_that_measures_nothing_is_refused(small: Desk, name: str, change: MeasureChange, said: str) -> None:
    program = ride_alongs(small)
    with pytest.raises(InvalidValue, match=said):
        measures.set_measure(small, program, name, change)
    assert standing(small, program) == ()
