"""People put into slots, moved and asked for in the team builder."""

from pathlib import Path

from ridealong.domain.composite_teams import DemandKind
from ridealong.services.teams import demands
from thorough import thorough_only

from .coffee import at_desk
from .conftest import address
from .driving import Open, press, screen_text, toasts
from .together import LOYALTY, TOGETHER, built_team, defined, running, there

__all__ = ["built_team", "running"]

WIDE = (160, 45)
SMALL = (80, 24)


async def test_a_candidate_is_put_into_an_open_slot_and_pinned_there(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "s")
        text = screen_text(pilot)
        assert "Candidates for slot 1 (Data engineer)" in text
        assert "6 people" in text
        assert "✓SQL" in text
        assert "× cannot" in text
        assert "Load" in text
        await press(pilot, "w", "escape", "enter")
        assert "it is a draft, and pinned" in toasts(pilot)
        assert "◆ pinned" in screen_text(pilot)
        (first,) = there(built_team)
        await press(pilot, "s", "enter")
        (second,) = there(built_team)
        assert first != second
        await press(pilot, "u")
        assert there(built_team) == [first]


async def test_who_cannot_take_a_slot_is_not_put_into_it(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=SMALL) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "s", "G", "enter")
        text = screen_text(pilot)
        assert "cannot take it" in text
        assert "Close (Esc)" in text
    assert there(built_team) == []


async def test_somebody_is_pinned_kept_out_or_wished_for(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "p", *"chlo")
        await press(pilot, "enter")
        assert "chlo" in screen_text(pilot)
        await press(pilot, "right", "enter")
        assert "is wished for in slot 1" in toasts(pilot)
        await press(pilot, "p", *"chlo")
        await press(pilot, "enter", "right", "right", "enter")
        assert "Nothing more is asked for" in toasts(pilot)
        await press(pilot, "k", "p", *"farid")
        await press(pilot, "enter", "right", "right", "enter")
    (asked,) = defined(built_team).demands
    assert (asked.kind, asked.slot) == (DemandKind.EXCLUSION, None)


async def test_of_a_taken_slot_whoever_is_in_it_is_offered_first_and_anybody_else_can_be_chosen(
    opened: Open, built_team: Path
) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "s", "enter")
        (drafted,) = there(built_team)
        await press(pilot, "p", "enter")
        assert f"{address('Ana Lima')} and slot 1" in screen_text(pilot)
        assert "now: is pinned to it" in screen_text(pilot)
        await press(pilot, "escape", "p", *"farid")
        await press(pilot, "enter", "right", "right", "enter")
        assert "is kept out of slot 1" in toasts(pilot)
    assert {one.kind for one in defined(built_team).demands} == {DemandKind.PIN, DemandKind.EXCLUSION}
    assert there(built_team) == [drafted]


@thorough_only
async def test_who_is_pinned_to_an_open_slot_stands_there_until_it_is_taken_back(
    opened: Open, built_team: Path
) -> None:
    desk = at_desk(built_team)
    demands.ask(desk, TOGETHER, LOYALTY, DemandKind.PIN, email=address("Ana Lima"), slot=1)
    demands.ask(desk, TOGETHER, LOYALTY, DemandKind.WISH, email=address("Grace Berg"), slot=2)
    demands.ask(desk, TOGETHER, LOYALTY, DemandKind.EXCLUSION, email=address("Ben King"))
    desk.close()
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter")
        assert "◆ Ben King is kept out of the team" in screen_text(pilot)
        assert "pinned: Ana Lima" in screen_text(pilot)
        assert "wished for: Gr" in screen_text(pilot)
        await press(pilot, "j")
        assert "◆ Ana Lima is pinned to it" in screen_text(pilot)
        assert "p and the choice of nothing takes it back." in screen_text(pilot)
        await press(pilot, "p")
        await press(pilot, "enter", "right", "right", "right", "enter")
        assert "Nothing more is asked for" in toasts(pilot)
        assert "pinned: Ana Lima" not in screen_text(pilot)
        assert "nobody yet" in screen_text(pilot)


@thorough_only
async def test_why_somebody_is_in_a_slot_or_not_is_explained(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "w")
        assert "Why this slot?" in screen_text(pilot)
        await press(pilot, "escape", "j", "j", "w", *"chlo")
        await press(pilot, "enter")
        assert "slot 3 (Analyst)" in screen_text(pilot)
        await press(pilot, "escape")


@thorough_only
async def test_a_draft_is_moved_to_another_slot(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "s", "enter", "m")
        assert "Slot 3 (Analyst)" in screen_text(pilot)
        await press(pilot, "enter")
        assert "is in slot 3 (Analyst)" in toasts(pilot)
    (one,) = there(built_team)
    assert one.startswith("3 ")


async def test_the_page_of_who_is_in_a_slot_opens(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "right")
        assert "› Ana Lima" in screen_text(pilot)
