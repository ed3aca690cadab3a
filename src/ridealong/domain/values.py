"""Values as people type them, each read with a message that says what would be right."""

import re
from datetime import date, time
from enum import StrEnum
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side, WorkingHours

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MAX_CAPACITY = 50

_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+\.[^\s@<>()\[\],;:\\\".\x00-\x1f\x7f]+"
)
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_SIDES = {"it": Side.IT, "marketing": Side.MARKETING}

E = TypeVar("E", bound=StrEnum)


def read_email(text: str) -> str:
    """An e-mail address, as given but without surrounding blanks; raises InvalidValue."""
    email = text.strip()
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise InvalidValue(f"'{email}' is not an e-mail address", "It looks like name@company.example")
    return email


def read_day(text: str) -> date:
    """A day written YYYY-MM-DD; raises InvalidValue for anything else, since 03/04/2027 means two days."""
    try:
        if len(text.strip()) == 10:
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise InvalidValue(f"'{text.strip()}' is not a day", "Days are written YYYY-MM-DD, such as 2027-01-11")


def read_time(text: str) -> time:
    """A time of day written HH:MM; raises InvalidValue."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    raise InvalidValue(f"'{text.strip()}' is not a time of day", "Times are written HH:MM, such as 10:00")


def read_hours(text: str) -> WorkingHours:
    """Working hours written 09:00-17:00; raises InvalidValue."""
    match = _HOURS.fullmatch(text.strip())
    if not match:
        raise InvalidValue(f"'{text.strip()}' are not working hours", "They are written 09:00-17:00")
    return WorkingHours(read_time(f"{match[1]}:{match[2]}"), read_time(f"{match[3]}:{match[4]}"))


def read_side(text: str) -> Side:
    """A side in any letter case; raises InvalidValue."""
    try:
        return _SIDES[text.strip().casefold()]
    except KeyError:
        raise InvalidValue(f"'{text.strip()}' is not a side", "A side is 'it' or 'marketing'") from None


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def read_zone(text: str) -> str:
    """An IANA time zone in any letter case, as its proper name; raises InvalidValue."""
    name = _zones().get(text.strip().casefold())
    if name is None or name.casefold() in ("localtime", "factory"):
        raise InvalidValue(
            f"'{text.strip()}' is not a time zone", "Zones are IANA names such as Europe/Berlin or America/New_York"
        )
    return name


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name that `read_zone` let pass."""
    return ZoneInfo(name)


def read_capacity(text: str) -> int:
    """How many guests at once, from 0; raises InvalidValue."""
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and int(digits[:4]) <= MAX_CAPACITY and len(digits) <= 4:
        return int(digits)
    raise InvalidValue(
        f"'{digits}' is not a capacity", f"It is how many guests at once: a whole number from 0 to {MAX_CAPACITY}"
    )


def read_topics(text: str) -> tuple[str, ...]:
    """Topics separated by semicolons, without blanks around them and without repeats in any letter case."""
    topics: dict[str, str] = {}
    for part in text.split(";"):
        topic = " ".join(part.split())
        if topic:
            topics.setdefault(topic.casefold(), topic)
    return tuple(topics.values())


def read_weekday(text: str) -> int:
    """A weekday by name or its first three letters, as 0 (Monday) to 6; raises InvalidValue."""
    wanted = text.strip().casefold()
    for number, name in enumerate(WEEKDAYS):
        if wanted and wanted in (name.casefold(), name[:3].casefold(), name[:2].casefold()):
            return number
    raise InvalidValue(f"'{text.strip()}' is not a weekday", "Write Monday, Tuesday, ... or Mon, Tue, ...")


def read_word(words: type[E], text: str, what: str) -> E:
    """One of a fixed set of words in any letter case; `what` names the set in the error that is raised."""
    wanted = "-".join(text.replace("_", " ").replace("-", " ").split()).casefold()
    for word in words:
        if word.value == wanted:
            return word
    raise InvalidValue(f"'{text.strip()}' is not a {what}", f"It is one of {', '.join(words)}")
