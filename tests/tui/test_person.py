"""A person's page: what it says, where it leads, what can be changed on it."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.domain.days import FixedClock
from ridealong.services.desk import Desk, open_desk
from ridealong.services.people import people as service
from ridealong.services.people import strangers
from ridealong.tui.going import to_person
from ridealong.tui.screens.person import PersonScreen
from ridealong.tui.screens.person_list import PersonList
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, settle, toasts

TALL = (80, 60)


@asynccontextmanager
async def page(opened: Open, database: Path, *keys: str, **more: object) -> AsyncIterator[Pilot[None]]:
    """The page of Ana, opened from the list."""
    async with opened(database, **more) as pilot:
        await press(pilot, "2", "j", "enter", *keys)
        yield pilot


async def to_line(pilot: Pilot[None], words: str) -> None:
    """Put the cursor on the first line with some words."""
    lists = list(pilot.app.screen.query(PersonList))
    for one in lists:
        for at, line in one.pages.known():
            if not line.heading and words in "".join(text for text, _tone in line.cell):
                one.focus()
                one.move_to(at)
                await settle(pilot)
                return
    raise AssertionError(f"no line with '{words}':\n{screen_text(pilot)}")


async def test_the_page_says_who_when_how_much_and_what_comes(opened: Open, published: Path) -> None:
    async with page(opened, published, size=TALL) as pilot:
        text = screen_text(pilot)
        for words in (
            "People › Ana Lima",
            "has met 0 people, 1 to come · 2 of 10",
            "09:00-17:00, Europe/Berlin",
            "Mon 13:00 there now, within working hours",
            "next 13 weeks    1 visit",
            "━━━━━━ 1 of 1 visit · Spring [x] rides",
            "from 4 Jan",
            "Next meetings",
            "with Hugo Costa · invite not sent",
            "no absences · a adds one",
            "✓ agreed",
            "nobody · A keeps this person apart",
            "2027, January to March · 1 published",
            "◆ published 1–5 Feb",
        ):
            assert words in text, words


async def test_whom_somebody_only_will_meet_is_not_said_to_have_been_met(opened: Open, published: Path) -> None:
    async with page(opened, published, size=(200, 40)) as pilot:
        assert "has met 0 people, 1 to come" in screen_text(pilot)
        await press(pilot, "escape")
        assert met_column(pilot) == "-"
    async with page(opened, published, size=(200, 40), today=date(2027, 2, 1)) as pilot:
        assert "has met 1 person · 2 of 10" in screen_text(pilot)
        await press(pilot, "escape")
        assert met_column(pilot) == "1"


def met_column(pilot: Pilot[None]) -> str:
    """What the list of people says of Ana under Met."""
    heads, row = (next(line for line in screen_text(pilot).splitlines() if word in line) for word in ("Knows", "Ana L"))
    end = heads.index("Met") + len("Met")
    return row[:end].split()[-1]


async def test_the_page_says_how_much_there_is_to_do_and_where_it_is_too_much(opened: Open, published: Path) -> None:
    desk = open_desk(published, clock=FixedClock(TODAY), config=CONFIG)
    service.edit(desk, address("Hugo Costa"), {"capacity": 0})
    desk.close()
    async with opened(published, size=TALL) as pilot:
        to_person(pilot.app, address("Hugo Costa"))
        await settle(pilot)
        text = screen_text(pilot)
        assert "next 13 weeks    2 guests" in text
        assert "last 13 weeks    nothing" in text
        assert "guests at once   0" in text
        assert "! more guests than that in the week of 11 Jan, 1 Feb" in text
        await to_line(pilot, "from 4 Jan")
        assert "Week by week from 4 Jan: ▶ visits" in screen_text(pilot)
        assert "2 of 2 guests · Spring [x] rides" in text


async def test_a_wide_page_has_two_halves_and_tab_goes_through_all_parts(opened: Open, published: Path) -> None:
    async with page(opened, published, size=(160, 40)) as pilot:
        line = next(one for one in screen_text(pilot).splitlines() if "Next meetings" in one)
        assert line.startswith("   Ana Lima")
        for part in ("Load", "Away", "Programs", "Kept apart", "Next meetings", "History", "Ana Lima"):
            await press(pilot, "tab")
            assert pilot.app.focused is not None
            above = [one.key for one in pilot.app.focused._lines[: pilot.app.focused.cursor]]  # type: ignore[attr-defined]  # the list of the page has the focus
            assert any(part in key or part.casefold() in key or key == "heading name" for key in above[-2:]), part
        await press(pilot, "shift+tab")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "person-left"
        assert "People › Ana Lima" in screen_text(pilot)


@thorough_only
async def test_the_brackets_go_through_the_list_one_came_from(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "slash")
        await look_for(pilot, "side:it")
        await press(pilot, "enter", "O", "enter")
        assert "People › Farid Haddad" in screen_text(pilot)
        assert "1 of 6" in screen_text(pilot)
        await press(pilot, "left_square_bracket")
        assert "nobody further on" in toasts(pilot)
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert "People › Chloé Petit" in screen_text(pilot)
        assert "3 of 6" in screen_text(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, PersonScreen)
        # An answer about somebody who is shown no longer comes too late.
        here, screen._meetings = screen.email, None
        screen._read_meetings()
        screen.email = address("Ana Lima")
        await settle(pilot)
        assert screen._meetings is None
        screen.email = here
        await press(pilot, "escape")
        assert "›  Chloé Petit" in screen_text(pilot)


async def test_the_next_person_is_not_shown_with_the_teams_that_the_one_before_has_never_met(
    opened: Open, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, leave = threading.Event(), threading.Event()
    work_out = strangers.teams_never_met

    def slow(desk: Desk, email: str) -> tuple[str, ...]:
        asked.set()
        leave.wait()
        return work_out(desk, email)

    async with opened(company, size=(140, 40)) as pilot:
        await press(pilot, *["j"] * 5, "enter")
        assert "People › Farid Haddad" in screen_text(pilot)
        assert "Brand, CRM" in screen_text(pilot)
        monkeypatch.setattr(strangers, "teams_never_met", slow)
        await pilot.press("right_square_bracket")
        while not asked.is_set():
            await pilot.pause()
        await pilot.pause()
        try:
            assert "People › Grace Berg" in screen_text(pilot)
            assert "Brand, CRM" not in screen_text(pilot)
        finally:
            leave.set()
        await settle(pilot)
        assert "Data, Platform" in screen_text(pilot)


@thorough_only
async def test_a_line_leads_to_the_other_to_why_and_to_the_plan(opened: Open, published: Path) -> None:
    async with page(opened, published, size=TALL) as pilot:
        await to_line(pilot, "◆ published")
        await press(pilot, "enter")
        assert "Why these two?" in screen_text(pilot)
        await press(pilot, "escape", "right")
        assert "Ana Lima › Hugo Costa" in screen_text(pilot)
        assert "before" not in screen_text(pilot).splitlines()[-1]
        await press(pilot, "escape")
        assert "People › Ana Lima" in screen_text(pilot)
        await to_line(pilot, "✓ agreed")
        await press(pilot, "enter")
        assert "Plan › Spring [x] rides" in screen_text(pilot)


async def test_absences_are_added_changed_and_removed_on_their_line(opened: Open, company: Path) -> None:
    async with page(opened, company, size=TALL) as pilot:
        await press(pilot, "a")
        await fill(pilot, "first", "2027-03-01")
        await fill(pilot, "reason", "surgery")
        await press(pilot, "enter")
        assert "Ana Lima is away 1 Mar 2027" in toasts(pilot)
        assert "surgery" not in screen_text(pilot)
        await to_line(pilot, "× 1 Mar 2027")
        await press(pilot, "e")
        assert "surgery" in screen_text(pilot)
        await fill(pilot, "last", "2027-03-05")
        await press(pilot, "enter")
        await to_line(pilot, "× 1–5 Mar 2027")
        await press(pilot, "full_stop")
        assert "surgery" in screen_text(pilot)
        await press(pilot, "d")
        assert "Ana Lima is no longer away 1–5 Mar 2027" in toasts(pilot)
        await press(pilot, "u")
        assert "× 1–5 Mar 2027" in screen_text(pilot)


@thorough_only
async def test_an_answer_to_a_program_is_changed_and_a_pause_needs_its_last_day(opened: Open, company: Path) -> None:
    async with page(opened, company, size=TALL) as pilot:
        await to_line(pilot, "✓ agreed")
        await press(pilot, "e")
        assert "Paused until" not in screen_text(pilot)
        await press(pilot, "right", "enter")
        assert "A pause needs its last day" in screen_text(pilot)
        await fill(pilot, "until", "2027-02-05")
        await press(pilot, "enter")
        assert "paused in Spring [x] rides until 5 Feb 2027" in toasts(pilot)
        assert "■ paused until 5 Feb" in screen_text(pilot)


@thorough_only
async def test_who_is_about_to_leave_takes_part_until_then(opened: Open, company: Path) -> None:
    async with page(opened, company, size=TALL) as pilot:
        await to_line(pilot, "✓ agreed")
        await press(pilot, "e", "right", "right", "right")
        await fill(pilot, "from", "2027-02-05")
        await press(pilot, "enter")
        assert "■ takes part until 4 Feb" in screen_text(pilot)


async def test_people_are_kept_apart_and_may_be_paired_again(opened: Open, company: Path) -> None:
    async with page(opened, company, size=TALL) as pilot:
        await press(pilot, "A")
        await fill(pilot, "other", "nobody@company.example")
        assert "nobody here has this address" in screen_text(pilot)
        await press(pilot, "enter")
        assert "There is nobody with the address" in screen_text(pilot)
        await fill(pilot, "other", "hugo.costa@company.example")
        assert "Hugo Costa" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Ana Lima and Hugo Costa will not be paired" in toasts(pilot)
        await to_line(pilot, "Hugo Costa")
        await press(pilot, "d")
        assert "Ana Lima and Hugo Costa may be paired again" in toasts(pilot)


@thorough_only
async def test_a_meeting_is_moved_and_skipped_from_its_line(opened: Open, published: Path) -> None:
    async with page(opened, published, size=TALL) as pilot:
        await to_line(pilot, "welcome")
        await press(pilot, "enter")
        assert "Welcome with Hugo Costa" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Nothing to change yet" in screen_text(pilot)
        await fill(pilot, "at", "11:30")
        await press(pilot, "enter")
        assert "Welcome with Hugo Costa: changed" in toasts(pilot)
        assert "11:30–" in screen_text(pilot)
        await to_line(pilot, "debrief")
        await press(pilot, "enter", "up", "right", "enter")
        assert "Debrief with Hugo Costa: skipped" in toasts(pilot)


async def test_a_past_pairing_is_marked_on_its_line(opened: Open, published: Path) -> None:
    async with page(opened, published, size=TALL, today=date(2027, 3, 1)) as pilot:
        await to_line(pilot, "◆ published")
        await press(pilot, "m", "enter")
        assert "marked as held" in toasts(pilot)
        assert "✓ held" in screen_text(pilot)


async def test_managers_and_those_they_manage_lead_to_each_other(opened: Open, company: Path) -> None:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    service.edit(desk, address("Ana Lima"), {"manager": address("Ben King")})
    desk.close()
    async with page(opened, company, size=TALL) as pilot:
        await to_line(pilot, "Ben King")
        await press(pilot, "enter")
        assert "Ana Lima › Ben King" in screen_text(pilot)
        await to_line(pilot, "manages")
        await press(pilot, "enter")
        assert "› Ana Lima" in screen_text(pilot).splitlines()[1]
