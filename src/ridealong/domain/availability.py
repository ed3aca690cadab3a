"""When somebody can meet: their working hours and zone, public holidays, and the days on which they are away."""

from dataclasses import dataclass
from datetime import date, datetime, time

from ridealong.domain.days import Days, is_workday
from ridealong.domain.people import WorkingHours
from ridealong.domain.values import zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """When somebody can meet.

    Args:
        zone: an IANA name; the days below are those of this zone.
        holidays: public holidays, at least of the days that are asked for.
        away: absences, freezes, and the time before the first day at work or after the last.
    """

    hours: WorkingHours
    zone: str
    holidays: frozenset[date] = frozenset()
    away: tuple[Days, ...] = ()

    @property
    def place(self) -> tuple[WorkingHours, str]:
        """Working hours and zone."""
        return self.hours, self.zone

    def is_off(self, day: date) -> bool:
        """Whether a day is a public holiday, or one on which they are away."""
        return day in self.holidays or any(day in one for one in self.away)

    def is_workday(self, day: date) -> bool:
        """Whether a day is one from Monday to Friday and no public holiday, whether or not they are away."""
        return is_workday(day) and day not in self.holidays

    def works_on(self, day: date) -> bool:
        """Whether they are at work on a day."""
        return is_workday(day) and not self.is_off(day)

    def day_there(self, day: date, at: time, other_zone: str) -> date:
        """The day that it is here when it is a certain day and time in another zone."""
        if other_zone == self.zone:
            return day
        return datetime.combine(day, at, zone(other_zone)).astimezone(zone(self.zone)).date()
