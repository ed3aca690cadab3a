"""The bad morning of somebody in a composite team lists exactly the invites that are due once it is settled."""

from dataclasses import replace
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.meetings import Method
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.ill.ill_views import BadMorning, Choices
from ridealong.services.invites import export_invites, outbox
from ridealong.services.people import absences
from services.conftest import START, employ, it, marketing, week
from services.teams.made import ANALYST, ENGINEER, PLANNER, SLOTS, composite, embed, embeds_of, on, team, weeks
from thorough import thorough_only

ANA, BEN, MIA = (f"{name}@x.example" for name in ("ana", "ben", "mia"))
LATER = 15
LONG = Days(weeks(2, 2).first, weeks(0, 6).last)


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    """Ana and Mia are in a team of eight weeks, in its third; Ana then goes on in another one; all have invites."""
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Oto", "CRM"))
    composite(desk, cover_percent=100)
    made = team(desk)
    embed(desk, made, ENGINEER, ANA)
    embed(desk, made, PLANNER, MIA)
    after = team(desk, "Web shop", days=weeks(8, 11), slots=(replace(SLOTS[0], share=60), *SLOTS[1:]), tasks=())
    for slot, who in ((ENGINEER, ANA), (PLANNER, "oto@x.example"), (ANALYST, BEN)):
        embed(desk, after, slot, who)
    there = on(desk, LATER)
    export_invites.export(there, tmp_path / "told")
    return there


def first_embed(desk: Desk) -> int:
    return embeds_of(desk, ANA)[0].id


def shown(found: BadMorning) -> list[tuple[object, ...]]:
    return sorted((one.what == "cancel", one.kind, one.summary, one.start, len(one.to)) for one in found.invites)


def due(desk: Desk) -> list[tuple[object, ...]]:
    rows = outbox.rows(desk)
    return sorted((one.method is Method.CANCEL, one.kind, one.summary, one.start, len(one.to)) for one in rows)


def settled(desk: Desk, days: Days | None, choices: Choices) -> BadMorning:
    """What was shown, which is what is due once it is done."""
    found = ill.look(desk, ANA, days, embeds=choices)
    ill.settle(desk, ANA, days, embeds=choices, shown=found)
    assert shown(found) == due(desk)
    return found


def test_who_takes_over_is_told_and_so_is_everybody_whose_invite_changes(told: Desk) -> None:
    found = settled(told, LONG, {first_embed(told): f"back-fill:{BEN}"})
    (one,) = found.embeds
    assert {(each.what, each.summary, each.to) for each in one.invites} >= {
        ("request", "Embedded: Loyalty app (40 %)", ("Ben",)),
        ("update", "Embedded: Loyalty app (50 %)", ("Mia",)),
        ("update", "Loyalty app: meeting of the team", ("Ana", "Mia")),
        ("request", "Loyalty app: meeting of the team", ("Ben", "Mia")),
    }


@thorough_only
def test_who_leaves_does_not_come_to_the_meetings_any_more(told: Desk) -> None:
    found = settled(told, LONG, {first_embed(told): "leave"})
    assert {each.what for each in found.embeds[0].invites} == {"update"}


def test_a_meeting_to_which_fewer_than_two_could_come_is_left_out(told: Desk) -> None:
    found = settled(told, None, {})
    (one,) = found.embeds
    assert (one.meetings, [each.what for each in one.invites]) == ((), ["update"])
    (day,) = one.left_out
    assert day in week(2)
    assert "Team Loyalty app does not meet on " in found.text
    assert "as planned" not in found.text
    assert found.text.endswith("Calendar updates follow.")


@thorough_only
def test_what_was_due_before_is_not_listed(told: Desk) -> None:
    absences.add_absences(told, [MIA], week(4, 1))
    before = due(told)
    found = ill.look(told, ANA, LONG, embeds={first_embed(told): "leave"})
    ill.settle(told, ANA, LONG, embeds={first_embed(told): "leave"}, shown=found)
    assert len(before) == 1
    assert set(shown(found)) <= set(due(told))


def test_an_absence_that_is_noted_already_makes_nothing_due(told: Desk) -> None:
    absences.add_absences(told, [ANA], week(2, 1))
    assert ill.look(told, ANA, week(2, 1)).invites == ()


@thorough_only
def test_where_somebody_goes_on_afterwards_is_told_with_the_embed_that_changes(desk: Desk, tmp_path: Path) -> None:
    """Ana is to go on in another team, which is called off for her: the invite of the first one says so no more."""
    employ(desk, it("Ana"), marketing("Mia"), marketing("Oto", "CRM"))
    composite(desk, cover_percent=100)
    first, second = team(desk, days=weeks(0, 3)), team(desk, "Web shop", days=weeks(4, 7), tasks=())
    embed(desk, first, ENGINEER, ANA)
    embed(desk, first, PLANNER, MIA)
    embed(desk, second, ENGINEER, ANA)
    embed(desk, second, PLANNER, "oto@x.example")
    there = on(desk, LATER)
    export_invites.export(there, tmp_path / "told")
    found = settled(there, Days(weeks(4, 4).first, weeks(0, 7).last), {embeds_of(there, ANA)[1].id: "leave"})
    assert START < there.clock.today() < found.days.first
    assert ("update", "Embedded: Loyalty app (40 %)", ("Ana",)) in [
        (each.what, each.summary, each.to) for each in found.embeds[0].invites
    ]
