"""The palette: actions that work here first, and people, programs and teams to go to."""

from pathlib import Path

import pytest
from textual.command import CommandList, Hit
from textual.pilot import Pilot

from ridealong.services.desk import open_desk
from ridealong.services.people import people
from ridealong.tui.palette import EverythingProvider, Palette
from thorough import thorough_only

from .conftest import CONFIG
from .driving import Open, look_for, press, screen_text, toasts


def offered(pilot: Pilot[None]) -> list[str]:
    """The lines of the list, from the top."""
    found = pilot.app.screen.query_one(CommandList)
    return [str(found.get_option_at_index(at).prompt) for at in range(found.option_count)]


async def test_before_anything_is_typed_what_is_commonest_here_comes_first(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "ctrl+p")
        first = offered(pilot)
        assert "In People" in first[0]
        elsewhere = first.index(next(one for one in first if "Go to Plan" in one))
        assert sum("In People" in one for one in first[:elsewhere]) >= 10
        assert not any("On a person's page" in one for one in first)
        await press(pilot, "escape", "enter", "ctrl+p")
        assert "On a person's page" in offered(pilot)[0]


async def test_a_person_is_found_by_name_or_address_and_going_back_returns(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "4", "ctrl+p")
        await look_for(pilot, "hugo")
        assert "Hugo Costa" in offered(pilot)[0]
        await press(pilot, "enter")
        assert "› Hugo Costa" in screen_text(pilot)
        await press(pilot, "escape")
        assert pilot.app.current_mode == "board"
        await press(pilot, "colon")
        await look_for(pilot, "jonas.novak@")
        assert "Jonas Novak" in offered(pilot)[0]


@thorough_only
async def test_a_team_shows_its_people_and_a_program_its_plan(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "5", "ctrl+p")
        await look_for(pilot, "brand")
        assert "Team in Marketing · 2 people" in offered(pilot)[0]
        await press(pilot, "enter")
        assert pilot.app.current_mode == "people"
        assert 'team:"Brand" side:marketing' in screen_text(pilot)
        assert "2 people" in screen_text(pilot)
        await press(pilot, "ctrl+p")
        await look_for(pilot, "spring")
        assert "Spring [x] rides" in offered(pilot)[0]
        await press(pilot, "enter")
        assert "Plan › Spring [x] rides" in screen_text(pilot)


async def test_names_are_text_whatever_they_look_like(opened: Open, company: Path) -> None:
    desk = open_desk(company, config=CONFIG)
    known = people.show(desk, "grace.berg@company.example").person
    people.edit(desk, known.email, {"name": "[@click=app.leave]Grace[/] \\[b]", "team": "[red]Brand"})
    desk.close()
    async with opened(company) as pilot:
        await press(pilot, "ctrl+p")
        await look_for(pilot, "grace")
        assert "[@click=app.leave]Grace[/] \\[b]" in offered(pilot)[0]
        assert "[red]Brand, Marketing" in offered(pilot)[0]
        await look_for(pilot, "esra")
        assert "[/x] Esra" in offered(pilot)[0]
        await look_for(pilot, "[/")
        assert isinstance(pilot.app.screen, Palette)


async def test_what_cannot_be_done_is_offered_with_the_reason(opened: Open, company: Path) -> None:
    async with opened(company, read_only=True) as pilot:
        await press(pilot, "2", "ctrl+p")
        await look_for(pilot, "add a person")
        assert "this database is open to read only" in offered(pilot)[0]
        await press(pilot, "enter")
        assert "“Add a person”: this database is open to read only" in toasts(pilot)


@thorough_only
async def test_an_action_of_the_section_is_done_there_from_a_page_of_it(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "enter", "ctrl+p")
        await look_for(pilot, "add a person")
        await press(pilot, "enter")
        assert "Add a person" in screen_text(pilot)
        assert len(pilot.app.screen_stack) == 2


async def test_what_is_typed_finds_the_actions_that_have_these_words_and_not_what_resembles_them(
    opened: Open, company: Path
) -> None:
    async with opened(company) as pilot:
        await press(pilot, "ctrl+p")
        await look_for(pilot, "light")
        assert "a light theme" in offered(pilot)[0]
        await look_for(pilot, "never met")
        assert "never met" in offered(pilot)[0]
        assert "draft aside" not in screen_text(pilot)
        await look_for(pilot, "hugo")
        assert len(offered(pilot)) == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("manager", "what the manager said"),
        ("leaves", "that the person leaves it"),
        ("forecast", "Forecast: after how many rounds all teams will have met"),
        ("measure", "To the page of the program, with its measures and sponsors"),
    ],
)
async def test_words_that_people_look_for_find_what_is_meant(
    opened: Open, company: Path, typed: str, found: str
) -> None:
    async with opened(company) as pilot:
        await press(pilot, "1", "ctrl+p")
        await look_for(pilot, typed)
        assert any(found in one for one in offered(pilot))


async def test_what_the_manager_said_is_noted_from_the_palette(opened: Open, company: Path) -> None:
    async with opened(company, section="people") as pilot:
        await press(pilot, "ctrl+p")
        await look_for(pilot, "manager said")
        await press(pilot, "enter")
        assert "The manager" in screen_text(pilot)


async def test_actions_do_not_wait_for_what_the_database_finds(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        first = aiter(EverythingProvider(pilot.app.screen).search("plan")).__anext__()
        with pytest.raises(StopIteration) as found:
            first.send(None)
        assert isinstance(found.value.value, Hit)


@thorough_only
async def test_what_works_in_another_view_alone_says_so(opened: Open, company: Path) -> None:
    async with opened(company, section="history") as pilot:
        await press(pilot, "ctrl+p")
        await look_for(pilot, "who have never met")
        assert "not possible just now" in offered(pilot)[0]
        await press(pilot, "escape", "tab", "ctrl+p")
        await look_for(pilot, "who have never met")
        assert "not possible just now" not in offered(pilot)[0]
        await press(pilot, "escape", "1", "ctrl+p")
        await look_for(pilot, "charts: show more weeks")
        await press(pilot, "enter")
        assert "“Charts: show more weeks” does not work here" in toasts(pilot)
