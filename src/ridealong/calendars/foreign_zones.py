"""Time zones as other programs name or describe them."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import product

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import read_zone, zone

# Mac Outlook calls British time GMT, so a description beside one of these names knows better (pretalx#2588).
_DOUBTFUL = frozenset({"gmt", "utc", "z"})
_WINDOWS = {name.casefold(): place for name, place in WINDOWS_TO_OLSON.items()} | {
    "tzone://microsoft/utc": "UTC",
    "z": "UTC",
}
_LONGEST_NAME = 200
_MOST_OBSERVANCES = 200
_MOST_MONTHS = 2
"""What a rule may name; those of real zones name one."""
_YEARS = range(1970, 2101)
"""The years in which rules of a description are looked at; before and after, the nearest of them counts."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?")


@lru_cache(maxsize=1024)
def _named(name: str) -> tzinfo | None:
    wanted = name.strip().strip('"').strip("/")
    # libical and old Mozilla put a maker before the name: /freeassociation.sourceforge.net/Europe/Berlin.
    parts = wanted.split("/")
    for start in range(min(len(parts), 6)):
        candidate = "/".join(parts[start:])
        try:
            return zone(read_zone(_WINDOWS.get(candidate.casefold(), candidate)))
        except InvalidValue:
            continue
    return None


def named(name: str) -> tzinfo | None:
    """The zone of an IANA or Windows name in any letter case, with or without a maker before it, or None."""
    return _named(name) if 0 < len(name) <= _LONGEST_NAME else None


@dataclass(frozen=True, slots=True)
class Observance:
    """A stretch of standard or daylight time as a VTIMEZONE describes it.

    Args:
        first: its first onset, on the clock that shows until then.
        before, after: the offsets from UTC until then and from then on.
        rule: the parts of its RRULE by name, in upper case; empty where it has none.
        others: further onsets, as RDATE lists them.
    """

    first: datetime
    before: timedelta
    after: timedelta
    rule: Mapping[str, str]
    others: tuple[datetime, ...] = ()


class Described:
    """A zone as a file describes it.

    Only yearly rules are followed, and only around the year that is asked for: a description cannot make its reader
    count through a million onsets.
    """

    def __init__(self, observances: Sequence[Observance]) -> None:
        self._observances = tuple(observances[:_MOST_OBSERVANCES])
        self._listed = sorted((onset, one.after) for one in self._observances for onset in (one.first, *one.others))
        self._by_year: dict[int, list[tuple[datetime, timedelta]]] = {}

    @property
    def plain(self) -> bool:
        """Whether it has one offset alone, or none."""
        return len({one.after for one in self._observances}) <= 1

    def to_utc(self, clock: datetime) -> datetime | None:
        """The moment in UTC at which the clock shows this time, or None where nothing is described."""
        if not self._observances:
            return None
        year = min(max(clock.year, _YEARS[0]), _YEARS[-1])
        if year not in self._by_year:
            self._by_year[year] = sorted(
                (onset, one.after) for one in self._observances for onset in _yearly(one, year)
            )
        # The last onset before then, be it listed or by rule.
        nearest = [
            onsets[place - 1]
            for onsets in (self._listed, self._by_year[year])
            if (place := bisect_right(onsets, clock, key=lambda onset: onset[0]))
        ]
        offset = max(nearest)[1] if nearest else min(self._observances, key=lambda one: one.first).before
        return (clock - offset).replace(tzinfo=UTC)


def _yearly(one: Observance, year: int) -> Iterator[datetime]:
    """The onsets by rule in a year and the one before."""
    if one.rule.get("FREQ") != "YEARLY" or one.rule.get("INTERVAL", "1") != "1":
        return
    last = _until(one.rule.get("UNTIL", ""))
    weekdays = {(int(nth or 0), day) for nth, day in _BYDAY.findall(_part(one, "BYDAY"))}
    month_days = _numbers(one, "BYMONTHDAY") or (set() if weekdays else {one.first.day})
    months = sorted(_numbers(one, "BYMONTH") or {one.first.month})[:_MOST_MONTHS]
    for which, month in product((year - 1, year), months):
        length = monthrange(which, month)[1] if 1 <= month <= 12 else 0
        for day in range(1, length + 1):
            if not _falls(date(which, month, day), length, weekdays, month_days):
                continue
            onset = datetime.combine(date(which, month, day), one.first.time())
            if onset >= one.first and (last is None or onset <= last):
                yield onset


def _falls(day: date, length: int, weekdays: set[tuple[int, str]], month_days: set[int]) -> bool:
    """Whether a day of a month is one of those named; (2, "SU") is the second Sunday, (-1, "SU") the last."""
    if month_days and not {day.day, day.day - length - 1} & month_days:
        return False
    nths = (0, (day.day + 6) // 7, -((length - day.day) // 7 + 1))
    return not weekdays or any((nth, _WEEKDAYS[day.weekday()]) in weekdays for nth in nths)


def _part(one: Observance, name: str) -> str:
    return one.rule.get(name, "")[:_LONGEST_NAME]


def _numbers(one: Observance, name: str) -> set[int]:
    return {int(part) for part in re.findall(r"-?\d{1,2}", _part(one, name))}


def _until(text: str) -> datetime | None:
    return clock_time(text[:15] if "T" in text else text[:8] + "T235959")


def clock_time(text: str) -> datetime | None:
    """A DATE-TIME such as 20270104T093000 as a clock shows it, without regard to a final Z, or None if it is none."""
    if (
        len(text) < 15
        or text[8] not in "Tt"
        or not (text[:8].isdecimal() and text[9:15].isdecimal())
        or not text.isascii()
    ):
        return None
    year, month, day, hour, minute = (int(text[a:b]) for a, b in ((0, 4), (4, 6), (6, 8), (9, 11), (11, 13)))
    try:
        # Second 60 is allowed for leap seconds, which a datetime does not know.
        return datetime(year, month, day, hour, minute, min(int(text[13:15]), 59))  # noqa: DTZ001 - on a clock
    except ValueError:
        return None


def offset(text: str) -> timedelta | None:
    """A UTC offset such as +0100, or None if it is none."""
    match = _OFFSET.fullmatch(text.strip())
    if not match:
        return None
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    if size >= timedelta(days=1):
        return None
    return -size if match[1] == "-" else size


def to_utc(clock: datetime, name: str, described: Mapping[str, Described]) -> datetime | None:
    """The moment in UTC at which the clock of a zone shows a time, or None where the zone is not known.

    A name of the tz database or of Windows comes before a description of the same name: programs cut descriptions
    short and write them wrong, and a reply names the zone that the invite named.

    Args:
        clock: without a zone.
        name: the TZID, as given.
        described: the zones that the file describes, by TZID.
    """
    own = described.get(name)
    try:
        if own and not own.plain and name.casefold() in _DOUBTFUL:
            return own.to_utc(clock)
        known = named(name)
        if known:
            return clock.replace(tzinfo=known).astimezone(UTC)
        return own.to_utc(clock) if own else None
    except OverflowError:  # the first and the last day that a datetime can hold
        return None
