"""A plan of teams as callers receive it."""

from __future__ import annotations

from collections.abc import Iterable

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.plan import Embed, OpenSlot, TeamsBound, TeamsPlan, TeamsScore
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.score import score


def answer(problem: TeamsProblem, embeds: Iterable[Embed], bound: TeamsBound, stopper: Stopper) -> TeamsPlan:
    """The plan with its score, counted again, why slots stay open, and how far from the bound it may be."""
    made = tuple(sorted(embeds))
    counted = score(problem, made)
    missing = bound.value - counted.value
    if missing < 0 or bound.filled < counted.filled:
        raise ArithmeticError(f"a plan of value {counted.value} cannot exceed its bound {bound.value}")
    return TeamsPlan(
        embeds=made,
        open=_open(problem, made, stopper),
        score=counted,
        bound=bound,
        gap_percent=_percent(missing, _points(problem, counted)),
        proved=missing == 0,
        seconds=round(stopper.elapsed(), 2),
        # A plan that nothing can exceed was not cut short, whatever the clock says.
        stopped=stopper.reason if missing else None,
    )


def _open(problem: TeamsProblem, embeds: tuple[Embed, ...], stopper: Stopper) -> tuple[OpenSlot, ...]:
    if len(embeds) == sum(len(team.slots) for team in problem.teams):
        return ()
    from ridealong.planning.teams.reasons import open_reasons  # noqa: PLC0415 - for plans with open slots alone

    return open_reasons(problem, embeds, stopper)


def _points(problem: TeamsProblem, counted: TeamsScore) -> int:
    """The points to which a gap is related."""
    weights = problem.weights
    asked = sum(one.kind is DemandKind.WISH for one in problem.demands)
    return (
        abs(weights.known_pairs) * (counted.known_pairs + counted.new_pairs)
        + abs(weights.wishes) * asked
        + abs(weights.wants) * counted.wants
    )


def _percent(missing: int, base: int) -> float:
    """The gap in percent, rounded for people; never 0 where anything is missing."""
    gap = 100 * missing / max(1, base)
    return gap if gap < 1e-6 else round(gap, 6)
