"""Who counts beside somebody in a team: those who are there in the same weeks, since planning goes by weeks."""

from ridealong.domain.days import Days, monday_of


def in_one_week(one: Days, other: Days) -> bool:
    """Whether two spans of days have a week in common, if not a day: people who do are in a team together."""
    return monday_of(one.first) <= other.last and monday_of(other.first) <= one.last
