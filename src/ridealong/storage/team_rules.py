"""The rules that hold for composite teams in a sound database, each a function that finds what breaks it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select

from ridealong.domain.days import Days
from ridealong.domain.pairings import UNMARKED, State
from ridealong.storage.findings import Found, Rule
from ridealong.storage.queries.changes import last_worked
from ridealong.storage.schema import (
    aparts,
    composite_teams,
    embeds,
    people,
    task_parts,
    team_demands,
    team_series,
    team_slots,
    team_tasks,
)


def parts_of_one_team(connection: Connection) -> Found:
    """What stands in a composite team refers to rows of this team and of its program."""
    for table in (team_slots, team_tasks, team_demands, embeds, team_series):
        statement = select(table.c.id).join(composite_teams, composite_teams.c.id == table.c.team_id)
        other: ColumnElement[bool] = composite_teams.c.program_id != table.c.program_id
        for row in connection.execute(statement.where(other).order_by(table.c.id)).scalars():
            yield table.name, row, "its team is one of another program"
    for table in (team_demands, embeds):
        statement = select(table.c.id).join(team_slots, team_slots.c.id == table.c.slot_id)
        other = team_slots.c.team_id != table.c.team_id
        for row in connection.execute(statement.where(other).order_by(table.c.id)).scalars():
            yield table.name, row, "its slot is one of another team"
    statement = (
        select(task_parts.c.id)
        .join(team_tasks, team_tasks.c.id == task_parts.c.task_id)
        .join(team_slots, team_slots.c.id == task_parts.c.slot_id)
        .where(or_(team_tasks.c.team_id != team_slots.c.team_id, team_tasks.c.program_id != task_parts.c.program_id))
    )
    for row in connection.execute(statement.order_by(task_parts.c.id)).scalars():
        yield task_parts.name, row, "its task and its slot are not of one team"


def sides_of_slots(connection: Connection) -> Found:
    """Whoever is in a slot is of its side."""
    statement = select(embeds.c.id).join(team_slots, team_slots.c.id == embeds.c.slot_id)
    for row in connection.execute(statement.where(team_slots.c.side != embeds.c.side).order_by(embeds.c.id)).scalars():
        yield embeds.name, row, "its slot is for the other side"


def shares_of_weeks(connection: Connection) -> Found:
    """Slots and embeds take something of a week, and no more than all of it."""
    for table in (team_slots, embeds):
        wrong = ~table.c.share.between(1, 100)
        for row in connection.execute(select(table.c.id).where(wrong).order_by(table.c.id)).scalars():
            yield table.name, row, "its share is none of a week"


def weekly_meetings(connection: Connection) -> Found:
    """A team that has a weekly meeting of its own says on which day, when, and how long."""
    some = composite_teams.c.weekday.is_not(None)
    minutes = func.coalesce(composite_teams.c.minutes, 0)
    whole = and_(composite_teams.c.weekday.between(0, 6), composite_teams.c.at != "", minutes > 0)
    for row in connection.execute(select(composite_teams.c.id).where(some, ~whole)).scalars():
        yield composite_teams.name, row, "it does not say when it meets"


def sides_of_people(connection: Connection) -> Found:
    """In what is still to come, whoever is in a slot is still of the side that it says."""
    statement = select(embeds.c.id).join(people, people.c.id == embeds.c.person_id).where(*_to_come(connection))
    for row in connection.execute(statement.where(people.c.side != embeds.c.side).order_by(embeds.c.id)).scalars():
        yield embeds.name, row, "its person is not of the side that it says"


def one_in_a_slot(connection: Connection) -> Found:
    """Nobody is in a published slot together with somebody else, but while the one hands over to the other."""
    by_slot: dict[int, list[RowMapping]] = defaultdict(list)
    for row in _published(connection):
        by_slot[row["slot_id"]].append(row)
    for one, other in _at_once(by_slot.values()):
        if one["id"] != other["after_id"] and other["id"] != one["after_id"]:
            yield embeds.name, other["id"], "another one is in its slot on some of its days"


def whole_weeks(connection: Connection) -> Found:
    """Nobody gives more than all of a week to composite teams, as far as that is published and to come."""
    by_person: dict[int, list[RowMapping]] = defaultdict(list)
    for row in _published(connection):
        by_person[row["person_id"]].append(row)
    for rows in by_person.values():
        for one in rows:
            # Shares only rise on the first day of one of them.
            share = sum(each["share"] for each in rows if one["first_day"] in _days(each))
            if share > 100:
                yield embeds.name, one["id"], f"its person gives {share} % of a week from its first day on"


def apart_in_a_team(connection: Connection) -> Found:
    """No two people who are kept apart are in a team together, as far as that is published and to come."""
    apart = {frozenset(pair) for pair in connection.execute(select(aparts.c.one_id, aparts.c.other_id))}
    by_team: dict[int, list[RowMapping]] = defaultdict(list)
    for row in _published(connection) if apart else ():
        by_team[row["team_id"]].append(row)
    for one, other in _at_once(by_team.values()):
        if frozenset((one["person_id"], other["person_id"])) in apart:
            yield embeds.name, other["id"], "its person and another of the team are kept apart"


def _to_come(connection: Connection) -> tuple[ColumnElement[bool], ...]:
    return embeds.c.state.in_(UNMARKED), embeds.c.last_day >= last_worked(connection)


def _published(connection: Connection) -> list[RowMapping]:
    """The published embeds to come whose days are some, by first day."""
    wanted = embeds.c.state == State.PUBLISHED, embeds.c.first_day <= embeds.c.last_day
    statement = select(embeds).where(*wanted, embeds.c.last_day >= last_worked(connection))
    return list(connection.execute(statement.order_by(embeds.c.first_day, embeds.c.id)).mappings())


def _at_once(groups: Iterable[list[RowMapping]]) -> Iterator[tuple[RowMapping, RowMapping]]:
    for rows in groups:
        for number, other in enumerate(rows):
            yield from ((one, other) for one in rows[:number] if _days(one).overlaps(_days(other)))


def _days(row: RowMapping) -> Days:
    return Days(row["first_day"], row["last_day"])


TEAM_RULES: tuple[Rule, ...] = (
    parts_of_one_team,
    sides_of_slots,
    shares_of_weeks,
    weekly_meetings,
    sides_of_people,
    one_in_a_slot,
    whole_weeks,
    apart_in_a_team,
)
"""All rules of composite teams."""

CHANGED_SINCE: tuple[Rule, ...] = (sides_of_people, one_in_a_slot, whole_weeks, apart_in_a_team)
"""Those of them that are broken where something was changed after people were embedded."""
