"""What there is to see of groups: who meets whom, when, and what stands in the way."""

from dataclasses import dataclass
from datetime import date, time

from ridealong.domain.days import Days
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind, Program
from ridealong.services.meanwhile import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a group; whoever was removed since, too."""

    email: str
    name: str
    side: Side
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InGroup(Member):
    """Somebody in a group, and what is known against that.

    Args:
        id: the row id of a person; 0 for a sponsor who is nobody of the exchange.
        trouble: why they cannot come, in words that all may know; empty where they can.
        apart: whether the trouble is that they are kept apart from somebody in the group.
        declined: whether they declined the invite as it was last sent: their seat is free.
    """

    id: int
    trouble: str = ""
    apart: bool = False
    declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyGroup:
    """What is told of a group wherever it is shown.

    Args:
        id: its number. round: from 0. seen: the row as it is shown.
        days: from the day on which they meet to the last one; the same but for the sponsors.
        at: by the clock of most of them; None where too few come.
        state: `held` also for what was published and is over, unless something else was noted.
    """

    id: int
    uid: str
    seen: Seen
    program: str
    kind: Kind
    round: int
    days: Days
    state: State
    people: tuple[Member, ...]
    at: time | None = None
    over: bool = False

    @property
    def open(self) -> bool:
        """Whether it is still to come, as a draft or published."""
        return self.state in UNMARKED and not self.over

    @property
    def stays(self) -> str:
        """Why it cannot meet on another day, in a few words; empty where it can."""
        if self.kind is Kind.SPONSORS:
            return f"is the meeting of the sponsors of '{self.program}'"
        if self.open:
            return ""
        return "was called off" if self.state is State.CANCELLED else "is over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(AnyGroup):
    """A group of people, when they meet, and what stands in the way.

    Args:
        minutes, zone: how long, and by whose clock; 0 and empty where nobody comes.
        without: of a series, the days that are left out.
        reason: why it was called off or did not meet; private, and empty unless somebody asked for it on its own page.
        hidden: whether there is one that is not told there.
    """

    people: tuple[InGroup, ...]
    pinned: bool = False
    minutes: int = 0
    zone: str = ""
    every_weeks: int = 0
    without: tuple[date, ...] = ()
    place: str = ""
    reason: str = ""
    hidden: bool = False

    @property
    def troubles(self) -> tuple[str, ...]:
        """Why it cannot take place as it stands; nothing for what is over or called off."""
        if not self.open:
            return ()
        said = [f"{one.name} {one.trouble}" for one in self.people if one.trouble]
        said += [f"{one.name} has declined" for one in self.people if one.declined and not one.trouble]
        if len(self.people) < 2:
            said.append(self._too_few)
        return tuple(said)

    @property
    def _too_few(self) -> str:
        if self.kind is Kind.SPONSORS:
            return f"the charter names {f'{self.people[0].name} alone' if self.people else 'no sponsors'}"
        return f"{self.people[0].name} is alone" if self.people else "nobody is left"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPage:
    """The groups of a program.

    Args:
        repeats: how many pairs of people in a draft or a published group had met in a group before.
        least: how many of them no plan could do without, where that was worked out; None elsewhere.
        alone: in whole sentences, who is there and found no group.
        changed: how many groups are others than before; only after planning.
    """

    program: Program
    groups: tuple[Group, ...]
    repeats: int = 0
    least: int | None = None
    alone: tuple[str, ...] = ()
    changed: int = 0
    sentences: tuple[str, ...] = ()

    @property
    def troubled(self) -> tuple[Group, ...]:
        """Groups that cannot take place as they stand."""
        return tuple(one for one in self.groups if one.troubles)


def repeat_words(repeats: int, least: int | None = None) -> str:
    """How often people meet again: `no repeats`, `3 repeats, at least 1 unavoidable`."""
    if not repeats:
        return "no repeats"
    said = "1 repeat" if repeats == 1 else f"{repeats:,} repeats"
    if least is None:
        return said
    if least == repeats:
        return f"{said}, which nobody could avoid"
    return f"{said}, at least {least:,} unavoidable" if least else said
