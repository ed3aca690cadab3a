"""A composite program, and teams and embeds put into it by hand, as services would leave them."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

from ridealong.domain.composite_teams import CompositeTeam, Embed, Part, Slot, Task
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.services.identity import identity_of
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.teams.embed_meetings import ensure_series
from ridealong.services.teams.rows import insert_team
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.teams import embeds_by_id, embeds_of_person, team_named
from ridealong.storage.schema import composite_teams, embeds
from ridealong.storage.schema import programs as programs_table
from services.conftest import START, employ_six

EMBEDS = "Embeds"
LOYALTY = "Loyalty app"
ENGINEER, PLANNER, ANALYST = 1, 2, 3
"""The slots of a team that says nothing else."""

SLOTS = (
    Slot(number=ENGINEER, name="Data engineer", side=Side.IT, share=40),
    Slot(number=PLANNER, name="Campaign planner", side=Side.MARKETING, share=50),
    Slot(number=ANALYST, name="Analyst", side=Side.IT, share=100),
)
TASKS = (
    Task(
        name="Choose three vendors",
        parts=((ENGINEER, Part.RESPONSIBLE), (PLANNER, Part.ACCOUNTABLE), (ANALYST, Part.CONSULTED)),
    ),
    Task(name="Ask twenty customers", parts=((ENGINEER, Part.INFORMED), (PLANNER, Part.RESPONSIBLE))),
)


def weeks(first: int, last: int) -> Days:
    """From the Monday of a week of the program, from 0, to the Friday of another."""
    return Days(START + timedelta(weeks=first), START + timedelta(weeks=last, days=4))


def composite(desk: Desk, name: str = EMBEDS, **more: object) -> str:
    """A composite program with everybody in it; returns its name."""
    values: dict[str, object] = {"kind": Kind.COMPOSITE, "start": START, "rounds": 6, "weeks": 4, "enrol": "all"}
    programs.create(desk, NewProgram(name=name, **(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name
    return name


def team(desk: Desk, name: str = LOYALTY, *, program: str = EMBEDS, **more: object) -> CompositeTeam:
    """A published team of eight weeks with three slots and two tasks, or as is said."""
    values: dict[str, object] = {
        "days": weeks(0, 7),
        "purpose": "More customers open the app once a week",
        "focus": "Mobile",
        "state": State.PUBLISHED,
        "slots": SLOTS,
        "tasks": TASKS,
    }
    with desk.changing("made by hand") as step:
        number = program_named(step.connection, program).id
        insert_team(step, CompositeTeam(name=name, program_id=number, **(values | more)))  # type: ignore[arg-type]  # fields of a CompositeTeam by name
        found = team_named(step.connection, number, name)
        step.done(f"made {name}")
    assert found is not None
    return found


def embed(  # noqa: PLR0917 - in the order in which people say it
    desk: Desk,
    into: CompositeTeam,
    slot: int,
    email: str,
    days: Days | None = None,
    state: State = State.PUBLISHED,
    *,
    after: Embed | None = None,
    share: int | None = None,
) -> Embed:
    """Somebody in a slot of a team, for all of its days or some."""
    place = into.slot(slot)
    assert place is not None
    days = days or into.slot_days(place)
    with desk.changing("made by hand") as step:
        known = person_named(step.connection, email)
        row = {
            "program_id": into.program_id,
            "team_id": into.id,
            "slot_id": place.id,
            "person_id": known.id,
            "side": str(known.person.side),
            "home_team": known.person.team,
            "share": share or place.share,
            "first_day": days.first,
            "last_day": days.last,
            "state": str(state),
            "uid": str(uuid5(identity_of(step.connection), f"embed made {into.id} {change_count(step.connection)}")),
            "after_id": after.id if after else None,
            "reason": "",
        }
        number = step.work.insert(embeds, [row])[0]
        ensure_series(step, [into.id])
        step.done(f"{known.person.name} is embedded")
        return embeds_by_id(step.connection, [number])[number]


def lasts(desk: Desk, one: Embed, days: Days, state: State = State.PUBLISHED) -> Embed:
    """The same embed on other days, or in another state."""
    with desk.changing("made by hand") as step:
        cells = {"first_day": days.first, "last_day": days.last, "state": str(state)}
        step.work.update(embeds, {one.id: cells})
        ensure_series(step, [one.team_id])
        step.done(f"{one.name} is embedded {days}, {state}")
        return embeds_by_id(step.connection, [one.id])[one.id]


def team_says(desk: Desk, one: CompositeTeam, **cells: object) -> None:
    """The same team with other cells of its row."""
    with desk.changing("made by hand") as step:
        step.work.update(composite_teams, {one.id: cells})
        step.done(f"{one.name} changed")


def program_says(desk: Desk, name: str, **cells: object) -> None:
    """The same program with other cells of its row."""
    with desk.changing("made by hand") as step:
        step.work.update(programs_table, {program_named(step.connection, name).id: cells})
        step.done(f"{name} changed")


def embeds_of(desk: Desk, email: str) -> list[Embed]:
    """Where somebody is embedded, in any state."""
    with desk.reading() as connection:
        return embeds_of_person(connection, person_named(connection, email).id, tuple(State))


def on(desk: Desk, days_later: int) -> Desk:
    """The same desk so many days after the first of the programs."""
    return replace(desk, clock=FixedClock(START + timedelta(days=days_later)))


def three_embedded(desk: Desk) -> None:
    """Ana (Platform, 40 %) with Mia (Brand, 50 %) for eight weeks, Ben (Data, 100 %) for the last four of them."""
    employ_six(desk)
    composite(desk)
    found = team(desk)
    embed(desk, found, ENGINEER, "ana@x.example")
    embed(desk, found, PLANNER, "mia@x.example")
    embed(desk, found, ANALYST, "ben@x.example", weeks(4, 7))
