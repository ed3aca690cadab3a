"""Filling a place that a chain of moves has left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.gains import turn_gain
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.chain_trial import Trial
    from ridealong.planning.grid import Ints
    from ridealong.planning.season import Season

MOST_MOVES = 8
"""People who can move up one after the other."""


def fill(trial: Trial, host: int, round_: int) -> None:
    """Give a place to whom it adds most, somebody waiting or somebody of the same round, whose place is next.

    Only moves that add something are made. Visits that are locked, or that the trial has placed, stay.
    """
    season = trial.season
    settled = {guest for guest, when in trial.placed() if when == round_}
    for _ in range(MOST_MOVES):
        if season.used[host, round_] >= season.grid.seats[host, round_]:
            return
        moved = _best(trial, host, round_, settled)
        if moved is None:
            return
        guest, before = moved
        settled.add(guest)
        if before == NOBODY:
            return
        host = before


def _best(trial: Trial, host: int, round_: int, settled: set[int]) -> tuple[int, int] | None:
    """Move the guest who adds most; who, and from which host."""
    season = trial.season
    grid = season.grid
    now = season.host_of[:, round_]
    may = (now != NOBODY) & (now != host) & ~season.locked[:, round_] & (grid.stay == 1)
    may |= season.free_guests(round_)
    may[sorted(settled)] = False
    guests = np.flatnonzero(may)
    guests = guests[grid.fit[guests, host] >= 0]
    gain = _gains(season, guests, host, now[guests].astype(np.int64))
    for index in np.argsort(-gain, kind="stable").tolist():
        if gain[index] <= 0:
            return None
        guest, before = int(guests[index]), int(now[guests[index]])
        if before != NOBODY:
            trial.clear(guest, round_)
        if trial.place(guest, host, round_):
            return guest, before
        if before != NOBODY:
            trial.put_back(guest, before, round_)
    return None


def _gains(season: Season, guests: Ints, host: int, now: Ints) -> Ints:
    """(n,) what each guest adds with this host, less what they add where they are now."""
    grid, weights = season.grid, season.grid.problem.weights
    moving = now != NOBODY
    from_ = np.where(moving, now, host)
    turns = turn_gain(season, guests)
    there = meeting(season, guests, np.full(len(guests), host), now)
    here = meeting(season, guests, from_, now)
    over = weights.over_share
    more = over * max(0, int(season.load[host] - grid.share[host]) + 1)
    less = over * np.maximum(0, season.load[from_] - grid.share[from_])
    gain: Ints = there + more - np.where(moving, here + less, -turns)
    return gain


def meeting(season: Season, guests: Ints, hosts: Ints, without: Ints) -> Ints:
    """(n,) fit, repeats and new teams of a meeting, the present one with `without` left aside."""
    grid, weights = season.grid, season.grid.problem.weights
    team = grid.team[hosts]
    same_team = (without != NOBODY) & (grid.team[without] == team)
    new = ~grid.known[guests, team] & (season.team[guests, team] - same_team == 0)
    times = grid.met[guests, hosts].astype(np.int64) + season.pair[guests, hosts] - (without == hosts)
    points: Ints = weights.fit * grid.fit[guests, hosts].astype(np.int64)
    points += weights.met_before * times + weights.new_teams * new
    return points
