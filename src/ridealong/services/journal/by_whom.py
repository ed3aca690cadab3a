"""How it is said who changed something, and when."""

from datetime import datetime

from ridealong.domain.values import zone
from ridealong.services.desk import Desk

NOT_KNOWN = "it is not known by whom"
"""What is said where the journal does not tell."""


def by_whom(desk: Desk, actor: str, at: datetime) -> str:
    """Who and when, in the zone of the desk: `kim on 2027-01-06 at 13:00`."""
    return f"{actor} on {at.astimezone(zone(desk.zone)):%Y-%m-%d at %H:%M}"
