"""Who of the made-up company is away when, as the rows of an absences file."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from ridealong.domain.days import Days
from ridealong.domain.people import Person

HEADER = ("email", "first_day", "last_day", "reason")
Row = tuple[str, date, date, str]

_SHARE = 0.12
# How many working days, counted from which weekday on, and why; the more frequent ones stand here more often.
_KINDS = (
    (10, 0, "vacation"),
    (5, 0, "vacation"),
    (5, 0, "vacation"),
    (4, 1, "vacation"),
    (3, 1, "training"),
    (2, 3, "conference"),
    (1, 2, "medical appointment"),
    (30, 0, "parental leave"),
)


def absence_rows(people: Sequence[Person], span: Days, chance: Random) -> list[Row]:
    """Some days away for about one person in eight, some of them twice."""
    weeks = len(span) // 7
    rows: list[Row] = []
    for one in chance.sample(people, max(1, round(_SHARE * len(people)))):
        for _ in range(chance.choice((1, 1, 1, 2))):
            length, weekday, reason = chance.choice(_KINDS)
            first = span.first + timedelta(weeks=chance.randrange(weeks), days=weekday)
            last = first + timedelta(days=length - 1 + 2 * ((length - 1) // 5))
            if not any(row[0] == one.email and row[1] <= last and first <= row[2] for row in rows):
                rows.append((one.email, first, last, reason))
    return sorted(rows)
