"""The rules of composite teams stated so that each demand can be switched off: to find those that contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from ortools.sat.python import cp_model

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.people import Side
from ridealong.planning.exact.solver import cp_sat
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams import demands as said_of
from ridealong.planning.teams.demands import Demand
from ridealong.planning.teams.problem import CompositeTeam, TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import (
    at_once,
    hours_in,
    may_miss,
    meet,
    missing_topics,
    periods,
    reaches,
    settled,
    weeks_away,
    weeks_closed,
    windows,
    works_through,
)
from ridealong.planning.teams.scope import Scope

# OR-Tools carries no complete types; its objects are `Any` in this module and nowhere else of it.
Var = Any

EFFORT = 1.0
"""Deterministic time for one question."""
BUDGET = 4.0
"""Deterministic time for all questions to one model together, of which each counts for at least `LEAST_EFFORT`."""
LEAST_EFFORT = 0.05


class Unsettled(Exception):
    """A question was not answered within the effort."""


class DemandModel:
    """Which demands of a problem hold together.

    Args:
        must_fill: slots that are demanded to be filled.
        scope: who is looked at for which slot, and which teams are whole; of the others it is not demanded that they
            are large enough and of both sides. Whatever contradicts here contradicts in the whole problem.
    """

    def __init__(self, problem: TeamsProblem, must_fill: Collection[str], scope: Scope) -> None:
        self._problem = problem
        self._scope = scope
        self._cp = cp_model.CpModel()
        self._spent = 0.0
        self._asked: dict[Demand, Var] = {}
        self._people = {one.id: one for one in problem.people}
        self._in: dict[tuple[str, str], Var] = {}
        self._team_of = {slot.id: team for team in problem.teams for slot in team.slots}
        self._slots = {slot.id: slot for team in problem.teams for slot in team.slots}
        self._shares = {slot.id: slot.share for team in problem.teams for slot in team.slots}
        self._by_slot: dict[str, list[str]] = {}
        self._anybody: dict[str, list[Var]] = {}
        for team in problem.teams:
            for slot in team.slots:
                self._slot(team, slot)
        for team in problem.teams:
            self._team(team)
        self._room()
        self._teams_at_once()
        self._cover()
        self._pins()
        for name in must_fill:
            self._fill(name)

    @property
    def demands(self) -> tuple[Demand, ...]:
        """All demands that have a say, in order."""
        return tuple(sorted(self._asked, key=lambda one: one.rank))

    def allow_more(self) -> None:
        """Let questions be asked as if none had been asked yet."""
        self._spent = 0.0

    def holding(self, kept: Iterable[Demand]) -> frozenset[Demand] | None:
        """As many demands as possible that hold together with some; None where those alone contradict each other.

        Raises:
            Unsettled: that was not found out within the effort.
        """
        return self._solve(kept, grow=True)

    def together(self, kept: Iterable[Demand]) -> bool:
        """Whether some demands hold together; raises as `holding`."""
        return self._solve(kept, grow=False) is not None

    def _solve(self, kept: Iterable[Demand], *, grow: bool) -> frozenset[Demand] | None:
        model = self._cp.clone()
        for one in kept:
            model.add(self._asked[one] == 1)
        if grow:
            model.maximize(sum(self._asked.values()))
        if self._spent > BUDGET:
            raise Unsettled
        solver = cp_sat(EFFORT, 0, Stopper(), linearization=2)
        # Questions are small and many: what a thorough look at the model saves is less than it takes.
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        status = solver.solve(model)
        self._spent += max(LEAST_EFFORT, solver.deterministic_time)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            raise Unsettled
        return frozenset(one for one, var in self._asked.items() if solver.boolean_value(var))

    def _demand(self, one: Demand) -> Var:
        if one not in self._asked:
            self._asked[one] = self._cp.new_bool_var("")
        return self._asked[one]

    def _slot(self, team: CompositeTeam, slot: TeamSlot) -> None:
        mine = self._by_slot[slot.id] = list(self._scope.takers(team, slot))
        for name in mine:
            var = self._in[name, slot.id] = self._cp.new_bool_var("")
            self._hindrances(self._people[name], team, slot, var)
        self._anybody[slot.id] = [self._lacking(slot, topics) for topics in self._scope.lacks(team, slot)]
        self._cp.add_at_most_one(self._takers(slot.id))

    def _takers(self, slot: str) -> list[Var]:
        return [*(self._in[name, slot] for name in self._by_slot[slot]), *self._anybody[slot]]

    def _lacking(self, slot: TeamSlot, topics: Collection[str]) -> Var:
        """Anybody who lacks these topics alone, as if nothing else could keep them out."""
        var = self._cp.new_bool_var("")
        for name in topics:
            self._cp.add_implication(self._demand(said_of.topic(slot, name)), var.negated())
        return var

    def _hindrances(self, person: TeamPerson, team: CompositeTeam, slot: TeamSlot, var: Var) -> None:
        if settled(self._problem, person.id, slot.id):
            return
        against = [said_of.topic(slot, name) for name in missing_topics(person, slot)]
        against += [said_of.exclusion(one) for one in self._scope.exclusions(person.id, slot.id, team.id)]
        if weeks_closed(person, slot):
            against.append(said_of.closed(person, slot))
        if len(weeks_away(person, slot)) > may_miss(self._problem, slot):
            against.append(said_of.away(person, slot))
        for one in against:
            self._cp.add_implication(self._demand(one), var.negated())

    def _team(self, team: CompositeTeam) -> None:
        inside: dict[str, list[tuple[Var, TeamSlot]]] = defaultdict(list)
        for slot in team.slots:
            for name in self._by_slot[slot.id]:
                inside[name].append((self._in[name, slot.id], slot))
        for mine in inside.values():
            for group in at_once(mine):
                self._cp.add_at_most_one(group)
        self._apart(inside)
        if self._problem.overlap:
            for weeks in periods(self._problem):
                self._hours(team, inside, weeks)
        if team.id in self._scope.whole:
            self._size(team)

    def _apart(self, inside: Mapping[str, Sequence[tuple[Var, TeamSlot]]]) -> None:
        for one, other in self._scope.apart_in(inside):
            for (var, slot), (beside, theirs) in product(inside[one], inside[other]):
                if meet(slot, theirs):
                    holds = self._demand(said_of.apart(one, other))
                    self._cp.add_bool_or([holds.negated(), var.negated(), beside.negated()])

    def _hours(self, team: CompositeTeam, inside: Mapping[str, Sequence[tuple[Var, TeamSlot]]], weeks: range) -> None:
        begins = windows(self._problem)
        open_to: dict[tuple[int, ...], list[Var]] = defaultdict(list)
        for name, mine in inside.items():
            hours = hours_in(self._people[name], weeks.start)
            through = tuple(
                at for at, minute in enumerate(begins) if works_through(hours, minute, self._problem.overlap)
            )
            there = [var for var, slot in mine if reaches(slot, weeks)]
            if there and len(through) < len(begins):
                open_to[through] += there
        if not open_to:
            return
        holds = self._demand(said_of.hours(team, self._problem.overlap))
        window = [self._cp.new_bool_var("") for _ in begins]
        self._cp.add_exactly_one(window)
        for through, some in open_to.items():
            for var in some:
                self._cp.add_bool_or([holds.negated(), var.negated(), *(window[at] for at in through)])

    def _size(self, team: CompositeTeam) -> None:
        formed = self._cp.new_bool_var("")
        everybody = [var for slot in team.slots for var in self._takers(slot.id)]
        for var in everybody:
            self._cp.add_implication(var, formed)
        enough = self._demand(said_of.least(team))
        self._cp.add(sum(everybody) >= team.least).only_enforce_if(enough, formed)
        both = self._demand(said_of.sides(team))
        for side in Side:
            mine = [var for slot in team.slots if slot.side is side for var in self._takers(slot.id)]
            self._cp.add_bool_or([both.negated(), formed.negated(), *mine])

    def _limit(self, holds: Var, taking: Mapping[str, Sequence[Var]], cap: int) -> None:
        """At most `cap` percent are taken by slots of which some have several who may take them."""
        parts = [(var, self._shares[slot]) for slot, some in taking.items() for var in some]
        self._cp.add(sum(var * share for var, share in parts) <= cap).only_enforce_if(holds)

    def _room(self) -> None:
        slots: dict[str, list[TeamSlot]] = defaultdict(list)
        for team in self._problem.teams:
            for slot in team.slots:
                for name in self._by_slot[slot.id]:
                    slots[name].append(slot)
        for name, mine in slots.items():
            person = self._people[name]
            caps: dict[tuple[str, ...], int] = {}
            for week in range(self._problem.weeks):
                active = [slot for slot in mine if week in slot.weeks]
                if week not in person.away and sum(slot.share for slot in active) > person.room[week]:
                    key = tuple(slot.id for slot in active)
                    caps[key] = min(person.room[week], caps.get(key, person.room[week]))
            for active_ids, cap in caps.items():
                taking = {slot: [self._in[name, slot]] for slot in active_ids}
                self._limit(self._demand(said_of.room(person)), taking, cap)

    def _teams_at_once(self) -> None:
        of_person: dict[str, list[TeamSlot]] = defaultdict(list)
        for name, slot in self._in:
            of_person[name].append(self._slots[slot])
        for name, mine in of_person.items():
            most = self._people[name].most_teams or ()
            caps: dict[tuple[str, ...], int] = {}
            for week, cap in enumerate(most):
                active = tuple(slot.id for slot in mine if week in slot.weeks)
                if len(active) > cap:
                    caps[active] = min(cap, caps.get(active, cap))
            for active, cap in caps.items():
                # Nobody has two slots of one team at once, so that their slots are as many as their teams.
                inside = sum(self._in[name, slot] for slot in active)
                holds = self._demand(said_of.teams(self._people[name], most))
                self._cp.add(inside <= cap).only_enforce_if(holds)

    def _cover(self) -> None:
        for home, most in self._problem.homes.items():
            caps: dict[tuple[tuple[str, tuple[str, ...]], ...], int] = {}
            for week in range(self._problem.weeks):
                taking = self._out(home, week)
                if sum(self._shares[slot] * min(1, len(some)) for slot, some in taking) > most[week]:
                    caps[taking] = min(most[week], caps.get(taking, most[week]))
            for taking, cap in caps.items():
                some = {slot: [self._in[name, slot] for name in names] for slot, names in taking}
                self._limit(self._demand(said_of.cover(home, most)), some, cap)

    def _out(self, home: str, week: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Who of a home team could be out in a week, by slot."""
        found = []
        for team in self._problem.teams:
            for slot in team.slots:
                names = self._by_slot[slot.id] if week in slot.weeks else []
                mine = [name for name in names if self._people[name].home == home]
                there = tuple(name for name in mine if week not in self._people[name].away)
                if there:
                    found.append((slot.id, there))
        return tuple(found)

    def _pins(self) -> None:
        of_person: dict[str, list[tuple[str, Var]]] = defaultdict(list)
        for (name, slot), var in self._in.items():
            of_person[name].append((slot, var))
        for one in self._problem.demands:
            if one.kind is DemandKind.PIN:
                mine = [var for slot, var in of_person[one.person] if one.target in {slot, self._team_of[slot].id}]
                self._cp.add_bool_or([self._demand(said_of.pin(one)).negated(), *mine])

    def _fill(self, name: str) -> None:
        slot = next(one for one in self._team_of[name].slots if one.id == name)
        self._cp.add_bool_or([self._demand(said_of.fill(slot)).negated(), *self._takers(name)])
