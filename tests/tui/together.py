"""A program of composite teams beside the other programs, for tests of the screens that show them."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ridealong.domain.composite_teams import CompositeTeam, Part, Slot, Task
from ridealong.domain.days import Days
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.programs import charters, programs
from ridealong.services.teams import defining, teams
from ridealong.services.teams.defining import NewTeam
from ridealong.services.teams.views import TeamView
from services.teams.made import embed, team

from .coffee import at_desk
from .conftest import TODAY, address

TOGETHER = "Zweierlei"
"""A name that comes last, so that its plan is shown first."""
FIRST = date(2027, 2, 15)
"""When nobody is planned for anything else."""
LOYALTY = "Loyalty [app]"
SLOTS = (
    Slot(name="Data engineer", side=Side.IT, must=("SQL",), nice=("Cloud",), share=40),
    Slot(name="Campaign planner", side=Side.MARKETING, must=("Branding",), nice=("CRM",), share=50),
    Slot(name="Analyst", side=Side.IT, share=100),
)
TASKS = (Task(name="Choose three vendors", parts=((1, Part.RESPONSIBLE), (2, Part.ACCOUNTABLE), (3, Part.CONSULTED))),)
EIGHT_WEEKS = Days(FIRST, FIRST + timedelta(weeks=8, days=-3))


def with_program(database: Path, *, enrolled: bool = True) -> Path:
    """The database with a program of composite teams that has no teams yet, and which sponsors need not agree to."""
    desk = at_desk(database)
    enrol = "all" if enrolled else ()
    new = programs.NewProgram(
        name=TOGETHER, kind=Kind.COMPOSITE, start=FIRST, rounds=6, weeks=4, enrol=enrol, cover_percent=100
    )
    programs.create(desk, new)
    desk.close()
    return database


def with_team(database: Path) -> Path:
    """The same with a team of three slots in which nobody is yet, and a smaller one without tasks."""
    desk = at_desk(with_program(database))
    defining.create(
        desk, TOGETHER, NewTeam(name=LOYALTY, purpose="Come back", focus="Mobile", slots=SLOTS, tasks=TASKS)
    )
    defining.create(desk, TOGETHER, NewTeam(name="Analytics", slots=SLOTS[:2]))
    desk.close()
    return database


def with_running_team(database: Path) -> Path:
    """A published team of eight weeks: Ana and Grace are in it, and nobody is in the third slot."""
    desk = at_desk(with_program(database))
    charters.set_sponsor(desk, TOGETHER, Side.IT, "Zoe <zoe@y.example>")
    numbered = tuple(
        Slot(number=at, name=one.name, side=one.side, must=one.must, nice=one.nice, share=one.share)
        for at, one in enumerate(SLOTS, start=1)
    )
    made = team(desk, LOYALTY, program=TOGETHER, days=EIGHT_WEEKS, slots=numbered, tasks=TASKS)
    embed(desk, made, 1, address("Ana Lima"))
    embed(desk, made, 2, address("Grace Berg"))
    desk.close()
    return database


def now(database: Path, name: str = LOYALTY, today: date = TODAY) -> TeamView:
    """A team as it stands."""
    desk = at_desk(database, today)
    try:
        return teams.show(desk, TOGETHER, name)
    finally:
        desk.close()


def there(database: Path, name: str = LOYALTY, today: date = TODAY) -> list[str]:
    """Who is in which slot of a team, such as `1 Ana Lima draft`."""
    return [
        f"{slot.slot.number} {one.embed.name} {one.embed.state.label}"
        for slot in now(database, name, today).slots
        for one in slot.embeds
    ]


def defined(database: Path) -> CompositeTeam:
    """The team as it is defined."""
    return now(database).team


@pytest.fixture
def empty(company: Path) -> Path:
    """The database `with_program`."""
    return with_program(company)


@pytest.fixture
def built_team(company: Path) -> Path:
    """The database `with_team`."""
    return with_team(company)


@pytest.fixture
def running(company: Path) -> Path:
    """The database `with_running_team`."""
    return with_running_team(company)
