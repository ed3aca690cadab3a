"""The plan as it stands while it is made: who is in which team, what that leaves, and what each team is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ridealong.planning.teams.layout import Layout

NOBODY: frozenset[int] = frozenset()


class Forming:
    """The choices made so far by team, `room` that they leave by limit, and `worth` in points by team."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.chosen: list[frozenset[int]] = [NOBODY for _ in layout.teams]
        self.room: list[int] = list(layout.caps)
        self.worth: list[int] = [team_worth(layout, team, NOBODY) for team in range(len(layout.teams))]

    def put(self, team: int, chosen: frozenset[int]) -> None:
        """Let a team have these choices and no others."""
        self._take(self.chosen[team], -1)
        self._take(chosen, 1)
        self.chosen[team] = chosen
        self.worth[team] = team_worth(self._layout, team, chosen)

    def replace(self, teams: Iterable[int], chosen: Collection[int]) -> None:
        """Let some teams have these choices, which are all in them."""
        for team in teams:
            self.put(team, frozenset(number for number in chosen if self._layout.choices[number].team == team))

    def without(self, teams: Iterable[int]) -> list[int]:
        """The room if these teams were empty."""
        room = list(self.room)
        for team in teams:
            for number in self.chosen[team]:
                choice = self._layout.choices[number]
                for limit, amount in choice.takes:
                    room[limit] += amount
        return room

    def value(self) -> int:
        """The value of the plan."""
        return sum(self.worth)

    def filled(self) -> int:
        """How many slots are filled."""
        return sum(map(len, self.chosen))

    def all_chosen(self) -> frozenset[int]:
        """Every choice that is made."""
        return frozenset().union(*self.chosen)

    def _take(self, chosen: Iterable[int], sign: int) -> None:
        for number in chosen:
            choice = self._layout.choices[number]
            for limit, amount in choice.takes:
                self.room[limit] -= sign * amount


def team_worth(layout: Layout, team: int, chosen: Iterable[int]) -> int:
    """What a team with these choices adds to the value."""
    weights = layout.weights
    made = [layout.choices[number] for number in chosen]
    members = {one.person for one in made}
    met = sum(len(layout.met[one] & members) for one in members) // 2
    return (
        sum(weights.filled + one.points for one in made)
        + weights.open_uneven * steps(len(layout.slots_of[team]) - len(made))
        + weights.missing_nice * steps(sum(one.missing for one in made))
        + weights.uneven * abs(sum(layout.lift[one.person] for one in made))
        + weights.known_pairs * met
    )


def steps(count: int) -> int:
    """1 + 2 + ... up to a number."""
    return count * (count + 1) // 2


def fits(layout: Layout, chosen: Iterable[int], room: Sequence[int]) -> bool:
    """Whether there is room for some choices."""
    taken: dict[int, int] = {}
    for number in chosen:
        choice = layout.choices[number]
        for limit, amount in choice.takes:
            taken[limit] = taken.get(limit, 0) + amount
    return all(room[limit] >= amount for limit, amount in taken.items())
