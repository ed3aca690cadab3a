"""Board, History, Programs, the palette and help."""

from datetime import date
from pathlib import Path

from ridealong.config import Config
from ridealong.services.desk import open_desk
from ridealong.services.people import people
from thorough import thorough_only

from .driving import Open, fill, press, screen_text, toasts


@thorough_only
async def test_the_board_moves_by_cell_week_and_to_today(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "4")
        assert "▶" in screen_text(pilot)
        await press(pilot, "t")
        assert "[4]" in screen_text(pilot)
        before = screen_text(pilot)
        await press(pilot, "right_square_bracket")
        assert screen_text(pilot) != before
        await press(pilot, "left_square_bracket")
        assert screen_text(pilot) == before
        await press(pilot, *["l"] * 12, *["h"] * 12, "j", "G")
        assert "week of" in screen_text(pilot).splitlines()[-5]
        await press(pilot, "enter")
        assert "Board › all programs › " in screen_text(pilot)


async def test_the_board_says_in_words_what_a_sign_means(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "4", "slash", *"ana", "enter", "t")
        words = ""
        for _ in range(8):
            await press(pilot, "l")
            words += " ".join(screen_text(pilot).splitlines()[-5:-3])
        assert "visits" in words
        assert "(published)" in words


async def test_the_board_shows_one_program(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "4", "c", *"spring", "enter")
        assert "Board › Spring [x] rides" in screen_text(pilot)


@thorough_only
async def test_history_is_searched_marked_and_explained(opened: Open, published: Path) -> None:
    async with opened(published, size=(120, 36), today=date(2027, 2, 2)) as pilot:
        await press(pilot, "5")
        assert "6 pairings" in screen_text(pilot)
        await press(pilot, "slash", *"ana", "enter")
        assert "1 pairing" in screen_text(pilot)
        await press(pilot, "m")
        assert "How did Ana Lima with" in screen_text(pilot)
        await press(pilot, "l", "l", "enter")
        assert "■ ended" in screen_text(pilot)
        await press(pilot, "exclamation_mark")
        assert "No pairing matches" in screen_text(pilot)
        await press(pilot, "escape", "escape")
        await press(pilot, "enter")
        assert "Why these two?" in screen_text(pilot)


async def test_a_state_that_cannot_follow_is_refused_and_the_form_stays(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "5", "m", "enter")
        assert "How did" in screen_text(pilot)
        assert "only begins on" in screen_text(pilot)


async def test_programs_are_listed_opened_enrolled_and_archived(opened: Open, company: Path) -> None:
    async with opened(company, size=(120, 36)) as pilot:
        await press(pilot, "7")
        assert "Spring [x] rides" in screen_text(pilot)
        await press(pilot, "E")
        assert "nothing was changed" in toasts(pilot)
        await press(pilot, "r")
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        await press(pilot, "7", "d")
        assert "There is no program yet" in screen_text(pilot)
        await press(pilot, "3")
        assert "There is no program yet" in screen_text(pilot)


@thorough_only
async def test_invites_are_filtered_and_exported_again(opened: Open, published: Path, tmp_path: Path) -> None:

    async with opened(published) as pilot:
        await press(pilot, "6", "slash", *"ana", "enter", "enter")
        assert "To:" in screen_text(pilot)
        await press(pilot, "escape", "escape", "x")
        await fill(pilot, "folder", str(tmp_path / "a"))
        await press(pilot, "enter", "x")
        assert "Nothing is due" in toasts(pilot)
        await press(pilot, "X")
        await fill(pilot, "folder", str(tmp_path / "b"))
        await press(pilot, "enter")
    assert sorted(one.name for one in (tmp_path / "a").iterdir()) == sorted(
        one.name for one in (tmp_path / "b").iterdir()
    )


async def test_question_mark_lists_the_keys_as_they_are_bound_now(opened: Open, company: Path) -> None:

    async with opened(company, size=(120, 60), config=Config(keys={"people.add": "ctrl+n"})) as pilot:
        await press(pilot, "question_mark")
        text = screen_text(pilot)
        assert "Ctrl+N" in text
        assert "Add a person" in text
        assert "Plan the rounds" not in text
        await press(pilot, "question_mark")
        assert "Keys that work here" not in screen_text(pilot)


async def test_f1_explains_what_has_the_focus_in_a_list_a_filter_and_a_form(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "f1")
        assert "v marks a row" in screen_text(pilot)
        await press(pilot, "escape", "slash", "f1")
        assert "The filter." in screen_text(pilot)
        await press(pilot, "escape", "escape", "n", "f1")
        assert "Name, address, side and team are needed" in screen_text(pilot)


@thorough_only
async def test_the_palette_finds_every_action_and_goes_to_its_section(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "ctrl+p", *"create a program", "enter")
        assert "Create a program" in screen_text(pilot)
        await press(pilot, "escape")
        assert pilot.app.current_mode in ("plan", "programs")
        await press(pilot, "2", "ctrl+p", *"turn the order", "enter")
        assert "Name ▼" in screen_text(pilot)


async def test_two_open_programs_see_each_others_changes(opened: Open, company: Path) -> None:

    async with opened(company) as pilot:
        desk = open_desk(company)
        people.remove(desk, "ana.lima@company.example")
        desk.close()
        await press(pilot, "f5")
        assert "9 people" in screen_text(pilot)
