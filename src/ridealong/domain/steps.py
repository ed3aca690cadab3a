"""Steps: what guest and host do before, during and after a visit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.programs import Kind, Program
from ridealong.domain.values import quoted, read_name

MOST_IN_A_STEP = 200
"""How many characters a step may have."""
MOST_STEPS = 40
"""How many steps a program may have."""


class Phase(StrEnum):
    """When a step is done, seen from the visit."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Who(StrEnum):
    """Who does a step."""

    GUEST = "guest"
    HOST = "host"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStep:
    """Something to do for a visit.

    Args:
        text: what it is, as a request without a full stop.
    """

    phase: Phase
    who: Who
    text: str


_DEFAULT = (
    VisitStep(phase=Phase.BEFORE, who=Who.HOST, text="Mark the meetings that are closed to guests"),
    VisitStep(phase=Phase.BEFORE, who=Who.BOTH, text="Confirm what is confidential and must not be passed on"),
    VisitStep(phase=Phase.BEFORE, who=Who.HOST, text="Confirm access: tools, and on site also rooms and a badge"),
    VisitStep(phase=Phase.BEFORE, who=Who.HOST, text="Plan one moment with a customer, such as a call or a shop visit"),
    VisitStep(phase=Phase.DURING, who=Who.GUEST, text="Note what surprises you, and ask one question a day"),
    VisitStep(phase=Phase.AFTER, who=Who.BOTH, text="Note two things learned and one idea to try"),
)
# Invites that went out with these are compared with them: who words one anew makes the invites of all programs due
# whose template was ever ticked off or changed back to these.


def default_steps(kind: Kind) -> tuple[VisitStep, ...]:
    """The steps of a program that has no template of its own; none where nobody visits anybody."""
    return _DEFAULT if kind.visits else ()


def in_order(steps: Iterable[VisitStep]) -> tuple[VisitStep, ...]:
    """Steps by phase; those of one phase stay in their order."""
    phases = list(Phase)
    return tuple(sorted(steps, key=lambda one: phases.index(one.phase)))


def read_step(text: str) -> str:
    """What is to be done, on one line; raises InvalidValue."""
    step = read_name(text)
    if not step:
        raise InvalidValue("A step needs its text", "Say what is to be done, such as 'Order a badge'")
    if len(step) > MOST_IN_A_STEP:
        raise InvalidValue(f"'{quoted(step)}' is too long", f"A step has at most {MOST_IN_A_STEP} characters")
    return step


def check_has_steps(program: Program) -> None:
    """Let a program have steps; raises Refused where nobody visits anybody."""
    if not program.kind.visits:
        raise Refused(
            f"'{program.name}' has no steps: nobody visits anybody in it", "Programs with visits have steps alone"
        )


def numbered(steps: Sequence[VisitStep], number: int) -> int:
    """The place, from 0, of a step that somebody names by its number, from 1; raises InvalidValue."""
    if not 1 <= number <= len(steps):
        there = f"They count from 1 to {len(steps)}" if steps else "There is none"
        raise InvalidValue(f"There is no step {number}", there)
    return number - 1
