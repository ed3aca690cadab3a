"""Why somebody is in a slot of a plan of composite teams: what that is worth, and who else could be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ridealong.domain.errors import InvalidValue
from ridealong.planning.teams.candidates import Openness, TeamCandidate, candidates_in
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.standing import Standing
from ridealong.planning.teams.team_terms import Part, TeamTerms

MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class WhyEmbed:
    """Why somebody is in a slot.

    Args:
        parts: the terms of the value that are lost when the slot stays open, which add up to what the embed brings.
        holds: whether the team would not stand without anybody in the slot.
        pinned: whether the coordinator wants it.
        knows: the topics of the slot that they know, needed ones first.
        alternatives: the best of those who could take it at once, with what that would do to the value.
    """

    person: str
    slot: str
    parts: tuple[Part, ...]
    holds: bool
    pinned: bool
    knows: tuple[str, ...]
    alternatives: tuple[TeamCandidate, ...]


def why(problem: TeamsProblem, embeds: Iterable[Embed], person: str, slot: str) -> WhyEmbed:
    """Explain an embed; raises `InvalidValue` where there is none, and for a plan that does not fit the problem."""
    standing = Standing(problem, embeds)
    team, wanted = standing.slot(slot)
    somebody = standing.person(person)
    inside = standing.inside[team.id]
    if inside.get(slot) is not somebody:
        raise InvalidValue(f"{person} is not in {slot}")
    without = standing.beside(team, wanted)
    terms = TeamTerms(problem)
    ranked = candidates_in(standing, slot)
    return WhyEmbed(
        person=person,
        slot=slot,
        parts=terms.parts([terms.of(team, without)], [terms.of(team, inside)]),
        holds=not standing.stands(team, without),
        pinned=standing.pinned(Embed(team.id, slot, person)),
        knows=next(one.knows for one in ranked if one.person == person),
        alternatives=tuple(one for one in ranked if one.openness is Openness.FREE)[:MOST_ALTERNATIVES],
    )
