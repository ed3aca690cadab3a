"""People: filter, sort, marks, pages, forms."""

from pathlib import Path

from ridealong.config import Config

from .driving import Open, fill, press, screen_text, toasts


def names(text: str) -> list[str]:
    return [line[3:20].strip() for line in text.splitlines()[3:-1] if line.strip()]


async def test_the_filter_is_live_and_esc_clears_it(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
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
    async with opened(company) as pilot:
        await press(pilot, "slash", "q", "q", "q")
        assert "Nobody matches the filter" in screen_text(pilot)


async def test_a_term_that_is_not_finished_is_explained_beside_the_filter(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "slash", *"away:to")
        assert "away:to" in screen_text(pilot)
        assert "is no time" in screen_text(pilot)
        assert toasts(pilot) == ""


async def test_names_that_look_like_markup_are_shown_as_they_are(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        assert "[/x] Esra" in screen_text(pilot)
        assert "Iris [red]Weber" in screen_text(pilot)
        await press(pilot, "enter")
        assert "People › [/x] Esra" in screen_text(pilot)
        await press(pilot, "escape", "d")
        assert "[/x] Esra (Platform) removed" in toasts(pilot)


async def test_sorting_by_key_and_by_click(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        first = names(screen_text(pilot))
        await press(pilot, "O")
        assert names(screen_text(pilot)) == first[::-1]
        await press(pilot, "o")
        assert "Side ▲" in screen_text(pilot)
        await pilot.click("#people", offset=(5, 0))
        assert "Name ▲" in screen_text(pilot)


async def test_a_person_is_added_with_problems_shown_while_typing(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
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


async def test_a_person_is_edited_from_the_page_and_the_page_shows_it(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
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
    async with opened(company) as pilot:
        await press(pilot, "v", "v", "d")
        assert "8 people" in screen_text(pilot)
        assert toasts(pilot) == "2 people removed · u undoes it"


async def test_a_range_is_marked_copied_and_unmarked(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "v", "j", "j", "V")
        assert "4 marked" in screen_text(pilot)
        await press(pilot, "y")
        assert len(pilot.app.clipboard.splitlines()) == 4
        await press(pilot, "escape")
        assert "marked" not in screen_text(pilot)


async def test_first_last_and_pages(opened: Open, company: Path) -> None:
    async with opened(company, size=(80, 10)) as pilot:
        await press(pilot, "G")
        assert "Jonas Novak" in screen_text(pilot)
        await press(pilot, "g")
        assert "[/x] Esra" in screen_text(pilot)
        await press(pilot, "pagedown", "j", "k", "pageup")
        assert "[/x] Esra" in screen_text(pilot)


async def test_a_database_open_to_read_only_refuses_changes_in_words(opened: Open, company: Path) -> None:
    async with opened(company, read_only=True) as pilot:
        assert "read only" in screen_text(pilot).splitlines()[0]
        await press(pilot, "n")
        assert "open to read only" in toasts(pilot)


async def test_a_small_and_a_wide_terminal_show_less_and_more(opened: Open, company: Path) -> None:
    async with opened(company, size=(60, 20)) as pilot:
        assert "Ana Lima" in screen_text(pilot)
        assert "Wants" not in screen_text(pilot)
        await pilot.resize_terminal(160, 40)
        await press(pilot, "j")
        assert "Wants" in screen_text(pilot)
        assert "Knows" in screen_text(pilot)


async def test_keys_can_be_bound_anew(opened: Open, company: Path) -> None:
    async with opened(company, config=Config(keys={"app.plan": "f3", "list.down": "n"})) as pilot:
        await press(pilot, "f3")
        assert "Plan › Spring [x] rides" in screen_text(pilot)
