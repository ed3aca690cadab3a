"""What a report says of composite teams: how many were formed, and how much of people's work went into them."""

from dataclasses import dataclass

from ridealong.domain.people import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedWeeks:
    """What people of one side spent in composite teams so far, with one share of their week.

    Args:
        share: how much of a week, in percent. people: how many people.
        weeks: the weeks of all, five days of work to a week. work: these times the share, which is full weeks of work.
    """

    side: Side
    share: int
    people: int
    weeks: float
    work: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTeamsReached:
    """Of how many home teams of a side somebody has been in a composite team by now; `teams`: how many there are."""

    side: Side
    reached: int
    teams: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTeams:
    """The composite teams of a program.

    Args:
        formed: how many were published. running, coming, over, ended: of these; `ended` is early, `over` in time.
        slots: how many slots those that were formed have. filled: in how many of them somebody is, was or will be.
        hand_overs: how often somebody took over from somebody else by now, or fills the slot of who left.
        early: how many embeds ended before their time.
        weeks: by side, then by share.
    """

    formed: int = 0
    running: int = 0
    coming: int = 0
    over: int = 0
    ended: int = 0
    slots: int = 0
    filled: int = 0
    hand_overs: int = 0
    early: int = 0
    weeks: tuple[EmbedWeeks, ...] = ()
    home_teams: tuple[HomeTeamsReached, ...] = ()

    @property
    def work(self) -> float:
        """The full weeks of work of all, as the sum of what is said of both sides."""
        return round(sum(map(self.work_of, Side)), 1)

    def work_of(self, side: Side) -> float:
        """The full weeks of work of one side."""
        return round(sum(one.work for one in self.weeks if one.side is side), 1)

    @property
    def open(self) -> int:
        """How many slots nobody took."""
        return self.slots - self.filled
