"""Days as forms write them into their exports: in the order of whatever language the exporter's machine is set to."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted

_STAMP = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?:[\s.,T].*)?", re.DOTALL)
_CENTURY = 2000
_MONTHS = 12


class DayOrder(StrEnum):
    """What stands first in a day such as 03/04/2027."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def order_of(texts: Iterable[str], today: date | None = None) -> DayOrder | None:
    """In which order the days of a column are written; None where nothing in them tells.

    Args:
        today: forms are answered by then, so an order with which one is later is not meant.
    """
    found: set[DayOrder] = set()
    open_ones: list[tuple[int, int, int]] = []
    for text in texts:
        parts = _year_last(text)
        if parts is None:
            continue
        first, second, _ = parts
        if first > _MONTHS >= second:
            found.add(DayOrder.DAY_FIRST)
        elif second > _MONTHS >= first:
            found.add(DayOrder.MONTH_FIRST)
        else:
            open_ones.append(parts)
    if not found and today is not None:
        found = {order for order in DayOrder if all(_by(order, *one) <= today for one in open_ones if _is_day(one))}
    return found.pop() if len(found) == 1 else None


def is_stamp(text: str) -> bool:
    """Whether a text is a day with a time behind it, as forms write by themselves when they were answered."""
    return ":" in text and _STAMP.fullmatch(text.strip()) is not None


def read_stamp(text: str, order: DayOrder | None = None) -> date:
    """The day of a time stamp, as written: `2027/01/11 3:04:05 PM GMT+1`, `1/11/27 15:04:05`, `11.01.2027 15:04`.

    Args:
        order: how days with slashes are meant, where they can be read in two ways.

    Raises:
        InvalidValue: it is no day, or may be one of two.
    """
    match = _STAMP.fullmatch(text.strip())
    try:
        if match and len(match[1]) == 4:
            return date(int(match[1]), int(match[3]), int(match[4]))
        if match and match[2] == ".":
            return date(_year(int(match[4])), int(match[3]), int(match[1]))
        if parts := _year_last(text):
            return _slashed(text, parts, order)
    except ValueError:
        pass
    raise InvalidValue(
        f"'{quoted(text)}' is not a day",
        "Write it as 2027-01-11, or let the form's program export it again without changing that column",
    )


def _slashed(text: str, parts: tuple[int, int, int], order: DayOrder | None) -> date:
    first, second, _ = parts
    if first > _MONTHS or first == second:
        return _by(DayOrder.DAY_FIRST, *parts)
    if second > _MONTHS:
        return _by(DayOrder.MONTH_FIRST, *parts)
    if order is None:
        readings = " or ".join(_by(one, *parts).isoformat() for one in DayOrder)
        raise InvalidValue(
            f"'{quoted(text)}' may be {readings}, and no other answer of the file tells which",
            "Say whether the day or the month stands first",
            typed="Say which stands first: --dates day-first, or --dates month-first",
        )
    return _by(order, *parts)


def _year_last(text: str) -> tuple[int, int, int] | None:
    """The numbers of a day whose order is that of a language, the year last; None for any other text."""
    match = _STAMP.fullmatch(text.strip())
    if match is None or match[2] == "." or len(match[1]) > 2:
        return None
    return int(match[1]), int(match[3]), int(match[4])


def _is_day(parts: tuple[int, int, int]) -> bool:
    first, second, _ = parts
    return 1 <= first <= _MONTHS and 1 <= second <= _MONTHS


def _by(order: DayOrder, first: int, second: int, year: int) -> date:
    day, month = (first, second) if order is DayOrder.DAY_FIRST else (second, first)
    return date(_year(year), month, day)


def _year(number: int) -> int:
    return number + _CENTURY if number < 100 else number
