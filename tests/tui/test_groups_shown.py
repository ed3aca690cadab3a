"""Coffee on the screens beside pairings: moved, marked, written, left by who is ill, and shown where pairings are."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from ridealong.domain.pairings import State
from ridealong.services.groups import gatherings
from ridealong.services.groups.group_views import Group
from ridealong.tui.dialogs.ill import IllDialog
from thorough import thorough_only

from .coffee import COFFEE, FIRST, at_desk, with_coffee
from .driving import Open, fill, press, screen_text, settle, toasts

WIDE = (140, 44)


@pytest.fixture
def coffee(company: Path) -> Path:
    """A coffee of everybody beside the other programs, published."""
    return with_coffee(company)


def first(database: Path) -> Group:
    desk = at_desk(database)
    found = gatherings.page(desk, COFFEE).groups[0]
    desk.close()
    return found


async def test_a_group_moves_to_another_day_from_the_plan(opened: Open, coffee: Path) -> None:
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "3", "j", "m")
        assert "Move the coffee of " in screen_text(pilot)
        await press(pilot, *"2027-01-16", "enter")
        assert "is no working day" in screen_text(pilot)
        await press(pilot, *["backspace"] * 2, *"14", "enter")
        assert "now Thu 14 Jan 2027 15:00" in toasts(pilot)
    desk = at_desk(coffee)
    days = [one.days.first for one in gatherings.page(desk, COFFEE).groups if one.round == 0]
    desk.close()
    assert days.count(FIRST + timedelta(days=1)) == 1


@thorough_only
async def test_groups_that_were_missed_are_marked_in_the_history(opened: Open, coffee: Path) -> None:
    async with opened(coffee, size=WIDE, today=FIRST + timedelta(days=1)) as pilot:
        await press(pilot, "5", *["tab"] * 5)
        text = screen_text(pilot)
        assert "[Groups]" in text
        assert "✓ held" in text
        await press(pilot, "/", *"state:held", "enter", "m")
        assert "How did the coffee of " in screen_text(pilot)
        await press(pilot, "enter")
        assert "1 group marked as missed" in toasts(pilot)
    desk = at_desk(coffee)
    assert [one.state for one in gatherings.page(desk, COFFEE).groups].count(State.MISSED) == 1
    desk.close()


@thorough_only
async def test_the_groups_that_are_shown_are_written_as_csv(opened: Open, coffee: Path, tmp_path: Path) -> None:
    async with opened(coffee, size=WIDE, section="history", today=FIRST + timedelta(days=1)) as pilot:
        await press(pilot, *["tab"] * 5, "/", *"state:held", "enter", "x")
        assert "groups.csv" in screen_text(pilot)
        await fill(pilot, "path", str(tmp_path / "groups.csv"))
        await press(pilot, "enter")
        assert "Written to" in toasts(pilot)
    desk = at_desk(coffee)
    held = [one for one in gatherings.page(desk, COFFEE).groups if one.round == 0]
    desk.close()
    header, *lines = csv.reader((tmp_path / "groups.csv").read_text(encoding="utf-8").splitlines())
    assert header == ["program", "round", "day", "people", "state"]
    assert {frozenset(line[3].split("; ")) for line in lines} == {
        frozenset(who.email for who in one.people) for one in held
    }
    assert {(*line[:3], line[4]) for line in lines} == {(COFFEE, "1", str(FIRST), "held")}


@thorough_only
async def test_who_is_ill_leaves_their_group(opened: Open, coffee: Path) -> None:
    who, before = first(coffee).people[0], first(coffee)
    async with opened(coffee, size=WIDE, today=FIRST) as pilot:
        pilot.app.push_screen(IllDialog(who.email))
        await settle(pilot)
        text = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "Coffee of " in text
        assert f"● {who.name} leaves the group" in text
        await press(pilot, "right")
        assert "● on a later day" in screen_text(pilot)
        await press(pilot, "left", "enter")
        assert "1 group settled" in toasts(pilot)
    after = gatherings.show(desk := at_desk(coffee), before.id)
    desk.close()
    assert [one.email for one in after.people] == [one.email for one in before.people if one != who]


@thorough_only
async def test_coffees_stand_among_meetings_on_the_board_and_on_pages(opened: Open, coffee: Path) -> None:
    who = first(coffee).people[0]
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "6", "tab", "tab")
        text = screen_text(pilot)
        assert "Meetings" in text
        assert COFFEE in text
        await press(pilot, "e")
        assert "Move the coffee of " in screen_text(pilot)
        await press(pilot, "escape", "d")
        assert "Only meetings of pairings are skipped here" in toasts(pilot)
        await press(pilot, "4")
        assert "◎" in screen_text(pilot)
        await press(pilot, "2", "/", *who.email, "enter", "enter")
        text = screen_text(pilot)
        assert "13 Jan 15:00–15:30  group    with " in text
        assert "◆ published 13 Jan " in text
        pilot.app.screen.query_one("#person-right").focus()
        await press(pilot, "enter")
        assert "Move the coffee of " in screen_text(pilot)


@thorough_only
async def test_the_plan_asks_who_of_a_group_cannot_come(opened: Open, coffee: Path) -> None:
    async with opened(coffee, size=WIDE, today=FIRST) as pilot:
        await press(pilot, "3", "j", "b")
        text = screen_text(pilot)
        assert "Who cannot come?" in text
        assert all(who.name in text for who in first(coffee).people)
        await press(pilot, "enter")
        assert "leaves the group" in screen_text(pilot)
