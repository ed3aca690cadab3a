"""The board by team: how many of each are out, embedded, hosting or away in each week, and what is frozen."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ridealong.domain.cover import people_out
from ridealong.domain.days import Days, working_days
from ridealong.domain.load import WHOLE_WEEK
from ridealong.domain.pairings import NOT_CANCELLED, Freeze, State, is_past_draft
from ridealong.domain.people import Side, identity
from ridealong.domain.periods import Zoom
from ridealong.domain.programs import Kind
from ridealong.services.board.board import Asked
from ridealong.services.board.board_embeds import embedded
from ridealong.services.board.board_items import BoardQuery
from ridealong.services.desk import Desk
from ridealong.services.paging import Page
from ridealong.storage.queries import people as people_queries
from ridealong.storage.queries.board import members, together_rows
from ridealong.storage.queries.rules import freezes

STANDING = tuple(str(state) for state in NOT_CANCELLED if state is not State.MISSED)
"""States of pairings that take place, took place, or may."""

_Team = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCell:
    """A team in one week, or month or quarter.

    Args:
        out: how many of its people are away as cover counts them: who visits somebody, and whole people of the shares
            of those who are in composite teams.
        visiting: how many visit somebody. embedded: how many are in composite teams, for any share.
        hosted: how many visits it has. away: how many are away.
        taken: how many of its people are out, hosting or away, each counted once. people: how many there are.
        busy: what all of it takes of its people, in percent of one person: all of whoever is visiting, hosting or
            away, and of whoever is embedded their share.
        freezes: the reasons.
    """

    people: int
    out: int = 0
    visiting: int = 0
    hosted: int = 0
    away: int = 0
    taken: int = 0
    embedded: int = 0
    busy: int = 0
    freezes: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """How much of the week of all of them is taken."""
        return round(self.busy / self.people) if self.people else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRow:
    """A team and its columns; `first` is the first day of the first, `zoom` how much time one shows."""

    name: str
    side: Side
    people: int
    cells: tuple[TeamCell, ...]
    first: date
    zoom: Zoom = Zoom.WEEK


class _Count:
    """What adds up for a team in one column: people by row id, so that each counts once."""

    def __init__(self) -> None:
        self.out: set[int] = set()
        self.shares: dict[int, int] = defaultdict(int)
        self.hosts: set[int] = set()
        self.away: set[int] = set()
        self.missed: set[int] = set()
        self.hosted = 0
        self.freezes: dict[str, None] = {}

    def cell(self, people: int) -> TeamCell:
        all_week = self.out | self.hosts | self.away
        embedded = sum(
            min(WHOLE_WEEK, share) for one, share in self.shares.items() if one not in self.out | self.missed
        )
        shared = sum(min(WHOLE_WEEK, share) for one, share in self.shares.items() if one not in all_week)
        return TeamCell(
            people=people,
            out=people_out(len(self.out), embedded),
            visiting=len(self.out),
            hosted=self.hosted,
            away=len(self.away),
            taken=people_out(len(all_week), shared),
            embedded=len(self.shares),
            busy=WHOLE_WEEK * len(all_week) + shared,
            freezes=tuple(self.freezes),
        )


_Counts = dict[_Team, dict[int, _Count]]


def teams(desk: Desk, query: BoardQuery, offset: int = 0, limit: int | None = None) -> Page[TeamRow]:
    """A part of the board by side and team: teams in which somebody matches, with all of their people.

    Raises:
        NotFound: there is no such program.
        InvalidValue: a term of the text is none.
    """
    with desk.reading() as connection:
        asked = Asked(connection, desk, query)
        of = {row_id: (side, team) for row_id, side, team in members(connection, asked.program_id)}
        names = _wanted(asked, of)
        sizes: dict[_Team, int] = defaultdict(int)
        for team in of.values():
            sizes[team] += 1
        end = None if limit is None else offset + limit
        shown = names[offset:end]
        counts: _Counts = {team: defaultdict(_Count) for team in shown}
        _count_pairings(counts, asked, of)
        _count_embeds(counts, asked, of)
        _count_absences(counts, asked, of)
        for freeze in freezes(connection, query.columns.days):
            _count_freeze(counts, query, freeze)
        return Page(tuple(_row(team, sizes[team], counts[team], query) for team in shown), len(names), offset)


def _wanted(asked: Asked, of: Mapping[int, _Team]) -> list[_Team]:
    """The teams in which somebody matches, by side and name."""
    ids = set(of)
    if asked.query.text.strip() or asked.query.side:
        found, _total = people_queries.search(asked.connection, asked.search, ())
        ids &= {row["id"] for row in found}
    if asked.query.pressing:
        ids &= asked.pressing()
    return sorted({of[one] for one in ids}, key=lambda team: (team[0], team[1].casefold(), team[1]))


def _count_pairings(counts: _Counts, asked: Asked, of: Mapping[int, _Team]) -> None:
    columns = asked.query.columns
    for row in together_rows(asked.connection, STANDING, days=columns.days, program_id=asked.program_id):
        if not Kind(row["kind"]).visits:
            continue
        guests, hosts = (counts.get(of.get(row[who], ("", ""))) for who in ("guest_id", "host_id"))
        if guests is None and hosts is None:
            continue
        for column in columns.touched(Days(row["first_day"], row["last_day"])):
            if guests is not None:
                guests[column].out.add(row["guest_id"])
            if hosts is not None:
                hosts[column].hosts.add(row["host_id"])
                hosts[column].hosted += 1


def _count_embeds(counts: _Counts, asked: Asked, of: Mapping[int, _Team]) -> None:
    columns = asked.query.columns
    for one in embedded(asked.connection, columns.days, asked.program_id):
        mine = counts.get(of.get(one.person_id, ("", "")))
        if mine is None or is_past_draft(one.state, one.days.last, asked.today):
            continue
        for column in columns.touched(one.days):
            mine[column].shares[one.person_id] += one.share


def _count_absences(counts: _Counts, asked: Asked, of: Mapping[int, _Team]) -> None:
    columns = asked.query.columns
    absences = people_queries.absences_of(asked.connection, days=columns.days)
    ids = people_queries.ids_of(asked.connection, {identity(one.email) for one in absences})
    for absence in absences:
        row_id = ids.get(identity(absence.email), 0)
        mine = counts.get(of.get(row_id, ("", "")))
        if mine is not None:
            for column in columns.touched(absence.days):
                mine[column].away.add(row_id)
                if _misses(columns[column], absence.days):
                    mine[column].missed.add(row_id)


def _count_freeze(counts: _Counts, query: BoardQuery, freeze: Freeze) -> None:
    for (side, team), mine in counts.items():
        if freeze.holds_for(Side(side), team):
            for column in query.columns.touched(freeze.days):
                mine[column].freezes[freeze.reason] = None


def _row(team: _Team, people: int, counts: Mapping[int, _Count], query: BoardQuery) -> TeamRow:
    none = _Count()
    return TeamRow(
        name=team[1],
        side=Side(team[0]),
        people=people,
        cells=tuple(counts.get(column, none).cell(people) for column in range(len(query.columns))),
        first=query.columns[0].first,
        zoom=query.zoom,
    )


def _misses(column: Days, absence: Days) -> bool:
    """Whether somebody is away on most of the working days of a column, so that teams take nothing of them."""
    both = Days(max(column.first, absence.first), min(column.last, absence.last))
    return 5 * working_days(both) >= 3 * working_days(column)
