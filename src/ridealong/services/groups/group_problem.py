"""The problem of a program's coming groups, put together from everything the database knows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.availability import Availability
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.gathering_times import coffee_day
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.domain.programs import Enrolment, Program
from ridealong.planning.groups.problem import GroupPerson, GroupProblem, Pair, pair_of
from ridealong.services.groups.gatherings import closed_among
from ridealong.services.people.days_off import DaysOff
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.people import everybody
from ridealong.storage.queries.programs import enrolled


@dataclass(frozen=True, slots=True)
class GroupSeason:
    """A problem of groups, and what its rounds and ids stand for.

    Args:
        rounds: for each round of the problem its number in the program.
        ids: row ids of people by their id in the problem. people: everybody by row id.
        drafts: the drafts whose place new groups take.
    """

    program: Program
    problem: GroupProblem
    rounds: tuple[int, ...]
    ids: Mapping[str, int]
    people: Mapping[int, Person]
    drafts: tuple[Stored, ...]


def build_groups(
    connection: Connection,
    program: Program,
    today: date,
    *,
    rounds: int | None = None,
    start: date | None = None,
    seed: int = 0,
) -> GroupSeason:
    """The problem of a program's coming rounds; a round in which a group is published, or was, stays as it is.

    Args:
        rounds: how many rounds; None for all that are left. start: from the first round on or after this day.

    Raises:
        InvalidValue: fewer than one round is to be planned.
        Refused: no round is left, or fewer than two people have agreed to take part.
    """
    stored = queries.of_program(connection, program.id)
    numbers = _numbers(program, today, stored, rounds=rounds, start=start)
    agreed = {one.person_id: one.enrolment for one in enrolled(connection, program.id)}
    people = everybody(connection)
    part = {one: enrolment for one, enrolment in agreed.items() if enrolment.takes_part(date.max)}
    if len(part) < 2:
        raise Refused(
            f"Fewer than two people have agreed to take part in '{program.name}'",
            "Note first who agreed to take part",
            typed=f'Enrol people: ridealong enrol "{program.name}" all',
        )
    drafts = [one for one in stored if one.row["state"] == State.PROPOSED and one.row["round"] in numbers]
    free = tuple(one for one in drafts if not one.row["pinned"])
    both = {one: (people[one], enrolment) for one, enrolment in part.items()}
    there = _there(connection, program, both, numbers, [one for one in drafts if one.row["pinned"]])
    problem = GroupProblem(
        rounds=len(numbers),
        size=program.group_size,
        people=there,
        apart=frozenset(pair_of(*sorted(pair)) for pair in closed_among(connection)),
        met=_met(connection, program, people, [one for one in stored if one not in free]),
        seed=seed,
    )
    ids = {people[one].identity: one for one in part}
    return GroupSeason(program=program, problem=problem, rounds=numbers, ids=ids, people=people, drafts=free)


def _there(
    connection: Connection,
    program: Program,
    part: Mapping[int, tuple[Person, Enrolment]],
    numbers: Sequence[int],
    pinned: Sequence[Stored],
) -> tuple[GroupPerson, ...]:
    """Who takes part, each with the rounds in which they are in a pinned draft already or cannot come.

    Args:
        part: by row id, who has agreed. numbers: the rounds that are planned.
    """
    span = Days(program.round_days(numbers[0]).first, program.round_days(numbers[-1]).last)
    known = DaysOff(connection, {one: person for one, (person, _enrolment) in part.items()}, span)
    free = {one: known.availability(one, program) for one in part}
    latest = {number: coffee_day(program, program.round_days(number), [*free.values()]) for number in numbers}
    taken = {(who, one.row["round"]) for one in pinned for who in one.people}
    found = []
    for one, (person, enrolment) in part.items():
        busy = {number for number in numbers if (one, number) in taken}
        away = busy | _away(program, latest, free[one], enrolment)
        found.append(_person(person, frozenset(map(numbers.index, away))))
    return tuple(found)


def _numbers(
    program: Program, today: date, stored: Iterable[Stored], *, rounds: int | None, start: date | None
) -> tuple[int, ...]:
    if rounds is not None and rounds < 1:
        raise InvalidValue(f"{rounds} is not a number of rounds to plan", "Give 1 or more")
    earliest = max(today, start or today)
    settled = {one.row["round"] for one in stored if one.row["state"] != State.PROPOSED}
    begins = {number: program.round_days(number).first for number in range(program.rounds)}
    left = [number for number, first in begins.items() if first >= earliest]
    if not left:
        raise Refused(
            f"'{program.name}' has no round that begins on or after {earliest}: it runs {program.days}",
            "Only a program with a later start can be planned",
        )
    coming = [number for number in left if number not in settled]
    if not coming:
        raise Refused(
            f"Every round of '{program.name}' that is to come is published", "Change single groups, or repair the plan"
        )
    return tuple(coming if rounds is None else coming[:rounds])


def _person(person: Person, away: frozenset[int]) -> GroupPerson:
    return GroupPerson(id=person.identity, side=person.side, team=person.team.casefold(), away=away)


def _away(program: Program, latest: Mapping[int, date], free: Availability, enrolment: Enrolment) -> set[int]:
    """The rounds of the program in which somebody is not there on the day of the coffee.

    Nor on a later day to which the public holiday of somebody in their group could move it.

    Args:
        latest: by round, the latest day of any group.
    """
    days = {number: coffee_day(program, program.round_days(number), [free]) for number in latest}
    return {
        number
        for number, day in days.items()
        if not enrolment.takes_part(day)
        or free.is_off(day)
        or any(away.overlaps(Days(day, max(day, latest[number]))) for away in free.away)
    }


def _met(
    connection: Connection, program: Program, people: Mapping[int, Person], stays: Sequence[Stored]
) -> dict[Pair, int]:
    """How often two met in groups of this kind, or are to meet in drafts that stay."""
    times = Counter(queries.met_before(connection, str(program.kind)))
    for one in stays:
        if one.row["state"] == State.PROPOSED:
            ids = sorted(one.people)
            times.update((who, other) for at, who in enumerate(ids) for other in ids[at + 1 :])
    return {
        pair_of(people[who].identity, people[other].identity): number
        for (who, other), number in times.items()
        if who in people and other in people
    }
