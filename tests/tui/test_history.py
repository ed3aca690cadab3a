"""History by keyboard and mouse: the list, who has met, visits owed, charts."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from ridealong.domain.days import FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.services.desk import open_desk
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import people
from ridealong.tui.widgets.bars import cells_of
from ridealong.tui.widgets.matrix import Matrix, in_thousands
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, settle, toasts

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"


def past(database: Path, *rows: Sequence[str]) -> Path:
    """A database with more past pairings: program, kind, IT, marketing, guest, day, state."""
    file = database.with_suffix(".csv")
    lines = [
        ",".join((program, kind, address(it), address(marketing), guest, day, day, state))
        for program, kind, it, marketing, guest, day, state in rows
    ]
    file.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    assert not import_history(desk, file).rejected
    desk.close()
    return database


@pytest.fixture
def met(company: Path) -> Path:
    """Platform and Brand have met twice, Data and CRM once; Platform and CRM, Data and Brand never."""
    return past(
        company,
        ("Days", "rotation", "Ana Lima", "Grace Berg", "it", "2026-11-02", "held"),
        ("Days", "rotation", "Ana Lima", "Grace Berg", "marketing", "2026-11-09", "held"),
        ("Days", "rotation", "Ben King", "Hugo Costa", "it", "2026-10-05", "held"),
    )


async def test_tab_and_mouse_go_through_the_views_and_the_title_says_where_one_is(opened: Open, met: Path) -> None:
    async with opened(met) as pilot:
        await press(pilot, "5")
        assert "[List]" in screen_text(pilot)
        assert "mark as" in footer(pilot)
        assert "times / weeks" not in footer(pilot)
        for title, crumb in (
            ("[Who has met]", "History › who has met"),
            ("[Visits owed]", "History › visits owed"),
            ("[Charts]", "History › charts"),
            ("[Ideas]", "History › ideas"),
            ("[Groups]", "History › groups"),
            ("[Teams]", "History › teams"),
            ("[List]", "History › list"),
        ):
            await press(pilot, "tab")
            assert title in screen_text(pilot)
            assert crumb in screen_text(pilot)
            # The keys of a view work there alone.
            assert ("mark as" in footer(pilot)) == (crumb in ("History › list", "History › groups"))
            assert ("times / weeks" in footer(pilot)) == (crumb == "History › who has met")
        line = screen_text(pilot).splitlines()[2]
        await pilot.click(offset=(line.index("Visits owed") + 2, 2))
        await settle(pilot)
        assert "[Visits owed]" in screen_text(pilot)
        await press(pilot, "6", "5")
        assert "[Visits owed]" in screen_text(pilot)


async def test_who_has_met_says_each_cell_in_words_and_lists_what_is_behind_it(opened: Open, met: Path) -> None:
    async with opened(met) as pilot:
        await press(pilot, "5", "tab")
        text = screen_text(pilot)
        assert "2 × 2 teams · 2 never met" in text
        assert "Data and Brand: never met" in text
        await press(pilot, "l")
        assert "Data and CRM: met once, last 13 weeks ago (Ben King with Hugo Costa)" in screen_text(pilot)
        await press(pilot, "f")
        assert "13 w" in screen_text(pilot)
        assert "IT · weeks" in screen_text(pilot)
        await press(pilot, "j", "h", "enter")
        text = screen_text(pilot)
        assert "History › list › Platform and Brand" in text
        assert "2 pairings" in text
        await press(pilot, "escape")
        assert "3 pairings" in screen_text(pilot)
        await press(pilot, "tab")
        # The cursor is where it was.
        assert "Platform and Brand: met twice" in screen_text(pilot)


async def test_a_cell_counts_what_was_and_says_how_much_is_to_come(opened: Open, met: Path) -> None:
    met = past(met, ("Next", "ride-along", "Chloé Petit", "Hugo Costa", "it", "2027-02-01", "published"))
    met = past(met, ("Next", "ride-along", "Ben King", "Hugo Costa", "it", "2027-02-08", "published"))
    async with opened(met) as pilot:
        await press(pilot, "5", "tab", "l")
        assert "Data and CRM: met once, last 13 weeks ago (Ben King with Hugo Costa), 1 to come" in said(pilot)
        await press(pilot, "G")
        assert "All IT teams and CRM: 1 meeting, and 2 to come" in said(pilot)
        await press(pilot, "g", "s")
        assert "have never met" in said(pilot)


async def test_who_only_will_meet_is_told_from_who_has(opened: Open, met: Path) -> None:
    met = past(met, ("Next", "ride-along", "Ana Lima", "Hugo Costa", "it", "2027-02-01", "published"))
    async with opened(met) as pilot:
        await press(pilot, "5", "tab", "j", "l")
        assert "Platform and CRM: never met yet, 1 visit planned" in said(pilot)
        await press(pilot, "s")
        assert "pairs of people have never met; 1 more is to meet for the first time." in said(pilot)


def said(pilot: Pilot[None]) -> str:
    """What the screen says, without regard to where its lines end."""
    return " ".join(screen_text(pilot).replace("│", " ").split())


async def test_only_what_never_met_is_left_and_a_word_narrows_the_teams_down(opened: Open, met: Path) -> None:
    met = past(met, ("Days", "rotation", "Ana Lima", "Hugo Costa", "it", "2026-11-16", "held"))
    async with opened(met) as pilot:
        await press(pilot, "5", "tab", "exclamation_mark")
        text = screen_text(pilot)
        assert "1 × 1 teams" in text
        assert "never" in text
        assert "Platform" not in "\n".join(text.splitlines()[4:8])
        await press(pilot, "exclamation_mark", "slash")
        await look_for(pilot, "crm plat")
        assert "1 × 1 teams" in screen_text(pilot)
        assert "Platform and CRM: met once" in screen_text(pilot)
        await press(pilot, "enter")
        assert pilot.app.focused is pilot.app.screen.query_one(Matrix)
        await press(pilot, "slash")
        await look_for(pilot, "nothing")
        assert "No team matches" in screen_text(pilot)
        await press(pilot, "escape")
        assert "2 × 2 teams" in screen_text(pilot)


async def test_clicks_go_to_columns_cells_and_columns_that_do_not_fit_and_a_second_one_opens(
    opened: Open, met: Path
) -> None:
    async with opened(met) as pilot:
        await press(pilot, "5", "tab")
        matrix = pilot.app.screen.query_one(Matrix)
        few = matrix.columns
        matrix.show_columns([f"Team {number}" for number in range(40)])
        await settle(pilot)
        assert "1–9/40 ›" in screen_text(pilot)
        await press(pilot, *["l"] * 9)
        assert "‹ 6–14/40 ›" in screen_text(pilot)
        assert matrix.column_name == "Team 9"
        await pilot.click(offset=(10, 3))
        await settle(pilot)
        assert matrix.column_name == "Team 18"
        assert all(len(line) <= 80 for line in screen_text(pilot).splitlines())
        matrix.show_columns(few)
        await settle(pilot)
        lines = screen_text(pilot).splitlines()
        row = next(at for at, line in enumerate(lines) if line.startswith("  Platform"))
        column = lines[row - 2].index("Brand")
        await pilot.click(offset=(lines[4].index("CRM") + 1, 4))
        await settle(pilot)
        assert matrix.column_name == "CRM"
        await pilot.click(offset=(column + 1, row), times=2)
        await settle(pilot)
        assert "History › list › Platform and Brand" in screen_text(pilot)


async def test_visits_owed_say_who_owes_whom_and_since_when(opened: Open, met: Path) -> None:
    async with opened(met) as pilot:
        await press(pilot, "5", "tab", "tab")
        text = screen_text(pilot)
        assert "1 visit owed · 1 overdue" in text
        assert "! 49 days overdue" in text
        assert "Hugo Costa (CRM) owes Ben King (Data) a visit by 16 Nov 2026" in text
        await press(pilot, "v")
        assert "1 marked" in screen_text(pilot)
        await press(pilot, "escape", "exclamation_mark")
        assert "1 marked" not in screen_text(pilot)
        assert "only overdue" in screen_text(pilot)
        await press(pilot, "escape", "enter")
        assert "History › list › Hugo Costa and Ben King" in screen_text(pilot)
        assert "1 pairing" in screen_text(pilot)


async def test_nothing_owed_and_nothing_to_draw_say_what_to_do(opened: Open, company: Path, tmp_path: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "5", "tab", "tab")
        text = " ".join(screen_text(pilot).split())
        assert "Nobody owes a visit." in text
        assert "the return is due within six weeks; what was held" in text
        await press(pilot, "tab")
        text = " ".join(screen_text(pilot).split())
        assert "There is nothing to draw yet." in text
        assert "they are counted here week by week. Past ones can be imported" in text


async def test_charts_have_their_numbers_in_words(opened: Open, published: Path) -> None:
    async with opened(published, today=date(2027, 1, 19), size=(100, 50)) as pilot:
        await press(pilot, "5", "tab", "tab", "tab")
        text = screen_text(pilot)
        assert "3 not marked" in text
        assert "?" * 20 in text
        assert "3 planned" in text
        assert "Brand (Mk)" in text
        assert "2 of 2, 100 %" in text
        assert "6 pairs" in text
        before = len([line for line in text.splitlines() if "none" in line])
        await press(pilot, "right_square_bracket")
        assert len([line for line in screen_text(pilot).splitlines() if "none" in line]) == before - 13
        assert "13 weeks" in screen_text(pilot)
        await press(pilot, "exclamation_mark", "j")
        assert "Week of 11 Jan 2027: 3 not marked" in screen_text(pilot)
        await press(pilot, "enter")
        assert "History › list › week of 11 Jan 2027" in screen_text(pilot)
        assert "3 pairings" in screen_text(pilot)


@thorough_only
async def test_one_program_is_chosen_for_all_views(opened: Open, met: Path) -> None:
    async with opened(met) as pilot:
        await press(pilot, "5", "tab", "c")
        assert "🔎" not in screen_text(pilot)
        await press(pilot, *"spring", "enter")
        assert "4 never met" in screen_text(pilot)
        await press(pilot, "tab")
        assert "visits owed › Spring [x] rides" in screen_text(pilot)
        assert "No visit that is owed matches." in screen_text(pilot)


async def test_what_is_shown_is_written_as_csv(opened: Open, met: Path, tmp_path: Path) -> None:
    async with opened(met) as pilot:
        await press(pilot, "5")
        for number, (first, lines) in enumerate((("program", 4), ("it_team", 5), ("guest", 2), ("chart", 0))):
            file = tmp_path / f"{number}.csv"
            await press(pilot, "x")
            await fill(pilot, "path", str(file))
            await press(pilot, "enter")
            assert "Written to" in toasts(pilot)
            found = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
            assert found[0][0] == first
            assert len(found) == lines or not lines
            await press(pilot, "tab")
        await press(pilot, "x")
        await fill(pilot, "path", str(tmp_path / "0.csv"))
        await press(pilot, "enter")
        assert "is there already" in " ".join(screen_text(pilot).replace("│", " ").split())


@thorough_only
async def test_what_is_written_is_filtered_and_sorted_as_it_is_shown(opened: Open, met: Path, tmp_path: Path) -> None:
    met = past(met, ("Days", "rotation", "Chloé Petit", "Hugo Costa", "it", "2026-10-12", "held"))

    async with opened(met) as pilot:

        async def written(name: str, text: str) -> list[list[str]]:
            await press(pilot, "slash")
            await look_for(pilot, text)
            await press(pilot, "enter", "x")
            await fill(pilot, "path", str(tmp_path / name))
            await press(pilot, "enter")
            assert "Written to" in toasts(pilot)
            return list(csv.reader((tmp_path / name).read_text(encoding="utf-8").splitlines()))[1:]

        await press(pilot, "5", "tab")
        assert [row[:2] for row in await written("met.csv", "crm")] == [["Data", "CRM"], ["Platform", "CRM"]]
        await press(pilot, "tab", "O")
        late = [row[1] for row in await written("owed.csv", "hugo")]
        assert late == [address("Chloé Petit"), address("Ben King")]
        assert [row[1] for row in await written("one.csv", "chlo")] == late[:1]
        await press(pilot, "tab", "exclamation_mark")
        assert [row[:3] for row in await written("charts.csv", "brand")] == [
            ["reach", "Brand", "people"],
            ["reach", "Brand", "met"],
        ]


@given(st.integers(0, 10**9))
def test_a_number_that_is_wider_than_its_cell_is_cut_down_in_its_size_not_in_its_digits(number: int) -> None:
    short = in_thousands(f"{number:,}")
    assert len(short) <= 6
    size = {"k": 1000, "M": 10**6}.get(short[-1], 1)
    assert int(short.rstrip("kM").replace(",", "")) == number // size


async def test_the_list_says_its_row_in_full_and_takes_terms(opened: Open, met: Path) -> None:
    async with opened(met) as pilot:
        await press(pilot, "5")
        assert "Grace Berg (Brand) visits Ana Lima (Platform): held" in screen_text(pilot)
        await press(pilot, "w")
        text = screen_text(pilot)
        assert "Why were these two together?" in text
        assert "Ana Lima and Grace Berg were together" in text
        assert "Nothing keeps" not in text
        assert "They have also met once, last 2 Nov 2026." in text
        assert "have met once before" in text, "the pairing itself is none that came before"
        await press(pilot, "escape", "slash")
        await look_for(pilot, "marketing:crm since:2026-10-01")
        assert "1 pairing" in screen_text(pilot)
        await look_for(pilot, "since:so")
        assert "'so' is no time" in screen_text(pilot)


async def test_a_state_that_there_is_not_is_answered_with_all_that_there_are(opened: Open, met: Path) -> None:
    async with opened(met, size=(80, 24)) as pilot:
        await press(pilot, "5", "slash")
        await look_for(pilot, "state:foo")
        text = screen_text(pilot)
        assert "'foo' is no state" in text.splitlines()[1]
        assert "…" not in text.splitlines()[1]
        for state in State:
            assert f"state:{state}" in text
        assert "Grace Berg" not in text
        await look_for(pilot, "state:held")
        assert "Grace Berg" in screen_text(pilot)


async def test_what_looks_like_a_term_among_the_visits_owed_is_said_to_be_none(opened: Open, met: Path) -> None:
    async with opened(met) as pilot:
        await press(pilot, "5", "tab", "tab", "slash")
        await look_for(pilot, "foo:bar")
        assert "There is no term foo:" in screen_text(pilot)
        assert "There are no terms here: words are looked for everywhere" in screen_text(pilot)
        await look_for(pilot, "zzz")
        assert "No visit that is owed matches" in screen_text(pilot)


async def test_a_screen_reader_hears_cells_and_lines_as_words(opened: Open, met: Path) -> None:
    async with opened(met, config=replace(CONFIG, plain=True)) as pilot:
        await press(pilot, "5", "tab")
        assert "Who has met (here)" in screen_text(pilot)
        assert "column Brand. Left and Right go to others." in screen_text(pilot)
        assert "> Data: never" in screen_text(pilot)
        await press(pilot, "l")
        assert "> Data: 1" in screen_text(pilot)
        assert "  Platform: never" in screen_text(pilot)
        await press(pilot, "tab", "tab", "slash")
        await look_for(pilot, "platform")
        assert "IT, Platform: 1 of 3, 33 %; 2 people have met nobody yet" in screen_text(pilot)


def footer(pilot: Pilot[None]) -> str:
    return screen_text(pilot).splitlines()[-1]


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=5), st.integers(0, 3000), st.integers(0, 90))
def test_a_bar_never_has_more_cells_than_room_and_shows_what_is_there(numbers: list[int], more: int, room: int) -> None:
    whole = sum(numbers) + more
    cells = cells_of(numbers, whole, room)
    assert len(cells) == len(numbers)
    assert sum(cells) <= room
    assert all(drawn >= 0 for drawn in cells)
    assert all(number > 0 for number, drawn in zip(numbers, cells, strict=True) if drawn)
    if more == 0 and whole and room >= len(numbers):
        assert sum(cells) == room
    if room >= 2 * len(numbers):
        assert all(drawn > 0 for number, drawn in zip(numbers, cells, strict=True) if number)


@thorough_only
async def test_the_people_of_two_teams_who_have_never_met_stand_behind_a_letter(opened: Open, published: Path) -> None:
    async with opened(published, section="history") as pilot:
        await press(pilot, "tab", "s")
        text = screen_text(pilot)
        assert "Never met: Data and Brand" in text
        assert "Ben King: " in text
        await press(pilot, "escape", "2", "slash", *"ben", "enter", "enter", "G")
        page = screen_text(pilot)
        assert "never met" in page


async def test_of_a_team_that_nobody_is_in_any_more_it_is_said(opened: Open, met: Path) -> None:
    desk = open_desk(met, clock=FixedClock(TODAY), config=CONFIG)
    for one in people.everyone(desk, "team:data"):
        people.edit(desk, one.email, {"team": "Platform"})
    desk.close()
    async with opened(met, section="history") as pilot:
        await press(pilot, "tab", "s")
        text = screen_text(pilot)
        assert "Never met: Data and " in text
        assert "Nobody is in one of the two teams now." in text
        assert not toasts(pilot)


@thorough_only
async def test_who_has_never_met_is_asked_where_it_is_shown_and_nowhere_else(opened: Open, met: Path) -> None:
    async with opened(met, section="history") as pilot:
        for _ in range(2):
            for view in ("[List]", "[Who has met]", "[Visits owed]", "[Charts]", "[Ideas]", "[Groups]", "[Teams]"):
                assert view in screen_text(pilot)
                await press(pilot, "s")
                assert pilot.app.screen.is_modal == (view == "[Who has met]"), "no cell that is hidden is asked about"
                assert ("never met" in footer(pilot)) == (view == "[Who has met]")
                await press(pilot, *["escape"] * pilot.app.screen.is_modal, "tab")


async def test_the_heading_of_overdue_visits_on_today_leads_to_the_first_of_them(opened: Open, met: Path) -> None:
    async with opened(met, section="today") as pilot:
        await press(pilot, "slash", *"overdue", "enter", "g")
        assert "5: see the visits owed, for the first of these" in screen_text(pilot)
        await press(pilot, "5")
        assert "[Visits owed]" in screen_text(pilot)


async def test_who_has_never_met_is_asked_of_two_teams_and_not_of_all(opened: Open, met: Path) -> None:
    async with opened(met, section="history") as pilot:
        await press(pilot, "tab", "G", "s")
        assert toasts(pilot) == "Put the cursor on a cell of two teams first"
        await press(pilot, "g", "l", "l", "s")
        assert "All IT teams" not in screen_text(pilot)
        assert not pilot.app.screen.is_modal


async def test_who_has_never_met_says_that_all_programs_count_whichever_one_is_shown(opened: Open, met: Path) -> None:
    async with opened(met, section="history") as pilot:
        await press(pilot, "tab", "c")
        await look_for(pilot, "spring")
        await press(pilot, "enter")
        assert "Data and Brand: never met" in screen_text(pilot)
        await press(pilot, "l", "s")
        assert "Never met: Data and CRM" in screen_text(pilot)
        assert "Meetings of all programs count, whichever team people were in then." in screen_text(pilot)


async def test_of_many_whom_somebody_has_never_met_the_first_are_named(opened: Open, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new.db", clock=FixedClock(TODAY), config=CONFIG)
    people.add(desk, Person(email="a@x.example", name="Ana", side=Side.IT, team="Data"))
    for at in range(60):
        people.add(desk, Person(email=f"{at}@x.example", name=f"No{at:02}", side=Side.MARKETING, team="Brand"))
    desk.close()
    async with opened(tmp_path / "new.db", section="history") as pilot:
        await press(pilot, "tab", "s")
        assert "60 of 60 pairs of people have never met." in screen_text(pilot)
        assert "No49 and 10 more" in " ".join(screen_text(pilot).split())
