"""Why two people are paired, or are not, and who else could be."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.apart import MIN_SHARED_MINUTES, KeptApart
from ridealong.domain.errors import Refused
from ridealong.domain.fit import Fit, fit
from ridealong.domain.hours import shared_minutes
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Program
from ridealong.planning.check import check_cells
from ridealong.planning.problem import FitMatrix, Guest, Host, Met, Problem
from ridealong.services.closed_pairs import kept_apart, lines_among
from ridealong.services.desk import Desk
from ridealong.services.fits import place_of
from ridealong.services.found import person_named, program_named
from ridealong.services.history import PairingRow, pairing_view
from ridealong.services.names import Names
from ridealong.services.plan_views import Someone, someone
from ridealong.services.season import MET_STATES, Season, build_season
from ridealong.storage.queries.pairings import PairingSearch, find_pairings, team_meetings
from ridealong.storage.queries.people import everybody

_STATES = tuple(str(state) for state in State if state is not State.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why two people are paired, or not.

    Args:
        one, other: the IT person first.
        paired: their pairings, drafts included, the newest first.
        fit: in parts; None where both are on one side.
        kept_apart: rules that forbid the pairing, with what would allow it.
        sentences: all of it in plain words.
    """

    one: Someone
    other: Someone
    paired: tuple[PairingRow, ...]
    fit: Fit | None
    kept_apart: tuple[KeptApart, ...]
    sentences: tuple[str, ...]


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


def why(desk: Desk, email: str, other: str, program: str | None = None) -> Why:
    """Why two people are paired, or not.

    Args:
        program: whose zone and direction count; None for IT people visiting.

    Raises:
        NotFound: there is no such person or program.
        Refused: both are the same person.
    """
    with desk.reading() as connection:
        known = [person_named(connection, email), person_named(connection, other)]
        if known[0].id == known[1].id:
            raise Refused(f"{email} is one person", "Name two")
        found = program_named(connection, program) if program else None
        guest_side = found.guest_side if found else Side.IT
        guest, host = known if known[0].person.side is guest_side else known[::-1]
        search = PairingSearch(person_id=guest.id, states=_STATES)
        rows = [
            row
            for row in find_pairings(connection, search, descending=True)
            if host.id in (row["guest_id"], row["host_id"])
            and (found is None or row["program_id"] == found.id or row["state"] != State.PROPOSED)
        ]
        met = sum(1 for row in rows if State(row["state"]).counts_as_met)
        zone = found.time_zone if found else desk.zone
        minutes = shared_minutes(
            place_of(guest.person, zone), place_of(host.person, zone), _compared(found, desk.clock.today())
        )
        suits = (
            fit(
                guest.person,
                host.person,
                shared_minutes=minutes,
                team_meetings=_team_meetings(connection, guest.person, host.person),
                met=met,
            )
            if guest.person.side is not host.person.side
            else None
        )
        apart = tuple(_kept_apart(connection, guest.person, host.person, minutes))
        views = tuple(map(pairing_view, rows))
        return Why(
            one=someone(guest.person),
            other=someone(host.person),
            paired=views,
            fit=suits,
            kept_apart=apart,
            sentences=_sentences((guest.person, host.person), views, suits, apart, desk.clock.today()),
        )


def _compared(program: Program | None, today: date) -> date:
    """The day on which working hours are compared: as planning would, the first of the next round."""
    if program is None:
        return today
    coming = (program.round_days(number).first for number in range(program.rounds))
    return next((day for day in coming if day >= today), today)


def _team_meetings(connection: Connection, guest: Person, host: Person) -> int:
    teams = (guest.team, host.team) if guest.side is Side.IT else (host.team, guest.team)
    return team_meetings(connection, MET_STATES).get(teams, 0)


def _kept_apart(connection: Connection, guest: Person, host: Person, minutes: int) -> list[KeptApart]:
    pair = frozenset((guest.identity, host.identity))
    people = everybody(connection)
    found = []
    if guest.side is host.side:
        found.append(KeptApart("side", f"Both are on the {guest.side.label} side", "A pairing needs one of each side"))
    if pair in lines_among(people):
        found.append(KeptApart("reporting line", "One of the two leads the other", "Correct the manager of either"))
    if pair in kept_apart(connection, people):
        found.append(KeptApart("apart", "The two are kept apart", "Take back what keeps them apart"))
    if minutes < MIN_SHARED_MINUTES:
        found.append(
            KeptApart(
                "hours",
                f"They share {minutes / 60:.3g} h of working time, less than {MIN_SHARED_MINUTES // 60} h",
                "Correct the hours or the zone of either",
            )
        )
    return found


def _sentences(
    people: tuple[Person, Person],
    paired: Sequence[PairingRow],
    suits: Fit | None,
    apart: Sequence[KeptApart],
    today: date,
) -> tuple[str, ...]:
    guest, host = people
    said: list[str] = []
    drafts = [one for one in paired if one.state is State.PROPOSED]
    published = [one for one in paired if one.state.counts_as_met]
    past = [one for one in published if one.days.first <= today]
    coming = [one for one in published if one.days.first > today]
    if drafts:
        said.append(f"{guest.name} and {host.name} are proposed for {drafts[0].days} ({drafts[0].program}).")
    elif not apart and not published:
        said.append(f"Nothing keeps {guest.name} and {host.name} apart; the plan found better places for them.")
    said += [f"{one.why}. {one.remedy}." for one in apart]
    if past:
        said.append(f"They have met {len(past)} time{'s' if len(past) > 1 else ''}, last {past[0].days}.")
    if coming:
        said.append(f"They meet {coming[-1].days} ({coming[-1].program}).")
    if suits:
        said.append(f"Their fit is {suits.points} of 100.")
    return tuple(said)


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
    return Names(season.people).put_into_rule(found, season.first)
