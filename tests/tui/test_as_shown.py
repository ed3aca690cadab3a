"""A dialog that shows first what would change does that or nothing, and shows what it would be by now."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ridealong.config import Config
from ridealong.domain.days import FixedClock
from ridealong.domain.pairings import State
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk, open_desk
from ridealong.services.people import absences, people
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from thorough import thorough_only

from .conftest import TODAY, address
from .driving import Open, fill, press, screen_text, until

SIZE = (120, 40)
PROGRAM = "Spring [x] rides"


@pytest.fixture
def pat(company: Path) -> Iterator[Desk]:
    """Pat's desk on the database that Kim has on the screens."""
    desk = open_desk(company, clock=FixedClock(TODAY), config=Config(coordinator="pat"))
    yield desk
    desk.close()


def states(desk: Desk) -> set[State]:
    return {one.state for one in plans.page(desk, PROGRAM).proposals}


async def test_publishing_shows_the_comparison_again_where_somebody_has_set_drafts_aside(
    opened: Open, company: Path, pat: Desk
) -> None:
    async with opened(company, size=SIZE) as pilot:
        await press(pilot, "3", "P")
        assert "Publish 6 pairings" in screen_text(pilot)
        drafts.cancel_all(pat, [one.id for one in plans.page(pat, PROGRAM).proposals[:4]])
        await press(pilot, "tab", "enter")
        text = screen_text(pilot)
        assert "was removed meanwhile, by pat on 4 Jan 2027" in " ".join(text.replace("│", "").split())
        assert "Publish 2 pairings" in text
        assert states(pat) == {State.PROPOSED}
        await until(pilot, lambda: not pilot.app.screen.query("Button.-active"), "the button stays pressed")
        await press(pilot, "tab", "enter")
    assert states(pat) == {State.PUBLISHED}


@thorough_only
async def test_repairing_shows_the_changes_again_where_they_would_be_others(
    opened: Open, company: Path, pat: Desk
) -> None:
    publishing.publish(pat, PROGRAM, everything=True)
    first, *_, last = plans.page(pat, PROGRAM).proposals
    absences.add_absences(pat, [first.host.email], first.days, "private")
    async with opened(company, size=SIZE) as pilot:
        await press(pilot, "3", "R")
        assert "Make 1 change" in screen_text(pilot)
        absences.add_absences(pat, [last.host.email], last.days, "private")
        before = plans.page(pat, PROGRAM).proposals
        await press(pilot, "tab", "enter")
        text = screen_text(pilot)
        assert "What was shown is not so any more: pat on 4 Jan 2027" in " ".join(text.split())
        assert "Make 2 changes" in text
        assert plans.page(pat, PROGRAM).proposals == before


@thorough_only
async def test_importing_shows_the_file_again_where_a_row_was_changed_meanwhile(
    opened: Open, company: Path, pat: Desk, tmp_path: Path
) -> None:
    ana = address("Ana Lima")
    file = tmp_path / "people.csv"
    file.write_text(f"email,name,side,team\n{ana},Ana Lima,it,Data\n")
    async with opened(company, size=SIZE) as pilot:
        await press(pilot, "i")
        await fill(pilot, "path", str(file))
        await press(pilot, "enter")
        assert "Import 1 row" in screen_text(pilot)
        people.edit(pat, ana, {"team": "Search"})
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "What was shown is not so any more: pat on 4 Jan 2027" in " ".join(text.split())
        assert "Import 1 row" in text
        assert people.show(pat, ana).person.team == "Search"
        await press(pilot, "enter")
    assert people.show(pat, ana).person.team == "Data"
