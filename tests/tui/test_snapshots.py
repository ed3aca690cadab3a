"""Pictures of the screens on terminals of three sizes, in light colours and in none.

`RIDEALONG_THOROUGH=1 pytest tests/tui/test_snapshots.py --snapshot-update` takes new ones; look at them before you
keep them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input

from ridealong.domain.days import FixedClock
from ridealong.domain.ideas import IdeaState
from ridealong.domain.people import Side
from ridealong.services.desk import open_desk
from ridealong.services.outcomes import debriefs, history, ideas
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, press, settle

TAKEN_WITH = "8.2.8"

pytestmark = pytest.mark.skipif(
    version("textual") != TAKEN_WITH, reason=f"pictures were taken with Textual {TAKEN_WITH}, others draw differently"
)

SMALL, MIDDLE, LARGE = (80, 24), (120, 36), (200, 60)
FIRST_WEEK = date(2027, 1, 11)
"""When the first visits are under way."""
LATER = date(2027, 3, 1)
"""When all visits are over, and their debriefs overdue."""


@dataclass(frozen=True)
class Look:
    """What is in a picture: the state of the company, and the keys after which it is taken."""

    company: str
    keys: str = ""
    today: date = TODAY
    sizes: tuple[tuple[int, int], ...] = (SMALL, MIDDLE)


EVERY_SIZE = (SMALL, MIDDLE, LARGE)

# fmt: off
LOOKS = {
    "today":            Look("declined", sizes=EVERY_SIZE),
    "people":           Look("declined", "2 j", sizes=EVERY_SIZE),
    "person":           Look("declined", "2 j enter", sizes=EVERY_SIZE),
    "plan":             Look("company",  "3 j", sizes=EVERY_SIZE),
    "board-weeks":      Look("company",  "4 l", sizes=EVERY_SIZE),
    "board-teams":      Look("company",  "4 T l", sizes=EVERY_SIZE),
    "history-list":     Look("declined", "5", sizes=EVERY_SIZE),
    "history-met":      Look("declined", "5 tab"),
    "history-owed":     Look("declined", "5 tab tab"),
    "history-charts":   Look("declined", "5 tab tab tab"),
    "history-ideas":    Look("noted",    "5 Q", LATER),
    "debrief-form":     Look("noted",    "5 D", LATER),
    "invites-due":      Look("published", "6", sizes=EVERY_SIZE),
    "invites-answers":  Look("declined", "6 tab"),
    "invites-meetings": Look("declined", "6 tab tab"),
    "programs":         Look("company",  "7"),
    "program":          Look("company",  "7 enter", sizes=EVERY_SIZE),
    "glossary":         Look("company",  "Z j", sizes=EVERY_SIZE),
    "term-form":        Look("company",  "Z e"),
    "contacts":         Look("published", "5 tab a"),
    "contact-form":     Look("published", "5 tab a e"),
    "steps":            Look("published", "3 j T space"),
    "leads":            Look("led",      "3 a j a", sizes=EVERY_SIZE),
    "first-start":      Look("nobody"),
    "palette":          Look("company",  "ctrl+p p l a n"),
    "keys":             Look("company",  "question_mark"),
    "help":             Look("company",  "f1"),
    "publish":          Look("company",  "P"),
    "candidates":       Look("company",  "3 j s"),
    "ill":              Look("sent",     "b h u g o enter", FIRST_WEEK),
}
# fmt: on
LONG = (
    *("person", "board-weeks", "history-charts", "debrief-form", "invites-answers", "invites-meetings", "term-form"),
    *("contact-form", "steps", "leads", "palette", "keys", "candidates", "ill"),
)
"""What is drawn in the long run alone: others show the same parts, or their own tests say what stands there."""
COLOURFUL = ("today", "plan", "board-weeks", "history-met", "invites-answers")
"""What would lose most if something were said by colour alone."""
KEEPS_COLOURS = ("palette",)
"""What stays in the colours in which it was opened."""


@pytest.fixture
def nobody() -> None:
    """No database yet."""


@pytest.fixture
def noted(published: Path) -> Path:
    """Something came out of the visits: a thing learned and a rating, and ideas in every state."""
    desk = open_desk(published, clock=FixedClock(LATER), config=CONFIG)
    (last, *_) = history.page(desk, history.HistoryQuery()).rows
    said = debriefs.Outcome(learned=["Briefs name one number"], side=Side.IT, it_rating=4, note="between us")
    debriefs.note(desk, last.id, said)
    for state in IdeaState:
        owner = address("Ana Lima") if state is not IdeaState.OPEN else ""
        ideas.add(desk, ideas.NewIdea(text=f"An idea that is {state.said}", state=state, owner=owner))
    desk.close()
    return published


async def picture(pilot: Pilot[None], size: tuple[int, int]) -> str:
    """What a terminal of a size shows, as a drawing."""
    await pilot.resize_terminal(*size)
    pilot.app.clear_notifications()
    # A cursor that blinks is in some pictures and not in others.
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    await settle(pilot)
    # What stands behind a dialog is laid out anew a little later than the dialog.
    drawn, before = pilot.app.export_screenshot(), ""
    while drawn != before:
        await pilot.pause(0.1)
        drawn, before = pilot.app.export_screenshot(), drawn
    return drawn


def changed(taken: Mapping[str, str], kept: SnapshotAssertion) -> list[str]:
    """The names of the pictures that are not as they were."""
    pictures = kept.use_extension(SVGImageExtension)
    return [name for name, svg in taken.items() if pictures(name=name) != svg]


def named(sizes: Iterable[tuple[int, int]]) -> Iterable[tuple[str, tuple[int, int]]]:
    return ((f"{width}x{height}", (width, height)) for width, height in sizes)


@pytest.mark.parametrize("name", [pytest.param(name, marks=thorough_only if name in LONG else ()) for name in LOOKS])
async def test_screens_look_as_they_did(
    name: str, opened: Open, request: pytest.FixtureRequest, snapshot: SnapshotAssertion
) -> None:
    look = LOOKS[name]
    async with opened(request.getfixturevalue(look.company), today=look.today, section="today") as pilot:
        await press(pilot, *look.keys.split())
        taken = {words: await picture(pilot, size) for words, size in named(look.sizes)}
        if name not in KEEPS_COLOURS:
            pilot.app.theme = "ridealong-light"
            taken["light"] = await picture(pilot, SMALL)
    assert changed(taken, snapshot) == []


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in COLOURFUL else thorough_only) for name in LOOKS]
)
async def test_without_colours_screens_look_as_they_did(
    name: str,
    opened: Open,
    request: pytest.FixtureRequest,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look = LOOKS[name]
    company = request.getfixturevalue(look.company)
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(company, today=look.today, section="today") as pilot:
        await press(pilot, *look.keys.split())
        taken = {"no-colour": await picture(pilot, SMALL)}
    assert changed(taken, snapshot) == []
