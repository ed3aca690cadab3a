"""Which pairings stand in for a few days of another one, and which of its days they leave to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from ridealong.domain.days import Days
from ridealong.domain.pairings import State

_Row = Mapping[Any, Any]  # Any: what a column holds, only the table knows
_DAY = timedelta(days=1)


def covers_among(rows: Iterable[_Row]) -> dict[int, int]:
    """By number of a pairing in which somebody stands in for a host: the number of the pairing that lasts on.

    It is the guest's, with somebody else, in the same round, on some of the days of the other one.

    Args:
        rows: pairings as queries give them; drafts among them are none of either.
    """
    together: dict[tuple[int, int, int | None], list[_Row]] = defaultdict(list)
    for row in rows:
        if row["state"] != State.PROPOSED:
            together[row["program_id"], row["guest_id"], row["round"]].append(row)
    return {
        one["id"]: other["id"]
        for some in together.values()
        if len(some) > 1
        for one in some
        for other in some
        if _within(one, other)
    }


def _within(one: _Row, other: _Row) -> bool:
    mine, theirs = _days(one), _days(other)
    inside = theirs.first <= mine.first and mine.last <= theirs.last
    return inside and mine != theirs and one["host_id"] != other["host_id"]


def _days(row: _Row) -> Days:
    return Days(row["first_day"], row["last_day"])


def not_covered(days: Days, covered: Iterable[Days]) -> Sequence[Days]:
    """What is left of some days, by first day, without others that lie among them."""
    left, first = [], days.first
    for one in sorted(covered, key=lambda each: each.first):
        if first < one.first:
            left.append(Days(first, one.first - _DAY))
        first = max(first, one.last + _DAY)
    return [*left, Days(first, days.last)] if first <= days.last else left
