"""What the coordinator does week after week, all of it through the services that screens and commands use."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from ridealong.domain.days import FixedClock
from ridealong.domain.errors import RidealongError
from ridealong.domain.ideas import IdeaState
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.groups.repair_groups import repair_groups
from ridealong.services.invites.export_invites import export
from ridealong.services.outcomes import debriefs, history, ideas
from ridealong.services.outcomes.debriefs import Outcome
from ridealong.services.outcomes.ideas import IdeaChange, IdeaQuery
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs

from .stored import Pairing, Stored, read
from .tally import Tally
from .weeks import AHEAD, PUBLISH_EVERY
from .words import IDEAS, LEARNED

_MISSED = 0.02
_DEBRIEFED = 0.85
_GOES_ON = 0.3
"""Of the ideas that have an owner, how many go on in a month."""
_NOTHING_TO_REPAIR = ("needs repair", "nothing to repair", "begins on or after", "has agreed to take part")


@dataclass(slots=True)
class Coordinator:
    """Somebody at the desk, on whichever day it is.

    Args:
        names: programs so far by name, with their kinds, oldest first.
    """

    first_desk: Desk
    path: Path
    tally: Tally
    chance: Random
    names: dict[str, Kind] = field(default_factory=dict)

    def on(self, day: date) -> Desk:
        """The desk on a day."""
        return replace(self.first_desk, clock=FixedClock(day))

    def stored(self) -> Stored:
        """What the database holds now."""
        return read(self.path)

    def tried(self, what: str, error: RidealongError) -> None:
        """Keep what was refused although the coordinator expected it to be done."""
        self.tally.fault(f"the coordinator could not {what}", f"{error.problem} ({error.remedy})")

    def look_back(self, desk: Desk, stored: Stored) -> None:
        """Mark what is over: most of it took place; then note what came out of most visits."""
        today = desk.clock.today()
        over = [one for one in stored.pairings.values() if one.state == "published" and one.last < today]
        missed = {one.id for one in over if stored.kind(one) != "buddy" and self.chance.random() < _MISSED}
        for state, ids in (
            (State.HELD, [one.id for one in over if one.id not in missed]),
            (State.MISSED, sorted(missed)),
        ):
            if ids:
                history.mark_all(desk, ids, state)
                self.tally.happened[f"pairings marked {state}"] += len(ids)
        for one in over:
            wanted = one.id not in missed and Kind(stored.kind(one)).visits
            if wanted and self.chance.random() < _DEBRIEFED:
                self._debrief(desk, one, stored)

    def _debrief(self, desk: Desk, one: Pairing, stored: Stored) -> None:
        owner = stored.people[self.chance.choice((one.guest, one.host))]
        with_idea = self.chance.random() < 0.15 and not owner.removed
        for side in Side:
            debriefs.note(
                desk,
                one.id,
                Outcome(
                    learned=self.chance.sample(LEARNED[side], 2),
                    side=side,
                    it_rating=self.chance.choice((3, 4, 4, 5, 5)) if side is Side.IT else None,
                    marketing_rating=self.chance.choice((2, 4, 4, 5, 5)) if side is Side.MARKETING else None,
                    ideas=[self.chance.choice(IDEAS)] if with_idea and side is Side.IT else [],
                    owner=owner.email if with_idea and side is Side.IT else "",
                ),
            )
        self.tally.happened["debriefs"] += 1

    def take_up_ideas(self, desk: Desk) -> None:
        """Let some ideas go on: open ones are taken up, and those taken up are done."""
        after = {IdeaState.OPEN: IdeaState.TAKEN_UP, IdeaState.TAKEN_UP: IdeaState.DONE}
        rows = [one.idea for one in ideas.page(desk, IdeaQuery()).rows]
        some = [one for one in rows if one.state in after and one.owner_email and not one.owner_left]
        for one in self.chance.sample(some, round(_GOES_ON * len(some))):
            ideas.change(desk, one.number, IdeaChange(state=after[one.state], named=self.chance.random() < 0.5))
            self.tally.happened["ideas that went on"] += 1

    def plan_and_publish(self, desk: Desk, name: str) -> None:
        """Plan what is not under way again, and publish what begins before this is done the next time.

        Teams are formed once, when their program is made.
        """
        if self.names[name].in_teams:
            return
        today, program = desk.clock.today(), plans.page(desk, name).program
        start = max(program.start, today + timedelta(weeks=AHEAD))
        horizon = start + timedelta(weeks=PUBLISH_EVERY)
        begins = [program.round_days(number).first for number in range(program.rounds)]
        if today >= program.start and not any(start <= one <= horizon for one in begins):
            return
        groups = self.names[name].gathers
        try:
            if groups:
                plan_groups(desk, name, start=start)
                publish_groups(desk, name)
            else:
                plans.plan(desk, name, start=start)
                publishing.publish(desk, name)
            self.tally.happened["plans published"] += 1
        except RidealongError as error:
            if "has agreed to take part" in error.problem:
                self.tally.note("programs without anybody on one side", error.problem)
            elif "no drafts to publish" not in error.problem and "Every round" not in error.problem:
                self.tried(f"plan and publish {self.names[name]}", error)

    def publish_again(self, desk: Desk, name: str, stored: Stored) -> None:
        """Publish what a repair has put, as drafts, into rounds that were published before."""
        mine = [one for one in stored.pairings.values() if stored.programs[one.program].name == name]
        told = max((one.round for one in mine if one.state == "published"), default=-1)
        late = [one for one in mine if one.state == "proposed" and one.first > desk.clock.today() and one.round <= told]
        if late and Kind(stored.kind(late[0])).visits:
            try:
                publishing.publish(desk, name)
            except RidealongError as error:
                self.tally.note("drafts that could not be published between", error.problem)

    def repair(self, desk: Desk, name: str) -> None:
        """Replace in a program what cannot take place, and end what has begun and does not go on."""
        try:
            if self.names[name].gathers:
                done = repair_groups(desk, name)
                self.tally.happened["repairs"] += bool(done.changes)
                return
            while self._repaired(desk, name):
                pass
        except RidealongError as error:
            if not any(words in error.problem for words in _NOTHING_TO_REPAIR):
                self.tried(f"repair {self.names[name]}", error)

    def _repaired(self, desk: Desk, name: str) -> bool:
        """Repair a program; returns whether something had to be ended first, so that there may be more."""
        try:
            found = repairs.repair(desk, name)
        except repairs.DoesNotGoOn as error:
            self._end(desk, [error.pairing])
            return True
        self.tally.happened["repairs"] += 1
        self._end(desk, [one.id for one in found.begun])
        return False

    def _end(self, desk: Desk, ids: Sequence[int]) -> None:
        for one in ids:
            history.mark(desk, one, State.ENDED, "does not go on")
            self.tally.happened["pairings ended early"] += 1

    def send(self, desk: Desk) -> None:
        """Send what is due, as files into a folder that is thrown away."""
        folder = Path(mkdtemp(prefix="ridealong-season-invites-"))
        try:
            done = export(desk, folder / "out", drafts=False)
            self.tally.happened["invites sent"] += len(done.files)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
