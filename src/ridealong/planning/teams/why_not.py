"""Why somebody is not in a slot of a plan of composite teams: what forbids it, or what it would cost and who moves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import InvalidValue, RidealongError
from ridealong.planning.said import Said
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.contradiction import Contradiction, contradiction
from ridealong.planning.teams.demands import Kind
from ridealong.planning.teams.feasible import possible
from ridealong.planning.teams.hindered import hindrance_said
from ridealong.planning.teams.part import part_of
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import CompositeTeam, TeamDemand, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.question import WhyNotAsked
from ridealong.planning.teams.score import score
from ridealong.planning.teams.solve import solve_teams
from ridealong.planning.teams.standing import LEAVING, Obstacle, Standing, Way
from ridealong.planning.teams.team_terms import TERMS, Part

MOST_SLOTS = 30
"""Plans with up to so many slots are made afresh as well; of larger ones only a few teams are."""
MOST_OF_HOME = 4
"""So many teams are made afresh where a home team spares no more."""
STAYING = 20_000
"""What it counts at most that somebody stays where they are: more than most terms, never more than a slot."""


@dataclass(frozen=True, slots=True)
class TeamMove:
    """Whom a change would move: from some slots to others, by id; none for those who are in no team."""

    person: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNotEmbed:
    """Why somebody is not in a slot.

    Args:
        hindrance: what keeps them out whatever the others do.
        contradiction: what could not all hold with them in the slot, which is not named among it.
        obstacles: what is in the way when everybody else stays.
        gain: what the plan with them in the slot is worth more, mostly below 0; None where none was found. It fills as
            many slots as any that was found, and moves few of the others.
            parts: the terms that it comes from, which add up to it. moves: who would be elsewhere, they first.
        opens: the slots that somebody is in now and nobody would be then.
        whole: whether all teams were planned afresh; otherwise it is the one with the slot, those that they leave, and
            some that take of the same home team.
    """

    person: str
    slot: str
    hindrance: Said | None = None
    contradiction: Contradiction | None = None
    obstacles: tuple[Obstacle, ...] = ()
    gain: int | None = None
    parts: tuple[Part, ...] = ()
    moves: tuple[TeamMove, ...] = ()
    whole: bool = False
    opens: tuple[str, ...] = ()


def why_not(
    problem: TeamsProblem, embeds: Iterable[Embed], person: str, slot: str, *, worker: bool = False
) -> WhyNotEmbed:
    """Explain why somebody is not in a slot.

    Args:
        worker: whether the solver, where it has to be asked, works in a process of its own, which screens need.

    Raises `InvalidValue` for strangers, where they are in it, and for a plan that does not fit the problem.
    """
    plan = tuple(sorted(embeds))
    standing = Standing(problem, plan)
    team, wanted = standing.slot(slot)
    somebody = standing.person(person)
    if standing.inside[team.id].get(slot) is somebody:
        raise InvalidValue(f"{person} is in {slot}")
    hindrance = hindrance_said(problem, somebody, team.id, wanted)
    if hindrance is not None:
        return WhyNotEmbed(person, slot, hindrance)
    if worker:
        from ridealong.planning.supervisor import run_apart  # noqa: PLC0415 - for screens alone
        from ridealong.planning.teams.watch import WhyNotWatch  # noqa: PLC0415 - as above

        found = run_apart(WhyNotWatch(WhyNotAsked(problem, plan, person, slot)), Stopper())
        if found is not None:
            return found
    return _with_them(standing, plan, somebody, team, wanted)


def _with_them(
    standing: Standing, plan: tuple[Embed, ...], somebody: TeamPerson, team: CompositeTeam, wanted: TeamSlot
) -> WhyNotEmbed:
    """What becomes of a plan with somebody in a slot."""
    problem, person, slot = standing.problem, somebody.id, wanted.id
    obstacles = standing.obstacles(somebody, team, wanted)
    pinned = replace(problem, demands=(*problem.demands, _pin(person, slot)))
    staying = _staying(pinned, plan)
    best: tuple[int, tuple[Embed, ...], bool] | None = None
    for teams in _parts(standing, team, wanted, obstacles):
        other = _planned(staying, plan, teams)
        if other is not None and (best is None or score(staying, other).value > best[0]):
            best = score(staying, other).value, other, len(teams) == len(problem.teams)
    if best is None:
        return WhyNotEmbed(person, slot, None, _supposing(contradiction(pinned, ()), person, slot), obstacles)
    before, after = score(problem, plan), score(problem, best[1])
    parts = _differing(problem, [(int(getattr(before, one)), int(getattr(after, one))) for one in TERMS])
    moves = _moves(plan, best[1], person)
    opens = tuple(sorted({one.slot for one in plan} - {one.slot for one in best[1]}))
    return WhyNotEmbed(person, slot, None, None, obstacles, after.value - before.value, parts, moves, best[2], opens)


def _pin(person: str, slot: str) -> TeamDemand:
    """What is asked about, which is no more to be given up than what stands already."""
    return TeamDemand(kind=DemandKind.PIN, person=person, target=slot, settled=True)


def _staying(problem: TeamsProblem, plan: Collection[Embed]) -> TeamsProblem:
    """The problem in which everybody would stay where they are: what is asked about is what has to change."""
    asked = {(one.person, one.target) for one in problem.demands if one.kind is not DemandKind.EXCLUSION}
    wishes = tuple(
        TeamDemand(kind=DemandKind.WISH, person=one.person, target=one.slot)
        for one in plan
        if (one.person, one.slot) not in asked
    )
    worth = min(STAYING, problem.weights.filled // (len(plan) + 1))
    weights = replace(problem.weights, wishes=max(problem.weights.wishes, worth))
    return replace(problem, demands=(*problem.demands, *wishes), weights=weights)


def _supposing(found: Contradiction | None, person: str, slot: str) -> Contradiction | None:
    """A contradiction without what is only supposed: that somebody is in the slot that is asked about."""
    if found is None:
        return None
    told = [one for one in found.demands if one.kind is not Kind.SETTLED or one.about != (person, slot)]
    return replace(found, demands=tuple(told))


def _parts(
    standing: Standing, team: CompositeTeam, slot: TeamSlot, obstacles: Iterable[Obstacle]
) -> Iterator[frozenset[str]]:
    """Which teams to plan afresh, in turn: as few as can be, and of a small problem all."""
    every = frozenset(standing.teams)
    few = {team.id}
    for one in obstacles:
        if one.kind in LEAVING:
            few.update(one.about)
        elif one.kind is Way.COVER:
            few.update(_of_home(standing, one.about[0], slot)[:MOST_OF_HOME])
    yield frozenset(few)
    if len(few) < len(every) and len(standing.slots) <= MOST_SLOTS:
        yield every


def _of_home(standing: Standing, home: str, slot: TeamSlot) -> list[str]:
    """The teams with somebody of a home team in any of the weeks of a slot."""
    return [
        name
        for name, inside in sorted(standing.inside.items())
        if any(
            one.home == home and not set(standing.slots[other][1].weeks).isdisjoint(slot.weeks)
            for other, one in inside.items()
        )
    ]


def _planned(problem: TeamsProblem, plan: Collection[Embed], teams: Collection[str]) -> tuple[Embed, ...] | None:
    """The best plan found in which these teams alone are planned afresh; None where there is none."""
    kept = tuple(one for one in plan if one.team not in teams)
    part = part_of(problem, plan, teams)
    # Asked first: a planner that is refused takes long to say why.
    if not possible(part, ()):
        return None
    try:
        made = solve_teams(part, worker=False)
    except RidealongError:
        return None
    return tuple(sorted((*kept, *made.embeds)))


def _differing(problem: TeamsProblem, counts: Iterable[tuple[int, int]]) -> tuple[Part, ...]:
    parts = [
        Part(term, after - before, (after - before) * int(getattr(problem.weights, term)))
        for term, (before, after) in zip(TERMS, counts, strict=True)
        if before != after
    ]
    return tuple(sorted(parts, key=lambda one: -abs(one.points)))


def _moves(before: Iterable[Embed], after: Iterable[Embed], first: str) -> tuple[TeamMove, ...]:
    """Who would be elsewhere, one person first and the others by id."""

    def places(embeds: Iterable[Embed]) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for one in sorted(embeds):
            found[one.person] = (*found.get(one.person, ()), one.slot)
        return found

    was, will = places(before), places(after)
    moved = [name for name in was.keys() | will.keys() if was.get(name) != will.get(name)]
    return tuple(
        TeamMove(name, was.get(name, ()), will.get(name, ()))
        for name in sorted(moved, key=lambda one: (one != first, one))
    )
