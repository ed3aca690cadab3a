"""Steps on the screens: the template on the page of a program, and ticking off what is done for a visit."""

from pathlib import Path

from textual.pilot import Pilot

from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.programs import steps
from ridealong.services.programs.steps import PairingSteps, Template
from ridealong.tui.screens.program import EntryTable
from thorough import thorough_only

from .conftest import CONFIG, TODAY
from .driving import Open, fill, press, screen_text, settle, toasts

SPRING = "Spring [x] rides"


def template(database: Path) -> Template:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    try:
        return steps.template(desk, SPRING)
    finally:
        desk.close()


def visit(database: Path, pairing: int = 1) -> PairingSteps:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    try:
        return steps.of_pairing(desk, pairing)
    finally:
        desk.close()


async def to(pilot: Pilot[None], key: str) -> None:
    """Put the cursor on a line of the page."""
    table = pilot.app.screen.query_one(EntryTable)
    [index] = [index for index, entry in table.pages.known() if entry.key == key]
    table.move_to(index)
    await settle(pilot)


async def test_steps_are_added_changed_and_taken_out_on_the_page_of_the_program(opened: Open, company: Path) -> None:
    async with opened(company, size=(120, 50)) as pilot:
        await press(pilot, "7", "enter")
        assert "Before a visit      host   Mark the meetings that are closed to guests" in screen_text(pilot)
        await to(pilot, "step 5")
        assert "as in all programs" in screen_text(pilot)
        await press(pilot, "n")
        assert f"A new step of the visits in {SPRING}" in screen_text(pilot)
        await fill(pilot, "text", "Take [x] notes")
        await press(pilot, "enter")
        assert "During a visit: Take [x] notes" in toasts(pilot)
        await to(pilot, "step 6")
        await press(pilot, "enter")
        await fill(pilot, "text", "Take two notes")
        await press(pilot, "enter")
        assert "both   Take two notes" in screen_text(pilot)
        await press(pilot, "d")
        assert "No longer a step: Take two notes; 6 steps left" in toasts(pilot)
        await press(pilot, "u")
        assert "both   Take two notes" in screen_text(pilot)
        await press(pilot, "B")
        assert "has the steps of all programs again" in toasts(pilot)
        assert not template(company).own
        await press(pilot, "B")
        assert "the steps of all programs already" in toasts(pilot)


async def test_a_program_without_steps_says_how_to_have_some(opened: Open, company: Path) -> None:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    for _step in range(6):
        steps.remove_step(desk, SPRING, 1)
    desk.close()
    async with opened(company, size=(120, 50)) as pilot:
        await press(pilot, "7", "enter")
        await to(pilot, "no steps")
        assert "none · n adds one · B brings back those of all programs" in screen_text(pilot)
        await press(pilot, "d")
        assert "archived" not in toasts(pilot)
        await press(pilot, "n")
        assert "A new step" in screen_text(pilot)


async def test_steps_of_a_visit_are_ticked_off(opened: Open, published: Path) -> None:
    async with opened(published, section="plan") as pilot:
        await press(pilot, "j", "T")
        text = screen_text(pilot)
        assert "Steps of the visit of" in text
        assert "0 of 6 steps done" in text
        await press(pilot, "space", "j", "enter")
        assert "2 of 6 steps done" in screen_text(pilot)
        assert "Done on 4 Jan 2027 · Space says that it is not" in screen_text(pilot)
        await press(pilot, "space")
        assert "1 of 6 steps done" in screen_text(pilot)
        await press(pilot, "escape", "u", "u")
        await press(pilot, "T")
        assert "1 of 6 steps done" in screen_text(pilot)


async def test_steps_of_a_draft_are_shown_and_not_ticked_off(opened: Open, company: Path) -> None:
    async with opened(company, section="plan") as pilot:
        await press(pilot, "T")
        assert "Put the cursor on a visit first" in toasts(pilot)
        await press(pilot, "j", "T", "space")
        assert "publish it before its steps" in " ".join(screen_text(pilot).split())
    assert all(one.done is None for one in visit(company).steps)


@thorough_only
async def test_today_names_visits_that_are_soon_and_not_prepared(opened: Open, published: Path) -> None:
    desk = open_desk(published, clock=FixedClock(TODAY), config=CONFIG)
    steps.mark(desk, 1, [1, 2, 3])
    desk.close()
    async with opened(published, section="today", size=(120, 36)) as pilot:
        text = screen_text(pilot)
        assert "Soon, and not prepared (3)" in text
        assert "1 step open before the visit of" in text
        line = next(at for at, one in enumerate(text.splitlines()) if "1 step open" in one)
        here = next(at for at, one in enumerate(text.splitlines()) if one.startswith("›"))
        await press(pilot, *["j" if line > here else "k"] * abs(line - here), "enter", "j", "j", "j", "space", "escape")
        assert "Soon, and not prepared (2)" in screen_text(pilot)
        # A visit of next week, too, which another key explains.
        await press(pilot, "G")
        assert "T: tick off its steps" in screen_text(pilot)
        await press(pilot, "T")
        assert "Steps of the visit of" in screen_text(pilot)


async def test_on_the_page_of_a_person_too(opened: Open, published: Path) -> None:
    async with opened(published, size=(100, 40)) as pilot:
        await press(pilot, "enter", "T")
        assert not pilot.app.screen.is_modal
        await press(pilot, "G", "T")
        assert "Steps of the visit of [/x] Esra to Iris [red]Weber" in screen_text(pilot)


async def test_a_database_that_is_open_to_read_only_stays_as_it_is(opened: Open, published: Path) -> None:
    async with opened(published, section="plan", read_only=True) as pilot:
        await press(pilot, "j", "T", "space")
        assert "open to read only" in screen_text(pilot)
    assert all(one.done is None for one in visit(published).steps)
