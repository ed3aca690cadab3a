"""What the planner and its worker process say to each other: pickled objects, one after the other, over two pipes."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, BinaryIO

from ridealong.planning.garbage import without_collection
from ridealong.planning.plan import Assignment, Open, Plan
from ridealong.planning.problem import Problem
from ridealong.planning.progress import Progress
from ridealong.planning.teams.plan import TeamsPlan
from ridealong.planning.teams.problem import TeamsProblem
from ridealong.planning.teams.question import WhyNotAsked
from ridealong.planning.teams.telling import TeamsProgress

if TYPE_CHECKING:
    from ridealong.planning.teams.why_not import WhyNotEmbed

CANCEL = b"c"
"""What follows the job on its way to the worker, once, if the user cancels."""
_LENGTH = struct.Struct("<Q")


Asked = Problem | TeamsProblem | WhyNotAsked
"""What a worker can be asked: a problem that has been validated, or a question about a plan of one."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked, and the seconds that are left of the user's cap."""

    asked: Asked
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The plan of a season, its long lists as columns: objects by the hundred thousand are slow to send one by one."""

    plan: Plan
    assignments: tuple[tuple[object, ...], ...]
    open: tuple[tuple[object, ...], ...]

    @classmethod
    def of(cls, plan: Plan) -> Answer:
        """Take a plan apart."""
        with without_collection():
            return cls(
                replace(plan, assignments=(), open=()),
                tuple(tuple(getattr(row, name) for row in plan.assignments) for name in _names(Assignment)),
                tuple(tuple(getattr(row, name) for row in plan.open) for name in _names(Open)),
            )

    def whole(self) -> Plan:
        """The plan, put together again."""
        with without_collection():
            return replace(
                self.plan,
                assignments=tuple(map(Assignment, *self.assignments)),
                open=tuple(map(Open, *self.open)),
            )


@dataclass(frozen=True, slots=True)
class TeamsAnswer:
    """The plan of composite teams."""

    plan: TeamsPlan


@dataclass(frozen=True, slots=True)
class WhyNotAnswer:
    """Why somebody is not in a slot."""

    found: WhyNotEmbed


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception in the worker, and its traceback for those who look for the mistake."""

    error: Exception
    trace: str


Message = Progress | TeamsProgress | Answer | TeamsAnswer | WhyNotAnswer | Failure


def send(stream: BinaryIO, message: Job | Message) -> None:
    """Write one message; raises `OSError` where nobody listens any longer."""
    with without_collection():
        packed = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def receive(stream: BinaryIO) -> Job | Message | None:
    """Read one message; None where the other side has ended, also in the midst of one, or says what cannot be read."""
    try:
        head = stream.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            return None
        (size,) = _LENGTH.unpack(head)
        packed = stream.read(size)
    except (OSError, ValueError):
        # ValueError: the pipe was closed on this side.
        return None
    if len(packed) < size:
        return None
    try:
        with without_collection():
            # Both ends of the pipe are this program: nobody else can write to it.
            message = pickle.loads(packed)  # noqa: S301 - as above
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError):
        return None
    return message if isinstance(message, Job | Message) else None


def _names(kind: type[Assignment | Open]) -> list[str]:
    return [field.name for field in fields(kind)]
