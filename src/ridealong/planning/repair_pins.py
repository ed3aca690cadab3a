"""Pins in a plan that is repaired: those that hold are fixed, new ones get a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.gains import gains
from ridealong.planning.pins import Wish, wishes
from ridealong.planning.said import Term, say
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.standing import Standing


def keep_pins(standing: Standing, rounds: Sequence[int]) -> None:
    """Fix the visits that keep a pin, and place those that no visit keeps, whoever has to make room for them.

    Seats that are then too few are put right where rounds are filled. Pins that no place was found for are left to the
    check of the whole plan.
    """
    for wish in wishes(standing.season.grid):
        if wish.round is not None and wish.round not in rounds:
            continue
        if not _kept(standing, wish) and standing.season.grid.stay[wish.guest] == 1:
            _place(standing, wish, rounds)


def _kept(standing: Standing, wish: Wish) -> bool:
    """Whether a visit keeps the pin; it is fixed then."""
    season = standing.season
    row = season.host_of[wish.guest]
    there = (row != NOBODY) if wish.host is None else (row == wish.host)
    if wish.round is not None:
        there &= np.arange(len(row)) == wish.round
    found = np.flatnonzero(there)
    if not len(found):
        return False
    start, stay = int(found[0]), int(season.grid.stay[wish.guest])
    until = start + 1 if stay == 1 else len(row)
    same = np.arange(len(row))[start:until][row[start:until] == row[start]]
    standing.fixed[wish.guest, same] = True
    season.locked[wish.guest, same] = True
    return True


def _place(standing: Standing, wish: Wish, rounds: Sequence[int]) -> None:
    """Place a pin that is not kept, at the least disturbance."""
    season, grid = standing.season, standing.season.grid
    worth = gains(season, np.array([wish.guest]))[0]
    choices = []
    for round_ in rounds if wish.round is None else [wish.round]:
        if not grid.present[wish.guest, round_] or season.locked[wish.guest, round_]:
            continue
        own = season.host_of[wish.guest, round_] != NOBODY
        seats = season.free_seats(round_)
        taken = np.bincount(season.host_of[standing.fixed[:, round_], round_] + 1, minlength=len(grid.hosts) + 1)[1:]
        room = grid.seats[:, round_] > taken
        choices += [
            (bool(own) + bool(seats[host] == 0), -int(worth[host]), round_, host)
            for host in (range(len(grid.hosts)) if wish.host is None else [wish.host])
            if grid.fit[wish.guest, host] >= 0 and room[host] and _spaced(standing, wish, host, round_)
        ]
    if not choices:
        return
    _, _, round_, host = min(choices)
    if season.host_of[wish.guest, round_] != NOBODY:
        before = season.clear(wish.guest, round_)
        cell = round_, grid.guests[wish.guest].id, grid.hosts[before].id
        standing.lost[cell] = say("a pin says otherwise{}", Term("pins"))
    season.place(wish.guest, host, round_, lock=True)
    standing.fixed[wish.guest, round_] = True


def _spaced(standing: Standing, wish: Wish, host: int, round_: int) -> bool:
    season = standing.season
    before = season.host_of[wish.guest, round_]
    if before == host:
        return True
    return season.apart_in_time(wish.guest, host, round_)
