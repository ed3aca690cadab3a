"""Who of a team can be its contact for another one, found by a few letters."""

from collections import Counter

from sqlalchemy import Connection

from ridealong.domain.contacts import no_longer
from ridealong.domain.exposure import team_identity
from ridealong.domain.people import Person, Side
from ridealong.domain.plain_letters import searchable
from ridealong.services.desk import Desk
from ridealong.services.finding import FoundPerson
from ridealong.services.outcomes.exposure import spellings
from ridealong.storage.queries.contacts import acquainted
from ridealong.storage.queries.people import search
from ridealong.storage.queries.people_conditions import PeopleSearch
from ridealong.storage.records import person

MOST = 50
"""How many people are offered: whoever has so many before them types on."""


def possible(desk: Desk, team: str, side: Side, other: str, text: str = "") -> tuple[FoundPerson, ...]:
    """The people of a team who can be named as its contact, those first who have met the other team most often.

    Args:
        team, side: whose contact it is. other: a team of the other side.
        text: words, in any letter case, that all stand in the name or in the address; empty for everybody.
    """
    today, words = desk.clock.today(), text.casefold().split()
    with desk.reading() as connection:
        wanted = PeopleSearch(fields=[("team", team)], side=str(side), today=today)
        rows, _total = search(connection, wanted, ["name"])
        known = {row["id"]: person(row) for row in rows}
        met = _met(connection, team, side, other)
    here = {
        one: who
        for one, who in known.items()
        if not no_longer(who, side, team, max(today, who.first_day or today), removed=False) and _holds(who, words)
    }
    ranked = sorted(here, key=lambda one: -met[one])[:MOST]
    return tuple(FoundPerson(here[one].email, here[one].name, side, here[one].team) for one in ranked)


def _holds(who: Person, words: list[str]) -> bool:
    folded = searchable(f"{who.name} {who.email}")
    return all(word in folded for word in words)


def _met(connection: Connection, team: str, side: Side, other: str) -> Counter[int]:
    """How often people of a team have met somebody of another one, by row id."""
    met: Counter[int] = Counter()
    for name, some in acquainted(connection, spellings(connection, team), str(side)).items():
        if team_identity(name) == team_identity(other):
            for one in some:
                met[one.it_id if side is Side.IT else one.marketing_id] += one.times
    return met
