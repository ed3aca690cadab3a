"""The visits of some guests, stays included, stated as a linear model, given those of all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.exact.visits import extra_seats, free_seats
from ridealong.planning.limits import left_in
from ridealong.planning.linear_model import LinearModel, Rows
from ridealong.planning.numbering import numbered
from ridealong.planning.season import NOBODY
from ridealong.planning.stay_options import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.pins import Wish
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class StayModel:
    """A linear model whose first columns are the visits `guest`, `host`, `start` (V,).

    Its optimum and `constant` is the most that these guests' visits add to the value of the season: exactly that
    without a wish for the rounds between two meetings, which is left out, and no less with it.
    """

    linear: LinearModel
    guest: Ints
    host: Ints
    start: Ints
    constant: int
    places: Ints
    """(N,) what columns are worth by places and turns alone."""

    def season(self, base: Season, values: Ints) -> Season:
        """The season that the values (N,) of the columns make of `base`, which the model was stated for."""
        season = base.copy()
        chosen = np.flatnonzero(values[: len(self.guest)])
        visits = (self.guest[chosen].tolist(), self.host[chosen].tolist(), self.start[chosen].tolist())
        for guest, host, start in zip(*visits, strict=True):
            season.place(guest, host, start)
        return season


@dataclass(slots=True)
class _Draft:
    """The model under construction, with the visits that may be, and what they have in common by column."""

    season: Season
    rows: Rows
    guest: Ints
    host: Ints
    start: Ints
    stay: Ints
    column: Ints

    def by_round(self) -> tuple[Ints, Ints]:
        """Columns and rounds, one pair for each round of each visit."""
        columns = np.repeat(self.column, self.stay)
        return columns, self.start[columns] + numbered(self.stay)


def stay_model(season: Season, guests: Sequence[int], wishes: Sequence[Wish], places: int) -> StayModel:
    """State every visit of `guests`, who have none in `season` but what is fixed.

    `wishes` must come true; no plan adds more than `places` to the season. Every rule is stated, and every term but
    `too_soon`.
    """
    draft = _draft(season, np.array(sorted(guests), dtype=np.int64))
    constant, ladder = _guest_rules(draft, sorted(guests), places)
    _host_rules(draft)
    _loads(draft)
    _rests(draft)
    _windows(draft)
    _cover(draft)
    _pairs(draft)
    _gaps(draft)
    _teams(draft)
    _wishes(draft, wishes)
    linear = draft.rows.built()
    by_places = np.zeros(len(linear.worth), dtype=np.int64)
    by_places[ladder] = linear.worth[ladder]
    return StayModel(linear, draft.guest, draft.host, draft.start, constant, by_places)


def count_columns(season: Season) -> int:
    """About how many visits (guest, host, start) the whole problem has; never fewer than there are."""
    grid = season.grid
    total = 0
    for stay in np.unique(grid.stay).tolist():
        rows = grid.stay == stay
        guests, hosts = _runs(grid.present[rows], stay), _runs(grid.seats > 0, stay)
        together = guests.astype(np.int64) @ hosts.astype(np.int64).T
        total += int(together[grid.fit[rows] >= 0].sum())
    return total


def _runs(free: Bools, stay: int) -> Bools:
    return runs(free, stay) if stay <= free.shape[1] else np.zeros((len(free), 0), dtype=np.bool_)


def _draft(season: Season, guests: Ints) -> _Draft:
    grid = season.grid
    allowed = grid.fit >= 0
    free = grid.present & (season.host_of == NOBODY)
    seats = free_seats(season) + extra_seats(season) > 0
    found: list[tuple[Ints, Ints, Ints]] = []
    for stay in np.unique(grid.stay[guests]).tolist():
        some = guests[(grid.stay[guests] == stay) & (season.turns[guests] + stay <= grid.max_turns[guests])]
        mine, theirs = _runs(free[some], stay), _runs(seats, stay)
        for index, guest in enumerate(some.tolist()):
            open_ = allowed[guest][:, None] & mine[index] & theirs
            host, start = np.nonzero(open_)
            found.append((np.full(len(host), guest, dtype=np.int64), host, start))
    guest, host, start = (np.concatenate([np.zeros(0, dtype=np.int64), *(row[n] for row in found)]) for n in range(3))
    kept = _may_begin(season, guest, host, start)
    guest, host, start = guest[kept], host[kept], start[kept]
    order = np.lexsort((start, host, guest))
    guest, host, start = guest[order], host[order], start[order]
    stay_of = grid.stay[guest]
    rows = Rows()
    worth = grid.problem.weights.fit * grid.fit[guest, host].astype(np.int64) * stay_of
    worth += grid.problem.weights.met_before * (grid.met[guest, host] + season.pair[guest, host].astype(np.int64))
    return _Draft(season, rows, guest, host, start, stay_of, rows.add_columns(worth))


def _may_begin(season: Season, guest: Ints, host: Ints, start: Ints) -> Bools:
    """Which visits obey what is fixed: first rounds of pairs, gaps to fixed meetings, rests around fixed visits."""
    grid, gap = season.grid, season.grid.problem.repeat_gap
    kept = np.ones(len(guest), dtype=np.bool_)
    stay = grid.stay[guest]
    code = guest * len(grid.hosts) + host
    for (one, other), first in grid.not_before.items():
        kept &= (code != one * len(grid.hosts) + other) | (start >= first)
    if gap:
        for one, round_ in zip(*(rows.tolist() for rows in np.nonzero(season.host_of >= 0)), strict=True):
            near = code == one * len(grid.hosts) + season.host_of[one, round_]
            kept &= ~(near & (start - gap <= round_) & (round_ <= start + stay - 1 + gap))
    for visited in np.flatnonzero(grid.limits.rest > 0).tolist():
        rest = int(grid.limits.rest[visited])
        for begin, length in season.blocks(visited):
            near = (begin - rest < start + stay) & (start <= begin + length - 1 + rest)
            kept &= ~((host == visited) & near & ~((start == begin) & (stay == length)))
    return kept


def _guest_rules(draft: _Draft, guests: Sequence[int], places: int) -> tuple[int, Ints]:
    """One host a round; the k-th visit of a guest at what its turns are worth.

    Places and turns are worth so much more than the rest that their common part is taken out of every visit: a place
    that is not filled costs it instead, in one column, so that solvers work with small numbers. Returns that common
    part for all places, and the columns that places and turns are worth something in.
    """
    season, grid, weights = draft.season, draft.season.grid, draft.season.grid.problem.weights
    columns, rounds = draft.by_round()
    everywhere = np.ones(len(grid.guests) * grid.rounds, dtype=np.int64)
    draft.rows.put_grouped(draft.guest[columns] * grid.rounds + rounds, columns, everywhere)
    before = (grid.turns + season.turns)[guests]
    stay = grid.stay[guests]
    most = np.maximum(0, np.minimum(grid.max_turns[guests] - season.turns[guests], grid.rounds) // stay)
    common = _common(draft, before, int(places))
    who = np.repeat(np.arange(len(guests)), most)
    had = before[who] + stay[who] * numbered(most)
    worth = stay[who] * (weights.placed - common) + weights.turns_squared * ((had + stay[who]) ** 2 - had**2)
    rungs = draft.rows.add_columns(worth)
    ladder = np.full(len(grid.guests), -1, dtype=np.int64)
    ladder[guests] = draft.rows.add_rows(np.zeros(len(guests), dtype=np.int64), equal=True)
    draft.rows.put(ladder[draft.guest], draft.column)
    draft.rows.put(ladder[np.asarray(guests, dtype=np.int64)[who]], rungs, -1)
    empty = draft.rows.add_columns(np.array([-common]), max(0, places))
    total = draft.rows.add_rows(np.array([places]), equal=True)
    draft.rows.put(np.broadcast_to(total, len(draft.column)), draft.column, draft.stay)
    draft.rows.put(total, empty)
    return common * places, np.concatenate([rungs, empty])


def _common(draft: _Draft, before: Ints, places: int) -> int:
    """What a place is worth to somebody with as many turns as people have on average if all places are filled."""
    weights = draft.season.grid.problem.weights
    average = (2 * int(before.sum()) + places) // max(1, len(before))
    return max(0, weights.placed + weights.turns_squared * average)


def _host_rules(draft: _Draft) -> None:
    """Seats, and guests above them where trios allow it."""
    season, grid = draft.season, draft.season.grid
    free, extra = free_seats(season), extra_seats(season)
    columns, rounds = draft.by_round()
    rows = draft.rows.put_grouped(draft.host[columns] * grid.rounds + rounds, columns, free.reshape(-1))
    above = np.flatnonzero((rows >= 0) & (extra.reshape(-1) > 0))
    if len(above):
        taken = draft.rows.add_columns(np.zeros(len(above), dtype=np.int64))
        draft.rows.put(rows[above], taken, -1)
        left = np.array([season.extra_left(round_) for round_ in range(grid.rounds)], dtype=np.int64)
        draft.rows.put_grouped(above % grid.rounds, taken, left)


def _loads(draft: _Draft) -> None:
    """Visits above the fair share of a host, each at its cost; the first ones cost least, so that they come first."""
    season, grid = draft.season, draft.season.grid
    weight = grid.problem.weights.over_share
    if not weight:
        return
    # Stays fill at least their rounds, so that no host has more visits than its seats over the shortest stay.
    shortest = int(draft.stay.min(initial=grid.rounds))
    possible = (free_seats(season) + extra_seats(season)).sum(axis=1) // shortest
    possible = np.minimum(possible, np.bincount(draft.host, minlength=len(grid.hosts)))
    room = np.maximum(0, grid.share - season.load)
    count = np.maximum(0, possible - room)
    hosts = np.flatnonzero(count)
    some = count[draft.host] > 0
    rows = draft.rows.put_grouped(draft.host[some], draft.column[some], room)
    who = np.repeat(hosts, count[hosts])
    worth = weight * (np.maximum(0, season.load - grid.share)[who] + numbered(count[hosts]) + 1)
    draft.rows.put(rows[who], draft.rows.add_columns(worth), -1)


def _rests(draft: _Draft) -> None:
    """Rest between visits: of all visits to a host that cover a round or rest in it, only those of one kind can be.

    Visits of one kind begin and end together. Two intervals overlap if and only if some round is in both.
    """
    season, grid = draft.season, draft.season.grid
    some = np.flatnonzero(grid.limits.rest[draft.host] > 0)
    if not len(some):
        return
    longest = grid.rounds + 1
    kinds, kind = np.unique(
        (draft.host[some] * grid.rounds + draft.start[some]) * longest + draft.stay[some], return_inverse=True
    )
    host, start, stay = kinds // longest // grid.rounds, kinds // longest % grid.rounds, kinds % longest
    blocks = draft.rows.add_columns(np.zeros(len(kinds), dtype=np.int64))
    seats = (free_seats(season) + extra_seats(season))[host, start]
    opened = draft.rows.add_rows(np.zeros(len(kinds), dtype=np.int64))
    draft.rows.put(opened[kind], draft.column[some])
    draft.rows.put(opened, blocks, -seats)
    span = stay + grid.limits.rest[host]
    covered = np.repeat(np.arange(len(kinds)), span)
    round_ = start[covered] + numbered(span)
    width = 2 * grid.rounds + 1
    one = np.ones(len(grid.hosts) * width, dtype=np.int64)
    draft.rows.put_grouped(host[covered] * width + round_, blocks[covered], one)


def _windows(draft: _Draft) -> None:
    """At most so many visits to a host begin in any window."""
    for window in draft.season.grid.limits.windows:
        left = np.maximum(0, left_in(draft.season, window))
        mine = np.flatnonzero(window.row_of[draft.host] >= 0)
        inside = window.holds[:, draft.start[mine]]
        stretch, which = np.nonzero(inside)
        keys = window.row_of[draft.host[mine[which]]] * len(window.first) + stretch
        draft.rows.put_grouped(keys, draft.column[mine[which]], left.reshape(-1))


def _cover(draft: _Draft) -> None:
    """Cover at home: so many guests of a team out in a round, and so many hosts of a team with guests."""
    season, caps = draft.season, draft.season.grid.caps
    rounds = season.grid.rounds
    columns, where = draft.by_round()
    if caps.guests_covered:
        left = np.stack([season.cover_left(round_)[0] for round_ in range(rounds)], axis=1)
        draft.rows.put_grouped(caps.guest_team[draft.guest[columns]] * rounds + where, columns, left.reshape(-1))
    if caps.hosts_covered:
        left = np.stack([season.cover_left(round_)[1] for round_ in range(rounds)], axis=1)
        fresh = season.used[draft.host[columns], where] == 0
        keys = draft.host[columns[fresh]] * rounds + where[fresh]
        rows = draft.rows.put_grouped(keys, columns[fresh], np.zeros(len(season.grid.hosts) * rounds, dtype=np.int64))
        used = np.flatnonzero(rows >= 0)
        opened = draft.rows.add_columns(np.zeros(len(used), dtype=np.int64))
        draft.rows.put(rows[used], opened, -(free_seats(season) + extra_seats(season)).reshape(-1)[used])
        draft.rows.put_grouped(season.grid.team[used // rounds] * rounds + used % rounds, opened, left.reshape(-1))


def _pairs(draft: _Draft) -> None:
    """Repeats: what all meetings of a pair have cost before is in the visits, so that a step is what each adds."""
    grid = draft.season.grid
    weight = grid.problem.weights.met_before
    codes = draft.guest * len(grid.hosts) + draft.host
    pairs, where = np.unique(codes, return_inverse=True)
    if not weight or not len(pairs):
        return
    first, last = np.full(len(pairs), grid.rounds), np.full(len(pairs), -1)
    np.minimum.at(first, where, draft.start)
    np.maximum.at(last, where, draft.start)
    stay = grid.stay[pairs // len(grid.hosts)]
    most = -(-(last - first + 1) // (stay + grid.problem.repeat_gap))
    some = most > 1
    number = np.full(len(pairs), -1, dtype=np.int64)
    number[some] = draft.rows.add_rows(np.ones(int(some.sum()), dtype=np.int64))
    mine = some[where]
    draft.rows.put(number[where[mine]], draft.column[mine])
    more = (most - 1)[some]
    who = np.repeat(number[some], more)
    draft.rows.put(who, draft.rows.add_columns(weight * (numbered(more) + 1)), -1)


def _gaps(draft: _Draft) -> None:
    grid, gap = draft.season.grid, draft.season.grid.problem.repeat_gap
    if not gap:
        return
    span = draft.stay + gap
    columns = np.repeat(draft.column, span)
    width = 2 * grid.rounds + gap
    codes = draft.guest * len(grid.hosts) + draft.host
    pairs, where = np.unique(codes, return_inverse=True)
    keys = where[columns] * width + draft.start[columns] + numbered(span)
    draft.rows.put_grouped(keys, columns, np.ones(len(pairs) * width, dtype=np.int64))


def _teams(draft: _Draft) -> None:
    """The first contact of a guest with a team pays once."""
    season, grid = draft.season, draft.season.grid
    weight = grid.problem.weights.new_teams
    team = grid.team[draft.host]
    fresh = (~grid.known & (season.team == 0))[draft.guest, team]
    if not weight or not bool(fresh.any()):
        return
    contacts, where = np.unique((draft.guest * grid.teams + team)[fresh], return_inverse=True)
    rows = draft.rows.add_rows(np.zeros(len(contacts), dtype=np.int64))
    draft.rows.put(rows[where], draft.column[fresh], -1)
    draft.rows.put(rows, draft.rows.add_columns(np.full(len(contacts), weight)))


def _wishes(draft: _Draft, wishes: Sequence[Wish]) -> None:
    for wish in wishes:
        keeping = draft.guest == wish.guest
        if wish.host is not None:
            keeping &= draft.host == wish.host
        if wish.round is not None:
            keeping &= (draft.start <= wish.round) & (wish.round < draft.start + draft.stay)
        row = draft.rows.add_rows(np.array([-1]))
        columns = draft.column[keeping]
        draft.rows.put(np.broadcast_to(row, len(columns)), columns, -1)
