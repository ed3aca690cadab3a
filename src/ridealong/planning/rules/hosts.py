"""Rules about the visits of a host over time: rest between them, and how many there may be."""

from __future__ import annotations

from collections.abc import Iterator

from ridealong.domain.wording import many
from ridealong.planning.problem import Host
from ridealong.planning.rules.rule import Rows, Violation, violation
from ridealong.planning.said import Span, Term, When, Who, say
from ridealong.planning.stays import Visit


def rest(rows: Rows) -> Iterator[Violation]:
    """A host rests between visits that do not share all their rounds."""
    for host in rows.visited:
        if host.rest:
            yield from _rest(host, rows.visits_to[host.id])


def _rest(host: Host, visits: list[Visit]) -> Iterator[Violation]:
    own = {(visit.start, visit.rounds) for visit in visits}
    taken = sorted(own | {(round_, 1) for round_ in host.visits})
    for index, first in enumerate(taken):
        for second in taken[index + 1 :]:
            if second[0] - (first[0] + first[1] - 1) <= host.rest and not own.isdisjoint({first, second}):
                rounds = When((first[0], second[0]))
                needed = f"needs {many(host.rest, 'round')} of rest between"
                said = say("{} has visits in {}, and {}{}", Who(host.id), rounds, needed, Term("rest"))
                people = [visit.guest for visit in visits if (visit.start, visit.rounds) in {first, second}]
                round_ = second[0] if second in own else first[0]
                yield violation("rest", said, host=host.id, round_=round_, people=people)


def max_visits(rows: Rows) -> Iterator[Violation]:
    """A host has no more visits in any so many rounds in a row than allowed; every guest received is one."""
    for host in rows.visited:
        visits = rows.visits_to[host.id]
        if host.max_visits is not None:
            yield from _max_visits(host, host.max_visits, host.window or rows.problem.rounds, visits)
        for one in host.promises:
            yield from _max_visits(host, one.visits, one.window, visits, within=one.round)


def _max_visits(
    host: Host, most: int, window: int, visits: list[Visit], *, within: int | None = None
) -> Iterator[Violation]:
    ends = {*(visit.start for visit in visits), *host.visits}
    if within is not None:
        ends = {end for end in {*ends, within} if end - window < within <= end}
    for end in sorted(ends):
        mine = [visit for visit in visits if end - window < visit.start <= end]
        inside = len(mine) + sum(end - window < start <= end for start in host.visits)
        if inside > most and mine:
            said = say("{} has {} visits in {}, and may have {}", Who(host.id), inside, Span(window), most)
            said += say("{}", Term("max_visits"))
            starts = [visit.start for visit in mine]
            people = [visit.guest for visit in mine]
            found = violation("max_visits", said, host=host.id, round_=max(starts), people=people, rounds=starts)
            yield found
