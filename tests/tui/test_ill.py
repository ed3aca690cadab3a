"""Somebody is ill, and a place is to be filled: the two dialogs that change a plan by hand, by keys and by mouse."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.pilot import Pilot
from textual.widgets import Button, Input

from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.invites import outbox
from ridealong.services.plans import plans
from ridealong.tui.dialogs.find_person import FindPersonDialog
from ridealong.tui.dialogs.ill import IllDialog
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.offer_list import OfferList
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, sees, settle, toasts

if TYPE_CHECKING:
    from ridealong.services.plans.plan_views import Proposal

PROGRAM = "Spring [x] rides"
FIRST_WEEK = date(2027, 1, 11)
WIDE = (140, 40)


def words(pilot: Pilot[None]) -> str:
    """What stands on the terminal, in one row and without frames."""
    return " ".join(screen_text(pilot).replace("│", " ").split())


def stands(database: Path, guest: str) -> "tuple[Proposal, int]":
    """The pairing of a guest, and how many invites are due."""
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    try:
        found = next(one for one in plans.page(desk, PROGRAM).proposals if one.guest.name == guest)
        return found, len(outbox.rows(desk))
    finally:
        desk.close()


async def show(pilot: Pilot[None], name: str) -> None:
    pilot.app.push_screen(IllDialog(address(name)))
    await settle(pilot)


async def test_what_is_chosen_is_done_in_one_step_and_undone_in_one(opened: Open, sent: Path) -> None:
    async with opened(sent, today=FIRST_WEEK) as pilot:
        await show(pilot, "Hugo Costa")
        text = words(pilot)
        assert "Hugo Costa cannot come, 11–15 Jan 2027" in text
        assert "Chloé Petit with Hugo Costa, 11–15 Jan 2027" in text
        assert "● Jonas Novak stands in" in text
        assert "then due (Enter)" in text
        # Another choice makes something else due.
        before = cast("str", pilot.app.screen.query_one("#ok", Button).label)
        await press(pilot, "down", "space")
        assert "● cancelled" in words(pilot)
        assert cast("str", pilot.app.screen.query_one("#ok", Button).label) != before
        await press(pilot, "left")
        assert "● Jonas Novak stands in" in words(pilot)
        assert cast("str", pilot.app.screen.query_one("#ok", Button).label) == before
        await press(pilot, "pagedown", "pagedown", "pagedown")
        assert "Calendar updates follow." in words(pilot)
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith("Hugo Costa is away until Friday, 15 January 2027.")
        await press(pilot, "enter")
        assert "Hugo Costa is away 11–15 Jan 2027; 1 pairing settled" in toasts(pilot)
        one, due = stands(sent, "Chloé Petit")
        assert (one.host.name, due > 0) == ("Jonas Novak", True)
        await press(pilot, "u")
        one, due = stands(sent, "Chloé Petit")
        assert (one.host.name, due) == ("Hugo Costa", 0)


@thorough_only
async def test_enter_takes_the_choice_under_the_cursor_before_it_does_anything(opened: Open, sent: Path) -> None:
    async with opened(sent, today=FIRST_WEEK) as pilot:
        await show(pilot, "Hugo Costa")
        assert "Enter does all that is marked ●" in words(pilot)
        await press(pilot, "down")
        assert "○ cancelled" in words(pilot)
        assert "Enter chooses ○ under the cursor" in words(pilot)
        assert "then due (Enter)" not in words(pilot)
        await press(pilot, "enter")
        assert "● cancelled" in words(pilot)
        assert stands(sent, "Chloé Petit")[0].host.name == "Hugo Costa"
        assert "Enter does all that is marked ●" in words(pilot)
        await press(pilot, "enter")
        assert "1 pairing settled" in toasts(pilot)


async def test_what_was_best_is_not_kept_on_days_on_which_something_else_is(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE, today=FIRST_WEEK) as pilot:
        await show(pilot, "Chloé Petit")
        assert "● begins later" not in words(pilot)
        await fill(pilot, "last", "2027-01-11")
        assert "● begins later: 12–15 Jan 2027 (4 days)" in words(pilot)


@thorough_only
async def test_what_is_typed_stands_in_place_of_the_day_that_was_offered(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE, today=FIRST_WEEK) as pilot:
        # Of Jonas nothing is touched, so that nothing else than the days can be chosen.
        for name in ("Hugo Costa", "Jonas Novak"):
            await show(pilot, name)
            await press(pilot, "shift+tab", *"2027-01-12")
            assert f"{name} cannot come, 11–12 Jan 2027" in words(pilot)
            # What was typed is changed letter by letter.
            await press(pilot, "tab", "shift+tab", "backspace", "3")
            assert f"{name} cannot come, 11–13 Jan 2027" in words(pilot)
            await press(pilot, "escape", "escape")


@thorough_only
async def test_what_is_typed_before_anything_is_worked_out_stays(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE, today=FIRST_WEEK) as pilot:
        pilot.app.push_screen(IllDialog(address("Hugo Costa")))
        await pilot.press("shift+tab", *"2027-01-12")
        await settle(pilot)
        assert "Hugo Costa cannot come, 11–12 Jan 2027" in words(pilot)


@thorough_only
async def test_the_offers_follow_the_days_that_are_typed(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE, today=FIRST_WEEK) as pilot:
        await show(pilot, "Hugo Costa")
        assert "begins later" not in words(pilot)
        await fill(pilot, "last", "2027-01-12")
        assert "begins later: 13–15 Jan 2027 (3 days)" in words(pilot)
        await fill(pilot, "last", "2027-01-1")
        assert "is not a day" in words(pilot)
        await press(pilot, "enter", "enter")
        assert "cannot come" in words(pilot)
        await fill(pilot, "last", "2027-01-10")
        assert "10 Jan 2027 lies before 11 Jan 2027" in words(pilot)
        await press(pilot, "escape")
        assert "Esc once more throws away what you typed or chose" in words(pilot)
        await press(pilot, "escape")
        assert "cannot come" not in words(pilot)


@thorough_only
async def test_nothing_looks_like_days_before_it_is_known_and_a_choice_is_not_lost_at_once(
    opened: Open, sent: Path
) -> None:
    async with opened(sent, today=FIRST_WEEK) as pilot:
        await show(pilot, "Hugo Costa")
        assert [field.input.placeholder for field in pilot.app.screen.query(Field)] == ["", ""]
        await press(pilot, "down", "space", "ctrl+q")
        assert "Ctrl+Q once more throws away what you typed or chose" in words(pilot)
        await press(pilot, "left", "escape")
        assert "cannot come" not in words(pilot)


async def test_enter_waits_for_the_people_whom_the_newest_letters_find(opened: Open, sent: Path) -> None:
    chosen: list[str | None] = []
    async with opened(sent) as pilot:
        dialog = FindPersonDialog("Who is ill?")
        pilot.app.push_screen(dialog, chosen.append)
        await settle(pilot)
        await look_for(pilot, "hugo")
        dialog.query_one(Input).value = "grace"
        dialog.accept()
        await settle(pilot)
    assert chosen == [address("Grace Berg")]


@thorough_only
async def test_everything_works_by_mouse(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE, today=FIRST_WEEK) as pilot:
        await show(pilot, "Hugo Costa")
        offers = pilot.app.screen.query_one(OfferList)
        row = next(n for n, line in enumerate(screen_text(pilot).splitlines()) if "○ cancelled" in line)
        await pilot.click(OfferList, offset=(5, row - offers.region.y))
        await settle(pilot)
        assert "● cancelled" in words(pilot)
        await pilot.click("#copy")
        await settle(pilot)
        assert "does not take place" in pilot.app.clipboard
        await pilot.click("#ok")
        await settle(pilot)
        assert "1 pairing settled" in toasts(pilot)


@thorough_only
async def test_it_opens_from_the_list_of_people_and_from_a_page(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE, today=FIRST_WEEK) as pilot:
        await press(pilot, "2", "slash", *"hugo", "enter", "b")
        assert "Hugo Costa cannot come" in words(pilot)
        await press(pilot, "escape", "enter", "b")
        assert "Hugo Costa cannot come" in words(pilot)


async def test_who_stands_in_nothing_that_is_published_is_only_noted_as_away(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await show(pilot, "Hugo Costa")
        assert "Nothing that is published falls into these days." in words(pilot)
        await press(pilot, "enter")
        assert "Hugo Costa is away 4–8 Jan 2027" in toasts(pilot)


async def test_nothing_is_changed_where_the_database_is_only_read(opened: Open, sent: Path) -> None:
    async with opened(sent, read_only=True, today=FIRST_WEEK) as pilot:
        await show(pilot, "Hugo Costa")
        await press(pilot, "enter")
        assert "This database is open to read only" in words(pilot)
        await press(pilot, "escape")


async def test_a_candidate_is_placed_with_enter_and_the_effect_is_told_before(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "s")
        assert "Candidates for Chloé Petit in round 1: 4 people" in words(pilot)
        # Who has the place already cannot get it: the cursor begins below.
        await press(pilot, "up", "enter")
        assert "Hugo Costa is the host in round 1" in words(pilot)
        await press(pilot, "down")
        assert "for the whole plan" in words(pilot)
        await press(pilot, "enter")
        assert "Chloé Petit is with" in toasts(pilot)
        one, _due = stands(company, "Chloé Petit")
        assert (one.host.name != "Hugo Costa", one.pinned) == (True, True)
        await press(pilot, "u")
        one, _due = stands(company, "Chloé Petit")
        assert (one.host.name, one.pinned) == ("Hugo Costa", False)


@thorough_only
async def test_who_declined_is_replaced_from_the_answers(opened: Open, declined: Path) -> None:
    async with opened(declined, size=WIDE) as pilot:
        await press(pilot, "6", "tab")
        await sees(pilot, "declined")
        await press(pilot, "s")
        assert "takes over a published visit" in words(pilot)
        await press(pilot, "enter")
        assert "It is published: the invites are due." in " ".join(toasts(pilot).split())
        one, due = stands(declined, "[/x] Esra")
        assert (one.host.name != "Iris [red]Weber", one.state, one.declined_by, due > 0) == (
            True,
            "published",
            (),
            True,
        )
