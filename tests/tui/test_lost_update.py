"""Who saves second sees what was saved meanwhile beside what was typed, and loses neither."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.config import Config
from ridealong.domain.days import FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.replies import Answer
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk, open_desk
from ridealong.services.outcomes import history
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.replies import typed_answers
from ridealong.tui import watch
from ridealong.tui.screens.people_changes import edit_enrolment
from ridealong.tui.widgets.field import Field

from .conftest import TODAY, address
from .driving import Open, fill, press, screen_text, settle, toasts

ANA = address("Ana Lima")
SIZE = (120, 40)
LATER = date(2027, 6, 1)
"""When all is over."""


@pytest.fixture
def company(shared_company: str) -> str:
    """Where all of them look."""
    return shared_company


@pytest.fixture
def pat(company: Path) -> Iterator[Desk]:
    """Pat's desk on the database that Kim has on the screens."""
    desk = open_desk(company, clock=FixedClock(TODAY), config=Config(coordinator="pat"))
    yield desk
    desk.close()


@asynccontextmanager
async def editing(opened: Open, company: Path, size: tuple[int, int] = SIZE) -> AsyncIterator[Pilot[None]]:
    """Kim has typed another role and another team for Ana, and not yet saved."""
    async with opened(company, size=size) as pilot:
        await press(pilot, "j", "e")
        await fill(pilot, "role", "Engineer")
        await fill(pilot, "team", "Search")
        yield pilot


@pytest.fixture(autouse=True)
def old_view(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens do not look for changes of others while a test goes on: they show an old view."""
    monkeypatch.setattr(watch, "SECONDS", 3600.0)


def typed(pilot: Pilot[None], name: str) -> str:
    return pilot.app.screen.query_one(f"#field-{name}", Field).text


async def test_both_are_shown_where_both_changed_a_field_and_others_just_follow(
    opened: Open, company: Path, pat: Desk
) -> None:
    async with editing(opened, company) as pilot:
        people.edit(pat, ANA, {"team": "Data", "site": "Lisbon"})
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "pat has saved other values since you opened this form." in text
        assert "○ theirs: Data" in text
        assert "● yours: Search" in text
        assert "Also changed: Site was (empty), is Lisbon" in text
        assert "yours: (empty)" not in text
        await press(pilot, "enter")
        assert toasts(pilot) == "Ana Lima saved · u undoes it"
    now = people.show(pat, ANA).person
    assert (now.team, now.site, now.role) == ("Search", "Lisbon", "Engineer")


async def test_the_keys_choose_what_stands_and_the_whole_of_both_is_shown(
    opened: Open, company: Path, pat: Desk
) -> None:
    long = "A team with a name that is longer than there is room for beside it"
    async with editing(opened, company) as pilot:
        people.edit(pat, ANA, {"team": long, "role": "Lead"})
        await press(pilot, "enter")
        assert f"theirs  {long}" in screen_text(pilot)
        await press(pilot, "left", "down")
        assert "theirs  Lead" in screen_text(pilot)
        await press(pilot, "enter")
    now = people.show(pat, ANA).person
    assert (now.team, now.role) == (long, "Engineer")


async def test_where_nothing_clashes_there_is_nothing_to_choose_but_to_save(
    opened: Open, company: Path, pat: Desk
) -> None:
    async with editing(opened, company) as pilot:
        people.edit(pat, ANA, {"site": "Lisbon"})
        await press(pilot, "enter")
        assert " Changed: Site was (empty), is Lisbon" in screen_text(pilot)
        assert "yours:" not in screen_text(pilot)
        await press(pilot, "enter")
        assert toasts(pilot) == "Ana Lima saved · u undoes it"
    now = people.show(pat, ANA).person
    assert (now.site, now.team, now.role) == ("Lisbon", "Search", "Engineer")


async def test_esc_goes_back_to_the_form_with_everything_typed(opened: Open, company: Path, pat: Desk) -> None:
    async with editing(opened, company) as pilot:
        people.edit(pat, ANA, {"team": "Data"})
        await press(pilot, "enter", "escape")
        assert (typed(pilot, "role"), typed(pilot, "team")) == ("Engineer", "Search")
        assert people.show(pat, ANA).person.team == "Data"
        await press(pilot, "enter")
        assert "● yours: Search" in screen_text(pilot)


async def test_whoever_saves_again_while_one_compares_is_shown_as_well(opened: Open, company: Path, pat: Desk) -> None:
    async with editing(opened, company) as pilot:
        people.edit(pat, ANA, {"team": "Data"})
        await press(pilot, "enter")
        people.edit(pat, ANA, {"site": "Lisbon"})
        await press(pilot, "enter")
        assert "Also changed: Site was (empty), is Lisbon" in screen_text(pilot)
        await press(pilot, "enter")
    now = people.show(pat, ANA).person
    assert (now.team, now.site, now.role) == ("Search", "Lisbon", "Engineer")


async def test_what_both_typed_alike_asks_nothing(opened: Open, company: Path, pat: Desk) -> None:
    async with editing(opened, company) as pilot:
        people.edit(pat, ANA, {"team": "Search"})
        await press(pilot, "enter")
        assert "Ana Lima saved" in toasts(pilot)
    assert people.show(pat, ANA).person.role == "Engineer"


async def test_another_address_is_one_of_the_values_and_the_person_is_found(
    opened: Open, company: Path, pat: Desk
) -> None:
    async with editing(opened, company, (80, 24)) as pilot:
        people.change_email(pat, ANA, "ana@company.example")
        await press(pilot, "enter")
        assert f"Changed: Address was {ANA}, is ana@company.example" in screen_text(pilot).replace("\n", " ")
        await press(pilot, "enter")
    now = people.show(pat, "ana@company.example").person
    assert (now.role, now.team) == ("Engineer", "Search")


async def test_a_person_who_was_removed_is_told_and_what_was_typed_stays(
    opened: Open, company: Path, pat: Desk
) -> None:
    async with editing(opened, company) as pilot:
        people.remove(pat, ANA)
        await press(pilot, "enter")
        assert "Ana Lima was removed meanwhile, by pat on 4 Jan 2027" in screen_text(pilot).replace("\n", " ")
        assert (typed(pilot, "role"), typed(pilot, "team")) == ("Engineer", "Search")


async def test_a_draft_that_somebody_else_has_changed_is_not_set_aside_on_an_old_view(
    opened: Open, company: Path, pat: Desk
) -> None:
    async with opened(company, size=SIZE) as pilot:
        await press(pilot, "3", "j")
        drafts.pin(pat, pilot.app.screen.table.current.pairing.id)  # type: ignore[attr-defined] - the plan's table
        await pilot.press("d")
        await settle(pilot)
        assert "was changed meanwhile, by pat" in toasts(pilot)
        assert "pinned was no, is yes" in toasts(pilot)
    assert len(plans.page(pat, "Spring [x] rides").proposals) == 6


async def test_a_pairing_marked_by_somebody_else_is_shown_as_it_is_now_and_enter_overrules(
    opened: Open, published: Path
) -> None:
    desk = open_desk(published, clock=FixedClock(LATER), config=Config(coordinator="pat"))
    async with opened(published, size=SIZE, today=LATER) as pilot:
        await press(pilot, "5", "m", "right")
        await fill(pilot, "reason", "was ill")
        row = pilot.app.screen._rows[0]  # type: ignore[attr-defined] - of the dialog
        history.mark(desk, row.id, State.HELD)
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "now held" in text
        assert "was changed meanwhile, by pat" in text
        assert "● missed" in text
        assert typed(pilot, "reason") == "was ill"
        await press(pilot, "enter")
        assert "marked as missed" in toasts(pilot)
    (now,) = history.look_again(desk, [row.id])
    assert now.state is State.MISSED
    desk.close()


async def test_the_answer_to_a_program_that_somebody_else_noted_is_told_and_enter_overrules(
    opened: Open, company: Path, pat: Desk
) -> None:
    async with opened(company, size=SIZE) as pilot:
        await press(pilot, "2", "enter")
        page = people.show(pat, pilot.app.screen.email)  # type: ignore[attr-defined] - of the person's page
        enrolment = page.enrolled[0]
        edit_enrolment(pilot.app.screen, (page.person.email, page.person.name), enrolment)  # type: ignore[arg-type]  # as above
        await settle(pilot)
        programs.enrol(pat, enrolment.program, [page.person.email], EnrolmentState.DECLINED)
        await press(pilot, "left", "enter")
        assert "state was agreed, is declined" in screen_text(pilot).replace("\n", " ")
        assert people.show(pat, page.person.email).enrolled[0].state is EnrolmentState.DECLINED
        await press(pilot, "enter")
        assert people.show(pat, page.person.email).enrolled[0].state is EnrolmentState.ASKED


async def test_several_pairings_one_of_which_was_marked_by_somebody_else_can_be_marked_all_the_same(
    opened: Open, published: Path
) -> None:
    desk = open_desk(published, clock=FixedClock(LATER), config=Config(coordinator="pat"))
    async with opened(published, size=SIZE, today=LATER) as pilot:
        await press(pilot, "5", "v", "v", "m")
        ids = [row.id for row in pilot.app.screen._rows]  # type: ignore[attr-defined] - of the dialog
        history.mark(desk, ids[0], State.MISSED)
        await press(pilot, "enter")
        assert "now 1 missed, 1 published" in screen_text(pilot)
        await press(pilot, "enter")
        assert "2 pairings marked as held" in toasts(pilot)
    assert {row.state for row in history.look_again(desk, ids)} == {State.HELD}
    desk.close()


async def test_an_answer_that_somebody_else_wrote_down_is_shown_and_enter_overrules(opened: Open, sent: Path) -> None:
    desk = open_desk(sent, clock=FixedClock(TODAY), config=Config(coordinator="pat"))
    async with opened(sent, size=SIZE) as pilot:
        await press(pilot, "6", "tab", "a")
        row = pilot.app.screen._row  # type: ignore[attr-defined] - of the dialog
        typed_answers.record(desk, row.uid, row.email, Answer.DECLINED)
        await fill(pilot, "note", "by telephone")
        await press(pilot, "enter")
        assert "now declined" in screen_text(pilot)
        assert typed(pilot, "note") == "by telephone"
        await press(pilot, "enter")
        assert "accepted" in toasts(pilot)
    assert typed_answers.look_again(desk, row.uid, row.email, None).answer is Answer.ACCEPTED  # type: ignore[union-attr] - there is one
    desk.close()
