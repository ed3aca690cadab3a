"""The working time that people in different zones share."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from ridealong.domain.people import Person, WorkingHours
from ridealong.domain.values import zone

Place = tuple[WorkingHours, str]
"""Working hours, and the IANA zone in which they hold."""
Stretch = tuple[datetime, datetime]
"""From when until when."""


def place_of(person: Person, default_zone: str) -> Place:
    """Somebody's working hours and zone."""
    return person.hours, person.time_zone or default_zone


def shared_hours(one: Place, other: Place, day: date) -> tuple[datetime, datetime] | None:
    """When both work on a day, given each one's working hours and IANA zone.

    The day is the calendar day of the first; the neighbouring days of the other are looked at too, since a morning in
    Auckland is the evening before in London.

    Returns:
        The longest shared stretch as two moments in UTC, or None where there is none.
    """
    start, end = _on(day, *one)
    best: tuple[datetime, datetime] | None = None
    for offset in (-1, 0, 1):
        other_start, other_end = _on(day + timedelta(days=offset), *other)
        stretch = max(start, other_start), min(end, other_end)
        if stretch[0] < stretch[1] and (best is None or stretch[1] - stretch[0] > best[1] - best[0]):
            best = stretch
    return best


def shared_minutes(one: Place, other: Place, day: date) -> int:
    """How many minutes both work at the same time on a day."""
    stretch = shared_hours(one, other, day)
    return int((stretch[1] - stretch[0]).total_seconds()) // 60 if stretch else 0


def _on(day: date, hours: WorkingHours, zone_name: str) -> tuple[datetime, datetime]:
    place = zone(zone_name)
    return (
        datetime.combine(day, hours.start, place).astimezone(UTC),
        datetime.combine(day, hours.end, place).astimezone(UTC),
    )


def shared_by_all(places: Iterable[Place], day: date, zone_name: str) -> list[Stretch]:
    """When all of some people work on a calendar day of a zone, given each one's working hours and zone.

    Working days are not looked at. The neighbouring days of everybody else are, as in `shared_hours`.

    Returns:
        The stretches as the clock of that zone shows them, without a zone, in order; the whole day for nobody.
    """
    place = zone(zone_name)
    midnight = datetime.combine(day, time())
    shared: list[Stretch] = [(midnight, midnight + timedelta(days=1))]
    for hours, theirs in sorted(set(places)):
        worked = [_on(day + timedelta(days=offset), hours, theirs) for offset in (-1, 0, 1)]
        local = [
            (start.astimezone(place).replace(tzinfo=None), end.astimezone(place).replace(tzinfo=None))
            for start, end in worked
        ]
        both = [(max(one[0], other[0]), min(one[1], other[1])) for one in shared for other in local]
        shared = [(start, end) for start, end in both if start < end]
    return shared
