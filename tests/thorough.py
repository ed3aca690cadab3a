"""How far tests go that try many cases or take long: far enough to guard a change, and all the way in `.ci/run`."""

import os
from collections.abc import Iterable

import pytest

THOROUGH = os.environ.get("RIDEALONG_THOROUGH", "") not in ("", "0")


def examples(count: int) -> int:
    """How many of the cases of a test are tried: all with `RIDEALONG_THOROUGH=1`, otherwise a tenth, at least five."""
    return count if THOROUGH else min(count, max(5, count // 10))


thorough_only = pytest.mark.thorough
"""The mark of tests that are skipped but with `RIDEALONG_THOROUGH=1`: they take long, or vary what others show."""


def few(cases: Iterable[object], number: int) -> list[object]:
    """The cases of a `parametrize` with one argument; those after the first `number` are tried as `thorough_only`."""
    return [one if at < number else pytest.param(one, marks=thorough_only) for at, one in enumerate(cases)]
