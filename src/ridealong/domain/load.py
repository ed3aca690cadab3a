"""How much of somebody's working week the exchange takes: one limit for visits, embeds, buddies and coffee together."""

from ridealong.domain.people import WorkingHours

WEEK_LIMIT = 110
"""The most that the exchange takes of a week, in percent: a visit of five days, and half a day of meetings."""
_DAYS = 5


def visit_percent(days: int) -> int:
    """What a visit takes of the week of a guest, and of a host, in percent, given its working days in that week."""
    return 100 * min(days, _DAYS) // _DAYS


def meeting_percent(minutes: int, hours: WorkingHours) -> int:
    """What meetings take of a week of somebody's working hours, in percent, rounded up."""
    day = (hours.end.hour - hours.start.hour) * 60 + hours.end.minute - hours.start.minute
    return -(-100 * minutes // (_DAYS * day))


def too_much(meetings: int, visit: int) -> bool:
    """Whether meetings and a visit, in percent of a week, are more than anybody should have."""
    return meetings + visit > WEEK_LIMIT
