"""Composite teams, slots and tasks as rows of the database: written and taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ridealong.domain.composite_teams import CompositeTeam, Slot, Task
from ridealong.storage.schema import composite_teams, task_parts, team_slots, team_tasks
from ridealong.storage.work import Step


def insert_team(step: Step, team: CompositeTeam) -> int:
    """Keep a new team, as it is checked already; returns its id."""
    team_id = step.work.insert(composite_teams, [team_row(team)])[0]
    ids = insert_slots(step, replace(team, id=team_id), team.slots)
    insert_tasks(step, replace(team, id=team_id), team.tasks, ids)
    return team_id


def insert_slots(step: Step, team: CompositeTeam, slots: Sequence[Slot]) -> dict[int, int]:
    """Keep slots of a team under the numbers that they have; returns the id of each by number."""
    ids = step.work.insert(team_slots, [slot_row(team, one) for one in slots])
    return {one.number: row_id for one, row_id in zip(slots, ids, strict=True)}


def insert_tasks(step: Step, team: CompositeTeam, tasks: Sequence[Task], slot_ids: Mapping[int, int]) -> None:
    """Keep tasks of a team, with who is what for them."""
    of = {"program_id": team.program_id}
    ids = step.work.insert(team_tasks, [{**of, "team_id": team.id, "name": one.name} for one in tasks])
    parts = [
        {**of, "task_id": task_id, "slot_id": slot_ids[number], "part": str(part)}
        for one, task_id in zip(tasks, ids, strict=True)
        for number, part in one.parts
    ]
    step.work.insert(task_parts, parts)


def delete_tasks(step: Step, tasks: Sequence[Task]) -> None:
    """Take tasks away, with who is what for them."""
    step.work.delete(team_tasks, [one.id for one in tasks])


def team_row(team: CompositeTeam) -> dict[str, object]:
    """The row of a team."""
    return {
        "program_id": team.program_id,
        "name": team.name,
        "identity": team.identity,
        "purpose": team.purpose,
        "focus": team.focus,
        "first_day": team.days.first,
        "last_day": team.days.last,
        "least": team.least,
        "state": str(team.state),
        "place": team.place,
        "weekday": team.meets.weekday if team.meets else None,
        "at": f"{team.meets.at:%H:%M}" if team.meets else "",
        "minutes": team.meets.minutes if team.meets else None,
        "reason": team.reason,
    }


def slot_row(team: CompositeTeam, slot: Slot) -> dict[str, object]:
    """The row of a slot of a team."""
    return {
        "program_id": team.program_id,
        "team_id": team.id,
        "number": slot.number,
        "name": slot.name,
        "side": str(slot.side),
        "must": ";".join(slot.must),
        "nice": ";".join(slot.nice),
        "share": slot.share,
        "first_day": slot.days.first if slot.days else None,
        "last_day": slot.days.last if slot.days else None,
    }
