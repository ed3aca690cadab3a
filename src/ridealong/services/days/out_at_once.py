"""Published visits of single days by which too many of a home team are out in a week, since it has become smaller."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.cover import cover_kept, room_for_visits, too_many_words
from ridealong.domain.days import Days, end_of_week, monday_of
from ridealong.domain.pairings import MET, State
from ridealong.domain.people import Person
from ridealong.domain.planning_rules import cover_limit
from ridealong.domain.programs import Program
from ridealong.services.days.free_days import VISITING_KINDS
from ridealong.services.days.home_teams import TeamSizes, team_key
from ridealong.services.people.home_shares import HomeShares
from ridealong.storage.queries.pairings import PairingSearch, find_pairings

_DAY = timedelta(days=1)


def too_many_out(
    connection: Connection, program: Program, people: Mapping[int, Person], today: date
) -> Mapping[int, str]:
    """By number of a visit of a program that is still to come: why it should be in another week.

    What composite teams take of the others counts beside visits. Of the guests of a team and a week, those whose visits
    were published last give way. Nothing is found in programs whose visits last for all of a round: what is too much
    there is a rule of their plan.

    Args:
        people: everybody, by row id.
    """
    if not program.kind.by_day:
        return {}
    search = PairingSearch(states=[str(state) for state in MET], days=Days(today + _DAY, date.max))
    out: dict[tuple[str, date], list[RowMapping]] = defaultdict(list)
    for row in find_pairings(connection, search):
        if row["kind"] in VISITING_KINDS and row["guest_id"] in people:
            guest = people[row["guest_id"]]
            for monday in _mondays(row):
                out[team_key(guest.side, guest.team), monday].append(row)
    sizes, found = TeamSizes(people), dict[int, str]()
    if not out:
        return found
    weeks = {monday for _team, monday in out}
    shares = HomeShares(connection, program, people, Days(min(weeks), end_of_week(max(weeks))))
    for (team, monday), rows in out.items():
        visiting = {row["guest_id"] for row in rows}
        most, beside = cover_limit(sizes.on(team, monday), program.cover_percent), shares.of(team, monday, visiting)
        if not cover_kept(most, len(visiting), beside):
            words = too_many_words(people[rows[0]["guest_id"]].team, most, len(visiting), beside)
            above = _above(rows, room_for_visits(most, 0, beside), program)
            found |= {row["id"]: f"{words} in the week of {monday}" for row in above}
    return found


def _above(rows: Sequence[RowMapping], most: int, program: Program) -> Sequence[RowMapping]:
    """The visits of guests who are too many, of those that can still be moved within a program."""
    guests: dict[int, list[RowMapping]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: int(each["id"])):
        guests[row["guest_id"]].append(row)
    movable = [some for some in guests.values() if all(_moves(row, program) for row in some)]
    return [row for some in movable[::-1][: max(0, len(guests) - most)] for row in some]


def _moves(row: RowMapping, program: Program) -> bool:
    return bool(row["program_id"] == program.id and row["state"] == State.PUBLISHED)


def _mondays(row: RowMapping) -> Sequence[date]:
    first = monday_of(row["first_day"])
    return [first + timedelta(weeks=number) for number in range((row["last_day"] - first).days // 7 + 1)]
