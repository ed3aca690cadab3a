"""Rows of composite teams: teams with slots and tasks, what is asked of them, and who is embedded."""

from collections.abc import Sequence
from dataclasses import dataclass

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.storage.queries.people import some_people
from ridealong.storage.schema import (
    composite_teams,
    embeds,
    task_parts,
    team_demands,
    team_series,
    team_slots,
    team_tasks,
)
from services import around
from services.conftest import START

EMBEDS = "Embeds"
SLOTS = (("Data engineer", "it", 40), ("Campaign lead", "marketing", 60))


@dataclass(frozen=True, slots=True)
class Made:
    """A team that was made: its row id, those of its slots by number from 1, its days and its program's row id."""

    id: int
    program_id: int
    slots: tuple[int, ...]
    days: Days


def composite(desk: Desk, name: str = EMBEDS) -> str:
    """A program of composite teams with everybody in it; returns its name."""
    programs.create(desk, NewProgram(name=name, kind=Kind.COMPOSITE, start=START, enrol="all"))
    return name


def team(
    desk: Desk,
    name: str,
    days: Days,
    slots: Sequence[tuple[str, str, int]] = SLOTS,
    *,
    program: str = EMBEDS,
    state: str = "proposed",
    **more: object,
) -> Made:
    """A team with a task that its first slot is responsible for, and the series of its weekly meeting."""
    number = around.program(desk, program)
    of = {"program_id": number}
    row = {**of, "name": name, "identity": name.casefold(), "first_day": days.first, "last_day": days.last}
    with desk.changing("test") as step:
        (made,) = step.work.insert(composite_teams, [{**row, "state": state, **more}])
        inside = {**of, "team_id": made}
        rows = [
            {**inside, "number": count, "name": called, "side": side, "share": share}
            for count, (called, side, share) in enumerate(slots, start=1)
        ]
        ids = step.work.insert(team_slots, rows)
        (task,) = step.work.insert(team_tasks, [{**inside, "name": "Choose a vendor"}])
        step.work.insert(task_parts, [{**of, "task_id": task, "slot_id": ids[0], "part": "responsible"}])
        step.work.insert(team_series, [{**inside, "number": 0, "uid": f"series-{made}@x.example"}])
        step.done("a team added")
    return Made(made, number, tuple(ids), days)


def embed(
    desk: Desk,
    of: Made,
    slot: int,
    email: str,
    state: str = "proposed",
    *,
    days: Days | None = None,
    share: int = 40,
    **more: object,
) -> int:
    """Somebody in a slot by its number, for the days of the team unless others are given; returns the embed's id."""
    who, span = around.person(desk, email), days or of.days
    with desk.reading() as connection:
        person = some_people(connection, [who])[who]
        count = connection.execute(embeds.select()).fetchall()
    row = {
        "program_id": of.program_id,
        "team_id": of.id,
        "slot_id": of.slots[slot - 1],
        "person_id": who,
        "side": str(person.side),
        "home_team": person.team,
        "share": share,
        "first_day": span.first,
        "last_day": span.last,
        "state": str(State(state)),
        "uid": f"embed-{len(count)}@x.example",
    }
    return around.put(desk, embeds, {**row, **more})[0]


def demand(desk: Desk, of: Made, email: str, kind: str = "pin", slot: int | None = None) -> int:
    """What is asked of a team for somebody, in a slot by its number or in any; returns the row's id."""
    row = {"program_id": of.program_id, "team_id": of.id, "person_id": around.person(desk, email), "kind": kind}
    return around.put(desk, team_demands, {**row, "slot_id": of.slots[slot - 1] if slot else None})[0]
