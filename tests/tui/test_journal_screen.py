"""The journal on the screens: who changed what, when; and what is private only on request."""

from pathlib import Path

import pytest

from ridealong.config import Config
from ridealong.domain.days import Days, FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.people import absences, limits, people
from thorough import thorough_only

from .conftest import TODAY, address
from .driving import Open, look_for, press, screen_text

WIDE = (140, 40)


@pytest.fixture
def told(company: Path) -> Path:
    """Pat has changed a team, and knows why Ben is away and apart from Hugo."""
    desk = open_desk(company, clock=FixedClock(TODAY), config=Config(coordinator="pat"))
    people.edit(desk, address("Ana Lima"), {"team": "Search"})
    absences.add_absences(desk, [address("Ben King")], Days(TODAY, TODAY), "a broken leg")
    limits.add_apart(desk, address("Ben King"), address("Hugo Costa"), "a quarrel")
    desk.close()
    return company


async def test_the_newest_change_is_first_with_who_and_when_at_every_size(opened: Open, told: Path) -> None:
    for size in ((80, 24), WIDE):
        async with opened(told, size=size) as pilot:
            await press(pilot, "J")
            lines = screen_text(pilot).splitlines()
            assert "Journal" in lines[1]
            assert "4 Jan 2027" in lines[3]
            assert "pat" in lines[3]
            assert "ben.king@company.example and hugo" in lines[3]
            assert "quarrel" not in screen_text(pilot)


async def test_it_is_filtered_while_typing_by_words_and_by_terms(opened: Open, told: Path) -> None:
    async with opened(told, size=WIDE) as pilot:
        await press(pilot, "J", "slash")
        await look_for(pilot, "by:pat team")
        assert "1 change" in screen_text(pilot)
        assert "Ana Lima: team changed" in screen_text(pilot)
        await look_for(pilot, f"person:{address('Ben King')} by:pat")
        assert "2 changes" in screen_text(pilot)
        await look_for(pilot, "program:nowhere")
        assert "no program" in screen_text(pilot)


async def test_enter_shows_what_was_changed_before_and_after(opened: Open, told: Path) -> None:
    async with opened(told, size=WIDE) as pilot:
        await press(pilot, "J", "slash")
        await look_for(pilot, "ana team")
        await press(pilot, "enter", "enter")
        assert "Ana Lima, changed" in screen_text(pilot)
        assert "Platform → Search" in screen_text(pilot)


async def test_what_is_private_is_shown_once_somebody_asks_for_it(opened: Open, told: Path) -> None:
    async with opened(told, size=WIDE) as pilot:
        await press(pilot, "J", "enter")
        assert "There are private words. Press . to show them." in screen_text(pilot)
        assert "quarrel" not in screen_text(pilot)
        await press(pilot, "full_stop")
        assert "a quarrel" in screen_text(pilot)
        await press(pilot, "full_stop")
        assert "quarrel" not in screen_text(pilot)


@thorough_only
async def test_it_opens_everywhere_and_esc_goes_back_to_where_one_was(opened: Open, told: Path) -> None:
    async with opened(told) as pilot:
        for key in "247":
            await press(pilot, key)
            before = screen_text(pilot).splitlines()[1]
            await press(pilot, "J", "J", "slash", "p", "escape")
            assert "Journal" in screen_text(pilot).splitlines()[1]
            await press(pilot, "escape")
            assert screen_text(pilot).splitlines()[1] == before


async def test_what_was_undone_says_so_and_the_cursor_stays_on_its_line(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "j", "d", "J", "u")
        lines = screen_text(pilot).splitlines()
        assert "Undone: Ana Lima (Platform) removed" in lines[3]
        assert lines[4].startswith("›")
        assert lines[4].rstrip().endswith("undone")


async def test_reasons_are_on_the_persons_page_and_there_only_when_asked_for(opened: Open, told: Path) -> None:
    async with opened(told, size=(100, 45)) as pilot:
        await press(pilot, "j", "j", "enter")
        text = screen_text(pilot)
        assert "Kept apart from" in text
        assert "Hugo Costa" in text
        assert "2 reasons kept private · press . to show" in text
        assert "broken leg" not in text
        assert "quarrel" not in text
        await press(pilot, "full_stop")
        assert "a broken leg" in screen_text(pilot)
        assert "a quarrel" in screen_text(pilot)
        assert "kept private" not in screen_text(pilot)
        await press(pilot, "full_stop")
        assert "quarrel" not in screen_text(pilot)
