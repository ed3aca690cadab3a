"""Days, times and rules as the values of content lines (RFC 5545, 3.3)."""

from datetime import UTC, date, datetime, time, timedelta

from ridealong.domain.meetings import Series
from ridealong.domain.values import zone

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def day_value(day: date) -> str:
    """A day, such as `20270111`."""
    return f"{day:%Y%m%d}"


def clock_value(moment: datetime) -> str:
    """A time on the clock of a zone that is named beside it, such as `20270111T093000`."""
    return f"{moment:%Y%m%dT%H%M%S}"


def utc_value(moment: datetime) -> str:
    """A moment, which must carry a zone, in UTC, such as `20270111T083000Z`."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def before_value(length: timedelta) -> str:
    """A length in whole minutes as the trigger of an alarm that comes so long before, such as `-PT15M`."""
    return f"-PT{int(length.total_seconds()) // 60}M"


def zone_value(name: str) -> str:
    """An IANA name as a TZID; `UTC` under its longer name, since some servers turn the short one into a `Z`."""
    return "Etc/UTC" if name == "UTC" else name


def end_value(start: datetime, minutes: int, zone_name: str) -> str:
    """The end of a meeting on the clock of its zone: so many minutes later, even where clocks change in between."""
    place = zone(zone_name)
    end = start.replace(tzinfo=place).astimezone(UTC) + timedelta(minutes=minutes)
    return clock_value(end.astimezone(place))


def rule_value(series: Series) -> str:
    """The rule of a series that repeats; beside a zone, its end is a moment in UTC (RFC 5545, 3.3.10).

    It ends with the day of the last occurrence: a program that knows another offset for that day, from an older or
    newer tz database, still has that occurrence.
    """
    day = _WEEKDAYS[series.first.weekday()]
    end = datetime.combine(series.last, time(23, 59, 59), zone(series.zone))
    return f"FREQ=WEEKLY;INTERVAL={series.every_weeks};BYDAY={day};UNTIL={utc_value(end)}"
