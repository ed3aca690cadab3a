"""Rules about two people: who stays apart, and how long two people wait until they meet again."""

from __future__ import annotations

from collections.abc import Iterator

from ridealong.planning.problem import Met
from ridealong.planning.rules.rule import Rows, Violation, violation
from ridealong.planning.said import FirstDay, Said, Span, Term, Who, say


def apart(rows: Rows) -> Iterator[Violation]:
    """Two people without points of fit never meet."""
    facts = rows.facts
    for round_, guest, host in rows.cells:
        if rows.problem.fit.points(facts.row[guest], facts.column[host]) is None:
            said = say("{} is kept apart from {}", Who(host), Who(guest))
            yield violation("apart", said, guest=guest, host=host, round_=round_)


def not_before(rows: Rows) -> Iterator[Violation]:
    """Two people who met do not meet again before a given round."""
    for round_, guest, host in rows.cells:
        met = rows.facts.met.get((guest, host))
        first = None if met is None else met.not_before
        if met is not None and first is not None and round_ < first:
            said = waiting(met, first)
            yield violation("not_before", said, guest=guest, host=host, round_=round_)


def waiting(met: Met, first: int) -> Said:
    """That two people are not together before a round, and why."""
    if met.refused:
        return say("a lead does not agree to {} with {}", Who(met.guest), Who(met.host))
    return say("{} may not meet {} again before {}", Who(met.guest), Who(met.host), FirstDay(first))


def repeat_gap(rows: Rows) -> Iterator[Violation]:
    """So many rounds lie free between two meetings of the same people, the last one before the plan included."""
    gap = rows.problem.repeat_gap
    if not gap:
        return
    ended: dict[tuple[str, str], int] = {}
    for visit in rows.visits:
        pair = (visit.guest, visit.host)
        before = rows.facts.met.get(pair)
        last = ended.get(pair, None if before is None else before.last)
        if last is not None and visit.start - last - 1 < gap:
            said = say("{} meets {} again within {}{}", *map(Who, pair), Span(gap), Term("repeat_gap"))
            found = violation("repeat_gap", said, guest=visit.guest, host=visit.host, round_=visit.start, rounds=[last])
            yield found
        ended[pair] = visit.start + visit.rounds - 1
