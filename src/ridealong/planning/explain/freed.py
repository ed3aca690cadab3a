"""People and pairs without some of what keeps them from meeting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from ridealong.planning.problem import APART, FitMatrix, Guest, Host, Met, Problem

Someone = TypeVar("Someone", Guest, Host)
AS_BAD_AS_CAN_BE = 0
"""The points of fit that two people get who were kept apart."""


def there(one: Someone, rounds: Collection[object]) -> Someone:
    """Somebody neither away nor closed in these rounds."""
    away = tuple(other for other in one.away if other not in rounds)
    closed = {other: why for other, why in one.closed.items() if other not in rounds}
    return replace(one, away=away, closed=closed)


def members_there(host: Host, rounds: Collection[object]) -> Host:
    """A group of whom nobody is away in these rounds."""
    members = tuple(
        replace(one, away=tuple(other for other in one.away if other not in rounds)) for one in host.members
    )
    return replace(host, members=members)


def together(problem: Problem, pairs: Collection[tuple[object, ...]]) -> FitMatrix:
    """The fit of a problem in which these (guest, host) pairs are not kept apart."""
    if not pairs:
        return problem.fit
    cells = bytearray(problem.fit.cells)
    rows = {guest.id: row for row, guest in enumerate(problem.guests)}
    columns = {host.id: column for column, host in enumerate(problem.hosts)}
    for guest, host in pairs:
        place = rows[str(guest)] * problem.fit.columns + columns[str(host)]
        cells[place] = AS_BAD_AS_CAN_BE if cells[place] == APART else cells[place]
    return FitMatrix(problem.fit.rows, problem.fit.columns, bytes(cells))


def sooner(met: Met, pairs: Collection[tuple[object, ...]]) -> Met:
    """What a pair has behind it, without a round to wait for if it is one of these (guest, host) `pairs`."""
    return replace(met, not_before=None, last=None) if (met.guest, met.host) in pairs else met
