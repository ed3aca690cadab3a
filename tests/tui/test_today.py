"""Today: what needs the coordinator now, and the one key that deals with each line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from textual.pilot import Pilot

from ridealong.config import Config
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.attention.attention_items import Kind as Attention
from ridealong.services.desk import Desk, open_desk
from ridealong.services.outcomes import debrief_pages, debriefs
from ridealong.services.people import absences, people
from ridealong.services.programs import charters, programs
from ridealong.tui.screens.today_lines import HELPS, REMEDIES
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, look_for, press, screen_text, settle, toasts

SPRING = "Spring [x] rides"
OVER = date(2027, 2, 8)
"""A Monday after all visits."""
BEGUN = date(2027, 1, 13)
"""A day of the first round."""


@asynccontextmanager
async def begun(opened: Open, *args: object, **more: object) -> AsyncIterator[Pilot[None]]:
    """The screens as people begin with them."""
    async with opened(*args, section="today", **more) as pilot:
        yield pilot


def at(database: Path, today: date = TODAY) -> Desk:
    return open_desk(database, clock=FixedClock(today), config=CONFIG)


def debriefed(database: Path) -> None:
    """Note enough of every visit, so that no debrief is overdue."""
    desk = at(database, OVER)
    for one in debrief_pages.listed(desk, debrief_pages.DebriefQuery(overdue=True)).rows:
        debriefs.note(desk, one.pairing, debriefs.Outcome(learned=["This", "That"]))
    desk.close()


def line(pilot: Pilot[None], words: str) -> str:
    return next((one for one in screen_text(pilot).splitlines() if words in one), "")


def cursor(pilot: Pilot[None]) -> str:
    return next((one for one in screen_text(pilot).splitlines() if one.startswith("›")), "")


def test_every_kind_of_thing_has_a_key_that_deals_with_it() -> None:
    assert list(REMEDIES) == [str(kind) for kind in Attention]
    assert set(HELPS) == {*REMEDIES.values(), "app.plan"}


async def test_the_program_opens_on_today_with_the_cursor_on_the_first_thing(opened: Open, company: Path) -> None:
    async with begun(opened, company) as pilot:
        assert screen_text(pilot).splitlines()[0].endswith("6 Invites  7 Programs")
        assert "Today › Mon 4 Jan 2027" in screen_text(pilot)
        assert "1 thing needs you" in screen_text(pilot)
        # The only program needs no name in the list; below, it has one.
        assert cursor(pilot).split() == ["›", "P", "6", "drafts", "not", "published", "11", "Jan", "–", "5", "Feb"]
        assert f"{SPRING}: 6 drafts are not published, 11 Jan – 5 Feb 2027, rounds" in screen_text(pilot)
        assert "   6 drafts\n" in screen_text(pilot)
        assert "P or Enter: compare and publish" in screen_text(pilot)
        await press(pilot, "2")
        assert "10 people" in screen_text(pilot)
        await press(pilot, "1")
        assert "Today › Mon" in screen_text(pilot)


async def test_drafts_are_published_from_their_line_and_next_week_is_there(opened: Open, company: Path) -> None:
    async with begun(opened, company, size=(120, 36)) as pilot:
        await press(pilot, "s")
        assert toasts(pilot) == "No place here waits for somebody"
        await press(pilot, "P")
        assert f"Publish {SPRING}?" in screen_text(pilot)
        await press(pilot, "right", "enter")
        assert "Drafts to publish" not in screen_text(pilot)
        assert "6  " in line(pilot, "new invites")
        assert "w  " in line(pilot, "Chloé Petit visits Hugo Costa")
        assert line(pilot, "Dmitri Petrov visits Grace Berg").endswith("11–15 Jan")
        await press(pilot, "exclamation_mark")
        assert "Next week" not in screen_text(pilot)
        assert "only what needs attention" in screen_text(pilot)
        await press(pilot, "escape", "G", "w")
        assert "Why these two?" in screen_text(pilot)
        await press(pilot, "escape", "g", "j", "enter")
        assert "Invites › due" in screen_text(pilot)


async def test_a_key_works_from_anywhere_where_there_is_one_thing_for_it(opened: Open, company: Path) -> None:
    desk = at(company)
    charters.set_sponsor(desk, SPRING, Side.IT, "Vera Boss <vera@x.example>")
    desk.close()
    async with begun(opened, company) as pilot:
        await press(pilot, "G")
        assert cursor(pilot).split()[1] == "a"
        await press(pilot, "P")
        assert f"Publish {SPRING}?" in screen_text(pilot)
        await press(pilot, "escape")
        assert cursor(pilot).split()[1] == "P"


async def test_texts_name_the_keys_as_they_are_bound(opened: Open, company: Path, sent: Path) -> None:
    bound = replace(CONFIG, keys={"plan.publish": "ctrl+b", "app.board": "f4"})
    async with begun(opened, sent, config=bound) as pilot:
        await press(pilot, "exclamation_mark")
        assert "F4 shows the coming weeks." in screen_text(pilot)
        await press(pilot, "6")
        assert "What you publish on Plan (3, then Ctrl+B) comes here." in screen_text(pilot)


async def test_where_nothing_needs_anybody_it_says_what_comes_next(opened: Open, sent: Path) -> None:
    async with begun(opened, sent) as pilot:
        assert "0 things need you" in screen_text(pilot)
        assert "Nothing needs you now. The next round of Spring [x] rides begins on" in screen_text(pilot)
        assert "Next week (3)" in screen_text(pilot)
        await press(pilot, "exclamation_mark")
        assert "   Nothing needs you now.\n" in screen_text(pilot)
        assert "4 shows the coming weeks." in screen_text(pilot)


async def test_an_empty_database_begins_with_the_first_start(opened: Open) -> None:
    async with begun(opened) as pilot:
        assert "Welcome to ridealong" in screen_text(pilot)
        await press(pilot, "n")
        await press(pilot, "escape")
        assert "Nobody here yet." in screen_text(pilot)
        assert "2, then i, imports a roster" in screen_text(pilot)


async def test_past_visits_are_marked_one_by_one_several_or_all(opened: Open, sent: Path) -> None:
    async with begun(opened, sent, today=OVER) as pilot:
        assert "Over, and nobody said how it went (6)" in screen_text(pilot)
        await press(pilot, "m")
        assert "How did Chloé Petit with Hugo Costa go?" in screen_text(pilot)
        await press(pilot, "enter")
        assert toasts(pilot) == "1 pairing marked as held · u undoes it"
        assert "went (5)" in screen_text(pilot)
        await press(pilot, "g", "j", "v", "v")
        assert "2 marked" in screen_text(pilot)
        await press(pilot, "m")
        assert "How did these 2 pairings go?" in screen_text(pilot)
        await press(pilot, "h", "h")
        assert "● held (h)" in screen_text(pilot)
        await press(pilot, "left", "m", "enter")
        assert toasts(pilot) == "2 pairings marked as missed · u undoes it"
        assert "went (3)" in screen_text(pilot)
        assert "· 2 marked" not in screen_text(pilot)
        await press(pilot, "g")
        pilot.app.clear_notifications()
        await settle(pilot)
        assert "m or Enter: say how it went of all of these" in screen_text(pilot)
        await press(pilot, "m")
        assert "How did these 3 pairings go?" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Over, and nobody" not in screen_text(pilot)
        await press(pilot, "u")
        assert "went (3)" in screen_text(pilot)


async def test_of_a_long_kind_the_first_lines_are_shown_until_somebody_unfolds_it(opened: Open, sent: Path) -> None:
    debriefed(sent)
    async with begun(opened, sent, today=OVER, size=(80, 14)) as pilot:
        assert "   6 to mark\n" in screen_text(pilot)
        assert "… and 2 more: Enter shows them" in screen_text(pilot)
        first = [one for one in screen_text(pilot).splitlines() if " visited " in one]
        await press(pilot, "G", "enter")
        assert " visited " in cursor(pilot)
        assert cursor(pilot) not in first
        await press(pilot, "G")
        assert "Enter shows fewer" in cursor(pilot)
        await press(pilot, "enter")
        assert "… and 2 more: Enter shows them" in cursor(pilot)
        await press(pilot, "g", "enter", "enter")
        assert "… and 2 more" in screen_text(pilot)
        await press(pilot, "m")
        assert "How did these 6 pairings go?" in screen_text(pilot)
        await press(pilot, "escape")
        row = next(n for n, one in enumerate(screen_text(pilot).splitlines()) if "… and 2 more" in one)
        await pilot.click("#today", offset=(30, row - 3))
        await settle(pilot)
        assert "Enter shows them" not in screen_text(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert sum(" visited " in one for one in screen_text(pilot).splitlines()[:-5]) == 6


@thorough_only
async def test_what_is_dealt_with_leaves_and_the_cursor_goes_on(opened: Open, sent: Path) -> None:
    async with begun(opened, sent, today=OVER) as pilot:
        await press(pilot, "j", "j", "j", "j", "j")
        assert "[/x] Esra visited" in cursor(pilot)
        await press(pilot, "m", "enter")
        # It was the last of all: what is left stands before it.
        assert "Farid Haddad visited" not in cursor(pilot)
        assert " visited " in cursor(pilot)
        await press(pilot, "g", "j", "m", "enter")
        assert "went (4)" in screen_text(pilot)
        assert "Dmitri Petrov visited" in cursor(pilot)


async def test_the_filter_finds_names_in_plain_letters(opened: Open, sent: Path) -> None:
    async with begun(opened, sent, today=OVER) as pilot:
        await press(pilot, "slash")
        await look_for(pilot, "chloe petit")
        assert "Chloé Petit visited" in screen_text(pilot)


async def test_the_filter_is_live_and_the_cursor_stays_on_its_line(opened: Open, sent: Path) -> None:
    debriefed(sent)
    async with begun(opened, sent, today=OVER) as pilot:
        await press(pilot, "slash")
        await look_for(pilot, "grace ben")
        assert "went (1 of 6)" in screen_text(pilot)
        assert "Chloé" not in screen_text(pilot)
        await look_for(pilot, "nobody has this name")
        assert "Nothing here matches the filter." in screen_text(pilot)
        await press(pilot, "escape", "G")
        assert "Farid Haddad" not in cursor(pilot)
        await press(pilot, "k")
        before = cursor(pilot)
        desk = at(sent, OVER)
        charters.set_sponsor(desk, SPRING, Side.IT, "Vera [b]Boss <vera@x.example>")
        absences.add_absences(desk, [address("Ana Lima")], Days(OVER, OVER), "xyzzy")
        desk.close()
        await press(pilot, "f5")
        assert cursor(pilot) == before


async def test_a_declined_visit_offers_candidates(opened: Open, declined: Path) -> None:
    async with begun(opened, declined) as pilot:
        assert "Declined (1)" in screen_text(pilot)
        assert "Iris [red]Weber has declined: visit of [/x] Esra" in cursor(pilot)
        await press(pilot, "enter")
        assert "Candidates for [/x] Esra in round 4" in screen_text(pilot)


async def test_an_answer_is_written_down_where_one_is_missing(opened: Open, sent: Path) -> None:
    async with begun(opened, sent, today=TODAY + timedelta(days=4)) as pilot:
        assert "Soon, and not answered (3)" in screen_text(pilot)
        assert "Chloé Petit and Hugo Costa have not answered" in cursor(pilot)
        await press(pilot, "a")
        assert "What has Chloé Petit answered?" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Hugo Costa (with Chloé Petit) has not answered" in cursor(pilot)


async def test_absences_are_repaired_and_sponsors_agree(opened: Open, sent: Path) -> None:
    desk = at(sent)
    absences.add_absences(desk, [address("Hugo Costa")], Days(date(2027, 1, 12), date(2027, 1, 12)), "xyzzy")
    people.edit(desk, address("Ben King"), {"last_day": date(2027, 1, 20)})
    charters.set_sponsor(desk, SPRING, Side.IT, "Vera [b]Boss <vera@x.example>")
    desk.close()
    async with begun(opened, sent) as pilot:
        assert "Ben King has left: visit to Grace Berg" in cursor(pilot)
        assert "R  " in line(pilot, "Hugo Costa is away: visit of Chloé Petit")
        assert "xyzzy" not in screen_text(pilot)
        await press(pilot, "R")
        assert f"Repair {SPRING}?" in screen_text(pilot)
        await press(pilot, "escape", "slash", *"sponsor", "enter", "j")
        assert "Vera [b]Boss (IT)" in cursor(pilot)
        await press(pilot, "a")
        assert "The IT sponsor of Spring [x] rides" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Sponsors who have not agreed" not in screen_text(pilot)


async def test_on_a_bad_morning_a_few_letters_find_who_is_ill(opened: Open, sent: Path) -> None:
    async with begun(opened, sent, today=date(2027, 1, 11)) as pilot:
        await press(pilot, "b")
        assert "Who is ill today?" in screen_text(pilot)
        await press(pilot, *"qqq")
        assert "Nobody has these letters" in screen_text(pilot)
        await look_for(pilot, "hu")
        await press(pilot, *"go", "enter")
        assert "Hugo Costa cannot come" in screen_text(pilot)


async def test_a_click_on_a_key_is_as_good_as_pressing_it(opened: Open, sent: Path) -> None:
    async with begun(opened, sent, today=OVER, config=Config(keys={"today.mark-state": "ctrl+t"})) as pilot:
        row = next(n for n, one in enumerate(screen_text(pilot).splitlines()) if "Ben King visited" in one)
        assert "Ctrl+T  Ben King" in screen_text(pilot)
        await pilot.click("#today", offset=(30, row - 3))
        await settle(pilot)
        assert "Ben King visited" in cursor(pilot)
        assert "How did" not in screen_text(pilot)
        await pilot.click("#today", offset=(4, row - 3))
        await settle(pilot)
        assert "How did Ben King with Grace Berg go?" in screen_text(pilot)


async def test_nothing_is_changed_where_only_reading_is_allowed(opened: Open, company: Path) -> None:
    async with begun(opened, company, read_only=True) as pilot:
        await press(pilot, "P")
        assert "open to read only" in toasts(pilot)


async def test_the_key_of_a_group_works_on_its_heading_and_takes_the_first(opened: Open, declined: Path) -> None:
    async with begun(opened, declined) as pilot:
        await press(pilot, "g")
        assert "s: rank who would suit, for the first of these" in screen_text(pilot)
        await press(pilot, "s")
        assert pilot.app.screen.is_modal


async def test_drafts_that_nothing_can_replace_any_more_are_set_aside_on_plan(opened: Open, company: Path) -> None:
    last_round = OVER - timedelta(days=6)
    async with begun(opened, company, today=last_round) as pilot:
        assert "3 drafts were not published before" in cursor(pilot)
        assert "3 or Enter: go to Plan, where d sets drafts aside" in screen_text(pilot)
        await press(pilot, "enter", "G", "k", "k", "v", "v", "v", "d")
        assert "0 pairings" in screen_text(pilot)
        await press(pilot, "1")
        assert "before the round began" not in screen_text(pilot)


async def test_drafts_of_a_round_that_has_begun_lead_to_plan(opened: Open, company: Path) -> None:
    async with begun(opened, company, today=date(2027, 1, 12)) as pilot:
        assert cursor(pilot).split()[1:4] == ["3", "Spring", "[x]"]
        assert "3 or Enter: go to Plan, where r plans what is still to come" in screen_text(pilot)
        await press(pilot, "3")
        assert f"Plan › {SPRING}" in screen_text(pilot)


async def test_drafts_that_came_too_late_lead_to_the_plan_of_their_program(opened: Open, company: Path) -> None:
    desk = at(company)
    programs.create(desk, programs.NewProgram(name="Newest", kind=Kind.RIDE_ALONG, start=date(2027, 3, 1), rounds=2))
    desk.close()
    async with opened(company, section="plan", today=BEGUN) as pilot:
        assert "Plan › Newest" in screen_text(pilot)
        await press(pilot, "1")
        assert "Spring [x] rides: 3 drafts were not published" in cursor(pilot)
        await press(pilot, "3")
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        await press(pilot, "1", "g")
        assert "Drafts that cannot take place (1)" in cursor(pilot)
        assert "3: go to Plan, where r plans what is still to come, for the first of these" in screen_text(pilot)
        await press(pilot, "3")
        assert "Plan › Spring [x] rides" in screen_text(pilot)


async def test_a_heading_promises_what_its_key_does_for_what_stands_under_it(opened: Open, sent: Path) -> None:
    desk = at(sent)
    absences.add_absences(desk, [address("Hugo Costa")], Days(BEGUN, BEGUN))
    desk.close()
    async with begun(opened, sent, today=BEGUN) as pilot:
        await press(pilot, "g")
        assert "Away while they should be together (1)" in cursor(pilot)
        assert "m: say how it went, for the first of these" in screen_text(pilot)
        await press(pilot, "m")
        assert "How did Chloé Petit with Hugo Costa go?" in screen_text(pilot)


async def test_the_heading_of_invites_says_that_enter_goes_there(opened: Open, published: Path) -> None:
    async with begun(opened, published) as pilot:
        await press(pilot, "g")
        assert "Invites not sent" in cursor(pilot)
        assert "6 or Enter: go to Invites" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Invites › due" in screen_text(pilot)


async def test_on_a_heading_all_lines_under_it_are_marked_or_their_marks_taken_off(opened: Open, sent: Path) -> None:
    async with begun(opened, sent, today=OVER) as pilot:
        await press(pilot, "g", "V")
        assert "6 marked" in screen_text(pilot)
        await press(pilot, "v")
        assert "6 marked" not in screen_text(pilot)
        await press(pilot, "v")
        assert "6 marked" in screen_text(pilot)
