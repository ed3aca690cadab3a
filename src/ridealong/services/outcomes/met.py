"""How often people of the two sides have met, whatever brought them together: visits, buddies, coffee, teams."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.pairings import MET
from ridealong.domain.people import Person, Side
from ridealong.services.groups.gathering_contacts import people_met
from ridealong.services.teams.embed_contacts import met_in_teams
from ridealong.storage.queries.pairings import met_pairs


def times_met(connection: Connection, people: Mapping[int, Person], by: date) -> Counter[tuple[int, int]]:
    """How often people had met by a day: by row ids, IT first; without those who never did, or are on one side now.

    Args:
        people: everybody by row id.
    """
    found: Counter[tuple[int, int]] = Counter()
    for one, other, times, _last in met_pairs(connection, MET, by):
        found[one, other] += times
    found.update(people_met(connection, by=by))
    found.update(met_in_teams(connection, by=by))
    sides: Counter[tuple[int, int]] = Counter()
    for (one, other), times in found.items():
        if one in people and other in people and people[one].side is not people[other].side:
            it_first = people[one].side is Side.IT
            sides[(one, other) if it_first else (other, one)] += times
    return sides
