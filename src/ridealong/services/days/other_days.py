"""Other days for visits of single days that cannot be on theirs: for one alone, or else for both of its pair."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import RowMapping

from ridealong.domain.days import Days, monday_of
from ridealong.domain.programs import Program
from ridealong.services.days.day_visits import DayVisits, Visited

_DAY = timedelta(days=1)

Moves = Mapping[int, Days]
"""The new days of visits, by number."""


class OtherDays:
    """Finds other days for visits, and takes them.

    Args:
        days: what stands; of visits that are broken, nothing. broken: the numbers of those that cannot be on their day.
    """

    def __init__(self, program: Program, days: DayVisits, today: date, broken: Collection[int]) -> None:
        self._program = program
        self._days = days
        self._tomorrow = today + _DAY
        self._broken = broken

    def of_visit(self, row: RowMapping, back: RowMapping | None) -> Moves:
        """New days for a visit in its round, and where that takes it for the one back as well; empty where none are.

        Args:
            back: the visit back, where one is to come; it stands unless it is broken too.
        """
        whole = self._program.round_days(row["round"])
        first = max(whole.first, self._tomorrow)
        if back is None:
            return self._alone(row, first, whole.last)
        if back["id"] in self._broken:
            return self._both(row, back)
        last = min(whole.last, monday_of(back["first_day"]) - _DAY)
        return self._alone(row, first, last) or self._instead_of(back, row, back)

    def of_return(self, row: RowMapping, there: RowMapping | None, since: Days | None) -> Moves:
        """New days for a visit back, and where that takes it for the visit as well; empty where none are.

        Args:
            there: the visit, where it is to come and stands. since: its days, where any visit is to be returned.
        """
        if since is None:
            return self._alone(row, self._tomorrow, self._program.round_days(row["round"]).last)
        found = self._alone(row, since.last + _DAY, since.last + timedelta(weeks=self._program.return_weeks))
        return found or ({} if there is None else self._instead_of(there, there, row))

    def _instead_of(self, standing: RowMapping, there: RowMapping, back: RowMapping) -> Moves:
        """New days for both, one of which stands on its day so far, and stays there where none are found."""
        self._days.give_up(visited(standing))
        found = self._both(there, back)
        if not found:
            self._days.take(visited(standing))
        return found

    def _alone(self, row: RowMapping, first: date, last: date) -> Moves:
        first = max(first, self._tomorrow)
        if last < first:
            return {}
        before = visited(row)
        for days in self._days.days_in(before.guest, before.host, Days(first, last)):
            if not days.overlaps(before.days):
                self._days.take(Visited(guest=before.guest, host=before.host, days=days))
                return {row["id"]: days}
        return {}

    def _both(self, there: RowMapping, back: RowMapping) -> Moves:
        whole = self._program.round_days(there["round"])
        first, before = max(whole.first, self._tomorrow), visited(there)
        if whole.last < first:
            return {}
        for days in self._days.days_in(before.guest, before.host, Days(first, whole.last)):
            if days.overlaps(before.days):
                continue
            visit = Visited(guest=before.guest, host=before.host, days=days)
            self._days.take(visit)
            weeks = timedelta(weeks=self._program.return_weeks)
            if returned := self._alone(back, days.last + _DAY, days.last + weeks):
                return {there["id"]: days, **returned}
            self._days.give_up(visit)
        return {}


def visited(row: RowMapping) -> Visited:
    """A visit as a row has it."""
    return Visited(guest=row["guest_id"], host=row["host_id"], days=Days(row["first_day"], row["last_day"]))
