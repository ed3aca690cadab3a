"""People who are kept apart may be in one team one after the other: forming goes by the weeks they share."""

from dataclasses import replace

import pytest

from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.teams import explaining, forming, publishing, teams
from services.conftest import employ, it, marketing
from services.teams.inside import embeds_in
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, SLOTS, composite, embed, lasts, team, weeks

ANA, BEN, MIA = (f"{name}@x.example" for name in ("ana", "ben", "mia"))


@pytest.fixture
def line(desk: Desk) -> Desk:
    """Ben reports to Ana, so that they are kept apart, and each knows what one slot asks for; Mia, Noa: marketing."""
    employ(desk, it("Ana", knows=("SQL",)), it("Ben", "Data", manager=ANA, knows=("APIs",)))
    employ(desk, marketing("Mia"), marketing("Noa", "CRM"))
    composite(desk, cover_percent=100)
    return desk


def drafts(desk: Desk) -> list[tuple[str, int]]:
    return sorted((one.name, one.slot) for one in embeds_in(desk) if one.state is State.PROPOSED)


def with_days(first: int, last: int, then: int, end: int) -> tuple[object, ...]:
    """Two slots of IT on weeks of their own, and one of marketing for all eight."""
    return (
        replace(SLOTS[0], must=("SQL",), days=weeks(first, last)),
        SLOTS[1],
        replace(SLOTS[2], must=("APIs",), days=weeks(then, end)),
    )


def test_one_slot_after_the_other_is_formed_and_published(line: Desk) -> None:
    team(line, slots=with_days(0, 3, 4, 7), state=State.PROPOSED)
    assert forming.form(line, EMBEDS).open == ()
    assert len(drafts(line)) == 3
    publishing.publish(line, EMBEDS)
    assert [one.troubles for slot in teams.show(line, EMBEDS, LOYALTY).slots for one in slot.embeds] == [(), (), ()]


def test_one_week_that_both_would_be_there_leaves_a_slot_open(line: Desk) -> None:
    team(line, slots=with_days(0, 4, 4, 7), state=State.PROPOSED)
    ((_team, slot),) = forming.form(line, EMBEDS).open
    assert "kept apart from" in slot.why_open
    assert len(drafts(line)) == 2


def test_who_leaves_before_keeps_nobody_out_of_a_later_slot_while_an_earlier_one_is_open(line: Desk) -> None:
    made = team(line, slots=(*with_days(0, 3, 4, 7), replace(SLOTS[1], number=4, days=weeks(0, 3))))
    embed(line, made, ENGINEER, ANA)
    embed(line, made, PLANNER, MIA)
    assert forming.form(line, EMBEDS).open == ()
    assert drafts(line) == [("Ben", ANALYST), ("Noa", 4)]


def test_who_is_in_a_team_in_other_weeks_than_somebody_is_kept_apart_from_them_all_the_same(line: Desk) -> None:
    early = replace(SLOTS[1], number=4, days=weeks(0, 3))
    made = team(line, slots=(SLOTS[0], SLOTS[1], replace(SLOTS[2], share=20, days=weeks(4, 7)), early))
    lasts(line, embed(line, made, ENGINEER, ANA), weeks(0, 3))
    embed(line, made, ENGINEER, BEN, weeks(4, 7))
    embed(line, made, PLANNER, MIA)
    ((_team, slot),) = forming.form(line, EMBEDS).open
    assert slot.slot.number == ANALYST
    assert drafts(line) == [("Noa", 4)]
    said = " ".join(explaining.why(line, EMBEDS, LOYALTY, ANA, ANALYST).sentences)
    assert "Ana is kept apart from Ben" in said
    people.edit(line, BEN, {"manager": ""})
    forming.form(line, EMBEDS)
    assert drafts(line) == [("Ana", ANALYST), ("Noa", 4)]
