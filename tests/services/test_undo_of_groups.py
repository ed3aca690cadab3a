"""Taking back what was done to groups, where somebody is in another group of the round by now."""

import re

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import Refused
from ridealong.services import change_groups
from ridealong.services.desk import Desk
from ridealong.services.undo import redo, undo
from services.group_company import coffee_published, emails, of_round
from services.mailing import KIM


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
