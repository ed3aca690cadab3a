"""When somebody is busy, as a calendar file of any program says."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sized
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

from ridealong.calendars.busy_entries import PROPERTIES, TOO_FAR, Entry, EntryReader, Unusable, check_read, on_clock
from ridealong.calendars.busy_files import CalendarFile
from ridealong.calendars.foreign_calendars import Component
from ridealong.calendars.foreign_zones import PROPERTIES as ZONE_PROPERTIES
from ridealong.calendars.foreign_zones import FileZones, to_utc
from ridealong.calendars.recurrences import Budget, starts
from ridealong.domain.away import BusyTime
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, UnreadableFile
from ridealong.domain.values import zone

MOST_UNUSABLE = 5_000
MOST_PERIODS = 100_000
_TELL_EVERY = 500
_SINGLES_PER_STEP = 10
"""How many single occurrences are as much work as one step of a rule."""
_NEVER = datetime(1, 1, 2)  # noqa: DTZ001 - on a clock
_SLACK = timedelta(days=2)
"""By how much the days of two zones may lie apart."""

Told = Callable[[int, int], None]
"""Called with how many of how many lines have been read, or entries looked at."""


class BusyCalendar:
    """The busy times of one calendar file.

    Args:
        file: as messages name it. entries: in its order. free_busy: what its VFREEBUSY components say.
        home: the zone of whole days. span: the days that matter.
        unusable: what could not be read; more is added while `times` is.
    """

    def __init__(
        self,
        file: Path,
        entries: Iterable[Entry],
        free_busy: Iterable[BusyTime],
        *,
        unusable: list[Unusable],
        home: tzinfo,
        span: Days,
    ) -> None:
        self._file = file
        self.unusable = unusable
        self._free_busy = tuple(free_busy)
        self._home = home
        self._window = _window(span)
        self._events: dict[str, list[Entry]] = defaultdict(list)
        for one in entries:
            self._events[one.uid].append(one)

    @property
    def uids(self) -> Collection[str]:
        """What the events are known by."""
        return self._events.keys()

    def times(self, ours: Collection[str] = (), progress: Told | None = None) -> Iterator[BusyTime]:
        """All busy times that may lie in the days that matter, in no order.

        Args:
            ours: the UIDs of events that do not count.

        Raises:
            UnreadableFile: the events repeat too often all together, or next to none of them can be followed.
        """
        yield from self._free_busy
        budget = Budget(self._file)
        for number, (uid, entries) in enumerate(self._events.items()):
            if progress and number % _TELL_EVERY == 0:
                progress(number, len(self._events))
            if uid not in ours:
                yield from self._of_event(entries, budget)
                _check_size(self._file, self.unusable)

    def _of_event(self, entries: list[Entry], budget: Budget) -> Iterator[BusyTime]:
        singles = _latest(one for one in entries if one.replaces is not None)
        masters = [one for one in entries if one.replaces is None]
        newest = max((one.sequence for one in masters), default=0)
        for master in masters:
            # The same event may stand in a file twice, as it was and as it is. Which is which, its number says.
            if master.counts and master.sequence == newest:
                yield from _joined(self._checked(master, singles, budget))
        for one in singles:
            if one.counts:
                yield from self._time(one, one.start, one.length)

    def _checked(self, master: Entry, singles: list[Entry], budget: Budget) -> Iterator[BusyTime]:
        rule = ("RRULE", master.rules[0].written) if master.rules else ("DTSTART", "")
        try:
            yield from self._of_series(master, singles, budget)
        except InvalidValue as error:
            self.unusable.append(Unusable(master.rule_line or master.line, *rule, str(error)))
        except OverflowError:
            self.unusable.append(Unusable(master.rule_line or master.line, *rule, TOO_FAR))

    def _of_series(self, master: Entry, singles: list[Entry], budget: Budget) -> Iterator[BusyTime]:
        replaced = [(on_clock(one.replaces, master.place), one) for one in singles if one.replaces is not None]
        gone = {start for start, _one in replaced} | master.without
        # A day beside the times of a series stands for whatever begins on it.
        gone_days = master.days_without | {start.date() for start, one in replaced if type(one.replaces) is date}
        changes = sorted(((start, one) for start, one in replaced if one.following), key=lambda change: change[0])
        since = [start for start, _one in changes]
        budget.spend(len(singles) // _SINGLES_PER_STEP)
        for start in self._starts(master, gone, budget):
            entry, begins = master, start
            if number := bisect_right(since, start):
                entry = changes[number - 1][1]
                begins = start + (entry.start - since[number - 1]) if entry.counts else start
            if entry.counts and start.date() not in gone_days:
                yield from self._time(entry, begins, entry.length)
        for start, length in master.periods:
            if start not in gone and start.date() not in gone_days:
                yield from self._time(master, start, length)

    def _starts(self, master: Entry, gone: Collection[datetime], budget: Budget) -> Iterable[datetime]:
        if not master.rules and not master.more:
            return () if master.start in gone else (master.start,)
        first, last = self._window
        # Long events that begin before the days that matter reach into them.
        earliest = first - min(master.length, first - _NEVER)
        return starts(
            master.start,
            rules=master.rules,
            more=master.more,
            no_rules=master.no_rules,
            without=gone,
            window=(earliest, last),
            budget=budget,
        )

    def _time(self, entry: Entry, start: datetime, length: timedelta) -> Iterator[BusyTime]:
        """The busy time of one occurrence, if it lies in the days that matter, cut to them."""
        first, last = self._window
        if start >= last:
            return
        begins, ends = max(start, first), start + min(length, last - start)
        if begins < ends:
            place = entry.place or self._home
            yield BusyTime(to_utc(begins, place), to_utc(ends, place), entry.reason)


def _window(span: Days) -> tuple[datetime, datetime]:
    """The days that matter on every clock of the world."""
    return datetime.combine(span.first, time()) - _SLACK, datetime.combine(span.last, time()) + _SLACK


def read_busy(path: Path, email: str, zone_name: str, span: Days, progress: Told | None = None) -> BusyCalendar:
    """What a calendar file says of when somebody is busy.

    Events count unless they are free, tentative, cancelled, elsewhere (working from another place) or declined by the
    person; of VFREEBUSY, what is busy or unavailable does; tasks and journals do not. What cannot be read is kept as
    unusable and stops nothing else.

    Args:
        email: whose calendar it is. zone_name: where that person works, an IANA name: the zone of times without one.
        span: the days that matter.

    Raises:
        UnreadableFile: the file cannot be read, is no calendar, is damaged, or next to nothing of it can be read.
    """
    file = CalendarFile(path)
    home = zone(zone_name)
    zones = FileZones(file.components({"VTIMEZONE"}, ZONE_PROPERTIES))
    reader = EntryReader(email, zones, home, span)
    entries: list[Entry] = []
    periods: list[BusyTime] = []
    unusable: list[Unusable] = []
    lines = file.lines
    for number, component in enumerate(file.components({"VEVENT", "VFREEBUSY"}, PROPERTIES)):
        if progress and number % _TELL_EVERY == 0:
            progress(component.line, lines)
        if component.name == "VFREEBUSY":
            for one in _free_busy(component, reader, unusable):
                periods.append(one)
                _check_size(path, unusable, periods)
        else:
            entries += _event(component, reader, unusable)
        _check_size(path, unusable)
    return BusyCalendar(path, entries, periods, unusable=unusable, home=home, span=span)


def _check_size(path: Path, unusable: Sized, periods: Sized = ()) -> None:
    if len(unusable) > MOST_UNUSABLE:
        raise UnreadableFile(
            f"More than {MOST_UNUSABLE:,} entries of {path} cannot be read", "Export the calendar again"
        )
    if len(periods) > MOST_PERIODS:
        raise UnreadableFile(f"{path} lists more than {MOST_PERIODS:,} busy times", "Export a shorter time")


def _event(component: Component, reader: EntryReader, unusable: list[Unusable]) -> Iterator[Entry]:
    try:
        yield reader.event(component)
    except Unusable as error:
        unusable.append(error)
    except OverflowError:
        unusable.append(Unusable(component.line, "DTSTART", component.text("DTSTART"), TOO_FAR))


def _free_busy(component: Component, reader: EntryReader, unusable: list[Unusable]) -> Iterator[BusyTime]:
    try:
        check_read(component)
    except Unusable as error:
        unusable.append(error)
    for line in component.all("FREEBUSY"):
        try:
            yield from (BusyTime(*both) for both in reader.free_busy(line))
        except Unusable as error:
            unusable.append(error)
        except OverflowError:
            unusable.append(Unusable(line.line, line.name, line.value, TOO_FAR))


def _latest(entries: Iterable[Entry]) -> list[Entry]:
    """Of entries that stand for the same occurrence, the one with the highest number, and of those the last."""
    latest: dict[object, Entry] = {}
    for one in entries:
        before = latest.get(one.replaces)
        if before is None or before.sequence <= one.sequence:
            latest[one.replaces] = one
    return list(latest.values())


def _joined(times: Iterable[BusyTime]) -> Iterator[BusyTime]:
    """Times by their start, with those as one that touch and say the same."""
    held: BusyTime | None = None
    for one in sorted(times, key=lambda busy: busy.start):
        if held and one.start <= held.end and one.reason == held.reason:
            held = BusyTime(held.start, max(held.end, one.end), held.reason)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held
