"""The report of a program, written from its list or its page; and the forecast under who has met."""

from pathlib import Path

from ridealong.tui.screens.program import ProgramScreen
from thorough import thorough_only

from .driving import Open, fill, look_for, press, screen_text, toasts


def said(text: str) -> str:
    """What a screen says, without regard to where its lines end."""
    return " ".join(text.replace("│", " ").split())


async def test_a_report_is_written_from_the_list_of_programs(opened: Open, company: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    async with opened(company) as pilot:
        await press(pilot, "7", "x")
        assert "Report for the sponsors" in screen_text(pilot)
        assert "~/report-spring-x-rides.html" in screen_text(pilot)
        await fill(pilot, "path", str(target))
        await press(pilot, "enter")
        assert "Written to" in toasts(pilot)
        assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


async def test_it_asks_before_it_replaces_a_file_and_refuses_other_endings(
    opened: Open, company: Path, tmp_path: Path
) -> None:
    target = tmp_path / "there.md"
    target.write_text("old")
    async with opened(company) as pilot:
        await press(pilot, "7", "enter")
        assert isinstance(pilot.app.screen, ProgramScreen)
        await press(pilot, "x")
        await fill(pilot, "path", str(tmp_path / "a.pdf"))
        await press(pilot, "enter")
        assert "does not say what the report is to be" in said(screen_text(pilot))
        await fill(pilot, "path", str(target))
        await press(pilot, "enter")
        assert "is there already" in said(screen_text(pilot))
        assert target.read_text() == "old"
        await press(pilot, "enter")
        assert target.read_text(encoding="utf-8").startswith("# Spring")


@thorough_only
async def test_the_forecast_is_told_from_the_list_of_programs_from_a_page_and_from_the_palette(
    opened: Open, company: Path
) -> None:
    words = "All 4 pairs of teams will have met after 2 more rounds at the earliest."
    async with opened(company) as pilot:
        await press(pilot, "7", "f")
        assert words in said(screen_text(pilot))
        assert "Mon 11 Jan 2027 (planned): 3 pairings" in said(screen_text(pilot))
        await press(pilot, "escape", "enter", "f")
        assert words in said(screen_text(pilot))
        await press(pilot, "escape", "escape", "1", "ctrl+p")
        await look_for(pilot, "forecast")
        await press(pilot, "enter")
        assert words in said(screen_text(pilot))


async def test_who_has_met_tells_the_forecast_of_the_program_that_is_chosen(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "5", "tab")
        assert "pairs of teams" not in said(screen_text(pilot))
        await press(pilot, "c", *"spring", "enter")
        assert "All 4 pairs of teams will have met after 2 more rounds at the earliest." in screen_text(pilot)
