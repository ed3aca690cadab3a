"""People, programs and teams found by a few letters, wherever one is."""

from dataclasses import dataclass

from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.storage.queries import finding as queries

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
