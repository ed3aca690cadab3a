"""Who has met whom how often, and what it costs to put people together."""

from collections.abc import Iterable, Iterator, Sequence

from ridealong.planning.groups.problem import GroupProblem

APART = 1_000_000
"""What a pair costs that must never meet."""
AGAIN = 1_000
"""What a pair costs for each time that it has met; more than all that teams can cost in a group."""
SAME_TEAM = 1
"""What a pair of one team costs."""


class Acquaintance:
    """The people of a problem by number, in the order of their ids, and how often each two have met so far."""

    def __init__(self, problem: GroupProblem) -> None:
        people = sorted(problem.people, key=lambda one: one.id)
        number = {one.id: index for index, one in enumerate(people)}
        teams = {name: index for index, name in enumerate(sorted({one.team for one in people}))}
        self.people = people
        self._team = [teams[one.team] for one in people]
        self._cost: list[dict[int, int]] = [{} for _ in people]
        for pairs, cost in ((problem.apart, dict.fromkeys(problem.apart, APART)), (problem.met, _times(problem))):
            for one, other in pairs:
                if one in number and other in number:
                    self._add(number[one], number[other], cost[one, other])

    def _add(self, one: int, other: int, cost: int) -> None:
        for mine, theirs in ((one, other), (other, one)):
            self._cost[mine][theirs] = self._cost[mine].get(theirs, 0) + cost

    def together(self, group: Sequence[int]) -> None:
        """Note that people are in one group."""
        for one, other in pairs_among(group):
            self._add(one, other, AGAIN)

    def not_together(self, group: Sequence[int]) -> None:
        """Take that back."""
        for one, other in pairs_among(group):
            self._add(one, other, -AGAIN)

    def join(self, one: int, others: Iterable[int]) -> int:
        """What it costs to put somebody with others with whom they are not yet."""
        cost, team, mine = self._cost[one], self._team, self._team[one]
        return sum(cost.get(other, 0) + (team[other] == mine) for other in others)

    def joined(self, one: int, others: Sequence[int]) -> int:
        """What somebody costs beside others with whom they are already."""
        return self.join(one, others) - AGAIN * len(others)

    def is_apart(self, one: int, other: int) -> bool:
        """Whether two must never meet."""
        return self._cost[one].get(other, 0) >= APART

    def met(self, one: int, other: int) -> bool:
        """Whether two have met, as far as noted."""
        return self._cost[one].get(other, 0) % APART >= AGAIN

    def closed(self, one: int) -> Iterator[int]:
        """Those whom somebody has met, or must never meet."""
        return (other for other, cost in self._cost[one].items() if cost)

    def same_team(self, one: int, other: int) -> bool:
        """Whether two are of one team."""
        return self._team[one] == self._team[other]


def _times(problem: GroupProblem) -> dict[tuple[str, str], int]:
    # As often as this, whoever counts has long stopped: the cost of a pair must stay below that of one kept apart.
    most = APART // AGAIN // 2
    return {pair: AGAIN * min(times, most) for pair, times in problem.met.items()}


def pairs_among(group: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Each pair of a group once."""
    return ((one, other) for index, one in enumerate(group) for other in group[index + 1 :])
