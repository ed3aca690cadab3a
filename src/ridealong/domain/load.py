"""How much of somebody's working week the exchange takes: one limit for visits, embeds, buddies and coffee together."""

from ridealong.domain.people import WorkingHours
from ridealong.domain.programs import Program

WHOLE_WEEK = 100
"""The most that visits and embeds take of a week together, in percent."""
WEEK_LIMIT = 110
"""The most that the exchange takes of a week, in percent: a visit of five days, and half a day of meetings."""
_DAYS = 5


def visit_percent(days: int) -> int:
    """What a visit takes of the week of a guest, and of a host, in percent, given its working days in that week."""
    return 100 * min(days, _DAYS) // _DAYS


def visit_takes(program: Program) -> int:
    """What a visit of a program takes of a week, in percent: all of it, unless visits take single days."""
    return visit_percent(program.visit_days or 1) if program.kind.by_day else visit_percent(_DAYS)


def meeting_percent(minutes: int, hours: WorkingHours) -> int:
    """What meetings take of a week of somebody's working hours, in percent, rounded up."""
    day = (hours.end.hour - hours.start.hour) * 60 + hours.end.minute - hours.start.minute
    return -(-100 * minutes // (_DAYS * day))


def too_much(meetings: int, visit: int, share: int = 0) -> bool:
    """Whether meetings, a visit and shares in composite teams, in percent of a week, are more than anybody should have.

    Visits and embeds never take more than all of it together; short meetings fit beside that up to the limit.
    """
    return (share > 0 and visit + share > WHOLE_WEEK) or meetings + visit + share > WEEK_LIMIT
