"""How much the exchange takes, of the week of somebody by all that they do in it, and of a home team by who is away."""

from ridealong.domain.people import WorkingHours
from ridealong.domain.programs import Program

WHOLE_WEEK = 100
"""The most that visits and embeds take of a week together, in percent."""
WEEK_LIMIT = 110
"""The most that the exchange takes of a week, in percent: a visit of five days, and half a day of meetings."""
_DAYS = 5
_HALF = WHOLE_WEEK // 2


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


def cover_kept(most: int, visiting: int, shares: int) -> bool:
    """Whether enough of a home team are there in a week.

    Embeds count by the sum of their shares, rounded to whole people where whole people are counted beside them: one
    day a week in a team keeps no colleague from a visit, and two halves of a week count as one.

    Args:
        most: how many of the home team may be away, see `cover_limit`. visiting: how many are on visits.
        shares: what composite teams take of all others of the home team, in percent of one person.
    """
    return shares <= WHOLE_WEEK * most and people_out(visiting, shares) <= most


def room_for_shares(most: int, visiting: int) -> int:
    """How much of a home team composite teams may take in a week beside visits, in percent of one person.

    Args:
        most, visiting: see `cover_kept`.
    """
    return max(0, min(WHOLE_WEEK * most, WHOLE_WEEK * (most - visiting) + _HALF - 1))


def room_for_visits(most: int, visiting: int, shares: int) -> int:
    """How many more of a home team may go on a visit in a week.

    Args:
        most, visiting, shares: see `cover_kept`.
    """
    return max(0, most - people_out(visiting, shares))


def people_out(visiting: int, shares: int) -> int:
    """How many whole people visits and composite teams take from a home team in a week; see `cover_kept`."""
    return visiting + _whole_people(shares)


def too_many_words(home: str, most: int, visiting: int, shares: int) -> str:
    """That more of a home team would be away than may be, as it stands before "in the week of".

    Args:
        home: its name. most, visiting, shares: see `cover_kept`.
    """
    away = f"{visiting + shares / WHOLE_WEEK:.2f}".rstrip("0").rstrip(".")
    return f"{away} of at most {most} {'person' if most == 1 else 'people'} of {home} would be away"


def _whole_people(shares: int) -> int:
    return (shares + _HALF) // WHOLE_WEEK
