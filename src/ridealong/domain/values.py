"""Values as people type them, each read with a message that says what would be right."""

import re
from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ridealong.domain.errors import InvalidValue
from ridealong.domain.wording import printable

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


MAX_CAPACITY = 50

_QUOTED_CHARACTERS = 80

# What str.strip() takes off, and the invisible characters that come along when somebody copies from a web page.
_BLANKS = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, (*range(0x2000, 0x200C), 0x2060))
)
_MARK = "\ufeff"
_UNKEPT = re.compile("[\x00\ud800-\udfff]")

_ATOM = r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+"
_LABEL = r"[^\s@<>()\[\],;:\\\".\x00-\x1f\x7f]+"
_EMAIL = re.compile(rf"{_ATOM}@(?:{_LABEL}\.)+{_LABEL}")

E = TypeVar("E", bound=StrEnum)


def quoted(text: str) -> str:
    """A value as an error quotes it: shortened, and with what a screen cannot show written as an escape."""
    short = text.strip()
    if len(short) > _QUOTED_CHARACTERS:
        short = short[: _QUOTED_CHARACTERS - 1] + "…"
    return printable(short)


def strip_blanks(text: str) -> str:
    """A text without the blanks and invisible characters around it.

    A byte order mark stays: at the start of a file it was taken off before, and anywhere else it was typed. One alone
    is nothing.
    """
    if text.isascii():
        return text.strip()
    stripped = text.strip(_BLANKS)
    return stripped if stripped.strip(_BLANKS + _MARK) else ""


def read_words(text: str) -> str:
    """A text in somebody's own words, kept as given but for the blanks around it; raises as `check_words` does."""
    check_words(text)
    return strip_blanks(text)


def read_name(text: str) -> str:
    """The name of a thing, as given but for blanks: one between words, none around; raises as `check_words` does."""
    check_words(text)
    return strip_blanks(" ".join(text.split()))


def check_words(text: str) -> None:
    """Let a text be kept; raises InvalidValue where it holds what not every database and file can: NUL, half a pair."""
    if not text.isprintable() and (match := _UNKEPT.search(text)):
        what = "the NUL character U+0000" if match[0] == "\x00" else f"half a character, U+{ord(match[0]):04X}"
        raise InvalidValue(
            f"'{quoted(text)}' contains {what}, which cannot be kept", "Remove it, or type the text anew"
        )


def read_email(text: str) -> str:
    """An e-mail address, as given but without surrounding blanks; raises InvalidValue."""
    email = text.strip()
    if len(email) > 254 or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise InvalidValue(f"'{quoted(text)}' is not an e-mail address", "It looks like name@company.example")
    return email


def read_day(text: str) -> date:
    """A day written YYYY-MM-DD; raises InvalidValue for anything else, since 03/04/2027 means two days."""
    day = text.strip()
    try:
        # The length and the second hyphen keep out the other ISO forms (20270111, 2027-W02-1).
        if len(day) == 10 and day[7] == "-":
            return date.fromisoformat(day)
    except ValueError:
        pass
    raise InvalidValue(f"'{quoted(text)}' is not a day", "Days are written YYYY-MM-DD, such as 2027-01-11")


def read_time(text: str) -> time:
    """A time of day written HH:MM; raises InvalidValue."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if match and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    raise InvalidValue(f"'{quoted(text)}' is not a time of day", "Times are written HH:MM, such as 10:00")


@cache
def _known_zones() -> dict[str, str]:
    # The list that comes with tzdata is one small file, and asking the system opens 600. It is found by its place:
    # importlib.resources brings tempfile and zipfile along, for which the first paint does not wait.
    found = find_spec("tzdata")
    folders = found.submodule_search_locations if found else None
    try:
        names = Path(folders[0], "zones").read_text("utf-8").split() if folders else []
    except OSError:
        return {}
    return {name.casefold(): name for name in names}


@cache
def _system_zones() -> dict[str, str]:
    from zoneinfo import available_timezones  # noqa: PLC0415 - the first paint needs no zone

    return {name.casefold(): name for name in available_timezones()}


def _zone_meant(wanted: str) -> str:
    """What to write in place of what is no zone: the zones whose city it is, or begins, where there are some."""
    city = wanted.replace(" ", "_")
    known = sorted((_known_zones() or _system_zones()).items())
    found = [name for key, name in known if "/" in key and city and key.rpartition("/")[2].startswith(city)]
    if found:
        return f"Did you mean {' or '.join(found[:3])}?"
    return "Zones are IANA names such as Europe/Berlin or America/New_York"


def read_zone(text: str) -> str:
    """An IANA time zone in any letter case, as its proper name; raises InvalidValue."""
    wanted = text.strip().casefold()
    name = _known_zones().get(wanted) or _system_zones().get(wanted)
    if name is None or name.casefold() in ("localtime", "factory"):
        raise InvalidValue(f"'{quoted(text)}' is not a time zone", _zone_meant(wanted))
    return name


def day_in_words(day: date) -> str:
    """A day such as `Monday, 1 March 2027`: the same words on every machine, whatever its language is set to."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


@cache
def zone(name: str) -> "ZoneInfo":
    """The zone of an IANA name that `read_zone` let pass."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - the first paint needs no zone

    return ZoneInfo(name)


def read_capacity(text: str) -> int:
    """How many guests at once, from 0; raises InvalidValue."""
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and int(digits[:4]) <= MAX_CAPACITY and len(digits) <= 4:
        return int(digits)
    raise InvalidValue(
        f"'{quoted(text)}' is not a capacity", f"It is how many guests at once: a whole number from 0 to {MAX_CAPACITY}"
    )


def read_topics(text: str) -> tuple[str, ...]:
    """Topics separated by semicolons, without blanks around them and without repeats in any letter case."""
    topics: dict[str, str] = {}
    for part in text.split(";"):
        topic = strip_blanks(" ".join(part.split()))
        if topic:
            topics.setdefault(topic.casefold(), topic)
    return tuple(topics.values())


def typed_topics(text: str) -> tuple[str, ...]:
    """Topics that are new here, as `read_topics` reads them; raises as `check_words` does."""
    check_words(text)
    return read_topics(text)


def read_weekday(text: str) -> int:
    """A weekday by name or its first three letters, as 0 (Monday) to 6; raises InvalidValue."""
    wanted = text.strip().casefold()
    for number, name in enumerate(WEEKDAYS):
        if wanted and wanted in (name.casefold(), name[:3].casefold(), name[:2].casefold()):
            return number
    raise InvalidValue(f"'{quoted(text)}' is not a weekday", "Write Monday, Tuesday, ... or Mon, Tue, ...")


def read_word(words: type[E], text: str, what: str, offered: Iterable[E] | None = None) -> E:
    """One of a fixed set of words in any letter case; `what` names the set in the error that is raised.

    Args:
        offered: those that the error lists; None for all of them.
    """
    wanted = "-".join(text.replace("_", " ").replace("-", " ").split()).casefold()
    for word in words:
        if word.value == wanted:
            return word
    raise InvalidValue(f"'{quoted(text)}' is not a {what}", f"It is one of {', '.join(offered or words)}")
