"""Readings of measures: what was measured on which day, and how far that is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import TODAY, MakeDesk
from ridealong.domain.charters import Measured, Reading, number_words, progress_words, read_value
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound
from ridealong.domain.programs import Measure
from ridealong.services.desk import Desk
from ridealong.services.meanwhile import NONE_YET
from ridealong.services.programs import charters, measures
from ridealong.services.programs.measures import MeasureChange
from services.conftest import SPRING, ride_alongs

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def calls(small: Desk) -> Desk:
    """A program that measures calls: from 9 a day to 4.5."""
    ride_alongs(small)
    measures.set_measure(small, SPRING, "Calls", MeasureChange(unit="a day", baseline=9, target=4.5))
    return small


def read(desk: Desk, day: date, value: float, note: str = "") -> None:
    measures.add_reading(desk, SPRING, "calls", Reading(day=day, value=value, note=note))


def found(desk: Desk) -> list[tuple[date, float, str]]:
    (one,) = charters.page(desk, SPRING).measures
    return [(each.day, each.value, each.note) for each in one.readings]


def test_readings_stand_by_day_however_they_were_noted(calls: Desk) -> None:
    read(calls, TODAY, 6, "by hand")
    read(calls, YESTERDAY, 7.25)
    assert found(calls) == [(YESTERDAY, 7.25, ""), (TODAY, 6, "by hand")]


def test_a_second_reading_of_a_day_takes_the_place_of_the_first(calls: Desk) -> None:
    read(calls, TODAY, 6, "by hand")
    before = measures.add_reading(calls, SPRING, "Calls", Reading(day=TODAY, value=5))
    assert before == Reading(day=TODAY, value=6, note="by hand")
    assert found(calls) == [(TODAY, 5, "")]


def test_a_reading_can_be_taken_back_and_goes_with_its_measure(calls: Desk) -> None:
    read(calls, YESTERDAY, 7)
    read(calls, TODAY, 6)
    assert measures.remove_reading(calls, SPRING, "Calls", TODAY).value == 6
    with pytest.raises(NotFound, match=f"There are those of {YESTERDAY}"):
        measures.remove_reading(calls, SPRING, "Calls", TODAY)
    measures.remove_measure(calls, SPRING, "Calls")
    measures.set_measure(calls, SPRING, "Calls", MeasureChange())
    assert found(calls) == []


@pytest.mark.parametrize(
    ("name", "day", "value", "error"),
    [
        ("Cats", TODAY, 1.0, NotFound),
        ("Calls", TODAY + timedelta(days=1), 1.0, InvalidValue),
        ("Calls", TODAY, float("nan"), InvalidValue),
        ("Calls", TODAY, float("inf"), InvalidValue),
    ],
)
def test_what_cannot_have_been_measured_is_refused(
    calls: Desk, name: str, day: date, value: float, error: type[Exception]
) -> None:
    with pytest.raises(error):
        measures.add_reading(calls, SPRING, name, Reading(day=day, value=value))
    assert found(calls) == []


def test_what_somebody_else_measured_meanwhile_stays(calls: Desk, make_desk: MakeDesk) -> None:
    mine = make_desk()
    read(calls, TODAY, 6)
    new = Reading(day=TODAY, value=5)
    with pytest.raises(ChangedMeanwhile, match="reading of Calls of Spring ride-alongs on 2027-01-04 was changed"):
        measures.add_reading(mine, SPRING, "Calls", new, seen=NONE_YET)
    seen = charters.page(mine, SPRING).readings_seen["Calls", TODAY]
    read(calls, TODAY, 7)
    with pytest.raises(ChangedMeanwhile, match="value was 6, is 7"):
        measures.add_reading(mine, SPRING, "Calls", new, seen=seen)
    assert found(calls) == [(TODAY, 7, "")]


def test_a_measure_that_somebody_else_changed_meanwhile_stays(calls: Desk, make_desk: MakeDesk) -> None:
    mine = make_desk()
    seen = charters.page(mine, SPRING).measures_seen["Calls"]
    measures.set_measure(calls, SPRING, "Calls", MeasureChange(target=3))
    with pytest.raises(ChangedMeanwhile, match=r"target was 4\.5, is 3"):
        measures.set_measure(mine, SPRING, "Calls", MeasureChange(target=4), seen=seen)
    with pytest.raises(InvalidValue, match="has a measure 'Calls' already"):
        measures.set_measure(mine, SPRING, "calls", MeasureChange(target=4), seen=NONE_YET)


def test_what_is_not_known_any_more_is_cleared(calls: Desk) -> None:
    change = MeasureChange(no_baseline=True, no_target=True)
    assert measures.set_measure(calls, SPRING, "Calls", change) == Measure(name="Calls", unit="a day")


def at(value: float, *, start: float | None = 9, goal: float | None = 4.5) -> str:
    measure = Measure(name="Calls", baseline=start, target=goal)
    return progress_words(Measured(measure=measure, readings=(Reading(day=TODAY, value=value),)))


def test_progress_is_told_in_words_whichever_way_the_target_lies() -> None:
    assert at(9) == at(4.5, start=4.5, goal=9) == "where it began"
    assert at(6.75) == at(6.75, start=4.5, goal=9) == "50% of the way to the target"
    assert at(4.5) == at(4.5, start=None) == at(4.5, start=4.5) == "target reached"
    assert at(4) == "beyond the target"
    assert at(9.5) == "further from the target than it began"
    assert at(4.5001) == "99% of the way to the target"
    assert at(5, goal=None) == "no target to compare with"
    assert at(5, start=None) == "no baseline to compare with"
    assert progress_words(Measured(measure=Measure(name="Calls", target=1))) == "no reading yet"


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_there_are_words_for_whatever_was_measured(value: float, goal: float) -> None:
    assert at(value, start=-goal, goal=goal)


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 4)))
def test_a_number_is_read_as_it_is_written(value: float) -> None:
    assert read_value(number_words(value)) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("text", ["", "four", "4,5", "1e999", "nan"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="is not a number to measure with"):
        read_value(text)
