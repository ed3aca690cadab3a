"""The charter of a program: who sponsors it on each side, whether they have agreed, and how its measures move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.programs import Measure
from ridealong.domain.values import quoted, read_email, read_name, strip_blanks

AGREED, MEASURED = "the sponsor agreed", "it was measured"
"""What has happened on a day, for `check_day`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Who stands for a program on one side.

    Args:
        known: whether this is a person of the exchange, who is called as people are; else a name and an address.
        team: the team of a person; empty for anybody else. left: whether that person was removed since.
        named: since when. agreed: the day on which the sponsor agreed; None for not yet.
        note: whatever there is to say of the agreement.
    """

    side: Side
    name: str
    email: str
    named: date
    known: bool = False
    team: str = ""
    left: bool = False
    agreed: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a measure was on a day, in its unit."""

    day: date
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure with its readings, the oldest first."""

    measure: Measure
    readings: tuple[Reading, ...] = ()

    @property
    def latest(self) -> Reading | None:
        """The newest reading, or None."""
        return self.readings[-1] if self.readings else None

    @property
    def share(self) -> float | None:
        """How much of the way from the baseline to the target is done, 1 for all of it.

        None where one of the three is not known, or where the target is the baseline.
        """
        latest, start, goal = self.latest, self.measure.baseline, self.measure.target
        if latest is None or start is None or goal is None or goal == start:
            return None
        share = (latest.value - start) / (goal - start)
        # The difference of two large numbers may be too large for any number.
        return share if isfinite(share) else None


def progress_words(measured: Measured) -> str:
    """How far a measure has come, in a few words: `60% of the way to the target`."""
    latest, goal = measured.latest, measured.measure.target
    if latest is None:
        return "no reading yet"
    if goal is not None and latest.value == goal:
        return "target reached"
    share = measured.share
    if share is None:
        return "no target to compare with" if goal is None else "no baseline to compare with"
    if share >= 1:
        return "beyond the target"
    if share > 0:
        # Only what has arrived is all of the way, and only what has not moved is none of it.
        return f"{min(99, max(1, round(share * 100)))}% of the way to the target"
    return "where it began" if share == 0 else "further from the target than it began"


def number_words(value: float) -> str:
    """A number as people write it: without decimals where it has none."""
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"


def read_value(text: str) -> float:
    """A number as somebody types it, with a point before the decimals; raises InvalidValue."""
    typed = strip_blanks(text)
    try:
        value = float(typed)
    except ValueError:
        value = float("nan")
    return check_value(value, typed)


def check_value(value: float, typed: str = "") -> float:
    """A number as it is; raises InvalidValue where nothing can be measured with it.

    Args:
        typed: how it was written.
    """
    if not isfinite(value):
        raise InvalidValue(
            f"'{quoted(typed)}' is not a number to measure with"
            if typed
            else f"{value} is not a number to measure with",
            "Give one such as 71 or 4.5",
        )
    return value


def read_sponsor(text: str) -> tuple[str, str]:
    """Name and address of a sponsor, written `Name <a@b.example>`, or the address alone; raises InvalidValue."""
    name, opened, rest = text.rpartition("<")
    if opened and not rest.rstrip().endswith(">"):
        raise InvalidValue(f"'{quoted(text)}' is not a sponsor", 'Write "Name <name@company.example>", or the address')
    return read_name(name.strip().strip('"')), read_email(rest.strip().removesuffix(">"))


def check_day(day: date, today: date, of: str) -> date:
    """A day of something that has happened; raises InvalidValue for one that is still to come.

    Args:
        of: what happened, such as `it was measured`.
    """
    if day > today:
        raise InvalidValue(f"{day} is still to come", f"Give the day on which {of}")
    return day


def first_without(sponsors: Sequence[Sponsor]) -> Side | None:
    """The first side for which nobody has agreed yet; None where both have."""
    agreed = {one.side for one in sponsors if one.agreed is not None}
    return next((side for side in Side if side not in agreed), None)
