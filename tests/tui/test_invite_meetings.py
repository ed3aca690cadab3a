"""Meetings by keyboard: moved, skipped, put back, and gone through by weeks."""

from datetime import date
from pathlib import Path

from ridealong.domain.days import Days, FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.people import absences

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, press, screen_text, toasts


async def test_a_meeting_is_moved_skipped_and_put_back(opened: Open, published: Path) -> None:
    async with opened(published, size=(120, 36)) as pilot:
        await press(pilot, "6", "tab", "tab")
        assert "Invites › meetings" in screen_text(pilot)
        assert "Mon 11 Jan 2027: 6 meetings" in screen_text(pilot)
        await press(pilot, "slash", *"welcome chloé", "enter", "e")
        assert "Welcome of Chloé Petit and Hugo Costa" in screen_text(pilot)
        await fill(pilot, "to", "2027-01-16")
        assert "! 2027-01-16 is a Saturday" in screen_text(pilot)
        await fill(pilot, "to", "2027-01-12")
        await fill(pilot, "at", "18:30")
        assert "! Chloé Petit works 09:00 to 17:00, and it would be 18:30 to 19:00" in screen_text(pilot)
        await fill(pilot, "minutes", "4")
        assert "Give 5 to 480 minutes" in screen_text(pilot)
        await fill(pilot, "minutes", "45")
        await press(pilot, "enter")
        assert "! moved" in screen_text(pilot)
        assert "18:30 for 45 minutes" in screen_text(pilot)
        await press(pilot, "d")
        assert "✗ skipped" in screen_text(pilot)
        await press(pilot, "u", "B")
        assert "Welcome of Chloé Petit and Hugo Costa: back where the rules have it" in toasts(pilot)
        assert "! moved" not in screen_text(pilot)


async def test_a_day_off_of_either_is_named_while_typing_and_its_reason_is_not(opened: Open, published: Path) -> None:
    desk = open_desk(published, clock=FixedClock(TODAY), config=CONFIG)
    day = date(2027, 1, 19)
    absences.add_absences(desk, [address("Hugo Costa")], Days(day, day), "secret surgery")
    desk.close()
    async with opened(published, size=(120, 36)) as pilot:
        await press(pilot, "6", "tab", "tab", "slash", *"welcome chloé", "enter", "e")
        await fill(pilot, "to", "2027-01-19")
        assert "! Hugo Costa is away that day" in screen_text(pilot)
        assert "secret" not in screen_text(pilot)


async def test_weeks_are_gone_through_and_a_meeting_shows_its_invite(opened: Open, published: Path) -> None:
    async with opened(published, size=(120, 36)) as pilot:
        await press(pilot, "6", "tab", "tab", "right_square_bracket", "right_square_bracket")
        later = screen_text(pilot).splitlines()[-4]
        await press(pilot, "t")
        assert screen_text(pilot).splitlines()[-4] != later
        await press(pilot, "enter")
        assert "From: Kim Reyes" in screen_text(pilot)
