"""Somebody in two composite teams that meet at the same time: told before they are, and never a rule."""

from datetime import time

import pytest

from ridealong.domain.composite_teams import CompositeTeam, Slot
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import CheckIn
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Kind
from ridealong.services.desk import Desk
from ridealong.services.teams import publishing, teams
from services.conftest import employ, it, marketing
from services.teams.made import EMBEDS, composite, embed, on, team, weeks
from thorough import thorough_only

ANA, BEN, MIA, NOA = (f"{name}@x.example" for name in ("ana", "ben", "mia", "noa"))
SLOTS = (
    Slot(number=1, name="Engineer", side=Side.IT, share=20),
    Slot(number=2, name="Planner", side=Side.MARKETING, share=20),
)
TUESDAY = CheckIn(weekday=1, at=time(10), minutes=30)


@pytest.fixture
def company(desk: Desk) -> Desk:
    employ(desk, it("Ana", "Data"), it("Ben", "Desk"), marketing("Mia", "Brand"), marketing("Noa", "CRM"))
    composite(desk)
    return desk


def meets(
    desk: Desk,
    name: str,
    who: tuple[str, str],
    when: CheckIn,
    *,
    days: Days | None = None,
    state: State = State.PUBLISHED,
    program: str = EMBEDS,
) -> CompositeTeam:
    """A team of two that meets every week."""
    made = team(desk, name, program=program, slots=SLOTS, tasks=(), days=days or weeks(0, 7), meets=when, state=state)
    for slot, email in enumerate(who, start=1):
        embed(desk, made, slot, email, state=state)
    return made


def said(desk: Desk, name: str, program: str = EMBEDS) -> list[str]:
    return [one.said for one in teams.show(desk, program, name).clashes]


@thorough_only
def test_both_teams_say_so_and_it_is_no_trouble_that_stops_anybody(company: Desk) -> None:
    meets(company, "Launch", (ANA, MIA), TUESDAY)
    meets(company, "Churn", (ANA, NOA), TUESDAY, state=State.PROPOSED)
    assert said(company, "Launch") == ["Ana is in Launch and Churn, which both meet Tuesdays at 10:00"]
    assert said(company, "Churn") == ["Ana is in Churn and Launch, which both meet Tuesdays at 10:00"]
    view = teams.show(company, EMBEDS, "Churn")
    assert view.problems == tuple(said(company, "Churn"))
    assert not any(one.troubles for slot in view.slots for one in slot.embeds)
    compared = publishing.compare(company, EMBEDS)
    assert compared.wrong is None
    assert f"{said(company, 'Churn')[0]}." in compared.sentences
    publishing.publish(company, EMBEDS)
    assert said(company, "Churn") == ["Ana is in Churn and Launch, which both meet Tuesdays at 10:00"]


def test_publishing_two_teams_says_it_once(company: Desk) -> None:
    meets(company, "Launch", (ANA, MIA), TUESDAY, state=State.PROPOSED)
    meets(company, "Churn", (ANA, NOA), TUESDAY, state=State.PROPOSED)
    found = [one for one in publishing.compare(company, EMBEDS).sentences if "both meet" in one]
    assert len(found) == 1


def test_meetings_that_overlap_in_part_are_told_with_both_hours(company: Desk) -> None:
    meets(company, "Launch", (ANA, MIA), TUESDAY)
    meets(company, "Churn", (ANA, NOA), CheckIn(weekday=1, at=time(10, 15), minutes=30))
    assert said(company, "Launch") == [
        "Ana is in Launch and Churn, which meet Tuesdays at 10:00 and at 10:15, at the same time in part"
    ]


@pytest.mark.parametrize(
    "other",
    [
        CheckIn(weekday=1, at=time(10, 30), minutes=30),
        CheckIn(weekday=1, at=time(9, 30), minutes=30),
        CheckIn(weekday=2, at=time(10), minutes=30),
    ],
)
def test_meetings_one_after_the_other_do_not_clash(company: Desk, other: CheckIn) -> None:
    meets(company, "Launch", (ANA, MIA), TUESDAY)
    meets(company, "Churn", (ANA, NOA), other)
    assert said(company, "Launch") == said(company, "Churn") == []


def test_teams_of_other_weeks_and_of_other_people_do_not_clash(company: Desk) -> None:
    meets(company, "Launch", (ANA, MIA), TUESDAY, days=weeks(0, 3))
    meets(company, "Churn", (ANA, NOA), TUESDAY, days=weeks(4, 7))
    meets(company, "Beside", (BEN, NOA), TUESDAY, days=weeks(0, 3))
    assert said(company, "Launch") == said(company, "Beside") == []


def test_one_week_in_common_is_told_by_its_day(company: Desk) -> None:
    meets(company, "Launch", (ANA, MIA), TUESDAY, days=weeks(0, 3))
    meets(company, "Churn", (ANA, NOA), TUESDAY, days=weeks(3, 7))
    assert said(company, "Launch") == ["Ana is in Launch and Churn, which both meet on 2027-02-02 at 10:00"]
    assert said(on(company, 7 * 5), "Churn") == []


def test_teams_of_two_programs_are_told_with_the_other_program(company: Desk) -> None:
    composite(company, "Elsewhere")
    meets(company, "Launch", (ANA, MIA), TUESDAY)
    meets(company, "Churn", (ANA, NOA), TUESDAY, program="Elsewhere")
    assert said(company, "Launch") == ["Ana is in Launch and Churn of 'Elsewhere', which both meet Tuesdays at 10:00"]
    assert said(company, "Churn", "Elsewhere") == [
        "Ana is in Churn and Launch of 'Embeds', which both meet Tuesdays at 10:00"
    ]


def test_hours_are_compared_where_the_teams_meet_in_different_zones(desk: Desk) -> None:
    far = {"time_zone": "America/New_York"}
    employ(desk, it("Ana", "Data"), it("Ben", "Desk", **far), marketing("Mia", "Brand"), marketing("Noa", "CRM", **far))
    composite(desk)
    slots = (*SLOTS, Slot(number=3, name="Analyst", side=Side.IT, share=20))
    near = team(desk, "Near", slots=SLOTS, tasks=(), meets=CheckIn(weekday=1, at=time(15, 30), minutes=60))
    over = team(desk, "Over there", slots=slots, tasks=(), meets=CheckIn(weekday=1, at=time(9, 30), minutes=60))
    for made, slot, who in ((near, 1, ANA), (near, 2, MIA), (over, 1, ANA), (over, 2, NOA), (over, 3, BEN)):
        embed(desk, made, slot, who)
    (found,) = said(desk, "Near")
    assert found == "Ana is in Near and Over there, which both meet Tuesdays at 15:30 Europe/Berlin"
    assert said(desk, "Over there") == [
        "Ana is in Over there and Near, which both meet Tuesdays at 09:30 America/New_York"
    ]


def test_today_tells_it_once_with_what_deals_with_it(company: Desk) -> None:
    meets(company, "Launch", (ANA, MIA), TUESDAY)
    meets(company, "Churn", (ANA, NOA), TUESDAY)
    (one,) = attention.everything(company, kinds=[Kind.CLASHES])
    assert one.text in (said(company, "Launch")[0], said(company, "Churn")[0])
    assert one.people == (ANA,)
    assert one.remedy == f'ridealong teams change "{EMBEDS}" "{one.team}" --meets WHEN'
