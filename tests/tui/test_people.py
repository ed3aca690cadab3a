"""People: filter, sort, marks, pages, forms."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from ridealong.config import Config
from ridealong.domain.days import Days, FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.people import absences
from ridealong.services.people import people as service
from ridealong.storage.schema import people as people_table
from ridealong.tui.widgets.field import Field
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, settle, toasts


@asynccontextmanager
async def people(opened: Open, *args: object, **more: object) -> AsyncIterator[Pilot[None]]:
    """The list of people, wherever the program begins."""
    async with opened(*args, **more) as pilot:
        await press(pilot, "2")
        yield pilot


def names(text: str) -> list[str]:
    return [line[3:20].strip() for line in text.splitlines()[3:-4] if line.strip()]


async def test_the_filter_is_live_and_esc_clears_it(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "slash", "a", "n", "a")
        assert "Ana Lima" in screen_text(pilot)
        assert "1 person" in screen_text(pilot)
        await press(pilot, "escape")
        assert "10 people" in screen_text(pilot)
        await press(pilot, "slash", *"side:it", "enter")
        assert "6 people" in screen_text(pilot)
        await press(pilot, "j", "escape")
        assert "10 people" in screen_text(pilot)


async def test_a_filter_that_finds_nobody_says_what_to_do(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "slash", "q", "q", "q")
        assert "Nobody matches the filter" in screen_text(pilot)


@thorough_only
async def test_a_term_that_there_is_not_is_named_with_those_that_there_are(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "slash", *"foo:bar")
        assert "There is no term foo:" in screen_text(pilot)
        assert "There are name: email: team: side:" in screen_text(pilot)
        await press(pilot, "enter", "4", "slash", *"foo:bar")
        assert "There is no term foo:" in screen_text(pilot)


async def test_a_side_that_there_is_not_is_named_beside_the_filter(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "slash", *"side:mk")
        assert "'mk' is no side" in screen_text(pilot).splitlines()[1]
        assert "Write side:it or side:marketing" in screen_text(pilot)


async def test_a_term_that_is_not_finished_is_explained_beside_the_filter(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "slash", *"away:to")
        assert "away:to" in screen_text(pilot)
        assert "is no time" in screen_text(pilot)
        assert toasts(pilot) == ""


async def test_names_that_look_like_markup_are_shown_as_they_are(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        assert "[/x] Esra" in screen_text(pilot)
        assert "Iris [red]Weber" in screen_text(pilot)
        await press(pilot, "enter")
        assert "People › [/x] Esra" in screen_text(pilot)
        await press(pilot, "escape", "d")
        assert "[/x] Esra (Platform) removed" in toasts(pilot)


async def test_sorting_by_key_and_by_click(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        first = names(screen_text(pilot))
        await press(pilot, "O")
        assert names(screen_text(pilot)) == first[::-1]
        await press(pilot, "o")
        assert "Side ▲" in screen_text(pilot)
        await pilot.click("#people", offset=(5, 0))
        await settle(pilot)
        assert "Name ▲" in screen_text(pilot)
        for title in ("Met", "Load"):
            at = screen_text(pilot).splitlines()[2].index(title)
            await pilot.click("#people", offset=(at, 0))
            await settle(pilot)
            assert f"{title} ▲" in screen_text(pilot)
            assert f"by {title.lower()} ▲" in screen_text(pilot)


async def test_a_person_is_added_with_problems_shown_while_typing(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "n")
        await fill(pilot, "name", "Zoe Patel")
        await fill(pilot, "email", "zoe@")
        assert "is not an e-mail address" in screen_text(pilot)
        await fill(pilot, "email", "ana.lima@company.example")
        await press(pilot, "enter")
        assert "Team is needed" in screen_text(pilot)
        await fill(pilot, "team", "Data")
        await press(pilot, "enter")
        assert "already the address of Ana Lima" in screen_text(pilot)
        assert "Zoe Patel" in screen_text(pilot)
        await fill(pilot, "email", "zoe@company.example")
        await press(pilot, "enter")
        assert "11 people" in screen_text(pilot)
        assert "Zoe Patel added" in toasts(pilot)


@thorough_only
async def test_a_form_says_what_is_worth_knowing_and_offers_what_is_known(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "n")
        await fill(pilot, "email", "Ana.Lima@company.example")
        assert "already the address of Ana Lima" in screen_text(pilot)
        await fill(pilot, "email", "zoe@company.example")
        await fill(pilot, "team", "Platfrom")
        assert "a new team; did you mean Platform?" in screen_text(pilot)
        await fill(pilot, "wants", "CRM; Evnts;")
        assert "Evnts is a new topic; did you mean Events?" in screen_text(pilot)
        await fill(pilot, "manager", "zoe@company.example")
        assert "Nobody is their own manager" in screen_text(pilot)
        await fill(pilot, "manager", "boss@else.example")
        assert "nobody here has this address" in screen_text(pilot)
        await fill(pilot, "first_day", "2027-02-01")
        await fill(pilot, "last_day", "2027-01-01")
        assert "lies before the first day" in screen_text(pilot)
        await fill(pilot, "first_day", "2026-02-01")
        assert "lies before the first day" not in screen_text(pilot)
        field = pilot.app.screen.query_one("#field-team", Field).input
        field.focus()
        field.value = ""
        await press(pilot, *"plat", "right")
        assert field.value == "platform"


async def test_a_person_is_edited_from_the_page_and_the_page_shows_it(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "j", "enter")
        assert "People › Ana Lima" in screen_text(pilot)
        await press(pilot, "e")
        await fill(pilot, "role", "Engineer [x]")
        await press(pilot, "enter")
        assert "Engineer [x]" in screen_text(pilot)
        await press(pilot, "escape")
        assert "› " in screen_text(pilot)
        assert "10 people" in screen_text(pilot)


async def test_marked_people_are_removed_together_without_a_question(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "v", "v", "d")
        assert "8 people" in screen_text(pilot)
        assert toasts(pilot) == "2 people removed · u undoes it"


async def test_a_range_is_marked_copied_and_unmarked(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "v", "j", "j", "V")
        assert "4 marked" in screen_text(pilot)
        await press(pilot, "y")
        assert len(pilot.app.clipboard.splitlines()) == 4
        await press(pilot, "escape")
        assert "marked" not in screen_text(pilot)


async def test_first_last_and_pages(opened: Open, company: Path) -> None:
    async with people(opened, company, size=(80, 10)) as pilot:
        await press(pilot, "G")
        assert "Jonas Novak" in screen_text(pilot)
        await press(pilot, "g")
        assert "[/x] Esra" in screen_text(pilot)
        await press(pilot, "pagedown", "j", "k", "pageup")
        assert "[/x] Esra" in screen_text(pilot)


async def test_a_database_open_to_read_only_refuses_changes_in_words(opened: Open, company: Path) -> None:
    async with people(opened, company, read_only=True) as pilot:
        assert "read only" in screen_text(pilot).splitlines()[0]
        await press(pilot, "n")
        assert "open to read only" in toasts(pilot)


async def test_a_small_and_a_wide_terminal_show_less_and_more(opened: Open, company: Path) -> None:
    async with people(opened, company, size=(60, 20)) as pilot:
        assert "Ana Lima" in screen_text(pilot)
        assert "Wants" not in screen_text(pilot)
        await pilot.resize_terminal(160, 40)
        await press(pilot, "j")
        assert "Wants" in screen_text(pilot)
        assert "Knows" in screen_text(pilot)


async def test_keys_can_be_bound_anew(opened: Open, company: Path) -> None:
    async with people(opened, company, config=Config(keys={"app.plan": "f3", "list.down": "n"})) as pilot:
        await press(pilot, "f3")
        assert "Plan › Spring [x] rides" in screen_text(pilot)


async def test_the_lines_below_tell_what_the_table_has_no_room_for(opened: Open, company: Path) -> None:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    absences.add_absences(desk, [address("Ana Lima")], Days(TODAY, TODAY), "surgery")
    service.edit(desk, address("Ben King"), {"last_day": date(2026, 12, 31), "time_zone": "Asia/Kolkata"})
    desk.close()
    async with people(opened, company) as pilot:
        await press(pilot, "j")
        text = screen_text(pilot)
        assert next(line for line in text.splitlines() if "›  Ana Lima" in line).split()[3] == "×"
        assert "× away 4 Jan 2027 · Europe/Berlin, Mon 13:00 now, works 09:00-17:00" in text
        assert "surgery" not in text
        await press(pilot, "j")
        assert "« left on 31 Dec 2026 · Asia/Kolkata, Mon 17:30 now" in screen_text(pilot)
        assert "wants CRM, Events · knows APIs" in screen_text(pilot)


@thorough_only
async def test_marked_people_are_changed_alike_and_one_key_undoes_it(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "v", "v", "e")
        assert "Change 2 people: [/x] Esra, Ana Lima" in screen_text(pilot)
        assert "now Platform (2)" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Nothing to change yet" in screen_text(pilot)
        await fill(pilot, "hours", "-")
        assert "This cannot be empty" in screen_text(pilot)
        await fill(pilot, "hours", "")
        await fill(pilot, "team", "Cloud")
        assert "a new team" in screen_text(pilot)
        await fill(pilot, "add-wants", "Rust; crm")
        await press(pilot, "enter")
        assert toasts(pilot) == "2 people changed · u undoes it"
        assert "marked" not in screen_text(pilot)
        await press(pilot, "slash")
        await look_for(pilot, "team:cloud")
        await press(pilot, "enter")
        assert "2 people" in screen_text(pilot)
        assert "Rust" in screen_text(pilot)
        await press(pilot, "u")
        assert "Nobody matches" in screen_text(pilot)


async def test_marks_by_mouse_and_of_everybody_found(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await pilot.click("#people", offset=(1, 3))
        await settle(pilot)
        assert "1 marked" in screen_text(pilot)
        await pilot.click("#people", offset=(1, 3))
        await settle(pilot)
        assert "marked" not in screen_text(pilot)
        await press(pilot, "slash")
        await look_for(pilot, "side:it")
        await press(pilot, "enter", "ctrl+a")
        assert "6 people · 6 marked" in screen_text(pilot)


@thorough_only
async def test_chosen_people_are_away_enrolled_and_kept_apart(opened: Open, published: Path) -> None:
    async with people(opened, published) as pilot:
        await press(pilot, "v", "v", "a")
        await fill(pilot, "first", "2027-01-25")
        await fill(pilot, "last", "2027-01-22")
        assert "lies before 2027-01-25" in screen_text(pilot)
        await fill(pilot, "first", "2027-01-11")
        assert "lies before" not in screen_text(pilot)
        await fill(pilot, "last", "2027-02-05")
        await press(pilot, "enter")
        assert "[/x] Esra, Ana Lima are away" in toasts(pilot)
        assert "2 published pairings of Spring [x] rides fall into this time away" in toasts(pilot)
        await press(pilot, "g", "v", "v", "A")
        assert "Keep [/x] Esra and Ana Lima apart" in screen_text(pilot)
        await press(pilot, "enter")
        assert "[/x] Esra and Ana Lima will not be paired" in toasts(pilot)
        await press(pilot, "E")
        assert "Spring [x] rides" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert "Already in Spring [x] rides" in toasts(pilot)


async def test_the_filter_completes_terms_and_help_lists_them(opened: Open, company: Path) -> None:
    async with people(opened, company) as pilot:
        await press(pilot, "slash")
        await look_for(pilot, "side:it team:pl")
        await press(pilot, "a", "right")
        assert "team:platform" in screen_text(pilot)
        assert "3 people" in screen_text(pilot)
        await press(pilot, "f1", "pagedown")
        assert "paired:never" in screen_text(pilot)
        await press(pilot, "escape")
        await look_for(pilot, "met:often")
        assert "is no number of people" in screen_text(pilot)


async def test_a_range_is_marked_whole_though_it_was_never_scrolled_through(opened: Open, company: Path) -> None:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    with desk.changing("people import") as step:
        one = {"side": "it", "team": "Data"}
        rows = [
            {"email": f"p{n}@x.example", "identity": f"p{n}@x.example", "name": f"P{n:03}", **one} for n in range(400)
        ]
        step.work.insert(people_table, rows)
        step.done("400 people imported")
    desk.close()
    async with people(opened, company) as pilot:
        await press(pilot, "v", "G", "V")
        assert "410 people · 410 marked" in screen_text(pilot)


async def test_who_stands_in_a_published_pairing_stays_and_the_key_that_shows_it_is_named(
    opened: Open, published: Path
) -> None:
    async with people(opened, published) as pilot:
        await press(pilot, "d")
        assert "stands in 1 published pairing. Mark or cancel them first: Enter on the person shows" in toasts(pilot)
        assert "10 people" in screen_text(pilot)
