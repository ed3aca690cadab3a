"""Rules about whole rounds: cover at home, and the guests that hosts may take on top of their seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.problem import Guest, Problem
    from ridealong.planning.season import Season

FREE = 2**40
"""Stands for "as many as there are" in limits."""


@dataclass(frozen=True, slots=True)
class Caps:
    """What rounds allow in all.

    `guests` (TG, R) and `hosts` (T, R) are how many people of a home team visits may take, `guest_team` (G,) the rows
    of the former. `extra_seats` (H, R) is 1 where a host may take one guest above its seats, and `lacking` (R,) how
    many such guests there may be in a round. `guests_covered`, `hosts_covered` and `trios` say whether there is any
    such rule at all.
    """

    guests: Ints
    hosts: Ints
    guest_team: Ints
    extra_seats: Ints
    lacking: Ints
    guests_covered: bool
    hosts_covered: bool
    trios: bool

    @property
    def any(self) -> bool:
        """Whether any of these rules holds."""
        return self.guests_covered or self.hosts_covered or self.trios


def build_caps(
    problem: Problem, guests: Sequence[Guest], host_teams: Mapping[str, int], present: Bools, seats: Ints
) -> Caps:
    """The limits of a valid problem; `guests` are in the order of the grid, `host_teams` gives the row of a team."""
    guest_teams = {name: index for index, name in enumerate(sorted({guest.team for guest in guests}))}
    trios = problem.trios
    lacking = np.maximum(0, present.sum(axis=0) - seats.sum(axis=0)) if trios else np.zeros(problem.rounds)
    return Caps(
        guests=_limits(problem.cover.guests, guest_teams, problem.rounds),
        hosts=_limits(problem.cover.hosts, host_teams, problem.rounds),
        guest_team=np.array([guest_teams[guest.team] for guest in guests], dtype=np.int64),
        extra_seats=((seats > 0) & (lacking > 0)).astype(np.int64),
        lacking=lacking.astype(np.int64),
        guests_covered=bool(problem.cover.guests),
        hosts_covered=bool(problem.cover.hosts),
        trios=trios,
    )


def _limits(cover: Mapping[str, int | tuple[int, ...]], teams: Mapping[str, int], rounds: int) -> Ints:
    limits = np.full((len(teams), rounds), FREE, dtype=np.int64)
    for team, most in cover.items():
        limits[teams[team]] = most
    return limits


def guests_left(season: Season, round_: int) -> Ints:
    """(TG,) how many more guests of each home team may be out in a round; `FREE` and more without a limit."""
    caps = season.grid.caps
    out = np.bincount(caps.guest_team[season.host_of[:, round_] >= 0], minlength=len(caps.guests))
    left: Ints = np.maximum(0, caps.guests[:, round_] - out)
    return left


def hosts_left(season: Season, round_: int) -> Ints:
    """(T,) how many more hosts of each home team, who have nobody yet, may have guests in a round."""
    caps = season.grid.caps
    taken = np.bincount(season.grid.team[season.used[:, round_] > 0], minlength=len(caps.hosts))
    left: Ints = np.maximum(0, caps.hosts[:, round_] - taken)
    return left


def covered_guests(season: Season, round_: int) -> Bools:
    """(G,) guests whose home team has as many out in a round as may be."""
    covered: Bools = (guests_left(season, round_) == 0)[season.grid.caps.guest_team]
    return covered


def covered_hosts(season: Season, round_: int) -> Bools:
    """(H,) hosts without guests whose home team has as many with guests in a round as may be."""
    covered: Bools = (season.used[:, round_] == 0) & (hosts_left(season, round_) == 0)[season.grid.team]
    return covered


def extra_left(season: Season, round_: int) -> int:
    """How many more guests may come on top of the seats of a round; 0 without trios."""
    caps = season.grid.caps
    if not caps.trios:
        return 0
    above = np.maximum(0, season.used[:, round_] - season.grid.seats[:, round_]).sum()
    return max(0, int(caps.lacking[round_] - above))


def free_extra(season: Season, round_: int) -> Bools:
    """(H,) hosts who may take one guest above their seats in a round; no more than `extra_left` of them together."""
    caps, grid = season.grid.caps, season.grid
    if not caps.trios or extra_left(season, round_) == 0:
        return np.zeros(len(grid.hosts), dtype=np.bool_)
    free: Bools = (caps.extra_seats[:, round_] > 0) & (season.used[:, round_] <= grid.seats[:, round_])
    return free


def admits(season: Season, guest: int, host: int, start: int, rounds: int) -> bool:
    """Whether cover and seats, with those of trios, let this visit of so many rounds be added."""
    caps, grid = season.grid.caps, season.grid
    for round_ in range(start, start + rounds):
        used, seats = season.used[host, round_], grid.seats[host, round_]
        if used >= seats and not (caps.trios and free_extra(season, round_)[host]):
            return False
        if caps.guests_covered and guests_left(season, round_)[caps.guest_team[guest]] == 0:
            return False
        if caps.hosts_covered and used == 0 and hosts_left(season, round_)[grid.team[host]] == 0:
            return False
    return True


def most_more(season: Season, round_: int) -> int:
    """An upper bound of the places that cover lets be added in a round: by teams of guests, and by teams of hosts."""
    by_guests, by_hosts = team_room(season, [round_])
    return min(int(by_guests.sum()), int(by_hosts.sum()))


def team_room(season: Season, rounds: Sequence[int]) -> tuple[Ints, Ints]:
    """The most places that cover lets be added in these rounds: to home teams of guests (TG,), and of hosts (T,).

    A team of guests adds no more than it has left; a team of hosts no more than the free seats of those who have
    guests already and of as many others, the largest first, as it has left.
    """
    grid, caps = season.grid, season.grid.caps
    by_guests, by_hosts = (np.zeros(len(teams), dtype=np.int64) for teams in (caps.guests, caps.hosts))
    for round_ in rounds:
        open_ = grid.present[:, round_] & (season.host_of[:, round_] < 0)
        out = np.bincount(caps.guest_team[open_], minlength=len(caps.guests))
        by_guests += np.minimum(out, guests_left(season, round_))
        free = np.maximum(0, grid.seats[:, round_] - season.used[:, round_]) + free_extra(season, round_)
        left = hosts_left(season, round_)
        began = season.used[:, round_] > 0
        for team in range(len(caps.hosts)):
            of_team = grid.team == team
            fresh = np.sort(free[of_team & ~began])[::-1]
            by_hosts[team] += int(free[of_team & began].sum()) + int(fresh[: left[team]].sum())
    return by_guests, by_hosts
