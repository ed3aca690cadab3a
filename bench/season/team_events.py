"""What happens to the composite teams of the simulated year while they run, and what the coordinator does about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ridealong.domain.composite_teams import CompositeTeam, Embed
from ridealong.domain.days import Days
from ridealong.domain.errors import RidealongError
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.planning.teams.candidates import Openness
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.ill.ill_views import ChoiceKind, TouchedEmbed
from ridealong.services.teams import ending, explaining, extending, filling, leaving, marking, slots, teams
from ridealong.services.teams.views import TeamView

from .coordinator import Coordinator
from .stored import Person, Stored
from .team_rows import read
from .teams import form_and_publish, made_up_slot
from .weeks import QUARTER

HAND_OVER_EVERY, LONG_AWAY_EVERY = 4, 6
"""Every how many weeks somebody hands over, and somebody embedded falls ill for long."""
_LEAVES, _SLOT_ADDED, _EXTENDED, _ENDED = 3, 4, 5, 6
"""In which week of a quarter somebody embedded leaves the company, a slot is added, a team goes on, one ends early."""
_LONG_AWAY = timedelta(weeks=4, days=4)
_WORTH_FILLING = timedelta(weeks=2)
_CANDIDATES = 5
_FEW_WEEKS = 3
"""So many weeks of an embed, or of a team, have to be left for the coordinator to change it."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A published embed with the program and the team that it is in."""

    program: str
    team: CompositeTeam
    embed: Embed


@dataclass(slots=True)
class TeamEvents:
    """The teams that run, week by week."""

    coordinator: Coordinator
    chance: Random
    _told: set[int] = field(default_factory=set)

    def look_back(self, desk: Desk) -> None:
        """Mark embeds that are over: most of them took place."""
        today = desk.clock.today()
        over: dict[tuple[str, str], list[Embed]] = {}
        for one in self._inside(desk):
            if one.embed.days.last < today:
                over.setdefault((one.program, one.team.name), []).append(one.embed)
        for (program, team), some in over.items():
            state = State.MISSED if self.chance.random() < 0.02 else State.HELD
            try:
                marking.mark(desk, program, team, state, [one.email for one in some])
            except RidealongError as error:
                self.coordinator.tried("mark embeds", error)
            self._count(f"teams: embeds marked {state}", len(some))

    def who_leaves(self, desk: Desk, stored: Stored, week: int) -> Person | None:
        """Somebody embedded who is to leave the company: one in each quarter."""
        if week % QUARTER != _LEAVES:
            return None
        bosses, today = {one.manager for one in stored.people.values()}, desk.clock.today()
        known = {one.email: one for one in stored.people.values() if one.last is None and one.email not in bosses}
        weeks = timedelta(weeks=_FEW_WEEKS)
        some = [one for one in self._inside(desk) if one.embed.days.first <= today <= one.embed.days.last - weeks]
        found = [known[one.embed.email] for one in some if one.embed.email in known]
        return self.chance.choice(found) if found else None

    def monday(self, desk: Desk, stored: Stored, week: int) -> None:
        """What becomes known on a Monday: who leaves the company, hands over or is away for long, and all else."""
        self._leavers(desk, stored)
        if week % LONG_AWAY_EVERY == 2:
            self._long_away(desk)
        if week % HAND_OVER_EVERY == 2:
            self._hand_over(desk)
        within = week % QUARTER
        if within == _SLOT_ADDED:
            self._add_slot(desk)
        if within == _EXTENDED:
            self._extend(desk)
        if within == _ENDED:
            self._end(desk)
        self._fill(desk)

    def newly_told(self) -> set[int]:
        """The ids of embeds that were published since the last time."""
        told = {one["id"] for one in read(self.coordinator.path).embeds if one["state"] == "published"}
        new, self._told = told - self._told, self._told | told
        return new

    def _count(self, what: str, number: int = 1) -> None:
        self.coordinator.tally.happened[what] += number

    def _views(self, desk: Desk) -> Iterator[tuple[str, TeamView]]:
        for name, kind in self.coordinator.names.items():
            if kind.in_teams:
                yield from ((name, one) for one in teams.page(desk, name).teams)

    def _inside(self, desk: Desk) -> list[Inside]:
        return [
            Inside(name, view.team, one)
            for name, view in self._views(desk)
            for one in view.people
            if one.state is State.PUBLISHED
        ]

    def _running(self, desk: Desk) -> list[tuple[str, TeamView]]:
        """The teams that work now and have some weeks to come."""
        today = desk.clock.today()
        return [
            (name, one)
            for name, one in self._views(desk)
            if one.team.state is State.PUBLISHED
            and one.team.days.first <= today <= one.team.days.last - timedelta(weeks=_FEW_WEEKS)
        ]

    def _leavers(self, desk: Desk, stored: Stored) -> None:
        """Whoever leaves the company leaves their team by their last day."""
        known: dict[str, Person] = {one.email: one for one in stored.people.values()}
        for one in self._inside(desk):
            last = known[one.embed.email].last
            if last is not None and last < one.embed.days.last:
                self._leaves(desk, one, last, "leaves the company")

    def _leaves(self, desk: Desk, one: Inside, on: date, why: str) -> None:
        """Let somebody leave a slot, with the best who can take over, or open where nobody can."""
        program, team, embed = one.program, one.team.name, one.embed
        for email in [*self._candidates(desk, one, on), None]:
            try:
                done = leaving.leave(desk, program, team, embed.email, on=on, instead=email, why=why)
            except RidealongError as error:
                if email is None:
                    self.coordinator.tried("let somebody leave a team", error)
                else:
                    self._count("teams: candidates who could not take over at once")
                continue
            self._count(f"teams: people who left a slot, {why}")
            self._count("teams: hand-overs" if done.together else "teams: slots left without a hand-over")
            return

    def _candidates(self, desk: Desk, one: Inside, on: date) -> Sequence[str]:
        if one.embed.days.last - on < _WORTH_FILLING:
            return ()
        try:
            ranked = explaining.candidates_for(desk, one.program, one.team.name, one.embed.slot, on=on)
        except RidealongError as error:
            self.coordinator.tally.note("no candidates were named", f"{one.program}, {one.team.name}: {error.problem}")
            return ()
        return [each.email for each in ranked if each.openness is Openness.FREE][:_CANDIDATES]

    def _hand_over(self, desk: Desk) -> None:
        """Somebody hands over to somebody else in two weeks, on a Friday."""
        today = desk.clock.today()
        on = today + timedelta(weeks=2, days=4)
        enough = on + _WORTH_FILLING
        some = [one for one in self._inside(desk) if one.embed.days.first <= today and one.embed.days.last >= enough]
        if some:
            self._leaves(desk, self.chance.choice(some), on, "is needed at home")

    def _long_away(self, desk: Desk) -> None:
        """Somebody embedded is away for weeks from today on; what can be done about their teams is done at once."""
        today = desk.clock.today()
        some = [one for one in self._inside(desk) if one.embed.days.first <= today]
        if not some:
            return
        days, email = Days(today, today + _LONG_AWAY), self.chance.choice(some).embed.email
        try:
            chosen = self._chosen(desk, email, days)
            ill.settle(desk, email, days, embeds=chosen)
        except RidealongError as error:
            self.coordinator.tried("settle a long absence", error)
            return
        self._count("teams: people away for long")
        for code in chosen.values():
            self._count(f"teams: long absences, {code.split(':')[0]}")

    def _chosen(self, desk: Desk, email: str, days: Days) -> dict[int, str]:
        """What is done about each embed, one after the other: who takes over one may be too busy for the next."""
        chosen: dict[int, str] = {}
        while left := [
            one for one in ill.look(desk, email, days, embeds=chosen).embeds if one.choices and one.embed not in chosen
        ]:
            chosen[left[0].embed] = self._choice(left[0])
        return chosen

    def _choice(self, one: TouchedEmbed) -> str:
        wanted = (ChoiceKind.BACK_FILL, ChoiceKind.LEAVE)
        return next(each.code for kind in wanted for each in one.choices if each.kind is kind)

    def _add_slot(self, desk: Desk) -> None:
        some = self._running(desk)
        if not some:
            return
        name, view = self.chance.choice(some)
        slot = made_up_slot("One more", self.chance.choice(list(Side)), desk, self.chance)
        slots.add_slots(desk, name, view.team.name, [slot])
        self._count("teams: slots added while they ran")
        form_and_publish(self.coordinator, desk, name, [view.team.name])

    def _extend(self, desk: Desk) -> None:
        some = self._running(desk)
        if not some:
            return
        name, view = self.chance.choice(some)
        try:
            done = extending.extend(desk, name, view.team.name, view.team.days.last + timedelta(weeks=2))
        except RidealongError as error:
            self.coordinator.tally.note("teams that could not go on", f"{name}, {view.team.name}: {error.problem}")
            return
        self._count("teams: extended")
        self._count("teams: people who went on with them", len(done.goes_on))
        self._count("teams: people who could not go on", len(done.stays))

    def _end(self, desk: Desk) -> None:
        some = self._running(desk)
        if not some:
            return
        name, view = self.chance.choice(some)
        ending.end(desk, name, view.team.name, desk.clock.today() + timedelta(weeks=1, days=4), "has done it")
        self._count("teams: ended early")

    def _fill(self, desk: Desk) -> None:
        """Put somebody into each slot that is open for long enough."""
        for name, view in self._running(desk):
            for slot in view.open:
                if slot.open is None or slot.open.last - slot.open.first < _WORTH_FILLING:
                    continue
                try:
                    ranked = explaining.candidates_for(desk, name, view.team.name, slot.slot.number)
                except RidealongError as error:
                    self.coordinator.tally.note(
                        "no candidates were named", f"{name}, {view.team.name}: {error.problem}"
                    )
                    continue
                free = [each.email for each in ranked if each.openness is Openness.FREE]
                self._count("teams: looks for somebody for an open slot")
                if self._put(desk, name, view, slot.slot.number, free[:_CANDIDATES]):
                    self._count("teams: open slots filled later")

    def _put(self, desk: Desk, name: str, view: TeamView, slot: int, some: Sequence[str]) -> bool:
        for email in some:
            try:
                filling.back_fill(desk, name, view.team.name, slot, email)
            except RidealongError as error:
                words = f"{name}, {view.team.name}: {error.problem}"
                self.coordinator.tally.note("candidates who were free and could not come", words)
                continue
            return True
        return False
