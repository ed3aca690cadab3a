"""What there is to see of composite teams: their slots, who takes them, what is covered, and what is in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ridealong.domain.composite_teams import CompositeTeam, Demand, Embed, Slot
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.services.teams.meeting_clashes import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """Somebody in a slot.

    Args:
        troubles: why it cannot take place as it stands, in words that all may know.
        over: whether its last day has passed.
    """

    embed: Embed
    troubles: tuple[str, ...] = ()
    over: bool = False

    @property
    def draft(self) -> bool:
        """Whether it is not published yet."""
        return self.embed.state is State.PROPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """A slot and who takes it.

    Args:
        days: its days. embeds: those that take place, did, or may, in order of time.
        open: the first days of it to come that nobody takes; None where there are none. opens: all such stretches.
        why_open: why nobody takes them, where that was asked; empty elsewhere.
        demands: who is pinned to it, kept out of it, or would be in it as far as can be.
    """

    slot: Slot
    days: Days
    embeds: tuple[EmbedView, ...] = ()
    open: Days | None = None
    opens: tuple[Days, ...] = ()
    why_open: str = ""
    demands: tuple[Demand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A topic that a team needs, and who knows it.

    Args:
        must: the numbers of the slots that have to know it; nice: of those for which it would be good.
        known: by the number of a slot, whether who is in it knows the topic; slots with nobody are left out.
    """

    topic: str
    must: tuple[int, ...]
    nice: tuple[int, ...]
    known: Mapping[int, bool]

    @property
    def covered(self) -> bool:
        """Whether somebody in the team knows it."""
        return any(self.known.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLoad:
    """How much of a person's week all of the exchange takes, in percent, and how much of that is this team."""

    monday: date
    percent: int
    here: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A composite team as it stands.

    Args:
        state: `held` also for what was published and is over, unless something else was noted.
        coverage: the topics that its slots ask for, by topic.
        loads: by row id of a person in it, their weeks from the first of the team to its last.
        problems: what is wrong with it: open slots, tasks without an owner, people who cannot be there, and `clashes`.
        clashes: who is in another team, too, that meets at the same time.
        notices: what is worth knowing of a change that was just made.
    """

    team: CompositeTeam
    program: str
    state: State
    slots: tuple[SlotView, ...]
    coverage: tuple[Coverage, ...] = ()
    loads: Mapping[int, tuple[WeekLoad, ...]]
    problems: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    notices: tuple[str, ...] = field(default=(), compare=False)

    @property
    def people(self) -> tuple[Embed, ...]:
        """Who is in it, was, or is to be: each embed that is not called off."""
        return tuple(one.embed for slot in self.slots for one in slot.embeds)

    @property
    def open(self) -> tuple[SlotView, ...]:
        """Its slots that nobody takes for days to come."""
        return tuple(one for one in self.slots if one.open is not None)

    @property
    def drafts(self) -> int:
        """How many embeds are not published yet."""
        return sum(one.draft for slot in self.slots for one in slot.embeds)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPage:
    """The composite teams of a program.

    Args:
        sentences: what they come to.
    """

    program: Program
    teams: tuple[TeamView, ...]
    sentences: tuple[str, ...] = ()

    @property
    def open(self) -> int:
        """How many slots are open in all."""
        return sum(len(one.open) for one in self.teams)
