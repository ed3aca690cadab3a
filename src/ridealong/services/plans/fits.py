"""The fit of every guest with every host at once: the rules of `domain.fit`, looked up in tables."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ridealong.domain import fit as rules
from ridealong.domain.apart import MIN_SHARED_MINUTES
from ridealong.domain.hours import Place, place_of, shared_minutes
from ridealong.domain.people import Person, Side
from ridealong.planning.problem import APART

Points = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]
Thing = TypeVar("Thing", bound=Hashable)

_ROWS = 500


def fit_bytes(
    guests: Sequence[Person],
    hosts: Sequence[Person],
    *,
    day: date,
    zone: str,
    met: Mapping[tuple[int, int], int],
    team_meetings: Mapping[tuple[str, str], int],
    apart: Sequence[tuple[int, int]],
) -> bytes:
    """The points of each guest (row) with each host (column), 255 where the two must stay apart.

    Args:
        day: the day for which zones are compared. zone: that of people who have none.
        met: how often two have met, by (row, column), without zeros.
        team_meetings: how often two teams have met, by (IT team, marketing team).
        apart: the (row, column) places that are closed whatever the fit.
    """
    # Some rows at a time, since topics are counted in four times the room of the sum.
    cells, closed = _by_kind(guests, hosts, day=day, zone=zone, team_meetings=team_meetings)
    topics = _Topics(guests, hosts)
    for start in range(0, len(guests), _ROWS):
        rows = slice(start, start + _ROWS)
        cells[rows] += topics.points(rows)
    if met:
        rows_met, columns_met = np.array(list(met)).T
        points = _table(rules.new_points, np.fromiter(met.values(), np.int32, len(met)))
        cells[rows_met, columns_met] -= (rules.new_points(0) - points).astype(np.uint8)
    if closed is not None:
        cells[closed] = APART
    for place in apart:
        cells[place] = APART
    return cells.tobytes()


def _table(rule: Callable[[int], int], values: Points) -> Points:
    table = np.array([rule(value) for value in range(int(values.max(initial=0)) + 1)], np.int32)
    return table[values]


def _by_kind(
    guests: Sequence[Person],
    hosts: Sequence[Person],
    *,
    day: date,
    zone: str,
    team_meetings: Mapping[tuple[str, str], int],
) -> tuple[Bytes, Bools | None]:
    """The points for hours, teams and a first meeting, and which cells share too little working time, if any.

    They are worked out once for each pair of different hours, zones and teams.
    """
    guest_kinds, guest_rows = _kinds(guests, zone)
    host_kinds, host_rows = _kinds(hosts, zone)
    minutes = _shared([place for place, _ in guest_kinds], [place for place, _ in host_kinds], day)
    points = _table(rules.hours_points, minutes) + rules.new_points(0)
    points += _teams([team for _, team in guest_kinds], [team for _, team in host_kinds], guests, team_meetings)
    cells = points.astype(np.uint8)[:, host_rows][guest_rows]
    apart = minutes < MIN_SHARED_MINUTES
    return cells, apart[:, host_rows][guest_rows] if apart.any() else None


def _shared(guests: Sequence[Place], hosts: Sequence[Place], day: date) -> Points:
    """Shared minutes, worked out once for each pair of different hours and zones."""
    guest_places, guest_rows = _numbered(guests)
    host_places, host_rows = _numbered(hosts)
    table = np.array([[shared_minutes(one, other, day) for other in host_places] for one in guest_places], np.int32)
    table = table.reshape(len(guest_places), len(host_places))
    return table[np.ix_(guest_rows, host_rows)]


def _kinds(people: Sequence[Person], zone: str) -> tuple[list[tuple[Place, str]], list[int]]:
    """The different hours, zones and teams, and which of them everybody has."""
    return _numbered([(place_of(one, zone), one.team) for one in people])


def _numbered(things: Sequence[Thing]) -> tuple[list[Thing], list[int]]:
    numbers: dict[Thing, int] = {}
    rows = [numbers.setdefault(one, len(numbers)) for one in things]
    return list(numbers), rows


class _Topics:
    """The points for topics, some guests at a time: how often both sides want what the other knows, in one product."""

    def __init__(self, guests: Sequence[Person], hosts: Sequence[Person]) -> None:
        numbers: dict[str, int] = {}
        for one in (*guests, *hosts):
            for topic in (*one.knows, *one.wants):
                numbers.setdefault(topic.casefold(), len(numbers))
        most = 1 + max((len(one.wants) for one in (*guests, *hosts)), default=0)
        # Both counts in one number: what the host wants and the guest knows counts `most` times.
        gives = most * _marks([one.knows for one in guests], numbers)
        self._guests = np.hstack([_marks([one.wants for one in guests], numbers), gives])
        of_hosts = [_marks([one.knows for one in hosts], numbers), _marks([one.wants for one in hosts], numbers)]
        self._hosts = np.ascontiguousarray(np.hstack(of_hosts).T)
        self._table = np.array(
            [rules.topic_points(learns, gives) for gives in range(most) for learns in range(most)], np.uint8
        )

    def points(self, rows: slice) -> Bytes:
        """(n, H) the points of some guests with every host."""
        found: Bytes = self._table[(self._guests[rows] @ self._hosts).astype(np.uint32)]
        return found


def _marks(topics: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> npt.NDArray[np.float32]:
    marks = np.zeros((len(topics), max(1, len(numbers))), np.float32)
    for row, some in enumerate(topics):
        for topic in some:
            marks[row, numbers[topic.casefold()]] = 1
    return marks


def _teams(
    guests: Sequence[str], hosts: Sequence[str], people: Sequence[Person], meetings: Mapping[tuple[str, str], int]
) -> Points:
    """The points for the teams of each guest and host."""
    guest_teams, guest_rows = _numbered(guests)
    host_teams, host_rows = _numbered(hosts)
    from_it = any(one.side is Side.IT for one in people[:1])
    table = np.array(
        [
            [rules.team_points(meetings.get((one, other) if from_it else (other, one), 0)) for other in host_teams]
            for one in guest_teams
        ],
        np.int32,
    ).reshape(len(guest_teams), len(host_teams))
    return table[np.ix_(guest_rows, host_rows)]
