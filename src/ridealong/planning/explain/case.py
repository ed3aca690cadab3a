"""A plan taken up again with its problem, as the ground on which questions about it are answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ridealong.domain.errors import InvalidValue
from ridealong.planning.explain.beside import pinned_cells
from ridealong.planning.grid import build_grid
from ridealong.planning.rules.rule import Cell, Facts
from ridealong.planning.rules.whole import keeps
from ridealong.planning.season import NOBODY, Season
from ridealong.planning.stays import visits_in

if TYPE_CHECKING:
    from ridealong.planning.problem import Pin, Problem


class Case:
    """A problem and a plan for it, as (round, guest, host) rows.

    The season locks what pins hold, those that leave something open included, and the (round, guest) cells in
    `held`. Building it is most of the work of a question, so several questions should share one.
    """

    def __init__(self, problem: Problem, cells: Iterable[Cell], held: Iterable[tuple[int, str]] = ()) -> None:
        self.problem = problem
        self.grid = build_grid(problem)
        self.season = Season(self.grid)
        self._put(sorted(cells))
        fixed = {(self.guest(guest), round_) for round_, guest in held}
        loose: set[tuple[int, int]] = set()
        for pin in problem.pins:
            row = self.grid.guest_at[pin.guest]
            (loose if pin.host is None else fixed).update((row, round_) for round_ in self._kept(pin))
        # What is pinned with whomever, and also with one host, is not open.
        self._any_host = loose - fixed
        for place in loose | fixed:
            self.season.locked[place] = True

    def _put(self, cells: list[Cell]) -> None:
        grid = self.grid
        rows = [(self.guest(guest), self.host(host), round_) for round_, guest, host in cells]
        brief = [row for row in rows if grid.stay[row[0]] == 1]
        if brief:
            guests, hosts, rounds = (np.array(column, dtype=np.int64) for column in zip(*brief, strict=True))
            self.season.place_all(guests, hosts, rounds)
        long = [cell for cell, row in zip(cells, rows, strict=True) if grid.stay[row[0]] > 1]
        for visit in visits_in(grid.problem, long):
            self.season.place(self.guest(visit.guest), self.host(visit.host), visit.start)

    def _kept(self, pin: Pin) -> list[int]:
        """The rounds of the plan's cells that keep a pin; of a pin without a round, the first."""
        guest = self.grid.guest_at[pin.guest]
        rounds = range(self.problem.rounds) if pin.round is None else [pin.round]
        found = [r for r in rounds if (cell := self.cell(guest, r)) is not None and keeps(pin, cell)]
        return found if pin.round is not None else found[:1]

    def apart_by_pins(self, guest: int, rounds: Sequence[int]) -> list[list[int]]:
        """Rounds of a guest to be asked about together: those pinned with whomever have to be asked about alone."""
        loose = [round_ for round_ in rounds if (guest, round_) in self._any_host]
        others = [round_ for round_ in rounds if round_ not in loose]
        return [*([others] if others else []), *([round_] for round_ in loose)]

    def any_host(self, guest: int, rounds: Sequence[int]) -> bool:
        """Whether the guest is pinned with whomever in one of some rounds."""
        return any((guest, round_) in self._any_host for round_ in rounds)

    @contextmanager
    def giving_up(self, guest: int, rounds: Sequence[int]) -> Iterator[bool]:
        """Let the guest change hosts in a round that is pinned with whomever, if that is what is asked about.

        Says whether there is such a round.
        """
        cells = [(guest, round_) for round_ in rounds if (guest, round_) in self._any_host]
        for cell in cells:
            self.season.locked[cell] = False
        try:
            yield bool(cells)
        finally:
            for cell in cells:
                self.season.locked[cell] = True

    def cell(self, guest: int, round_: int) -> Cell | None:
        """What the plan has for a guest in a round."""
        host = int(self.season.host_of[guest, round_])
        return None if host == NOBODY else (round_, self.grid.guests[guest].id, self.grid.hosts[host].id)

    def guest(self, name: str) -> int:
        """The row of a guest; raises `InvalidValue` for a stranger."""
        if name not in self.grid.guest_at:
            raise InvalidValue(f"there is no guest {name!r}")
        return self.grid.guest_at[name]

    def host(self, name: str) -> int:
        """The row of a host; raises `InvalidValue` for a stranger."""
        if name not in self.grid.host_at:
            raise InvalidValue(f"there is no host {name!r}")
        return self.grid.host_at[name]

    @cached_property
    def facts(self) -> Facts:
        """The problem looked up by id, for the rules."""
        return Facts(self.problem)

    @cached_property
    def pinned(self) -> tuple[Cell, ...]:
        """The rows that pins fix."""
        return pinned_cells(self.facts)
