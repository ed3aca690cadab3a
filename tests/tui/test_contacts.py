"""Standing contacts on the screen: reached from who has met, found by letters, taken as proposed, taken back."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.people import contacts, people
from ridealong.services.people.contacts import ContactChange, TeamContacts
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, look_for, press, screen_text, settle, toasts

LATER = date(2027, 2, 15)
"""When all visits are over."""
GRACE = address("Grace Berg")


def between(database: Path, it_team: str, marketing_team: str) -> TeamContacts:
    desk = open_desk(database, clock=FixedClock(LATER), config=CONFIG)
    try:
        return contacts.between(desk, it_team, marketing_team)
    finally:
        desk.close()


def named(database: Path, it_team: str = "Data", marketing_team: str = "Brand") -> tuple[str, str]:
    found = between(database, it_team, marketing_team)
    return (found.it.name if found.it else "", found.marketing.name if found.marketing else "")


async def to_contacts(pilot: Pilot[None]) -> None:
    """Open the contacts from the first cell of who has met: Data and Brand."""
    await press(pilot, "5", "tab", "a")


async def test_the_two_who_have_met_most_often_are_proposed_and_taken(opened: Open, published: Path) -> None:
    async with opened(published, today=LATER, section="today") as pilot:
        await to_contacts(pilot)
        text = screen_text(pilot)
        assert "Standing contacts" in text
        row = next(line for line in text.splitlines() if line.startswith("›"))
        assert "Data" in row
        assert "Brand" in row
        assert "? Ben King" in row or "? Dmitri Petrov" in row
        assert "a takes them" in text
        await press(pilot, "a")
        assert "Data and Brand have their contacts now" in toasts(pilot)
        assert "✓ Grace Berg" in screen_text(pilot)
        await press(pilot, "a")
        assert "somebody is proposed" in toasts(pilot)
    assert named(published)[1] == "Grace Berg"


@thorough_only
async def test_people_of_the_two_teams_are_found_by_letters(opened: Open, published: Path) -> None:
    async with opened(published, today=LATER, section="today") as pilot:
        await to_contacts(pilot)
        await press(pilot, "e")
        text = screen_text(pilot)
        assert "Whom do Data and Brand turn to?" in text
        assert "Ana Lima" not in text.split("turn to?")[1]
        await press(pilot, *"fari", "enter")
        assert "Save (Enter)" in screen_text(pilot)
        assert "›  – nobody" in screen_text(pilot)
        await press(pilot, "down", "down", "enter")
        assert "Data and Brand turn to Farid Haddad and Iris [red]Weber" in toasts(pilot)
        assert named(published) == ("Farid Haddad", "Iris [red]Weber")
        # While the field is empty, the cursor is on nobody; what was not touched stays.
        await press(pilot, "e", "delete", "enter", "enter")
        assert named(published) == ("", "Iris [red]Weber")
        await press(pilot, "d")
        assert "no contacts any more" in toasts(pilot)
        await press(pilot, "u")
        assert named(published) == ("", "Iris [red]Weber")


@thorough_only
async def test_letters_that_nobody_has_are_no_choice(opened: Open, published: Path) -> None:
    async with opened(published, today=LATER, section="today") as pilot:
        await to_contacts(pilot)
        await press(pilot, "e", *"grace", "enter")
        assert "Nobody of the team has these letters" in screen_text(pilot)
        await press(pilot, "escape")
        assert "once more throws away" in screen_text(pilot)
        await press(pilot, "escape")
        assert not pilot.app.screen.is_modal
    assert named(published) == ("", "")


@thorough_only
async def test_a_contact_who_has_gone_is_said_to_lack(opened: Open, published: Path) -> None:
    desk = open_desk(published, clock=FixedClock(TODAY), config=CONFIG)
    contacts.name(desk, "Data", "Brand", ContactChange(it=address("Ben King"), marketing=GRACE))
    contacts.name(desk, "Data", "CRM", ContactChange(it=address("Ben King"), marketing=address("Hugo Costa")))
    people.edit(desk, GRACE, {"last_day": date(2027, 2, 1)})
    desk.close()
    async with opened(published, today=LATER) as pilot:
        await press(pilot, "ctrl+p")
        await look_for(pilot, "standing contacts")
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "! Grace Berg" in text
        assert "3 of 4 pairs lack a contact" in text
        assert "who has left on 2027-02-01" in text.replace("\n  ", "")
        await press(pilot, "exclamation_mark", "slash")
        await look_for(pilot, "hugo")
        assert "✓ Hugo Costa" not in screen_text(pilot)
        await look_for(pilot, "nobody at all")
        assert "clears the filter" in screen_text(pilot)


async def test_without_teams_it_says_where_people_come_from(opened: Open) -> None:
    async with opened() as pilot:
        await press(pilot, "escape")
        pilot.app.run_worker(pilot.app.run_action("app.open_page('contacts')"))
        await settle(pilot)
        assert "There are no teams yet" in screen_text(pilot)


async def test_what_another_coordinator_named_is_said_and_overruled(opened: Open, published: Path) -> None:
    async with opened(published, today=LATER, section="today") as pilot:
        await to_contacts(pilot)
        await press(pilot, "e")
        other = open_desk(published, clock=FixedClock(LATER), config=CONFIG)
        contacts.name(other, "Data", "Brand", ContactChange(marketing=GRACE))
        other.close()
        await press(pilot, *"farid", "enter", "enter")
        assert "overrules it" in " ".join(screen_text(pilot).replace("│", " ").split())
        assert named(published) == ("", "Grace Berg")
        await press(pilot, "enter")
    assert named(published) == ("Farid Haddad", "Grace Berg")


@thorough_only
@pytest.mark.parametrize("key", ["e", "a"])
async def test_a_database_that_is_open_to_read_only_stays_as_it_is(opened: Open, published: Path, key: str) -> None:
    async with opened(published, today=LATER, read_only=True, section="today") as pilot:
        await to_contacts(pilot)
        await press(pilot, key)
        assert "open to read only" in toasts(pilot)
