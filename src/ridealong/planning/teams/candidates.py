"""Everybody for one slot of a plan of composite teams, ranked by what they would do to the value of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ridealong.planning.said import Said, Who, say
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import CompositeTeam, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import Hindrance, meet
from ridealong.planning.teams.standing import LEAVING, Obstacle, Standing
from ridealong.planning.teams.team_terms import Part, TeamTerms, worth


class Openness(StrEnum):
    """How open a slot is to somebody, with everybody else where they are; in the order in which candidates come."""

    THERE = "there"
    FREE = "free"
    MOVES = "moves"
    IN_THE_WAY = "in_the_way"
    HINDERED = "hindered"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCandidate:
    """Somebody for a slot, in place of whoever has it now.

    Args:
        openness: `THERE` has it, `FREE` could take it at once, `MOVES` would have to leave other teams, for
            `IN_THE_WAY` others stand in the way, and `HINDERED` cannot take it whatever the others do.
        gain: what it would do to the value of the plan, once they have left the teams that they have to leave; None
            for those who are there or hindered. parts: the terms that it comes from, which add up to it.
        obstacles: what is in the way.
        falls: teams that would not stand any more: too small, or of one side.
        knows: the topics of the slot that they know, needed ones first. lacks: those needed that they do not.
    """

    person: str
    openness: Openness
    gain: int | None
    parts: tuple[Part, ...]
    obstacles: tuple[Obstacle, ...]
    falls: tuple[str, ...]
    knows: tuple[str, ...]
    lacks: tuple[str, ...]

    @property
    def said(self) -> tuple[Said, ...]:
        """What is in the way, in words; nothing for those who could take it at once."""
        fallen = (say("{} would no longer be formed", Who(one)) for one in self.falls)
        return (*(one.said for one in self.obstacles), *fallen)


def candidates(problem: TeamsProblem, embeds: Iterable[Embed], slot: str) -> tuple[TeamCandidate, ...]:
    """Everybody for a slot with all other embeds kept, the most open and best first, then by id.

    No solver is asked. Raises `InvalidValue` for an unknown slot, and for a plan that does not fit the problem.
    """
    return candidates_in(Standing(problem, embeds), slot)


def candidates_in(standing: Standing, slot: str) -> tuple[TeamCandidate, ...]:
    """The same of a plan as it stands."""
    team, wanted = standing.slot(slot)
    asked = _Asked(standing, TeamTerms(standing.problem), team, wanted)
    found = [asked.candidate(person) for person in standing.problem.people]
    order = list(Openness)
    return tuple(
        sorted(found, key=lambda one: (order.index(one.openness), len(one.lacks), -(one.gain or 0), one.person))
    )


class _Asked:
    """One slot, and everybody for it."""

    def __init__(self, standing: Standing, terms: TeamTerms, team: CompositeTeam, slot: TeamSlot) -> None:
        self._standing = standing
        self._terms = terms
        self._team = team
        self._slot = slot
        self._now = {team.id: terms.of(team, standing.inside[team.id])}
        self._members = standing.beside(team, slot)

    def candidate(self, person: TeamPerson) -> TeamCandidate:
        """Somebody for the slot."""
        obstacles = self._standing.obstacles(person, self._team, self._slot)
        there = self._standing.inside[self._team.id].get(self._slot.id)
        openness = Openness.THERE if there is not None and there.id == person.id else _openness(obstacles)
        parts: tuple[Part, ...] = ()
        falls: tuple[str, ...] = ()
        gain = None
        if openness not in {Openness.THERE, Openness.HINDERED}:
            parts, falls = self._change(person, obstacles)
            gain = worth(parts)
            if falls and openness is not Openness.IN_THE_WAY:
                openness = Openness.MOVES if falls != (self._team.id,) else Openness.IN_THE_WAY
        return TeamCandidate(
            person=person.id,
            openness=openness,
            gain=gain,
            parts=parts,
            obstacles=obstacles,
            falls=falls,
            knows=(
                *sorted(self._slot.must & person.knows),
                *sorted((self._slot.nice - self._slot.must) & person.knows),
            ),
            lacks=tuple(sorted(self._slot.must - person.knows)) if person.side is self._slot.side else (),
        )

    def _change(self, person: TeamPerson, obstacles: Iterable[Obstacle]) -> tuple[tuple[Part, ...], tuple[str, ...]]:
        """The terms that change, and the teams that would not stand any more."""
        standing = self._standing
        leaving = {name for one in obstacles if one.kind in LEAVING for name in one.about}
        beside = {name for name in self._members if not meet(standing.slots[name][1], self._slot)}
        inside = {name: one for name, one in self._members.items() if one.id != person.id or name in beside}
        after = {self._team.id: inside | {self._slot.id: person}}
        for name in leaving:
            after[name] = {slot: one for slot, one in standing.inside[name].items() if one.id != person.id}
            if name not in self._now:
                self._now[name] = self._terms.of(standing.teams[name], standing.inside[name])
        falls = tuple(sorted(name for name, some in after.items() if not standing.stands(standing.teams[name], some)))
        parts = self._terms.parts(
            [self._now[name] for name in after],
            [self._terms.of(standing.teams[name], some) for name, some in after.items()],
        )
        return parts, falls


def _known(person: TeamPerson, slot: TeamSlot) -> tuple[str, ...]:
    return (*sorted(slot.must & person.knows), *sorted((slot.nice - slot.must) & person.knows))


def _openness(obstacles: tuple[Obstacle, ...]) -> Openness:
    if any(isinstance(one.kind, Hindrance) for one in obstacles):
        return Openness.HINDERED
    if any(one.kind not in LEAVING for one in obstacles):
        return Openness.IN_THE_WAY
    return Openness.MOVES if obstacles else Openness.FREE
