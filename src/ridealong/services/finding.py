"""People, programs and teams found by a few letters, wherever one is."""

from dataclasses import dataclass
from datetime import timedelta

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.storage.queries import finding as queries
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import some_people

MOST = 8
"""How many of each are found: more, nobody reads."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody whose name or address contains what was typed."""

    email: str
    name: str
    side: Side
    team: str


@dataclass(frozen=True, slots=True)
class FoundProgram:
    """A program whose name contains what was typed."""

    name: str
    kind: Kind
    archived: bool


@dataclass(frozen=True, slots=True)
class FoundTeam:
    """A team whose name contains what was typed, and how many people are in it."""

    name: str
    side: Side
    people: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of each kind: what begins with the first word comes first."""

    people: tuple[FoundPerson, ...] = ()
    programs: tuple[FoundProgram, ...] = ()
    teams: tuple[FoundTeam, ...] = ()


def with_visits(desk: Desk, limit: int = MOST) -> tuple[FoundPerson, ...]:
    """Who has a published visit from today to the end of the week, those whose visit comes first before others.

    Buddies, who are together for months, are left out.

    Args:
        limit: the most people.
    """
    today = desk.clock.today()
    week = Days(today, today + timedelta(days=6 - today.weekday()))
    with desk.reading() as connection:
        rows = find_pairings(connection, PairingSearch(states=[State.PUBLISHED], days=week))
        ids = [row[one] for row in rows if Kind(row["kind"]).visits for one in ("guest_id", "host_id")]
        wanted = list(dict.fromkeys(ids))[:limit]
        people = some_people(connection, wanted, removed=False)
    found = (people[one] for one in wanted if one in people)
    return tuple(FoundPerson(one.email, one.name, one.side, one.team) for one in found)


def find(desk: Desk, text: str, limit: int = MOST) -> Found:
    """What somebody may mean who types these words; nothing where there are none.

    Args:
        text: words, in any letter case, that all stand in a name, or in a person's address. There are no terms here.
        limit: the most of each kind.
    """
    words = text.split()
    if not words:
        return Found()
    with desk.reading() as connection:
        return Found(
            tuple(
                FoundPerson(row["email"], row["name"], Side(row["side"]), row["team"])
                for row in queries.people_like(connection, words, limit)
            ),
            tuple(
                FoundProgram(row["name"], Kind(row["kind"]), row["archived"])
                for row in queries.programs_like(connection, words, limit)
            ),
            tuple(
                FoundTeam(row["team"], Side(row["side"]), row["people"])
                for row in queries.teams_like(connection, words, limit)
            ),
        )
