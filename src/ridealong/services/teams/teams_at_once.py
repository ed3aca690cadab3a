"""In how many composite teams people are in a week, those of all programs together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days, monday_of
from ridealong.domain.pairings import TAKING_TIME, State
from ridealong.domain.wording import many, several
from ridealong.services.people.exchange_load import mondays_of
from ridealong.storage.queries.teams import embeds_touching


class TeamsAtOnce:
    """Who is in which composite teams in which week; a week in which somebody is away counts like any other."""

    def __init__(self, embeds: Iterable[Embed]) -> None:
        self._embeds: dict[tuple[int, date], list[Embed]] = defaultdict(list)
        for one in embeds:
            for monday in mondays_of(one.days):
                self._embeds[one.person_id, monday].append(one)

    def teams(self, person_id: int, monday: date) -> frozenset[int]:
        """The ids of the teams that somebody is in, in the week of a Monday."""
        return frozenset(one.team_id for one in self._embeds.get((person_id, monday), ()))

    def turn(self, embed: Embed, monday: date) -> int:
        """Which of the teams of somebody in a week theirs is, from 1: what is published goes before drafts."""
        here = self._embeds.get((embed.person_id, monday), ())
        return len({embed.team_id, *(one.team_id for one in here if _turn(one) <= _turn(embed))})


def _turn(one: Embed) -> tuple[bool, int]:
    return one.state is State.PROPOSED, one.id


def teams_at_once(connection: Connection, span: Days, *, without_program: int | None = None) -> TeamsAtOnce:
    """Who is in which teams in the weeks of some days.

    Args:
        without_program: a program whose teams do not count.
    """
    last = monday_of(span.last)
    whole = Days(monday_of(span.first), last + min(timedelta(days=6), date.max - last))
    found = embeds_touching(connection, TAKING_TIME, whole)
    return TeamsAtOnce(one for one in found if one.program_id != without_program)


def already_words(name: str, teams: Mapping[date, int], most: int) -> str:
    """That somebody is in enough teams by now; without a full stop.

    Args:
        teams: in how many, by Monday, of the weeks in which one more would be too many; at least one.
        most: in how many anybody may be.
    """
    number = many(max(teams.values()), "team")
    return f"{name} is in {number} already in {_weeks(sorted(teams))}, and nobody is to be in more than {most} at once"


def too_many_words(name: str, teams: Mapping[date, int], most: int) -> str:
    """That somebody is in too many teams; as `already_words`."""
    return f"{name} is in {many(max(teams.values()), 'team')} in {_weeks(sorted(teams))}, more than {most} at once"


def _weeks(mondays: Sequence[date]) -> str:
    return f"the week{'s' if len(mondays) > 1 else ''} of {several([str(one) for one in mondays])}"
