"""The planning problem of a program, put together from everything the database knows."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused, RidealongError
from ridealong.domain.pairings import IN_CALENDARS, MET, State, is_past_draft
from ridealong.domain.people import Person, Side
from ridealong.domain.planning_rules import (
    TURNS_WEEKS,
    host_limit,
    may_meet_again,
    repeat_gap,
    seats,
    turns_before,
)
from ridealong.domain.programs import Enrolment, Program
from ridealong.planning.broken_pin import BrokenPin, ClashingPins
from ridealong.planning.problem import Cover, FitMatrix, Guest, Host, Met, Pin, Problem
from ridealong.planning.said import Said
from ridealong.services.people.closed_pairs import kept_apart, lines_among
from ridealong.services.plans import met_before
from ridealong.services.plans.fits import fit_bytes
from ridealong.services.plans.names import Names
from ridealong.services.plans.pairs_only import check_pairs
from ridealong.services.plans.season_facts import Facts, asked_for, kept_drafts, read_facts
from ridealong.storage.queries import pairings as pairing_queries
from ridealong.storage.queries import programs as program_queries
from ridealong.storage.queries import turns
from ridealong.storage.queries.people import everybody


class NoRoundLeft(Refused):
    """Every round of a program has begun, so that none of them can be planned."""


class StartTooLate(Refused):
    """No round of a program begins as late as planning is to start."""


@dataclass(frozen=True, slots=True)
class Season:
    """A planning problem and what its ids and rounds stand for.

    Args:
        first: the round of the program that is round 0 of the problem.
        guests, hosts: person ids in the order of the problem's guests and hosts.
        people: everybody of the exchange by row id. names: theirs, for the planner's sentences.
        kept: ids of pinned drafts still to come that are not planned: they stay, and count. See `kept_drafts`.
        without: ids of published pairings that count as drafts.
        refused: guests and hosts by row id, with rounds of the program, to which a lead does not agree.
        pinned: the pins of the problem without the drafts that are held as pins are; None where none are.
    """

    program: Program
    problem: Problem
    first: int
    guests: tuple[int, ...]
    hosts: tuple[int, ...]
    people: Mapping[int, Person]
    names: Names
    kept: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    refused: frozenset[tuple[int, int, int]] = frozenset()
    pinned: tuple[Pin, ...] | None = None

    @property
    def turns(self) -> dict[int, int]:
        """With how many turns each guest enters the plan, by row id."""
        return {one: guest.turns for one, guest in zip(self.guests, self.problem.guests, strict=True)}

    def days(self, problem_round: int) -> Days:
        """The days of a round of the problem."""
        return self.program.round_days(self.first + problem_round)

    def told(self, said: Said) -> str:
        """A sentence of the planner in parts, with names, and with rounds counted from 1 over the whole program."""
        return self.names.told(said, self.first)

    def told_error(self, error: RidealongError) -> str:
        """What the planner says is wrong, as `told` tells it; as it stands where the error has no parts."""
        said = error.said if isinstance(error, BrokenPin | ClashingPins) else None
        return self.told(said) if said else error.problem


def build_season(
    connection: Connection,
    program: Program,
    today: date,
    *,
    rounds: int | None = None,
    start: date | None = None,
    seed: int = 0,
    without: Collection[int] = (),
    only: Collection[int] | None = None,
    since: date = date.min,
    agreed: Collection[int] = (),
) -> Season:
    """The problem of a program's coming rounds.

    Args:
        rounds: how many rounds to plan; None for all that are left.
        start: plan from the first round that begins on or after this day; None for today.
        without: the numbers of published pairings of the program that are taken for drafts: they take no seat and are
            no meeting.
        only: the people, by row id, whom the problem is narrowed to: enough to check what stands, and no problem to
            plan.
        since: days before this one are not looked at: of a round under way, only what is left counts.
        agreed: the numbers of drafts that are kept as pinned ones are, where they are none of the planned rounds.

    Raises:
        InvalidValue: fewer than one round is to be planned.
        NoRoundLeft: all rounds have begun. StartTooLate: none begins on or after `start`.
        Refused: one side has nobody who agreed to take part.
    """
    check_pairs(program)
    numbers = _numbers(program, today, rounds, start)
    people = everybody(connection)
    guests, hosts, paused = _sides(connection, program, people)
    sizes = len(guests), len(hosts)
    kept = kept_drafts(connection, program, today, numbers, only, agreed=agreed)
    if program.kind.both_ways:
        # How many may go together in three follows from everybody who is there.
        only = None
    if only is not None:
        guests, hosts = ([one for one in some if one in only] for some in (guests, hosts))
    facts = read_facts(
        connection, program, numbers, people, kept, without=frozenset(without), only=only, since=since, today=today
    )
    facts.paused = paused
    return Season(
        program=program,
        problem=_problem(connection, facts, (guests, hosts), sizes, seed),
        first=numbers[0],
        guests=tuple(guests),
        hosts=tuple(hosts),
        people=facts.people,
        names=Names(program, facts.people),
        kept=frozenset(row["id"] for row in kept),
        without=frozenset(without),
    )


def oriented(connection: Connection, program: Program) -> Program:
    """The program with the larger side as the one that visits first, where each visits the other.

    Then everybody of both sides is asked about: of the larger one, two may go to one person together. Once anything of
    it has taken place, or people were told, it stays as it is.
    """
    if not program.kind.both_ways:
        return program
    stands = pairing_queries.PairingSearch(program_id=program.id, states=IN_CALENDARS)
    if pairing_queries.count_pairings(connection, stands):
        return program
    people = everybody(connection)
    agreed = [one for one in program_queries.enrolled(connection, program.id) if one.enrolment.takes_part(date.max)]
    sides = Counter(people[one.person_id].side for one in agreed)
    larger = sides[program.host_side] > sides[program.guest_side]
    return replace(program, guest_side=program.host_side) if larger else program


def _numbers(program: Program, today: date, rounds: int | None, start: date | None) -> Sequence[int]:
    earliest = max(today, start or today)
    begins = [program.round_days(number).first for number in range(program.rounds)]
    left = [number for number, first in enumerate(begins) if first >= earliest]
    if not left:
        words = f"'{program.name}' has no round that begins on or after {earliest}: it runs {program.days}"
        if begins[-1] >= today:
            raise StartTooLate(words, "Name an earlier day")
        raise NoRoundLeft(words, "Only a program with a later start can be planned")
    if rounds is not None and rounds < 1:
        raise InvalidValue(f"{rounds} is not a number of rounds to plan", "Give 1 or more")
    return left if rounds is None else left[:rounds]


def _sides(
    connection: Connection, program: Program, people: Mapping[int, Person]
) -> tuple[list[int], list[int], dict[int, Enrolment]]:
    """Guests, hosts, and the enrolments of those among them who pause for a while."""
    sides: dict[Side, list[int]] = {Side.IT: [], Side.MARKETING: []}
    paused: dict[int, Enrolment] = {}
    for one in program_queries.enrolled(connection, program.id):
        if one.enrolment.takes_part(date.max):
            sides[people[one.person_id].side].append(one.person_id)
            if one.enrolment.until is not None:
                paused[one.person_id] = one.enrolment
    for side, ids in sides.items():
        if not ids:
            raise Refused(
                f"Nobody on the {side.label} side has agreed to take part in '{program.name}'",
                "Note first who agreed to take part",
                typed=f'Enrol people: ridealong enrol "{program.name}" all',
            )
    return sides[program.guest_side], sides[program.host_side], paused


def _problem(
    connection: Connection,
    facts: Facts,
    sides: tuple[Sequence[int], Sequence[int]],
    sizes: tuple[int, int],
    seed: int,
) -> Problem:
    """The problem of some guests and hosts; `sizes` says how many of both take part in all."""
    people, (guests, hosts) = facts.people, sides
    rows = {person: row for row, person in enumerate(guests)}
    columns = {person: column for column, person in enumerate(hosts)}
    met = _met(facts, rows, columns)
    cells = fit_bytes(
        [people[one] for one in guests],
        [people[one] for one in hosts],
        # The same day whichever rounds are planned, so that what was planned can be published after the clocks change.
        day=facts.program.start,
        zone=facts.program.time_zone,
        met={place: times for place, (times, _last) in met.items()},
        team_meetings=met_before.team_meetings(connection, without=facts.without),
        apart=_apart(connection, people, rows, columns),
    )
    return Problem(
        rounds=len(facts.rounds),
        guests=_guests(connection, facts, guests),
        hosts=_hosts(facts, hosts, sizes),
        fit=FitMatrix(len(guests), len(hosts), cells),
        seed=seed,
        met=_have_met(facts, sides, met),
        pins=_pins(connection, facts, set(guests), set(hosts)),
        repeat_gap=repeat_gap(facts.program),
        cover=_cover(facts, guests, hosts),
        trios=_needs_trios(facts, guests, hosts),
        level=facts.program.kind.visits,
    )


def _have_met(
    facts: Facts, sides: tuple[Sequence[int], Sequence[int]], met: Mapping[tuple[int, int], tuple[int, date]]
) -> tuple[Met, ...]:
    """Who has met, as a problem has it; by row and column: how often, and the last day."""
    people, (guests, hosts) = facts.people, sides
    again = {
        last: max(0, may_meet_again(facts.program, last) - facts.rounds[0]) or None
        for last in {last for _times, last in met.values()}
    }
    return tuple(
        Met(people[guests[row]].identity, people[hosts[column]].identity, times, again[last])
        for (row, column), (times, last) in sorted(met.items())
    )


def _cover(facts: Facts, guests: Sequence[int], hosts: Sequence[int]) -> Cover:
    """How many of each team may be out: guests, and hosts too where they visit in return."""
    program, people = facts.program, facts.people
    if not program.kind.visits:
        return Cover()
    back = hosts if program.kind.both_ways else ()
    out, returning = (Counter(people[one].team for one in some) for some in (guests, back))
    return Cover(
        guests=_binding(facts.cover(program.guest_side, sorted(out)), out),
        hosts=_binding(facts.cover(program.host_side, sorted(returning)), returning),
    )


def _binding(limits: Mapping[str, tuple[int, ...]], sizes: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """The limits that fewer people than there are could reach."""
    return {team: limit for team, limit in limits.items() if min(limit) < sizes[team]}


def _needs_trios(facts: Facts, guests: Sequence[int], hosts: Sequence[int]) -> bool:
    """Whether not everybody of the larger side can have a partner of their own in the rounds that are planned."""
    turns = min(facts.program.visits_per_guest, len(facts.rounds))
    return facts.program.kind.both_ways and len(guests) * turns > len(hosts) * len(facts.rounds)


def _met(facts: Facts, rows: Mapping[int, int], columns: Mapping[int, int]) -> dict[tuple[int, int], tuple[int, date]]:
    """How often two met, in whichever direction, and until when, by their place in the problem."""
    met: dict[tuple[int, int], tuple[int, date]] = {}
    for guest, host, times, last in facts.met_rows:
        for one, other in ((guest, host), (host, guest)):
            if one in rows and other in columns:
                place = rows[one], columns[other]
                before, latest = met.get(place, (0, last))
                met[place] = before + times, max(latest, last)
    return met


def _apart(
    connection: Connection, people: Mapping[int, Person], rows: Mapping[int, int], columns: Mapping[int, int]
) -> list[tuple[int, int]]:
    by_identity = {person.identity: person_id for person_id, person in people.items()}
    places: list[tuple[int, int]] = []
    for pair in lines_among(people) | kept_apart(connection, people):
        ids = [by_identity[one] for one in pair if one in by_identity]
        for one, other in (ids, ids[::-1]) if len(ids) == 2 else ():
            if one in rows and other in columns:
                places.append((rows[one], columns[other]))
    return sorted(places)


def _guests(connection: Connection, facts: Facts, guests: Sequence[int]) -> tuple[Guest, ...]:
    program, start = facts.program, facts.days(0).first
    had = turns.turns_since(connection, MET, start - timedelta(weeks=TURNS_WEEKS), start, without=facts.without)
    in_program = turns.turns_in(connection, MET, program.id, without=facts.without)
    # Which teams somebody knows makes one plan better than another, and none impossible.
    known = {} if facts.only is not None else met_before.known_teams(connection, without=facts.without)
    before = turns_before(had, guests, _newcomers(facts.people, guests, had, start))
    return tuple(
        Guest(
            id=facts.people[one].identity,
            team=facts.people[one].team,
            away=facts.away(one),
            turns=before[one],
            max_turns=max(0, program.visits_per_guest - in_program.get(one, 0) - facts.turns_kept.get(one, 0)),
            known_teams=tuple(sorted(known.get(one, ()))),
            closed=facts.closed(one),
        )
        for one in guests
    )


def _newcomers(people: Mapping[int, Person], guests: Sequence[int], had: Mapping[int, int], start: date) -> set[int]:
    since = start - timedelta(weeks=TURNS_WEEKS)
    return {one for one in guests if not had.get(one) and (joined := people[one].first_day) and joined > since}


def _hosts(facts: Facts, hosts: Sequence[int], sizes: tuple[int, int]) -> tuple[Host, ...]:
    program, limit = facts.program, host_limit(facts.program)
    rounds = len(facts.rounds)
    # Where most seats stay empty, a host's share is one of the pairings, not of the seats: nobody has two while others
    # have none.
    pairs = sizes[0] * min(program.visits_per_guest, rounds)
    share = max(1, pairs // max(1, sizes[1])) if program.kind.by_day or not program.kind.visits else None
    found = []
    for one in hosts:
        person = facts.people[one]
        places = seats(person, program.kind, *sizes)
        # Where each visits the other, somebody is with one person in a round; with two as a trio alone.
        places = min(1, places) if program.kind.both_ways else places
        taken = facts.taken.get(one, {})
        # Of visits both ways, each has a day of its own, for which rest and limits are looked at.
        counted = not program.kind.both_ways
        found.append(
            Host(
                id=person.identity,
                team=person.team,
                capacity=tuple(max(0, places - taken.get(index, 0)) for index in range(rounds)) if taken else places,
                away=facts.away(one),
                share=share,
                closed={**(facts.promised(one) if counted else {}), **facts.closed(one)},
                rest=limit.rest_rounds(program) if counted else 0,
                max_visits=limit.visits if counted else None,
                window=limit.window_rounds(program) if counted and limit.visits is not None else None,
                visits=tuple(sorted(program.round_of(day) - facts.rounds[0] for day in facts.visits.get(one, ()))),
                promises=facts.promises(one) if counted else (),
            )
        )
    return tuple(found)


def _pins(connection: Connection, facts: Facts, guests: set[int], hosts: set[int]) -> tuple[Pin, ...]:
    found: list[Pin] = []
    drafts = _pairings(connection, facts, (str(State.PROPOSED),), pinned=True)
    drafts = [row for row in drafts if not is_past_draft(row["state"], row["last_day"], facts.today)]
    rows = [row for row in drafts if row["id"] not in facts.kept]
    before = program_queries.pins_of(connection, facts.program.id)
    standing = [*drafts, *_pairings(connection, facts, MET)] if before else []
    for row in (*rows, *(pin for pin in before if not _kept_already(pin, standing))):
        index = None if row["round"] is None else row["round"] - facts.rounds[0]
        if row["guest_id"] not in guests or (row["host_id"] is not None and row["host_id"] not in hosts):
            continue
        if index is not None and not 0 <= index < len(facts.rounds):
            continue
        host = None if row["host_id"] is None else facts.people[row["host_id"]].identity
        found.append(Pin(facts.people[row["guest_id"]].identity, host, index))
    return tuple(dict.fromkeys(found))


def _pairings(
    connection: Connection, facts: Facts, states: Collection[str], *, pinned: bool = False
) -> list[RowMapping]:
    wanted = pairing_queries.PairingSearch(
        program_id=facts.program.id, states=states, people=asked_for(facts.only), pinned=pinned
    )
    return [row for row in pairing_queries.find_pairings(connection, wanted) if row["id"] not in facts.without]


def _kept_already(pin: RowMapping, standing: Sequence[RowMapping]) -> bool:
    """Whether what is published or pinned already is what a pin asks for, so that planning need not see to it."""
    return any(
        row["guest_id"] == pin["guest_id"]
        and pin["host_id"] in (None, row["host_id"])
        and pin["round"] in (None, row["round"])
        for row in standing
    )
