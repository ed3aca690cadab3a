"""A small company that meets over coffee, and the meeting of two sponsors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ridealong.domain.days import FixedClock
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.group_views import Group
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.journal.journal import JournalQuery
from ridealong.services.journal.journal import page as journal_page
from ridealong.services.programs import charters, programs
from ridealong.services.programs.programs import NewProgram
from services.built import built
from services.conftest import START, employ, it, marketing

COFFEE, SPONSORS = "Coffee", "Sponsors"
FIRST = START + timedelta(days=2)
"""The Wednesday of the first coffee."""
SECOND = FIRST + timedelta(weeks=2)
ANA, MIA, ZOE = "ana@x.example", "mia@x.example", "Zoe <zoe@y.example>"


def coffee(desk: Desk, it_people: int = 8, others: int = 8, **more: object) -> str:
    """A coffee of so many people of each side; returns its name."""
    employ(desk, *(it(f"I{number}", f"T{number % 3}") for number in range(it_people)))
    employ(desk, *(marketing(f"M{number}", f"U{number % 3}") for number in range(others)))
    values: dict[str, object] = {"kind": Kind.COFFEE, "start": START, "rounds": 3, "enrol": "all"}
    programs.create(desk, NewProgram(name=COFFEE, **(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name
    return COFFEE


def sponsors_planned(desk: Desk) -> None:
    """The meeting of Ana and Zoe, who sponsor a program, planned."""
    employ(desk, it("Ana"), marketing("Mia"))
    programs.create(desk, NewProgram(name=SPONSORS, kind=Kind.SPONSORS, start=START))
    plan_groups(desk, SPONSORS)


def sponsors_published(desk: Desk) -> None:
    """The same, published."""
    sponsors_planned(desk)
    charters.set_sponsor(desk, SPONSORS, Side.IT, ANA)
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, ZOE)
    publish_groups(desk, SPONSORS)


def coffee_planned(desk: Desk) -> None:
    coffee(desk)
    plan_groups(desk, COFFEE)


def coffee_published(desk: Desk) -> None:
    coffee_planned(desk)
    publish_groups(desk, COFFEE)


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """A coffee of eight people of each side, planned."""
    return built(desk, coffee_planned)


@pytest.fixture
def published(desk: Desk) -> Desk:
    """The same, of which two rounds are published."""
    return built(desk, coffee_published)


def later(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def of_round(desk: Desk, number: int) -> list[Group]:
    return [one for one in gatherings.page(desk, COFFEE).groups if one.round == number]


def emails(one: Group) -> set[str]:
    return {who.email for who in one.people}


def group_of(desk: Desk, email: str, number: int = 0) -> Group:
    return next(one for one in of_round(desk, number) if email in emails(one))


def journal_says(desk: Desk) -> Sequence[str]:
    """What was done, the newest first."""
    return [one.summary for one in journal_page(desk, JournalQuery()).rows]
