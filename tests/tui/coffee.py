"""A coffee of everybody beside the other programs, for tests of the screens that show groups."""

from datetime import date
from pathlib import Path

from ridealong.domain.days import FixedClock
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk, open_desk
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.programs import charters, programs

from .conftest import CONFIG, TODAY

COFFEE = "Zweite Tasse"
"""A name that comes last, so that its plan is shown first."""
FIRST = date(2027, 1, 13)
"""The day of the first round."""


def at_desk(database: Path, day: date = TODAY) -> Desk:
    return open_desk(database, clock=FixedClock(day), config=CONFIG)


def with_coffee(database: Path) -> Path:
    """The database with two rounds of coffee, published."""
    desk = at_desk(database)
    new = programs.NewProgram(name=COFFEE, kind=Kind.COFFEE, start=date(2027, 1, 11), rounds=2, enrol="all")
    programs.create(desk, new)
    for side in Side:
        charters.set_sponsor(desk, COFFEE, side, f"{side.label} Poe <{side}@y.example>")
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE, without_agreement="a pilot")
    desk.close()
    return database
