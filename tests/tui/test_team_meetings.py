"""Embeds and meetings of composite teams on the screens: among meetings and answers, and on the page of a person."""

from pathlib import Path

import pytest

from ridealong.domain.people import Side
from ridealong.domain.replies import Answer
from ridealong.services.invites.export_invites import export
from ridealong.services.people import people_list
from ridealong.services.replies.typed_answers import record
from services.teams.made import ENGINEER, PLANNER, composite, embed, team, weeks
from thorough import thorough_only

from .coffee import at_desk
from .driving import Open, press, screen_text, toasts

WIDE = (140, 44)


@pytest.fixture
def embedded(company: Path, tmp_path: Path) -> tuple[Path, str]:
    """A team of two for three weeks; the one of IT has declined. Returns their address, too."""
    desk = at_desk(company)
    found = people_list.page(desk, people_list.PeopleQuery(text="program:none")).rows
    found = found or people_list.page(desk, people_list.PeopleQuery(text="")).rows
    it, marketing = (next(one.email for one in found if one.side is side) for side in (Side.IT, Side.MARKETING))
    composite(desk, "Zusammen")
    made = team(desk, program="Zusammen", days=weeks(0, 2))
    one = embed(desk, made, ENGINEER, it)
    embed(desk, made, PLANNER, marketing)
    export(desk, tmp_path / "out")
    record(desk, f"e{one.id}", it, Answer.DECLINED)
    desk.close()
    return company, it


async def test_they_stand_among_the_meetings_and_are_not_moved_by_hand(
    opened: Open, embedded: tuple[Path, str]
) -> None:
    database, _email = embedded
    async with opened(database, size=WIDE) as pilot:
        await press(pilot, "6", "tab", "tab", "/", *"loyalty", "enter")
        text = screen_text(pilot)
        assert "5 meetings to come" in text
        assert "is embedded in the team Loyalty app, Zusammen" in " ".join(text.split())
        kinds = {word for word in ("embed  ", "team meeting", "visit", "check-in") if f"  {word}" in text}
        assert kinds == {"embed  ", "team meeting"}
        for key in ("e", "d"):
            await press(pilot, key)
            assert "What a composite team has in calendars is not moved by hand" in toasts(pilot)
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "You work in the team Loyalty app of Zusammen" in text
        assert " in Loyalty app  " in text


@thorough_only
async def test_a_declined_embed_stands_among_the_answers(opened: Open, embedded: tuple[Path, str]) -> None:
    database, _email = embedded
    async with opened(database, size=WIDE) as pilot:
        await press(pilot, "6", "tab", "/", *"loyalty", "enter")
        assert "declined" in screen_text(pilot)
        await press(pilot, "s")
        assert "Whoever else could take the slot stands with the team" in toasts(pilot)


@thorough_only
async def test_the_page_of_a_person_has_them_next(opened: Open, embedded: tuple[Path, str]) -> None:
    database, email = embedded
    async with opened(database, size=WIDE) as pilot:
        await press(pilot, "2", "/", *email, "enter", "enter")
        text = screen_text(pilot)
        assert "embedded in Loyalty app · ✗" in text
        assert "team     Loyalty app · no answer yet" in text
        pilot.app.screen.query_one("#person-right").focus()
        await press(pilot, "enter")
        assert "should not have happened" not in toasts(pilot)
