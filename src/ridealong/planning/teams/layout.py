"""A problem of composite teams in numbers: people, teams and slots by position, and every choice with what it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.teams.able import TENTHS, Able, lessons, usual_level
from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import (
    CompositeTeam,
    TeamDemand,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
    TeamWeights,
)
from ridealong.planning.teams.rules import Hours, Placed, hours_in, meet, periods, reaches, windows, works_through


@dataclass(frozen=True, slots=True)
class Choice:
    """One person in one slot, both by position.

    Args:
        points: what it adds to the value by itself: wishes, and topics that the person wants.
        missing: nice topics of the slot that the person does not know.
        takes: how much it takes of which limits: percents of the person's room and of the cover of their home team,
            and one of the teams that the person may be in.
    """

    person: int
    slot: int
    team: int
    points: int
    missing: int
    takes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The problem as the solver sees it; all orders are those of ids, so that it does not matter how things are listed.

    Args:
        team_of: by slot, its team. slots_of: by team, its slots.
        choices: all that no rule forbids by itself, by slot and then by person. of_slot: by slot, its choices.
        caps: by limit, how much can be taken of it; limits that can never be reached are left out.
        level: the usual seniority, in tenths of a level.
        lift: by person, how far their seniority is above the usual one, in tenths of a level.
        met, apart: by person, the others whom they met on the other side, and from whom they are kept apart.
        hours: by choice, the windows of shared hours that the person works through in the weeks of the slot, as bits;
            each period in which nobody's hours change has bits of its own, all of them where the slot has none of it.
        every_window: all bits of `hours`. periods: the bits of each period; a team needs one of each for all.
        pins: for each pin the choices of which one has to be made.
    """

    people: tuple[TeamPerson, ...]
    teams: tuple[CompositeTeam, ...]
    slots: tuple[TeamSlot, ...]
    team_of: tuple[int, ...]
    slots_of: tuple[tuple[int, ...], ...]
    choices: tuple[Choice, ...]
    of_slot: tuple[tuple[int, ...], ...]
    caps: tuple[int, ...]
    level: int
    lift: tuple[int, ...]
    met: tuple[frozenset[int], ...]
    apart: tuple[frozenset[int], ...]
    hours: tuple[int, ...]
    every_window: int
    periods: tuple[int, ...]
    pins: tuple[tuple[int, ...], ...]
    weights: TeamWeights
    seed: int

    def embeds(self, chosen: Iterable[int]) -> tuple[Embed, ...]:
        """Choices as they are handed out, in order."""
        made = [self.choices[number] for number in chosen]
        return tuple(
            sorted(Embed(self.teams[one.team].id, self.slots[one.slot].id, self.people[one.person].id) for one in made)
        )

    def shared(self, bits: int) -> bool:
        """Whether windows are enough for a team: there is one for every period."""
        return all(bits & period for period in self.periods)

    def clash(self, number: int, other: int) -> bool:
        """Whether two choices cannot both be made whatever the others are.

        They put one person, or two who are kept apart, into slots of one team that have a week in common.
        """
        one, two = self.choices[number], self.choices[other]
        if one.team != two.team or (one.person != two.person and two.person not in self.apart[one.person]):
            return False
        return meet(self.slots[one.slot], self.slots[two.slot])

    def pinned_teams(self) -> tuple[int, ...]:
        """The teams in which somebody has to be."""
        return tuple(sorted({self.choices[number].team for pin in self.pins for number in pin}))


def layout_of(problem: TeamsProblem) -> Layout:
    """Put a problem into numbers."""
    people = _in_order(problem)
    teams = tuple(sorted(problem.teams, key=lambda one: one.id))
    slots = [(at, slot) for at, team in enumerate(teams) for slot in sorted(team.slots, key=lambda one: one.id)]
    slots_of: list[list[int]] = [[] for _ in teams]
    for number, (at, _slot) in enumerate(slots):
        slots_of[at].append(number)
    choices, caps = _choices(problem, people, teams, slots)
    of_slot: list[list[int]] = [[] for _ in slots]
    for number, choice in enumerate(choices):
        of_slot[choice.slot].append(number)
    level = usual_level(problem)
    hours, windowed = _hours(problem, [(people[one.person], slots[one.slot][1]) for one in choices])
    place = {one.id: at for at, one in enumerate(people)}
    return Layout(
        people=people,
        teams=teams,
        slots=tuple(slot for _at, slot in slots),
        team_of=tuple(at for at, _slot in slots),
        slots_of=tuple(map(tuple, slots_of)),
        choices=choices,
        of_slot=tuple(map(tuple, of_slot)),
        caps=caps,
        level=level,
        lift=tuple(TENTHS * one.seniority - level for one in people),
        met=_met(problem, people, place),
        apart=_beside(len(people), [(place[one], place[other]) for one, other in _known(problem.apart, place)]),
        hours=hours,
        every_window=sum(windowed),
        periods=windowed,
        pins=_pins(problem, people, teams, [slot for _at, slot in slots], choices),
        weights=problem.weights,
        seed=problem.seed,
    )


def _in_order(problem: TeamsProblem) -> tuple[TeamPerson, ...]:
    """Everybody in the order of ids, or in one that the seed makes: of those who are as good the first come first."""

    def place(one: TeamPerson) -> tuple[str, str]:
        return sha256(f"{problem.seed} {one.id}".encode()).hexdigest() if problem.seed else "", one.id

    return tuple(sorted(problem.people, key=place))


def _choices(
    problem: TeamsProblem,
    people: Sequence[TeamPerson],
    teams: Sequence[CompositeTeam],
    slots: Sequence[tuple[int, TeamSlot]],
) -> tuple[tuple[Choice, ...], tuple[int, ...]]:
    """Every choice that no rule forbids by itself, and the limits."""
    able, pinned = Able(problem), _Pinned(problem)
    wishes: dict[tuple[str, str], int] = defaultdict(int)
    for demand in problem.demands:
        wishes[demand.person, demand.target] += demand.kind is DemandKind.WISH
    weights = problem.weights
    learning: dict[tuple[int, int], int] = {}
    made: list[tuple[int, int]] = []
    for number, (at, slot) in enumerate(slots):
        for who, person in enumerate(people):
            if able(person, teams[at], slot) and pinned.leave(person, teams[at], slot):
                made.append((number, who))
                if (who, at) not in learning:
                    learning[who, at] = weights.wants * lessons(person, teams[at])
    takes, caps = _limits(problem, people, slots, made)
    choices = []
    for (number, who), mine in zip(made, takes, strict=True):
        at, slot = slots[number]
        person = people[who]
        wished = wishes.get((person.id, slot.id), 0) + wishes.get((person.id, teams[at].id), 0)
        points = weights.wishes * wished + learning[who, at]
        choices.append(Choice(who, number, at, points, len(slot.nice - person.knows), mine))
    return tuple(choices), caps


class _Pinned:
    """What pins to slots leave open: nobody else takes the slot, and whoever is pinned none beside it in the team."""

    def __init__(self, problem: TeamsProblem) -> None:
        slots = {slot.id for team in problem.teams for slot in team.slots}
        pins = [one for one in problem.demands if one.kind is DemandKind.PIN and one.target in slots]
        self._who = {one.target: one.person for one in pins}
        self._pins = {(one.person, one.target) for one in pins}
        self._people = {one.person for one in pins}

    def leave(self, person: TeamPerson, team: CompositeTeam, slot: TeamSlot) -> bool:
        """Whether somebody may take a slot."""
        if self._who.get(slot.id, person.id) != person.id:
            return False
        if person.id not in self._people or (person.id, slot.id) in self._pins:
            return True
        return not any((person.id, other.id) in self._pins and meet(other, slot) for other in team.slots)


Takes = tuple[tuple[int, int], ...]
"""By limit how much is taken of it."""
Taking = list[tuple[int, list[int]]]
"""How much there is of something, and the choices that take of it."""


def _limits(
    problem: TeamsProblem,
    people: Sequence[TeamPerson],
    slots: Sequence[tuple[int, TeamSlot]],
    made: Sequence[tuple[int, int]],
) -> tuple[list[Takes], tuple[int, ...]]:
    """By choice the limits that it takes of, and how much there is of each.

    Weeks in which the same people may take the same slots are one limit, with the least that any of them leaves.
    """
    spans: dict[frozenset[int], list[int]] = defaultdict(list)
    for week in range(problem.weeks):
        active = frozenset(at for at, (_team, slot) in enumerate(slots) if slot.first <= week <= slot.last)
        spans[active].append(week)
    of_person: dict[int, list[int]] = defaultdict(list)
    for at, (_slot, who) in enumerate(made):
        of_person[who].append(at)
    shares = [slots[slot][1].share for slot, _who in made]
    percents = _needed(shares, _weeks_taken(problem, people, spans, of_person, made))
    teams = _needed([1] * len(made), _teams_at_once(people, slots, spans, of_person, made))
    caps: list[int] = []
    takes: list[list[tuple[int, int]]] = [[] for _ in made]
    for needed, amounts in ((percents, shares), (teams, [1] * len(made))):
        for key in sorted(needed):
            for c in key:
                takes[c].append((len(caps), amounts[c]))
            caps.append(needed[key])
    return [tuple(one) for one in takes], tuple(caps)


def _weeks_taken(
    problem: TeamsProblem,
    people: Sequence[TeamPerson],
    spans: Mapping[frozenset[int], Sequence[int]],
    of_person: Mapping[int, Sequence[int]],
    made: Sequence[tuple[int, int]],
) -> Taking:
    """Who takes of whose room, and of the cover of which home team, in percent."""
    homes: dict[str, list[int]] = defaultdict(list)
    for who, person in enumerate(people):
        homes[person.home].append(who)
    taking: Taking = []
    for active, weeks in spans.items():
        for who, mine in of_person.items():
            there = [week for week in weeks if week not in people[who].away]
            if there:
                taking.append(
                    (min(people[who].room[week] for week in there), [c for c in mine if made[c][0] in active])
                )
        for home, cover in problem.homes.items():
            least: dict[tuple[int, ...], int] = {}
            for week in weeks:
                there_then = tuple(who for who in homes.get(home, ()) if week not in people[who].away)
                least[there_then] = min(cover[week], least.get(there_then, cover[week]))
            for some, cap in least.items():
                taking.append((cap, [c for who in some for c in of_person.get(who, ()) if made[c][0] in active]))
    return taking


def _teams_at_once(
    people: Sequence[TeamPerson],
    slots: Sequence[tuple[int, TeamSlot]],
    spans: Mapping[frozenset[int], Sequence[int]],
    of_person: Mapping[int, Sequence[int]],
    made: Sequence[tuple[int, int]],
) -> Taking:
    """Who may be in how many teams at once; since nobody has two slots of one team at once, slots are counted."""
    taking: Taking = []
    for who, mine in of_person.items():
        most = people[who].most_teams
        if most is None:
            continue
        found: list[tuple[int, set[int]]] = []
        for active, weeks in spans.items():
            here = {c for c in mine if made[c][0] in active}
            cap = min(most[week] for week in weeks)
            if len({slots[made[c][0]][0] for c in here}) > cap:
                found.append((cap, here))
        # What is asked of more choices at once need not be asked of some of them.
        taking += [
            (cap, sorted(here)) for cap, here in found if not any(here < more and other <= cap for other, more in found)
        ]
    return taking


def _needed(amounts: Sequence[int], taking: Taking) -> dict[tuple[int, ...], int]:
    """By choices how much there is for them; limits that can never be reached, or say no more than others, left out."""
    lowest: dict[tuple[int, ...], int] = {}
    for cap, some in taking:
        key = tuple(some)
        if sum(amounts[c] for c in key) > cap:
            lowest[key] = min(cap, lowest.get(key, cap))
    return lowest


def _hours(problem: TeamsProblem, made: Sequence[Placed]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """By choice the windows that the person works through, as bits, and the bits of each period.

    Windows that nobody works through who does not also work through one of the others are left out.
    """
    bits = [0] * len(made)
    periods_bits: list[int] = []
    begins, width = windows(problem), 0
    for weeks in periods(problem) if problem.overlap > 0 else ():
        mine = [hours_in(person, weeks.start) if reaches(slot, weeks) else None for person, slot in made]
        by_kind, count = _windows_of({one for one in mine if one is not None}, begins, problem.overlap)
        every = ((1 << count) - 1) << width
        for at, one in enumerate(mine):
            bits[at] |= every if one is None else by_kind[one] << width
        periods_bits.append(every)
        width += count
    return tuple(bits), tuple(periods_bits)


def _windows_of(hours: Collection[Hours], begins: Iterable[int], minutes: int) -> tuple[dict[Hours, int], int]:
    """By working hours the windows that they hold, as bits, and how many windows there are."""
    kinds = sorted(hours)
    through = {frozenset(at for at, one in enumerate(kinds) if works_through(one, first, minutes)) for first in begins}
    kept = sorted((some for some in through if not any(some < other for other in through)), key=sorted)
    return {one: sum(1 << bit for bit, some in enumerate(kept) if at in some) for at, one in enumerate(kinds)}, len(
        kept
    )


def _known(pairs: Iterable[tuple[str, str]], place: dict[str, int]) -> list[tuple[str, str]]:
    return [(one, other) for one, other in pairs if one in place and other in place]


def _met(problem: TeamsProblem, people: Sequence[TeamPerson], place: dict[str, int]) -> tuple[frozenset[int], ...]:
    pairs = [(place[one], place[other]) for one, other in _known(problem.met, place) if problem.met[one, other] > 0]
    return _beside(len(people), [(a, b) for a, b in pairs if people[a].side is not people[b].side])


def _beside(count: int, pairs: Iterable[tuple[int, int]]) -> tuple[frozenset[int], ...]:
    beside: list[set[int]] = [set() for _ in range(count)]
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    return tuple(map(frozenset, beside))


def _pins(
    problem: TeamsProblem,
    people: Sequence[TeamPerson],
    teams: Sequence[CompositeTeam],
    slots: Sequence[TeamSlot],
    choices: Sequence[Choice],
) -> tuple[tuple[int, ...], ...]:
    of_target: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, choice in enumerate(choices):
        person = people[choice.person].id
        of_target[person, slots[choice.slot].id].append(number)
        of_target[person, teams[choice.team].id].append(number)

    def kept_by(pin: TeamDemand) -> tuple[int, ...]:
        return tuple(of_target.get((pin.person, pin.target), ()))

    return tuple(sorted({kept_by(one) for one in problem.demands if one.kind is DemandKind.PIN}))
