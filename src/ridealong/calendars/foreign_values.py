"""Values in calendars that other programs wrote, as days, times and lengths."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?", re.ASCII | re.IGNORECASE)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.ASCII | re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?", re.ASCII)

Moment = date | datetime
"""A whole day, or a moment with its zone."""


def _written(found: re.Match[str]) -> Moment | None:
    """What stands there, without a zone; None where no calendar or clock shows it."""
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        # Second 60 is allowed for leap seconds, which a datetime does not know.
        hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)
        return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - on a clock
    except ValueError:
        return None


def day(text: str) -> date | None:
    """The DATE with which a text begins, or None if there is none."""
    found = _MOMENT.match(text[:8])
    return _written(found) if found else None


def clock_time(text: str) -> datetime | None:
    """The DATE-TIME with which a text begins, as a clock shows it, without regard to a Z; None if there is none."""
    found = _MOMENT.match(text)
    moment = _written(found) if found else None
    return moment if isinstance(moment, datetime) else None


def read_moment(text: str, place: tzinfo, *, whole_day: bool = False) -> Moment:
    """A DATE or DATE-TIME.

    Args:
        place: the zone of a time that does not end in Z.
        whole_day: take the day alone, whatever follows it.

    Raises:
        InvalidValue: it is none.
    """
    found = _MOMENT.fullmatch(text.strip())
    moment = _written(found) if found else None
    if found is None or moment is None:
        raise InvalidValue(
            f"'{quoted(text)}' is not a date or time", "It looks like 20270111, 20270111T090000 or 20270111T080000Z"
        )
    if isinstance(moment, datetime):
        return moment.date() if whole_day else moment.replace(tzinfo=UTC if found[7] else place)
    return moment


def read_length(text: str) -> timedelta:
    """A DURATION; raises InvalidValue."""
    found = _LENGTH.fullmatch(text.strip())
    if found and any(found.groups()[1:]):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
        try:
            length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        except OverflowError:
            pass
        else:
            return -length if found[1] == "-" else length
    raise InvalidValue(f"'{quoted(text)}' is not a length of time", "It looks like PT1H30M or P2D")


def read_period(text: str, place: tzinfo) -> tuple[datetime, timedelta]:
    """A PERIOD, from a start to an end or for a length; raises InvalidValue."""
    first, slash, second = text.partition("/")
    start = read_moment(first, place)
    if isinstance(start, datetime) and slash:
        if second.strip()[:1].upper() in ("P", "+", "-"):
            length = read_length(second)
        else:
            end = read_moment(second, place)
            length = end - start if isinstance(end, datetime) else timedelta(-1)
        if length >= timedelta():
            return start, length
    raise InvalidValue(
        f"'{quoted(text)}' is not a time from one moment to a later one",
        "It looks like 20270111T080000Z/20270111T160000Z or 20270111T080000Z/PT8H",
    )


def offset(text: str) -> timedelta | None:
    """A UTC offset such as +0100, or None if it is none."""
    found = _OFFSET.fullmatch(text.strip())
    if not found:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4] or 0))
    if size >= timedelta(days=1):
        return None
    return -size if found[1] == "-" else size
