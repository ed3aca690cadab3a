"""When an event of another program's calendar begins, again and again, within bounds of time and memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from dateutil.rrule import rruleset, rrulestr

from ridealong.calendars.foreign_values import read_moment
from ridealong.calendars.foreign_zones import wall
from ridealong.domain.errors import InvalidValue, UnreadableFile
from ridealong.domain.values import quoted

MOST_STEPS = 50_000
"""How often one rule may be followed from its start to the last day that matters."""
MOST_WORK = 250_000
"""How much work all rules of a file together may be: a step of a day or less is 1."""

_STEPS = {
    "YEARLY": timedelta(days=365),
    "MONTHLY": timedelta(days=28),
    "WEEKLY": timedelta(weeks=1),
    "DAILY": timedelta(days=1),
    "HOURLY": timedelta(hours=1),
    "MINUTELY": timedelta(minutes=1),
}
_WORK = {"YEARLY": 10, "MONTHLY": 2}
# The parts of RFC 5545, without those that are read here. What a program adds to them, such as X-..., is passed over.
_PARTS = frozenset(
    {"BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"}
)
_LONGEST_RULE = 2_000
_CYCLE = 400
"""The days of the Gregorian calendar repeat every 400 years, weekdays and leap days included."""
_LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of recurrence.

    Args:
        written: as the file has it. text: its parts apart from COUNT and UNTIL.
        step: how far it goes at once, at least. work: what that costs.
        skips: whether it may begin later by a number of steps.
        count: after how many times it ends, if it does.
        until: its last moment on the clock of the event, if it has one.
    """

    written: str
    text: str
    step: timedelta
    work: int
    skips: bool
    count: int | None
    until: datetime | None


class Budget:
    """How much work the rules of one file may still be."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._left = MOST_WORK

    def spend(self, work: int) -> None:
        """Take some of it; raises UnreadableFile where none is left."""
        self._left -= work
        if self._left < 0:
            raise UnreadableFile(
                f"The events of {self._file} repeat too often all together", "Export fewer calendars at once"
            )


def read_rule(text: str, place: tzinfo | None) -> Rule:
    """An RRULE or EXRULE.

    Args:
        place: the zone of the event, None where it takes whole days.

    Raises:
        InvalidValue: it is none, or it repeats every second.
    """
    pairs = [part.partition("=") for part in text.upper().split(";") if part.strip()]
    parts = {name.strip(): value.strip() for name, _equals, value in pairs}
    step = _STEPS.get(parts.get("FREQ", ""))
    # Counting places within an hour or a minute, dateutil takes minutes of its own.
    endless = "BYSETPOS" in parts and parts.get("FREQ") in ("HOURLY", "MINUTELY")
    if step is None or endless or len(text) > _LONGEST_RULE or parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise _no_rule(text)
    interval = _number(parts.get("INTERVAL", "1"), text)
    kept = [f"FREQ={parts['FREQ']}", f"INTERVAL={interval}"]
    kept += [f"{name}={value}" for name, value in parts.items() if name in _PARTS]
    return Rule(
        written=quoted(text),
        text=";".join(kept),
        work=_WORK.get(parts["FREQ"], 1),
        step=step * interval if interval < 10_000 else timedelta(days=365) * 10_000,
        skips=parts["FREQ"] not in ("YEARLY", "MONTHLY") and interval < 10_000,
        count=_number(parts["COUNT"], text) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"], place) if parts.get("UNTIL") else None,
    )


def _no_rule(text: str) -> InvalidValue:
    return InvalidValue(
        f"'{quoted(text)}' is not a rule that can be followed",
        "It looks like FREQ=WEEKLY;BYDAY=MO,FR;UNTIL=20271231, and FREQ is from YEARLY to MINUTELY",
    )


def _number(text: str, rule: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0):
        raise _no_rule(rule)
    return int(text)


def _until(text: str, place: tzinfo | None) -> datetime:
    """The last moment of a rule; a day means all of it, since programs write one beside times too."""
    last = read_moment(text, place or UTC, whole_day=place is None)
    if isinstance(last, datetime) and place is not None:
        return wall(last, place)
    return datetime(last.year, last.month, last.day, 23, 59, 59)  # noqa: DTZ001 - on a clock


def starts(
    first: datetime,
    *,
    rules: Iterable[Rule],
    more: Iterable[datetime] = (),
    no_rules: Iterable[Rule] = (),
    without: Iterable[datetime] = (),
    window: tuple[datetime, datetime],
    budget: Budget,
) -> Iterator[datetime]:
    """When an event begins within a window, in order, on the clock of its zone.

    Args:
        first: its DTSTART, which counts even where its rules pass it over.
        more: its RDATEs. no_rules: its EXRULEs. without: its EXDATEs.

    Raises:
        InvalidValue: a rule cannot be followed, or only with too many steps.
        UnreadableFile: nothing is left of the budget.
    """
    found = rruleset()
    for start in (first, *more):
        if window[0] <= start <= window[1]:
            found.rdate(start)
    for rule in rules:
        for start in _by_rule(rule, first, window, budget):
            found.rdate(start)
    for rule in no_rules:
        for start in _by_rule(rule, first, window, budget):
            found.exdate(start)
    for start in without:
        found.exdate(start)
    yield from found


def _by_rule(rule: Rule, first: datetime, window: tuple[datetime, datetime], budget: Budget) -> Iterator[datetime]:
    last = min(window[1], rule.until) if rule.until else window[1]
    if first > last or (rule.until and rule.until < window[0]):
        return
    if rule.skips and rule.count is None and first < window[0]:
        first += (window[0] - first) // rule.step * rule.step
    steps = (last - first) // rule.step + 1
    _check_steps(steps)
    budget.spend(steps * rule.work)
    # Where nothing matches any more, dateutil goes on until the year 9999; so it is sent there to begin with.
    later = (_LAST_YEAR - last.year) // _CYCLE * _CYCLE
    try:
        for number, far in enumerate(rrulestr(rule.text, dtstart=first.replace(year=first.year + later))):
            start = far.replace(year=far.year - later)
            if start > last or number == rule.count:
                return
            if number > steps:
                _check_steps(number)
                budget.spend(1)
            if start >= window[0]:
                yield start
    except (ValueError, TypeError, LookupError, ArithmeticError):
        raise _no_rule(rule.written) from None
    budget.spend(2 * _CYCLE * timedelta(days=365) // rule.step * rule.work)


def _check_steps(steps: int) -> None:
    if steps > MOST_STEPS:
        raise InvalidValue("This event repeats too often", "Busy times that count repeat every hour or less often")
