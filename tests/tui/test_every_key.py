"""Every key of every section, pressed in every view of it: whatever it does or refuses, the program lives."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.tui.actions import ACTIONS, SECTIONS
from thorough import THOROUGH, thorough_only

from .coffee import FIRST, with_coffee
from .conftest import TODAY
from .driving import Open, press, screen_text, settle

PLACES = {"today": ("today", "today-list"), "board": ("board", "board-grid"), "history": ("history", "matrix")}
"""What has keys in a section, where that is more than its screen."""
ON = {"board": "T", "history": "tab", "invites": "tab"}
"""The key that goes on to the next view of a section."""
VIEWS = {"board": 2, "history": 6, "invites": 3}
THERE = ("declined", "poured", "nobody")
"""What is tried on: visits one of which was declined, the same with a coffee of yesterday, and nothing at all."""
OFTEN = ("board",)
"""The section that is tried in the short run as well."""
AGAIN = int(THOROUGH)
"""How often the views of a section are begun anew, when all of them are there."""
PAGES = {
    "person": ("people", "enter"),
    "program": ("programs", "enter"),
    "journal": ("people", "J"),
    "glossary": ("people", "Z"),
    "leads": ("plan", "a"),
}
"""The pages in front of a section, and the key that opens one."""


def keys_of(section: str) -> list[str]:
    """The first key of each action of a section or page, without the one that goes on to the next view."""
    places = PLACES.get(section, (section,))
    keys = [one.keys.partition(",")[0] for one in ACTIONS if one.place in places]
    return [key for key in keys if key and key != ON.get(section)]


def elsewhere(pilot: Pilot[None], section: str) -> bool:
    """Whether a dialog or a page is in front, or another section."""
    return len(pilot.app.screen_stack) > 1 or pilot.app.current_mode != section


async def try_out(pilot: Pilot[None], section: str, key: str) -> None:
    """Press a key; leave whatever it opens."""
    await pilot.press(key)
    # Most keys open nothing and read nothing: to wait for these as well would take most of the time.
    if elsewhere(pilot, section) or any(not worker.is_finished for worker in pilot.app.workers):
        await settle(pilot)
    assert pilot.app.return_code is None, f"{key} ended the program in\n{screen_text(pilot)}"
    for _ in range(4):
        if elsewhere(pilot, section):
            await press(pilot, "escape" if len(pilot.app.screen_stack) > 1 else SECTIONS[section][0])
    assert not elsewhere(pilot, section), f"{key} opened what Esc does not leave\n{screen_text(pilot)}"


@pytest.fixture
def poured(declined: Path) -> Path:
    """Iris has declined a visit, and there is a coffee of everybody."""
    return with_coffee(declined)


@pytest.mark.parametrize(
    ("section", "there"),
    [
        pytest.param(section, there, marks=() if there == THERE[0] and section in OFTEN else thorough_only)
        for section in SECTIONS
        for there in THERE
    ],
)
async def test_no_key_of_a_section_ends_the_program_in_any_of_its_views(
    section: str, there: str, opened: Open, request: pytest.FixtureRequest
) -> None:
    database: Path | None = None if there == "nobody" else request.getfixturevalue(there)
    today = FIRST + timedelta(days=1) if there == "poured" else TODAY
    async with opened(database, section=section, size=(120, 36), today=today) as pilot:
        for _ in range(VIEWS[section] + AGAIN if section in VIEWS else 1):
            for key in keys_of(section):
                await try_out(pilot, section, key)
            if section in ON:
                await press(pilot, ON[section])


@thorough_only
@pytest.mark.parametrize("page", PAGES)
async def test_no_key_of_a_page_ends_the_program(page: str, opened: Open, declined: Path) -> None:
    section, opens = PAGES[page]
    async with opened(declined, section=section, size=(120, 36)) as pilot:
        # What removes comes last, since it may leave nothing whose page could be opened.
        for key in sorted(keys_of(page), key="d".__eq__):
            await press(pilot, opens)
            assert elsewhere(pilot, section)
            await try_out(pilot, section, key)
