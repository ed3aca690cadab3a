"""Who else could take a guest's place: everybody of the hosting side, ranked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.planning.check import check_cells
from ridealong.planning.problem import FitMatrix, Guest, Host, Met, Problem
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.services.season import Season, build_season
from ridealong.storage.queries.pairings import PairingSearch, find_pairings


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody for an open place.

    Args:
        fit: points; met: how often they have met; free: whether nothing forbids it in that round.
        why: what speaks against it, or for it.
    """

    email: str
    name: str
    team: str
    fit: int
    met: int
    free: bool
    why: str


def candidates(desk: Desk, email: str, program: str, number: int | None = None) -> tuple[Candidate, ...]:
    """Everybody of the hosting side for one guest's place, the best first.

    Args:
        number: the round, from 0; None for any round that is left.

    Raises:
        NotFound: there is no such person or program.
        Refused: the person is no guest of the program, or no round is left.
    """
    with desk.reading() as connection:
        found = program_named(connection, program)
        known = person_named(connection, email)
        season = build_season(connection, found, desk.clock.today())
        if known.id not in season.guests:
            raise Refused(
                f"{known.person.name} is no guest of '{found.name}'",
                f"Guests are people of the {found.guest_side.label} side who agreed to take part",
            )
        drafts = find_pairings(connection, PairingSearch(program_id=found.id, states=(str(State.PROPOSED),)))
    taken: dict[int, list[int]] = defaultdict(list)
    for row in drafts:
        if row["guest_id"] != known.id:
            taken[row["host_id"]].append(row["round"] - season.first)
    rounds = range(season.problem.rounds) if number is None else [number - season.first]
    if any(not 0 <= one < season.problem.rounds for one in rounds):
        raise Refused(f"'{found.name}' has no round {(number or 0) + 1} that is still to come", "Name another round")
    place = season.guests.index(known.id)
    met = {one.host: one for one in season.problem.met if one.guest == season.problem.guests[place].id}
    ranked = [
        _candidate(season, (place, column), rounds, taken[host_id], met.get(season.problem.hosts[column].id))
        for column, host_id in enumerate(season.hosts)
    ]
    return tuple(sorted(ranked, key=lambda one: (not one.free, one.met, -one.fit, one.name.casefold(), one.email)))


def _candidate(
    season: Season, places: tuple[int, int], rounds: Sequence[int], taken: Sequence[int], met: Met | None
) -> Candidate:
    row, column = places
    points = season.problem.fit.points(row, column)
    person = season.people[season.hosts[column]]
    if points is None:
        against = "kept apart, or too little shared working time"
    else:
        against = _against(season, column, rounds, taken, met.not_before if met else None)
    return Candidate(
        email=person.email,
        name=person.name,
        team=person.team,
        fit=points or 0,
        met=met.times if met else 0,
        free=not against,
        why=against or "free",
    )


def _against(season: Season, column: int, rounds: Sequence[int], taken: Sequence[int], not_before: int | None) -> str:
    """What keeps a host from every one of some rounds, told for the last of them; empty where one is free.

    Args:
        taken: the rounds of the drafts of others with this host.
    """
    host = season.problem.hosts[column]
    against = ""
    for index in rounds:
        if index in host.away:
            against = f"away {season.days(index)}"
        elif index in host.closed:
            against = host.closed[index]
        elif not_before is not None and index < not_before:
            against = (
                f"they met too recently; again from {season.days(not_before).first}"
                if not_before < season.problem.rounds
                else "they met too recently"
            )
        elif taken.count(index) >= host.seats(index):
            against = "taken" if host.seats(index) else "takes nobody"
        else:
            against = _too_much(season, host, index, taken)
            if not against:
                return ""
    return against


def _too_much(season: Season, host: Host, index: int, taken: Sequence[int]) -> str:
    """How one more visit in a round breaks the rest or the limit of a host; empty where it does not."""
    others = [(number, f"other {place}", host.id) for place, number in enumerate(taken)]
    guests = [Guest("one more", ""), *(Guest(name, "") for _number, name, _host in others)]
    alone = Problem(
        rounds=season.problem.rounds,
        guests=tuple(guests),
        hosts=(host,),
        fit=FitMatrix(len(guests), 1, bytes(len(guests))),
    )
    within = [one for one in others if 0 <= one[0] < alone.rounds]
    before = set(check_cells(alone, sorted(within)))
    broken = check_cells(alone, sorted([*within, (index, "one more", host.id)]))
    found = next((one.text for one in broken if one not in before and one.rule in ("rest", "max_visits")), "")
    return season.put_into_rule(found)
