"""Checking a plan against every rule of its problem, each broken rule named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Guest, Host, Pin, Problem
from ridealong.planning.score import assignments_of
from ridealong.planning.stays import Visit, visits_of

Cell = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule: its code, who and when (empty and None where it does not apply), and a sentence for people."""

    rule: str
    guest: str
    host: str
    round: int | None
    text: str


def check(problem: Problem, assignments: Sequence[Assignment]) -> list[Violation]:
    """Every rule of `problem` that these assignments break, in a fixed order; empty for a legal plan."""
    cells = sorted((a.round, a.guest, a.host) for a in assignments)
    found = list(check_cells(problem, cells))
    if found and found[0].rule == "unknown":
        return found
    found.extend(_pins(problem, set(cells)))
    found.extend(_whole_stays(problem, cells))
    found.extend(_figures(problem, assignments))
    return found


def check_cells(problem: Problem, cells: Sequence[Cell]) -> Iterator[Violation]:
    """Broken rules of (round, guest, host) rows that need not be a whole plan: pins and whole stays are left out."""
    guests = {guest.id: guest for guest in problem.guests}
    hosts = {host.id: host for host in problem.hosts}
    unknown = list(_unknown(problem, cells, guests, hosts))
    if unknown:
        yield from unknown
        return
    yield from _presence(cells, guests, hosts)
    yield from _pairs(problem, cells)
    yield from _one_host_a_round(cells)
    yield from _seats(cells, hosts)
    yield from _turns(cells, guests)
    yield from _gaps(problem, cells)
    visits = visits_of(cells, {guest.id: guest.stay for guest in problem.guests})
    for host in problem.hosts:
        yield from _host_limits(problem, host, visits)


def _unknown(
    problem: Problem, cells: Sequence[Cell], guests: dict[str, Guest], hosts: dict[str, Host]
) -> Iterator[Violation]:
    for round_, guest, host in cells:
        if guest not in guests:
            yield Violation("unknown", guest, host, round_, f"there is no guest {guest}")
        if host not in hosts:
            yield Violation("unknown", guest, host, round_, f"there is no host {host}")
        if not 0 <= round_ < problem.rounds:
            yield Violation("unknown", guest, host, round_, f"there is no round {round_}")


def _presence(cells: Sequence[Cell], guests: dict[str, Guest], hosts: dict[str, Host]) -> Iterator[Violation]:
    for round_, guest, host in cells:
        for who, name in ((guests[guest], guest), (hosts[host], host)):
            if round_ in who.away:
                yield Violation("away", guest, host, round_, f"{name} is away in round {round_}")
            elif round_ in who.closed:
                yield Violation(
                    "closed", guest, host, round_, f"{name} is closed in round {round_}: {who.closed[round_]}"
                )


def _pairs(problem: Problem, cells: Sequence[Cell]) -> Iterator[Violation]:
    row = {guest.id: index for index, guest in enumerate(problem.guests)}
    column = {host.id: index for index, host in enumerate(problem.hosts)}
    not_before = {(met.guest, met.host): met.not_before for met in problem.met if met.not_before is not None}
    for round_, guest, host in cells:
        if problem.fit.points(row[guest], column[host]) is None:
            yield Violation("apart", guest, host, round_, f"{host} is kept apart from {guest}")
        first = not_before.get((guest, host))
        if first is not None and round_ < first:
            yield Violation(
                "not_before", guest, host, round_, f"{guest} may not meet {host} again before round {first}"
            )


def _one_host_a_round(cells: Sequence[Cell]) -> Iterator[Violation]:
    for (round_, guest), count in Counter((round_, guest) for round_, guest, _ in cells).items():
        if count > 1:
            yield Violation("one_host", guest, "", round_, f"{guest} has {count} hosts in round {round_}")


def _seats(cells: Sequence[Cell], hosts: dict[str, Host]) -> Iterator[Violation]:
    for (round_, host), count in Counter((round_, host) for round_, _, host in cells).items():
        seats = hosts[host].seats(round_)
        # Away and closed hosts are reported as such, not as hosts without seats.
        if count > seats and round_ not in hosts[host].away and round_ not in hosts[host].closed:
            yield Violation("capacity", "", host, round_, f"{host} takes {seats} in round {round_}, not {count}")


def _turns(cells: Sequence[Cell], guests: dict[str, Guest]) -> Iterator[Violation]:
    for guest, count in Counter(guest for _, guest, _ in cells).items():
        limit = guests[guest].max_turns
        if limit is not None and count > limit:
            yield Violation("max_turns", guest, "", None, f"{guest} may have {limit} turns (max_turns), not {count}")


def _gaps(problem: Problem, cells: Sequence[Cell]) -> Iterator[Violation]:
    if not problem.repeat_gap:
        return
    last: dict[tuple[str, str], Visit] = {}
    for visit in visits_of(cells, {guest.id: guest.stay for guest in problem.guests}):
        pair = (visit.guest, visit.host)
        before = last.get(pair)
        if before and visit.start - (before.start + before.rounds) < problem.repeat_gap:
            text = f"{visit.guest} meets {visit.host} again within {problem.repeat_gap} rounds (repeat_gap)"
            yield Violation("repeat_gap", visit.guest, visit.host, visit.start, text)
        last[pair] = visit


def _host_limits(problem: Problem, host: Host, visits: Sequence[Visit]) -> Iterator[Violation]:
    """Limits count every guest's visit; rest is kept between visits that do not share all their rounds."""
    if not host.rest and host.max_visits is None:
        return
    starts = [visit.start for visit in visits if visit.host == host.id]
    own = {(visit.start, visit.rounds) for visit in visits if visit.host == host.id}
    taken = sorted(own | {(round_, 1) for round_ in host.visits})
    for index, first in enumerate(taken):
        for second in taken[index + 1 :]:
            if host.rest and second[0] - (first[0] + first[1] - 1) <= host.rest and not own.isdisjoint({first, second}):
                text = (
                    f"{host.id} has visits in rounds {first[0]} and {second[0]}, but rests {host.rest} between (rest)"
                )
                yield Violation("rest", "", host.id, second[0] if second in own else first[0], text)
    if host.max_visits is not None:
        window = host.window or problem.rounds
        for end in sorted({*starts, *host.visits}):
            mine = [start for start in starts if end - window < start <= end]
            inside = len(mine) + sum(end - window < start <= end for start in host.visits)
            if inside > host.max_visits and mine:
                text = f"{host.id} has {inside} visits in {window} rounds, not {host.max_visits} (max_visits)"
                yield Violation("max_visits", "", host.id, max(mine), text)


def _pins(problem: Problem, cells: set[Cell]) -> Iterator[Violation]:
    for index, pin in enumerate(problem.pins):
        if not any(keeps(pin, cell) for cell in cells):
            text = f"pins[{index}] is not kept: {describe(pin)}"
            yield Violation("pin", pin.guest, pin.host or "", pin.round, text)


def keeps(pin: Pin, cell: Cell) -> bool:
    """Whether a (round, guest, host) row is what the pin asks for."""
    round_, guest, host = cell
    return guest == pin.guest and pin.host in {None, host} and pin.round in {None, round_}


def describe(pin: Pin) -> str:
    """A pin in words: "g1 with h2 in round 3"."""
    with_host = f" with {pin.host}" if pin.host is not None else ""
    in_round = f" in round {pin.round}" if pin.round is not None else ""
    return f"{pin.guest}{with_host}{in_round}"


def _whole_stays(problem: Problem, cells: Sequence[Cell]) -> Iterator[Violation]:
    stay = {guest.id: guest.stay for guest in problem.guests}
    for visit in visits_of(cells, stay):
        wanted = stay[visit.guest]
        if visit.rounds != wanted:
            text = f"{visit.guest} stays {visit.rounds} of {wanted} rounds with {visit.host}"
            yield Violation("stay", visit.guest, visit.host, visit.start, text)


def _figures(problem: Problem, assignments: Sequence[Assignment]) -> Iterator[Violation]:
    right: dict[Cell, Assignment] = defaultdict()
    for row in assignments_of(problem, [(a.round, a.guest, a.host) for a in assignments]):
        right[row.round, row.guest, row.host] = row
    for given in sorted(assignments):
        row = right[given.round, given.guest, given.host]
        if given != row:
            text = f"fit and met_before should be {row.fit} and {row.met_before}"
            yield Violation("figures", given.guest, given.host, given.round, text)
