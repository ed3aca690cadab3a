"""What a coordinator is shown, and decides, when somebody cannot come from one day to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ridealong.domain.days import Days
from ridealong.domain.gathering_times import HourChange
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.wording import many
from ridealong.services.meanwhile import Seen
from ridealong.services.plans.plan_views import Someone


class ChoiceKind(StrEnum):
    """What can be done about a pairing or a group that somebody's absence touches."""

    STAND_IN = "stand-in"
    SHORTEN = "shorten"
    LATER = "later"
    MOVE = "move"
    SKIP = "skip"
    CANCEL = "cancel"
    END = "end"
    LEAVE = "leave"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be done about a pairing or a group.

    Args:
        words: what it comes to, in a few words.
        days: those of the visit by it; of a stand-in, the days on which they are the host. None where they stay.
        host: the stand-in, with their points of fit and how often the two have met.
        round: the later round, from 0. by_day: whether it is another day of its round, not another round.
        hour: of a group, the hour at which it then meets in place of the one before; None where that stays.
    """

    kind: ChoiceKind
    words: str
    days: Days | None = None
    host: Someone | None = None
    fit: int = 0
    met: int = 0
    round: int | None = None
    by_day: bool = False
    hour: HourChange | None = None

    @property
    def code(self) -> str:
        """What names it on the command line: `stand-in:hugo@x.example`, `later:5` (from 1), `shorten`.

        A visit of a single day goes to another day: `later:2027-04-29`.
        """
        if self.host is not None:
            return f"{self.kind}:{self.host.email}"
        if self.by_day and self.days is not None:
            return f"{self.kind}:{self.days.first}"
        return f"{self.kind}:{self.round + 1}" if self.round is not None else str(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPossible:
    """Somebody of the host's team who cannot stand in, and why."""

    person: Someone
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueInvite:
    """An invite that becomes due.

    Args:
        what: `request`, `update` or `cancel`. to: the names of those who get it. start: the first day of the meeting.
    """

    what: str
    kind: MeetingKind
    summary: str
    start: date
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedMeeting:
    """A meeting, or one occurrence of a series, that falls into an absence."""

    kind: MeetingKind
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A published pairing into which an absence falls.

    Args:
        hosting: whether it is the host who is away.
        visit: whether the days of the pairing themselves are touched, and not only meetings around them.
        running: whether some of its days were held already.
        meetings: what else falls into the absence.
        choices: what can be done, the best first; chosen: the one that is done.
        not_possible: who of the host's team cannot stand in.
        invites: what becomes due by the choice.
        seen: the pairing as it is.
    """

    pairing: int
    program: str
    guest: Someone
    host: Someone
    days: Days
    hosting: bool
    visit: bool
    running: bool
    meetings: tuple[TouchedMeeting, ...]
    choices: tuple[Choice, ...]
    chosen: Choice
    not_possible: tuple[NotPossible, ...] = ()
    invites: tuple[DueInvite, ...] = ()
    seen: Seen = field(default=Seen(0, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedGroup:
    """A published group over coffee that meets during an absence.

    Args:
        group: its number. people: everybody in it. day: on which it meets.
        choices: what can be done, the best first; chosen: the one that is done.
        invites: what becomes due by the choice. seen: the group as it is.
    """

    group: int
    program: str
    people: tuple[Someone, ...]
    day: date
    choices: tuple[Choice, ...]
    chosen: Choice
    invites: tuple[DueInvite, ...] = ()
    seen: Seen = field(default=Seen(0, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class BadMorning:
    """What becomes of everything that somebody's absence touches.

    Args:
        noted: whether the absence stands in the database already.
        touched, groups: pairings and groups, by first day.
        text: to be pasted into a chat; it does not say why somebody is away.
        version: that of the database when this was worked out.
    """

    person: Someone
    days: Days
    noted: bool
    touched: tuple[Touched, ...]
    text: str
    groups: tuple[TouchedGroup, ...] = ()
    version: int = field(default=0, compare=False)

    @property
    def invites(self) -> tuple[DueInvite, ...]:
        """Everything that becomes due."""
        of_pairings = tuple(invite for one in self.touched for invite in one.invites)
        return of_pairings + tuple(invite for one in self.groups for invite in one.invites)

    @property
    def settled(self) -> str:
        """How many pairings and groups change, in words; empty where none does."""
        pairings = sum(one.chosen.kind is not ChoiceKind.KEEP for one in self.touched)
        groups = sum(one.chosen.kind is not ChoiceKind.KEEP for one in self.groups)
        said = [many(pairings, "pairing")] if pairings else []
        said += [many(groups, "group")] if groups else []
        return f"{' and '.join(said)} settled" if said else ""


Choices = Mapping[int, str]
"""By number of a pairing, or of a group: the code of a choice, or its number among the choices from 1."""
