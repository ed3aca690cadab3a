"""The time zones that a calendar file names, each one as a tzinfo."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo

from ridealong.calendars.content_lines import Component
from ridealong.calendars.foreign_zones import Described, Observance, clock_time, named, offset
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import shown

PROPERTIES = frozenset({"TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
"""What has to be read of a VTIMEZONE."""

# British time is called GMT by some programs, so a description beside one of these names knows better.
_DOUBTFUL = frozenset({"gmt", "utc", "z"})
_MOST_ONSETS = 2_000


class _DescribedZone(tzinfo):
    """A zone as the file describes it."""

    def __init__(self, name: str, described: Described) -> None:
        self._name = name
        self._described = described

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """How far the clock is ahead of UTC when it shows this time."""
        if when is None:
            return None
        clock = when.replace(tzinfo=None)
        moment = self._described.to_utc(clock)
        return clock - moment.replace(tzinfo=None) if moment else timedelta()

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


class FileZones:
    """The zones of one file.

    Args:
        home: that of times which name none.
        described: the VTIMEZONE components of the file.
    """

    def __init__(self, home: tzinfo, described: Iterable[Component]) -> None:
        self.home = home
        self._described = {one.text("TZID"): one for one in described}
        self._found: dict[str, tzinfo | None] = {}

    def zone(self, name: str) -> tzinfo:
        """The zone of a TZID, or `home` where it is empty.

        A name of the tz database or of Windows comes before a description in the file, which programs cut short.

        Raises:
            InvalidValue: it is unknown, and the file does not describe it.
        """
        wanted = name.strip()
        if not wanted:
            return self.home
        if wanted not in self._found:
            self._found[wanted] = self._find(wanted)
        found = self._found[wanted]
        if found is None:
            raise InvalidValue(
                f"'{shown(name)}' is not a time zone, and the file does not describe it",
                "Zones are IANA names such as Europe/Berlin, names of Windows, or VTIMEZONE parts of the file",
            )
        return found

    def _find(self, name: str) -> tzinfo | None:
        known = named(name)
        if known and name.casefold() not in _DOUBTFUL:
            return known
        component = self._described.get(name)
        described = _described(component) if component else None
        if described is None or (known and described.plain):
            return known
        return _DescribedZone(name, described)


def _described(component: Component) -> Described | None:
    observances = [one for one in map(_observance, component.parts) if one]
    return Described(observances) if observances else None


def _observance(component: Component) -> Observance | None:
    first = clock_time(component.text("DTSTART"))
    before, after = offset(component.text("TZOFFSETFROM")), offset(component.text("TZOFFSETTO"))
    if first is None or after is None:
        return None
    onsets = (text for line in component.properties.get("RDATE", ()) for text in line.value.split(",")[:_MOST_ONSETS])
    parts = (part.partition("=") for part in component.text("RRULE").upper().split(";"))
    return Observance(
        first=first,
        before=after if before is None else before,
        after=after,
        rule={name.strip(): value.strip() for name, _equals, value in parts},
        others=tuple(onset for onset in map(clock_time, onsets) if onset),
    )


def wall(moment: datetime, place: tzinfo) -> datetime:
    """What the clock of a zone shows at a moment, without the zone."""
    return moment.astimezone(place).replace(tzinfo=None)


def to_utc(clock: datetime, place: tzinfo) -> datetime:
    """The moment in UTC at which the clock of a zone shows a time."""
    return clock.replace(tzinfo=place).astimezone(UTC)
