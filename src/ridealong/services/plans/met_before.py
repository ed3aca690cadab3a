"""What planning takes for meetings before it: pairings, and who was in one composite team, of which home teams."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.pairings import MET
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Program
from ridealong.services.outcomes.embed_exposure import embed_exposure
from ridealong.services.teams.embed_contacts import met_in_teams, together
from ridealong.storage.queries import pairings, turns
from ridealong.storage.queries.people import ids_of
from ridealong.storage.queries.teams import all_embeds

_LONG_AGO = date(1900, 1, 1)
"""The last day of meetings that keep nobody from meeting again soon: only those in pairings do."""

MetRow = tuple[int, int, int, date]
"""Guest and host by row id, how often they met, and the last day of the last time."""


def team_meetings(connection: Connection, *, without: Collection[int] = ()) -> dict[tuple[str, str], int]:
    """How often people of two home teams have met, or will: in pairings, and once in each composite team.

    By (IT team, marketing team).

    Args:
        without: the numbers of pairings that do not count.
    """
    found = Counter(pairings.team_meetings(connection, MET, without=without))
    found.update(in_composite_teams(connection))
    return dict(found)


def in_composite_teams(connection: Connection, by: date = date.max) -> Counter[tuple[str, str]]:
    """How often two home teams, IT first, will have met in composite teams by a day."""
    met = embed_exposure(connection, date.min).meetings
    return Counter((one.it_team, one.marketing_team) for one in met if one.first <= by)


def embedded_together(connection: Connection, people: Iterable[Person], by: date = date.max) -> int:
    """How often two people will have been in one composite team by a day."""
    ids = set(ids_of(connection, {one.identity for one in people}).values())
    return sum(times for pair, times in met_in_teams(connection, by=by, among=ids).items() if ids == set(pair))


def known_teams(connection: Connection, *, without: Collection[int] = ()) -> dict[int, set[str]]:
    """The home teams of the other side that each person has met, in pairings and in composite teams."""
    found = turns.known_teams(connection, MET, without=without)
    for both in together(all_embeds(connection, [str(state) for state in MET])):
        found.setdefault(both.it.person_id, set()).add(both.marketing.home_team)
        found.setdefault(both.marketing.person_id, set()).add(both.it.home_team)
    return found


def met_rows(
    connection: Connection, program: Program, by: date, *, among: Collection[int] | None = None
) -> list[MetRow]:
    """Who will have been in one composite team by a day, as guest and host of a program."""
    guest_first = program.guest_side is Side.IT
    return [
        (it, marketing, times, _LONG_AGO) if guest_first else (marketing, it, times, _LONG_AGO)
        for (it, marketing), times in met_in_teams(connection, by=by, among=among).items()
        if among is None or (it in among and marketing in among)
    ]


def times_met(connection: Connection, pairs: Collection[tuple[int, int]]) -> Mapping[frozenset[int], int]:
    """How often pairs of people, by row id, have met or will: in pairings, and in composite teams."""
    found = Counter(pairings.times_met(connection, MET, pairs))
    wanted = {frozenset(pair) for pair in pairs}
    for both, times in met_in_teams(connection, among={one for pair in pairs for one in pair}).items():
        if (pair := frozenset(both)) in wanted:
            found[pair] += times
    return found
