"""Repairing a plan from its screen: first what would change, then the question."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.people import absences
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing

from .conftest import CONFIG, TODAY
from .driving import Open, press, screen_text, toasts

PROGRAM = "Spring [x] rides"
START = date(2027, 1, 11)


@pytest.fixture
def broken(company: Path) -> Path:
    """The small company with a published plan and a guest who cannot come in the first round."""
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    publishing.publish(desk, PROGRAM, everything=True)
    first = plans.page(desk, PROGRAM).proposals[0]
    absences.add_absences(desk, [first.host.email], first.days, "private")
    desk.close()
    return company


def stored(company: Path) -> list[tuple[int, str]]:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    found = [(one.id, str(one.state)) for one in plans.page(desk, PROGRAM).proposals]
    desk.close()
    return found


async def test_a_repair_is_shown_first_and_left_by_escape(opened: Open, broken: Path) -> None:
    before = stored(broken)
    async with opened(broken, size=(80, 24)) as pilot:
        await press(pilot, "3", "R")
        text = screen_text(pilot)
        assert "Repair Spring [x] rides?" in text
        assert "cannot take place" in text
        await press(pilot, "escape")
        assert "Repair Spring" not in screen_text(pilot)
    assert stored(broken) == before


async def test_a_repair_is_made_by_its_button(opened: Open, broken: Path) -> None:
    before = stored(broken)
    async with opened(broken, size=(120, 36)) as pilot:
        await press(pilot, "3", "R", "tab", "enter")
        assert "as before" in toasts(pilot)
        assert "cannot take place" not in screen_text(pilot)
    after = stored(broken)
    assert after != before
    assert len(set(before) - set(after)) == 1


async def test_where_nothing_needs_repair_it_is_said(opened: Open, company: Path) -> None:
    async with opened(company, size=(80, 24)) as pilot:
        await press(pilot, "3", "R")
        assert "needs repair" in " ".join(screen_text(pilot).split())
        await press(pilot, "tab", "enter", "escape")
        assert "Repair Spring" not in screen_text(pilot)


async def test_where_all_that_cannot_take_place_has_begun_its_key_is_named(opened: Open, broken: Path) -> None:
    async with opened(broken, size=(120, 36)) as pilot:
        await press(pilot, "3")
        assert "Repair the plan to replace what falls away. Press R." in screen_text(pilot)
    async with opened(broken, size=(120, 36), today=START + timedelta(days=1)) as pilot:
        await press(pilot, "3")
        text = " ".join(screen_text(pilot).split())
        assert "is away. It has begun: 5, then m there, says how it ended." in text
        assert "Press R" not in text
        assert "ridealong end" not in text


async def test_where_no_round_is_to_come_and_nothing_is_broken_nothing_needs_repair(
    opened: Open, published: Path
) -> None:
    async with opened(published, today=date(2027, 2, 2)) as pilot:
        await press(pilot, "3", "R")
        text = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "needs repair: all that is planned can take place" in text
        assert "begins on or after" not in text
