"""A short list of names that shows why a round cannot have one guest more: too many for the hosts they could be with.

By P. Hall's theorem (1935) all guests find seats unless some of them have, all together, fewer seats open to them than
they are. Only one of the guests looked at is without a seat, so any such group holds that guest, everybody on a seat
that the group could use, and so on: those who are reached by alternating paths are in every such group, and they are
one themselves. So the list cannot be shorter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class Squeeze:
    """Guests (rows) who in one round could only be with `hosts`, who have fewer `seats` together than they are."""

    guests: tuple[int, ...]
    hosts: tuple[int, ...]
    seats: int


def squeeze(season: Season, guest: int, round_: int) -> Squeeze | None:
    """The smallest group that closes a round to a guest who has nobody in it, of those who have somebody.

    Seats are those that rest and limits leave, given all other rounds; fixed visits stay. None where moving people
    within the round would make room, where no host could have the guest even alone, and where rules about whole
    rounds (cover, trios) hold, since the reason may then lie with people of other hosts.
    """
    if season.grid.caps.any:
        return None
    open_, seats = _choices(season, round_)
    if not open_[guest].any():
        return None
    sitting, group = season.host_of[:, round_], np.array([guest])
    while True:
        hosts = np.flatnonzero(open_[group].any(axis=0))
        reached = np.union1d(group, np.flatnonzero(np.isin(sitting, hosts)))
        if len(reached) == len(group):
            break
        group = reached
    room = int(seats[hosts].sum())
    return None if room >= len(group) else Squeeze(tuple(group.tolist()), tuple(hosts.tolist()), room)


def _choices(season: Season, round_: int) -> tuple[Bools, Ints]:
    """(G, H) whom each guest could be with in the round if all seats were empty, and (H,) the seats there are."""
    seats = season.used[:, round_] + season.free_seats(round_)
    open_ = season.free_pairs(round_) & (seats > 0)
    who = np.flatnonzero(season.host_of[:, round_] != NOBODY)
    fixed = who[season.locked[who, round_] | (season.grid.stay[who] > 1)]
    open_[fixed] = False
    open_[who, season.host_of[who, round_]] = True
    return open_, seats
