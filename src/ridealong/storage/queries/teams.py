"""Composite teams read from the database: with their slots, tasks and demands, and who is embedded."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from ridealong.domain.composite_teams import CompositeTeam, Demand, DemandKind, Embed, Part, Slot, Task
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import CheckIn, name_identity
from ridealong.domain.values import read_topics
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import (
    composite_teams,
    embeds,
    people,
    task_parts,
    team_demands,
    team_series,
    team_slots,
    team_tasks,
)

_KEPT = timedelta(days=31)
"""How long after its last day an embed is looked at still."""


def teams_of(connection: Connection, program_id: int) -> tuple[CompositeTeam, ...]:
    """The composite teams of a program, by first day and name."""
    return _teams(connection, composite_teams.c.program_id == program_id)


def team_named(connection: Connection, program_id: int, name: str) -> CompositeTeam | None:
    """The composite team of that name in a program; None where there is none."""
    same = composite_teams.c.identity == name_identity(name)
    return next(iter(_teams(connection, composite_teams.c.program_id == program_id, same)), None)


def teams_by_id(connection: Connection, ids: Collection[int]) -> dict[int, CompositeTeam]:
    """Composite teams by id; without those that there are not."""
    return {one.id: one for some in parts_of(sorted(ids)) for one in _teams(connection, composite_teams.c.id.in_(some))}


def _teams(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[CompositeTeam, ...]:
    order = (composite_teams.c.first_day, composite_teams.c.identity, composite_teams.c.id)
    rows = connection.execute(select(composite_teams).where(*conditions).order_by(*order)).mappings().all()
    ids = [int(row["id"]) for row in rows]
    slots = _slots(connection, ids)
    numbers = {one.id: one.number for some in slots.values() for one in some}
    tasks, demands = _tasks(connection, ids, numbers), _demands(connection, ids, numbers)
    return tuple(
        CompositeTeam(
            id=row["id"],
            program_id=row["program_id"],
            name=row["name"],
            days=Days(row["first_day"], row["last_day"]),
            purpose=row["purpose"],
            focus=row["focus"],
            least=row["least"],
            state=State(row["state"]),
            place=row["place"],
            meets=_meets(row),
            reason=row["reason"],
            slots=tuple(slots.get(row["id"], ())),
            tasks=tuple(tasks.get(row["id"], ())),
            demands=tuple(demands.get(row["id"], ())),
        )
        for row in rows
    )


def _meets(row: RowMapping) -> CheckIn | None:
    if row["weekday"] is None:
        return None
    return CheckIn(weekday=row["weekday"], at=time.fromisoformat(row["at"]), minutes=row["minutes"])


def _slots(connection: Connection, ids: Sequence[int]) -> dict[int, list[Slot]]:
    found: dict[int, list[Slot]] = defaultdict(list)
    for row in _rows_of(connection, team_slots, team_slots.c.team_id, ids, team_slots.c.number):
        own = Days(row["first_day"], row["last_day"]) if row["first_day"] is not None else None
        slot = Slot(
            id=row["id"],
            number=row["number"],
            name=row["name"],
            side=Side(row["side"]),
            must=read_topics(row["must"]),
            nice=read_topics(row["nice"]),
            share=row["share"],
            days=own,
        )
        found[row["team_id"]].append(slot)
    return found


def _tasks(connection: Connection, ids: Sequence[int], numbers: Mapping[int, int]) -> dict[int, list[Task]]:
    rows = _rows_of(connection, team_tasks, team_tasks.c.team_id, ids, team_tasks.c.id)
    parts: dict[int, list[tuple[int, Part]]] = defaultdict(list)
    for row in _rows_of(connection, task_parts, task_parts.c.task_id, [row["id"] for row in rows], task_parts.c.id):
        parts[row["task_id"]].append((numbers[row["slot_id"]], Part(row["part"])))
    found: dict[int, list[Task]] = defaultdict(list)
    for row in rows:
        found[row["team_id"]].append(Task(id=row["id"], name=row["name"], parts=tuple(sorted(parts[row["id"]]))))
    return found


def _demands(connection: Connection, ids: Sequence[int], numbers: Mapping[int, int]) -> dict[int, list[Demand]]:
    found: dict[int, list[Demand]] = defaultdict(list)
    for some in parts_of(ids):
        statement = (
            select(team_demands, people.c.email, people.c.name)
            .join(people, people.c.id == team_demands.c.person_id)
            .where(team_demands.c.team_id.in_(some))
            .order_by(team_demands.c.id)
        )
        for row in connection.execute(statement).mappings():
            slot = numbers[row["slot_id"]] if row["slot_id"] is not None else None
            found[row["team_id"]].append(
                Demand(id=row["id"], kind=DemandKind(row["kind"]), email=row["email"], slot=slot, name=row["name"])
            )
    return found


def _rows_of(
    connection: Connection, table: Any, column: ColumnElement[int], ids: Iterable[int], order: ColumnElement[int]
) -> list[RowMapping]:  # Any: tables of several shapes
    return [
        row
        for some in parts_of(sorted(ids))
        for row in connection.execute(select(table).where(column.in_(some)).order_by(order)).mappings()
    ]


def embeds_of_program(connection: Connection, program_id: int, states: Collection[str] | None = None) -> list[Embed]:
    """The embeds of a program, in some states or in all, by team, slot and first day."""
    return _embeds(connection, embeds.c.program_id == program_id, *_in_states(states))


def embeds_of_team(connection: Connection, team_id: int, states: Collection[str] | None = None) -> list[Embed]:
    """The embeds of a team, in some states or in all, by slot and first day."""
    return _embeds(connection, embeds.c.team_id == team_id, *_in_states(states))


def embeds_of_teams(connection: Connection, team_ids: Collection[int], states: Collection[str]) -> list[Embed]:
    """The embeds of some teams in some states, by team, slot and first day."""
    parts = parts_of(sorted(team_ids))
    return [one for some in parts for one in _embeds(connection, embeds.c.team_id.in_(some), *_in_states(states))]


def embeds_of_people(connection: Connection, person_ids: Collection[int], states: Collection[str]) -> list[Embed]:
    """The embeds of some people in some states, by team, slot and first day."""
    parts = parts_of(sorted(person_ids))
    return [one for some in parts for one in _embeds(connection, embeds.c.person_id.in_(some), *_in_states(states))]


def embeds_of_person(
    connection: Connection, person_id: int, states: Collection[str], *, since: date | None = None
) -> list[Embed]:
    """The embeds of a person in some states; only those that last until a day or longer, where one is given."""
    conditions = [embeds.c.person_id == person_id, *_in_states(states)]
    if since is not None:
        conditions.append(embeds.c.last_day >= since)
    return _embeds(connection, *conditions)


def embeds_touching(
    connection: Connection, states: Collection[str], days: Days, program_id: int | None = None
) -> list[Embed]:
    """The embeds in some states that take place on some days; of one program, where one is named."""
    conditions = [*_in_states(states), embeds.c.first_day <= days.last, embeds.c.last_day >= days.first]
    if program_id is not None:
        conditions.append(embeds.c.program_id == program_id)
    return _embeds(connection, *conditions)


def embeds_coming(connection: Connection, states: Collection[str], today: date) -> list[Embed]:
    """The embeds of all programs in some states, to come or over not long ago."""
    return _embeds(connection, *_in_states(states), embeds.c.last_day >= max(today, date.min + _KEPT) - _KEPT)


def embeds_by_id(connection: Connection, ids: Collection[int]) -> dict[int, Embed]:
    """Embeds by id; without those that there are not."""
    return {one.id: one for some in parts_of(sorted(ids)) for one in _embeds(connection, embeds.c.id.in_(some))}


def following(connection: Connection, ids: Collection[int]) -> list[int]:
    """The ids of other embeds that take the place of one of some embeds."""
    found: list[int] = []
    for some in parts_of(sorted(ids)):
        found += connection.execute(select(embeds.c.id).where(embeds.c.after_id.in_(some))).scalars()
    return sorted(set(found) - set(ids))


def all_embeds(connection: Connection, states: Collection[str]) -> list[Embed]:
    """All embeds in some states."""
    return _embeds(connection, *_in_states(states))


def _in_states(states: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if states is None else [embeds.c.state.in_([str(one) for one in states])]


def _embeds(connection: Connection, *conditions: ColumnElement[bool]) -> list[Embed]:
    statement = (
        select(embeds, team_slots.c.number, people.c.email, people.c.name)
        .join(team_slots, team_slots.c.id == embeds.c.slot_id)
        .join(people, people.c.id == embeds.c.person_id)
        .where(*conditions)
        .order_by(embeds.c.team_id, team_slots.c.number, embeds.c.first_day, embeds.c.id)
    )
    return [_embed(row) for row in connection.execute(statement).mappings()]


def _embed(row: RowMapping) -> Embed:
    return Embed(
        id=row["id"],
        program_id=row["program_id"],
        team_id=row["team_id"],
        slot=row["number"],
        person_id=row["person_id"],
        email=row["email"],
        name=row["name"],
        side=Side(row["side"]),
        home_team=row["home_team"],
        share=row["share"],
        days=Days(row["first_day"], row["last_day"]),
        state=State(row["state"]),
        uid=row["uid"],
        after=row["after_id"],
        reason=row["reason"],
    )


def series_of(connection: Connection, team_ids: Collection[int]) -> dict[tuple[int, int], str]:
    """The UIDs of the weekly meetings of teams: by team and number of the series, from 0."""
    columns = (team_series.c.team_id, team_series.c.number, team_series.c.uid)
    return {
        (team, number): uid
        for some in parts_of(sorted(team_ids))
        for team, number, uid in connection.execute(select(*columns).where(team_series.c.team_id.in_(some)))
    }
