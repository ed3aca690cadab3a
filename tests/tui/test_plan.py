"""Plan: drafts looked at and changed, explained and published."""

import threading
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.domain.days import FixedClock
from ridealong.domain.errors import Interrupted
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import open_desk
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import PlanPage, PlanProgress
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.tui.screens.plan import PlanScreen
from thorough import thorough_only

from .conftest import CONFIG, TODAY
from .driving import Open, press, screen_text, settle, toasts

WIDE = (120, 36)


async def test_the_plan_is_shown_by_rounds_with_fit_and_reasons(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "Plan › Spring [x] rides" in text
        assert "Round 1 · 11–15 Jan 2027" in text
        assert "draft" in text
        assert "━" in text
        assert "new teams" in text


async def test_pin_unpin_and_planning_again_keeps_the_pin(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "p")
        assert screen_text(pilot).count("pinned  ") == 1
        await press(pilot, "r")
        assert screen_text(pilot).count("pinned  ") == 1
        await press(pilot, "p")
        assert "pinned  " not in screen_text(pilot)


async def test_two_pairings_swap_their_hosts(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j")
        before = screen_text(pilot)
        await press(pilot, "S")
        assert "S on another pairing exchanges the hosts" in screen_text(pilot)
        await press(pilot, "escape")
        assert "S on another" not in screen_text(pilot)
        await press(pilot, "S", "j", "S")
        assert "have exchanged hosts" in toasts(pilot)
        assert screen_text(pilot) != before


async def test_set_aside_then_only_open_places(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "d")
        assert "set aside" in toasts(pilot)
        await press(pilot, "exclamation_mark")
        assert "open places only" in screen_text(pilot)
        await press(pilot, "escape")
        assert "open places only" not in screen_text(pilot)


async def test_a_published_pairing_is_cancelled_after_a_question(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE) as pilot:
        await press(pilot, "3", "j", "d")
        text = screen_text(pilot)
        assert "Cancel Chloé Petit's visit to Hugo Costa, 11–15 Jan 2027?" in text
        assert "Both will be told, if they were invited: the invites are then due (6)." in text
        await press(pilot, "enter")
        assert "Cancel Chloé" not in screen_text(pilot)
        assert "3 pairings" in screen_text(pilot).partition("Round 4")[0], "Enter alone cancels nothing"
        await press(pilot, "d", "tab", "enter")
        assert "1 pairing cancelled; the invites are due (6)" in toasts(pilot)
        assert "2 pairings" in screen_text(pilot).partition("Round 4")[0]
        await press(pilot, "6")
        assert "4 invites due" in screen_text(pilot)


async def test_several_published_pairings_are_cancelled_with_one_question(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE) as pilot:
        await press(pilot, "3", "j", "v", "j", "v", "d")
        assert "Cancel 2 published pairings?" in screen_text(pilot)
        await press(pilot, "tab", "enter")
        assert "2 pairings cancelled" in toasts(pilot)
        assert "1 pairing" in screen_text(pilot).partition("Round 4")[0]


async def test_a_published_pairing_that_is_over_is_not_cancelled(opened: Open, sent: Path) -> None:
    async with opened(sent, size=WIDE, today=date(2027, 1, 18)) as pilot:
        await press(pilot, "3", "j", "d")
        assert "so it cannot be cancelled" in toasts(pilot)
        assert "Cancel Chloé" not in screen_text(pilot)


@thorough_only
async def test_why_and_candidates_explain(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "w")
        assert "Why these two?" in screen_text(pilot)
        assert "of 100" in screen_text(pilot)
        assert "What it adds to the plan" in screen_text(pilot)
        await press(pilot, "enter", "s")
        assert "Candidates for" in screen_text(pilot)
        assert "4 people" in screen_text(pilot)
        await press(pilot, "w")
        assert "Why these two?" in screen_text(pilot)
        await press(pilot, "escape", "escape")
        assert "Candidates for" not in screen_text(pilot)


async def test_an_open_place_is_explained_with_what_would_fill_it(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "d", "exclamation_mark", "j", "w")
        text = screen_text(pilot)
        assert "has nobody in round" in text
        assert "can be made" in text
        await press(pilot, "escape", "s")
        assert "Plan" in screen_text(pilot)


async def test_the_filter_and_the_rounds(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "right_square_bracket", "left_square_bracket", "slash", *"ana")
        text = screen_text(pilot)
        assert "Ana Lima" in text
        assert "Ben King" not in text
        await press(pilot, "escape")
        assert "Ben King" in screen_text(pilot)


@thorough_only
async def test_what_looks_like_a_term_is_said_to_be_none(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        for section in ("3", "1"):
            await press(pilot, section, "slash", *"foo:bar")
            assert "There is no term foo:" in screen_text(pilot)
            assert "There are no terms here: words are looked for everywhere" in screen_text(pilot)
            await press(pilot, "escape", "slash", *"zzz")
            assert "There is no term" not in screen_text(pilot)
            await press(pilot, "escape")


async def test_planning_shows_progress_and_can_be_stopped(
    opened: Open, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    told = threading.Event()

    def slow(desk: object, name: str, *, progress, cancelled, worker) -> None:  # type: ignore[no-untyped-def]  # stands in
        progress(PlanProgress(stage="Filling places", placed=3, gap_percent=1.5, done=0.5))
        told.set()
        assert worker is True  # the solver would hold up the screen
        while not cancelled():
            pass
        raise Interrupted("The planning was stopped")

    monkeypatch.setattr(plans, "plan", slow)
    async with opened(company) as pilot:
        await press(pilot, "3")
        await pilot.press("r")
        while not told.is_set():
            await pilot.pause()
        await pilot.pause()
        assert "Filling places: 3 places filled, 98.50 % of the best possible" in screen_text(pilot)
        assert "Keep the best so far (Esc)" in screen_text(pilot)
        assert "50%" in screen_text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "The planning was stopped" in toasts(pilot)
        assert "Planning Spring" not in screen_text(pilot)


async def test_publishing_tells_whom_it_tells_and_published_ones_cannot_be_pinned(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "P")
        assert "Tells" in screen_text(pilot)
        await press(pilot, "tab", "enter", "j", "p")
        assert "published" in screen_text(pilot)
        assert "Put the cursor on a draft first" in toasts(pilot)


async def test_what_publishing_changes_scrolls_by_keys_while_leaving_has_the_focus(opened: Open, company: Path) -> None:
    async with opened(company, size=(80, 24)) as pilot:
        await press(pilot, "3", "P")
        assert "Average fit" in screen_text(pilot)
        assert "first contacts with a team" in screen_text(pilot)
        assert "What else it adds" not in screen_text(pilot)
        await press(pilot, "G")
        added = screen_text(pilot).partition("What else it adds to what is published")[2]
        assert "6 places more" in added
        assert "fit" not in added
        assert "first contact" not in added
        assert "turns: 6 guests 1 turn more" in added
        assert "000" not in screen_text(pilot), "no points of the solver"
        await press(pilot, "g", "enter")
        assert "Publish Spring" not in screen_text(pilot)


def shown_plan(pilot: Pilot[int]) -> PlanPage:
    screen = pilot.app.screen
    assert isinstance(screen, PlanScreen)
    assert screen.page is not None
    return screen.page


async def test_the_help_says_of_which_day_the_fit_is(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "f1")
        assert "Fit is that of the day on which a pairing was planned" in screen_text(pilot)


@thorough_only
async def test_what_planning_again_changed_is_shown_by_a_key(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "D")
        assert "Plan again with r first" in toasts(pilot)
        drafts = [(one.id, one.round) for one in shown_plan(pilot).proposals]
        await press(pilot, "r")
        assert "No better plan was found: the draft stays as it is." in toasts(pilot)
        assert [(one.id, one.round) for one in shown_plan(pilot).proposals] == drafts
        await press(pilot, "D")
        text = screen_text(pilot)
        assert "What planning again changed" in text
        assert "No better plan was found" in text
        await press(pilot, "enter")
        assert "What planning again changed" not in screen_text(pilot)


async def test_on_a_heading_why_and_candidates_say_where_to_go(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "w")
        assert "Put the cursor on a pairing or an open place first" in toasts(pilot)
        await press(pilot, "s")
        assert "Candidates for" not in screen_text(pilot)


async def test_a_question_that_is_left_while_it_is_worked_out_shows_nothing_later(
    opened: Open, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, leave = threading.Event(), threading.Event()
    compare = publishing.compare

    def slow(*arguments: object, **named: object) -> object:
        asked.set()
        leave.wait()
        return compare(*arguments, **named)  # type: ignore[arg-type]  # hands on what it was given

    monkeypatch.setattr(publishing, "compare", slow)
    async with opened(company) as pilot:
        await press(pilot, "3")
        await pilot.press("P")
        while not asked.is_set():
            await pilot.pause()
        assert "Working it out … Esc gives up." in screen_text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "Publish Spring" not in screen_text(pilot)
        leave.set()
        await settle(pilot)
        assert "Publish Spring" not in screen_text(pilot)


async def test_the_program_is_chosen_by_name(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "3", "c", *"spring", "enter")
        assert "Plan › Spring [x] rides" in screen_text(pilot)


async def test_a_mistake_in_a_service_is_shown_with_details_and_no_traceback_reaches_the_terminal(
    opened: Open, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError("seven")

    monkeypatch.setattr(drafts, "pin_all", broken)
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "p")
        assert "That did not work, and nothing was changed" in screen_text(pilot)
        assert "ZeroDivisionError: seven" in screen_text(pilot)
        await press(pilot, "escape")
        assert "Round 1" in screen_text(pilot)


async def test_on_a_round_all_pairings_in_it_are_marked(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "g", "v")
        assert screen_text(pilot).count("● ") == 3
        await press(pilot, "v")
        assert screen_text(pilot).count("● ") == 0
        await press(pilot, "enter", "V")
        assert "No line stands under this one" in toasts(pilot)


async def test_once_every_round_has_begun_the_keys_say_so_and_name_no_option(opened: Open, published: Path) -> None:
    async with opened(published, size=WIDE, today=date(2027, 2, 2)) as pilot:
        await press(pilot, "3", "r")
        assert "has no round that begins on or after 2 Feb 2027" in toasts(pilot)
        assert "Only a program with a later start can be planned" in toasts(pilot)
        await press(pilot, "j", "s")
        assert "has begun, so nobody can be placed in it by planning" in toasts(pilot)
        assert "--" not in toasts(pilot)


@thorough_only
async def test_under_a_long_name_there_is_room_to_type_a_filter(opened: Open, company: Path) -> None:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    name = "Exceedingly " * 20
    programs.create(desk, programs.NewProgram(name=name, kind=Kind.RIDE_ALONG, start=date(2027, 6, 7), enrol="all"))
    plans.plan(desk, name)
    desk.close()
    async with opened(company) as pilot:
        await press(pilot, "3", "c", *"exceed", "enter", "slash", *"grace berg")
        assert "grace berg" in screen_text(pilot).splitlines()[1]
