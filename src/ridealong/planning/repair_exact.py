"""The exact model of a small repair: places, then visits kept, then lost ones replaced, then the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.exact.visits import MOST_CELLS
from ridealong.planning.pins import wishes
from ridealong.planning.refill import counts
from ridealong.planning.season import NOBODY
from ridealong.planning.season_visits import visit_keys
from ridealong.planning.stopper import Stopper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.season import Season
    from ridealong.planning.season_visits import Key
    from ridealong.planning.standing import Standing

EFFORT = 2.0
"""Deterministic time; up to four seconds on a laptop."""
MOST = 2**52
"""Above it the solver's own arithmetic is no longer exact."""


def prove(standing: Standing, rounds: Sequence[int]) -> None:
    """Replace the season of a small problem by the best one, unless it is known to be that already."""
    season = standing.season
    cells = season.grid.fit.size * len(rounds)
    if cells > MOST_CELLS or _certain(standing, rounds):
        return
    base = _base(standing, whole=_loose(standing, rounds))
    bonus = _bonus(standing)
    if bonus is None:
        return
    from ridealong.planning.exact.ask import Asked, best_visits  # noqa: PLC0415 - slow to import, for small problems

    held = visit_keys(base)
    stay = season.grid.stay
    wanted = [
        wish
        for wish in wishes(season.grid)
        if (wish.round is None or wish.round in rounds)
        and not any(wish.kept_by(key, int(stay[key[0]])) for key in held)
    ]
    guests = list(range(len(season.grid.guests)))
    asked = Asked(guests, wanted, EFFORT, hint=visit_keys(season) - held, bonus=bonus)
    found = best_visits(base, asked, Stopper())
    if not found.visits:
        return
    for guest, host, start in found.visits:
        base.place(guest, host, start)
    before = counts(standing)
    standing.season = base
    if counts(standing) < before and not wanted:
        standing.season = season


def _loose(standing: Standing, rounds: Sequence[int]) -> bool:
    """Whether other visits than the new ones may have to move for the best repair.

    Not where all that is possible stands and nobody could have one visit more; nor where all stands and rounds have
    nothing to do with each other, since each of them then has as many visits as it can.
    """
    season = standing.season
    grid = season.grid
    if not bool(((standing.possible == NOBODY) | (season.host_of == standing.possible)).all()):
        return True
    wanting = (season.host_of == NOBODY) & grid.present & (season.turns + grid.stay <= grid.max_turns)[:, None]
    if not wanting[:, rounds].any():
        return False
    tied = bool((grid.max_turns < grid.rounds).any())
    return tied or not grid.plain or bool(grid.problem.pins)


def _certain(standing: Standing, rounds: Sequence[int]) -> bool:
    """Whether the season is the best one: others stay, and there are no new visits, or only some of one round.

    A guest whose turns are limited could have had a new one in another round.
    """
    season = standing.season
    if _loose(standing, rounds):
        return False
    fresh = (season.host_of != NOBODY) & (season.host_of != standing.possible) & ~standing.fixed
    if not fresh.any():
        return True
    tied = season.grid.max_turns < season.grid.rounds
    return season.grid.plain and not tied[fresh.any(axis=1)].any() and int(fresh.any(axis=0).sum()) == 1


def _base(standing: Standing, *, whole: bool) -> Season:
    """The season without what may change: new visits alone, or (`whole`) everything but what is over."""
    season = standing.season.copy()

    for guest, host, start in sorted(visit_keys(season)):
        over = not season.grid.present[guest, start] and standing.fixed[guest, start]
        if not over and (whole or standing.possible[guest, start] != host):
            season.clear_stay(guest, start)
    return season


def _bonus(standing: Standing) -> dict[Key, int] | None:
    """What each visit is worth on top of its value, so that one term always comes before the next."""
    grid = standing.season.grid
    weights = grid.problem.weights
    visits = int(np.minimum(grid.max_turns, grid.rounds).sum())
    span = int(grid.turns.max() - grid.turns.min()) + grid.rounds + 1
    each = (
        2 * abs(weights.turns_squared) * span
        + abs(weights.met_before) * (int(grid.met.max(initial=0)) + grid.rounds)
        + abs(weights.over_share) * visits
        + abs(weights.new_teams)
        + 100 * abs(weights.fit)
        + abs(weights.too_soon) * grid.problem.wish_gap
    )
    again = each * visits + 1
    keep = again * (visits + 1)
    place = keep * (visits + 1)
    if place * visits > MOST:
        return None
    lost = (standing.was != NOBODY) & (standing.possible == NOBODY)
    bonus: dict[Key, int] = {}
    for guest, host in zip(*(axis.tolist() for axis in np.nonzero(grid.fit >= 0)), strict=True):
        stay = int(grid.stay[guest])
        for start in range(grid.rounds - stay + 1):
            during = slice(start, start + stay)
            kept = int((standing.possible[guest, during] == host).sum())
            bonus[guest, host, start] = stay * place + kept * keep + int(lost[guest, during].sum()) * again
    return bonus
