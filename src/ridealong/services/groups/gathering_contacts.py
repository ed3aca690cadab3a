"""Who has met whom over coffee: the people of both sides who were in one group, and their teams."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.exposure import team_identity
from ridealong.domain.gathering_times import usual_days
from ridealong.domain.pairings import MET, State, has_met
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind, Program
from ridealong.services.desk import Desk
from ridealong.services.groups.gathering_days import days_of
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.exposure import TeamMeeting
from ridealong.storage.queries.programs import all_programs


@dataclass(frozen=True, slots=True)
class _Group:
    """A group in which both sides met, or will, with the rows of its people; and on which day.

    Args:
        round_first: the first day of its round.
    """

    id: int
    program_id: int
    state: State
    round_first: date
    it: tuple[RowMapping, ...]
    marketing: tuple[RowMapping, ...]
    day: date


def team_meetings(
    connection: Connection, *, program_id: int | None = None, since: date | None = None
) -> list[TeamMeeting]:
    """The meetings of two teams in groups: once for each group and two teams in it, however many people each sends.

    Teams are those in which people are today.

    Args:
        program_id: only of one program. since: only what took place on this day or later.
    """
    return [
        meeting
        for one in _groups(connection)
        if (program_id is None or one.program_id == program_id) and (since is None or one.day >= since)
        for meeting in _teams(one)
    ]


def _teams(one: _Group) -> Iterable[TeamMeeting]:
    found: dict[tuple[str, str], TeamMeeting] = {}
    for it, marketing in product(one.it, one.marketing):
        meeting = TeamMeeting(it["team"], marketing["team"], it["person_id"], marketing["person_id"], one.day, one.day)
        found.setdefault((team_identity(it["team"]), team_identity(marketing["team"])), meeting)
    return found.values()


def people_met(
    connection: Connection, among: Collection[int] | None = None, by: date | None = None
) -> set[tuple[int, int]]:
    """Who of IT and who of marketing were, or are to be, in one published group: by row id, IT first.

    Args:
        among: only groups in which one of these people is. by: only groups that had met by this day.
    """
    later = frozenset[int]() if by is None else yet_to_meet(connection, by)
    return {
        (it["person_id"], marketing["person_id"])
        for one in _groups(connection, among)
        if by is None or (has_met(one.state, one.round_first, by) and one.id not in later)
        for it, marketing in product(one.it, one.marketing)
    }


def yet_to_meet(connection: Connection, today: date) -> frozenset[int]:
    """The published groups whose round has begun, and whose coffee comes only later in it: by number.

    Of each it is the day on which it really meets, wherever a public holiday moves that to.
    """
    rows = queries.touching(connection, (str(State.PUBLISHED),), Days(today, today))
    some = {one.id: one for one in rows if one.row["kind"] == Kind.COFFEE and one.row["last_day"] > today}
    if not some:
        return frozenset()
    programs = {one.id: one for one in all_programs(connection, archived=True)}
    usual = {
        number: usual_days(programs[one.row["program_id"]], Days(one.row["first_day"], one.row["last_day"])).first
        for number, one in some.items()
    }
    # A holiday only ever moves a coffee to a later day.
    moved = days_of(connection, [one for number, one in some.items() if usual[number] <= today])
    return frozenset(number for number, day in usual.items() if (moved[number].first if day <= today else day) > today)


def yet_to_meet_today(desk: Desk, connection: Connection) -> frozenset[int]:
    """`yet_to_meet` as of today, worked out once over a connection of `reading` for all lists that ask."""
    today = desk.clock.today()
    return desk.remembered(connection, "yet to meet", lambda: yet_to_meet(connection, today))


def _groups(connection: Connection, among: Collection[int] | None = None) -> Iterator[_Group]:
    rows: dict[int, list[RowMapping]] = {}
    for row in queries.teams_together(connection, MET, str(Kind.COFFEE), among=among):
        rows.setdefault(row["id"], []).append(row)
    if not rows:
        return
    programs: Mapping[int, Program] = {one.id: one for one in all_programs(connection, archived=True)}
    days: dict[tuple[int, date, date], date] = {}
    for some in rows.values():
        first = some[0]
        key = first["program_id"], first["first_day"], first["last_day"]
        if key not in days:
            days[key] = usual_days(programs[key[0]], Days(key[1], key[2])).first
        yield _Group(
            id=first["id"],
            program_id=key[0],
            state=State(first["state"]),
            round_first=key[1],
            it=tuple(row for row in some if row["side"] == Side.IT),
            marketing=tuple(row for row in some if row["side"] == Side.MARKETING),
            day=days[key],
        )
