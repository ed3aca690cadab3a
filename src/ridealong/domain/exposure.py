"""Exposure: how often, and when last, two teams have met."""

from dataclasses import dataclass, field
from datetime import date


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
    """

    it_team: str
    marketing_team: str
    times: int = 0
    coming: int = 0
    last: date | None = None
    next: date | None = None
    people: tuple[Met, Met] | None = None

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
        """The teams of today that have never met, IT team by IT team."""
        return [
            (one.name, other.name)
            for one in self.it_teams
            for other in self.marketing_teams
            if one.exists and other.exists and (one.name, other.name) not in self.contacts
        ]

    def all_contacts(self) -> list[Contact]:
        """Every two teams of today, and of former ones those that have met."""
        return [
            self.contact(one.name, other.name)
            for one in self.it_teams
            for other in self.marketing_teams
            if (one.exists and other.exists) or (one.name, other.name) in self.contacts
        ]


def team_identity(name: str) -> str:
    """The name of a team as it is compared: without regard to letter case or the number of blanks."""
    return " ".join(name.split()).casefold()
