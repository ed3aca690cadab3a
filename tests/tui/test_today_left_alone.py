"""Buddies who were left alone, on Today: repairing gives them each other."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Kind as Attention
from ridealong.services.desk import Desk, open_desk
from ridealong.services.outcomes import history
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.programs.leaving import leave
from ridealong.services.publishing import publishing
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, press, screen_text, toasts

BUDDIES, START = "Buddies", date(2027, 1, 11)
UNDER_WAY = START + timedelta(weeks=3, days=2)
TOGETHER = {"Ana Lima": "Iris [red]Weber", "Ben King": "Hugo Costa", "Chloé Petit": "Jonas Novak"}


def at(database: Path, today: date) -> Desk:
    return open_desk(database, clock=FixedClock(today), config=CONFIG)


@pytest.fixture
def left(company: Path) -> Path:
    """Three pairs of buddies in the fourth week of thirteen, of whom Ana and Hugo have left."""
    desk = at(company, TODAY)
    programs.create(desk, programs.NewProgram(name=BUDDIES, kind=Kind.BUDDY, start=START, rounds=1))
    programs.enrol(desk, BUDDIES, [address(one) for pair in TOGETHER.items() for one in pair])
    for guest, host in TOGETHER.items():
        pins.add_pin(desk, BUDDIES, address(guest), address(host), 0)
    plans.plan(desk, BUDDIES)
    publishing.publish(desk, BUDDIES)
    desk.close()
    desk = at(company, UNDER_WAY)
    leave(desk, BUDDIES, [address("Ana Lima"), address("Hugo Costa")])
    desk.close()
    return company


@thorough_only
async def test_two_who_were_left_alone_get_each_other_from_their_line(opened: Open, left: Path) -> None:
    async with opened(left, section="today", today=UNDER_WAY, size=(120, 40)) as pilot:
        await press(pilot, "slash", *"left alone", "enter")
        text = screen_text(pilot)
        assert "Ben King (Data): left alone; Iris [red]Weber is free" in text
        assert "Iris [red]Weber (Brand): left alone; Ben King is free" in text
        await press(pilot, "R")
        assert "Repair Buddies?" in screen_text(pilot)
        await press(pilot, "y")
        assert "1 change" in toasts(pilot)
        assert "Iris [red]Weber is free" not in screen_text(pilot)
    desk = at(left, UNDER_WAY)
    assert attention.everything(desk, kinds=[Attention.LEFT]) == ()
    found = history.page(desk, history.HistoryQuery(program=BUDDIES)).rows
    desk.close()
    assert {(one.it_name, one.marketing_name) for one in found if one.state is State.PUBLISHED} == {
        ("Ben King", "Iris [red]Weber"),
        ("Chloé Petit", "Jonas Novak"),
    }
