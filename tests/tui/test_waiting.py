"""What takes longer than a moment says so, and says what it knows instead of what it does not know yet."""

from pathlib import Path
from threading import Event
from typing import cast

from textual.pilot import Pilot

from ridealong.services.desk import Desk
from ridealong.tui.app import RidealongApp

from .driving import Open, screen_text, settle, until


def top(pilot: Pilot[None]) -> str:
    return screen_text(pilot).splitlines()[0][:10].strip()


def busy(pilot: Pilot[None]) -> Event:
    """Ask for something that takes until the event is set."""
    answered = Event()

    def work(_desk: Desk) -> bool:
        return answered.wait(60)

    cast(RidealongApp, pilot.app).ask(work, lambda _done: None, group="test")
    return answered


async def comes(pilot: Pilot[None], words: str) -> None:
    for _ in range(1200):
        if top(pilot) == words:
            return
        await pilot.pause(0.05)
    raise AssertionError(f"'{words}' does not come: {top(pilot)}")


async def test_the_top_bar_counts_the_seconds_until_the_answer(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        answered = busy(pilot)
        assert top(pilot) == "ridealong"
        await comes(pilot, "… 1 s")
        answered.set()
        await comes(pilot, "ridealong")


async def test_the_seconds_stand_behind_a_dialog_and_in_every_section(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        answered = busy(pilot)
        await comes(pilot, "… 1 s")
        await pilot.press("7")
        await comes(pilot, "… 2 s")
        await pilot.press("question_mark")
        await comes(pilot, "… 3 s")
        answered.set()
        await comes(pilot, "ridealong")
        await settle(pilot)


async def test_what_is_given_up_is_not_waited_for(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        old = busy(pilot)
        await comes(pilot, "… 1 s")
        new = busy(pilot)
        await comes(pilot, "ridealong")
        new.set()
        old.set()
        await until(pilot, lambda: top(pilot) == "ridealong", "the bar")
