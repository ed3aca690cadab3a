"""Rules about what a guest has over the whole plan: turns, and stays that are whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ridealong.planning.rules.rule import Rows, Violation, violation
from ridealong.planning.said import Term, Who, say


def max_turns(rows: Rows) -> Iterator[Violation]:
    """A guest has no more turns than allowed."""
    rounds: dict[str, list[int]] = defaultdict(list)
    for round_, guest, _ in rows.cells:
        rounds[guest].append(round_)
    for guest, mine in rounds.items():
        limit = rows.facts.guests[guest].max_turns
        if limit is not None and len(mine) > limit:
            said = say("{} may have {} turns{}, not {}", Who(guest), limit, Term("max_turns"), len(mine))
            yield violation("max_turns", said, guest=guest, rounds=mine)


def whole_stays(rows: Rows) -> Iterator[Violation]:
    """A guest who stays for several rounds is with one host for all of them, in a row."""
    for visit in rows.visits:
        wanted = rows.facts.stay[visit.guest]
        if visit.rounds != wanted:
            said = say("{} stays {} of {} rounds with {}", Who(visit.guest), visit.rounds, wanted, Who(visit.host))
            rounds = range(visit.start, visit.start + visit.rounds)
            yield violation("stay", said, guest=visit.guest, host=visit.host, round_=visit.start, rounds=rounds)
