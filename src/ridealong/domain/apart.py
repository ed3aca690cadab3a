"""Who must not be paired with whom, whatever the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ridealong.domain.pairings import Apart
from ridealong.domain.people import identity

MIN_SHARED_MINUTES = 120
"""Two people who share less working time than this cannot shadow each other."""


@dataclass(frozen=True, slots=True)
class KeptApart:
    """A rule that keeps two people apart.

    Args:
        rule: `side`, `reporting line`, `apart`, `hours` or `repeat`.
        why: in words that may be shown to anybody: a private reason is not among them.
        remedy: what would allow the pairing.
        typed: the same for those who type commands; empty where that is the remedy.
    """

    rule: str
    why: str
    remedy: str
    typed: str = ""

    def advice(self, *, typed: bool) -> str:
        """What would allow the pairing, as commands say it or as the screens do."""
        return (typed and self.typed) or self.remedy


def reporting_lines(managers: Mapping[str, str]) -> set[frozenset[str]]:
    """The pairs of people of whom one leads the other, directly or through others.

    Args:
        managers: identity -> identity of the manager, without the people who have none.
    """
    lines: set[frozenset[str]] = set()
    for person in managers:
        seen = {person}
        above = managers.get(person)
        while above and above not in seen:
            lines.add(frozenset((person, above)))
            seen.add(above)
            above = managers.get(above)
    return lines


def apart_pairs(aparts: Iterable[Apart]) -> set[frozenset[str]]:
    """The pairs that the coordinator keeps apart, by identity."""
    return {frozenset((identity(apart.one), identity(apart.other))) for apart in aparts}
