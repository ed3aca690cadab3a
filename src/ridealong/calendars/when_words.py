"""When a meeting takes place, in words."""

from datetime import date, datetime, time, timedelta

from ridealong.domain.meetings import AllDay, Series, When
from ridealong.domain.values import day_in_words as _day


def when_in_words(when: When) -> tuple[str, ...]:
    """Lines that say when a meeting takes place: the rule first, then what departs from it.

    The words are the same on every machine, whatever its language is set to.
    """
    if isinstance(when, AllDay):
        first, last = when.days.first, when.days.last
        return (f"{_day(first)}, all day" if first == last else f"{_day(first)} to {_day(last)}, all day",)
    lines = [f"{_days(when)}, {_hours(when.at, when.minutes)} ({when.zone})"]
    if when.left_out:
        lines.append(f"Not on {'; '.join(map(_day, when.left_out))}")
    for one in when.moved_here:
        place = f", {one.place}" if one.place else ""
        lines.append(f"Instead of {_day(one.day)}: {_day(one.to)}, {_hours(one.at, one.minutes)}{place}")
    return tuple(lines)


def _days(when: Series) -> str:
    if not when.repeats:
        return _day(when.first)
    last = when.first + timedelta(weeks=when.every_weeks * when.repeats)
    every = "Every week" if when.every_weeks == 1 else f"Every {when.every_weeks} weeks"
    return f"{every} from {_day(when.first)} to {_day(last)}"


def _hours(at: time, minutes: int) -> str:
    # Any day does: only the clock is asked.
    start = datetime.combine(date(2000, 1, 1), at)
    end = start + timedelta(minutes=minutes)
    later = "" if end.date() == start.date() else " the next day"
    return f"{start:%H:%M} to {end:%H:%M}{later}"
