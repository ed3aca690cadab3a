"""Rows of a plan grouped into visits: a stay of N rounds is one visit, everything else a visit of one round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ridealong.planning.problem import Problem


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """One guest with one host for `rounds` rounds from `start` on."""

    start: int
    guest: str
    host: str
    rounds: int


def visits_of(cells: Iterable[tuple[int, str, str]], stay: Mapping[str, int]) -> list[Visit]:
    """Group (round, guest, host) rows into visits, sorted by start.

    A run of rounds with one host is cut into stays from its first round on; what is left over at the end of a run
    becomes a shorter visit, which `check` reports. Guests missing in `stay` visit for single rounds.
    """
    if max(stay.values(), default=1) == 1:
        return [Visit(round_, guest, host, 1) for round_, guest, host in sorted(cells)]
    visits: list[Visit] = []
    growing: dict[tuple[str, str], Visit] = {}
    for round_, guest, host in sorted(cells):
        key = (guest, host)
        last = growing.get(key)
        if last and last.start + last.rounds == round_ and last.rounds < stay.get(guest, 1):
            growing[key] = Visit(last.start, guest, host, last.rounds + 1)
        else:
            if last:
                visits.append(last)
            growing[key] = Visit(round_, guest, host, 1)
    visits.extend(growing.values())
    return sorted(visits)


def visits_in(problem: Problem, cells: Iterable[tuple[int, str, str]]) -> list[Visit]:
    """`visits_of` with the stays of a problem's guests."""
    return visits_of(cells, {guest.id: guest.stay for guest in problem.guests})
