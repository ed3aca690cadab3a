"""Visits that are soon and not prepared: what of them needs the coordinator, and when."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.steps import Phase, VisitStep, Who
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Item, Kind
from ridealong.services.desk import Desk
from ridealong.services.programs import steps
from ridealong.services.programs.steps import StepChange
from ridealong.services.publishing import publishing
from services.conftest import SPRING, START, two_pairs_planned

BEFORE = (1, 2, 3, 4)
"""The numbers of the steps that are done before a visit, where a program has no others."""


@pytest.fixture
def soon(desk: Desk, make_desk: MakeDesk) -> Desk:
    """A week before Ana visits Mia and Ben Noa."""
    two_pairs_planned(desk)
    publishing.publish(desk, SPRING)
    return make_desk(START - timedelta(days=7))


def unprepared(desk: Desk) -> list[Item]:
    return list(attention.everything(desk, kinds=[Kind.STEPS]))


def test_nobody_is_reminded_of_steps_that_nobody_uses(soon: Desk) -> None:
    assert unprepared(soon) == []
    steps.mark(soon, 1, [1])
    assert [one.pairing for one in unprepared(soon)] == [1, 2]


def test_a_visit_within_a_week_is_named_until_its_steps_are_done(soon: Desk, make_desk: MakeDesk) -> None:
    steps.mark(soon, 1, BEFORE[:2])
    steps.mark(soon, 2, BEFORE)
    (one,) = unprepared(soon)
    assert one.text == "2 steps open before the visit of Ana to Mia"
    assert one.detail.startswith("Confirm access")
    assert (one.day, one.pairing, one.remedy) == (START, 1, "ridealong steps 1")
    steps.mark(soon, 1, [3])
    assert unprepared(soon)[0].text == "1 step open before the visit of Ana to Mia"
    steps.mark(soon, 1, [4])
    assert unprepared(soon) == []
    assert unprepared(make_desk(START - timedelta(days=8))) == []


def test_a_step_that_another_one_has_moved_is_changed_all_the_same(soon: Desk, make_desk: MakeDesk) -> None:
    steps.add_step(soon, SPRING, VisitStep(phase=Phase.AFTER, who=Who.GUEST, text="Say thanks"))
    last = steps.template(soon, SPRING).steps[-1]
    steps.remove_step(make_desk(), SPRING, 1)
    found = steps.edit_step(soon, SPRING, last.number, StepChange(text="Write thanks"), seen=last.seen)
    assert found.steps[-1].step.text == "Write thanks"
    steps.remove_step(soon, SPRING, last.number, seen=found.steps[-1].seen)
    assert len(steps.template(soon, SPRING).steps) == 5
