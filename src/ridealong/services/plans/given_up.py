"""A season in which places were given up by one of the two, so that they are not put together there again."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import RowMapping

from ridealong.planning.check import check_cells
from ridealong.planning.problem import Guest, Host, Met, Pin, Problem
from ridealong.services.plans.season import Season


def given_up(season: Season, pairing: RowMapping, *, by_guest: bool) -> Season:
    """The season in which one of a pairing cannot come in its round: it is closed to the guest, or a seat is gone."""
    round_ = pairing["round"] - season.first
    guest, host = (season.people[pairing[who]] for who in ("guest_id", "host_id"))
    pins = tuple(pin for pin in season.problem.pins if (pin.guest, pin.host) != (guest.identity, host.identity))
    problem = replace(season.problem, pins=pins)
    if by_guest:
        problem = without_guest(problem, guest.identity, round_, f"{guest.name} gives the place up")
    else:
        problem = with_less_room(problem, host.identity, round_)
    return replace(season, problem=with_possible_pins(problem))


def without_guest(problem: Problem, guest: str, number: int, why: str) -> Problem:
    """The problem in which a round is closed to a guest, by identity, for a reason that all may know."""

    def closed(one: Guest) -> Guest:
        return replace(one, closed={**one.closed, number: why}) if one.id == guest else one

    return replace(problem, guests=tuple(map(closed, problem.guests)))


def with_less_room(problem: Problem, host: str, number: int, *, least: int = 0) -> Problem:
    """The problem in which a host, by identity, has a seat less in a round.

    Args:
        least: so many seats stay in any case.
    """

    def smaller(one: Host) -> Host:
        if one.id != host:
            return one
        seats = [one.capacity] * problem.rounds if isinstance(one.capacity, int) else list(one.capacity)
        seats[number] = max(min(least, seats[number]), seats[number] - 1)
        return replace(one, capacity=tuple(seats))

    return replace(problem, hosts=tuple(map(smaller, problem.hosts)))


def with_a_seat(problem: Problem, host: str, number: int) -> Problem:
    """The problem in which a host, by identity, has a seat at least in a round."""

    def larger(one: Host) -> Host:
        if one.id != host or isinstance(one.capacity, int) or one.capacity[number]:
            return one
        return replace(one, capacity=tuple(seats or int(at == number) for at, seats in enumerate(one.capacity)))

    return replace(problem, hosts=tuple(map(larger, problem.hosts)))


def not_together_in(problem: Problem, guest: str, host: str, number: int, *, refused: bool = False) -> Problem:
    """The problem in which two people, by identity, do not meet up to and in a round.

    Args:
        refused: whether that is since a lead does not agree.
    """
    known = {(one.guest, one.host): one for one in problem.met}
    met = known.get((guest, host), Met(guest, host))
    if (met.not_before or 0) <= number:
        known[guest, host] = replace(met, not_before=number + 1, refused=refused)
    return replace(problem, met=tuple(known[pair] for pair in sorted(known)))


def with_possible_pins(problem: Problem) -> Problem:
    """The problem without the pins that what happened has made impossible: these visits are to be replaced."""
    return replace(problem, pins=tuple(pin for pin in problem.pins if _possible(problem, pin)))


def _possible(problem: Problem, pin: Pin) -> bool:
    hosts: Collection[str] = [host.id for host in problem.hosts] if pin.host is None else [pin.host]
    rounds = range(problem.rounds) if pin.round is None else [pin.round]
    return any(not list(check_cells(problem, [(number, pin.guest, host)])) for number in rounds for host in hosts)
