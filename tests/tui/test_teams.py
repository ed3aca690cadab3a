"""The team builder: Plan of a program of composite teams."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.tui.actions import ACTIONS
from ridealong.tui.screens.plan import PlanScreen
from ridealong.tui.screens.teams import TeamsScreen
from services.teams.made import embed, team

from .coffee import at_desk
from .conftest import CONFIG, address
from .driving import Open, fill, look_for, press, screen_text, sees, settle, toasts
from .together import EIGHT_WEEKS, LOYALTY, TOGETHER, defined, now, there, with_program, with_running_team, with_team

WIDE = (160, 45)
SMALL = (80, 24)


@pytest.fixture
def empty(company: Path) -> Path:
    return with_program(company)


@pytest.fixture
def built_team(company: Path) -> Path:
    return with_team(company)


@pytest.fixture
def running(company: Path) -> Path:
    return with_running_team(company)


# -- what is shown ------------------------------------------------------------------------------------------------


async def test_plan_shows_teams_where_a_program_has_some_and_pairings_elsewhere(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3")
        assert isinstance(pilot.app.screen, TeamsScreen)
        assert f"Plan › {TOGETHER}" in screen_text(pilot)
        await press(pilot, "c", *"spring", "enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        await press(pilot, "c", *"zwei", "enter")
        assert isinstance(pilot.app.screen, TeamsScreen)
        await press(pilot, "7", "3")
        assert f"Plan › {TOGETHER}" in screen_text(pilot)


async def test_plan_opens_on_teams_that_are_near_beside_pairings_of_next_year(opened: Open, built_team: Path) -> None:
    desk = at_desk(built_team)
    programs.create(desk, NewProgram(name="Zzz later", kind=Kind.RIDE_ALONG, start=date(2027, 12, 6)))
    desk.close()
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3")
        assert f"Plan › {TOGETHER}" in screen_text(pilot)
        await press(pilot, "c", *"later", "enter")
        assert "Plan › Zzz later" in screen_text(pilot)


async def test_a_program_that_is_put_away_meanwhile_gives_way_to_another(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3")
        desk = at_desk(built_team)
        programs.archive(desk, TOGETHER)
        desk.close()
        await press(pilot, "f5")
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        await press(pilot, "question_mark", "escape")
        assert isinstance(pilot.app.screen, PlanScreen)


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_program_without_teams_says_how_to_make_one(opened: Open, empty: Path, size: tuple[int, int]) -> None:
    async with opened(empty, size=size) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "This program has no teams yet" in text
        assert "Press n to make one: from a template" in text


async def test_a_program_in_which_nobody_takes_part_says_where_to_enrol(opened: Open, company: Path) -> None:
    with_program(company, enrolled=False)
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3")
        assert "nobody has agreed to take part in it" in screen_text(pilot)
        assert "enrol people with E" in screen_text(pilot)


async def test_a_team_stands_with_its_slots_and_beside_it_what_is_covered(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter")
        text = screen_text(pilot)
        assert f"{LOYALTY} · 0/3 slots · ◇ draft · ! 3 · 15 Feb – 12 Mar" in text
        assert "! Nobody is in slot 1 (Data engineer)" in text
        assert "Topics by slot, 2 missing" in text
        topics = [line for line in text.split("\n") if "× missing" in line]
        assert [line.split()[-5:] for line in topics if "Branding" in line] == [["·", "●×", "·", "×", "missing"]]
        assert [line.split()[-5:] for line in topics if "Cloud" in line] == [["○×", "·", "·", "×", "missing"]]
        tasks = next(line for line in text.split("\n") if "Choose three vendors" in line)
        assert tasks.split()[-3:] == ["R", "A", "C"]


async def test_on_a_slot_stands_what_is_asked_for_there(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j")
        text = screen_text(pilot)
        assert "◆ Ana Lima (Platform), published" in text
        assert "●✓ SQL (needed)" in text
        assert "○× Cloud (good to have)" in text
        assert "R   Choose three vendors" in text
        await press(pilot, "j", "j")
        assert "○ Nobody is in it: 15 Feb – 9 Apr 2027" in screen_text(pilot)


async def test_more_than_a_week_has_is_marked_by_a_sign(opened: Open, running: Path) -> None:
    desk = at_desk(running)
    other = team(desk, "Another", program=TOGETHER, days=EIGHT_WEEKS)
    embed(desk, other, 3, address("Ana Lima"))
    desk.close()
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "/", *"loyalty", "enter")
        assert "140 !" in screen_text(pilot)
        await press(pilot, "escape", "right_square_bracket", "left_square_bracket")


async def test_the_filter_and_the_key_for_problems_leave_what_matches(opened: Open, running: Path) -> None:
    async with opened(running, size=SMALL) as pilot:
        await press(pilot, "3", "/")
        await look_for(pilot, "grace")
        text = screen_text(pilot)
        assert "Campaign planner" in text
        assert "Data engineer" not in text
        await look_for(pilot, "nobody like that")
        assert "No team matches" in screen_text(pilot)
        await press(pilot, "escape", "exclamation_mark")
        assert "1 team with problems" in screen_text(pilot)
        await press(pilot, "escape", "z")
        assert "Campaign planner" not in screen_text(pilot)
        await press(pilot, "enter")
        assert "Campaign planner" in screen_text(pilot)


# -- making teams -------------------------------------------------------------------------------------------------


async def test_a_team_is_made_from_a_template_formed_and_published(opened: Open, empty: Path) -> None:
    async with opened(empty, size=WIDE) as pilot:
        await press(pilot, "3", "n")
        await fill(pilot, "name", LOYALTY)
        await press(pilot, "tab", "right", "right")
        assert "Let marketing start campaigns" in screen_text(pilot)
        await press(pilot, "left", "enter")
        assert "5 slots" in toasts(pilot)
        assert "0/5 slots" in screen_text(pilot)
        await press(pilot, "r")
        assert "5 of 5 slots filled; no better teams are possible" in toasts(pilot)
        assert "5/5 slots" in screen_text(pilot)
        await press(pilot, "P")
        assert "Publishing adds 5 embeds in 1 team" in screen_text(pilot)
        await press(pilot, "y")
        assert "5 embeds in 1 team" in toasts(pilot)
    assert {one.split()[-1] for one in there(empty)} == {"published"}


async def test_why_a_slot_stays_open_is_said_by_forming_and_on_the_slot(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "e")
        await fill(pilot, "must", "Sanskrit")
        await press(pilot, "enter", "r")
        assert "4 of 5 slots filled" in toasts(pilot)
        assert "Sanskrit" in toasts(pilot)
        assert "Sanskrit" in screen_text(pilot).partition("Nobody is in it")[2]


async def test_open_slots_are_filled_without_touching_drafts(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "r", "z", "j", "enter", "j", "d")
        assert "is set aside" in toasts(pilot)
        before = set(there(built_team))
        await press(pilot, "R")
        assert "1 new draft" in toasts(pilot)
    assert before < set(there(built_team))


async def test_a_team_is_edited_and_removed_again(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "e")
        await fill(pilot, "purpose", "Twice as many")
        await press(pilot, "tab", "right", "enter")
        assert "saved" in toasts(pilot)
        assert "Twice as many" in screen_text(pilot)
        assert "IoT" in screen_text(pilot)
        await press(pilot, "d")
        assert "is taken out" in toasts(pilot)
        assert LOYALTY not in screen_text(pilot).replace(toasts(pilot), "").split("Plan ›")[0]
        await press(pilot, "u")
    assert defined(built_team).purpose == "Twice as many"


async def test_slots_and_tasks_are_added_and_removed(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "plus")
        await fill(pilot, "name", "Writer")
        await press(pilot, "tab", "right")
        await fill(pilot, "nice", "SEO; CRM")
        await press(pilot, "enter")
        assert "has slot 4 (Writer)" in toasts(pilot)
        await press(pilot, "a", "enter")
        await fill(pilot, "name", "Write it")
        await fill(pilot, "slot4", "x")
        await press(pilot, "enter")
        assert "'X' is none of R, A, C and I" in screen_text(pilot)
        await fill(pilot, "slot4", "r")
        await press(pilot, "enter")
        assert "is saved; nobody is accountable" in toasts(pilot)
        assert "! Write it: nobody is accountable" in screen_text(pilot)
        await press(pilot, "a", *"write")
        await press(pilot, "enter")
        await pilot.click("#remove")
        await settle(pilot)
        assert "The task Write it of Loyalty [app] is taken out" in toasts(pilot)
        await press(pilot, "enter", "j", "j", "j", "j", "d")
    made = defined(built_team)
    assert [one.name for one in made.tasks] == ["Choose three vendors"]
    assert [one.name for one in made.slots] == ["Data engineer", "Campaign planner", "Analyst"]


async def test_what_is_wrong_stands_in_the_form_and_changes_nothing(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=SMALL) as pilot:
        await press(pilot, "3", "n", "enter")
        assert "Name is needed" in screen_text(pilot)
        await fill(pilot, "name", LOYALTY)
        await press(pilot, "enter")
        assert "has a team" in screen_text(pilot)
        await fill(pilot, "name", "Later")
        await fill(pilot, "first", "2029-01-01")
        await press(pilot, "enter")
        assert "is not within" in screen_text(pilot)


# -- people in slots ----------------------------------------------------------------------------------------------


async def test_a_candidate_is_put_into_an_open_slot_and_pinned_there(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "s")
        text = screen_text(pilot)
        assert "Candidates for slot 1 (Data engineer)" in text
        assert "6 people" in text
        assert "✓SQL" in text
        assert "× cannot" in text
        await press(pilot, "w", "escape", "enter")
        assert "it is a draft, and pinned" in toasts(pilot)
        assert "◆ pinned" in screen_text(pilot)
        (first,) = there(built_team)
        await press(pilot, "s", "enter")
        (second,) = there(built_team)
        assert first != second
        await press(pilot, "u")
        assert there(built_team) == [first]


async def test_who_cannot_take_a_slot_is_not_put_into_it(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=SMALL) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "s", "G", "enter")
        text = screen_text(pilot)
        assert "cannot take it" in text
        assert "Close (Esc)" in text
    assert there(built_team) == []


async def test_somebody_is_pinned_kept_out_or_wished_for(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "p", *"chlo")
        await press(pilot, "enter")
        assert "chlo" in screen_text(pilot)
        await press(pilot, "right", "enter")
        assert "is wished for in slot 1" in toasts(pilot)
        await press(pilot, "p", *"chlo")
        await press(pilot, "enter", "right", "right", "enter")
        assert "Nothing more is asked for" in toasts(pilot)
        await press(pilot, "k", "p", *"farid")
        await press(pilot, "enter", "right", "right", "enter")
    (asked,) = defined(built_team).demands
    assert (asked.kind, asked.slot) == (DemandKind.EXCLUSION, None)


async def test_why_somebody_is_in_a_slot_or_not_is_explained(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "w")
        assert "Why this slot?" in screen_text(pilot)
        await press(pilot, "escape", "j", "j", "w", *"chlo")
        await press(pilot, "enter")
        assert "slot 3 (Analyst)" in screen_text(pilot)
        await press(pilot, "escape")


async def test_a_draft_is_moved_to_another_slot(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "z", "j", "enter", "j", "s", "enter", "m")
        assert "Slot 3 (Analyst)" in screen_text(pilot)
        await press(pilot, "enter")
        assert "is in slot 3 (Analyst)" in toasts(pilot)
    (one,) = there(built_team)
    assert one.startswith("3 ")


async def test_the_page_of_who_is_in_a_slot_opens(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "right")
        assert "› Ana Lima" in screen_text(pilot)


# -- a team that runs ---------------------------------------------------------------------------------------------


async def test_somebody_leaves_and_hands_over_to_whom_the_list_offers(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "s")
        assert "Ana Lima leaves" in screen_text(pilot)
        await fill(pilot, "on", "2027-03-12")
        await pilot.click("#who")
        await sees(pilot, "Candidates for slot 1")
        await press(pilot, "enter")
        await press(pilot, "enter")
        assert "leaves slot 1 (Data engineer)" in toasts(pilot)
        assert "hands over to" in toasts(pilot)
        assert "Ana Lima → " in screen_text(pilot)
    assert len(there(running)) == 3


async def test_a_back_fill_of_a_published_team_is_published_at_once(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "j", "j", "s", "enter")
        assert "is in slot 3 (Analyst)" in toasts(pilot)
    assert len([one for one in there(running) if one.endswith("published")]) == 3


async def test_a_team_goes_on_and_ends_early(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "greater_than_sign")
        await fill(pilot, "until", "2027-04-16")
        await press(pilot, "enter")
        assert "works until 16 Apr 2027" in toasts(pilot)
        await press(pilot, "j", "greater_than_sign")
        assert "● Ana Lima" in screen_text(pilot)
        await press(pilot, "escape", "k", "less_than_sign")
        await fill(pilot, "on", "2027-03-19")
        await fill(pilot, "why", "budget")
        await press(pilot, "enter")
        assert "ends on 19 Mar 2027" in toasts(pilot)
        assert "budget" not in screen_text(pilot)
    found = now(running)
    assert (found.state, found.team.days.last) == (State.PUBLISHED, date(2027, 3, 19))


async def test_how_it_went_is_marked_once_it_is_over(opened: Open, running: Path) -> None:
    later = date(2027, 4, 12)
    async with opened(running, size=WIDE, today=later) as pilot:
        await press(pilot, "3", "m", "enter")
        assert "marked as held" in toasts(pilot)
        await press(pilot, "j", "m", "right", "enter")
        assert "Ana Lima in" in toasts(pilot)
    assert there(running, today=later) == ["1 Ana Lima missed", "2 Grace Berg held"]


async def test_drafts_do_not_leave_and_a_draft_of_a_team_is_not_extended(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "r", "z", "j", "enter", "greater_than_sign")
        assert "is a draft: edit its days instead" in toasts(pilot)
        await press(pilot, "j", "H")
        assert "Only a draft" in toasts(pilot)


# -- files, keys, reading only ------------------------------------------------------------------------------------


async def test_teams_are_written_and_read_again(opened: Open, built_team: Path, tmp_path: Path) -> None:
    file = tmp_path / "teams.csv"
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "x")
        await fill(pilot, "path", str(file))
        await press(pilot, "enter")
        assert "Written to" in toasts(pilot)
        file.write_text(file.read_text().replace(LOYALTY, "From a file"))
        await press(pilot, "i")
        await fill(pilot, "path", str(file))
        await press(pilot, "enter", "enter")
        assert "added" in toasts(pilot)
        assert "From a file" in screen_text(pilot)


async def test_nothing_is_changed_where_the_database_is_read_only(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE, read_only=True) as pilot:
        await press(pilot, "3")
        for key in ("n", "e", "d", "plus", "a", "r", "R", "P", "p", "H", "greater_than_sign", "less_than_sign", "i"):
            await press(pilot, key)
            assert isinstance(pilot.app.screen, TeamsScreen), key
        assert "open to read only" in toasts(pilot)


KEYS = [one.keys.partition(",")[0] for one in ACTIONS if one.place == "teams"] + ["r", "P", "c", "enter", "space"]


@pytest.mark.parametrize("there_is", ["empty", "built_team", "running"])
async def test_no_key_ends_the_program(there_is: str, opened: Open, request: pytest.FixtureRequest) -> None:
    async with opened(request.getfixturevalue(there_is), size=(120, 36)) as pilot:
        await press(pilot, "3")
        for down in ((), ("j",)):
            await press(pilot, *down)
            for key in KEYS:
                await press(pilot, key)
                assert pilot.app.return_code is None
                for _ in range(4):
                    if len(pilot.app.screen_stack) > 1:
                        await press(pilot, "escape")
                assert isinstance(pilot.app.screen, TeamsScreen), f"{key}: {screen_text(pilot)}"


async def test_the_palette_knows_what_can_be_done_with_teams(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "ctrl+p")
        await look_for(pilot, "another slot")
        assert "Give the team another slot" in screen_text(pilot)
        await look_for(pilot, "swap hosts")
        assert "Swap hosts" not in screen_text(pilot)
        await look_for(pilot, "form the teams")
        assert "Plan the rounds, or form the teams" in screen_text(pilot)
        await press(pilot, "escape", "question_mark")
        assert "Candidates for this slot" in screen_text(pilot)


async def test_the_mouse_moves_folds_and_opens(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3")
        await pilot.click("#teams", offset=(10, 2))
        assert "1 (Data engineer) of" in screen_text(pilot)
        await pilot.click("#teams", offset=(10, 2), times=2)
        await settle(pilot)
        assert "Why this slot?" in screen_text(pilot)


async def test_a_program_of_teams_is_created_with_what_matters_for_teams_alone(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "7", "n")
        await fill(pilot, "name", TOGETHER)
        assert "Minutes together" not in screen_text(pilot)
        await press(pilot, "tab", "right", "right", "right")
        text = screen_text(pilot)
        assert "Both sides work in one team for weeks" in text
        assert "Hand-over weeks" in text
        assert "Who visits" not in text
        assert "Team leads" not in text
        await fill(pilot, "overlap", "90")
        await fill(pilot, "may_miss", "0")
        await fill(pilot, "hand_over", "2")
        await press(pilot, "enter")
        assert "Press n to make its first team" in toasts(pilot)
        assert isinstance(pilot.app.screen, TeamsScreen)
        await press(pilot, "7", "j", "enter", "e")
        await fill(pilot, "may_miss", "10")
        await press(pilot, "enter")
    desk = at_desk(company)
    made = programs.show(desk, TOGETHER).program
    desk.close()
    assert (made.overlap_minutes, made.may_miss, made.hand_over_weeks) == (90, 10, 2)


async def test_everything_can_be_read_on_a_small_terminal(opened: Open, running: Path) -> None:
    async with opened(running, size=SMALL) as pilot:
        await press(pilot, "3")
        assert "Load, " not in screen_text(pilot)
        await press(pilot, "space")
        assert "Load, " in screen_text(pilot)
        await press(pilot, "tab", "end", "home")
        assert "! Nobody is in slot 3" in screen_text(pilot)
        await pilot.resize_terminal(50, 12)
        await settle(pilot)
        assert LOYALTY in screen_text(pilot)


async def test_a_screen_reader_gets_words_for_signs(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE, config=replace(CONFIG, plain=True)) as pilot:
        await press(pilot, "3", "j")
        text = screen_text(pilot)
        assert "Ana Lima" in text
        assert "●" not in text
