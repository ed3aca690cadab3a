"""The rules that hold for a problem as a whole: who exists, how large it may be, and pins that can be kept."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.planning.check import Violation, check_cells, describe
from ridealong.planning.problem import APART, BEST_FIT, MOST_TURNS, Guest, Host, Pin, Problem, Weights

MOST_CELLS = 64_000_000
"""Guests x hosts; 8,000 on either side. Above it the planner's tables would not fit into a laptop's memory."""
MOST_TIMES = 10_000
MOST_WEIGHT = 10**9


def validate(problem: Problem) -> None:
    """Raise `InvalidValue` naming the first place that is wrong, or `Refused` for a problem too large for memory."""
    _size(problem)
    _guests(problem)
    _hosts(problem)
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
    if len(problem.guests) * len(problem.hosts) > MOST_CELLS:
        raise Refused(f"{len(problem.guests):,} guests x {len(problem.hosts):,} hosts are too many to plan at once")
    if problem.seed < 0 or problem.repeat_gap < 0:
        raise InvalidValue(f"{'seed' if problem.seed < 0 else 'repeat_gap'}: is negative")


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
        capacity = (host.capacity,) if isinstance(host.capacity, int) else host.capacity
        if not isinstance(host.capacity, int) and len(capacity) != problem.rounds:
            raise InvalidValue(f"{place}.capacity: {len(capacity)} numbers for {problem.rounds} rounds")
        if min(capacity) < 0:
            raise InvalidValue(f"{place}.capacity: {min(capacity)} is negative")
        for key in ("share", "rest", "max_visits", "window"):
            number = getattr(host, key)
            if number is not None and number < int(key == "window"):
                raise InvalidValue(f"{place}.{key}: {number} is below {int(key == 'window')}")


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
            raise InvalidValue(f"{place}: {describe(pin)} clashes with pins[{first}]: {describe(problem.pins[first])}")
    _full_pins(problem)
    stay = {guest.id: guest.stay for guest in problem.guests}
    for index, pin in enumerate(problem.pins):
        if pin.host is None or pin.round is None or stay[pin.guest] > 1:
            _half_pin(problem, index, pin)


def _full_pins(problem: Problem) -> None:
    """Pins with host and round are rows of the plan: the rules for rows apply to them."""
    cells = sorted((p.round, p.guest, p.host) for p in problem.pins if p.host is not None and p.round is not None)
    for violation in check_cells(problem, cells):
        index = _blamed(problem.pins, violation)
        raise InvalidValue(f"pins[{index}]: {describe(problem.pins[index])} breaks a rule: {violation.text}")


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
    ]
    return fits[-1]


def _half_pin(problem: Problem, index: int, pin: Pin) -> None:
    """A pin without host or round, or of a stay, must leave something to choose from."""
    guest = next(guest for guest in problem.guests if guest.id == pin.guest)
    hosts = [host.id for host in problem.hosts] if pin.host is None else [pin.host]
    around = range(problem.rounds) if pin.round is None else range(pin.round - guest.stay + 1, pin.round + 1)
    starts = [start for start in around if 0 <= start <= problem.rounds - guest.stay]
    broken: list[list[str]] = []
    for host in hosts:
        for start in starts:
            visit = [(round_, pin.guest, host) for round_ in range(start, start + guest.stay)]
            texts = [violation.text for violation in check_cells(problem, visit)]
            if not texts:
                return
            broken.append(texts)
    raise InvalidValue(f"pins[{index}]: {describe(pin)} breaks a rule: {_why(guest, broken)}")


def _why(guest: Guest, broken: Sequence[Sequence[str]]) -> str:
    """What forbids every choice; where each has its own rule, the first of them."""
    if not broken:
        return f"a stay of {guest.stay} rounds does not fit"
    for text in broken[0]:
        if all(text in texts for texts in broken):
            return text
    return f"{broken[0][0]}, and no other choice is free either"
