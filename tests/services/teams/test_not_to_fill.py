"""Slots of composite teams that have no days to fill say why, and those that nobody can take have candidates."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.planning.teams.candidates import Openness
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.teams import ending, explaining, forming, leaving
from services.conftest import START, employ, it, marketing
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, SLOTS, composite, embed, on, team, weeks

ANA, BEN, CLEO, MIA = (f"{name}@x.example" for name in ("ana", "ben", "cleo", "mia"))
FRIDAY = START + timedelta(weeks=3, days=4)


@pytest.fixture
def runs(desk: Desk) -> Desk:
    """A team of eight weeks with Ana, Ben and Mia, and Cleo beside it, who is of IT and does not know SQL."""
    employ(desk, it("Ana", knows=("SQL",)), it("Ben", "Data", knows=("SQL",)), it("Cleo", "Web"), marketing("Mia"))
    composite(desk, cover_percent=100)
    made = team(desk, slots=(replace(SLOTS[0], must=("SQL",)), SLOTS[1], replace(SLOTS[2], must=("SQL",))))
    for slot, who in ((ENGINEER, ANA), (PLANNER, MIA), (ANALYST, BEN)):
        embed(desk, made, slot, who)
    team(desk, "Web shop", days=weeks(0, 7), slots=SLOTS[:2], tasks=(), state=State.PROPOSED)
    return desk


def why(desk: Desk, who: str, slot: int) -> str:
    return " ".join(explaining.why(desk, EMBEDS, LOYALTY, who, slot).sentences)


def refused(desk: Desk, who: str = CLEO, slot: int = ANALYST) -> str:
    """What both questions about a slot are answered with."""
    with pytest.raises(Refused) as first:
        explaining.why(desk, EMBEDS, LOYALTY, who, slot)
    with pytest.raises(Refused) as second:
        explaining.candidates_for(desk, EMBEDS, LOYALTY, slot)
    assert first.value.problem == second.value.problem
    return first.value.problem


def without_it(desk: Desk) -> Desk:
    """Ana and Ben have left, and only Cleo of IT is still there."""
    for who in (ANA, BEN):
        leaving.leave(desk, EMBEDS, LOYALTY, who, on=FRIDAY)
        people.edit(desk, who, {"last_day": FRIDAY})
    return on(desk, 28)


def test_a_slot_that_somebody_has_says_who_and_until_when(runs: Desk) -> None:
    assert refused(runs) == "Slot 3 (Analyst) of 'Loyalty app' has no days to fill: Ben is in it until 2027-03-05"


def test_who_has_left_by_then_is_not_said_to_be_in_it(runs: Desk) -> None:
    last_week = on(runs, 7 * 7 + 2)
    leaving.leave(runs, EMBEDS, LOYALTY, BEN, on=START + timedelta(weeks=7, days=1))
    assert refused(last_week) == "Slot 3 (Analyst) of 'Loyalty app' has no days to fill: too little of them is left"


def test_a_team_that_is_over_says_so(runs: Desk) -> None:
    ending.end(runs, EMBEDS, LOYALTY, on=FRIDAY)
    assert refused(on(runs, 28)).endswith("the last day of the team was 2027-02-05")


def test_a_slot_of_a_team_that_one_side_has_left_is_not_said_to_be_taken(runs: Desk) -> None:
    later = without_it(runs)
    forming.form(later, EMBEDS, teams=["Web shop"])
    assert why(later, CLEO, ANALYST) == "Cleo does not know SQL."
    assert why(later, BEN, ANALYST) == "Ben left it on 2027-02-05."
    found = explaining.candidates_for(later, EMBEDS, LOYALTY, ANALYST)
    assert {(one.name, one.openness) for one in found} == {(name, Openness.HINDERED) for name in ("Ana", "Ben", "Cleo")}


def test_who_will_leave_and_who_never_began_are_told_as_what_they_are(runs: Desk) -> None:
    leaving.leave(runs, EMBEDS, LOYALTY, BEN, on=FRIDAY)
    leaving.leave(runs, EMBEDS, LOYALTY, ANA, on=START - timedelta(days=3))
    assert why(runs, ANA, ENGINEER) == "Ana gave it up before the first day."
    people.edit(runs, ANA, {"last_day": FRIDAY})
    formed = forming.form(runs, EMBEDS)
    said = {slot.slot.number: slot.why_open for view, slot in formed.open if view.team.name == LOYALTY}
    assert "Ben will leave it on 2027-02-05" in said[ANALYST]
