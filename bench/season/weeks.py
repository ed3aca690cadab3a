"""The weeks of the simulated year: when quarters begin, and which weeks are frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ridealong.domain.days import Days
from ridealong.domain.people import Side

FIRST = date(2027, 1, 4)
"""The Monday of week 0, whatever day the run takes place on."""
QUARTER = 13
AHEAD = 2
"""How many weeks before its first week a quarter is planned and first published."""
PUBLISH_EVERY = 4
ANNOUNCED = 2
"""How many weeks before its first day a freeze becomes known: its weeks are published by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freezing:
    """A freeze of a whole side: from which week to which, and why."""

    side: Side
    first_week: int
    last_week: int
    reason: str

    @property
    def days(self) -> Days:
        """From the Monday of its first week to the Friday of its last one."""
        return Days(monday(self.first_week), monday(self.last_week) + timedelta(days=4))

    @property
    def known_from(self) -> int:
        """The week in which it is announced."""
        return self.first_week - ANNOUNCED


def monday(week: int) -> date:
    """The first day of a week, which may lie before the year."""
    return FIRST + timedelta(weeks=week)


def weeks_of(number: int) -> range:
    """The weeks that are gone through, those in which the first quarter is prepared included."""
    return range(-AHEAD, number)


def quarters(number: int) -> Iterator[int]:
    """The quarters that begin within so many weeks."""
    yield from range(-(-number // QUARTER))


def freezes(number: int) -> tuple[Freezing, ...]:
    """The two freezes: Black Friday and the end of the year; in a shorter run in its middle and at its end."""
    campaign, change = (46, 49) if number >= 52 else (max(2, number // 2), max(3, number - 3))
    return (
        Freezing(side=Side.MARKETING, first_week=campaign, last_week=campaign, reason="Black Friday campaign"),
        Freezing(side=Side.IT, first_week=change, last_week=change + 1, reason="year-end change freeze"),
    )


def publishes(week: int) -> bool:
    """Whether this is a week in which the coming weeks are planned again and published."""
    return (week % QUARTER - (QUARTER - AHEAD)) % QUARTER % PUBLISH_EVERY == 0
