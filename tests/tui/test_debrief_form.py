"""The debrief of a visit in a form: opened where the visit is shown, noted in one step, and shared by two people."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ridealong.config import Config
from ridealong.domain.days import FixedClock
from ridealong.domain.people import Side
from ridealong.services.desk import Desk, open_desk
from ridealong.services.outcomes import debrief_pages, debriefs
from ridealong.services.outcomes.debrief_pages import DebriefPage
from ridealong.services.outcomes.debriefs import Outcome
from ridealong.tui import watch
from ridealong.tui.dialogs.debrief_form import DebriefForm
from ridealong.tui.widgets.field import Field
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, press, screen_text, settle, toasts

LATER = date(2027, 3, 1)
"""A Monday more than two weeks after all visits."""
CHLOE = 1
"""The visit of Chloé to Hugo."""
TO_CHLOE = ("5", "slash", *"chlo", "enter")


@pytest.fixture
def pat(published: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Pat's desk on the database that Kim has on the screens, which do not look for changes meanwhile."""
    monkeypatch.setattr(watch, "SECONDS", 3600.0)
    desk = open_desk(published, clock=FixedClock(LATER), config=Config(coordinator="pat"))
    yield desk
    desk.close()


def noted(database: Path) -> DebriefPage:
    desk = open_desk(database, clock=FixedClock(LATER), config=CONFIG)
    page = debrief_pages.page(desk, CHLOE)
    desk.close()
    return page


async def test_what_came_out_of_a_visit_is_noted_in_one_step_that_one_key_takes_back(
    opened: Open, published: Path
) -> None:
    async with opened(published, today=LATER) as pilot:
        await press(pilot, *TO_CHLOE)
        assert "no debrief yet" in screen_text(pilot)
        await press(pilot, "D")
        text = screen_text(pilot)
        assert "Debrief: Chloé Petit visited Hugo Costa" in text
        assert "Nothing is noted of it yet." in text
        assert "Who sees to it" not in text, "there is no idea yet"
        await fill(pilot, "learned-1", "Briefs name one number")
        await fill(pilot, "learned-2", "Media is bought weekly")
        await fill(pilot, "learned-3", "Legal reads everything")
        await fill(pilot, "idea", "One calendar")
        await fill(pilot, "owner", address("Ana Lima"))
        await fill(pilot, "note", "only between us")
        pilot.app.screen.query_one("#field-it").focus()
        await press(pilot, "4", "enter")
        assert not pilot.app.screen.is_modal
        assert "3 things learned, 1 idea" in toasts(pilot)
        assert "3 things learned" in screen_text(pilot)
        page = noted(published)
        assert [one.text for one in page.debrief.learned][2] == "Legal reads everything"
        assert (page.debrief.it_rating, page.debrief.marketing_rating) == (4, None)
        assert (page.debrief.note, page.ideas[0].owner_name) == ("only between us", "Ana Lima")
        await press(pilot, "u")
        assert "no debrief yet" in screen_text(pilot)
    page = noted(published)
    assert (page.debrief.day, page.debrief.learned, page.ideas) == (None, (), ())


@thorough_only
async def test_lines_to_write_in_come_as_they_are_filled(opened: Open, published: Path) -> None:
    async with opened(published, today=LATER) as pilot:
        await press(pilot, *TO_CHLOE, "D")

        def shown() -> list[str]:
            fields = pilot.app.screen.query(Field)
            return [one.key for one in fields if one.display and one.key.startswith("learned")]

        assert shown() == ["learned-1", "learned-2"]
        await fill(pilot, "learned-2", "This")
        assert shown() == ["learned-1", "learned-2", "learned-3"]
        await fill(pilot, "learned-2", "")
        assert shown() == ["learned-1", "learned-2"]


@thorough_only
async def test_what_is_noted_already_is_shown_and_added_to_but_for_what_the_note_says(
    opened: Open, published: Path, pat: Desk
) -> None:
    said = Outcome(learned=["Briefs name one number"], side=Side.IT, it_rating=2, ideas=["One calendar"], note="xyzzy")
    debriefs.note(pat, CHLOE, said)
    async with opened(published, today=LATER) as pilot:
        await press(pilot, *TO_CHLOE, "D")
        text = screen_text(pilot)
        assert "✓ Briefs name one number (IT)" in text
        assert "Rated: IT 2 of 5" in text
        assert "Idea: One calendar (open)" in text
        assert "There is a private note." in text
        assert "xyzzy" not in text
        pilot.app.screen.query_one("#field-side").focus()
        await press(pilot, "left")
        await fill(pilot, "learned-1", "Releases are on Thursdays")
        await press(pilot, "enter")
    page = noted(published)
    assert [(one.text, one.side) for one in page.debrief.learned] == [
        ("Briefs name one number", Side.IT),
        ("Releases are on Thursdays", Side.MARKETING),
    ]
    assert (page.debrief.it_rating, page.debrief.note) == (2, "xyzzy")


@thorough_only
async def test_what_was_typed_stays_where_it_cannot_be_saved(opened: Open, published: Path) -> None:
    async with opened(published, today=LATER) as pilot:
        await press(pilot, *TO_CHLOE, "D", "enter")
        assert "Nothing is said of the visit" in screen_text(pilot)
        assert "--learned" not in screen_text(pilot)
        await fill(pilot, "learned-1", "This")
        await fill(pilot, "idea", "One calendar")
        await fill(pilot, "owner", "zoe@company.example")
        await press(pilot, "enter")
        assert "There is nobody with the address 'zoe@company.example'" in screen_text(pilot)
        assert pilot.app.screen.query_one("#field-learned-1", Field).text == "This"
        await fill(pilot, "idea", "")
        await press(pilot, "enter")
        assert not pilot.app.screen.is_modal, "without an idea nobody sees to it"
    page = noted(published)
    assert ([one.text for one in page.debrief.learned], page.ideas) == (["This"], ())


async def test_who_saves_second_is_told_what_was_noted_meanwhile_and_may_add_to_it(
    opened: Open, published: Path, pat: Desk
) -> None:
    async with opened(published, today=LATER, size=(120, 40)) as pilot:
        await press(pilot, *TO_CHLOE, "D")
        await fill(pilot, "learned-1", "This")
        debriefs.note(pat, CHLOE, Outcome(learned=["That"], it_rating=3, note="xyzzy"))
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "by pat" in text
        assert "✓ That" in text
        assert "Rated: IT 3 of 5" in text
        assert "xyzzy" not in text
        assert pilot.app.screen.query_one("#field-learned-1", Field).text == "This"
        await press(pilot, "enter")
        assert not pilot.app.screen.is_modal
    page = noted(published)
    assert [one.text for one in page.debrief.learned] == ["That", "This"]
    assert (page.debrief.it_rating, page.debrief.note) == (3, "xyzzy")


@thorough_only
async def test_the_same_key_opens_it_on_today_and_on_the_page_of_a_person(opened: Open, published: Path) -> None:
    async with opened(published, today=LATER, section="today") as pilot:
        await press(pilot, "D")
        assert "Put the cursor on a visit" in toasts(pilot)
        await press(pilot, "slash", *"debriefs", "enter", "g")
        assert "D: note what came out of it" in " ".join(screen_text(pilot).split())
        await press(pilot, "D")
        assert isinstance(pilot.app.screen, DebriefForm)
        await fill(pilot, "learned-1", "This")
        await fill(pilot, "learned-2", "That")
        await press(pilot, "enter")
        assert "2 things learned" in toasts(pilot)
        await press(pilot, "escape", "2", "slash", *"ben", "enter", "enter", "G")
        assert "D what came out of it" in " ".join(screen_text(pilot).split())
        await press(pilot, "D")
        assert isinstance(pilot.app.screen, DebriefForm)


@thorough_only
async def test_nothing_came_yet_of_what_has_not_begun(opened: Open, published: Path) -> None:
    async with opened(published, today=TODAY) as pilot:
        await press(pilot, *TO_CHLOE)
        assert "no debrief" not in screen_text(pilot)
        await press(pilot, "D")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, DebriefForm)
        assert "only begins on" in screen_text(pilot) + toasts(pilot)
