"""Home teams as cover is counted: what names one, and how many people it has in a week."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from ridealong.domain.people import Person, Side


def team_key(side: Side, team: str) -> str:
    """A team of one side as cover is counted: teams of the two sides may have one name."""
    return f"{side}/{team.casefold()}"


class TeamSizes:
    """How many people of each home team are at work in a week: who has left by then, or comes later, covers nobody.

    Args:
        people: everybody, by row id.
    """

    def __init__(self, people: Mapping[int, Person]) -> None:
        self._all = Counter(team_key(one.side, one.team) for one in people.values())
        self._passing: dict[str, list[Person]] = defaultdict(list)
        for one in people.values():
            if one.first_day or one.last_day:
                self._passing[team_key(one.side, one.team)].append(one)

    @property
    def teams(self) -> Collection[str]:
        """The keys of the teams that there are."""
        return self._all.keys()

    def on(self, team: str, day: date) -> int:
        """How many of a team, by its key, are at work on a day."""
        return self._all[team] - sum(not one.at_work(day) for one in self._passing.get(team, ()))
