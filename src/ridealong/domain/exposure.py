"""Exposure: how often, and when last, two teams have met."""

from dataclasses import dataclass, field, replace
from datetime import date

LONG_AGO = 26
"""After how many weeks without a meeting two teams have not met for long."""
ALL = ""
"""In place of the name of a team: all teams of its side."""


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody who stands for a team in a meeting with another one."""

    email: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What an IT team and a marketing team had to do with each other.

    Args:
        times: how often they met: pairings that were published, held or ended early.
        coming: how many of these are still to come.
        last: the last day on which they were together, at most today; None where that is still to come.
        next: the first day of the first that is still to come; None where nothing is.
        people: who it was then, or will be, of the IT team and of the marketing team; None where nobody knows.
        embed_weeks: how many full weeks of work people of the one spent by now in composite teams with somebody of
            the other: person-weeks times the share of each.
    """

    it_team: str
    marketing_team: str
    times: int = 0
    coming: int = 0
    last: date | None = None
    next: date | None = None
    people: tuple[Met, Met] | None = None
    embed_weeks: float = 0

    @property
    def begun(self) -> int:
        """How often they have met by now."""
        return self.times - self.coming

    def weeks_since(self, today: date) -> int | None:
        """How many whole weeks ago they last met; None where they have not."""
        return None if self.last is None else (today - self.last).days // 7


@dataclass(frozen=True, slots=True)
class ExposedTeam:
    """A team of one side, and how many people it has now; 0 for one that only the past knows."""

    name: str
    people: int

    @property
    def exists(self) -> bool:
        """Whether anybody works in it."""
        return self.people > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Every IT team against every marketing team.

    Args:
        today: the day from which weeks are counted.
        it_teams, marketing_teams: by name.
        contacts: by the names of both, without those that have never met.
    """

    today: date
    it_teams: tuple[ExposedTeam, ...]
    marketing_teams: tuple[ExposedTeam, ...]
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)

    def contact(self, it_team: str, marketing_team: str) -> Contact:
        """What two teams had to do with each other, nothing included."""
        found = self.contacts.get((it_team, marketing_team))
        return found or Contact(it_team=it_team, marketing_team=marketing_team)

    def never(self) -> list[tuple[str, str]]:
        """The teams of today that have never met and have nothing to come, IT team by IT team."""
        return [
            (one.name, other.name)
            for one in self.it_teams
            for other in self.marketing_teams
            if one.exists and other.exists and (one.name, other.name) not in self.contacts
        ]

    def only_coming(self) -> list[Contact]:
        """What the teams of today had to do with each other whose first meeting is still to come."""
        it, marketing = ({one.name for one in side if one.exists} for side in (self.it_teams, self.marketing_teams))
        some = [one for one in self.contacts.values() if not one.begun]
        return [one for one in some if one.it_team in it and one.marketing_team in marketing]

    def all_contacts(self) -> list[Contact]:
        """Every two teams of today, and of former ones those that have met."""
        return [
            self.contact(one.name, other.name)
            for one in self.it_teams
            for other in self.marketing_teams
            if (one.exists and other.exists) or (one.name, other.name) in self.contacts
        ]

    def sums(self) -> dict[tuple[str, str], tuple[int, int | None]]:
        """How often a team met any of the other side by now, and how many whole weeks ago the last time was.

        By the names of both, of which one or both are `ALL`; no weeks where all is still to come.
        """
        sums: dict[tuple[str, str], tuple[int, int | None]] = {}
        for one in self.contacts.values():
            weeks = one.weeks_since(self.today)
            for key in ((one.it_team, ALL), (ALL, one.marketing_team), (ALL, ALL)):
                times, least = sums.get(key, (0, None))
                known = [number for number in (weeks, least) if number is not None]
                sums[key] = (times + one.begun, min(known, default=None))
        return sums

    def matching(self, text: str) -> "Exposure":
        """Only the teams that words leave: each word narrows down the side on which it is found."""
        sides = [self.it_teams, self.marketing_teams]
        for word in text.casefold().split():
            found = [tuple(one for one in side if word in one.name.casefold()) for side in sides]
            sides = [some or side for some, side in zip(found, sides, strict=True)] if any(found) else [(), ()]
        return replace(self, it_teams=sides[0], marketing_teams=sides[1])


def still_to_meet(number: int) -> str:
    """What a sentence about those who never met says of those who are yet to meet; empty where there are none."""
    return f"; {number:,} more {'is' if number == 1 else 'are'} to meet for the first time" if number else ""


def team_identity(name: str) -> str:
    """The name of a team as it is compared: without regard to letter case or the number of blanks."""
    return " ".join(name.split()).casefold()
