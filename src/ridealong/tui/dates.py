"""Days, spans and weeks as the user wants to read them on the screens."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ridealong.config import DATE_FORMS, WEEKDAYS
from ridealong.domain.values import MONTHS

if TYPE_CHECKING:
    from ridealong.domain.days import Days
    from ridealong.domain.typed_days import Slashes

# Not strftime, which follows the language of the machine.
_MONTHS = tuple(name[:3] for name in MONTHS)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class _Form(NamedTuple):
    """How a day is written: with its year, and without."""

    full: str
    short: str


_FORMS = dict(
    zip(
        DATE_FORMS,
        (
            _Form("{d} {name} {y}", "{d} {name}"),
            _Form("{y:04}-{m:02}-{d:02}", "{m:02}-{d:02}"),
            _Form("{m:02}/{d:02}/{y:04}", "{m:02}/{d:02}"),
            _Form("{d:02}/{m:02}/{y:04}", "{d:02}/{m:02}"),
            _Form("{d:02}.{m:02}.{y:04}", "{d:02}.{m:02}."),
        ),
        strict=True,
    )
)
_DAY_IN_TEXT = re.compile(r"(?<!\w)'[^'\n]*'(?!\w)|(?<!such as )(?<![\w/\\.-])\d{4}-\d{2}-\d{2}(?![\w/-]|\.\w)")
"""A day as services write it; and, so that none within it is taken for one, a text in quotation marks."""
_FIRST = {"monday": 0, "sunday": 6, "saturday": 5}

# A process shows one program on one terminal, and days are written in a hundred places.
_chosen = {"form": DATE_FORMS[0], "first": WEEKDAYS[0]}


def use(form: str, first_weekday: str) -> None:
    """Write days in one of `DATE_FORMS` from now on, and begin weeks with one of `WEEKDAYS`."""
    _chosen.update(form=form, first=first_weekday)


def slashes() -> Slashes:
    """What comes first in a day that is typed with slashes: as the user wants to read days."""
    form = _chosen["form"]
    return "month first" if form == DATE_FORMS[2] else "day first" if form == DATE_FORMS[3] else ""


def in_words() -> bool:
    """Whether days are written with the names of months."""
    return _chosen["form"] == DATE_FORMS[0]


def _written(day: date, pattern: str) -> str:
    return pattern.format(d=day.day, m=day.month, y=day.year, name=_MONTHS[day.month - 1])


def _form() -> _Form:
    return _FORMS[_chosen["form"]]


def date_words(day: date) -> str:
    """A day as `11 Jan 2027`; at most 11 cells in every form."""
    return _written(day, _form().full)


def short_words(day: date) -> str:
    """A day without its year, as `11 Jan`; at most 6 cells."""
    return _written(day, _form().short)


def day_words(day: date) -> str:
    """A day with its weekday, as `Mon 11 Jan 2027`."""
    return f"{weekday_words(day)} {date_words(day)}"


def weekday_words(day: date) -> str:
    """The weekday as `Mon`."""
    return _DAYS[day.weekday()]


def short_day_words(day: date) -> str:
    """A day with its weekday and without its year, as `Mon 11 Jan`."""
    return f"{weekday_words(day)} {short_words(day)}"


def month_words(day: date) -> str:
    """The month as `Jan`."""
    return _MONTHS[day.month - 1]


def month_in_full(day: date) -> str:
    """The month as `January`."""
    return MONTHS[day.month - 1]


def with_days(sentence: str) -> str:
    """A sentence of a service, in which days stand as `2027-01-11`, with its days as the user wants to read them.

    What stands in quotation marks was typed or named by somebody, and stays; so does an example of what to type.
    """

    def written(found: re.Match[str]) -> str:
        try:
            return date_words(date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    return _DAY_IN_TEXT.sub(written, sentence)


def date_cell(day: date) -> str:
    """A day for a column of days: as `date_words`, flush where days have one digit or two."""
    return f"{date_words(day):>11}" if in_words() else date_words(day)


def moment_words(at: datetime) -> str:
    """A moment as `4 Jan 2027 12:10`."""
    return f"{date_words(at)} {at.hour:02}:{at.minute:02}"


def span_words(days: Days) -> str:
    """A span as `11–15 Jan 2027`, or with both months and years where they differ; at most 25 cells."""
    first, last = days.first, days.last
    if first == last:
        return date_words(first)
    if in_words() and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_words(last)}"
    if first.year != last.year:
        return f"{date_words(first)} – {date_words(last)}"
    if _chosen["form"] == DATE_FORMS[1]:
        # The year stands first, where it holds for both.
        return f"{date_words(first)} – {short_words(last)}"
    return f"{short_words(first)} – {date_words(last)}"


def span_cell(days: Days) -> str:
    """A span as `span_words`, without the first of two years where less than a year lies between."""
    first, last = days.first, days.last
    said = (first.month, first.day) > (last.month, last.day) and first.year == last.year - 1
    if said and _chosen["form"] != DATE_FORMS[1]:
        return f"{short_words(first)} – {date_words(last)}"
    return span_words(days)


def short_span_words(days: Days) -> str:
    """A span without its years, as `8–12 Mar` or `28 Jun – 2 Jul`; at most 15 cells."""
    first, last = days.first, days.last
    if first == last:
        return short_words(first)
    if in_words() and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_words(last)}"
    return f"{short_words(first)} – {short_words(last)}"


def week_start(day: date) -> date:
    """The first day of the week that a day is in, as the user counts weeks."""
    return day - timedelta(days=(day.weekday() - _FIRST[_chosen["first"]]) % 7)


def week_words(day: date) -> str:
    """The week that a day is in, as `week of 11 Jan 2027`."""
    return f"week of {date_words(week_start(day))}"
