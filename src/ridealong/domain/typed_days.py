"""Days as people type them on the screens: `21 Apr`, `mon`, `+1w`; files and commands take `YYYY-MM-DD` alone."""

import re
from datetime import date, timedelta
from typing import Literal

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import MONTHS, WEEKDAYS, quoted, read_day, read_weekday

Slashes = Literal["day first", "month first", ""]
"""What comes first in `03/04`; empty where nobody has said so, and such a text is refused."""

_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_STEP = re.compile(r"([+-])\s*(\d{1,3})\s*([dw])")
_WEEKDAY = re.compile(r"([a-z]+),?\s+(?=\d{1,2}\.?\s+[a-z])")
_NAMED = re.compile(r"(\d{1,2})\.?\s+([a-z]+)\.?(?:,?\s+(\d{4}))?")
_NAMED_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")
_SHORT_ISO = re.compile(r"(\d{1,2})-(\d{1,2})")
_DOTS = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?(?:\s*(\d{4}))?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_FEWEST = 3
"""How many letters of a month are typed at least."""
_BACK = timedelta(days=90)
"""How far back a day without its year may lie: what was is noted soon, what comes is planned long before."""


def read_typed_day(text: str, today: date, slashes: Slashes = "", since: date | None = None) -> date:
    """A day as somebody types it; raises InvalidValue.

    Args:
        text: `2027-04-21`, `04-21`, `21 Apr`, `Wed 21 Apr`, `Apr 21 2027`, `21.4.`, `mon` (the next one, today
            included), `today`, `tomorrow`, `yesterday`, `+3d`, `-1w`, and with slashes in the order that is given.
        today: the day from which they are counted. A day without a year is the first from 90 days before it on.
        since: the day from which `+3d` and `-1w` are counted, where that is another one.
    """
    wanted = " ".join(text.split()).casefold()
    if not (before := _WEEKDAY.match(wanted)):
        return (
            _step(wanted, since or today) or _counted(wanted, today) or _parts(wanted, today, slashes) or _strict(text)
        )
    weekday, found = _weekday(before[1]), _parts(wanted[before.end() :], today, slashes)
    if weekday is None or found is None:
        return _strict(text)
    if weekday != found.weekday():
        raise InvalidValue(
            f"'{quoted(text)}' is not a day: {found} is a {WEEKDAYS[found.weekday()]}", "Write it without the weekday"
        )
    return found


def _strict(text: str) -> date:
    try:
        return read_day(text)
    except InvalidValue as error:
        raise InvalidValue(error.problem, "Write it such as 2027-01-11, 11 Jan, mon or +1w") from None


def _step(wanted: str, since: date) -> date | None:
    """A day that lies so many days or weeks after another one, or before it."""
    if not (step := _STEP.fullmatch(wanted)):
        return None
    days = int(step[2]) * (7 if step[3] == "w" else 1)
    return _later(since, -days if step[1] == "-" else days, wanted)


def _counted(wanted: str, today: date) -> date | None:
    """A day that is counted from today by its name."""
    if wanted in _NEAR:
        return _later(today, _NEAR[wanted], wanted)
    if not wanted.isalpha() or (weekday := _weekday(wanted)) is None:
        return None
    return _later(today, (weekday - today.weekday()) % 7, wanted)


def _weekday(name: str) -> int | None:
    """A weekday from 0 (Monday) on; None for what is none."""
    try:
        return read_weekday(name)
    except InvalidValue:
        return None


def _later(today: date, days: int, wanted: str) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise InvalidValue(f"'{quoted(wanted)}' is too far away", "Write a nearer day") from None


def _parts(wanted: str, today: date, slashes: Slashes) -> date | None:
    """A day whose parts are written, with its year or without."""
    if match := _NAMED.fullmatch(wanted):
        day, month, year = int(match[1]), _month(match[2]), match[3]
    elif match := _NAMED_FIRST.fullmatch(wanted):
        day, month, year = int(match[2]), _month(match[1]), match[3]
    elif match := _SHORT_ISO.fullmatch(wanted):
        day, month, year = int(match[2]), int(match[1]), None
    elif match := _DOTS.fullmatch(wanted):
        day, month, year = int(match[1]), int(match[2]), match[3]
    elif slashes and (match := _SLASHES.fullmatch(wanted)):
        first, second, year = int(match[1]), int(match[2]), match[3]
        day, month = (first, second) if slashes == "day first" else (second, first)
    else:
        return None
    return _dated(day, month, int(year)) if year else _nearest(day, month, today)


def _month(name: str) -> int:
    if len(name) < _FEWEST:
        return 0
    return next((number for number, full in enumerate(MONTHS, start=1) if full.casefold().startswith(name)), 0)


def _dated(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: int, month: int, today: date) -> date | None:
    """The first such day from some time before today on; a 29 February may be years away."""
    earliest = today - _BACK if today - date.min > _BACK else date.min
    years = range(earliest.year, min(earliest.year + 9, date.max.year + 1))
    found = (one for year in years if (one := _dated(day, month, year)))
    return next((one for one in found if one >= earliest), None)
