"""Splitting a target (who meets whom how often) into rounds where single rounds are all that the rules speak of."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ridealong.planning.timetable import Timetable, bits

if TYPE_CHECKING:
    from ridealong.planning.season import Season
    from ridealong.planning.stopper import Stopper
    from ridealong.planning.target import Target

Pair = tuple[int, int]

STEPS_EACH = 4
"""Steps of the search for each meeting of the target..."""
LEAST_STEPS = 3_000
"""...but not fewer than these, and not more than those:"""
MOST_STEPS = 60_000
ASK_EVERY = 256


def colour_by_ejection(
    season: Season, target: Target, rounds: Sequence[int], stopper: Stopper, steps: int | None = None
) -> int:
    """Place as much of the target as possible into these rounds of the season; returns how much was left over.

    Without absences every target can be placed in full (D. Konig 1916: a bipartite multigraph has an edge colouring
    with as many colours as its largest degree); with absences this is list edge colouring, which is NP-complete
    (S. Even, A. Itai, A. Shamir 1976). Meetings with fewest rounds to choose from are placed first, those that find no
    room by exchanging two rounds, and what is left by ejecting others in turn: a tabu search, as A. Hertz and
    D. de Werra (1987) use for colouring.
    """
    table = Timetable(season, rounds)
    meetings = [
        (guest, host)
        for guest, host, times in zip(target.i.tolist(), target.j.tolist(), target.times.tolist(), strict=True)
        for _ in range(times)
    ]
    meetings.sort(key=lambda pair: table.common(*pair).bit_count())
    waiting: list[Pair] = []
    for guest, host in meetings:
        free = table.free(guest, host)
        if free:
            table.place(guest, host, (free & -free).bit_length() - 1)
        else:
            waiting.append((guest, host))
    stuck = [pair for pair in waiting if not table.insert(*pair)]
    if steps is None:
        steps = min(MOST_STEPS, max(LEAST_STEPS, STEPS_EACH * len(meetings)))
    over = _eject(table, stuck, steps, stopper)
    table.write()
    return over


def _eject(table: Timetable, left: Sequence[Pair], steps: int, stopper: Stopper) -> int:
    """Place meetings by ejecting those in their way, which then wait in their place.

    Leaves the timetable as it was when fewest waited, and returns how many.
    """
    rng = random.Random(table.season.grid.problem.seed)  # noqa: S311 - reproducible choices, no secrets
    waiting = deque(left)
    banned: dict[tuple[int, int, int], int] = {}
    fewest = len(waiting)
    table.mark()
    for step in range(steps):
        if not waiting or (step % ASK_EVERY == 0 and stopper.due()):
            break
        guest, host = waiting.popleft()
        if table.insert(guest, host):
            if len(waiting) < fewest:
                fewest = len(waiting)
                table.mark()
            continue
        allowed = [r for r in bits(table.common(guest, host)) if banned.get((guest, host, r), -1) < step]
        found = _cheapest(table, (guest, host), allowed, rng)
        if found is None:
            waiting.append((guest, host))
            continue
        round_, ejected = found
        for one, other in ejected:
            table.clear(one, round_)
            banned[one, other, round_] = step + 5 + rng.randrange(10)
            waiting.append((one, other))
        table.place(guest, host, round_)
    table.back()
    return fewest


def _cheapest(
    table: Timetable, pair: Pair, allowed: Sequence[int], rng: random.Random
) -> tuple[int, list[Pair]] | None:
    """The round in which this meeting is least in the way of others, with those; ties are broken at random."""
    guest, host = pair
    best: tuple[tuple[int, float], int, list[Pair]] | None = None
    row, free_guest, free_host = table.at[guest], table.free_guest[guest], table.free_host[host]
    for round_ in allowed:
        if row[round_] == host:
            continue
        bit, cost = 1 << round_, 0
        ejected: list[Pair] = []
        if not free_guest & bit:
            ejected.append((guest, row[round_]))
            cost += 9 - 8 * bool(free_guest & table.free_host[row[round_]])
        if not free_host & bit:
            one = min(table.of[host][round_], key=lambda one: (not table.free_guest[one] & free_host, rng.random()))
            ejected.append((one, host))
            cost += 9 - 8 * bool(table.free_guest[one] & free_host)
        choice = ((cost, rng.random()), round_, ejected)
        if best is None or choice[0] < best[0]:
            best = choice
    return None if best is None else best[1:]
