"""Rules about single rounds: one host for a guest, and as many guests for a host as it has seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ridealong.planning.rules.rule import Rows, Violation, violation
from ridealong.planning.said import Term, Who, at, say


def one_host(rows: Rows) -> Iterator[Violation]:
    """A guest is with one host a round."""
    hosts: dict[tuple[int, str], list[str]] = defaultdict(list)
    for round_, guest, host in rows.cells:
        hosts[round_, guest].append(host)
    for (round_, guest), names in hosts.items():
        if len(names) > 1:
            said = say("{} has {} hosts in {}", Who(guest), len(names), at(round_))
            yield violation("one_host", said, guest=guest, round_=round_, people=names)


def capacity(rows: Rows) -> Iterator[Violation]:
    """A host takes as many guests at once as it has seats; one more where trios are allowed and seats are lacking."""
    for (round_, name), guests in rows.guests_of.items():
        host = rows.facts.hosts[name]
        # Away and closed hosts, and groups of whom too few are there, are reported as such.
        if round_ in host.away or round_ in host.closed or not host.enough(round_):
            continue
        seats = host.seats(round_)
        most = seats + int(rows.problem.trios and seats > 0 and rows.facts.lacking[round_] > 0)
        if len(guests) > most:
            said = say("{} takes {} in {}, not {}", Who(name), most, at(round_), len(guests))
            yield violation("capacity", said, host=name, round_=round_, people=guests)


def trios(rows: Rows) -> Iterator[Violation]:
    """No more guests come on top of the seats of a round than there are guests without a seat."""
    if not rows.problem.trios:
        return
    above: dict[int, int] = defaultdict(int)
    hosts: dict[int, list[str]] = defaultdict(list)
    for (round_, name), guests in rows.guests_of.items():
        # How far a host is above its seats is for the rule about seats; here each counts once.
        if len(guests) > rows.facts.hosts[name].seats(round_) > 0:
            above[round_] += 1
            hosts[round_].append(name)
    for round_, count in sorted(above.items()):
        lacking = rows.facts.lacking[round_]
        if count > lacking > 0:
            said = say("{} hosts take one guest more in {}, but {} seats are lacking", count, at(round_), lacking)
            said += say("{}", Term("trios"))
            yield violation("trios", said, round_=round_, people=hosts[round_])
