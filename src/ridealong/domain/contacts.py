"""Standing contacts: whom two teams turn to, on either side."""

from datetime import date

from ridealong.domain.exposure import team_identity
from ridealong.domain.people import Person, Side

Teams = tuple[str, str]
"""An IT team and a marketing team, as they are compared."""


def teams_of(it_team: str, marketing_team: str) -> Teams:
    """Two teams as they are compared: without regard to letter case."""
    return team_identity(it_team), team_identity(marketing_team)


def no_longer(person: Person, side: Side, team: str, day: date, *, removed: bool) -> str:
    """Why somebody cannot stand for a team on a day, in words that follow a name; empty where they can.

    Args:
        removed: whether the person is not in the exchange any more.
    """
    if removed:
        return "is not in the exchange any more"
    if person.side is not side:
        return f"is on the {person.side.label} side"
    if team_identity(person.team) != team_identity(team):
        return f"is in the team {person.team}"
    if person.last_day is not None and person.last_day < day:
        return f"has left on {person.last_day}"
    return "" if person.at_work(day) else f"begins on {person.first_day}"
