"""What home teams can spare for composite teams, beside visits and all teams that there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.cover import cover_kept, room_for_shares, too_many_words
from ridealong.domain.days import Days, monday_of, whole_weeks
from ridealong.domain.pairings import MET, TAKING_TIME
from ridealong.domain.people import Person
from ridealong.domain.planning_rules import cover_limit
from ridealong.domain.programs import Kind, Program
from ridealong.domain.wording import several
from ridealong.services.days.home_teams import TeamSizes, team_key
from ridealong.services.people.home_shares import HomeShares
from ridealong.storage.queries.teams import embeds_touching
from ridealong.storage.queries.turns import busy_rows

_VISITING = tuple(str(kind) for kind in Kind if kind.visits)
_WEEK = timedelta(weeks=1)


class HomeCover:
    """Home teams, and who of them is away in some weeks: on visits, drafts included, and in composite teams.

    Args:
        program: the one that asks, and says how many of a home team may be away.
        people: everybody, by row id. days: those whose weeks are looked at.
        embeds: those of the program that count; those of other programs always do.
        today: drafts of visits that are over by this day are nothing.
    """

    def __init__(
        self,
        connection: Connection,
        program: Program,
        people: Mapping[int, Person],
        days: Days,
        embeds: Iterable[Embed],
        *,
        today: date,
    ) -> None:
        self._program, self._people, self._sizes = program, people, TeamSizes(people)
        self._visiting: dict[tuple[str, date], dict[int, int]] = defaultdict(dict)
        whole = whole_weeks(days)
        for row in busy_rows(connection, MET, whole, 0, _VISITING, today=today):
            if row["guest_id"] in people:
                monday = monday_of(row["first_day"])
                while monday <= row["last_day"]:
                    self._visiting[self.home(row["guest_id"]), monday][row["guest_id"]] = row["program_id"]
                    monday += _WEEK
        others = [one for one in embeds_touching(connection, TAKING_TIME, whole) if one.program_id != program.id]
        self._shares = HomeShares(connection, program, people, days, [*others, *embeds])

    def home(self, person_id: int) -> str:
        """The key of the home team of somebody."""
        person = self._people[person_id]
        return team_key(person.side, person.team)

    def visiting(self, home: str, monday: date) -> Mapping[int, int]:
        """Who of a home team is on a visit in a week, each with the program of it."""
        return self._visiting.get((home, monday), {})

    def inside(self, home: str, monday: date) -> Sequence[Embed]:
        """The embeds that take of a home team in a week; those of people who visit say nothing."""
        visiting = self.visiting(home, monday)
        return [one for one in self._shares.inside(home, monday) if one.person_id not in visiting]

    def left(self, home: str, monday: date) -> int:
        """How much more of a home team composite teams may take in a week, in percent of one person; negative where
        they take too much.
        """
        visiting = self.visiting(home, monday)
        room = room_for_shares(self.most(home, monday), len(visiting))
        return room - self._shares.of(home, monday, visiting)

    def most(self, home: str, monday: date, percent: int = 0) -> int:
        """How many of a home team may be away in a week.

        Args:
            percent: how many of a hundred; what the program says by default.
        """
        return cover_limit(self._sizes.on(home, monday), percent or self._program.cover_percent)

    def too_many(self, person_id: int, mondays: Iterable[date], share: int, more: Mapping[date, int]) -> str:
        """Why the home team of somebody cannot spare so much more of them in some weeks; empty where it can.

        Args:
            share: in percent of a week. more: what else is to be taken of the home team, by Monday.
        """
        home, over = self.home(person_id), []
        for monday in mondays:
            visiting = self.visiting(home, monday)
            if person_id in visiting:
                continue
            shares = self._shares.of(home, monday, visiting) + more.get(monday, 0) + share
            most = self.most(home, monday)
            if not cover_kept(most, len(visiting), shares):
                over.append((monday, most, len(visiting), shares))
        return over_words(self._people[person_id].team, over)


def over_words(home: str, over: Sequence[tuple[date, int, int, int]]) -> str:
    """That a home team would spare too many in some weeks, by the numbers of the worst; empty for none.

    Args:
        home: its name.
        over: each Monday with how many may be away, how many visit, and what composite teams take in percent.
    """
    if not over:
        return ""
    _monday, most, visiting, shares = max(over, key=lambda one: (100 * (one[2] - one[1]) + one[3], -one[0].toordinal()))
    weeks = f"week{'s' if len(over) > 1 else ''} of {several([str(one[0]) for one in over], 3)}"
    up_to = "up to " if len({one[1:] for one in over}) > 1 else ""
    return f"{up_to}{too_many_words(home, most, visiting, shares)} in the {weeks}"
