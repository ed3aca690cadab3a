"""The rules that hold for a problem of composite teams as a whole: who and what exists, and how large it may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.planning.teams.problem import FULL, CompositeTeam, TeamPerson, TeamSlot, TeamsProblem, TeamWeights
from ridealong.planning.teams.rules import DAY
from ridealong.planning.teams.validate_demands import validate_demands

MOST_WEEKS = 260
MOST_PEOPLE = 20_000
MOST_SLOTS = 5_000
MOST_TIMES = 10_000
MOST_WEIGHT = 10**9
MOST_HOME = 10**8
SENIORITIES = range(1, 5)


def validate(problem: TeamsProblem) -> None:
    """Raise `InvalidValue` naming the first place that is wrong, or `Refused` for a problem that is too large."""
    check_size(problem.weeks, len(problem.people), sum(len(team.slots) for team in problem.teams))
    _numbers(problem)
    _people(problem)
    _teams(problem)
    _homes(problem)
    _pairs(problem)
    _weights(problem.weights)
    validate_demands(problem)


def check_size(weeks: int, people: int, slots: int) -> None:
    """Raise `InvalidValue` for too many weeks or none, nobody or no slots, and `Refused` for too many of those."""
    if weeks < 1:
        raise InvalidValue(f"weeks: {weeks} is below 1")
    if weeks > MOST_WEEKS:
        raise InvalidValue(f"weeks: {weeks} is above {MOST_WEEKS}")
    if not people:
        raise InvalidValue("people: there is nobody to join a team")
    if not slots:
        raise InvalidValue("teams: there is no slot to fill")
    for what, count, most in (("people", people, MOST_PEOPLE), ("slots", slots, MOST_SLOTS)):
        if count > most:
            where = "people" if what == "people" else "teams"
            raise Refused(f"{where}: {count:,} {what} are more than {most:,}", "Plan them in several parts")


def _numbers(problem: TeamsProblem) -> None:
    _within("overlap", problem.overlap, 0, DAY)
    _within("may_miss", problem.may_miss, 0, FULL)
    if problem.seed < 0:
        raise InvalidValue(f"seed: {problem.seed} is negative")


def _within(place: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise InvalidValue(f"{place}: {number} is not from {least} to {most}")


def _weeks(place: str, numbers: Iterable[int], weeks: int) -> None:
    for number in sorted(numbers):
        if not 0 <= number < weeks:
            raise InvalidValue(f"{place}: week {number} does not exist; weeks run from 0 to {weeks - 1}")


def _per_week(place: str, numbers: tuple[int, ...], weeks: int, most: int) -> None:
    if len(numbers) != weeks:
        raise InvalidValue(f"{place}: {len(numbers)} numbers for {weeks} weeks")
    for number in numbers:
        _within(place, number, 0, most)


def _people(problem: TeamsProblem) -> None:
    seen: dict[str, int] = {}
    for index, person in enumerate(problem.people):
        place = f"people[{index}]"
        first = seen.setdefault(person.id, index)
        if first != index:
            raise InvalidValue(f"{place}.id: {person.id!r} is also the id of people[{first}]")
        _within(f"{place}.seniority", person.seniority, SENIORITIES[0], SENIORITIES[-1])
        _per_week(f"{place}.room", person.room, problem.weeks, FULL)
        if person.most_teams is not None:
            _per_week(f"{place}.most_teams", person.most_teams, problem.weeks, MOST_SLOTS)
        _weeks(f"{place}.away", person.away, problem.weeks)
        _weeks(f"{place}.closed", person.closed, problem.weeks)
        if person.hours is not None:
            _hours(f"{place}.hours", *person.hours)
        _later_hours(f"{place}.later_hours", person, problem.weeks)


def _later_hours(place: str, person: TeamPerson, weeks: int) -> None:
    if person.later_hours and person.hours is None:
        raise InvalidValue(f"{place}: there are no hours before them")
    before = 0
    for number, (week, first, last) in enumerate(person.later_hours):
        here = f"{place}[{number}]"
        _weeks(here, [week], weeks)
        if week <= before:
            raise InvalidValue(f"{here}: week {week} is not after week {before}")
        _hours(here, first, last)
        before = week


def _hours(place: str, first: int, last: int) -> None:
    _within(f"{place}[0]", first, -DAY, DAY)
    if not first < last <= first + DAY:
        raise InvalidValue(
            f"{place}: {first} to {last} is no working day; it ends after it begins, within {DAY} minutes"
        )


def _teams(problem: TeamsProblem) -> None:
    seen: dict[str, str] = {}
    for index, team in enumerate(problem.teams):
        place = f"teams[{index}]"
        _unique(seen, team.id, place)
        for number, slot in enumerate(team.slots):
            _unique(seen, slot.id, f"{place}.slots[{number}]")
            _slot(f"{place}.slots[{number}]", slot, problem.weeks)
        _sides(place, team)


def _unique(seen: dict[str, str], name: str, place: str) -> None:
    if seen.setdefault(name, place) != place:
        raise InvalidValue(f"{place}.id: {name!r} is also the id of {seen[name]}")


def _slot(place: str, slot: TeamSlot, weeks: int) -> None:
    _within(f"{place}.share", slot.share, 1, FULL)
    for key in ("first", "last"):
        _weeks(f"{place}.{key}", [getattr(slot, key)], weeks)
    if slot.last < slot.first:
        raise InvalidValue(f"{place}.last: week {slot.last} is before the first week, {slot.first}")


def _sides(place: str, team: CompositeTeam) -> None:
    if len({slot.side for slot in team.slots}) < 2:
        raise InvalidValue(f"{place}.slots: a team needs slots of both sides")
    if not 2 <= team.least <= len(team.slots):
        raise InvalidValue(f"{place}.least: {team.least} is not from 2 to {len(team.slots)} (slots)")


def _homes(problem: TeamsProblem) -> None:
    known = {person.home for person in problem.people}
    for home, most in problem.homes.items():
        place = f"homes[{home!r}]"
        if home not in known:
            raise InvalidValue(f"{place}: there is nobody of that home team")
        _per_week(place, most, problem.weeks, MOST_HOME)


def _pairs(problem: TeamsProblem) -> None:
    sides = {person.id: person.side for person in problem.people}
    for key, pairs in (("apart", problem.apart), ("met", problem.met)):
        for one, other in sorted(pairs):
            for name in (one, other):
                if name not in sides:
                    raise InvalidValue(f"{key}: there is no person {name!r}")
            if one >= other:
                wrong = "the same person twice" if one == other else "the larger id comes first"
                raise InvalidValue(f"{key}: {one!r} and {other!r}: {wrong}")
    for (one, other), times in problem.met.items():
        if sides[one] is sides[other]:
            raise InvalidValue(f"met: {one!r} and {other!r} are of one side; meetings of both sides count")
        if not 1 <= times <= MOST_TIMES:
            raise InvalidValue(f"met: {one!r} and {other!r}: {times} is not from 1 to {MOST_TIMES:,}")


def _weights(weights: TeamWeights) -> None:
    for key, default in asdict(TeamWeights()).items():
        number = getattr(weights, key)
        if abs(number) > MOST_WEIGHT:
            raise InvalidValue(f"weights.{key}: {number} is beyond {MOST_WEIGHT:,}")
        if number * default < 0:
            meaning = "a cost, so it is negative or 0" if default < 0 else "worth something, so it is 0 or positive"
            raise InvalidValue(f"weights.{key}: {number}, but this term is {meaning}")
