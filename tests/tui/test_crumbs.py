"""Where one is: the screens one came through, and the ways back to each of them."""

from pathlib import Path

from textual.pilot import Pilot

from ridealong.tui.going import to_person
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_table import PagedTable
from thorough import thorough_only

from .conftest import address
from .driving import Open, press, screen_text, settle


def trail(pilot: Pilot[None]) -> str:
    return screen_text(pilot).splitlines()[1].partition("  ")[0].strip()


async def test_each_screen_says_which_ones_one_came_through_and_a_click_goes_back(opened: Open, company: Path) -> None:
    async with opened(company, size=(110, 30)) as pilot:
        await press(pilot, "2", "slash", *"data", "enter", "j")
        table = pilot.app.screen.query_one(PagedTable)
        before = table.cursor, pilot.app.screen.query_one(FilterBar).value
        for name in ("Ben King", "Hugo Costa", "Grace Berg"):
            to_person(pilot.app, address(name))
            await settle(pilot)
        assert trail(pilot) == "People › Ben King › Hugo Costa › Grace Berg"
        await pilot.click(offset=(trail(pilot).index("Ben") + 2, 1))
        await settle(pilot)
        assert trail(pilot) == "People › Ben King"
        to_person(pilot.app, address("Hugo Costa"))
        await settle(pilot)
        await press(pilot, "backspace")
        assert trail(pilot) == "People › Ben King"
        await press(pilot, "escape")
        assert trail(pilot) == "People"
        assert (table.cursor, pilot.app.screen.query_one(FilterBar).value) == before


@thorough_only
async def test_where_there_is_no_room_the_nearest_screens_are_named(opened: Open, company: Path) -> None:
    async with opened(company, size=(80, 24)) as pilot:
        await press(pilot, "4", "J")
        assert trail(pilot) == "Board › all programs › Journal"
        for name in ("Hugo Costa", "Grace Berg", "Ana Lima", "Farid Haddad"):
            to_person(pilot.app, address(name))
            await settle(pilot)
        assert trail(pilot) == "… › Grace Berg › Ana Lima › Farid Haddad"
        await pilot.click(offset=(2, 1))
        await settle(pilot)
        assert trail(pilot).endswith("› Hugo Costa")
