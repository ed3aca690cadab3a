"""One limit for a week, whatever is planned first: seasons of every kind beside each other in one company."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from ridealong.domain.composite_teams import Slot
from ridealong.domain.days import Days
from ridealong.domain.load import WEEK_LIMIT, WHOLE_WEEK
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.people.exchange_load import ExchangeLoad
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.teams import defining, forming
from ridealong.services.teams.defining import NewTeam
from ridealong.storage.queries.people import everybody
from services.conftest import START, employ, it, marketing
from services.teams.made import composite, weeks
from thorough import thorough_only

WEEKS = 12


def pairs(kind: Kind, **more: object) -> Callable[[Desk], None]:
    """Plan and publish a program of pairs for all weeks."""

    def planned(desk: Desk) -> None:
        values: dict[str, object] = {"kind": kind, "start": START, "enrol": "all"} | more
        programs.create(desk, NewProgram(name=str(kind), **values))  # type: ignore[arg-type]  # fields by name
        if plans.plan(desk, str(kind)).proposals:
            publishing.publish(desk, str(kind), everything=True)

    return planned


def teams(seed: int) -> Callable[[Desk], None]:
    """Form teams with slots of all shares."""
    dice = random.Random(seed)

    def formed(desk: Desk) -> None:
        composite(desk, f"Embeds {seed}", cover_percent=100, overlap_minutes=0)
        for number in range(3):
            first = dice.randrange(WEEKS - 4)
            slots = [
                Slot(name=f"Slot {place}", side=list(Side)[place % 2], share=dice.choice((20, 40, 50, 80, 100)))
                for place in range(4)
            ]
            days = weeks(first, first + dice.randrange(1, 4))
            new = NewTeam(name=f"Team {number}", first=days.first, last=days.last, slots=slots)
            defining.create(desk, f"Embeds {seed}", new)
        forming.form(desk, f"Embeds {seed}")

    return formed


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=thorough_only) for seed in range(1, 8))])
def test_nobody_has_more_than_a_week_in_a_week_whatever_came_first(desk: Desk, seed: int) -> None:
    names = [f"{first}{last}" for first in "ABC" for last in "xyz"]
    employ(desk, *(it(one, f"I{one[0]}") for one in names), *(marketing(f"M{one}", f"M{one[0]}") for one in names))
    steps = [
        teams(seed),
        teams(seed + 100),
        pairs(Kind.RIDE_ALONG, rounds=6, weeks=2, visit_days=3, cover_percent=100),
        pairs(Kind.ROTATION, rounds=2, cover_percent=100),
        pairs(Kind.BUDDY, check_in_minutes=120),
    ]
    random.Random(seed).shuffle(steps)
    for step in steps:
        step(desk)
    span = Days(START, START + timedelta(weeks=WEEKS))
    with desk.reading() as connection:
        people = everybody(connection)
        load = ExchangeLoad(connection, people, span)
        mondays = [START + timedelta(weeks=number) for number in range(WEEKS)]
        taken = {(one, monday): load.visits(one, monday) for one in people for monday in mondays}
        whole = {(one, monday): load.percent(one, monday) for one in people for monday in mondays}
    assert max(taken.values()) <= WHOLE_WEEK
    assert max(whole.values()) <= WEEK_LIMIT
    assert sum(number > 0 for number in taken.values()) > len(people)
