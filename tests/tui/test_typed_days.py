"""Days in forms: typed as people say them, with what was understood beside."""

from pathlib import Path

from ridealong.domain.days import Days, FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.people import absences
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, press, screen_text


async def test_an_absence_is_typed_as_people_say_days(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "slash", *"ana", "enter", "a")
        await fill(pilot, "first", "18 jan")
        assert "Mon 18 Jan 2027" in screen_text(pilot)
        await fill(pilot, "last", "+3d")
        assert "lies before" in screen_text(pilot)
        await fill(pilot, "last", "01-20")
        assert "Wed 20 Jan 2027" in screen_text(pilot)
        await fill(pilot, "last", "03/04/2027")
        assert "Write it such as" in screen_text(pilot)
        await fill(pilot, "last", "20.1.")
        await press(pilot, "enter")
        assert not pilot.app.screen.is_modal
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    (noted,) = absences.list_absences(desk, address("Ana Lima"))
    assert noted.days == Days(TODAY.replace(day=18), TODAY.replace(day=20))
    desk.close()


@thorough_only
async def test_whoever_is_ill_is_offered_first_and_the_days_are_typed_there_too(opened: Open, sent: Path) -> None:
    async with opened(sent, today=TODAY.replace(day=13), section="today") as pilot:
        await press(pilot, "b")
        assert "Hugo Costa" in screen_text(pilot), "a visit of this week is theirs"
        assert "Ben King" not in screen_text(pilot)
        await press(pilot, "enter", "tab")
        await fill(pilot, "last", "fri")
        assert "Fri 15 Jan 2027" in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert not pilot.app.screen.is_modal
