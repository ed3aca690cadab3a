"""How many repeats no plan of groups can do without: counted, never assumed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ridealong.domain.people import Side
from ridealong.planning.groups.acquaintance import Acquaintance
from ridealong.planning.groups.sizes import Seats, group_sizes, seats_of_groups

Sides = tuple[Side, Side]
"""Between whom people meet: the side of the one and that of the other."""

_ACROSS: Sides = (Side.IT, Side.MARKETING)


def least_repeats(known: Acquaintance, present: Sequence[Sequence[int]], size: int) -> int:
    """A lower bound on the repeats of groups for who is there in each round, with nothing yet noted of these rounds.

    It holds for groups of the sizes and with the seats of each side that `group_sizes` and `seats_of_groups` say, where
    nobody has to be left alone for being apart from the others. So many pairs sit together, and so many can do so for
    the first time: what is left over are repeats. This is counted apart for pairs across sides and within each, for
    all of them together, and for each person, who meets at least as many as the smallest group of the round has, each
    repeat being shared by two. Besides, a group of more people than an earlier round had groups has two of one of them.
    """
    rounds = [_seats(known, some, size) for some in present]
    people = 1 + max((one for some in present for one in some), default=-1)
    rounds_of: list[list[int]] = [[] for _ in range(people)]
    for number, some in enumerate(present):
        for one in some:
            rounds_of[one].append(number)
    there = [frozenset(mine) for mine in rounds_of]
    kinds: tuple[Sides, ...] = (_ACROSS, (Side.IT, Side.IT), (Side.MARKETING, Side.MARKETING))
    counted = sum(_least_between(_Meeting(known, rounds, there, sides)) for sides in kinds)
    return max(counted, _from_earlier_rounds(rounds, present))


def _seats(known: Acquaintance, present: Sequence[int], size: int) -> tuple[Seats, ...]:
    it = sum(known.people[one].side is Side.IT for one in present)
    return seats_of_groups(group_sizes(size, it, len(present) - it), it, len(present) - it)


def _from_earlier_rounds(rounds: Sequence[Sequence[Seats]], present: Sequence[Sequence[int]]) -> int:
    """The repeats that come of the groups of a round having more people than an earlier round had groups."""
    everybody = [frozenset(some) for some in present]
    least = 0
    for number, groups in enumerate(rounds):
        earlier = {len(rounds[before]) for before in range(number) if everybody[number] <= everybody[before]}
        least += max((sum(_shared(sum(seats), before) for seats in groups) for before in earlier), default=0)
    return least


def _shared(people: int, groups: int) -> int:
    """How many pairs of a group at least were in one of some earlier groups, in which all of its people were."""
    each, more = divmod(people, groups)
    return more * (each + 1) * each // 2 + (groups - more) * each * (each - 1) // 2


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Who meets between two sides, or within one.

    Args:
        rounds: the seats of each round. there: by number of a person, the rounds in which they are there.
    """

    known: Acquaintance
    rounds: Sequence[Sequence[Seats]]
    there: Sequence[frozenset[int]]
    sides: Sides

    @property
    def across(self) -> bool:
        return self.sides == _ACROSS

    def concerns(self, one: int) -> bool:
        return self.known.people[one].side in self.sides

    def pairs(self, seats: Seats) -> int:
        """How many pairs sit together in a group."""
        if self.across:
            return seats[0] * seats[1]
        mine = seats[0 if self.sides[0] is Side.IT else 1]
        return mine * (mine - 1) // 2

    def meets(self, number: int, side: Side) -> int:
        """How many somebody of a side meets in a round at least."""
        mine, other = (0, 1) if side is Side.IT else (1, 0)
        sitting = [seats for seats in self.rounds[number] if seats[mine]]
        met = [seats[other] if self.across else seats[mine] - 1 for seats in sitting]
        return min(met, default=0)


def _least_between(meeting: _Meeting) -> int:
    new = _new_by_person(meeting)
    pairs = sum(meeting.pairs(seats) for groups in meeting.rounds for seats in groups)
    rounds = range(len(meeting.rounds))
    least = {(number, side): meeting.meets(number, side) for number in rounds for side in Side}
    short = Counter[Side]()
    for one, mine in enumerate(meeting.there):
        side = meeting.known.people[one].side
        if meeting.concerns(one):
            short[side] += max(0, sum(least[number, side] for number in mine) - new[one])
    # Across sides each repeat has one person of either; within a side it has two.
    shared = max(short.values(), default=0) if meeting.across else -(-short.total() // 2)
    return max(0, pairs - sum(new) // 2, shared)


def _new_by_person(meeting: _Meeting) -> list[int]:
    """By number of a person, how many others they may meet in some round and have not met."""
    known, there = meeting.known, meeting.there
    together = _overlaps(meeting)
    found = []
    for one, mine in enumerate(there):
        if not mine or not meeting.concerns(one):
            found.append(0)
            continue
        side = known.people[one].side
        closed = sum(
            1
            for other in known.closed(one)
            if other < len(there)
            and mine & there[other]
            and meeting.concerns(other)
            and (known.people[other].side is not side) is meeting.across
        )
        found.append(together[mine, side] - (0 if meeting.across else 1) - closed)
    return found


def _overlaps(meeting: _Meeting) -> dict[tuple[frozenset[int], Side], int]:
    """By rounds and side, how many may be met, oneself included: few people differ in the rounds they are there."""
    people, there = meeting.known.people, meeting.there
    kinds = Counter((mine, people[one].side) for one, mine in enumerate(there) if meeting.concerns(one))
    return {
        (mine, side): sum(
            number
            for (theirs, other), number in kinds.items()
            if mine & theirs and (other is not side) is meeting.across
        )
        for mine, side in kinds
    }
