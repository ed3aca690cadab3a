"""The plain mode: every screen as simple lines of ASCII that a screen reader reads out, every state as a word."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from ridealong.config import Config
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import open_desk
from ridealong.services.people import absences
from ridealong.services.people import people as service
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.tui.app import RidealongApp
from ridealong.tui.plain import row_words, worded
from thorough import thorough_only

from .conftest import CONFIG, TODAY
from .driving import Open, press, screen_text

PLAIN = replace(CONFIG, plain=True)


@pytest.fixture(scope="session")
def built_ascii(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company of ASCII names, with published visits, drafts, a pin and somebody who is away."""
    path = tmp_path_factory.mktemp("ascii") / "company.db"
    desk = open_desk(path, clock=FixedClock(TODAY), config=CONFIG)
    for name, side, team in (
        ("Ana Lima", Side.IT, "Platform"),
        ("Ben King", Side.IT, "Data"),
        ("Grace Berg", Side.MARKETING, "Brand"),
        ("Hugo Costa", Side.MARKETING, "CRM"),
    ):
        address = f"{name.split()[0].lower()}@company.example"
        service.add(desk, Person(email=address, name=name, side=side, team=team, time_zone="Europe/Berlin"))
    for name, start in (("Spring", date(2027, 1, 11)), ("Summer", date(2027, 2, 8))):
        programs.create(desk, programs.NewProgram(name=name, kind=Kind.RIDE_ALONG, start=start, rounds=2, enrol="all"))
    pins.add_pin(desk, "Spring", "ana@company.example", "grace@company.example", 0)
    pins.add_pin(desk, "Spring", "ben@company.example", "hugo@company.example", 0)
    plans.plan(desk, "Spring")
    publishing.publish(desk, "Spring", everything=True)
    plans.plan(desk, "Summer")
    absences.add_absences(desk, ["ben@company.example"], Days(TODAY, TODAY))
    desk.close()
    return path


SAID = {
    "1": "(here)",
    "2": "Name: Ben King; Side: IT; Team: Data",
    "3": "State: pinned",
    "4": "Ana Lima, Platform, IT: visits ",
    "5": "State: published",
    "6": "needs attention; What: new",
    "7": "Published: 2",
}


@thorough_only
async def test_every_section_is_lines_of_ascii_with_every_state_as_a_word(
    opened: Open, built_ascii: Path, tmp_path: Path
) -> None:
    async with opened(shutil.copy(built_ascii, tmp_path), size=(100, 30), config=PLAIN) as pilot:
        await press(pilot, "3", "j", "p")
        pilot.app.clear_notifications()
        for digit, said in SAID.items():
            await press(pilot, digit)
            text = screen_text(pilot)
            assert text.isascii(), [one for one in text.split("\n") if not one.isascii()]
            assert said in " ".join(text.split()), text
            assert f"{digit} " in text.split("(here)")[0].split(",")[-1]
            assert colors(pilot) <= {"default"}


def colors(pilot: Pilot[None]) -> set[str]:
    return {
        color.name
        for strip in pilot.app.screen._compositor.render_strips()
        for segment in strip
        if segment.style is not None
        for color in (segment.style.color, segment.style.bgcolor)
        if color is not None
    }


async def test_the_terminals_cursor_stands_before_the_row_and_follows_it(opened: Open, built_ascii: Path) -> None:
    async with opened(built_ascii, config=PLAIN) as pilot:
        await press(pilot, "2")
        for key, name in (("g", "Ana Lima"), ("down", "Ben King"), ("v", "Grace Berg"), ("k", "Ben King")):
            await press(pilot, key)
            x, y = pilot.app.cursor_position
            assert x == 0
            assert screen_text(pilot).split("\n")[y].startswith(("> Name: " + name, "> marked; Name: " + name))
        assert "> marked; Name: Ben King" in screen_text(pilot)


async def test_the_row_under_the_cursor_stands_below_in_full(opened: Open, built_ascii: Path) -> None:
    async with opened(built_ascii, size=(60, 24), config=PLAIN) as pilot:
        await press(pilot, "5")
        line = next(one for one in screen_text(pilot).split("\n") if one.startswith("> "))
        assert line.endswith("...")
        below = " ".join(screen_text(pilot).split(line)[1].split())
        assert "State: published; Program: Spring" in below
        await press(pilot, "G")
        assert sum(one.startswith("> ") for one in screen_text(pilot).split("\n")) == 1


async def test_a_page_is_read_as_what_it_says(opened: Open, built_ascii: Path) -> None:
    async with opened(built_ascii, config=PLAIN) as pilot:
        await press(pilot, "2", "enter")
        lines = [line.rstrip() for line in screen_text(pilot).split("\n")]
        assert lines[0].endswith("7 Programs")
        assert "> address ana@company.example" in lines
        assert "  team Platform, IT" in lines


async def test_the_board_is_a_list_for_one_week_at_a_time(opened: Open, built_ascii: Path) -> None:
    async with opened(built_ascii, size=(100, 30), config=PLAIN) as pilot:
        await press(pilot, "4", "t", "right")
        week = screen_text(pilot)
        assert "Week of 11 Jan 2027. Left and Right go to others" in week
        assert "Ana Lima, Platform, IT: visits " in week
        assert "(published)" in week
        await press(pilot, "left")
        text = screen_text(pilot)
        assert "Week of 4 Jan 2027" in text
        assert "Ben King, Data, IT: away 4 Jan" in text
        assert "Ana Lima, Platform, IT: nothing" in text


async def test_dialogs_take_the_whole_screen_and_lead_to_the_field(opened: Open, built_ascii: Path) -> None:
    async with opened(built_ascii, config=PLAIN) as pilot:
        await press(pilot, "2", "n")
        text = screen_text(pilot)
        assert text.isascii()
        assert "Ana Lima; Side" not in text
        assert "(x) IT  ( ) Marketing" in text
        field = pilot.app.focused
        assert field is not None
        assert pilot.app.cursor_position == field.content_region.offset
        button = pilot.app.screen.query_one("#cancel")
        button.focus()
        await press(pilot, "f20")
        assert pilot.app.cursor_position == button.content_region.offset
        assert button.content_region.offset != Offset(0, 0)


async def test_what_happened_is_told_in_a_line_at_the_bottom(opened: Open, company: Path) -> None:
    async with opened(company, config=PLAIN) as pilot:
        await press(pilot, "2", "g", "d")
        assert "\n[/x] Esra (Platform) removed,  u undoes it\n" in screen_text(pilot)


@thorough_only
async def test_keys_are_named_by_words(opened: Open, built_ascii: Path) -> None:
    async with opened(built_ascii, size=(100, 50), config=PLAIN) as pilot:
        await press(pilot, "4", "question_mark")
        text = screen_text(pilot)
        assert text.isascii()
        assert "Left" in text
        assert "Right" in text
    async with opened(built_ascii, size=(100, 50)) as pilot:
        await press(pilot, "4", "question_mark")
        assert "←" in screen_text(pilot)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("▶ Hugo Costa", "Hugo Costa"),
        ("━━━━──  73 good", "73 good"),
        ("11–15 Jan 2027", "11 to 15 Jan 2027"),
        ("28 Dec 2026 – 1 Jan 2027", "28 Dec 2026 to 1 Jan 2027"),
        ("11.01. – 15.01.2027", "11.01. to 15.01.2027"),
        ("Smith–Jones", "Smith-Jones"),
        ("Platform → Events", "Platform to Events"),
        ("✗ declined · 2 more …", "declined, 2 more ..."),
        ("! Spring", "needs attention: Spring"),
        ("·", ""),
    ],
)
def test_signs_give_way_to_the_words_beside_them(text: str, words: str) -> None:
    assert worded(text) == words


def test_a_row_leaves_out_what_has_no_value() -> None:
    assert row_words(["Name", "Role", "Met", ""], ["Ana", "", "-", "● away"]) == "Name: Ana; away"


def test_what_presses_is_said_before_the_name_and_not_as_a_part_of_it() -> None:
    assert row_words(["Name", "Kind"], ["! Spring", "buddy"]) == "needs attention; Name: Spring; Kind: buddy"


def test_the_terminals_cursor_is_shown_only_in_the_plain_mode(tmp_path: Path) -> None:
    assert RidealongApp(tmp_path / "a.db", config=Config(plain=True)).plain
    assert not RidealongApp(tmp_path / "a.db", config=Config()).plain
