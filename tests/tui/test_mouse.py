"""The same by mouse: sections, rows, keys in the footer, the filter, the board."""

from pathlib import Path

from .driving import Open, press, screen_text, settle


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


async def test_a_cell_of_the_board_and_an_option_can_be_clicked(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "4")
        await pilot.click("#board", offset=(24 + 7 * 2 + 1, 4))
        await settle(pilot)
        assert screen_text(pilot).splitlines()[6].startswith("› ")
        await press(pilot, "7", "n")
        await pilot.click("#field-kind", offset=(36, 0))
        await settle(pilot)
        assert "● Buddies" in screen_text(pilot)
        assert "Buddies for" in screen_text(pilot)
