"""Exchanging two rounds along whole chains of visits, which changes nothing but who is free when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ridealong.planning.grid import Bools, Ints
    from ridealong.planning.round_flow import Cells


def swapped(cells: Cells, seats: Ints, chosen: Ints, rounds: tuple[int, int], rng: np.random.Generator) -> Ints:
    """The `chosen` cells, with some chains of visits in two rounds exchanged, each with even chances.

    A chain goes from a visit to the visit of the same guest in the other round, from there to that of the same seat,
    and so on (A. Kempe 1879); with all of it every guest and every seat (`seats`, (H, R)) keep one visit a round. A
    chain is left alone if somebody in it could not be there.
    """
    mine = np.flatnonzero((cells.at[chosen] == rounds[0]) | (cells.at[chosen] == rounds[1]))
    mine = rng.permutation(mine)
    visits = chosen[mine]
    other = np.where(cells.at[visits] == rounds[0], rounds[1], rounds[0])
    seat = _rank(cells.j[visits] * len(seats[0]) + cells.at[visits])
    twin = cells.cell_of[cells.pair[visits], other]
    chain = _chains(_partner(cells.i[visits]), _partner(cells.j[visits] * (int(seat.max(initial=0)) + 1) + seat))
    stuck: Bools = np.zeros(len(visits), dtype=np.bool_)
    stuck[chain[(twin < 0) | (seat >= seats[cells.j[visits], other])]] = True
    swap = ~stuck[chain] & (rng.integers(0, 2, len(visits)) == 1)[chain]
    result = chosen.copy()
    result[mine[swap]] = twin[swap]
    return result


def _rank(names: Ints) -> Ints:
    """The place of each among those of the same name, in the order in which they come."""
    order = np.argsort(names, kind="stable")
    line = names[order]
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names)) - np.searchsorted(line, line)
    return rank


def _partner(names: Ints) -> Ints:
    """The other one of the same name, of which there are two at most, or oneself."""
    order = np.argsort(names, kind="stable")
    pairs = np.flatnonzero(names[order][1:] == names[order][:-1])
    partner = np.arange(len(names))
    first, second = order[pairs], order[pairs + 1]
    partner[first], partner[second] = second, first
    return partner


def _chains(one: Ints, other: Ints) -> Ints:
    """The smallest member of the chain that each is in; jumping to the member found so far halves the ways."""
    chain = np.arange(len(one))
    while True:
        nearer = np.minimum(chain, np.minimum(chain[one], chain[other]))
        nearer = nearer[nearer]
        if bool((nearer == chain).all()):
            return chain
        chain = nearer
