"""Programs: the list, and the page of one with its charter, measures, rounds and people."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.domain.charters import Reading, Sponsor
from ridealong.domain.days import FixedClock
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk, open_desk
from ridealong.services.programs import charters, measures, program_list, program_settings, programs
from ridealong.services.programs.charters import Charter, Signing
from ridealong.services.programs.measures import MeasureChange
from ridealong.services.programs.program_settings import ProgramChange
from ridealong.services.programs.programs import NewProgram
from ridealong.tui.dialogs.sponsor_form import SponsorForm
from ridealong.tui.screens.program import EntryTable, ProgramScreen
from ridealong.tui.screens.programs import detail
from ridealong.tui.sparkline import sparkline
from ridealong.tui.text import wrapped
from ridealong.tui.widgets.long_field import LongField
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, settle, toasts

SPRING = "Spring [x] rides"
ANA, GRACE = address("Ana Lima"), address("Grace Berg")


def at(database: Path) -> Desk:
    return open_desk(database, clock=FixedClock(TODAY), config=CONFIG)


def charter(database: Path) -> Charter:
    desk = at(database)
    try:
        return charters.page(desk, programs.list_all(desk, archived=True)[0].name)
    finally:
        desk.close()


def sponsor(database: Path, side: Side) -> Sponsor:
    found = charter(database).sponsor(side)
    assert found is not None
    return found


@pytest.fixture
def chartered(company: Path) -> Path:
    """Ana agreed for IT, Paula has not for Marketing; calls were measured twice, and cats never."""
    desk = at(company)
    measures.set_measure(desk, SPRING, "Calls [x]", MeasureChange(unit="a day", baseline=9, target=4.5))
    measures.set_measure(desk, SPRING, "Cats", MeasureChange())
    measures.add_reading(desk, SPRING, "Calls [x]", Reading(day=date(2026, 12, 1), value=9))
    measures.add_reading(desk, SPRING, "Calls [x]", Reading(day=date(2026, 12, 15), value=6.75, note="by [hand]"))
    charters.sign(desk, SPRING, Side.IT, Signing(sponsor=ANA, agreed=date(2026, 12, 2), note="by mail"))
    charters.set_sponsor(desk, SPRING, Side.MARKETING, "Paula [Poe] <paula@y.example>")
    desk.close()
    return company


async def to(pilot: Pilot[None], key: str) -> None:
    """Put the cursor on a line of the page."""
    table = pilot.app.screen.query_one(EntryTable)
    [index] = [index for index, entry in table.pages.known() if entry.key == key]
    table.move_to(index)
    await settle(pilot)


async def test_the_page_tells_charter_measures_rounds_people_and_settings(opened: Open, chartered: Path) -> None:
    async with opened(chartered, size=(120, 50)) as pilot:
        await press(pilot, "7", "enter")
        text = screen_text(pilot)
        assert f"Programs › {SPRING}" in text
        for words in (
            "not written down yet",
            "✓ Ana Lima agreed on 2 Dec 2026 · by mail",
            "○ Paula [Poe] has not agreed yet, named 4 Jan 2027",
            "Calls [x]           9 → 6.75 a day, target 4.5 · 50% of the way to the target",
            "██▁ 9 → 9 → 6.75 · last on 15 Dec 2026",
            "Cats                neither baseline nor target yet · no reading yet",
            "Round 1             11–15 Jan 2027",
            "◇ 3 in draft",
            "10 people: 6 IT, 4 Marketing",
            "Ride-along: IT visits Marketing",
            "prep, welcome, visit, debrief",
        ):
            assert words in text, words
        await press(pilot, "j", "enter")
        assert "The IT sponsor of" in screen_text(pilot)
        await press(pilot, "escape", *"jj", "enter")
        assert "Tue 15 Dec 2026   6.75 a day  by [hand]" in screen_text(pilot)
        await press(pilot, "enter")
        assert "by [hand]" not in screen_text(pilot)
        await press(pilot, "escape")
        assert "1 program" in screen_text(pilot)


async def test_a_letter_leads_from_the_list_to_the_measures(opened: Open, chartered: Path) -> None:
    async with opened(chartered, section="programs") as pilot:
        await press(pilot, "M")
        assert f"Programs › {SPRING}" in screen_text(pilot)
        assert "Calls [x]" in screen_text(pilot)


async def test_the_charter_explains_its_terms(opened: Open, chartered: Path) -> None:
    desk = at(chartered)
    program_settings.edit(desk, SPRING, ProgramChange(objective="A lower CPC by a better API"))
    desk.close()
    async with opened(chartered, size=(120, 50)) as pilot:
        await press(pilot, "7", "enter")
        text = screen_text(pilot)
        assert "Words               CPC: cost per click, what one click on an advert costs" in text
        assert "API: application programming interface" in text
        await press(pilot, *"jjj")
        assert "Explained for IT, since it is a term of Marketing" in screen_text(pilot)


async def test_at_eighty_columns_nothing_is_lost_and_headings_are_passed_over(opened: Open, chartered: Path) -> None:
    desk = at(chartered)
    measures.set_measure(desk, SPRING, "A measure with a very long name indeed", MeasureChange(unit="things", target=1))
    for number in range(9):
        day = TODAY - timedelta(days=90 - number)
        reading = Reading(day=day, value=9876.5 + number)
        measures.add_reading(desk, SPRING, "A measure with a very long name indeed", reading)
    desk.close()
    async with opened(chartered) as pilot:
        await press(pilot, "7", "enter")
        table = pilot.app.screen.query_one(EntryTable)
        seen = []
        for _ in range(60):
            assert table.current is not None
            assert not table.current.heading
            assert table.current.says
            seen.append(table.current.key)
            await pilot.press("j")
            if table.cursor == table.total - 1:
                break
        assert "sponsor it" in seen
        await press(pilot, "g")
        assert "Charter" in screen_text(pilot).splitlines()[2]
        await to(pilot, "measure A measure with a very long name indeed")
        text = screen_text(pilot)
        assert "A measure with a very long name indeed: 9884.5 things, target 1" in " ".join(text.split())
        assert "d takes it back" in text
        assert "last on 14 Oct 2026" in text
        assert "Esc " not in text.splitlines()[1]


@thorough_only
async def test_a_sponsor_agrees_is_exchanged_and_taken_back(opened: Open, chartered: Path) -> None:
    async with opened(chartered) as pilot:
        await press(pilot, "7", "enter", "a")
        assert isinstance(pilot.app.screen, SponsorForm)
        assert "2027-01-04" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Paula [Poe], Marketing sponsor, agreed on" in toasts(pilot)
        assert "u undoes it" in toasts(pilot)
        assert sponsor(chartered, Side.MARKETING).agreed == TODAY
        await press(pilot, "j", "a")
        await fill(pilot, "email", GRACE)
        await press(pilot, "enter")
        assert "is on the Marketing side" in screen_text(pilot)
        await fill(pilot, "email", "nobody@y.example")
        assert "Nobody in the exchange has it: give the name as well" in screen_text(pilot)
        await fill(pilot, "email", address("Ben King"))
        assert "That is Ben King" in screen_text(pilot)
        await fill(pilot, "agreed", "2027-01-05")
        assert "still to come" in screen_text(pilot)
        await fill(pilot, "agreed", "")
        await press(pilot, "enter")
        assert "Ben King, IT sponsor, has not agreed yet" in toasts(pilot)
        await press(pilot, "d")
        assert "has no IT sponsor any more" in toasts(pilot)
        assert charter(chartered).sponsor(Side.IT) is None
        assert "– nobody yet" in screen_text(pilot)
        await press(pilot, "u", "u")
        assert sponsor(chartered, Side.IT).name == "Ana Lima"


async def test_measures_are_agreed_read_corrected_and_taken_back(opened: Open, company: Path) -> None:
    async with opened(company, size=(120, 40)) as pilot:
        await press(pilot, "7", "enter", "M")
        await fill(pilot, "name", "Calls")
        await fill(pilot, "baseline", "nine")
        assert "'nine' is not a number to measure with" in screen_text(pilot)
        await fill(pilot, "baseline", "9")
        await fill(pilot, "target", "4.5")
        await press(pilot, "enter")
        assert "Calls is a measure now" in toasts(pilot)
        await press(pilot, "M")
        assert "What is Calls now?" in screen_text(pilot)
        await fill(pilot, "value", "6.75")
        await press(pilot, "enter", "M")
        await fill(pilot, "day", "2026-12-31")
        await fill(pilot, "day", "2027-01-04")
        await fill(pilot, "value", "6")
        await press(pilot, "enter")
        assert "Calls was 6, not 6.75, on" in toasts(pilot)
        await to(pilot, "measure Calls")
        await press(pilot, "enter", *"jj", "e")
        assert "Calls on Mon 4 Jan 2027" in screen_text(pilot)
        await fill(pilot, "note", "counted")
        await press(pilot, "enter")
        [measured] = charter(company).measures
        assert measured.readings == (Reading(day=TODAY, value=6, note="counted"),)
        await press(pilot, "d")
        assert charter(company).measures[0].readings == ()
        await to(pilot, "measure Calls")
        await press(pilot, "d")
        assert charter(company).measures == ()
        await press(pilot, "u", "u")
        assert charter(company).measures[0].readings[0].note == "counted"


@thorough_only
async def test_settings_are_edited_in_a_form_with_an_objective_of_several_lines(opened: Open, company: Path) -> None:
    async with opened(company, size=(100, 40)) as pilot:
        await press(pilot, "7", "e")
        await fill(pilot, "name", "Visits [x]")
        pilot.app.screen.query_one("#field-objective", LongField).input.focus()
        await press(pilot, *"Fast", "enter", *"er")
        await fill(pilot, "meetings", "prep, lunch")
        assert "'lunch' is not a meeting" in screen_text(pilot)
        await fill(pilot, "meetings", "prep, visit")
        await fill(pilot, "weekday", "friday")
        await fill(pilot, "country", "Atlantis")
        await press(pilot, "enter")
        assert "is not a country" in screen_text(pilot)
        await fill(pilot, "country", "FR")
        await press(pilot, "enter")
        assert "Visits [x] saved" in toasts(pilot)
        one = charter(company).program
        assert (one.name, one.objective, one.country) == ("Visits [x]", "Fast\ner", "FR")
        assert [str(kind) for kind in one.meetings] == ["prep", "visit", "check-in"]
        assert one.check_in
        assert one.check_in.weekday == 4
        await press(pilot, "enter", "e")
        await fill(pilot, "weekday", "")
        await press(pilot, "enter", "e", "enter")
        assert charter(company).program.check_in is None
        assert "Visits [x]" in screen_text(pilot)
        await press(pilot, "r")
        assert "Plan › Visits [x]" in screen_text(pilot)


async def test_what_somebody_else_saved_meanwhile_is_told_then_overruled(opened: Open, chartered: Path) -> None:
    async with opened(chartered) as pilot:
        await press(pilot, "7", "enter", "a")
        desk = at(chartered)
        charters.set_sponsor(desk, SPRING, Side.MARKETING, GRACE)
        desk.close()
        await fill(pilot, "note", "mine")
        await press(pilot, "enter")
        assert "was removed meanwhile" in screen_text(pilot)
        await press(pilot, "enter")
        assert sponsor(chartered, Side.MARKETING).note == "mine"


@thorough_only
async def test_a_program_is_copied_archived_and_found_again(opened: Open, chartered: Path) -> None:
    async with opened(chartered, size=(120, 36)) as pilot:
        await press(pilot, "7", "N")
        await fill(pilot, "name", "Summer")
        await fill(pilot, "start", "2027-06-09")
        assert "Rounds begin on Mondays: Mon 14 Jun 2027" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ProgramScreen)
        assert "Summer begins on Mon 14 Jun 2027" in toasts(pilot)
        assert "Ana Lima has not agreed yet" in screen_text(pilot)
        await press(pilot, "E", "enter")
        assert "10 people newly agreed in Summer" in toasts(pilot)
        await press(pilot, "escape", "o", "o", "O", "slash")
        await look_for(pilot, "kind:ride summer")
        await press(pilot, "enter")
        assert "1 program" in screen_text(pilot)
        await press(pilot, "d", "escape")
        assert "Summer archived" in toasts(pilot)
        assert "Summer" not in screen_text(pilot).replace(toasts(pilot), "")
        await press(pilot, "full_stop")
        assert "□ Summer" in screen_text(pilot)
        await press(pilot, "exclamation_mark")
        assert "□ Summer" not in screen_text(pilot)
        await press(pilot, "exclamation_mark", "u")
        assert "□ Summer" not in screen_text(pilot)
        await press(pilot, "v", "v", "d")
        assert "2 programs archived" in toasts(pilot)


@thorough_only
async def test_some_people_are_enrolled_by_their_addresses_and_listed(opened: Open, company: Path) -> None:
    async with opened(company, size=(120, 40)) as pilot:
        await press(pilot, "7", "enter", "E", "l", "enter")
        assert "Addresses are needed" in screen_text(pilot)
        await fill(pilot, "addresses", f"{ANA}, {GRACE}")
        await press(pilot, "tab", "l", "enter")
        assert "A pause needs its last day" in screen_text(pilot)
        await fill(pilot, "until", "2027-03-01")
        await press(pilot, "enter")
        assert "2 people newly paused" in toasts(pilot)
        await to(pilot, "people paused")
        await press(pilot, "enter")
        assert "Grace Berg  Marketing, Brand" in screen_text(pilot)
        await press(pilot, "escape", "d")
        assert "archived" in screen_text(pilot).splitlines()[1]


async def test_undo_is_offered_only_where_something_was_changed(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "7", "E")
        assert "Everybody is in Spring [x] rides already: nothing was changed" in toasts(pilot)
        await press(pilot, "enter", "E", "enter")
        said = toasts(pilot)
        assert "0 people newly agreed in Spring [x] rides · nothing was changed" in " ".join(said.split())
        assert "u undoes it" not in said


async def test_nobody_is_enrolled_in_a_program_that_is_over(opened: Open, company: Path) -> None:
    async with opened(company, today=date(2028, 1, 3)) as pilot:
        await press(pilot, "7", "E")
        assert "'Spring [x] rides' is over" in toasts(pilot)


@thorough_only
async def test_a_page_whose_program_is_undone_closes(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "7", "n")
        await fill(pilot, "name", "Summer")
        await press(pilot, "enter", "7", "G", "enter")
        assert "Programs › Summer" in screen_text(pilot)
        await press(pilot, "u")
        assert not isinstance(pilot.app.screen, ProgramScreen)
        assert "1 program" in screen_text(pilot)


async def test_nothing_is_changed_in_a_database_open_to_read_only(opened: Open, chartered: Path) -> None:
    async with opened(chartered, read_only=True) as pilot:
        await press(pilot, "7", "enter", *"amneECd")
        assert isinstance(pilot.app.screen, ProgramScreen)
        assert "open to read only" in toasts(pilot)


def test_bars_are_as_high_as_their_numbers() -> None:
    assert sparkline([1, 2, 3, 8]) == "▁▂▃█"
    assert sparkline([-1e308, 0, 1e308]) == "▁▅█"
    assert sparkline([5, 5]) == "▄▄"
    assert sparkline([]) == ""
    assert len(sparkline([float(one) for one in range(100)])) == 24


async def test_an_order_by_a_column_without_room_is_said_above_and_the_count_is_never_cut(
    opened: Open, company: Path
) -> None:
    async with opened(company, section="programs") as pilot:
        await press(pilot, "o")
        assert "1 program · by rounds ▲" in screen_text(pilot).splitlines()[1]
        await press(pilot, "O")
        assert "1 program · by rounds ▼" in screen_text(pilot).splitlines()[1]
        await press(pilot, "full_stop", "exclamation_mark")
        above = screen_text(pilot).splitlines()[1]
        assert "1 program · by rounds ▼ · only those that need something" in above
        assert "such a…" not in above, "the hint gives way"


async def test_what_is_left_to_do_about_a_program_is_said_first(opened: Open, chartered: Path) -> None:
    async with opened(chartered, section="programs") as pilot:
        below = screen_text(pilot).splitlines()[-4]
        assert below.strip() == "! the Marketing sponsor has not agreed"


async def test_the_lines_below_the_list_tell_all_of_a_program_in_a_small_terminal(opened: Open, company: Path) -> None:
    desk = at(company)
    programs.create(
        desk,
        NewProgram(
            name="Long", kind=Kind.RIDE_ALONG, guests=Side.MARKETING, start=date(2027, 2, 1), rounds=100, weeks=2
        ),
    )
    desk.close()
    said = "Marketing visits IT · 100 rounds of 2 weeks · 0 in draft, 0 published, 0 held"
    async with opened(company) as pilot:
        await press(pilot, "7", "G")
        assert said in " ".join(screen_text(pilot).split())
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert said in screen_text(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert said in " ".join(screen_text(pilot).split())


def test_the_largest_numbers_of_a_program_fit_below_the_list(company: Path) -> None:
    desk = at(company)
    row = program_list.find(desk, program_list.ProgramQuery())[0]
    desk.close()
    many = replace(row, rounds=250, weeks=52, proposed=250_000, published=1_250_000, held=1_250_000)
    lines = wrapped(detail(many), 80 - 6, 3).splitlines()
    assert " ".join(lines).endswith("250,000 in draft, 1,250,000 published, 1,250,000 held")
    assert all(len(line) <= 80 - 6 for line in lines)
