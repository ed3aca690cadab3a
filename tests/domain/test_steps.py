"""Steps: which all programs with visits begin with, and what can be one."""

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.domain.programs import Kind
from ridealong.domain.steps import Phase, VisitStep, Who, default_steps, in_order, numbered, read_step


def test_programs_with_visits_begin_with_steps_and_others_with_none() -> None:
    for kind in Kind:
        assert bool(default_steps(kind)) == kind.visits
    said = " ".join(one.text.casefold() for one in default_steps(Kind.RIDE_ALONG))
    assert all(word in said for word in ("closed to guests", "confidential", "access", "badge", "customer"))
    assert {one.phase for one in default_steps(Kind.RIDE_ALONG)} == set(Phase)
    assert all(read_step(one.text) == one.text for one in default_steps(Kind.RIDE_ALONG))


def test_steps_are_in_the_order_of_the_visit() -> None:
    some = [VisitStep(phase=phase, who=Who.BOTH, text=text) for phase, text in zip(reversed(Phase), "abc", strict=True)]
    more = VisitStep(phase=Phase.DURING, who=Who.HOST, text="d")
    assert [one.text for one in in_order([*some, more])] == ["c", "b", "d", "a"]


def test_a_step_is_named_by_its_number() -> None:
    steps = default_steps(Kind.ROTATION)
    assert [numbered(steps, number) for number in (1, len(steps))] == [0, len(steps) - 1]
    for number in (0, -1, len(steps) + 1):
        with pytest.raises(InvalidValue, match=f"They count from 1 to {len(steps)}"):
            numbered(steps, number)
    with pytest.raises(InvalidValue, match="There is none"):
        numbered((), 1)


@pytest.mark.parametrize("text", ["", "  ", "x" * 201])
def test_what_says_nothing_or_too_much_is_no_step(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_step(text)
