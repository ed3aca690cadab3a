"""What a planning problem is: guests, hosts, how well they fit, what they have behind them and what is fixed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from ridealong.domain.errors import InvalidValue

FORMAT = "ridealong-problem/1"
APART = 255
"""The byte that stands for "these two stay apart" in a `FitMatrix`."""
BEST_FIT = 100
MOST_TURNS = 250
"""Turns before plus rounds: up to here one more turn never costs more than a filled place is worth."""


@dataclass(frozen=True, slots=True)
class FitMatrix:
    """Points from 0 to 100 for each guest (row) with each host (column), one byte a cell, row by row.

    Bytes rather than lists, because 5,000 x 5,000 people are 25 million cells.
    """

    rows: int
    columns: int
    cells: bytes

    def __post_init__(self) -> None:
        if len(self.cells) != self.rows * self.columns:
            raise InvalidValue(f"fit: {len(self.cells)} cells do not make {self.rows} rows of {self.columns}")

    @classmethod
    def of(cls, rows: Iterable[Iterable[int | None]]) -> FitMatrix:
        """Pack rows of points (None: keep apart); raises `InvalidValue` for ragged rows or points out of 0..100."""
        cells = bytearray()
        columns: int | None = None
        count = 0
        for count, row in enumerate(rows, start=1):
            before = len(cells)
            for column, points in enumerate(row):
                if points is not None and not 0 <= points <= BEST_FIT:
                    raise InvalidValue(f"fit[{count - 1}][{column}]: {points} is not from 0 to 100")
                cells.append(APART if points is None else points)
            if columns is not None and len(cells) - before != columns:
                raise InvalidValue(f"fit[{count - 1}]: {len(cells) - before} columns, but the row before has {columns}")
            columns = len(cells) - before
        return cls(count, columns or 0, bytes(cells))

    def points(self, row: int, column: int) -> int | None:
        """The points of one cell, or None where the two must stay apart."""
        cell = self.cells[row * self.columns + column]
        return None if cell == APART else cell

    def lists(self) -> Iterator[list[int | None]]:
        """Row after row as lists of points and None."""
        for start in range(0, self.rows * self.columns, max(1, self.columns)):
            yield [None if cell == APART else cell for cell in self.cells[start : start + self.columns]]


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who visits.

    `away` are rounds without them; `closed` is the same with a reason that may be shown. `turns` were had before the
    plan, `max_turns` limits those in it, and `stay` is for how many rounds in a row every visit lasts.
    """

    id: str
    team: str
    away: tuple[int, ...] = ()
    turns: int = 0
    max_turns: int | None = None
    known_teams: tuple[str, ...] = ()
    stay: int = 1
    closed: Mapping[int, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a group that is visited together; `away` are rounds without them."""

    id: str
    away: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """What a host was promised for a visit from elsewhere: at most `visits` in any `window` rounds with its `round`."""

    round: int
    visits: int
    window: int


@dataclass(frozen=True, slots=True)
class Host:
    """Somebody, or a group, who is visited, by up to `capacity` guests at once (one number, or one a round).

    `rest` rounds lie free between two rounds with a visit. In any `window` rounds in a row (default: as many as the
    plan has) at most `max_visits` visits begin; every guest received is one, and a stay counts once. `visits` are
    the rounds of visits from elsewhere, one entry for each, that count for both; they may lie before round 0.
    `promises` are limits that hold around some of these alone, beside `max_visits`.
    A host with `members` is a group: it is visited only while `quorum` of them (default: more than half) are there.
    """

    id: str
    team: str
    capacity: int | tuple[int, ...] = 1
    away: tuple[int, ...] = ()
    share: int | None = None
    closed: Mapping[int, str] = field(default_factory=dict, hash=False)
    rest: int = 0
    max_visits: int | None = None
    window: int | None = None
    visits: tuple[int, ...] = ()
    promises: tuple[Promise, ...] = ()
    members: tuple[Member, ...] = ()
    quorum: int | None = None

    def enough(self, round_: int) -> bool:
        """Whether enough members of a group are there in a round; always for a single person."""
        if not self.members:
            return True
        needed = len(self.members) // 2 + 1 if self.quorum is None else self.quorum
        return sum(round_ not in member.away for member in self.members) >= needed

    def seats(self, round_: int) -> int:
        """Guests this host takes in a round, leaving rest and limits aside."""
        if round_ in self.away or round_ in self.closed or not self.enough(round_):
            return 0
        return self.capacity if isinstance(self.capacity, int) else self.capacity[round_]

    def all_seats(self, rounds: int) -> Sequence[int]:
        """`seats` of each round of a plan of so many."""
        if isinstance(self.capacity, int) and not (self.away or self.closed or self.members):
            return [self.capacity] * rounds
        return [self.seats(round_) for round_ in range(rounds)]


@dataclass(frozen=True, slots=True)
class Met:
    """That a guest and a host met `times` before, and may not meet again before the round `not_before`, if set.

    `last` is the round of their last meeting: below 0, since it was before the plan; -1 is the round just before it.
    With `refused`, it is not that they met which keeps them apart until then: a lead does not agree.
    """

    guest: str
    host: str
    times: int = 0
    not_before: int | None = None
    last: int | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """What the coordinator fixed: a guest with a host, in a round, or both."""

    guest: str
    host: str | None = None
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit of each term of the value is worth; costs are negative."""

    placed: int = 10_000_000
    turns_squared: int = -20_000
    met_before: int = -1_000
    over_share: int = -150
    new_teams: int = 30
    fit: int = 1
    too_soon: int = -200

    def times(self, factor: int) -> Weights:
        """All of them so many times as large."""
        return Weights(*(factor * getattr(self, one.name) for one in fields(self)))


TERMS = tuple(one.name for one in fields(Weights))
"""The terms of the value, as keys of `Weights` and of `Score`."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How many people of a home team visits may take in one round: a number, or one a round.

    `guests` limits guests who are out visiting, `hosts` those who have guests. Teams that are not named are free.
    """

    guests: Mapping[str, int | tuple[int, ...]] = field(default_factory=dict, hash=False)
    hosts: Mapping[str, int | tuple[int, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the planner needs: rounds 0 to `rounds` - 1, both sides, and `fit` with a row per guest.

    `repeat_gap` rounds must lie free between two meetings of the same two people within the plan; each
    meeting that comes with fewer than `wish_gap` free costs `weights.too_soon` for each of the missing ones. `level`
    asks for rounds of even size among plans of equal value. With `trios`, hosts take one guest more in rounds in which
    more guests are present than there are seats, all together no more than are lacking.
    """

    rounds: int
    guests: tuple[Guest, ...]
    hosts: tuple[Host, ...]
    fit: FitMatrix
    seed: int = 0
    met: tuple[Met, ...] = ()
    pins: tuple[Pin, ...] = ()
    weights: Weights = Weights()
    repeat_gap: int = 0
    level: bool = False
    wish_gap: int = 0
    cover: Cover = Cover()
    trios: bool = False
