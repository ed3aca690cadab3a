"""Somebody cannot come while a visit is under way: it is not cancelled, since some of it was held."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.pairings import State
from ridealong.services import history, ill, undo
from ridealong.services.desk import Desk
from ridealong.services.history import HistoryQuery
from services.conftest import START

MIA = "mia@x.example"


@pytest.fixture
def wednesday(one: Desk, make_desk: MakeDesk) -> Desk:
    """Ana visits Mia since Monday."""
    return make_desk(START + timedelta(days=2))


def test_a_visit_under_way_ends_and_counts_as_one_that_took_place(wednesday: Desk) -> None:
    days = Days(START + timedelta(days=2), START + timedelta(days=4))
    found = ill.look(wednesday, MIA, days, {1: "end"})
    assert [each.code for each in found.touched[0].choices] == ["shorten", "end", "keep"]
    assert "Ana's visit with Mia ends here: what was held counts, and the rest does not take place." in found.text
    ill.settle(wednesday, MIA, days, {1: "end"}, shown=found)
    (row,) = history.page(wednesday, HistoryQuery()).rows
    assert (row.state, row.state.counts_as_met, row.days.first) == (State.ENDED, True, START)
    undo.undo(wednesday)
    (row,) = history.page(wednesday, HistoryQuery()).rows
    assert row.state is State.PUBLISHED


def test_a_visit_under_way_cannot_be_cancelled_and_one_to_come_cannot_end(one: Desk, wednesday: Desk) -> None:
    friday = Days(START + timedelta(days=4), START + timedelta(days=4))
    with pytest.raises(InvalidValue, match="Choose one of: shorten, end, keep"):
        ill.look(wednesday, MIA, friday, {1: "cancel"})
    with pytest.raises(InvalidValue, match=r"Choose one of: .*cancel, keep"):
        ill.look(one, MIA, friday, {1: "end"})
