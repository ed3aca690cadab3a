"""What to do about somebody who is embedded still, before they can go from the exchange."""

from datetime import date

from sqlalchemy import Connection

from ridealong.domain.pairings import State
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.queries.teams import embeds_of_person, teams_by_id


def what_helps(connection: Connection, person_id: int, today: date) -> tuple[str, str]:
    """What helps with the first of somebody's published embeds: in words for screens, and with the command.

    Args:
        person_id: of somebody who has one.
    """
    one = min(embeds_of_person(connection, person_id, (State.PUBLISHED,)), key=lambda each: each.days)
    team, program = teams_by_id(connection, [one.team_id])[one.team_id].name, program_by_id(connection, one.program_id)
    if one.days.last < today:
        remedy = f"Say first how it went in '{team}'"
        return remedy, f'{remedy}: ridealong teams mark "{program.name}" "{team}" held {one.email}'
    remedy = f"Let them leave '{team}' first"
    return remedy, f'{remedy}: ridealong teams change "{program.name}" "{team}" --leave {one.email} --on DAY'
