"""Why slots of a plan of composite teams stay open, in words that are true of the plan as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from ridealong.domain.people import Side
from ridealong.planning.said import Said, Who, row_of, say
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.feasible import possible
from ridealong.planning.teams.plan import Embed, OpenSlot
from ridealong.planning.teams.problem import CompositeTeam, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import Hindrance, Placed, SharedHours, kept_apart, missing_topics, settled
from ridealong.planning.teams.scope import narrowed
from ridealong.planning.teams.standing import LEAVING, Obstacle, Standing, Way
from ridealong.planning.teams.words import named, plain, side_name, topics_said

MOST_ASKED = 8
"""So many open slots of a plan are asked about whether any plan could fill them; more would take long."""
MOST_CELLS = 10_000
"""People times slots up to which that is asked."""
MOST_PAIRS = 20_000
"""So many pairs of people are looked at for two who could be in a team together."""


def open_reasons(
    problem: TeamsProblem, embeds: Iterable[Embed], stopper: Stopper | None = None
) -> tuple[OpenSlot, ...]:
    """Every slot that nobody takes, in order, with the reason.

    A reason is proved where no plan at all fills the slot, and that is found out quickly; once `stopper` is due,
    nothing is asked of a solver. Raises `InvalidValue` for a
    plan that does not fit the problem.
    """
    standing, stopper = Standing(problem, embeds), stopper or Stopper()
    asked = 0
    found = []
    for team in sorted(problem.teams, key=lambda one: one.id):
        for slot in sorted(team.slots, key=lambda one: one.id):
            if slot.id in standing.inside[team.id]:
                continue
            said, proved = _why(standing, team, slot)
            if not proved and asked < MOST_ASKED and not stopper.due():
                asked += 1
                proved = _never(problem, slot, stopper)
            found.append(OpenSlot(team.id, slot.id, plain(said), proved, said))
    return tuple(found)


def _never(problem: TeamsProblem, slot: TeamSlot, stopper: Stopper) -> bool:
    """Whether no plan fills a slot, as far as that is found out quickly."""
    small = narrowed(problem, [slot.id])
    if len(small.people) * sum(len(team.slots) for team in small.teams) > MOST_CELLS:
        return False
    return possible(small, [slot.id], stopper) is False


def _why(standing: Standing, team: CompositeTeam, slot: TeamSlot) -> tuple[Said, bool]:
    """Why a slot is open, and whether what is said keeps it open in every plan."""
    of_side = sorted((one for one in standing.problem.people if one.side is slot.side), key=lambda one: one.id)
    if not of_side:
        return say("there is nobody of {}", side_name(slot.side)), True
    knowing = [one for one in of_side if not missing_topics(one, slot)]
    if not knowing:
        return _nobody_knows(of_side, slot), True
    ways = {one.id: standing.obstacles(one, team, slot) for one in knowing}
    free = [name for name, found in ways.items() if not found]
    if free:
        return _not_formed(standing, team, free), False
    said = _who_knows(slot, knowing) + (_groups(standing, ways) if len(knowing) > 1 else _alone(standing, ways))
    return said, all(isinstance(found[0].kind, Hindrance) for found in ways.values())


def _alone(standing: Standing, ways: Mapping[str, tuple[Obstacle, ...]]) -> Said:
    """What is in the way of the only one; nobody is told to leave what stands already."""
    ((name, found),) = ways.items()
    kind = _kind(standing, name, found[0])
    return _group(kind, [name], ways) if kind in {_PINNED, _THERE, _MANY_THERE} else found[0].said


def _nobody_knows(of_side: Sequence[TeamPerson], slot: TeamSlot) -> Said:
    """That nobody knows all that is needed, and who comes nearest."""
    said = say("nobody of {} knows {}", side_name(slot.side), topics_said(slot.must))
    lacking: dict[str, list[str]] = defaultdict(list)
    for one in of_side:
        missing = missing_topics(one, slot)
        if len(missing) == 1 and len(slot.must) > 1:
            lacking[missing[0]].append(one.id)
    near = [
        named(some) + say(" {} only {}", "lacks" if len(some) == 1 else "lack", name)
        for name, some in sorted(lacking.items())
    ]
    return said + say("; ") + row_of(near) if near else said


def _who_knows(slot: TeamSlot, knowing: Sequence[TeamPerson]) -> Said:
    """The beginning of a sentence about all who know what is needed."""
    topics = topics_said(slot.must) if slot.must else ""
    if len(knowing) == 1:
        alone = "only {} knows " + topics if topics else "{} is alone of " + side_name(slot.side)
        return say(alone, Who(knowing[0].id)) + say(", and ")
    whose = f"who know {topics}" if topics else f"of {side_name(slot.side)}"
    return say("of {} people {}, ", len(knowing), whose)


_PINNED = "pinned"
_THERE = "settled"
_MANY_THERE = "settled in as many as may be"
_ONE_AND_MORE: dict[str, tuple[str, str]] = {
    Hindrance.EXCLUDED: (" is kept out of it", " are kept out of it"),
    Hindrance.LEFT: (" has left it", " have left it"),
    _PINNED: (" is pinned in another team", " are pinned in other teams"),
    _THERE: (" is in another team already", " are in other teams already"),
    _MANY_THERE: (" is in as many teams as may be already", " are in as many teams as may be already"),
    Way.LEAVE: (" has no room beside another team", " have no room beside other teams"),
    Way.TEAMS: (" is in as many teams as may be", " are in as many teams as may be"),
    Way.APART: (" is kept apart from somebody in the team", " are kept apart from somebody in the team"),
    Way.HOURS: (" shares too few hours with the team", " share too few hours with the team"),
    Way.COVER: (" cannot be spared by the home team", " cannot be spared by their home teams"),
    Way.INSIDE: (" is in the team already", " are in the team already"),
    Hindrance.CLOSED: (" is not there in all of its weeks", " are not there in all of its weeks"),
    Hindrance.AWAY: (" is away for too long", " are away for too long"),
    Hindrance.FULL: (" has too little room", " have too little room"),
    Hindrance.TEAMS: (" may be in no more teams", " may be in no more teams"),
}
"""What is said of one person and of more, in the order in which it is said: what can be changed first."""


_BESIDE: dict[str, tuple[str, str]] = {
    _PINNED: (" is pinned in ", ""),
    _THERE: (" is in ", " already"),
    _MANY_THERE: (" is in ", " already, and may be in no more teams at once"),
    Way.LEAVE: (" has no room beside ", ""),
}
"""What is said of one person before and after the names of the teams that are in the way."""


def _groups(standing: Standing, ways: dict[str, tuple[Obstacle, ...]]) -> Said:
    """Everybody who knows what is needed, those with the same thing in their way together."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, found in ways.items():
        groups[_kind(standing, name, found[0])].append(name)
    parts: list[Said] = []
    for kind in (one for one in _ONE_AND_MORE if one in groups):
        # Everybody who left did so on a day of their own.
        some = [[name] for name in groups[kind]] if kind is Hindrance.LEFT else [groups[kind]]
        parts += [_group(kind, each, ways) for each in some]
    return row_of(parts)


def _kind(standing: Standing, name: str, obstacle: Obstacle) -> str:
    if obstacle.kind in LEAVING:
        leaving = [one for one in standing.mine[name] if one.team in obstacle.about]
        if any(settled(standing.problem, one.person, one.slot) for one in leaving):
            return _THERE if obstacle.kind is Way.LEAVE else _MANY_THERE
        return _PINNED if any(standing.pinned(one) for one in leaving) else obstacle.kind
    return obstacle.kind


def _group(kind: str, some: Sequence[str], ways: Mapping[str, tuple[Obstacle, ...]]) -> Said:
    one, more = _ONE_AND_MORE[kind]
    if len(some) > 1:
        return named(some) + say(more)
    (obstacle, *_) = ways[some[0]]
    if kind in _BESIDE:
        before, after = _BESIDE[kind]
        return say("{}" + before, Who(some[0])) + named(obstacle.about) + say(after)
    match kind:
        case Way.TEAMS | Way.APART | Hindrance.LEFT | Hindrance.AWAY | Hindrance.CLOSED:
            return obstacle.said
        case Way.COVER:
            return obstacle.said + say(" ({})", Who(some[0]))
    return named(some) + say(one)


def _not_formed(standing: Standing, team: CompositeTeam, free: Sequence[str]) -> Said:
    """Why a slot is open that somebody could take: mostly as there is no team."""
    if standing.inside[team.id]:
        return named(free) + say(" could take it, and the plan leaves it open all the same")
    said = say("{} is not formed", Who(team.id))
    fillable = {slot.id: _free(standing, team, slot) for slot in team.slots}
    fillable = {name: some for name, some in fillable.items() if some}
    for side in sorted({slot.side for slot in team.slots} - {standing.slots[name][1].side for name in fillable}):
        return said + say(": nobody of {} is free for it", side_name(side))
    if len(fillable) < team.least:
        return said + say(": {} of its slots could be filled, and it takes {}", len(fillable), team.least)
    asunder = _asunder(standing, team, fillable)
    return said + (asunder or say(", and ") + named(free) + say(" could take it if it were"))


def _free(standing: Standing, team: CompositeTeam, slot: TeamSlot) -> list[TeamPerson]:
    return [one for one in standing.problem.people if not standing.obstacles(one, team, slot)]


def _asunder(standing: Standing, team: CompositeTeam, fillable: Mapping[str, Sequence[TeamPerson]]) -> Said | None:
    """That nobody of one side may be in a team with anybody of the other, of those who are free for it; else None."""
    sides: dict[Side, list[Placed]] = {side: [] for side in Side}
    for slot in team.slots:
        sides[slot.side] += [(one, slot) for one in fillable.get(slot.id, ())]
    hours, apart, few = SharedHours(standing.problem), set[str](), set[str]()
    for at, (one, other) in enumerate(product(*sides.values())):
        if kept_apart(standing.problem, one, other):
            apart |= {one[0].id, other[0].id}
        elif not hours.enough((one, other)):
            few |= {one[0].id, other[0].id}
        else:
            return None
        if at > MOST_PAIRS:
            return None
    if few and apart:
        return say(": of those who are free for it, the two sides are kept apart or share too few hours")
    said = say(": ") + named(few or apart)
    return said + (say(" share too few hours") if few else say(" are kept apart"))
