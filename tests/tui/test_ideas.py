"""Ideas in History: noted, found while typing, moved on from spark to project, edited, removed and exported."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from ridealong.config import Config
from ridealong.domain.days import FixedClock
from ridealong.domain.ideas import IdeaState
from ridealong.services.desk import Desk, open_desk
from ridealong.services.outcomes import ideas
from ridealong.services.outcomes.ideas import IdeaChange, NewIdea
from ridealong.tui import watch
from ridealong.tui.dialogs.idea_form import IdeaForm
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, toasts

ANA = address("Ana Lima")
PROGRAM = "Spring [x] rides"
CALENDAR = "One calendar of releases [and] campaigns"


@pytest.fixture
def noted(company: Path) -> Path:
    """Three ideas: one that nobody sees to, Ana's project, and one that was dropped."""
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    ideas.add(desk, NewIdea(text=CALENDAR))
    ideas.add(desk, NewIdea(text="A dashboard of page speed", owner=ANA, state=IdeaState.PROJECT, program=PROGRAM))
    ideas.add(desk, NewIdea(text="Lunch talks", state=IdeaState.DROPPED, note="nobody came"))
    desk.close()
    return company


@pytest.fixture
def pat(noted: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Pat's desk on the database that Kim has on the screens, which do not look for changes meanwhile."""
    monkeypatch.setattr(watch, "SECONDS", 3600.0)
    desk = open_desk(noted, clock=FixedClock(TODAY), config=Config(coordinator="pat"))
    yield desk
    desk.close()


def kept(database: Path, number: int) -> tuple[str, IdeaState, str]:
    """The text, the state and the owner of an idea."""
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    idea = ideas.show(desk, number).idea
    desk.close()
    return idea.text, idea.state, idea.owner_name


async def test_without_ideas_it_is_said_how_there_come_some(opened: Open, company: Path) -> None:
    async with opened(company, section="history") as pilot:
        await press(pilot, "Q")
        text = " ".join(screen_text(pilot).split())
        assert "Nobody has noted an idea yet." in text
        assert "n adds one; D in the list notes what came out of a visit" in text
        await press(pilot, "n")
        await fill(pilot, "text", CALENDAR)
        await press(pilot, "enter")
        assert f"“{CALENDAR}” is open" in toasts(pilot)
        assert "1 idea" in screen_text(pilot)
        await press(pilot, "u")
        assert "Nobody has noted an idea yet." in screen_text(pilot)


async def test_ideas_are_found_by_words_and_terms(opened: Open, noted: Path) -> None:
    async with opened(noted, section="history") as pilot:
        await press(pilot, "Q")
        assert "3 ideas" in screen_text(pilot)
        await press(pilot, "slash")
        for text, found in (("owner:ana", 1), ("state:open", 1), ("state:taken", 0), ("program:spring speed", 1)):
            await look_for(pilot, text)
            assert f"{found} idea" in screen_text(pilot), text
        await look_for(pilot, "state:foo")
        assert "Write state:open, state:taken-up" in " ".join(screen_text(pilot).split())
        await look_for(pilot, "team:data")
        assert "There is no term team:" in screen_text(pilot)
        assert "There are state: program: owner:" in screen_text(pilot)
        await press(pilot, "escape", "exclamation_mark")
        assert "1 idea · open, and nobody sees to them" in screen_text(pilot)
        assert "dashboard" not in screen_text(pilot)


async def test_enter_shows_an_idea_whole(opened: Open, noted: Path) -> None:
    async with opened(noted, section="history") as pilot:
        await press(pilot, "Q", "enter")
        text = screen_text(pilot)
        assert "dropped, since 4 Jan 2027" in text
        assert "nobody came" in text
        await press(pilot, "escape", "j", "enter")
        assert "Ana Lima stays unnamed" in screen_text(pilot)
        assert PROGRAM in screen_text(pilot)


async def test_an_idea_moves_on_and_is_asked_who_sees_to_it_where_that_is_needed(opened: Open, noted: Path) -> None:
    async with opened(noted, section="history") as pilot:
        await press(pilot, "Q", "G", "greater_than_sign")
        assert isinstance(pilot.app.screen, IdeaForm)
        await press(pilot, "enter")
        assert "An idea that is taken up needs an owner" in screen_text(pilot)
        await fill(pilot, "owner", ANA)
        await press(pilot, "enter")
        assert "is taken up, Ana Lima sees to it" in toasts(pilot)
        assert kept(noted, 1) == (CALENDAR, IdeaState.TAKEN_UP, "Ana Lima")
        for state in (IdeaState.PROJECT, IdeaState.DONE):
            await press(pilot, "greater_than_sign")
            assert kept(noted, 1)[1] is state
        await press(pilot, "greater_than_sign")
        assert "It is done already: e takes it up again" in toasts(pilot)
        await press(pilot, "u")
        assert kept(noted, 1)[1] is IdeaState.PROJECT


@thorough_only
async def test_what_is_edited_alone_changes(opened: Open, noted: Path) -> None:
    async with opened(noted, section="history") as pilot:
        await press(pilot, "Q", "j", "e")
        await fill(pilot, "text", "A dashboard")
        await press(pilot, "enter")
        assert kept(noted, 2) == ("A dashboard", IdeaState.PROJECT, "Ana Lima")
        await press(pilot, "e", "enter")
        assert not pilot.app.screen.is_modal
        await press(pilot, "e")
        await fill(pilot, "owner", "")
        await press(pilot, "enter")
        assert "A project needs an owner" in screen_text(pilot)


async def test_a_removed_idea_comes_back_by_one_key(opened: Open, noted: Path) -> None:
    async with opened(noted, section="history") as pilot:
        await press(pilot, "Q", "d")
        assert "“Lunch talks” is off the list" in toasts(pilot)
        assert "2 ideas" in screen_text(pilot)
        await press(pilot, "u")
        assert "3 ideas" in screen_text(pilot)


async def test_who_saves_second_is_told_and_overrules_only_what_was_changed_here(
    opened: Open, noted: Path, pat: Desk
) -> None:
    async with opened(noted, section="history", size=(120, 40)) as pilot:
        await press(pilot, "Q", "G", "e")
        await fill(pilot, "text", "One calendar")
        ideas.change(pat, 1, IdeaChange(state=IdeaState.TAKEN_UP, owner=ANA))
        await press(pilot, "enter")
        assert "changed meanwhile, by pat" in " ".join(screen_text(pilot).replace("│", " ").split())
        await press(pilot, "enter")
        assert not pilot.app.screen.is_modal
    assert kept(noted, 1) == ("One calendar", IdeaState.TAKEN_UP, "Ana Lima")


async def test_what_is_found_is_written_as_csv(opened: Open, noted: Path, tmp_path: Path) -> None:
    async with opened(noted, section="history") as pilot:
        await press(pilot, "Q", "slash")
        await look_for(pilot, "owner:ana")
        await press(pilot, "enter", "x")
        await fill(pilot, "path", str(tmp_path / "ideas.csv"))
        await press(pilot, "enter")
    title, row = csv.reader((tmp_path / "ideas.csv").read_text(encoding="utf-8").splitlines())
    assert title == ["id", "text", "state", "program", "pairing", "owner", "named", "noted", "changed", "note"]
    assert row[:7] == ["2", "A dashboard of page speed", "project", PROGRAM, "", ANA, "no"]


async def test_nothing_about_ideas_changes_what_is_open_to_read_only(opened: Open, noted: Path) -> None:
    async with opened(noted, section="history", read_only=True) as pilot:
        await press(pilot, "Q")
        for key in ("n", "e", "greater_than_sign", "d"):
            pilot.app.clear_notifications()
            await press(pilot, key)
            assert "open to read only" in toasts(pilot), key
            assert not pilot.app.screen.is_modal, key
