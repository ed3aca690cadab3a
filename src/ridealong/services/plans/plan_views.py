"""What screens and commands are shown of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Program
from ridealong.planning.progress import of_best
from ridealong.services.meanwhile import Seen

if TYPE_CHECKING:
    from ridealong.services.plans.pins import PinRow
    from ridealong.services.plans.plan_changes import PlanChanges


ABSENT = "are away"
"""The kind of the reason of a place that is open only because people are away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person in short."""

    email: str
    name: str
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Where somebody is a guest: with whom, in which round of the program (from 0), and on which days."""

    host: Someone
    round: int
    days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A pairing of a plan.

    Args:
        id: the number of the pairing.
        fit: points from 0 to 100.
        met_before: how often the two have met before, in whichever direction, drafts of earlier rounds included.
        why: a few words on what speaks for it.
        declined_by: the names of those who have declined it, once it is published and they were invited.
        guest_declined: whether the guest has, and the host has not.
        version: that of the row, which rises with each change.
        held: what a pin made beforehand keeps of a draft: `all`, `host`, `round`, or nothing.
    """

    id: int
    round: int
    days: Days
    guest: Someone
    host: Someone
    guest_side: Side
    fit: int
    met_before: int
    pinned: bool
    state: State
    why: str
    declined_by: tuple[str, ...] = ()
    guest_declined: bool = False
    version: int = 0
    held: str = ""

    @property
    def seen(self) -> Seen:
        """The row as it is shown: who changes the pairing later says by it what they looked at."""
        return Seen(self.id, self.version)


def someone(person: Person) -> Someone:
    """A person in short."""
    return Someone(email=person.email, name=person.name, team=person.team)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A round in which somebody has nobody, and why.

    Args:
        away: whether it is open only because that person, or everybody to be with, is away or has the round closed.
        lost: whether somebody was there, and it fell away since the plan was made.
        kind: the kind of the reason, as it is said of several people together; empty where it is of none.
    """

    guest: Someone
    round: int
    days: Days
    reason: str
    away: bool
    lost: bool = False
    kind: str = field(default="", compare=False)

    @property
    def absent(self) -> bool:
        """Whether it is open only because people are away, and not because a round is closed to them."""
        return self.away and self.kind in ("", ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNumbers:
    """How good a plan is.

    Args:
        placed: places filled; most: how many any plan could fill at most.
        value, bound: the value of the plan, and what no plan can exceed.
        gap_percent: how much better any plan could be, in percent of the points for fit and new teams.
        stopped: `seconds` or `cancelled` where the work ended early; else empty.
        refused: places to which a lead does not agree, and which planning leaves out: guest and host by row id, round.
        by_hand, repaired: whether the draft was changed by hand, or by a repair, since: the figures are those of
            another plan then.
        seconds: how long the planner worked; 0 where the plan was made earlier.
    """

    placed: int
    most: int
    value: int
    bound: int
    gap_percent: float
    proved: bool
    turns_squared: int
    met_before: int
    over_share: int
    new_teams: int
    fit: int
    repeats: int
    turns_min: int
    turns_max: int
    seed: int
    stopped: str = ""
    by_hand: bool = False
    repaired: bool = False
    seconds: float = 0.0
    refused: Sequence[Sequence[int]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A pairing that cannot take place as it stands: its number, who and when, and why not.

    Args:
        of_guest: whether it is the guest who cannot be there. pinned: whether somebody has fixed it.
        begun: whether it has begun, so that no plan can change it.
    """

    id: int
    guest: Someone
    host: Someone
    days: Days
    reason: str
    of_guest: bool = False
    pinned: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """A program's plan.

    Args:
        sentences: what it comes to, in plain words.
        proposals: drafts and published pairings, by round and guest.
        open: places that stay empty, by round and guest.
        clashes: published pairings, not yet over, that cannot take place as they stand.
        broken: drafts of rounds still to begin that cannot take place as they stand.
        changes: what planning changed in the draft before; None where there was none, or nothing was planned just now.
        pins: those made beforehand that no pairing keeps yet.
        left: how many rounds after the last pairing are still to come.
    """

    program: Program
    numbers: PlanNumbers | None
    sentences: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    open: tuple[OpenPlace, ...]
    clashes: tuple[Clash, ...] = ()
    broken: tuple[Clash, ...] = ()
    changes: "PlanChanges | None" = None
    pins: "tuple[PinRow, ...]" = ()
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProgress:
    """How far the planner has come: what it does, the best so far, and a rough fraction done from 0 to 1."""

    stage: str
    placed: int
    gap_percent: float | None
    done: float

    @property
    def quality(self) -> str:
        """How good the best plan so far is, in words; empty while that is not known, or would tell nothing."""
        return "" if self.gap_percent is None else of_best(self.gap_percent)
