"""The same by mouse: sections, rows, keys in the footer, the filter, the board."""

from pathlib import Path

from textual.pilot import Pilot

from thorough import thorough_only

from .driving import Open, press, screen_text, settle


async def click_on(pilot: Pilot[None], words: str) -> None:
    """Click on words in the line of the form that offers one of many kinds."""
    y, line = next((y, line) for y, line in enumerate(screen_text(pilot).splitlines()) if "│ Kind " in line)
    await pilot.click(offset=(line.index(words), y))
    await settle(pilot)


async def test_sections_rows_and_footer_can_be_clicked(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await pilot.click("SectionBar", offset=(33, 0))
        await settle(pilot)
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        await pilot.click("#plan", offset=(10, 2))
        await settle(pilot)
        assert "\n›" in screen_text(pilot)
        await pilot.click("KeyBar", offset=(2, 0))
        await settle(pilot)
        assert pilot.app.current_mode == "plan"
        await pilot.click("#plan", offset=(10, 2), times=2)
        await settle(pilot)
        assert "Why these two?" in screen_text(pilot)
        await pilot.click("#cancel")
        await settle(pilot)
        assert "Why these two?" not in screen_text(pilot)


async def test_the_filter_opens_by_click(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await pilot.click("#hint")
        await press(pilot, *"ana")
        assert "1 person" in screen_text(pilot)


@thorough_only
async def test_a_cell_of_the_board_and_an_option_can_be_clicked(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "4")
        await pilot.click("#board", offset=(24 + 7 * 2 + 1, 4))
        await settle(pilot)
        assert screen_text(pilot).splitlines()[6].startswith("› ")
        await press(pilot, "7", "n")
        await pilot.click("#field-guests", offset=(26, 0))
        await settle(pilot)
        assert "● Marketing" in screen_text(pilot)


@thorough_only
async def test_the_arrows_beside_one_of_many_options_can_be_clicked(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "7", "n")
        for on in ("Day in the life", "Help from marketing", "Embedded team", "Buddies"):
            await click_on(pilot, "›")
            assert f"‹ {on} ›" in screen_text(pilot)
        assert "Buddies for" in screen_text(pilot)
        await click_on(pilot, "‹")
        assert "‹ Embedded team ›" in screen_text(pilot)
        await click_on(pilot, "‹")
        assert "‹ Help from marketing ›" in screen_text(pilot)
        assert "Who visits" in screen_text(pilot)
