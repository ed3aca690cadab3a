"""Days, times and rules as the values of content lines (RFC 5545, 3.3)."""

from datetime import UTC, date, datetime, timedelta

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


def rule_value(series: Series) -> str:
    """The rule of a series that repeats; beside a zone, its end is a moment in UTC (RFC 5545, 3.3.10)."""
    last = datetime.combine(series.last, series.at, zone(series.zone))
    # A time that the clock shows twice: whichever of the two a program takes, the last occurrence is not past the end.
    end = max(last.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    day = _WEEKDAYS[series.first.weekday()]
    return f"FREQ=WEEKLY;INTERVAL={series.every_weeks};BYDAY={day};UNTIL={utc_value(end)}"
