"""The table of `bench/README.md`, made of results, and what in them takes too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .points import POINTS, SMALLEST
from .questions import Group
from .run import Result

_BUDGETS: Mapping[str, float] = {Group.PAGE: 0.1, Group.ACTION: 1.0}
"""Seconds after which somebody would notice. Work on the whole tells how far it is instead."""


def tables(results: Sequence[Result]) -> str:
    """For each question, how it grows on each database, and one database against the other."""
    points = [name for name in POINTS if any(one.point == name for one in results)]
    kinds = list(dict.fromkeys(one.database for one in results))
    found = {(one.point, one.database, one.question): one for one in results}
    questions = list(dict.fromkeys((one.group, one.question) for one in results))
    head = ["", *(f"{kind}, {_title(point)}" for kind in kinds for point in points)]
    if len(kinds) > 1:
        have = {(one.point, one.database) for one in results}
        both = [name for name in points if all((name, kind) in have for kind in kinds)]
        head += [f"{kinds[1]} : {kinds[0]}, {_title(both[-1])}"]
    lines = [_line(head), "|---" * len(head) + "|"]
    for group in Group:
        lines.append(_line([f"**{group}**", *[""] * (len(head) - 1)]))
        for _group, question in (one for one in questions if one[0] == group):
            cells = [_cell(found, point, kind, question) for kind in kinds for point in points]
            if len(kinds) > 1:
                cells.append(_against(found, both[-1], kinds, question))
            lines.append(_line([question, *cells]))
    return "\n".join(lines)


def verdicts(results: Sequence[Result]) -> Iterator[str]:
    """What takes longer than somebody waits without asking why: a page or a key, and an action."""
    for one in results:
        budget = _BUDGETS.get(one.group)
        if budget is not None and one.steady > budget:
            took = f"{1000 * one.steady:.0f} ms, not {1000 * budget:.0f}"
            yield f"{one.database} at {_title(one.point)}, {one.question}: {took}"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _title(point: str) -> str:
    return f"{point} x" if point.isdigit() else point


def _cell(found: Mapping[tuple[str, str, str], Result], point: str, kind: str, question: str) -> str:
    here, least = found.get((point, kind, question)), found.get((SMALLEST, kind, question))
    if here is None:
        return ""
    if least is None or here is least:
        return f"{_ms(here.steady)} ms"
    return f"{_ms(here.steady)} ms, x {_ratio(here.steady / least.steady)}"


def _against(found: Mapping[tuple[str, str, str], Result], point: str, kinds: Sequence[str], question: str) -> str:
    one, other = (found.get((point, kind, question)) for kind in kinds[:2])
    return f"{_ratio(other.middle / one.middle)}" if one and other else ""


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}" if seconds < 0.01 else f"{1000 * seconds:,.0f}"


def _ratio(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.0f}"
