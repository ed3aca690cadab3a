"""The season as one network flow: who should meet whom how often, and a value that no plan can exceed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning.columns import Missing, missing_columns, pair_losses
from ridealong.planning.levels import share_turns
from ridealong.planning.likely import first_tiers, likely_pairs
from ridealong.planning.season_network import SeasonNetwork, pair_gain
from ridealong.planning.target import Room, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.planning.grid import Ints, Tiny
    from ridealong.planning.levels import Turns
    from ridealong.planning.season import Season


DENSE = 60_000
"""Pairs up to which the network holds all of them from the start."""
MOST_PASSES = 4
NEAR = 12
"""Points that a pair may cost the optimum to be looked at where rounds are planned together."""
CLOSE = 2e-6
"""Share of the points for fit and new teams that may be left to meetings outside of the network, in large ones."""


@dataclass(frozen=True, slots=True)
class Least:
    """What every plan that fills all places needs at least: `guests` (G,) turns and `hosts` (H,) meetings."""

    guests: Ints
    hosts: Ints


@dataclass(frozen=True, slots=True)
class _Flow:
    """A flow, what it adds to the value, prices of the nodes; `sound` if no flow in this network adds more."""

    network: SeasonNetwork
    times: Ints
    value: int
    prices: Ints
    sound: bool


def aggregate(
    season: Season, limits: Room, most: int, least: Least | None = None, likely: Tiny | None = None
) -> Target | None:
    """The best sum of all rounds within the limits and with at most `most` places, by min-cost flow.

    Guests (turns, convex) -> (guest, team) (first contact pays) -> hosts (repeats, convex) -> sink (load above the
    share, convex). Every plan is such a flow of at least its value, and networks have integral optima
    (Ahuja, Magnanti & Orlin 1993, theorem 9.10), so the optimum is an upper bound. With `least`, only plans that fill
    `most` places and give everybody that much are looked at; None if there are none. Large networks begin with the
    `likely` pairs.
    """
    target = None
    if limits.teams is None:
        target = _passes(season, limits, likely, lambda tiers: _forced(season, limits, most, least, tiers))
    if target is None and (least is None or limits.pairs.size <= DENSE):
        target = _passes(season, limits, likely, lambda tiers: _free(season, limits, most, least, tiers))
    return target


def best_sum(season: Season, limits: Room, most: int, likely: Tiny | None = None) -> Target:
    """As `aggregate` without `least`, which always finds something, if only that nobody meets."""
    target = aggregate(season, limits, most, likely=likely)
    if target is None and limits.needed is not None:
        target = aggregate(season, replace(limits, needed=None), most, likely=likely)
    if target is None:
        raise ArithmeticError("a network without demands has a flow")
    return target


def _passes(season: Season, limits: Room, likely: Tiny | None, solve: Callable[[Tiny], _Flow | None]) -> Target | None:
    """Solve over some meetings, add those that would pay, and solve again until none would."""
    tiers = np.minimum(limits.pairs, np.uint8(min(250, first_tiers(limits))))
    large = tiers.size > DENSE
    if large:
        tiers = np.minimum(tiers, (likely_pairs(season, limits) if likely is None else likely) * np.uint8(250))
    if limits.needed is not None:
        tiers[limits.needed] = np.maximum(1, tiers[limits.needed])
    passes = 0
    while True:
        flow = solve(tiers)
        if flow is None:
            return None
        passes += 1
        missing = _missing(season, limits, tiers, flow)
        if (
            not len(missing.i)
            or (large and passes >= MOST_PASSES)
            or (large and missing.slack <= CLOSE * _points(flow))
        ):
            if not flow.sound:
                return None
            some = np.flatnonzero(flow.times)
            i, j = flow.network.i[some], flow.network.j[some]
            loss = None if large else _losses(season, flow, i, j)
            near = _near(season, flow) if large else None
            return Target(i, j, flow.times[some], flow.value + missing.slack, loss, near)
        # Many are added at once where a repeat pays, so that few passes are needed.
        more = np.minimum(250, np.maximum(1, tiers[missing.i, missing.j].astype(np.int64) * 2)).astype(np.uint8)
        tiers[missing.i, missing.j] = np.minimum(limits.pairs[missing.i, missing.j], more)


def _missing(season: Season, limits: Room, tiers: Tiny, flow: _Flow) -> Missing:
    guests, hosts = tiers.shape
    tails = flow.network.contact_prices(flow.prices, flow.times)
    return missing_columns(season, limits, tiers, tails, flow.prices[guests : guests + hosts])


def _losses(season: Season, flow: _Flow, i: Ints, j: Ints) -> Ints:
    guests, hosts = len(season.grid.guests), len(season.grid.hosts)
    tails = flow.network.contact_prices(flow.prices, flow.times)
    loss = pair_losses(season, tails, flow.prices[guests : guests + hosts])
    loss[i, j] = 0
    return loss


def _near(season: Season, flow: _Flow) -> tuple[Ints, Ints]:
    """Rows and columns of the pairs in the network whose first meeting costs the optimum little."""
    network, heads = flow.network, flow.prices[len(season.grid.guests) :]
    i, j = network.i, network.j
    tails = network.contact_prices(flow.prices, flow.times)
    loss = tails[i, season.grid.team[j]] - pair_gain(season, i, j, 0) - heads[j]
    some = (flow.times > 0) | (loss <= NEAR * season.grid.problem.weights.fit)
    return i[some], j[some]


def _points(flow: _Flow) -> float:
    grid, network = flow.network.season.grid, flow.network
    return float(grid.problem.weights.fit * (flow.times * grid.fit[network.i, network.j]).sum())


def _free(season: Season, limits: Room, most: int, least: Least | None, tiers: Tiny) -> _Flow:
    """Every turn that pays, up to `most`; what everybody needs at least pays more than all else together."""
    network = SeasonNetwork.of(season, limits, tiers)
    network.add_free_turns(None if least is None else least.guests)
    network.add_hosts(None if least is None else least.hosts)
    if least is not None:
        network.add_needs(least.hosts)
    network.network.cheapest(network.source, network.sink, min(most, int(limits.guests.sum())))
    times = network.times()
    sound = network.has_needed(times) and (
        least is None
        or (
            int(times.sum()) == most
            and bool((network.per_guest(times) >= least.guests).all())
            and bool((network.per_host(times) >= least.hosts).all())
        )
    )
    prices = network.network.prices(network.nodes)
    return _Flow(network, times, _value(season, network, times), prices, sound)


def _forced(season: Season, limits: Room, most: int, least: Least | None, tiers: Tiny) -> _Flow | None:
    """Exactly `most` turns, shared out evenly; None if that is impossible, or if it is not the best.

    The costs of places and turns, by far the largest, are then the same for all flows and left out, which makes the
    solver several times as quick. Prices tell afterwards whether another number of turns would be better for anybody.
    """
    zero = np.zeros_like(limits.guests)
    count = np.minimum(limits.guests, limits.pairs.sum(axis=1, dtype=np.int64))
    turns = share_turns(season, zero if least is None else np.minimum(least.guests, count), count, most)
    if turns is None or (
        least is not None and bool((least.guests > count).any() or (least.hosts > limits.hosts).any())
    ):
        return None
    network = SeasonNetwork.of(season, limits, tiers)
    optional = network.add_turns(turns)
    network.add_hosts(None if least is None else least.hosts)
    short = _add_shortfall(network, turns)
    guests, hosts = tiers.shape
    supply = np.zeros(network.nodes, dtype=np.int64)
    supply[:guests] = turns.certain
    supply[network.source] = turns.open
    needed = zero[:0] if least is None else least.hosts
    if least is not None:
        supply[guests : guests + hosts] = -needed
    supply[network.sink] = int(needed.sum()) - most
    if not network.network.deliver(supply):
        return None
    times = network.times()
    prices = network.network.prices(network.nodes)
    enough = not bool(network.network.through(short).any())
    sound = enough and network.has_needed(times) and _best_turns(season, network, turns, optional, prices)
    return _Flow(network, times, _value(season, network, times), prices, sound)


def _add_shortfall(network: SeasonNetwork, turns: Turns) -> int:
    """Arcs past the hosts, so dear that they are only used where the pairs do not suffice."""
    weights = network.season.grid.problem.weights
    dear = 20 * (100 * weights.fit + weights.new_teams - weights.met_before - weights.over_share)
    who = np.flatnonzero(turns.certain + turns.possible)
    room_ = (turns.certain + turns.possible)[who]
    return network.network.add(
        np.append(who, network.source), np.full(len(who) + 1, network.sink), np.append(room_, max(0, turns.open)), dear
    )


def _best_turns(season: Season, network: SeasonNetwork, turns: Turns, optional: int, prices: Ints) -> bool:
    """Whether the prices show that no other way to share out the turns, nor fewer of them, would be better.

    There must be a price at the source at which the turns that were given cost no more, and the others no less, than
    what they bring.
    """
    own = prices[: len(turns.certain)]
    low = own - turns.above
    high = own + turns.below
    some = np.flatnonzero(turns.possible)
    through = network.network.through(optional)
    low[some] = np.where(through < turns.possible[some], np.maximum(low[some], own[some]), low[some])
    high[some] = np.where(through > 0, np.minimum(high[some], own[some]), high[some])
    lowest, highest = int(low.max()), int(high.min())
    if lowest > highest:
        return False
    return bool(season.grid.problem.weights.placed - turns.cost >= int(prices[network.sink]) - highest)


def _value(season: Season, network: SeasonNetwork, times: Ints) -> int:
    """What a flow adds to the value, from the meetings it stands for."""
    grid, weights = season.grid, season.grid.problem.weights
    given, load = network.per_guest(times), network.per_host(times)
    had = grid.turns + season.turns
    squared = int(((had + given) ** 2 - had**2).sum())
    tier = np.zeros(len(times), dtype=np.int64)
    gained = 0
    while bool((on := np.flatnonzero(times > tier)).size):
        gained += int(pair_gain(season, network.i[on], network.j[on], tier[on]).sum())
        tier[on] += 1
    teams = np.unique((network.i * grid.teams + grid.team[network.j])[(times > 0)])
    new = int(network.fresh.reshape(-1)[teams].sum())
    over = 0
    if not bool((grid.stay > 1).any()):
        before, after = (np.maximum(0, some - grid.share) for some in (season.load, season.load + load))
        over = int((after * (after + 1) // 2 - before * (before + 1) // 2).sum())
    return (
        weights.placed * int(times.sum())
        + weights.turns_squared * squared
        + gained
        + weights.new_teams * new
        + weights.over_share * over
    )
