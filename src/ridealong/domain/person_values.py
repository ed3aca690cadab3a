"""Properties of people as they are typed, each read with a message that says what would be right."""

import re

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side, WorkingHours
from ridealong.domain.values import quoted, read_time

_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_SIDES = {"it": Side.IT, "marketing": Side.MARKETING}


def read_hours(text: str) -> WorkingHours:
    """Working hours written 09:00-17:00; raises InvalidValue."""
    match = _HOURS.fullmatch(text.strip())
    if not match:
        raise InvalidValue(f"'{quoted(text)}' are not working hours", "They are written 09:00-17:00")
    return WorkingHours(read_time(f"{match[1]}:{match[2]}"), read_time(f"{match[3]}:{match[4]}"))


def read_side(text: str) -> Side:
    """A side in any letter case; raises InvalidValue."""
    try:
        return _SIDES[text.strip().casefold()]
    except KeyError:
        raise InvalidValue(f"'{quoted(text)}' is not a side", "A side is 'it' or 'marketing'") from None
