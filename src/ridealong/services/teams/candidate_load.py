"""How much of the weeks of a slot the exchange takes of candidates by now, and in how many teams they are."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.wording import many
from ridealong.services.people.exchange_load import ExchangeLoad, mondays_of
from ridealong.services.teams.season import TeamSeason
from ridealong.services.teams.teams_at_once import teams_at_once


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLoad:
    """What somebody does already in some weeks, drafts included.

    Args:
        percent: how much visits and teams of all programs take of the week in which that is most.
        teams: in how many teams they are in the week in which those are most.
    """

    percent: int = 0
    teams: int = 0

    def __str__(self) -> str:
        """In few words: `40 % in 1 team`, `20 %` for visits alone, `none`."""
        if not self.percent and not self.teams:
            return "none"
        return f"{self.percent} %" + (f" in {many(self.teams, 'team')}" if self.teams else "")


class CandidateLoads:
    """The load of everybody in a season, asked one by one."""

    def __init__(self, connection: Connection, season: TeamSeason, today: date) -> None:
        span = Days(season.start, season.monday(season.problem.weeks - 1))
        self._load = ExchangeLoad(connection, season.people, span, today=today)
        self._teams = teams_at_once(connection, span)

    def of(self, person_id: int, days: Days) -> CandidateLoad:
        """What somebody does already in the weeks of some days."""
        mondays = list(mondays_of(days))
        return CandidateLoad(
            percent=max(self._load.visits(person_id, monday) for monday in mondays),
            teams=max(len(self._teams.teams(person_id, monday)) for monday in mondays),
        )
