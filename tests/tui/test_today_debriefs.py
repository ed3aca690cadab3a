"""Debriefs that are overdue, on Today: who visited whom, and where the key goes."""

from datetime import date
from pathlib import Path

from ridealong.domain.days import FixedClock
from ridealong.services.desk import open_desk
from ridealong.services.outcomes import debriefs
from ridealong.services.outcomes.debriefs import Outcome
from ridealong.services.publishing import publishing

from .conftest import CONFIG, TODAY
from .driving import Open, look_for, press, screen_text, settle

LATER = date(2027, 3, 1)
"""A Monday more than two weeks after all visits."""


async def test_an_overdue_debrief_leads_to_its_visit(opened: Open, company: Path) -> None:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    publishing.publish(desk, "Spring [x] rides", everything=True)
    desk.close()
    desk = open_desk(company, clock=FixedClock(LATER), config=CONFIG)
    debriefs.note(desk, 1, Outcome(learned=["This", "That"]))
    desk.close()
    async with opened(company, today=LATER, section="today") as pilot:
        await settle(pilot)
        assert "Debriefs overdue" in screen_text(pilot)
        await press(pilot, "slash")
        await look_for(pilot, "overdue for")
        await press(pilot, "enter", "j")
        text = screen_text(pilot)
        assert "see the visit in History" in text
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "History › list › debrief overdue" in text
        assert "1 pairing" in text
