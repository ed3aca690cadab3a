"""What is counted in the course of a simulated year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

SHOWN = 12
"""Of how many faults of one rule the words are kept."""


@dataclass(slots=True)
class Tally:
    """Counts, by name, and what was found wrong, by rule.

    Args:
        happened: how often what happened. touching: events after which something published could not stay, by kind.
        changed: pairings that then changed, by kind of event.
    """

    happened: Counter[str] = field(default_factory=Counter)
    touching: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    told: dict[str, list[str]] = field(default_factory=dict)
    listed: dict[str, list[str]] = field(default_factory=dict)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def fault(self, rule: str, words: str, *, week: date | None = None) -> None:
        """Count a broken rule once, however many weeks it is seen."""
        if (rule, words) in self._seen:
            return
        self._seen.add((rule, words))
        self.faults[rule] += 1
        some = self.told.setdefault(rule, [])
        if len(some) < SHOWN:
            some.append(f"{f'{week}: ' if week else ''}{words}")

    def note(self, what: str, words: str) -> None:
        """Keep something that is no fault, but to be listed."""
        self.listed.setdefault(what, []).append(words)
