"""People of the two departments, and what is known of each."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from ridealong.domain.days import is_workday
from ridealong.domain.errors import InvalidValue

REMOTE = "remote"


class Side(StrEnum):
    """One of the two departments of the exchange."""

    IT = "it"
    MARKETING = "marketing"

    @property
    def other(self) -> "Side":
        """The department across."""
        return Side.MARKETING if self is Side.IT else Side.IT

    @property
    def label(self) -> str:
        """The name as people write it."""
        return "IT" if self is Side.IT else "Marketing"

    @property
    def short(self) -> str:
        """The label where there is room for two letters."""
        return "IT" if self is Side.IT else "Mk"


@dataclass(frozen=True, slots=True, order=True)
class WorkingHours:
    """From when until when somebody works on a working day, in their own zone."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise InvalidValue(f"{self} end before they start", "Working hours look like 09:00-17:00")

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def hold_at(self, local: datetime) -> bool:
        """Whether somebody with these hours works at a moment in their own zone; holidays are not looked at."""
        return is_workday(local.date()) and self.start <= local.time() < self.end


OFFICE_HOURS = WorkingHours(time(9), time(17))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody on one side of the exchange.

    Args:
        email: the identity; compared without regard to letter case (see `identity`).
        manager: the manager's e-mail address, or empty; the manager need not be a person of the exchange.
        time_zone: an IANA name, or empty: then that of the program, which is the organizer's when it is made.
        knows, wants: topics, in the order given, without repeats.
        capacity: how many guests at once; None where nobody said (one guest on visits, as many as needed as a buddy).
        first_day, last_day: the first and the last day at work, both included, where known.
    """

    email: str
    name: str
    side: Side
    team: str
    role: str = ""
    site: str = ""
    manager: str = ""
    time_zone: str = ""
    hours: WorkingHours = OFFICE_HOURS
    knows: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    capacity: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    employee_id: str = ""

    def __post_init__(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise InvalidValue(
                f"{self.email}: the last day {self.last_day} lies before the first day {self.first_day}",
                "Correct one of the two",
            )
        if identity(self.manager) == self.identity:
            raise InvalidValue(f"{self.email} is given as their own manager", "Name somebody else, or leave it empty")

    @property
    def identity(self) -> str:
        """The e-mail address as it is compared."""
        return identity(self.email)

    def at_work(self, day: date) -> bool:
        """Whether the person is employed on that day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


PURGED = "(purged)"
"""What lists and the history call whoever was purged."""
_PURGED_DOMAIN = "@purged.invalid"


def purged_address(number: int) -> str:
    """The address under which the database keeps that there was somebody, for the row with this number."""
    return f"purged-{number}{_PURGED_DOMAIN}"


def is_purged(email: str) -> bool:
    """Whether an address stands for somebody who was purged."""
    return identity(email).endswith(_PURGED_DOMAIN)


def identity(email: str) -> str:
    """An e-mail address as it is compared: without regard to letter case or surrounding blanks."""
    return email.strip().casefold()
