"""In which weeks visits of single days take place, so that nobody has two in a week and no home team is left short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

PLACED = 1_000_000
"""What one outing in the timetable is worth, beside whose it is and which week it gets."""
FEWER = 200
"""What one turn fewer is worth that people have had before, where not all outings find weeks."""
USUAL_GAP = 2
"""How many weeks lie best between a visit and its return: soon, and with time to think about it."""
MOST_COLUMNS = 60_000
"""Ways to time outings up to which all are looked at together; beyond, the greedy timetable stands."""
NODES = 200
"""How far the search for whole numbers may branch; these models are nearly whole by themselves."""

Weeks = tuple[int, int | None]
"""The week of a visit, and that of its return, where one is timed too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """A visit of one day, or a visit and its return.

    Args:
        people: everybody who takes part, the host last; a trio is one outing.
        teams: the home team of each of them, in the same order; teams of the two sides are named apart.
        there: the weeks in which all of them have a day for the visit. back: the same for the return, after it; None
            where none is to be timed.
        gap: how many weeks after the visit the return may be at most.
        turns: how many turns whoever visits has had before; of a trio the one who had fewest.
    """

    people: tuple[str, ...]
    teams: tuple[str, ...]
    there: tuple[int, ...]
    back: tuple[int, ...] | None = None
    gap: int = 52
    turns: int = 0

    def ways(self) -> Iterator[Weeks]:
        """All weeks in which it could take place, leaving others aside."""
        for week in self.there:
            if self.back is None:
                yield week, None
                continue
            yield from ((week, later) for later in self.back if 0 < later - week <= self.gap)


@dataclass(slots=True)
class Room:
    """What is left of people's weeks and of how many of each team may be away."""

    left: dict[tuple[str, int], int]
    busy: set[tuple[str, int]]

    def fits(self, one: Outing, weeks: Weeks) -> bool:
        """Whether there is room for an outing in some weeks."""
        if any((who, week) in self.busy for who in one.people for week in weeks if week is not None):
            return False
        return all(self.left.get(place, 0) >= number for place, number in _away(one, weeks).items())

    def take(self, one: Outing, weeks: Weeks) -> None:
        """Let an outing take place in some weeks."""
        self.busy.update((who, week) for who in one.people for week in weeks if week is not None)
        for place, number in _away(one, weeks).items():
            self.left[place] -= number


def time_outings(outings: Sequence[Outing], room: Mapping[str, Sequence[int]], seed: int = 0) -> list[Weeks | None]:
    """The weeks of each outing, or None for one that finds none; as many find some as can.

    Where not all do, those who have had fewest turns go first.

    An integer programme over all ways to time all of them, after a greedy timetable (those with the fewest ways first)
    has not placed all. In nobody's week are two of them, and in no week are more of a team away than there is room for.

    Args:
        room: by team, how many of it may still be away in each week; teams that are not named have none.
    """
    left = {(team, week): number for team, weeks in room.items() for week, number in enumerate(weeks)}
    found = _greedy(outings, Room(dict(left), set()))
    if all(found):
        return found
    ways = [list(one.ways()) for one in outings]
    if sum(map(len, ways)) > MOST_COLUMNS or not any(ways):
        return found
    try:
        better = _exact(outings, ways, left, seed)
    except ImportError:
        # No solver on this system: the greedy timetable breaks no rule either.
        return found
    return max(found, better, key=lambda some: _worth(outings, some))


def _worth(outings: Sequence[Outing], weeks: Sequence[Weeks | None]) -> tuple[int, int]:
    """How many outings have weeks, and how many turns those fewer who go."""
    turns = [one.turns for one, some in zip(outings, weeks, strict=True) if some is not None]
    return len(turns), -sum(turns)


def _greedy(outings: Sequence[Outing], room: Room) -> list[Weeks | None]:
    found: list[Weeks | None] = [None] * len(outings)
    ways = [sorted(one.ways(), key=_cost) for one in outings]
    for number in sorted(range(len(outings)), key=lambda one: (len(ways[one]), one)):
        one = outings[number]
        weeks = next((some for some in ways[number] if room.fits(one, some)), None)
        if weeks is not None:
            room.take(one, weeks)
            found[number] = weeks
    return found


def _cost(weeks: Weeks) -> int:
    first, back = weeks
    return first + (0 if back is None else 3 * abs(back - first - USUAL_GAP))


def _away(one: Outing, weeks: Weeks) -> dict[tuple[str, int], int]:
    """How many of which team an outing takes away in which week."""
    there, back = weeks
    counted: dict[tuple[str, int], int] = defaultdict(int)
    for team in one.teams[:-1]:
        counted[team, there] += 1
    if back is not None:
        counted[one.teams[-1], back] += 1
    return counted


def _exact(
    outings: Sequence[Outing], ways: Sequence[Sequence[Weeks]], left: Mapping[tuple[str, int], int], seed: int
) -> list[Weeks | None]:
    import numpy as np  # noqa: PLC0415 - slow to import, and rarely needed

    from ridealong.planning.highs import whole  # noqa: PLC0415 - as above
    from ridealong.planning.linear_model import Rows  # noqa: PLC0415 - as above

    rows = Rows()
    chosen = [(number, weeks) for number, some in enumerate(ways) for weeks in some]
    worths = [PLACED - FEWER * outings[number].turns - _cost(weeks) for number, weeks in chosen]
    columns = rows.add_columns(np.array(worths, dtype=np.int64))
    uses: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
    for column, (number, weeks) in zip(columns.tolist(), chosen, strict=True):
        one = outings[number]
        uses["", str(number), 0].append((column, 1))
        for who in one.people:
            for week in weeks:
                if week is not None:
                    uses["person", who, week].append((column, 1))
        for (team, week), away in _away(one, weeks).items():
            uses["team", team, week].append((column, away))
    for (what, name, week), entries in uses.items():
        limit = left.get((name, week), 0) if what == "team" else 1
        [row] = rows.add_rows(np.array([limit], dtype=np.int64)).tolist()
        some = np.array([column for column, _factor in entries], dtype=np.int64)
        rows.put(np.full(len(some), row), some, np.array([factor for _column, factor in entries], dtype=np.int64))
    solved = whole(rows.built(), columns, seed, NODES, None)
    found: list[Weeks | None] = [None] * len(outings)
    if solved.values is not None:
        for column in np.flatnonzero(solved.values).tolist():
            number, weeks = chosen[column]
            found[number] = weeks
    return found
