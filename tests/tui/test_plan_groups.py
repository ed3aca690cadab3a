"""The Plan screen of a program whose people meet in groups: shown, planned, published, repaired."""

from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.days import FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.domain.replies import Answer
from ridealong.services.desk import open_desk
from ridealong.services.groups import change_groups, gatherings
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.invites import export_invites
from ridealong.services.people import people
from ridealong.services.programs import charters, programs
from ridealong.services.replies import typed_answers
from thorough import thorough_only

from .conftest import CONFIG, TODAY
from .driving import Open, press, screen_text, toasts

WIDE = (120, 40)
COFFEE = "Zweite Tasse"
"""A name that comes last, so that its plan is shown first."""


@pytest.fixture
def coffee(company: Path) -> Path:
    """A coffee of everybody beside the other programs, not planned yet."""
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    new = programs.NewProgram(name=COFFEE, kind=Kind.COFFEE, start=date(2027, 1, 11), rounds=2, enrol="all")
    programs.create(desk, new)
    desk.close()
    return company


def on(database: Path) -> tuple[State, ...]:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    found = tuple(one.state for one in gatherings.page(desk, COFFEE).groups)
    desk.close()
    return found


async def test_groups_are_planned_and_published_from_the_plan(opened: Open, coffee: Path) -> None:
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "3")
        assert "This program has no groups yet" in screen_text(pilot)
        await press(pilot, "r")
        text = screen_text(pilot)
        assert f"Plan › {COFFEE}" in text
        assert "Round 1 · " in text
        assert "group" in text
        assert "draft" in text
        await press(pilot, "j")
        assert "(" in screen_text(pilot)
        await press(pilot, "P")
        assert "Publishing adds" in screen_text(pilot)
        await press(pilot, "y")
        assert "new invite" in toasts(pilot)
    assert set(on(coffee)) == {State.PUBLISHED}


@thorough_only
async def test_what_is_for_pairings_does_nothing_on_a_group(opened: Open, coffee: Path) -> None:
    desk = open_desk(coffee, clock=FixedClock(TODAY), config=CONFIG)
    plan_groups(desk, COFFEE)
    desk.close()
    before = on(coffee)
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "3", "j", "p", "w", "s", "d", "m", "S", "v", "W")
        await press(pilot, "escape", "escape", "o", "o", "/", "x", "escape", "enter", "k", "enter")
        assert "Round 1" in screen_text(pilot)
    assert on(coffee) == before


async def test_a_group_that_cannot_take_place_is_repaired(opened: Open, coffee: Path) -> None:
    desk = open_desk(coffee, clock=FixedClock(TODAY), config=CONFIG)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)
    gone = gatherings.page(desk, COFFEE).groups[0].people[0]
    people.remove(desk, gone.email)
    desk.close()
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "3")
        assert "cannot take place" in screen_text(pilot)
        await press(pilot, "R")
        assert "takes part no longer" in screen_text(pilot)
        await press(pilot, "y")
        assert "cannot take place" not in screen_text(pilot)


@thorough_only
async def test_today_publishes_drafts_of_groups(opened: Open, coffee: Path) -> None:
    desk = open_desk(coffee, clock=FixedClock(TODAY), config=CONFIG)
    programs.archive(desk, *(one.name for one in programs.list_all(desk) if one.name != COFFEE))
    charters.set_sponsor(desk, COFFEE, Side.IT, "Zoe <zoe@y.example>")
    plan_groups(desk, COFFEE)
    desk.close()
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "1")
        assert "drafts not published" in screen_text(pilot)
        await press(pilot, "P")
        assert "Publishing adds" in screen_text(pilot)
        await press(pilot, "y")
        assert "Say why it is published although not all have agreed" in screen_text(pilot)
        await press(pilot, *"pilot", "enter", "enter")
        assert "new invite" in toasts(pilot)
    assert State.PUBLISHED in on(coffee)


@thorough_only
async def test_invites_and_answers_of_groups_stand_among_the_others(opened: Open, coffee: Path, tmp_path: Path) -> None:
    desk = open_desk(coffee, clock=FixedClock(TODAY), config=CONFIG)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)
    export_invites.export(desk, tmp_path / "out")
    (first, *_others) = gatherings.page(desk, COFFEE).groups
    who = first.people[0]
    typed_answers.record(desk, f"g{first.id}", who.email, Answer.DECLINED)
    people.remove(desk, who.email)
    desk.close()
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "6")
        assert "Coffee: " in screen_text(pilot)
        await press(pilot, "j", "enter", "escape", "w", "escape")
        await press(
            pilot, "right_square_bracket", "j", "enter", "escape", "right_square_bracket", "j", "enter", "escape"
        )
        await press(pilot, "2", "j", "enter", "escape", "7", "j", "enter", "escape", "4", "j", "5", "1", "j", "enter")
        assert "Coffee" not in toasts(pilot)


async def test_groups_stand_under_headings_of_their_own_with_the_zone_of_their_hour(opened: Open, coffee: Path) -> None:
    desk = open_desk(coffee, clock=FixedClock(TODAY), config=CONFIG)
    plan_groups(desk, COFFEE)
    desk.close()
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "3")
        lines = screen_text(pilot).split("\n")
        (header,) = [line for line in lines if "When" in line and "Who" in line]
        assert "Guest" not in header
        row = next(line for line in lines if "Wed 13 Jan 2027 15:00" in line)
        assert [row.index(text) for text in ("draft", "Wed", "Europe/Berlin")] == [
            header.index(title) for title in ("State", "When", "By the clock of")
        ]
        await press(pilot, "j")
        assert "15:00 Europe/Berlin: " in screen_text(pilot)


async def test_a_group_that_was_called_off_or_is_over_is_not_moved(opened: Open, coffee: Path) -> None:
    desk = open_desk(coffee, clock=FixedClock(TODAY), config=CONFIG)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)
    first = gatherings.page(desk, COFFEE).groups[0].id
    change_groups.cancel_group(desk, first)
    desk.close()
    async with opened(coffee, size=WIDE) as pilot:
        await press(pilot, "3", "j", "m")
        assert f"Group {first} was called off" in toasts(pilot)
        assert "New day" not in screen_text(pilot)
    desk = open_desk(coffee, clock=FixedClock(date(2027, 2, 1)), config=CONFIG)
    assert [one.stays for one in gatherings.page(desk, COFFEE).groups][:2] == ["was called off", "is over"]
    desk.close()
