"""Undo and redo on the screens: a key away after every change, with words on what was taken back."""

from dataclasses import replace
from pathlib import Path

from ridealong.config import Config, Mail
from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.people import people
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, toasts


async def test_what_was_removed_is_undone_and_redone_with_one_key_each(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "j", "d")
        assert toasts(pilot) == "Ana Lima (Platform) removed · u undoes it"
        assert "9 people" in screen_text(pilot)
        await press(pilot, "u")
        assert toasts(pilot) == "Undone: Ana Lima (Platform) removed · U redoes it"
        assert "Ana Lima" in screen_text(pilot)
        await press(pilot, "U")
        assert toasts(pilot) == "Redone: Ana Lima (Platform) removed · u undoes it"
        assert "9 people" in screen_text(pilot)


async def test_what_was_done_to_all_marked_rows_is_undone_in_one_step_with_the_usual_keys_too(
    opened: Open, company: Path
) -> None:
    async with opened(company) as pilot:
        await press(pilot, "v", "v", "v", "d")
        assert "7 people" in screen_text(pilot)
        await press(pilot, "ctrl+z")
        assert "10 people" in screen_text(pilot)
        await press(pilot, "ctrl+y")
        assert "7 people" in screen_text(pilot)


async def test_what_was_done_before_the_last_start_is_undone_all_the_same(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "j", "d")
    async with opened(company) as pilot:
        assert "9 people" in screen_text(pilot)
        await press(pilot, "u")
        assert "10 people" in screen_text(pilot)


@thorough_only
async def test_changes_of_a_plan_say_how_they_are_undone(opened: Open, company: Path) -> None:
    async with opened(company, size=(120, 40)) as pilot:
        await press(pilot, "3", "j", "p")
        assert toasts(pilot) == "1 pairing pinned · u undoes it"
        await press(pilot, "d")
        assert toasts(pilot) == "1 pairing set aside; r plans again · u undoes it"
        assert "5 drafts" in screen_text(pilot)
        await press(pilot, "u")
        assert "6 drafts" in screen_text(pilot)
        assert " pinned " in screen_text(pilot)
        await press(pilot, "u")
        assert " pinned  " not in screen_text(pilot)
        await press(pilot, "P", "tab", "enter")
        assert toasts(pilot).endswith("u undoes it")
        assert "published" in screen_text(pilot)
        await press(pilot, "u")
        assert "published" not in screen_text(pilot)


async def test_archived_programs_come_back_by_undo_instead_of_a_question_before(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "7", "d")
        assert toasts(pilot) == "Spring [x] rides archived · u undoes it"
        assert "There is no program yet" in screen_text(pilot)
        await press(pilot, "u")
        assert "Spring [x] rides" in screen_text(pilot)


async def test_an_undo_is_refused_with_who_and_when_where_a_row_has_changed_since(opened: Open, company: Path) -> None:
    other = open_desk(company, clock=FixedClock(TODAY), config=Config(coordinator="pat"))
    async with opened(company) as pilot:
        await press(pilot, "j", "e")
        await fill(pilot, "team", "Search")
        await press(pilot, "enter")
        people.edit(other, address("Ana Lima"), {"team": "Data"})
        await press(pilot, "u")
        assert "Ana Lima has changed since (pat on 4 Jan 2027" in toasts(pilot)
        assert people.show(other, address("Ana Lima")).person.team == "Data"
    other.close()


async def test_where_there_is_nothing_to_redo_that_is_said(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "U")
        assert "othing to redo" in toasts(pilot)


@thorough_only
async def test_the_keys_are_letters_where_something_is_typed(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "slash", *"uUJ")
        assert toasts(pilot) == ""
        assert "uUJ" in screen_text(pilot)
        await press(pilot, "escape", "n", "u", "ctrl+z")
        assert toasts(pilot) == ""
        assert pilot.app.screen.query_one("#field-name").text == "u"  # type: ignore[attr-defined] - a Field


async def test_the_key_in_the_words_is_the_one_it_is_bound_to(opened: Open, company: Path) -> None:
    config = Config(organizer=CONFIG.organizer, coordinator="kim", keys={"app.undo": "z"})
    async with opened(company, config=config) as pilot:
        await press(pilot, "j", "d")
        assert toasts(pilot).endswith("· z undoes it")
        await press(pilot, "z")
        assert "Undone" in toasts(pilot)


async def test_the_palette_says_what_can_be_undone_and_finds_undo_itself(opened: Open, company: Path) -> None:
    async with opened(company, size=(120, 40)) as pilot:
        await press(pilot, "ctrl+p")
        await look_for(pilot, "remove the person")
        assert "can be undone" in screen_text(pilot)
        await press(pilot, "escape", "j", "d", "ctrl+p")
        await look_for(pilot, "undo what you")
        await press(pilot, "enter")
        assert "Undone: Ana Lima" in toasts(pilot)


async def test_sending_says_before_it_happens_that_it_cannot_be_undone(opened: Open, published: Path) -> None:
    config = Config(organizer=CONFIG.organizer, coordinator="kim", mail=Mail(server="127.0.0.1"))
    async with opened(published, config=config) as pilot:
        await press(pilot, "6", "m")
        assert "What is sent cannot be undone." in screen_text(pilot)
        await press(pilot, "escape", "x")
        assert "cannot be undone" in screen_text(pilot).replace("\n", " ")


async def test_undo_says_how_many_invites_become_due_and_where_they_are(opened: Open, sent: Path) -> None:
    async with opened(sent, size=(120, 30)) as pilot:
        await press(pilot, "u")
        said = toasts(pilot)
        assert "invites are now due · 6" in said
        assert "cannot be undone stays: " in said
        await press(pilot, "U")
        assert "now due" not in toasts(pilot).rpartition("Redone")[2]


async def test_where_there_is_nothing_to_undo_the_key_of_the_journal_is_named(opened: Open, company: Path) -> None:
    async with opened(company, config=replace(CONFIG, coordinator="pat")) as pilot:
        await press(pilot, "u")
        assert "Only what pat has done is undone here; the journal (J) shows what others did" in toasts(pilot)
