"""The fit of every guest with every host at once: the rules of `domain.fit`, looked up in tables."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from ridealong.domain import fit as rules
from ridealong.domain.apart import MIN_SHARED_MINUTES
from ridealong.domain.hours import Place, place_of, shared_minutes
from ridealong.domain.people import Person, Side
from ridealong.planning.problem import APART

Points = npt.NDArray[np.int32]

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
    cells = np.empty((len(guests), len(hosts)), np.uint8)
    shared = np.empty((len(guests), len(hosts)), np.bool_)
    # Some rows at a time, since what is added up takes many times the room of the sum.
    for start in range(0, len(guests), _ROWS):
        some, rows = guests[start : start + _ROWS], slice(start, start + _ROWS)
        minutes = _shared(some, hosts, day, zone)
        cells[rows] = _topics(some, hosts) + _table(rules.hours_points, minutes) + _teams(some, hosts, team_meetings)
        shared[rows] = minutes >= MIN_SHARED_MINUTES
    cells += rules.new_points(0)
    if met:
        rows_met, columns_met = np.array(list(met)).T
        points = _table(rules.new_points, np.fromiter(met.values(), np.int32, len(met)))
        cells[rows_met, columns_met] -= (rules.new_points(0) - points).astype(np.uint8)
    cells[~shared] = APART
    for place in apart:
        cells[place] = APART
    return cells.tobytes()


def _table(rule: Callable[[int], int], values: Points) -> Points:
    table = np.array([rule(value) for value in range(int(values.max(initial=0)) + 1)], np.int32)
    return table[values]


def _shared(guests: Sequence[Person], hosts: Sequence[Person], day: date, zone: str) -> Points:
    """Shared minutes, worked out once for each pair of different hours and zones."""
    guest_kinds, guest_places = _kinds([place_of(one, zone) for one in guests])
    host_kinds, host_places = _kinds([place_of(one, zone) for one in hosts])
    table = np.array([[shared_minutes(one, other, day) for other in host_places] for one in guest_places], np.int32)
    table = table.reshape(len(guest_places), len(host_places))
    return table[np.ix_(guest_kinds, host_kinds)]


def _kinds(places: Sequence[Place]) -> tuple[list[int], list[Place]]:
    numbers: dict[Place, int] = {}
    kinds = [numbers.setdefault(place, len(numbers)) for place in places]
    return kinds, list(numbers)


def _topics(guests: Sequence[Person], hosts: Sequence[Person]) -> Points:
    numbers: dict[str, int] = {}
    for one in (*guests, *hosts):
        for topic in (*one.knows, *one.wants):
            numbers.setdefault(topic.casefold(), len(numbers))
    learns = _marks([one.wants for one in guests], numbers) @ _marks([one.knows for one in hosts], numbers).T
    gives = _marks([one.knows for one in guests], numbers) @ _marks([one.wants for one in hosts], numbers).T
    most_learns, most_gives = int(learns.max(initial=0)), int(gives.max(initial=0))
    table = np.array(
        [[rules.topic_points(one, other) for other in range(most_gives + 1)] for one in range(most_learns + 1)],
        np.int32,
    )
    return table[learns.astype(np.intp), gives.astype(np.intp)]


def _marks(topics: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> npt.NDArray[np.float32]:
    marks = np.zeros((len(topics), max(1, len(numbers))), np.float32)
    for row, some in enumerate(topics):
        for topic in some:
            marks[row, numbers[topic.casefold()]] = 1
    return marks


def _teams(guests: Sequence[Person], hosts: Sequence[Person], meetings: Mapping[tuple[str, str], int]) -> Points:
    guest_names = sorted({one.team for one in guests})
    host_names = sorted({one.team for one in hosts})
    table = np.array(
        [
            [
                rules.team_points(meetings.get((one, other) if guests[0].side is Side.IT else (other, one), 0))
                for other in host_names
            ]
            for one in guest_names
        ],
        np.int32,
    ).reshape(len(guest_names), len(host_names))
    rows = [guest_names.index(one.team) for one in guests]
    columns = [host_names.index(one.team) for one in hosts]
    return table[np.ix_(rows, columns)]
