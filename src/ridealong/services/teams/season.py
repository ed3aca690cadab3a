"""A problem of composite teams, and what its ids and weeks stand for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot
from ridealong.domain.days import Days, monday_of
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.planning.teams.problem import TeamsProblem

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Place:
    """What a slot of the problem stands for: a slot of a team, on days that nobody takes yet."""

    team: CompositeTeam
    slot: Slot
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSeason:
    """A problem of composite teams, and what its ids and weeks stand for.

    Args:
        start: the Monday of week 0.
        ids: row ids of people by their id in the problem, which is their identity. people: everybody by row id.
        places: by id in the problem, the slots to fill. settled: the embeds that stay, by the id of their slot there.
        drafts: the drafts whose place new ones take.
    """

    program: Program
    problem: TeamsProblem
    start: date
    ids: Mapping[str, int]
    people: Mapping[int, Person]
    teams: Mapping[str, CompositeTeam]
    places: Mapping[str, Place]
    settled: Mapping[str, Embed]
    drafts: tuple[Embed, ...]

    def place_of(self, one: Embed) -> str:
        """The id of the place to fill that an embed is in; empty where it is in none."""
        of_slot = {
            name: place
            for name, place in self.places.items()
            if place.team.id == one.team_id and place.slot.number == one.slot
        }
        return next((name for name, place in of_slot.items() if place.days.overlaps(one.days)), "")

    def week(self, day: date) -> int:
        """The week of the problem in which a day lies."""
        return (monday_of(day) - self.start).days // 7

    def monday(self, week: int) -> date:
        """The Monday of a week of the problem."""
        return self.start + week * _WEEK


def slot_id(slot: Slot) -> str:
    """The id in the problem of a slot on the first days of it that nobody takes."""
    return f"slot {slot.id}"


def later_id(slot: Slot, days: Days) -> str:
    """The id in the problem of a slot on later days of it."""
    return f"{slot_id(slot)} from {days.first}"


def team_id(team: CompositeTeam) -> str:
    """The id of a team in the problem."""
    return f"team {team.id}"
