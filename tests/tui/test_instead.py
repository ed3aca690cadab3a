"""Somebody else in a pairing, from the Plan screen: taken over, covered for a week, settled, and who is told."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from ridealong.domain.days import FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind
from ridealong.domain.replies import Answer
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites
from ridealong.services.people import limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.replies import answers, typed_answers
from thorough import thorough_only

from .conftest import CONFIG, TODAY
from .driving import Open, Pilot, press, screen_text, settle, toasts

PROGRAM = "Embeds"
START = date(2027, 1, 11)
WHO = (
    ("Ana", Side.IT, "Platform"),
    ("Ben", Side.IT, "Data"),
    ("Mia", Side.MARKETING, "Brand"),
    ("Noa", Side.MARKETING, "Brand"),
    ("Oto", Side.MARKETING, "Brand"),
)


def address(name: str) -> str:
    return f"{name.lower()}@x.example"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Ana is with Mia for four weeks and Ben later with Noa, published and told; nobody comes to Oto."""
    desk = open_desk(tmp_path / "embeds.db", clock=FixedClock(TODAY), config=CONFIG)
    for name, side, team in WHO:
        people.add(desk, Person(email=address(name), name=name, side=side, team=team, time_zone="Europe/Berlin"))
    new = programs.NewProgram(
        name=PROGRAM,
        kind=Kind.RIDE_ALONG,
        start=START,
        rounds=2,
        weeks=4,
        host_rest_weeks=0,
        check_in_every=1,
        enrol="all",
    )
    programs.create(desk, new)
    pins.add_pin(desk, PROGRAM, address("Ana"), address("Mia"), 0)
    pins.add_pin(desk, PROGRAM, address("Ben"), address("Noa"), 1)
    plans.plan(desk, PROGRAM)
    publishing.publish(desk, PROGRAM, everything=True)
    export_invites.export(desk, tmp_path / "sent")
    return desk


@pytest.fixture
def embeds(desk: Desk, tmp_path: Path) -> Path:
    desk.close()
    return tmp_path / "embeds.db"


def hosts(database: Path) -> list[tuple[str, str, str]]:
    """Guest, host and first day of each pairing."""
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    found = [(one.guest.name, one.host.name, str(one.days.first)) for one in plans.page(desk, PROGRAM).proposals]
    desk.close()
    return found


async def type_name(pilot: Pilot[None], text: str) -> None:
    pilot.app.screen.query_one("#who", Input).value = text
    await settle(pilot)


async def test_a_pairing_is_taken_over_by_whoever_is_chosen(opened: Open, embeds: Path) -> None:
    async with opened(embeds, size=(120, 36), section="plan") as pilot:
        await press(pilot, "down", "H")
        text = screen_text(pilot)
        assert "Who takes over Ana with Mia?" in text
        assert "Noa" in text
        await type_name(pilot, "oto")
        await press(pilot, "enter")
        assert "Ana is with Oto" in toasts(pilot)
        assert "3 people are to be told (6)" in toasts(pilot)
    assert ("Ana", "Oto", "2027-01-11") in hosts(embeds)


@thorough_only
async def test_a_rule_that_forbids_it_is_said_in_the_dialog_which_stays(
    opened: Open, desk: Desk, tmp_path: Path
) -> None:
    limits.add_apart(desk, address("Ana"), address("Oto"), "private")
    desk.close()
    before = hosts(tmp_path / "embeds.db")
    async with opened(tmp_path / "embeds.db", size=(80, 24), section="plan") as pilot:
        await press(pilot, "down", "H")
        await type_name(pilot, "oto")
        await press(pilot, "enter")
        assert "Oto is kept apart from Ana" in " ".join(screen_text(pilot).split())
        await press(pilot, "escape")
        assert "Who takes over" not in screen_text(pilot)
    assert hosts(tmp_path / "embeds.db") == before


async def test_a_week_is_covered_by_whoever_is_chosen_and_undone_by_one_key(opened: Open, embeds: Path) -> None:
    before = hosts(embeds)
    async with opened(embeds, size=(80, 24), section="plan") as pilot:
        await press(pilot, "down", "L")
        assert "Who stands in for Mia with Ana for a week?" in screen_text(pilot)
        week = pilot.app.screen.query_one("#field-week Input", Input)
        assert week.value == "2027-01-11"
        week.value = str(START + timedelta(weeks=1, days=2))
        await type_name(pilot, "oto")
        await press(pilot, "enter")
        assert "Oto stands in for Mia" in toasts(pilot)
        assert ("Ana", "Oto", "2027-01-18") in hosts(embeds)
        await press(pilot, "u")
    assert hosts(embeds) == before


@thorough_only
async def test_a_week_that_is_none_is_said_in_the_dialog(opened: Open, embeds: Path) -> None:
    async with opened(embeds, size=(80, 24), section="plan") as pilot:
        await press(pilot, "down", "L")
        for typed, said in (("someday", "someday"), ("2027-06-01", "does not last in that week")):
            pilot.app.screen.query_one("#field-week Input", Input).value = typed
            await type_name(pilot, "oto")
            await press(pilot, "enter")
            assert said in " ".join(screen_text(pilot).split())


@thorough_only
async def test_on_plan_b_asks_which_of_the_two_cannot_come(opened: Open, embeds: Path) -> None:
    async with opened(embeds, size=(120, 36), section="plan") as pilot:
        await press(pilot, "b")
        assert "Put the cursor on the pairing of whoever cannot come first" in toasts(pilot)
        await press(pilot, "down", "b")
        text = screen_text(pilot)
        assert "Who cannot come?" in text
        assert address("Mia") in text
        assert address("Ana") in text


async def test_where_nobody_was_asked_a_says_why_there_is_no_answer_to_write_down(opened: Open, tmp_path: Path) -> None:
    async with opened(tmp_path / "new.db", size=(80, 24), section="invites") as pilot:
        await press(pilot, "tab", "a")
        assert "Nobody here has been asked yet" in toasts(pilot)


@thorough_only
async def test_a_repair_after_a_decline_shows_the_reason_and_who_is_told(
    opened: Open, desk: Desk, tmp_path: Path
) -> None:
    row = next(one for one in answers.rows(desk) if one.email == address("Ana") and one.kind is MeetingKind.VISIT)
    typed_answers.record(desk, row.uid, address("Mia"), Answer.DECLINED, note="private")
    desk.close()
    async with opened(tmp_path / "embeds.db", size=(120, 40), section="plan") as pilot:
        await press(pilot, "R")
        text = screen_text(pilot)
        assert "Mia declined" in text
        assert "Who is told" in text
        assert "Mia: 5 cancels" in text
        assert "private" not in text
