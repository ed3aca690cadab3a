"""Percents that a bound says: two digits that count, never less than what was worked out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.wording import at_most_percent


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0.39, "0.39 %"),
        (0.391, "0.4 %"),
        (2.5, "2.5 %"),
        (2.51, "2.6 %"),
        (12.0, "12 %"),
        (99.6, "100 %"),
        (712.3, "720 %"),
        (1234.0, "1,300 %"),
        (0.00004, "0.01 %"),
        (0.0123, "0.013 %"),
    ],
)
def test_two_digits_count(number: float, said: str) -> None:
    assert at_most_percent(number) == said


@given(st.floats(0.0001, 1e9))
def test_what_is_said_is_never_less_and_never_far_more(number: float) -> None:
    said = float(at_most_percent(number).removesuffix(" %").replace(",", ""))
    assert number * (1 - 1e-6) <= said <= max(0.01, number * 1.1 + 1e-9)
