"""Composite teams on Today and on the Board: what is said of them, and where their lines and cells lead."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.domain.composite_teams import Slot
from ridealong.domain.days import FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk, open_desk
from ridealong.services.people import absences
from ridealong.services.plans import plans
from ridealong.storage.queries.teams import embeds_coming
from ridealong.tui.dialogs.ill import IllDialog
from ridealong.tui.widgets.offer_list import OfferList
from services.conftest import START, week
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, composite, embed, team, weeks
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, settle, toasts
from .test_board import PROGRAM, cell_line, grid, row_line

THIRD_WEEK = START + timedelta(weeks=2)


def at(database: Path) -> Desk:
    return open_desk(database, clock=FixedClock(TODAY), config=CONFIG)


async def on(pilot: Pilot[None], name: str) -> None:
    """Put the cursor on a row of the board."""
    while (row := grid(pilot).current) is None or row.name != name:
        await press(pilot, "j")


@pytest.fixture
def embedded(company: Path) -> Path:
    """A team of Ana, who hands over to Ben in its fifth week, and Grace; nobody is its analyst but a draft of Chloé."""
    desk = at(company)
    for one in plans.page(desk, PROGRAM).proposals:
        drafts.cancel(desk, one.id)
    composite(desk)
    made = team(desk)
    ana = embed(desk, made, ENGINEER, address("Ana Lima"), weeks(0, 4))
    embed(desk, made, ENGINEER, address("Ben King"), weeks(4, 7), after=ana)
    embed(desk, made, PLANNER, address("Grace Berg"))
    embed(desk, made, ANALYST, address("Chloé Petit"), weeks(5, 7), State.PROPOSED)
    desk.close()
    return company


def under_the_cursor(pilot: Pilot[None]) -> str:
    """The line of a list that the cursor is on."""
    return next(line for line in screen_text(pilot).splitlines() if line.startswith("›"))


async def test_today_tells_what_teams_need_and_leads_to_their_program(opened: Open, embedded: Path) -> None:
    desk = at(embedded)
    absences.add_absences(desk, [address("Grace Berg")], week(3, 4), "xyzzy surgery")
    desk.close()
    async with opened(embedded, section="today", today=THIRD_WEEK, size=(140, 50)) as pilot:
        text = screen_text(pilot)
        assert f"Grace Berg is away for 4 of 8 weeks: {LOYALTY}" in text
        assert f"Nobody is in slot 3 (Analyst): {LOYALTY}" in text
        assert f"Ana Lima hands over to Ben King: {LOYALTY}" in text
        assert "1 broken embed" in text
        assert "1 draft" in text
        assert "xyzzy" not in text
        await press(pilot, "slash")
        await look_for(pilot, "hands over")
        await press(pilot, "enter", "down")
        assert "3 or Enter: see the team in Plan" in screen_text(pilot)
        await press(pilot, "enter")
        assert pilot.app.current_mode == "plan"
        assert EMBEDS in screen_text(pilot)
        assert "Ana Lima → Be" in under_the_cursor(pilot)


@thorough_only
async def test_an_open_slot_on_today_leads_to_that_slot_whatever_hides_it(opened: Open, embedded: Path) -> None:
    async with opened(embedded, section="today", today=THIRD_WEEK, size=(140, 50)) as pilot:
        await press(pilot, "3", "slash")
        await look_for(pilot, "grace")
        await press(pilot, "enter", "1", "slash")
        await look_for(pilot, "nobody is in slot 3")
        await press(pilot, "enter", "down", "enter")
        assert "Analyst" in under_the_cursor(pilot)
        await press(pilot, "z", "1", "enter")
        assert "Analyst" in under_the_cursor(pilot)


@thorough_only
async def test_drafts_of_teams_lead_to_their_program_too(opened: Open, embedded: Path) -> None:
    async with opened(embedded, section="today", today=THIRD_WEEK, size=(80, 24)) as pilot:
        await press(pilot, "slash")
        await look_for(pilot, f"{EMBEDS} not published")
        await press(pilot, "enter", "down", "enter")
        assert pilot.app.current_mode == "plan"


async def test_an_embed_is_a_bar_with_its_share_and_opens_the_teams(opened: Open, embedded: Path) -> None:
    async with opened(embedded, section="board", today=THIRD_WEEK) as pilot:
        await on(pilot, "Ana Lima")
        assert "◆40%" in row_line(pilot)
        assert "───" in row_line(pilot)
        said = cell_line(pilot)
        assert f"40% in {LOYALTY}, slot 1 (Data engineer), 11 Jan – 12 Feb" in said
        assert "hands over to Ben King 2027-02-08 to 2027-02-12" in said
        await press(pilot, "enter")
        assert pilot.app.current_mode == "plan"
        assert pilot.app.program == EMBEDS  # type: ignore[attr-defined]  # of our own app


async def test_a_draft_is_hollow_and_the_legend_says_what_the_signs_are(opened: Open, embedded: Path) -> None:
    async with opened(embedded, section="board", today=weeks(5, 5).first) as pilot:
        await on(pilot, "Chloé Petit")
        assert "◇100%" in row_line(pilot)
        assert "◆ embed" in screen_text(pilot)
        assert cell_line(pilot).endswith("(draft)")


async def test_two_embeds_at_once_are_both_told_where_one_begins_and_the_other_where_it_ended(
    opened: Open, embedded: Path
) -> None:
    desk = at(embedded)
    slots = (Slot(number=1, name="Tester", side=Side.MARKETING, share=20),)
    embed(desk, team(desk, "Another", slots=slots, tasks=()), 1, address("Grace Berg"), weeks(2, 3))
    desk.close()
    async with opened(embedded, section="board", today=START, size=(160, 45)) as pilot:
        await on(pilot, "Grace Berg")
        drawn = row_line(pilot).split("◆")[1:]
        assert [part.rstrip("┊[]─ ·") for part in drawn] == ["50%", "20%+1", "50%"]


async def test_by_team_shares_of_the_week_count(opened: Open, embedded: Path) -> None:
    async with opened(embedded, section="board", today=THIRD_WEEK) as pilot:
        await press(pilot, "T")
        await on(pilot, "Platform")
        assert "◆1" in row_line(pilot)
        assert "1 embedded; 0 of 3 taken (13%)" in cell_line(pilot)
        assert "embedded in part" in screen_text(pilot)


@thorough_only
async def test_the_bad_morning_tells_of_the_team_and_lets_somebody_take_over(opened: Open, embedded: Path) -> None:
    async with opened(embedded, today=THIRD_WEEK, size=(120, 44)) as pilot:
        pilot.app.push_screen(IllDialog(address("Grace Berg")))
        await settle(pilot)
        text = screen_text(pilot)
        assert f"Team {LOYALTY}, slot 2 (Campaign planner), 11 Jan – 5 Mar 2027 · {EMBEDS}" in text
        # Ana alone could come.
        assert "The team does not meet on" in text
        assert "Then due: 1 invite" in text
        assert "○" not in text
        await fill(pilot, "last", "2027-02-26")
        text = screen_text(pilot)
        assert "Away for 5 of 8 weeks, more than the program allows" in text
        assert "● left as it is, to be decided later" in text
        assert "takes over from" in text
        offers = pilot.app.screen.query_one(OfferList)
        offers.focus()
        await press(pilot, "down", "enter", "enter")
        assert "1 embed settled" in toasts(pilot)
    desk = at(embedded)
    with desk.reading() as connection:
        inside = embeds_coming(connection, tuple(State), THIRD_WEEK)
    desk.close()
    assert [one.days.first for one in inside if one.slot == PLANNER] == [START, THIRD_WEEK]
