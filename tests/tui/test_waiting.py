"""What takes longer than a moment says so, and says what it knows instead of what it does not know yet."""

import re
from pathlib import Path
from threading import Event
from typing import cast

from textual.pilot import Pilot

from ridealong.services.desk import Desk
from ridealong.tui.app import RidealongApp

from .driving import Open, screen_text, settle


def top(pilot: Pilot[None]) -> str:
    return screen_text(pilot).splitlines()[0][:10].strip()


def busy(pilot: Pilot[None]) -> Event:
    """Ask for something that takes until the event is set."""
    answered = Event()

    def work(_desk: Desk) -> bool:
        return answered.wait(60)

    cast(RidealongApp, pilot.app).ask(work, lambda _done: None, group="test")
    return answered


async def comes(pilot: Pilot[None], seconds: int) -> int:
    """Wait until the bar tells of so many seconds, or more; how many it tells of."""
    for _ in range(1200):
        found = re.fullmatch(r"… (\d+) s", top(pilot))
        if found and int(found[1]) >= seconds:
            return int(found[1])
        await pilot.pause(0.05)
    raise AssertionError(f"{seconds} seconds do not come: {top(pilot)}")


async def goes(pilot: Pilot[None]) -> None:
    for _ in range(1200):
        if top(pilot) == "ridealong":
            return
        await pilot.pause(0.05)
    raise AssertionError(f"it stays: {top(pilot)}")


async def test_the_top_bar_counts_the_seconds_until_the_answer(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        answered = busy(pilot)
        assert top(pilot) == "ridealong"
        await comes(pilot, 1)
        answered.set()
        await goes(pilot)


async def test_the_seconds_stand_behind_a_dialog_and_in_every_section(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        answered = busy(pilot)
        shown = await comes(pilot, 1)
        await pilot.press("7")
        shown = await comes(pilot, shown + 1)
        await pilot.press("question_mark")
        await comes(pilot, shown + 1)
        answered.set()
        await goes(pilot)
        await settle(pilot)


async def test_what_is_given_up_is_not_waited_for(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        old = busy(pilot)
        await comes(pilot, 1)
        new = busy(pilot)
        new.set()
        await goes(pilot)
        old.set()
