"""What still stands of a plan after its problem has changed, and why the rest has fallen away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.domain.errors import InvalidValue
from ridealong.planning.check import Cell, Facts, Violation, broken
from ridealong.planning.limits import left_in
from ridealong.planning.said import Said, Who, say
from ridealong.planning.season import NOBODY, Season
from ridealong.planning.season_visits import starts_of
from ridealong.planning.stays import Visit, visits_in

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Grid, Ints
    from ridealong.planning.plan import Assignment

STRANGER = -2
"""In `Standing.was`: a host whom the problem does not know."""


@dataclass(slots=True)
class Standing:
    """A season that holds what still stands.

    `was` (G, R) are the hosts of the plan before, -1 for nobody and -2 for one whom the problem does not know; `fixed`
    (G, R) cells that must stay as they are; `possible` (G, R) the hosts of later cells that break no rule by
    themselves, else -1; `lost` says of (round, guest, host) rows why they fell away.
    """

    season: Season
    was: Ints
    fixed: Bools
    possible: Ints
    lost: dict[Cell, Said]


def what_stands(grid: Grid, before: Sequence[Assignment], held_before: int) -> Standing:
    """Place what is over or still possible, locked where it is over or pinned; conflicts are left as they are.

    Raises `InvalidValue` for assignments that name a round twice for a guest, or one that does not exist.
    """
    season = Season(grid)
    shape = season.host_of.shape
    empty = np.full(shape, NOBODY, dtype=np.int64)
    standing = Standing(season, empty, np.zeros(shape, dtype=np.bool_), empty.copy(), {})
    guests, hosts, rounds = _rows(grid, before, standing)
    standing.was[guests, rounds] = hosts
    over = rounds < held_before
    fine = over | _possible(grid, guests, hosts, rounds)
    long = grid.stay[guests] > 1
    season.place_all(*(axis[fine & ~long] for axis in (guests, hosts, rounds)))
    standing.fixed[guests[over], rounds[over]] = True
    bad = np.flatnonzero(~fine & ~long).tolist()
    gone = [_cell(grid, int(guests[row]), int(hosts[row]), int(rounds[row])) for row in bad]
    if long.any():
        gone += _place_stays(standing, held_before)
    free = (season.host_of != NOBODY) & ~standing.fixed
    standing.possible[free] = season.host_of[free]
    season.locked |= standing.fixed
    standing.lost.update(_reasons(grid, gone))
    return standing


def _rows(grid: Grid, before: Sequence[Assignment], standing: Standing) -> tuple[Ints, Ints, Ints]:
    """Guests, hosts and rounds of what the problem still knows; the rest is lost."""
    guests = np.array([grid.guest_at.get(one.guest, NOBODY) for one in before], dtype=np.int64)
    hosts = np.array([grid.host_at.get(one.host, NOBODY) for one in before], dtype=np.int64)
    rounds = np.array([one.round for one in before], dtype=np.int64)
    wrong = np.flatnonzero((rounds < 0) | (rounds >= grid.rounds))
    if len(wrong):
        text = f"round {rounds[wrong[0]]} does not exist; rounds run from 0 to {grid.rounds - 1}"
        raise InvalidValue(f"assignments[{wrong[0]}].round: {text}")
    known = (guests != NOBODY) & (hosts != NOBODY)
    for index in np.flatnonzero(~known).tolist():
        one = before[index]
        missing = one.guest if guests[index] == NOBODY else one.host
        standing.lost[one.round, one.guest, one.host] = say("{} takes part no longer", Who(missing))
        if guests[index] != NOBODY:
            standing.was[guests[index], one.round] = STRANGER
    cells, first = np.unique(guests[known] * grid.rounds + rounds[known], return_index=True)
    if len(cells) < known.sum():
        index = int(np.flatnonzero(known)[np.setdiff1d(np.arange(int(known.sum())), first)[0]])
        raise InvalidValue(f"assignments[{index}]: {before[index].guest} has two hosts in round {before[index].round}")
    return guests[known], hosts[known], rounds[known]


def _possible(grid: Grid, guests: Ints, hosts: Ints, rounds: Ints) -> Bools:
    """(n,) which cells are possible if there were no others."""
    possible: Bools = grid.present[guests, rounds] & (grid.seats[hosts, rounds] > 0) & (grid.fit[guests, hosts] >= 0)
    if grid.not_before:
        first = [grid.not_before.get(pair, 0) for pair in zip(guests.tolist(), hosts.tolist(), strict=True)]
        possible &= rounds >= np.array(first, dtype=np.int64)
    return possible & ~grid.limits.resting[hosts, rounds]


def _place_stays(standing: Standing, held_before: int) -> list[Cell]:
    """Place whole stays that are over, begun or possible; returns the cells of the others."""
    season, grid = standing.season, standing.season.grid
    gone: list[Cell] = []
    for visit in _stays(grid, standing.was):
        guest, host = grid.guest_at[visit.guest], grid.host_at[visit.host]
        rounds = np.arange(visit.start, visit.start + visit.rounds)
        begun = visit.start < held_before
        whole = visit.rounds == grid.stay[guest]
        twice = np.full(len(rounds), guest), np.full(len(rounds), host), rounds
        if whole and (begun or bool(_possible(grid, *twice).all())):
            season.place(guest, host, visit.start)
            standing.fixed[guest, rounds] |= begun
        else:
            gone += [_cell(grid, guest, host, int(round_)) for round_ in rounds]
    return gone


def _stays(grid: Grid, was: Ints) -> list[Visit]:
    guests, rounds = np.nonzero((was != NOBODY) & (grid.stay > 1)[:, None])
    cells = [_cell(grid, g, int(was[g, r]), r) for g, r in zip(guests.tolist(), rounds.tolist(), strict=True)]
    return visits_in(grid.problem, cells)


def _cell(grid: Grid, guest: int, host: int, round_: int) -> Cell:
    return round_, grid.guests[guest].id, grid.hosts[host].id


def _reasons(grid: Grid, cells: Sequence[Cell]) -> dict[Cell, Said]:
    """What the rules say against single cells; a stay that is broken in one of its rounds is lost in all."""
    if not cells:
        return {}
    found: dict[Cell, Said] = {}
    by_pair: dict[tuple[str, str], Said] = {}
    violations = list(broken(Facts(grid.problem), sorted(cells)))
    for cell in cells:
        reason = next((one.said for one in violations if _speaks_of(one, cell)), None)
        if reason:
            found[cell] = reason
            by_pair.setdefault(cell[1:], reason)
    return {cell: found.get(cell) or by_pair.get(cell[1:]) or say("the stay is not whole") for cell in cells}


def _speaks_of(violation: Violation, cell: Cell) -> bool:
    round_, guest, host = cell
    return (
        violation.round in {None, round_}
        and violation.guest in {"", guest}
        and violation.host in {"", host}
        and bool(violation.guest or violation.host)
    )


def settle(standing: Standing) -> None:
    """Take back visits until no rule is broken by what is not fixed.

    Of the visits that break a rule together, the one goes whose loss leaves the fewest rules broken among its people,
    then the one worth least. Seats of single rounds are left to `RoundPaths`, which does it exactly, unless there are
    stays.
    """
    season = standing.season
    if not _crowded(season):
        return
    facts = Facts(season.grid.problem)
    seats_too = bool((season.grid.stay > 1).any())
    while True:
        found = [one for one in broken(facts, sorted(season.cells())) if seats_too or one.rule != "capacity"]
        if not sum(_take_back(standing, facts, one) for one in found):
            return


def _crowded(season: Season) -> bool:
    """Whether rules beyond those of single cells may be broken."""
    grid = season.grid
    if grid.caps.any or grid.problem.repeat_gap or bool((season.turns > grid.max_turns).any()):
        return True
    if bool((grid.limits.rest > 0).any()) or bool((grid.stay > 1).any()):
        return True
    return any(bool((left_in(season, window) < 0).any()) for window in grid.limits.windows)


def _take_back(standing: Standing, facts: Facts, violation: Violation) -> bool:
    """Take one visit back for the sake of a broken rule, if it is still broken and any may go."""
    season, grid = standing.season, standing.season.grid
    near = _near(season, violation)
    if violation not in list(broken(facts, near)):
        return False
    choices = []
    for guest, host, start in _visits(standing, near):
        name, rounds = grid.guests[guest].id, range(start, start + int(grid.stay[guest]))
        if violation.guest in {"", name} and violation.host in {"", grid.hosts[host].id}:
            rest = [cell for cell in near if cell[1] != name or cell[0] not in rounds]
            choices.append((len(list(broken(facts, rest))), _worth(season, guest, start), -start, guest))
    if not choices:
        return False
    _, _, back, guest = min(choices)
    host = season.clear_stay(guest, -back)
    for round_ in range(-back, -back + int(grid.stay[guest])):
        standing.lost[_cell(grid, guest, host, round_)] = violation.said
    return True


def _near(season: Season, violation: Violation) -> list[Cell]:
    """The cells that a violation can be about."""
    cells = sorted(season.cells())
    if violation.guest or violation.host:
        return [cell for cell in cells if violation.guest == cell[1] or violation.host == cell[2]]
    return [cell for cell in cells if violation.round in {None, cell[0]}]


def _visits(standing: Standing, cells: Sequence[Cell]) -> Iterator[tuple[int, int, int]]:
    """The (guest, host, start) behind cells that are not fixed, each once."""
    grid = standing.season.grid
    seen: set[tuple[int, int]] = set()
    for round_, name, host in cells:
        guest, start = grid.guest_at[name], round_
        if grid.stay[guest] > 1:
            start = next(one for one in starts_of(standing.season, guest) if one <= round_ < one + grid.stay[guest])
        if not standing.fixed[guest, start] and (guest, start) not in seen:
            seen.add((guest, start))
            yield guest, grid.host_at[host], start


def _worth(season: Season, guest: int, start: int) -> int:
    """What a visit adds to the value."""
    with_it = season.value()
    host = season.clear_stay(guest, start)
    worth = with_it - season.value()
    season.place(guest, host, start)
    return worth
