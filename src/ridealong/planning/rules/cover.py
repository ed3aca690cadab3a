"""Rules about cover at home: at most so many people of a home team are taken by visits in one round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ridealong.planning.rules.rule import Rows, Violation, violation
from ridealong.planning.said import Term, at, say


def cover_guests(rows: Rows) -> Iterator[Violation]:
    """At most so many guests of a home team are out visiting in a round."""
    limits = rows.problem.cover.guests
    taken = {(round_, guest, rows.facts.guests[guest].team) for round_, guest, _ in rows.cells} if limits else set()
    yield from _cover(taken, limits, "cover_guests", "be out")


def cover_hosts(rows: Rows) -> Iterator[Violation]:
    """At most so many hosts of a home team have guests in a round."""
    limits = rows.problem.cover.hosts
    taken = {(round_, host, rows.facts.hosts[host].team) for round_, _, host in rows.cells} if limits else set()
    yield from _cover(taken, limits, "cover_hosts", "have guests")


def _cover(
    taken: set[tuple[int, str, str]], limits: Mapping[str, int | tuple[int, ...]], rule: str, words: str
) -> Iterator[Violation]:
    people: dict[tuple[int, str], list[str]] = defaultdict(list)
    for round_, name, team in sorted(taken):
        people[round_, team].append(name)
    for (round_, team), names in people.items():
        limit = limits.get(team)
        most = limit[round_] if isinstance(limit, tuple) else limit
        if most is not None and len(names) > most:
            few = f"only {most}" if most else "no more"
            said = say("{} of {} may {} in {}{}", few, team, words, at(round_), Term("cover"))
            yield violation(rule, said, round_=round_, people=names)
