"""How many weeks of an embed somebody misses, and whether that is too many: one rule for all who ask."""

from dataclasses import dataclass
from datetime import date

from ridealong.domain.availability import Availability
from ridealong.domain.composite_teams import may_miss
from ridealong.domain.days import Days
from ridealong.domain.programs import Program
from ridealong.domain.team_times import misses_week
from ridealong.services.people.exchange_load import mondays_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksMissed:
    """The weeks of an embed that somebody misses, from its first day to its last, those that are over among them.

    Args:
        mondays: the Mondays of those. weeks: how many weeks the embed has. allowed: how many of them may be missed.
    """

    mondays: tuple[date, ...]
    weeks: int
    allowed: int

    @property
    def missed(self) -> int:
        """How many they are."""
        return len(self.mondays)

    @property
    def too_many(self) -> bool:
        """Whether that is more than the program allows."""
        return self.missed > self.allowed


def weeks_missed(there: Availability, program: Program, days: Days) -> WeeksMissed:
    """How many weeks of an embed somebody misses, all their absences together.

    Args:
        there: when they are at work, known for all of `days`, which are those of the whole embed.
    """
    weeks = list(mondays_of(days))
    mondays = tuple(monday for monday in weeks if misses_week(there, monday))
    return WeeksMissed(mondays=mondays, weeks=len(weeks), allowed=may_miss(len(weeks), program.may_miss))
