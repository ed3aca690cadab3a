"""Groups for all rounds of a problem: filled one round after the other, then made better by swaps."""

from collections.abc import Callable
from random import Random

from ridealong.domain.errors import Interrupted
from ridealong.domain.people import Side
from ridealong.planning.groups.acquaintance import AGAIN, Acquaintance, pairs_among
from ridealong.planning.groups.apart import keep_apart
from ridealong.planning.groups.bound import least_repeats
from ridealong.planning.groups.fill import Groups, fill_round
from ridealong.planning.groups.problem import Grouped, GroupProblem
from ridealong.planning.groups.swaps import LOOKS, Swaps

Told = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, from 0 to 1."""


def solve_groups(
    problem: GroupProblem,
    *,
    looks: int = LOOKS,
    told: Told | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Grouped:
    """Groups of all who are there, in every round, so that as few as can be meet again.

    Nobody sits with somebody from whom they are apart, and nobody is alone, as far as others are there. Every group
    has both sides, as long as there are enough people of both for it. Then as few pairs as possible meet again, then
    as few as possible are of one team. The search is local: it proves nothing, and `least` tells how far it may be from
    the best. The same problem gives the same answer, in whatever order people are listed.

    Args:
        looks: how many swaps are looked at at most, once all groups are filled.
        cancelled: asked now and then; once every group is filled, what is best so far is kept.

    Raises:
        Interrupted: it was cancelled before every group was filled.
    """
    known, chance = Acquaintance(problem), Random(f"groups {problem.seed}")  # noqa: S311 - nothing secret hangs on it
    everybody = range(len(known.people))
    present = [[one for one in everybody if number not in known.people[one].away] for number in range(problem.rounds)]
    least = least_repeats(known, present, problem.size)
    before = Acquaintance(problem)
    rounds: list[Groups] = []
    for number, some in enumerate(present):
        if cancelled and cancelled():
            raise Interrupted("Planning was stopped before there was a plan", "Nothing was changed")
        if told:
            told("Filling groups", number / problem.rounds)
        rounds.append(fill_round(known, list(some), problem.size, chance))
        for group in rounds[-1]:
            known.together(group)
    swaps = Swaps(known, rounds, chance, looks)
    cut = swaps.run(least * AGAIN, _told_of(told), cancelled)
    alone = [(number, one) for number, groups in enumerate(rounds) for one in keep_apart(known, groups)]
    alone += [(number, some[0]) for number, some in enumerate(present) if len(some) == 1]
    return _answer(before, rounds, sorted(alone), least=least, cut=cut)


def _told_of(told: Told | None) -> Callable[[float], None] | None:
    return (lambda done: told("Looking for better groups", done)) if told else None


def _answer(
    before: Acquaintance, rounds: list[Groups], alone: list[tuple[int, int]], *, least: int, cut: bool
) -> Grouped:
    """The plan as it is handed out.

    Args:
        before: who had met before the first round.
    """
    met: set[tuple[int, int]] = set()
    repeats = same_team = one_sided = 0
    for groups in rounds:
        for group in groups:
            for one, other in pairs_among(sorted(group)):
                repeats += (one, other) in met or before.met(one, other)
                same_team += before.same_team(one, other)
                met.add((one, other))
            one_sided += len({before.people[one].side for one in group}) < len(Side)
    ids = [one.id for one in before.people]
    return Grouped(
        rounds=tuple(tuple(sorted(tuple(ids[one] for one in sorted(group)) for group in groups)) for groups in rounds),
        alone=tuple((number, ids[one]) for number, one in alone),
        repeats=repeats,
        # Whoever is left alone meets nobody, which the bound does not know of.
        least=min(least, repeats),
        same_team=same_team,
        one_sided=one_sided,
        stopped=cut,
    )
