"""What is known of the work of a worker process on composite teams so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ridealong.domain.errors import Interrupted
from ridealong.planning.messages import Job, Message, TeamsAnswer, WhyNotAnswer
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.answer import answer
from ridealong.planning.teams.plan import TeamsPlan
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.question import WhyNotAsked
from ridealong.planning.teams.telling import TeamsProgress, TeamsSnapshot, Tell

if TYPE_CHECKING:
    from ridealong.planning.teams.why_not import WhyNotEmbed


class TeamsWatch:
    """Waits for the plan of a valid problem, tells the progress on the way, and keeps the best plan in mind."""

    smaller = "form fewer teams at once"

    def __init__(self, problem: TeamsProblem, stopper: Stopper, tell: Tell | None) -> None:
        self._problem = problem
        self._stopper = stopper
        self._tell = tell
        self._best: TeamsSnapshot | None = None

    def job(self) -> Job:
        """The problem, with the time that is left."""
        return Job(self._problem, self._stopper.left())

    def heard(self, message: Message) -> TeamsPlan | None:
        """Take a message in; the plan if it is one."""
        match message:
            case TeamsAnswer():
                return replace(message.plan, seconds=round(self._stopper.elapsed(), 2))
            case TeamsProgress():
                self._best = message.snapshot or self._best
                if self._tell is not None:
                    self._tell(message)
        return None

    def best(self) -> Callable[[], TeamsPlan] | None:
        """What puts the best plan so far together; why slots are open is said as far as that is plain to see."""
        if self._best is None:
            return None
        return partial(answer, self._problem, self._best.embeds, self._best.bound, self._stopper)

    def nothing_yet(self) -> Interrupted:
        """The error for a cancel before there was a plan."""
        return Interrupted("Planning was stopped before there was a plan", "Nothing was changed")


class WhyNotWatch:
    """Waits for the answer to why somebody is not in a slot."""

    smaller = "ask about fewer teams at once"

    def __init__(self, asked: WhyNotAsked) -> None:
        self._asked = asked

    def job(self) -> Job:
        """The question."""
        return Job(self._asked, None)

    def heard(self, message: Message) -> WhyNotEmbed | None:
        """Take a message in; the answer if it is one."""
        return message.found if isinstance(message, WhyNotAnswer) else None

    def best(self) -> None:
        """There is no half of an answer."""

    def nothing_yet(self) -> Interrupted:
        """The error for a cancel."""
        return Interrupted("Looking for the reason was stopped")
