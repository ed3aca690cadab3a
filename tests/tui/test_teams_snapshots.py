"""Pictures of the team builder on terminals of two sizes, in light colours and in none.

`RIDEALONG_THOROUGH=1 pytest tests/tui/test_teams_snapshots.py --snapshot-update` takes new ones; look at them
before you keep them.
"""

from importlib.metadata import version
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from ridealong.domain.people import Side
from ridealong.services.programs import charters
from ridealong.services.teams import forming
from services.teams.made import embed, team
from thorough import thorough_only

from .coffee import at_desk
from .conftest import address
from .driving import Open, press
from .test_snapshots import SMALL, TAKEN_WITH, changed, named, picture
from .together import EIGHT_WEEKS, TOGETHER, with_program, with_running_team, with_team

pytestmark = pytest.mark.skipif(
    version("textual") != TAKEN_WITH, reason=f"pictures were taken with Textual {TAKEN_WITH}, others draw differently"
)

WIDE = (160, 45)
LOOKS = {
    "none": ("empty", "3"),
    "team": ("running", "3 j j j j"),
    "slot": ("running", "3 j"),
    "drafts": ("formed", "3 j"),
    "candidates": ("drafted", "3 j s"),
    "new-team": ("empty", "3 n"),
    "publish": ("formed", "3 P"),
}
"""What is in a picture -> the state of the company, and the keys after which it is taken."""
OFTEN = ("none",)
"""What is drawn in the short run as well."""


@pytest.fixture
def empty(company: Path) -> Path:
    return with_program(company)


@pytest.fixture
def drafted(company: Path) -> Path:
    """Teams in which nobody is yet, in a program whose sponsors are asked before anything is published."""
    path = with_team(company)
    desk = at_desk(path)
    charters.set_sponsor(desk, TOGETHER, Side.IT, "Zoe <zoe@y.example>")
    desk.close()
    return path


@pytest.fixture
def formed(drafted: Path) -> Path:
    """The same teams with drafts in all slots."""
    desk = at_desk(drafted)
    forming.form(desk, TOGETHER)
    desk.close()
    return drafted


@pytest.fixture
def running(company: Path) -> Path:
    """A team with an open slot, and another one which takes more of somebody than a week has."""
    path = with_running_team(company)
    desk = at_desk(path)
    other = team(desk, "Which euro works", program=TOGETHER, days=EIGHT_WEEKS)
    embed(desk, other, 3, address("Ana Lima"))
    embed(desk, other, 2, address("Hugo Costa"))
    desk.close()
    return path


@pytest.mark.parametrize("name", [pytest.param(name, marks=() if name in OFTEN else thorough_only) for name in LOOKS])
async def test_teams_look_as_they_did(
    name: str, opened: Open, request: pytest.FixtureRequest, snapshot: SnapshotAssertion
) -> None:
    company, keys = LOOKS[name]
    async with opened(request.getfixturevalue(company)) as pilot:
        await press(pilot, *keys.split())
        taken = {words: await picture(pilot, size) for words, size in named((SMALL, WIDE))}
        pilot.app.theme = "ridealong-light"
        taken["light"] = await picture(pilot, SMALL)
    assert changed(taken, snapshot) == []


async def test_teams_look_as_they_did_without_colours(
    opened: Open, running: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(running) as pilot:
        await press(pilot, "3")
        taken = {"no-colour": await picture(pilot, WIDE)}
    assert changed(taken, snapshot) == []
