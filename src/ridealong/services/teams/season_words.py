"""Names and dates in place of ids and weeks, in what planning says of composite teams."""

from collections import Counter
from collections.abc import Sequence

from ridealong.domain.wording import several
from ridealong.planning.said import Said
from ridealong.services.days.home_teams import team_key
from ridealong.services.teams.season import TeamSeason, slot_id

_SOME = 3


class SeasonWords:
    """How a season's ids and weeks are told to people who never see them."""

    def __init__(self, season: TeamSeason) -> None:
        self._season = season
        people = {name: season.people[one] for name, one in season.ids.items()}
        named = Counter(one.name.casefold() for one in people.values())
        self._names = {
            # Of two with one name, nobody could tell who is meant.
            name: one.name if named[one.name.casefold()] == 1 else f"{one.name} ({one.email})"
            for name, one in people.items()
        }
        for name, team in season.teams.items():
            self._names[name] = f"'{team.name}'"
            for slot in team.slots:
                self._names[slot_id(slot)] = f"slot {slot} of '{team.name}'"
        for name, place in season.places.items():
            if name != slot_id(place.slot):
                self._names[name] = f"{self._names[slot_id(place.slot)]} from {place.days.first}"
        for name, embed in season.settled.items():
            team = season.teams[team_id_of(season, embed.team_id)]
            self._names[name] = f"slot {embed.slot} of '{team.name}'"
        for one in season.people.values():
            self._names.setdefault(team_key(one.side, one.team), one.team)

    def who(self, name: str) -> str:
        """What an id stands for."""
        return self._names.get(name, name)

    def when(self, weeks: Sequence[int]) -> str:
        """Weeks, in words that fit after "in"."""
        days = [str(self._season.monday(week)) for week in weeks]
        return f"the week{'s' if len(days) > 1 else ''} of {several(days, _SOME)}"

    def within(self, said: Said) -> str:
        """Words with names and dates, as they stand within a sentence."""
        return said.told(self.who, self.when, span=lambda weeks: f"{weeks} weeks").strip()

    def told(self, said: Said) -> str:
        """A sentence with names and dates, with a full stop."""
        text = self.within(said)
        return f"{text[:1].upper()}{text[1:]}." if text else ""


def team_id_of(season: TeamSeason, row_id: int) -> str:
    """The id of a team in the problem, by the id of its row."""
    return next(name for name, team in season.teams.items() if team.id == row_id)
