"""What a coordinator is shown, and decides, when somebody cannot come from one day to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ridealong.domain.composite_teams import Slot
from ridealong.domain.days import Days
from ridealong.domain.gathering_times import HourChange
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.wording import listed, many
from ridealong.services.meanwhile import Seen
from ridealong.services.plans.plan_views import Someone


class ChoiceKind(StrEnum):
    """What can be done about a pairing, a group or an embed that somebody's absence touches."""

    STAND_IN = "stand-in"
    SHORTEN = "shorten"
    LATER = "later"
    MOVE = "move"
    SKIP = "skip"
    CANCEL = "cancel"
    END = "end"
    LEAVE = "leave"
    BACK_FILL = "back-fill"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be done about a pairing or a group.

    Args:
        words: what it comes to, in a few words.
        days: those of the visit by it; of a stand-in, the days on which they are the host. None where they stay.
        host: the stand-in, with their points of fit and how often the two have met; of an embed, who takes it over.
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
        what: `request`, `update` or `cancel`. start: the first day of the meeting.
        to: who gets it: their names, and their addresses in the same order.
        team: whether it is of a composite team.
    """

    what: str
    kind: MeetingKind
    summary: str
    start: date
    to: tuple[str, ...]
    addresses: tuple[str, ...]
    team: bool = False


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
class TouchedEmbed:
    """A published embed in a composite team that an absence falls into.

    Args:
        embed: its number. share: how much of a week it takes, in percent.
        meetings: the days on which the team meets in the meantime; it does so all the same.
        left_out: the days on which it does not, since fewer than two could come.
        missed: how many of its `weeks` they miss, all absences together.
        choices: what can be done, the least first; none where they miss no more than the program allows.
        chosen: the one that is done.
        nobody: why nobody can take over; empty where somebody can, and where that is not asked.
        invites: what becomes due in the team by the absence and the choice.
    """

    embed: int
    program: str
    team: str
    slot: Slot
    share: int
    days: Days
    meetings: tuple[date, ...]
    missed: int
    weeks: int
    choices: tuple[Choice, ...]
    chosen: Choice
    nobody: str = ""
    left_out: tuple[date, ...] = ()
    invites: tuple[DueInvite, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something is still to be decided about it."""
        return bool(self.choices) and self.chosen.kind is ChoiceKind.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class BadMorning:
    """What becomes of everything that somebody's absence touches.

    Args:
        noted: whether the absence stands in the database already.
        touched, groups, embeds: pairings, groups and embeds in composite teams, by first day.
        text: to be pasted into a chat; it does not say why somebody is away.
        version: that of the database when this was worked out.
    """

    person: Someone
    days: Days
    noted: bool
    touched: tuple[Touched, ...]
    text: str
    groups: tuple[TouchedGroup, ...] = ()
    embeds: tuple[TouchedEmbed, ...] = ()
    version: int = field(default=0, compare=False)

    @property
    def invites(self) -> tuple[DueInvite, ...]:
        """Everything that becomes due."""
        every: tuple[Touched | TouchedGroup | TouchedEmbed, ...] = (*self.touched, *self.groups, *self.embeds)
        return tuple(invite for one in every for invite in one.invites)

    @property
    def settled(self) -> str:
        """How many pairings, groups and embeds change, in words; empty where none does."""
        pairings = sum(one.chosen.kind is not ChoiceKind.KEEP for one in self.touched)
        groups = sum(one.chosen.kind is not ChoiceKind.KEEP for one in self.groups)
        said = [many(pairings, "pairing")] if pairings else []
        said += [many(groups, "group")] if groups else []
        said += [many(len(self.embeds_changed), "embed")] if self.embeds_changed else []
        return f"{listed(said)} settled" if said else ""

    @property
    def embeds_changed(self) -> tuple[TouchedEmbed, ...]:
        """The embeds that change."""
        return tuple(one for one in self.embeds if one.chosen.kind is not ChoiceKind.KEEP)


Choices = Mapping[int, str]
"""By number of a pairing, of a group or of an embed: the code of a choice, or its number among the choices from 1."""
