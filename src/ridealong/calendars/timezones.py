"""VTIMEZONE components that agree with the tz database at every moment of a span of years (RFC 5545, 3.6.5)."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from ridealong.domain.values import zone

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_OLDEST = 2000
_DAY = timedelta(days=1)
# No zone has ever changed twice within days; what lies before the use of a zone may be looked at with less care.
_CLOSE, _FAR = timedelta(days=2), timedelta(days=14)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Phase:
    """What a zone changes from, and what to."""

    before: timedelta
    after: timedelta
    name: str

    @property
    def kind(self) -> str:
        # By the clock and not by the flag of the tz database, in which Irish and Moroccan summers are standard time.
        return "DAYLIGHT" if self.after > self.before else "STANDARD"


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of a zone: when, on the clock that shows until then, and what changes."""

    onset: datetime
    phase: _Phase


def vtimezone(tzid: str, first: date, last: date) -> str:
    """The VTIMEZONE of a zone, right for every moment from the year of `first` to the year of `last`.

    Args:
        tzid: an IANA name.
        first, last: the span of days in which it will be used.

    Returns:
        The lines of the component, none longer than 75 octets, joined by CRLF, without one at the end.
    """
    return _described(tzid, first.year, last.year)


@lru_cache(maxsize=1024)
def _described(tzid: str, first: int, last: int) -> str:
    place = zone(tzid)
    changes = list(_changes(place, first - 1, last, _CLOSE))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}"]
    regular = _regular(place, changes, first, last)
    if regular:
        for phase, when in _by_phase(regular).items():
            lines += _observance(phase, when[:1], _rule(when))
    else:
        # What holds before the first change, or always.
        start = datetime(first - 1, 1, 1, tzinfo=UTC) - _DAY
        lines += _observance(_initial(place, start), [datetime(1970, 1, 1)])  # noqa: DTZ001 - on the clock of the zone
        for phase, when in _by_phase(changes).items():
            lines += _observance(phase, when)
    return "\r\n".join([*lines, "END:VTIMEZONE"])


def _regular(place: ZoneInfo, changes: Sequence[_Change], first: int, last: int) -> Sequence[_Change]:
    """The changes from the year on since which each comes by one yearly rule; none where no such rule holds.

    A rule that holds starts where it started, and not a year before its use, since some programs tell zones apart by
    their past: vobject takes what was at UTC from 2000 to 2020 for UTC itself.
    """
    if not _follow_rules(changes, range(first - 1, last + 1)):
        return ()
    found = changes
    earlier = list(_changes(place, _OLDEST, first - 2, _FAR))
    for year in range(first - 2, _OLDEST - 1, -1):
        longer = [one for one in earlier if one.onset.year >= year] + list(changes)
        if not _follow_rules(longer, range(year, last + 1)):
            break
        found = longer
    return found


def _follow_rules(changes: Sequence[_Change], years: range) -> bool:
    """Whether there is a rule for each kind of change, in every year, so that none goes on where the zone did not.

    All or none: Exchange refuses a VTIMEZONE that has both rules and lists of dates (Microsoft KB 4456241).
    """
    groups = _by_phase(changes).values()
    return bool(groups) and all([one.year for one in when] == list(years) and _rule(when) for when in groups)


def _by_phase(changes: Sequence[_Change]) -> dict[_Phase, list[datetime]]:
    onsets: dict[_Phase, list[datetime]] = {}
    for change in changes:
        onsets.setdefault(change.phase, []).append(change.onset)
    return onsets


def _changes(place: ZoneInfo, first: int, last: int, step: timedelta) -> Iterator[_Change]:
    """The changes in the years from `first` to `last`, in order, found by looking at every step and then closer."""
    moment, end = datetime(first, 1, 1, tzinfo=UTC) - _DAY, datetime(last + 1, 1, 1, tzinfo=UTC) + _DAY
    shown = _shown(place, moment)
    while moment < end:
        following = moment + step
        if _shown(place, following) != shown:
            onset = _first_moment(place, moment, following)
            before, shown = shown, _shown(place, following)
            clock = (onset + before[0]).replace(tzinfo=None)
            if first <= clock.year <= last:
                yield _Change(clock, _Phase(before[0], *shown))
        moment = following


def _first_moment(place: ZoneInfo, low: datetime, high: datetime) -> datetime:
    old = _shown(place, low)
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _shown(place, middle) == old:
            low = middle
        else:
            high = middle
    return high


def _shown(place: ZoneInfo, moment: datetime) -> tuple[timedelta, str]:
    local = moment.astimezone(place)
    return local.utcoffset() or timedelta(), local.tzname() or ""


def _initial(place: ZoneInfo, moment: datetime) -> _Phase:
    offset, name = _shown(place, moment)
    return _Phase(offset, offset, name)


def _rule(onsets: Sequence[datetime]) -> str:
    """The yearly rule that gives exactly these onsets, one a year; or nothing."""
    one = onsets[0]
    if any((day.month, day.weekday(), day.time()) != (one.month, one.weekday(), one.time()) for day in onsets):
        return ""
    if all(day.day + 7 > monthrange(day.year, day.month)[1] for day in onsets):
        which = -1
    else:
        weeks = {(day.day + 6) // 7 for day in onsets}
        if len(weeks) > 1:
            return ""
        which = weeks.pop()
    return f"RRULE:FREQ=YEARLY;BYMONTH={one.month};BYDAY={which}{_WEEKDAYS[one.weekday()]}"


def _observance(phase: _Phase, onsets: Sequence[datetime], rule: str = "") -> list[str]:
    lines = [
        f"BEGIN:{phase.kind}",
        f"DTSTART:{onsets[0]:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_offset(phase.before)}",
        f"TZOFFSETTO:{_offset(phase.after)}",
        f"TZNAME:{phase.name}",
    ]
    if rule:
        lines.append(rule)
    elif len(onsets) > 1:
        # ical.js takes no onset from DTSTART where there is an RDATE, so the list repeats it.
        lines += [f"RDATE:{onset:%Y%m%dT%H%M%S}" for onset in onsets]
    return [*lines, f"END:{phase.kind}"]


def _offset(offset: timedelta) -> str:
    seconds = abs(int(offset.total_seconds()))
    text = f"{seconds // 3600:02}{seconds // 60 % 60:02}{f'{seconds % 60:02}' if seconds % 60 else ''}"
    return ("-" if offset < timedelta() else "+") + text
