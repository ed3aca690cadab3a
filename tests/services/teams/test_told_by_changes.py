"""Who is told what of a change of a team is what the outbox holds because of it, whichever team an invite is of."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ridealong.domain.meetings import Method
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.told import Told
from ridealong.services.people import people
from ridealong.services.teams import ending, extending, filling, leaving
from services.conftest import employ_six
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, composite, embed, on, team, weeks

ANA, BEN, CHO, MIA, OTO = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia", "oto"))
SHOP = "Web shop"
NOW = 8


@pytest.fixture
def two(desk: Desk, tmp_path: Path) -> Desk:
    """Ana and Mia are in a team of four weeks, Ben, Oto and then Ana in one that follows; all have their invites."""
    employ_six(desk)
    composite(desk, cover_percent=100)
    first, second = team(desk, days=weeks(0, 3)), team(desk, SHOP, days=weeks(4, 7), tasks=())
    embed(desk, first, ENGINEER, ANA)
    embed(desk, first, PLANNER, MIA)
    embed(desk, second, ENGINEER, ANA)
    embed(desk, second, ANALYST, BEN)
    embed(desk, second, PLANNER, OTO)
    export_invites.export(on(desk, NOW), tmp_path)
    return on(desk, NOW)


def due(desk: Desk) -> Counter[tuple[object, ...]]:
    """What is due to whom."""
    return Counter(
        (who, one.method is Method.CANCEL, one.kind, one.summary, one.start)
        for one in outbox.rows(desk)
        for who in one.to
    )


def listed(desk: Desk, told: Sequence[Told]) -> Counter[tuple[object, ...]]:
    """What is said to be due to whom."""
    known = {one.name: one.email for one in people.everyone(desk)}
    assert {one.person.email for one in told} <= set(known.values())
    return Counter(
        (one.person.email, each.what == "cancel", each.kind, each.summary, each.start)
        for one in told
        for each in one.invites
    )


CHANGES: dict[str, Callable[[Desk], Sequence[Told]]] = {
    "leaves the second": lambda desk: leaving.leave(desk, EMBEDS, SHOP, ANA, on=weeks(0, 3).last).told,
    "leaves the first early": lambda desk: leaving.leave(desk, EMBEDS, LOYALTY, ANA, on=weeks(0, 2).last).told,
    "leaves, and somebody comes": lambda desk: (
        leaving.leave(desk, EMBEDS, LOYALTY, ANA, on=weeks(0, 2).last, instead=BEN, hand_over_weeks=1).told
    ),
    "the second is called off": lambda desk: ending.end(desk, EMBEDS, SHOP, weeks(0, 3).last).told,
    "the first ends early": lambda desk: ending.end(desk, EMBEDS, LOYALTY, weeks(0, 2).last).told,
    "the second goes on": lambda desk: extending.extend(desk, EMBEDS, SHOP, weeks(0, 9).last).told,
    "somebody goes on in the second": lambda desk: (
        filling.back_fill(desk, EMBEDS, LOYALTY, ANALYST, CHO, first=weeks(2, 2).first).told
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_exactly_what_a_change_makes_due_is_told(two: Desk, change: str) -> None:
    assert not due(two)
    told = CHANGES[change](two)
    assert listed(two, told) == due(two) != Counter()


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_due_before_is_not_told_again(two: Desk, change: str) -> None:
    """Somebody has moved to another name, which all in both teams are to hear anyhow."""
    people.edit(two, OTO, {"name": "Otto"})
    before = due(two)
    told = listed(two, CHANGES[change](two))
    assert told <= due(two)
    assert set(due(two) - told) <= set(before)


def test_the_other_team_says_where_somebody_goes_on(two: Desk) -> None:
    told = CHANGES["leaves the second"](two)
    (ana,) = (one for one in told if one.person.email == ANA)
    assert {(each.what, each.summary) for each in ana.invites} == {
        ("cancel", f"Embedded: {SHOP} (40 %)"),
        ("update", f"Embedded: {LOYALTY} (40 %)"),
        ("cancel", f"{SHOP}: meeting of the team"),
    }
