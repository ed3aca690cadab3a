"""Who has never met whom: the people of two teams, and the teams of which somebody has met nobody."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.errors import NotFound
from ridealong.domain.exposure import Met, team_identity
from ridealong.domain.pairings import MET
from ridealong.domain.people import Person, Side
from ridealong.services.desk import Desk
from ridealong.services.found import meant, person_named
from ridealong.services.groups.gathering_contacts import people_met
from ridealong.services.teams.embed_contacts import met_in_teams, together
from ridealong.storage.queries.exposure import team_sizes
from ridealong.storage.queries.pairings import PairingSearch, find_pairings, met_pairs
from ridealong.storage.queries.people import everybody, some_people
from ridealong.storage.queries.teams import embeds_of_person, embeds_of_teams


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody of the IT team, and all of the marketing team whom they have never met, by name."""

    person: Met
    never_met: tuple[Met, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strangers:
    """The people of two teams who have never met.

    Args:
        people: of the IT team, those with the most strangers first; without those who have met all of the other team.
        pairs: how many pairs of people there are. never: how many of them have never met, and have nothing published.
        coming: how many more have not met yet, but will: the first time is published and has not begun.
    """

    people: tuple[Stranger, ...]
    pairs: int
    never: int
    coming: int = 0


def between(desk: Desk, it_team: str, marketing_team: str) -> Strangers:
    """Who of an IT team has never met whom of a marketing team; what is published counts as a meeting.

    An empty name stands for all teams of its side. Who has left is in no team any more.

    Raises:
        NotFound: nobody is in one of the two teams now.
    """
    with desk.reading() as connection:
        there = _there(connection, desk.clock.today())
        it, marketing = _team(there, Side.IT, it_team), _team(there, Side.MARKETING, marketing_team)
        met = _met(connection, {*it, *marketing})
        begun = _met(connection, {*it, *marketing}, desk.clock.today())
    # Named once, since of two large teams everybody is listed with nearly everybody.
    named = [(row_id, Met(one.email, one.name)) for row_id, one in _by_name(marketing)]
    rows = []
    for row_id, person in it.items():
        others = tuple(other for other_id, other in named if frozenset((row_id, other_id)) not in met)
        if others:
            rows.append(Stranger(Met(person.email, person.name), others))
    rows.sort(key=lambda one: (-len(one.never_met), one.person.name.casefold(), one.person.email))
    return Strangers(
        people=tuple(rows),
        pairs=len(it) * len(marketing),
        never=sum(len(one.never_met) for one in rows),
        coming=sum(1 for pair in met - begun if len(pair & it.keys()) == len(pair & marketing.keys()) == 1),
    )


def teams_never_met(desk: Desk, email: str) -> tuple[str, ...]:
    """The teams of the other side of which somebody has never met anybody, by name; raises NotFound."""
    with desk.reading() as connection:
        known = person_named(connection, email)
        sizes = team_sizes(connection, desk.clock.today())
        past = find_pairings(connection, PairingSearch(person_id=known.id, states=MET))
        others = {other for both in people_met(connection, [known.id]) if known.id in both for other in both}
        over_coffee = some_people(connection, sorted(others - {known.id}))
        in_teams = _home_teams_met(connection, known.id)
    side = known.person.side
    met = {team_identity(row["host_team"] if row["guest_id"] == known.id else row["guest_team"]) for row in past}
    met |= {team_identity(one.team) for one in over_coffee.values()} | in_teams
    teams = {team_identity(team): team for other, team, _people in sizes if Side(other) is not side}
    return tuple(teams[key] for key in sorted(teams) if key not in met)


def _home_teams_met(connection: Connection, person_id: int) -> set[str]:
    """The home teams, by identity, of those of the other side with whom somebody is in a composite team, ever."""
    states = [str(state) for state in MET]
    teams = {one.team_id for one in embeds_of_person(connection, person_id, states)}
    found = set()
    for both in together(embeds_of_teams(connection, teams, states)):
        if both.it.person_id == person_id:
            found.add(team_identity(both.marketing.home_team))
        elif both.marketing.person_id == person_id:
            found.add(team_identity(both.it.home_team))
    return found


def _there(connection: Connection, today: date) -> dict[int, Person]:
    """Everybody but those whose last day is over."""
    return {
        row_id: one for row_id, one in everybody(connection).items() if one.last_day is None or one.last_day >= today
    }


def _team(there: dict[int, Person], side: Side, team: str) -> dict[int, Person]:
    of_side = {row_id: one for row_id, one in there.items() if one.side is side}
    wanted = team_identity(team)
    if not wanted:
        return of_side
    found = {row_id: one for row_id, one in of_side.items() if team_identity(one.team) == wanted}
    if not found:
        across = {team_identity(one.team) for one in there.values() if one.side is not side}
        names = sorted({one.team for one in of_side.values()}, key=str.casefold)
        hint = f"It is one of {side.other.label}" if wanted in across else meant(team, names)
        raise NotFound(f"Nobody is in a team '{team}' of {side.label} now", hint)
    return found


def _met(connection: Connection, ids: set[int], today: date | None = None) -> set[frozenset[int]]:
    """Who has met or will; with a day, only those who had begun to by then."""
    before = None if today is None else today + timedelta(days=1)
    pairs = {frozenset((guest, host)) for guest, host, _times, _last in met_pairs(connection, MET, before, among=ids)}
    pairs |= {frozenset(both) for both in met_in_teams(connection, by=today, among=ids)}
    return pairs | {frozenset(both) for both in people_met(connection, ids, today)}


def _by_name(people: dict[int, Person]) -> list[tuple[int, Person]]:
    return sorted(people.items(), key=lambda one: (one[1].name.casefold(), one[1].email))
