"""Taking back what was done to groups, where somebody is in another group of the round by now."""

import re

import pytest

from conftest import MakeDesk, NewDesk
from ridealong.domain.errors import Refused
from ridealong.services.desk import Desk
from ridealong.services.groups import change_groups
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.journal.undo import redo, undo
from services.asking import statements
from services.group_company import COFFEE, FIRST, coffee_published, emails, of_round
from services.group_company import coffee as company
from services.mailing import KIM
from thorough import thorough_only


@pytest.fixture
def coffee(desk: Desk) -> Desk:
    """Sixteen people in four published groups a round."""
    coffee_published(desk)
    return desk


def test_nobody_comes_back_into_a_second_group_of_a_round(coffee: Desk, make_desk: MakeDesk) -> None:
    first, other, *_rest = of_round(coffee, 0)
    change_groups.cancel_group(coffee, first.id, "private matter")
    kim = make_desk(config=KIM)
    moved = first.people[0]
    change_groups.move_person(kim, moved.email, other.id)
    for back in (undo, undo):
        with pytest.raises(Refused, match=re.escape(f"{moved.name} in")) as refused:
            back(coffee)
    assert "kim" in refused.value.problem.casefold()
    assert moved.email in emails(next(one for one in of_round(coffee, 0) if one.id == other.id))
    undo(kim)
    undo(coffee)
    assert moved.email in emails(next(one for one in of_round(coffee, 0) if one.id == first.id))
    redo(coffee)


@thorough_only
def test_undoing_reads_the_groups_of_a_program_as_often_for_many_that_come_back_as_for_few(new_desk: NewDesk) -> None:
    asked = []
    for number in (4, 20):
        desk = new_desk()
        company(desk, number, number)
        plan_groups(desk, COFFEE)
        publish_groups(desk, COFFEE)
        change_groups.skip_day(desk, COFFEE, FIRST)
        asked.append(statements(desk, lambda desk=desk: undo(desk), "FROM gatherings JOIN programs"))
    assert asked[0] == asked[1]
