"""Values of content lines as days, moments and lengths, as far as other programs wrote them right."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from ridealong.calendars.text import one_line
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import shown

_MOMENT = re.compile(r"(\d{8})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?", re.ASCII | re.IGNORECASE)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?",
    re.ASCII | re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_LONGEST_TEXT = 200

Moment = date | datetime
"""A whole day, or a moment with its zone."""


def read_moment(text: str, place: tzinfo, *, whole_day: bool = False) -> Moment:
    """A DATE or DATE-TIME.

    Args:
        place: the zone of a time that does not end in Z.
        whole_day: take the day alone, whatever follows it.

    Raises:
        InvalidValue: it is none.
    """
    found = _MOMENT.fullmatch(text.strip())
    try:
        if found:
            day = date(int(found[1][:4]), int(found[1][4:6]), int(found[1][6:]))
            if whole_day or found[2] is None:
                return day
            # Second 60 is allowed for leap seconds, which a time does not know.
            clock = time(int(found[2]), int(found[3]), min(int(found[4] or 0), 59))
            return datetime.combine(day, clock, UTC if found[5] else place)
    except ValueError:
        pass
    raise InvalidValue(
        f"'{shown(text)}' is not a date or time", "It looks like 20270111, 20270111T090000 or 20270111T080000Z"
    )


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
    raise InvalidValue(f"'{shown(text)}' is not a length of time", "It looks like PT1H30M or P2D")


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
        f"'{shown(text)}' is not a time from one moment to a later one",
        "It looks like 20270111T080000Z/20270111T160000Z or 20270111T080000Z/PT8H",
    )


def read_text(text: str) -> str:
    """A TEXT on one line, without escapes, cut where it is very long."""
    plain = one_line(_ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text[: 10 * _LONGEST_TEXT]))
    return plain if len(plain) <= _LONGEST_TEXT else plain[: _LONGEST_TEXT - 1] + "…"
