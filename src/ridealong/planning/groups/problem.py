"""What is asked of a plan of groups, and what such a plan is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side

Pair = tuple[str, str]
"""The ids of two people, the smaller one first."""


def pair_of(one: str, other: str) -> Pair:
    """Two people as they are looked up."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPerson:
    """Somebody to be put into groups.

    Args:
        away: the rounds, from 0, in which they can be in no group.
    """

    id: str
    side: Side
    team: str
    away: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupProblem:
    """Who is to meet in groups of which size, over how many rounds.

    Args:
        size: how many people meet; where that does not come out even, one more or one less.
        apart: pairs that are never in one group.
        met: how often two met in groups before, or do in groups that stay; without pairs that never did.
        seed: another one, another of the plans that are as good.

    Raises:
        InvalidValue: two people share an id, or there is no round.
    """

    rounds: int
    size: int
    people: tuple[GroupPerson, ...]
    apart: frozenset[Pair] = frozenset()
    met: Mapping[Pair, int] = field(default_factory=dict)
    seed: int = 0

    def __post_init__(self) -> None:
        if self.rounds < 1:
            raise InvalidValue(f"{self.rounds} is not a number of rounds", "Give 1 or more")
        if self.size < 2:
            raise InvalidValue(f"{self.size} is not a number of people in a group", "Give 2 or more")
        if len({one.id for one in self.people}) < len(self.people):
            raise InvalidValue("Two people have the same id", "Give each person another one")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """A plan of groups.

    Args:
        rounds: for each round its groups, each the ids of its people in order; groups by their first.
        alone: who is there in a round and yet in no group, as round and id: nobody is left with whom they may meet.
        repeats: how many pairs in a group had met before, in an earlier round or before the first one.
        least: how many repeats no plan of these sizes can do without; a lower bound, which may be too low.
        same_team: how many pairs in a group are of one team.
        one_sided: how many groups have people of one side alone.
        stopped: whether looking for better groups was cut short.
    """

    rounds: tuple[tuple[tuple[str, ...], ...], ...]
    alone: tuple[tuple[int, str], ...] = ()
    repeats: int = 0
    least: int = 0
    same_team: int = 0
    one_sided: int = 0
    stopped: bool = False
