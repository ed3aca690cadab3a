"""Time zones as other programs name or describe them."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import product

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from ridealong.calendars.foreign_calendars import Component
from ridealong.calendars.foreign_values import clock_time, offset
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import read_zone, zone

PROPERTIES = frozenset({"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
"""What has to be read of a VTIMEZONE."""

# Mac Outlook calls British time GMT, so a description beside one of these names knows better (pretalx#2588).
_DOUBTFUL = frozenset({"gmt", "utc", "z"})
_WINDOWS = {name.casefold(): place for name, place in WINDOWS_TO_OLSON.items()} | {
    "tzone://microsoft/utc": "UTC",
    "z": "UTC",
}
_LONGEST_NAME = 200
_MOST_OBSERVANCES = 200
_MOST_ONSETS = 2_000
_MOST_MONTHS = 2
"""What a rule may name; those of real zones name one."""
_YEARS = range(1970, 2101)
"""The years in which rules of a description are looked at; before and after, the nearest of them counts."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


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


class Described(tzinfo):
    """A zone as a file describes it.

    Only yearly rules are followed, and only around the year that is asked for: a description cannot make its reader
    count through a million onsets.

    Args:
        component: its VTIMEZONE; of a bad one, what can be read counts.
    """

    def __init__(self, component: Component) -> None:
        self._name = component.text("TZID")
        observances = (_observance(one) for one in component.parts[:_MOST_OBSERVANCES])
        self._observances = tuple(one for one in observances if one)
        self._listed = sorted((onset, one.after) for one in self._observances for onset in (one.first, *one.others))
        self._by_year: dict[int, list[tuple[datetime, timedelta]]] = {}

    @property
    def offsets(self) -> int:
        """How many offsets from UTC it has."""
        return len({one.after for one in self._observances})

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """How far the clock is ahead of UTC when it shows this time; None where nothing is described."""
        if when is None or not self._observances:
            return None
        clock = when.replace(tzinfo=None)
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
        return max(nearest)[1] if nearest else min(self._observances, key=lambda one: one.first).before

    def dst(self, _when: datetime | None) -> timedelta:
        """Nothing: a description says how far the clock is from UTC, and that is all anybody asks."""
        return timedelta()

    def tzname(self, _when: datetime | None) -> str:
        """The name in the file."""
        return self._name

    def fromutc(self, when: datetime) -> datetime:
        """What the clock shows at a moment."""
        near = when + (self.utcoffset(when) or timedelta())
        return when + (self.utcoffset(near) or timedelta())


def _observance(component: Component) -> Observance | None:
    first = clock_time(component.text("DTSTART"))
    before, after = offset(component.text("TZOFFSETFROM")), offset(component.text("TZOFFSETTO"))
    if first is None or after is None:
        return None
    parts = (part.partition("=") for part in component.text("RRULE").upper().split(";"))
    onsets = (text.strip() for line in component.all("RDATE") for text in line.value.split(",")[:_MOST_ONSETS])
    return Observance(
        first=first,
        before=after if before is None else before,
        after=after,
        rule={name.strip(): value.strip() for name, _equals, value in parts},
        others=tuple(onset for onset in map(clock_time, onsets) if onset),
    )


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


class FileZones:
    """The zones of one file.

    Args:
        described: its VTIMEZONE components.
    """

    def __init__(self, described: Iterable[Component] = ()) -> None:
        self._described = {one.text("TZID"): one for one in described}
        self._found: dict[str, tzinfo | None] = {}

    def find(self, name: str) -> tzinfo | None:
        """The zone of a TZID, or None where it is empty or unknown, and not described in the file.

        A name of the tz database or of Windows comes before a description of the same name: programs cut descriptions
        short and write them wrong, and a reply names the zone that the invite named.
        """
        wanted = name.strip()
        if wanted not in self._found:
            self._found[wanted] = self._find(wanted) if wanted else None
        return self._found[wanted]

    def _find(self, name: str) -> tzinfo | None:
        known = named(name)
        if name not in self._described or (known and name.casefold() not in _DOUBTFUL):
            return known
        own = Described(self._described[name])
        return own if own.offsets > (1 if known else 0) else known


def wall(moment: datetime, place: tzinfo) -> datetime:
    """What the clock of a zone shows at a moment, without the zone."""
    return moment.astimezone(place).replace(tzinfo=None)


def to_utc(clock: datetime, place: tzinfo) -> datetime:
    """The moment in UTC at which the clock of a zone shows a time; raises OverflowError on the first and last days."""
    return clock.replace(tzinfo=place).astimezone(UTC)
