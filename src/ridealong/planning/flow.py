"""A typed wrapper around the min-cost flow and max-flow solvers of OR-Tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints


class Network:
    """Arcs collected in blocks, with the flow through each block once a solver has run.

    Nodes are numbered by the caller. `cheapest` sends any amount up to `most` from source to sink and stops where one
    more unit would cost more than nothing, `deliver` carries fixed amounts, and `largest` leaves costs aside.
    """

    def __init__(self) -> None:
        self._tails: list[Ints] = []
        self._heads: list[Ints] = []
        self._room: list[Ints] = []
        self._costs: list[Ints] = []
        self._slices: list[slice] = []
        self._size = 0
        self.flow: Ints = np.zeros(0, dtype=np.int64)

    def add(self, tails: Ints, heads: Ints, room: Ints | int, costs: Ints | int) -> int:
        """Add arcs (arrays of one length, or numbers that hold for all) and return the number of this block."""
        size = len(tails)
        self._tails.append(np.asarray(tails, dtype=np.int64))
        self._heads.append(np.asarray(heads, dtype=np.int64))
        self._room.append(np.broadcast_to(np.asarray(room, dtype=np.int64), (size,)))
        self._costs.append(np.broadcast_to(np.asarray(costs, dtype=np.int64), (size,)))
        self._slices.append(slice(self._size, self._size + size))
        self._size += size
        return len(self._slices) - 1

    def through(self, block: int) -> Ints:
        """The flow through the arcs of a block."""
        return self.flow[self._slices[block]]

    def cheapest(self, source: int, sink: int, most: int) -> int:
        """Send up to `most` units at least cost, as many as pay; returns the cost, which is never above 0."""
        self.add(np.array([source]), np.array([sink]), most, 0)
        solver, costs = self._solver()
        solver.set_nodes_supplies(np.array([source, sink]), np.array([most, -most]))
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise ArithmeticError(f"min-cost flow ended with {status}")
        self._read(solver)
        return int((self.flow * costs).sum())

    def _solver(self) -> tuple[min_cost_flow.SimpleMinCostFlow, Ints]:
        tails, heads, room, costs = (np.concatenate(x) for x in (self._tails, self._heads, self._room, self._costs))
        solver = min_cost_flow.SimpleMinCostFlow()
        solver.add_arcs_with_capacity_and_unit_cost(tails, heads, room, costs)
        return solver, costs

    def _read(self, solver: min_cost_flow.SimpleMinCostFlow) -> None:
        self.flow = np.asarray(solver.flows(np.arange(self._size)), dtype=np.int64)

    def deliver(self, supply: Ints) -> bool:
        """Carry what some nodes supply (above 0) to those that need it, at least cost; False if that is impossible."""
        solver, _ = self._solver()
        solver.set_nodes_supplies(np.arange(len(supply)), supply)
        if solver.solve() != solver.OPTIMAL:
            return False
        self._read(solver)
        return True

    def prices(self, nodes: int) -> Ints:
        """Node potentials p with cost + p[tail] - p[head] >= 0 on every residual arc of the flow that was found.

        Bellman-Ford from a root that reaches every node for nothing; it ends, because an optimal flow leaves no
        negative cycle (Ahuja, Magnanti & Orlin 1993, theorem 9.1).
        """
        tails, heads, room, costs = (np.concatenate(x) for x in (self._tails, self._heads, self._room, self._costs))
        forth, back = self.flow < room, self.flow > 0
        start = np.concatenate([tails[forth], heads[back]])
        end = np.concatenate([heads[forth], tails[back]])
        length = np.concatenate([costs[forth], -costs[back]])
        order = np.argsort(end, kind="stable")
        start, end, length = start[order], end[order], length[order]
        prices = np.zeros(nodes, dtype=np.int64)
        if not len(end):
            return prices
        firsts = np.flatnonzero(np.r_[True, end[1:] != end[:-1]])
        target = end[firsts]
        while True:
            reached = np.minimum(prices[target], np.minimum.reduceat(prices[start] + length, firsts))
            if bool((reached == prices[target]).all()):
                return prices
            prices[target] = reached

    def largest(self, source: int, sink: int) -> int:
        """The largest amount that can flow from source to sink, costs left aside; `through` tells how."""
        tails, heads, room = (np.concatenate(x) for x in (self._tails, self._heads, self._room))
        solver = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(tails, heads, room)
        if solver.solve(source, sink) != solver.OPTIMAL:
            raise ArithmeticError("max flow failed")
        self.flow = np.asarray(solver.flows(np.arange(self._size)), dtype=np.int64)
        return int(solver.optimal_flow())
