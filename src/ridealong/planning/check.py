"""Checking a plan against every rule of its problem, each broken rule named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ridealong.planning.plan import Assignment
from ridealong.planning.problem import Problem
from ridealong.planning.rules.registry import RULES
from ridealong.planning.rules.rule import Cell, Facts, Rows, Violation, violation
from ridealong.planning.rules.whole import keeps
from ridealong.planning.said import Who, say

__all__ = ["Cell", "Facts", "Violation", "broken", "check", "check_cells", "keeps"]


def check(problem: Problem, assignments: Sequence[Assignment]) -> list[Violation]:
    """Every rule of `problem` that these assignments break, in a fixed order; empty for a legal plan."""
    facts = Facts(problem)
    cells = sorted((a.round, a.guest, a.host) for a in assignments)
    found = list(broken(facts, cells))
    if found and found[0].rule == "unknown":
        return found
    rows = Rows(facts, cells, assignments)
    found.extend(one for rule in RULES if rule.whole for one in rule.broken(rows))
    return found


def check_cells(problem: Problem, cells: Sequence[Cell]) -> Iterator[Violation]:
    """Broken rules of (round, guest, host) rows that need not be a whole plan: pins and whole stays are left out."""
    return broken(Facts(problem), cells)


def broken(facts: Facts, cells: Sequence[Cell]) -> Iterator[Violation]:
    """As `check_cells`, for callers who check many plans of one problem."""
    unknown = list(_unknown(facts, cells))
    if unknown:
        yield from unknown
        return
    rows = Rows(facts, cells)
    for rule in RULES:
        if not rule.whole:
            yield from rule.broken(rows)


def _unknown(facts: Facts, cells: Sequence[Cell]) -> Iterator[Violation]:
    for round_, guest, host in cells:
        if guest not in facts.guests:
            yield violation("unknown", say("there is no guest {}", Who(guest)), guest=guest, host=host, round_=round_)
        if host not in facts.hosts:
            yield violation("unknown", say("there is no host {}", Who(host)), guest=guest, host=host, round_=round_)
        if not 0 <= round_ < facts.problem.rounds:
            yield violation("unknown", say("there is no round {}", round_), guest=guest, host=host, round_=round_)
