"""Rules about who is there: absences, closed rounds, and groups of whom enough have to be there."""

from __future__ import annotations

from collections.abc import Iterator

from ridealong.planning.rules.rule import Rows, Violation, violation
from ridealong.planning.said import Who, at, say


def away(rows: Rows) -> Iterator[Violation]:
    """Nobody visits, or is visited, in a round in which they are away."""
    for round_, guest, host in rows.cells:
        for who, name in ((rows.facts.guests[guest], guest), (rows.facts.hosts[host], host)):
            if round_ in who.away:
                said = say("{} is away in {}", Who(name), at(round_))
                yield violation("away", said, guest=guest, host=host, round_=round_)


def closed(rows: Rows) -> Iterator[Violation]:
    """Nobody visits, or is visited, in a round that is closed for them."""
    for round_, guest, host in rows.cells:
        for who, name in ((rows.facts.guests[guest], guest), (rows.facts.hosts[host], host)):
            if round_ in who.closed and round_ not in who.away:
                said = say("{} cannot meet anybody in {}: {}", Who(name), at(round_), who.closed[round_])
                yield violation("closed", said, guest=guest, host=host, round_=round_)


def quorum(rows: Rows) -> Iterator[Violation]:
    """A group is visited only while enough of its members are there."""
    for round_, guest, name in rows.cells:
        host = rows.facts.hosts[name]
        if round_ not in host.away and round_ not in host.closed and not host.enough(round_):
            said = say("too few of {} are there in {}", Who(name), at(round_))
            missing = [member.id for member in host.members if round_ in member.away]
            yield violation("quorum", said, guest=guest, host=name, round_=round_, people=missing)
