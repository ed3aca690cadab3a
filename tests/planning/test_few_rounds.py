"""Few rounds with many people: turns are as even as a flow over turns alone says that they can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from ridealong.planning.problem import APART, Pin, Problem
from ridealong.planning.solve import solve
from thorough import thorough_only

from .judge import judge

PLACE = 1_000
PINNED = 100_000
Maker = Callable[[str, int, int, int], Problem]


@pytest.fixture
def make_season(monkeypatch: pytest.MonkeyPatch) -> Maker:
    """The seasons that the planner is measured by, of a kind, for so many people and rounds, by seed."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2])
    maker: Maker = import_module("bench.planning.seasons").make_season
    return maker


def most_even(problem: Problem) -> tuple[int, int]:
    """Places, and the least squared turns that so many places can have: guests, rounds and seats alone, no fit.

    A flow in which an arc for a pin, which names guest, host and round here, is worth more than all else.
    """
    rounds, guests, hosts = problem.rounds, len(problem.guests), len(problem.hosts)
    fit = np.frombuffer(problem.fit.cells, dtype=np.uint8).reshape(guests, hosts)
    flow = SimpleMinCostFlow()
    first = guests + guests * rounds
    source, sink = first + hosts * rounds, first + hosts * rounds + 1
    turns = [
        flow.add_arc_with_capacity_and_unit_cost(source, i, 1, 2 * (guest.turns + turn) + 1 - PLACE)
        for i, guest in enumerate(problem.guests)
        for turn in range(rounds)
    ]
    for i, guest in enumerate(problem.guests):
        for round_ in set(range(rounds)) - set(guest.away):
            flow.add_arc_with_capacity_and_unit_cost(i, guests + i * rounds + round_, 1, 0)
    for j, host in enumerate(problem.hosts):
        for round_ in set(range(rounds)) - set(host.away):
            flow.add_arc_with_capacity_and_unit_cost(first + j * rounds + round_, sink, 1, 0)
    pinned = {(pin.guest, pin.host, pin.round) for pin in problem.pins}
    i, j = np.nonzero(fit != APART)
    pairs = [(problem.guests[a].id, problem.hosts[b].id) for a, b in zip(i.tolist(), j.tolist(), strict=True)]
    for round_ in range(rounds):
        tails, heads = guests + i * rounds + round_, first + j * rounds + round_
        cost = np.array([-PINNED * ((*pair, round_) in pinned) for pair in pairs])
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.ones_like(i), cost)
    flow.add_arc_with_capacity_and_unit_cost(source, sink, guests * rounds, 0)
    flow.set_node_supply(source, guests * rounds)
    flow.set_node_supply(sink, -guests * rounds)
    assert flow.solve() == flow.OPTIMAL
    placed = sum(flow.flow(arc) for arc in turns)
    return placed, flow.optimal_cost() + PLACE * placed + PINNED * len(pinned)


@thorough_only
def test_turns_are_as_even_as_they_can_be_next_to_pins(make_season: Maker) -> None:
    season = make_season("tight", 1000, 2, 1)
    fit = np.frombuffer(season.fit.cells, dtype=np.uint8).reshape(len(season.guests), len(season.hosts))
    there = [j for j, host in enumerate(season.hosts) if not host.away]
    pins = [
        Pin(guest.id, season.hosts[j].id, i % 2)
        for i, (guest, j) in enumerate(zip(season.guests, there[:12], strict=False))
        if not guest.away and fit[i, j] != APART
    ]
    problem = replace(season, pins=tuple(pins))
    plan = solve(problem, worker=False)
    figures = judge(problem, plan)
    assert (figures.placed, figures.turns_squared) == most_even(problem)
    assert {(a.guest, a.host, a.round) for a in plan.assignments} >= {(p.guest, p.host, p.round) for p in pins}
