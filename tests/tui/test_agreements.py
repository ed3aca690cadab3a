"""Consent on the screens: publishing without all agreements, managers' words, leaving, and the settings about it."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from ridealong.domain.consent import Word
from ridealong.domain.days import FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import DEFAULTS, EnrolmentState, Kind, Program
from ridealong.services.desk import Desk, open_desk
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.programs import charters, consents, program_settings, programs
from ridealong.services.programs.charters import Signing
from ridealong.services.programs.enrolments import Consent
from ridealong.services.programs.program_settings import ProgramChange
from ridealong.services.publishing import lead_words
from ridealong.services.reports.report import report
from ridealong.tui.dialogs.new_program import ABOUT
from ridealong.tui.dialogs.publish import PublishDialog
from ridealong.tui.screens.person_list import PersonList
from ridealong.tui.screens.program import EntryTable
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, press, screen_text, settle, toasts

SPRING, ANA, HUGO = "Spring [x] rides", address("Ana Lima"), address("Hugo Costa")


def at(path: Path, today: date = TODAY) -> Desk:
    return open_desk(path, clock=FixedClock(today), config=CONFIG)


def change(path: Path, word: str, *, leads: bool = False) -> Path:
    """A company in which not all have agreed: `sponsor` names one who has not, `lead` gives the guests a lead."""
    desk = at(path)
    if word == "sponsor":
        charters.sign(desk, SPRING, Side.IT, Signing(sponsor=ANA))
    for row in plans.page(desk, SPRING).proposals if word == "lead" else ():
        people.edit(desk, row.guest.email, {"manager": "zoe@y.example"})
    program_settings.edit(desk, SPRING, ProgramChange(leads_agree=leads, place="Atrium"))
    desk.close()
    return path


def published(path: Path) -> int:
    desk = at(path)
    number = sum(one.state is State.PUBLISHED for one in plans.page(desk, SPRING).proposals)
    desk.close()
    return number


def reasons(path: Path) -> list[str]:
    desk = at(path)
    found = [one.reason for one in report(desk, SPRING).without_agreement]
    desk.close()
    return found


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("sponsor", "Not all sponsors of"),
        pytest.param("lead", "6 drafts wait for a lead's word: zoe@y.example.", marks=thorough_only),
    ],
)
async def test_publishing_asks_for_a_reason_where_somebody_has_not_agreed(
    opened: Open, company: Path, word: str, said: str
) -> None:
    change(company, word, leads=word == "lead")
    async with opened(company, section="plan") as pilot:
        await press(pilot, "P")
        assert said in screen_text(pilot)
        assert "Why without" in screen_text(pilot)
        await press(pilot, "y")
        assert "Say why it is published although not all have agreed" in screen_text(pilot)
        assert published(company) == 0
        await press(pilot, *"pilot", "enter")
        assert pilot.app.screen.query_one("#ok", Button).has_focus
        await press(pilot, "enter")
        assert "6 pairings" in toasts(pilot)
    assert (published(company), reasons(company)) == (6, ["pilot"])


@thorough_only
async def test_the_reason_is_asked_for_and_its_buttons_stay_in_sight_for_the_mouse(opened: Open, company: Path) -> None:
    change(company, "sponsor")
    async with opened(company, section="plan", size=(80, 24)) as pilot:
        await press(pilot, "P")
        await pilot.click("#ok")
        await settle(pilot)
        assert "Say why it is published although not all have agreed" in screen_text(pilot)
        assert "Publish 6 pairings (y)" in screen_text(pilot)
        assert "Not now (Esc)" in screen_text(pilot)
        await press(pilot, *"pilot")
        await pilot.click("#cancel")
        await settle(pilot)
        assert published(company) == 0
        await press(pilot, "P")
        await pilot.click("#field-reason Input")
        await press(pilot, *"pilot")
        await pilot.click("#ok")
        await settle(pilot)
        assert "6 pairings" in toasts(pilot)
    assert (published(company), reasons(company)) == (6, ["pilot"])


async def test_publishing_asks_for_no_reason_where_all_have_agreed(opened: Open, company: Path) -> None:
    desk = at(company)
    for side, email in ((Side.IT, ANA), (Side.MARKETING, HUGO)):
        charters.sign(desk, SPRING, side, Signing(sponsor=email, agreed=TODAY))
    desk.close()
    async with opened(company, section="plan") as pilot:
        await press(pilot, "P")
        assert "Why without" not in screen_text(pilot)
        await press(pilot, "y")
    assert (published(company), reasons(company)) == (6, [])


async def test_what_a_lead_refused_cannot_be_published(opened: Open, company: Path) -> None:
    change(company, "lead", leads=True)
    desk = at(company)
    [drafts] = lead_words.lists(desk)
    lead_words.give(desk, [drafts.drafts[0].id], Word.REFUSED)
    desk.close()
    async with opened(company, section="plan") as pilot:
        assert "zoe@y.example does not agree to" in " ".join(screen_text(pilot).split())
        await press(pilot, "P")
        assert isinstance(pilot.app.screen, PublishDialog)
        assert "Set the draft aside, or let somebody else have its place." in screen_text(pilot)
        assert "Why without" not in screen_text(pilot)
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, PublishDialog)
    assert published(company) == 0


async def test_enter_without_a_reason_publishes_nothing(opened: Open, company: Path) -> None:
    change(company, "sponsor")
    async with opened(company, section="plan") as pilot:
        await press(pilot, "P")
        await fill(pilot, "reason", "  ")
        await press(pilot, "enter")
        assert "Say why it is published" in screen_text(pilot)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, PublishDialog)
    assert published(company) == 0


def enrolment(path: Path) -> programs.EnrolledPerson:
    desk = at(path)
    found = next(one for one in programs.show(desk, SPRING).enrolled if one.email == ANA)
    desk.close()
    return found


async def go_to(pilot: Pilot[None], words: str) -> None:
    """Put the cursor on the first line of a page with some words."""
    for one in [*pilot.app.screen.query(PersonList), *pilot.app.screen.query(EntryTable)]:
        for at_line, line in one.pages.known():
            if words in f"{getattr(line, 'label', '')} {''.join(text for text, _tone in line.cell)}":
                one.focus()
                one.move_to(at_line)
                await settle(pilot)
                return
    raise AssertionError(f"no line with '{words}':\n{screen_text(pilot)}")


@thorough_only
async def test_the_word_of_a_manager_is_noted_on_the_page_of_the_person(opened: Open, company: Path) -> None:
    async with opened(company, size=(100, 50)) as pilot:
        await press(pilot, "j", "enter")
        await go_to(pilot, "✓ agreed")
        await press(pilot, "e", "tab", "right", "right", "enter")
        assert "Ana Lima: agreed in Spring [x] rides, the manager has not agreed" in toasts(pilot)
        assert "manager has not agreed" in screen_text(pilot)
    assert (enrolment(company).state, enrolment(company).manager) == (EnrolmentState.AGREED, Word.REFUSED)


async def test_an_answer_is_changed_from_the_list_of_people(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "slash", *"ana lima", "enter", "ctrl+e")
        assert f"Ana Lima in {SPRING}" in screen_text(pilot)
        await press(pilot, "right", "right", "enter")
        assert f"Ana Lima: declined in {SPRING}" in toasts(pilot)
    assert enrolment(company).state is EnrolmentState.DECLINED


@thorough_only
async def test_of_several_programs_the_one_is_chosen_whose_answer_is_changed(opened: Open, company: Path) -> None:
    desk = at(company)
    programs.create(desk, programs.NewProgram(name="Days", kind=Kind.ROTATION, start=TODAY, rounds=1, enrol="all"))
    desk.close()
    async with opened(company) as pilot:
        await press(pilot, "slash", *"ana lima", "enter", "ctrl+e")
        assert "What was answered to which program?" in screen_text(pilot)
        await press(pilot, *"spring", "enter")
        assert f"Ana Lima in {SPRING}" in screen_text(pilot)


async def test_a_reason_is_hidden_until_it_is_asked_for(opened: Open, company: Path) -> None:
    async with opened(company, size=(100, 50)) as pilot:
        await press(pilot, "j", "enter")
        await go_to(pilot, "✓ agreed")
        await press(pilot, "e", "right", "right")
        await fill(pilot, "reason", "a private matter")
        await press(pilot, "enter")
        assert "✗ declined" in screen_text(pilot)
        assert "private matter" not in screen_text(pilot)
        assert "1 reason kept private" in screen_text(pilot)
        await press(pilot, "full_stop")
        await go_to(pilot, "✗ declined")
        assert "a private matter" in screen_text(pilot)


async def test_who_leaves_is_out_of_what_is_to_come_in_one_step(opened: Open, sent: Path) -> None:
    async with opened(sent, size=(100, 50)) as pilot:
        await press(pilot, "j", "enter")
        await go_to(pilot, "✓ agreed")
        await press(pilot, "e", "right", "right", "right")
        assert "Leaves from" in screen_text(pilot)
        assert "The manager" not in screen_text(pilot)
        await fill(pilot, "reason", "a private matter")
        await press(pilot, "enter")
        assert "Ana Lima takes no part from 2027-01-04 on; 1 pairing cancelled." in toasts(pilot)
        assert "shows the invites that are due" in toasts(pilot)
        assert published(sent) == 5
        await press(pilot, "u")
    assert published(sent) == 6


async def test_who_gave_an_answer_is_listed_with_the_word_of_the_manager(opened: Open, company: Path) -> None:
    desk = at(company)
    consents.note(desk, SPRING, [ANA], Consent(state=None, manager=Word.REFUSED))
    desk.close()
    async with opened(company, size=(100, 50), section="programs") as pilot:
        await press(pilot, "enter")
        await go_to(pilot, "Agreed 10 people")
        await press(pilot, "enter")
        assert "! manager" in next(one for one in screen_text(pilot).splitlines() if "Ana Lima" in one)


def program_called(path: Path, name: str) -> Program:
    desk = at(path)
    found = programs.show(desk, name).program
    desk.close()
    return found


@thorough_only
async def test_a_program_is_made_with_what_its_kind_has_a_use_for(opened: Open, company: Path) -> None:
    async with opened(company, section="programs") as pilot:
        await press(pilot, "n")
        assert "‹ Ride-along ›" in screen_text(pilot)
        assert "A guest shadows a host of the other side for a week" in screen_text(pilot)
        await fill(pilot, "name", "Days")
        pilot.app.screen.query_one("#field-kind").focus()
        await press(pilot, "right")
        assert "Day in the life" in screen_text(pilot)
        assert "Two people spend a day each in the other's work" in screen_text(pilot)
        await fill(pilot, "return", "4")
        await fill(pilot, "cover", "101")
        await fill(pilot, "form", "forms.office.com")
        await press(pilot, "enter")
        assert "is not a number from 1 to 100" in screen_text(pilot)
        await fill(pilot, "cover", "30")
        await press(pilot, "enter")
        assert "is not a link" in screen_text(pilot)
        await fill(pilot, "form", "https://x.example/f")
        pilot.app.screen.query_one("#field-leads").focus()
        await press(pilot, "right", "enter")
    one = program_called(company, "Days")
    assert (one.kind, one.return_weeks, one.cover_percent, one.leads_agree, one.form_link) == (
        *(Kind.ROTATION, 4, 30, True),
        "https://x.example/f",
    )


@thorough_only
async def test_every_kind_can_be_chosen_and_says_what_it_is(opened: Open, company: Path) -> None:
    async with opened(company, section="programs") as pilot:
        await press(pilot, "n")
        pilot.app.screen.query_one("#field-kind").focus()
        for number, kind in enumerate(DEFAULTS, 1):
            assert f"{number} of {len(DEFAULTS)}" in screen_text(pilot)
            assert ABOUT[kind] in screen_text(pilot)
            await press(pilot, "right")


async def test_settings_about_consent_are_edited_and_shown(opened: Open, company: Path) -> None:
    async with opened(company, size=(100, 50), section="programs") as pilot:
        await press(pilot, "e")
        await fill(pilot, "cover", "40")
        await fill(pilot, "form_link", "https://x.example/f")
        pilot.app.screen.query_one("#field-leads").focus()
        await press(pilot, "right", "enter")
        assert "Spring [x] rides saved" in toasts(pilot)
        await press(pilot, "enter", "G")
        shown = screen_text(pilot)
        assert "at most 40 % of one away on visits in one week" in shown
        assert "once the leads of both have agreed" in shown
        assert "https://x.example/f" in shown
    one = program_called(company, SPRING)
    assert (one.cover_percent, one.leads_agree, one.form_link) == (40, True, "https://x.example/f")
