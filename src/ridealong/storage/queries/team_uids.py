"""UIDs by which calendars know what composite teams have: each embed, and each series of a team's meetings."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, Select, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import composite_teams, embeds, programs, team_series

_KEPT = timedelta(days=31)
"""How long after an embed its invites, and those of its team, are looked at still."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamUid:
    """What a UID names.

    Args:
        embed: the row id of the embed; None for a series. series: the row id of the series; None for an embed.
        number: which of the series of its team it is, from 0.
        state: of the embed; empty for a series.
    """

    uid: str
    program: str
    team_id: int
    team: str
    embed: int | None = None
    person_id: int | None = None
    series: int | None = None
    number: int = 0
    state: str = ""

    @property
    def named(self) -> str:
        """How commands name it: `e` and the number of the embed, `t` and that of the series."""
        return f"e{self.embed}" if self.embed is not None else f"t{self.series}"


def team_uids(connection: Connection, uids: Collection[str]) -> dict[str, TeamUid]:
    """What some UIDs name; without those of which composite teams know nothing."""
    # PostgreSQL takes no NUL in a text, and no UID of ours has one.
    parts = [*parts_of(sorted(uid for uid in uids if "\0" not in uid))]
    return {
        one.uid: one
        for part in parts
        for one in (
            *_embeds_where(connection, _EMBEDS.where(embeds.c.uid.in_(part))),
            *_series_where(connection, _SERIES.where(team_series.c.uid.in_(part))),
        )
    }


def named_uid(connection: Connection, named: str) -> TeamUid | None:
    """What commands name by `e` or `t` and a number; None for what is no such name, or of which there is nothing."""
    letter, digits = named[:1], named[1:]
    if letter not in ("e", "t") or not (digits.isascii() and digits.isdecimal()) or len(digits) > _DIGITS:
        return None
    if letter == "e":
        return next(_embeds_where(connection, _EMBEDS.where(embeds.c.id == int(digits))), None)
    return next(_series_where(connection, _SERIES.where(team_series.c.id == int(digits))), None)


_DIGITS = 9
"""How long the numbers are that every database can look up."""


def series_rows(connection: Connection, team_ids: Collection[int]) -> list[TeamUid]:
    """The series of some teams, by team and number."""
    return [
        one
        for part in parts_of(sorted(team_ids))
        for one in _series_where(connection, _SERIES.where(team_series.c.team_id.in_(part)))
    ]


_EMBEDS = (
    select(
        *(embeds.c.uid, embeds.c.id, embeds.c.team_id, embeds.c.person_id, embeds.c.state),
        programs.c.name.label("program"),
        composite_teams.c.name.label("team"),
    )
    .join(programs, programs.c.id == embeds.c.program_id)
    .join(composite_teams, composite_teams.c.id == embeds.c.team_id)
    .order_by(embeds.c.id)
)

_SERIES = (
    select(
        *(team_series.c.uid, team_series.c.id, team_series.c.team_id, team_series.c.number),
        programs.c.name.label("program"),
        composite_teams.c.name.label("team"),
    )
    .join(programs, programs.c.id == team_series.c.program_id)
    .join(composite_teams, composite_teams.c.id == team_series.c.team_id)
    .order_by(team_series.c.team_id, team_series.c.number)
)


def _embeds_where(connection: Connection, statement: Select[str, int, int, int, str, str, str]) -> Iterator[TeamUid]:
    for uid, row_id, team_id, person_id, state, program, team in connection.execute(statement):
        yield TeamUid(
            uid=uid, program=program, team_id=team_id, team=team, embed=row_id, person_id=person_id, state=state
        )


def _series_where(connection: Connection, statement: Select[str, int, int, int, str, str]) -> Iterator[TeamUid]:
    for uid, row_id, team_id, number, program, team in connection.execute(statement):
        yield TeamUid(uid=uid, program=program, team_id=team_id, team=team, series=row_id, number=number)


def looked_at(today: date) -> Sequence[Select[str]]:
    """Queries for the UIDs of what is to come or was not long ago: of embeds, and of the series of their teams."""
    coming = embeds.c.last_day >= max(today, date.min + _KEPT) - _KEPT
    teams = select(embeds.c.team_id).where(coming)
    return (select(embeds.c.uid).where(coming), select(team_series.c.uid).where(team_series.c.team_id.in_(teams)))


def uids_of_teams(connection: Connection, team_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of all that some teams have, by row id."""
    return _found(
        connection,
        (
            one
            for part in parts_of(sorted(team_ids))
            for one in (
                select(embeds.c.uid).where(embeds.c.team_id.in_(part)),
                select(team_series.c.uid).where(team_series.c.team_id.in_(part)),
            )
        ),
    )


def uids_of_embedded(connection: Connection, person_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of all that the teams of some people have, whose invites name them, by row id of a person."""
    teams = {
        team
        for part in parts_of(sorted(person_ids))
        for team in connection.execute(select(embeds.c.team_id).where(embeds.c.person_id.in_(part))).scalars()
    }
    return uids_of_teams(connection, teams)


def uids_of_programs(connection: Connection, program_ids: Collection[int]) -> frozenset[str]:
    """The UIDs of all that the teams of some programs have, by row id."""
    return _found(
        connection,
        (
            one
            for part in parts_of(sorted(program_ids))
            for one in (
                select(embeds.c.uid).where(embeds.c.program_id.in_(part)),
                select(team_series.c.uid).where(team_series.c.program_id.in_(part)),
            )
        ),
    )


def _found(connection: Connection, statements: Iterator[Select[str]]) -> frozenset[str]:
    return frozenset(uid for one in statements for uid in connection.execute(one).scalars())
