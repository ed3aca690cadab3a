"""The rules that hold for a problem as a whole: who exists, how large it may be, and pins that can be kept."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict

from ridealong.domain.errors import InvalidValue
from ridealong.planning.broken_pin import BrokenPin
from ridealong.planning.check import Facts, Violation, broken
from ridealong.planning.memory import check_memory
from ridealong.planning.problem import APART, BEST_FIT, MOST_TURNS, Guest, Host, Pin, Problem, Weights
from ridealong.planning.rules.whole import described
from ridealong.planning.said import Place, Said, say

MOST_TIMES = 10_000
MOST_WISH = 10_000
MOST_WEIGHT = 10**9


def validate(problem: Problem) -> None:
    """Raise `InvalidValue` naming the first place that is wrong, or `Refused` for a problem too large for memory."""
    _size(problem)
    _guests(problem)
    _hosts(problem)
    _groups(problem)
    _cover(problem)
    _fit(problem)
    _met(problem)
    _weights(problem.weights)
    _pins(problem)


def _size(problem: Problem) -> None:
    if problem.rounds < 1:
        raise InvalidValue(f"rounds: {problem.rounds} is below 1")
    if not problem.guests:
        raise InvalidValue("guests: there is nobody to visit anyone")
    if not problem.hosts:
        raise InvalidValue("hosts: there is nobody to be visited")
    check_memory(len(problem.guests), len(problem.hosts), problem.rounds)
    for key in ("seed", "repeat_gap", "wish_gap"):
        if getattr(problem, key) < 0:
            raise InvalidValue(f"{key}: {getattr(problem, key)} is negative")
    if problem.wish_gap > MOST_WISH:
        raise InvalidValue(f"wish_gap: {problem.wish_gap} is above {MOST_WISH:,}")


def _unique(people: Iterable[Guest | Host], side: str) -> None:
    seen: dict[str, int] = {}
    for index, person in enumerate(people):
        if person.id in seen:
            raise InvalidValue(f"{side}[{index}].id: {person.id!r} is also the id of {side}[{seen[person.id]}]")
        seen[person.id] = index


def _rounds(place: str, numbers: Iterable[int], rounds: int) -> None:
    for index, number in enumerate(numbers):
        if not 0 <= number < rounds:
            raise InvalidValue(f"{place}[{index}]: round {number} does not exist; rounds run from 0 to {rounds - 1}")


def _guests(problem: Problem) -> None:
    _unique(problem.guests, "guests")
    for index, guest in enumerate(problem.guests):
        place = f"guests[{index}]"
        _rounds(f"{place}.away", guest.away, problem.rounds)
        _rounds(f"{place}.closed", guest.closed, problem.rounds)
        for key, number in (("turns", guest.turns), ("max_turns", guest.max_turns or 0), ("stay", guest.stay - 1)):
            if number < 0:
                raise InvalidValue(f"{place}.{key}: {getattr(guest, key)} is below {int(key == 'stay')}")
        if guest.turns + problem.rounds > MOST_TURNS:
            raise InvalidValue(
                f"{place}.turns: {guest.turns} turns and {problem.rounds} rounds are together above {MOST_TURNS}"
            )


def _hosts(problem: Problem) -> None:
    _unique(problem.hosts, "hosts")
    for index, host in enumerate(problem.hosts):
        place = f"hosts[{index}]"
        _rounds(f"{place}.away", host.away, problem.rounds)
        _rounds(f"{place}.closed", host.closed, problem.rounds)
        _per_round(f"{place}.capacity", host.capacity, problem.rounds)
        for key in ("share", "rest", "max_visits", "window"):
            number = getattr(host, key)
            if number is not None and number < int(key == "window"):
                raise InvalidValue(f"{place}.{key}: {number} is below {int(key == 'window')}")
        for number, one in enumerate(host.promises):
            for key, least in (("visits", 0), ("window", 1)):
                if getattr(one, key) < least:
                    raise InvalidValue(f"{place}.promises[{number}].{key}: {getattr(one, key)} is below {least}")


def _per_round(place: str, given: int | tuple[int, ...], rounds: int) -> None:
    numbers = (given,) if isinstance(given, int) else given
    if not isinstance(given, int) and len(numbers) != rounds:
        raise InvalidValue(f"{place}: {len(numbers)} numbers for {rounds} rounds")
    if min(numbers) < 0:
        raise InvalidValue(f"{place}: {min(numbers)} is negative")


def _groups(problem: Problem) -> None:
    """Members exist once, in one group, and are nobody who is visited alone."""
    hosts = {host.id: index for index, host in enumerate(problem.hosts)}
    seen: dict[str, int] = {}
    for index, host in enumerate(problem.hosts):
        for number, member in enumerate(host.members):
            place = f"hosts[{index}].members[{number}]"
            if member.id in hosts:
                raise InvalidValue(f"{place}.id: {member.id!r} is a host as well: hosts[{hosts[member.id]}]")
            if member.id in seen:
                raise InvalidValue(f"{place}.id: {member.id!r} is in hosts[{seen[member.id]}].members already")
            seen[member.id] = index
            _rounds(f"{place}.away", member.away, problem.rounds)
        if host.quorum is None:
            continue
        if not host.members:
            raise InvalidValue(f"hosts[{index}].quorum: there are no members to count")
        if not 1 <= host.quorum <= len(host.members):
            raise InvalidValue(f"hosts[{index}].quorum: {host.quorum} is not from 1 to {len(host.members)} (members)")


def _cover(problem: Problem) -> None:
    sides: tuple[tuple[str, Mapping[str, int | tuple[int, ...]], set[str]], ...] = (
        ("guest", problem.cover.guests, {guest.team for guest in problem.guests}),
        ("host", problem.cover.hosts, {host.team for host in problem.hosts}),
    )
    for side, limits, teams in sides:
        for team, most in limits.items():
            place = f"cover.{side}s[{team!r}]"
            if team not in teams:
                raise InvalidValue(f"{place}: there is no {side} of that team")
            _per_round(place, most, problem.rounds)


def _fit(problem: Problem) -> None:
    fit = problem.fit
    if (fit.rows, fit.columns) != (len(problem.guests), len(problem.hosts)):
        raise InvalidValue(
            f"fit: {fit.rows} rows of {fit.columns} for {len(problem.guests)} guests and {len(problem.hosts)} hosts"
        )
    # Deleting the good bytes is one pass in C; 25 million cells must not be looped over here.
    wrong = fit.cells.translate(None, bytes([*range(BEST_FIT + 1), APART]))
    if wrong:
        row, column = divmod(fit.cells.index(wrong[0]), fit.columns)
        raise InvalidValue(f"fit[{row}][{column}]: {wrong[0]} is above 100")


def _known(place: str, name: str, ids: Container[str], side: str) -> None:
    if name not in ids:
        raise InvalidValue(f"{place}: there is no {side} {name!r}")


def _met(problem: Problem) -> None:
    guests, hosts = {guest.id for guest in problem.guests}, {host.id for host in problem.hosts}
    seen: dict[tuple[str, str], int] = {}
    for index, met in enumerate(problem.met):
        place = f"met[{index}]"
        _known(f"{place}.guest", met.guest, guests, "guest")
        _known(f"{place}.host", met.host, hosts, "host")
        if not 0 <= met.times <= MOST_TIMES:
            raise InvalidValue(f"{place}.times: {met.times} is not from 0 to {MOST_TIMES}")
        if met.last is not None and met.last >= 0:
            raise InvalidValue(f"{place}.last: round {met.last} is not before the plan; it should be below 0")
        first = seen.setdefault((met.guest, met.host), index)
        if first != index:
            raise InvalidValue(f"{place}: {met.guest} and {met.host} are already in met[{first}]")


def _weights(weights: Weights) -> None:
    for key, default in asdict(Weights()).items():
        number = getattr(weights, key)
        if abs(number) > MOST_WEIGHT:
            raise InvalidValue(f"weights.{key}: {number} is beyond {MOST_WEIGHT:,}")
        if number * default < 0:
            meaning = "a cost, so it is negative or 0" if default < 0 else "worth something, so it is 0 or positive"
            raise InvalidValue(f"weights.{key}: {number}, but this term is {meaning}")


def _pins(problem: Problem) -> None:
    guests = {guest.id: guest for guest in problem.guests}
    hosts = {host.id: host for host in problem.hosts}
    placed: dict[tuple[str, int], int] = {}
    for index, pin in enumerate(problem.pins):
        place = f"pins[{index}]"
        _known(f"{place}.guest", pin.guest, guests, "guest")
        if pin.host is not None:
            _known(f"{place}.host", pin.host, hosts, "host")
        if pin.host is None and pin.round is None:
            raise InvalidValue(f"{place}: names neither a host nor a round")
        if pin.round is None:
            continue
        _rounds(f"{place}.round", [pin.round], problem.rounds)
        first = placed.setdefault((pin.guest, pin.round), index)
        if first != index:
            clash = say(" clashes with {}", Place(f"pins[{first}]")) + described(problem.pins[first])
            raise BrokenPin.of(say("{}", Place(place)) + described(pin) + clash)
    facts = Facts(problem)
    _full_pins(facts)
    for index, pin in enumerate(problem.pins):
        if pin.host is None or pin.round is None or facts.stay[pin.guest] > 1:
            _half_pin(facts, index, pin)


def _full_pins(facts: Facts) -> None:
    """Pins with host and round are rows of the plan: the rules for rows apply to them."""
    pins = facts.problem.pins
    cells = sorted((p.round, p.guest, p.host) for p in pins if p.host is not None and p.round is not None)
    for violation in broken(facts, cells):
        index = _blamed(pins, violation)
        raise _broken_pin(index, pins[index], violation.said)


def _broken_pin(index: int, pin: Pin, why: Said) -> BrokenPin:
    return BrokenPin.of(say("{}", Place(f"pins[{index}]")) + described(pin) + say(" breaks a rule: ") + why)


def _blamed(pins: Sequence[Pin], violation: Violation) -> int:
    """The last pin that has to do with the violation."""
    fits = [
        index
        for index, pin in enumerate(pins)
        if pin.host is not None
        and pin.round is not None
        and (not violation.guest or violation.guest == pin.guest)
        and (not violation.host or violation.host == pin.host)
        and violation.round in {None, pin.round}
        and (violation.guest or violation.host or not {pin.guest, pin.host}.isdisjoint(violation.people))
    ]
    return fits[-1]


def _half_pin(facts: Facts, index: int, pin: Pin) -> None:
    """A pin without host or round, or of a stay, must leave something to choose from."""
    guest, rounds = facts.guests[pin.guest], facts.problem.rounds
    hosts = facts.hosts if pin.host is None else [pin.host]
    around = range(rounds) if pin.round is None else range(pin.round - guest.stay + 1, pin.round + 1)
    starts = [start for start in around if 0 <= start <= rounds - guest.stay]
    found: list[list[Said]] = []
    for host in hosts:
        for start in starts:
            visit = [(round_, pin.guest, host) for round_ in range(start, start + guest.stay)]
            said = [violation.said for violation in broken(facts, visit)]
            if not said:
                return
            found.append(said)
    raise _broken_pin(index, pin, _why(guest, found))


def _why(guest: Guest, found: Sequence[Sequence[Said]]) -> Said:
    """What forbids every choice; where each has its own rule, the first of them."""
    if not found:
        return say("a stay of {} rounds does not fit", guest.stay)
    for said in found[0]:
        if all(said in others for others in found):
            return said
    return found[0][0] + say(", and no other choice is free either")
