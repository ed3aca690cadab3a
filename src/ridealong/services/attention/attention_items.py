"""What one thing that needs the coordinator looks like, whatever it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ridealong.domain.days import Days
from ridealong.domain.people import Side


class Kind(StrEnum):
    """The kinds of things that need the coordinator, the most pressing first; the last two are only to be known."""

    DECLINED = "declined"
    GONE = "gone"
    AWAY = "away"
    SPOILED = "spoiled"
    GROUPS = "groups"
    EMBEDS = "embeds"
    UNANSWERED = "unanswered"
    ANSWERS = "answers"
    OUTBOX = "outbox"
    DRAFTS = "drafts"
    SLOTS = "open-slots"
    ENDING = "ending"
    SPONSORS = "sponsors"
    UNMARKED = "unmarked"
    TEAMS_OVER = "teams-over"
    OWED = "owed"
    MISSED = "missed"
    LEFT = "left-alone"
    DEBRIEFS = "debriefs"
    STEPS = "steps"
    UNPAIRED = "unpaired"
    CLASHES = "clashes"
    TASKS = "tasks"
    HAND_OVERS = "hand-overs"
    NEXT_WEEK = "next-week"

    @property
    def heading(self) -> str:
        """The kind as a heading."""
        return _HEADINGS[self]

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to do something about it."""
        return self not in (Kind.HAND_OVERS, Kind.NEXT_WEEK)


_HEADINGS = {
    Kind.DECLINED: "Declined",
    Kind.GONE: "Published with somebody who takes no part",
    Kind.AWAY: "Away while they should be together",
    Kind.SPOILED: "Drafts that cannot take place",
    Kind.GROUPS: "Groups that cannot take place",
    Kind.EMBEDS: "Embeds that cannot go on as they stand",
    Kind.UNANSWERED: "Soon, and not answered",
    Kind.ANSWERS: "Other answers to look at",
    Kind.UNMARKED: "Over, and nobody said how it went",
    Kind.TEAMS_OVER: "Over in composite teams, and nobody said how it went",
    Kind.DRAFTS: "Drafts to publish",
    Kind.SLOTS: "Open slots in composite teams",
    Kind.ENDING: "Soon back in their home teams",
    Kind.OUTBOX: "Invites not sent",
    Kind.OWED: "Return visits overdue",
    Kind.MISSED: "Visits back of a visit that was missed",
    Kind.LEFT: "Buddies who were left alone",
    Kind.DEBRIEFS: "Debriefs overdue",
    Kind.STEPS: "Soon, and not prepared",
    Kind.SPONSORS: "Sponsors who have not agreed",
    Kind.UNPAIRED: "With nobody for a long time",
    Kind.CLASHES: "In two composite teams that meet at the same time",
    Kind.TASKS: "Tasks in composite teams",
    Kind.HAND_OVERS: "Hand-overs",
    Kind.NEXT_WEEK: "Next week",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that needs the coordinator.

    Args:
        text: what it is, without the days. brief: the same where there is little room and the program is known.
        names: what in these two may be shortened. detail: what else there is to say of it; may be empty.
        number: for how many things it stands.
        people: the addresses of those it concerns. pairing: the number of the pairing it is about.
        days: when that is, or was; None where it has no days.
        remedy: the command that deals with it. program: the program it is about.
        who, name: the address and name of whoever is to get somebody else. round: the round of that, from 0.
        side: of the sponsor it is about. uid: of the meeting it is about; of what is about teams, what tells it apart.
        begun: whether the pairing has begun, so that no plan can change it. last_round: whether it is a draft of a
            program that has no round left to plan. groups: whether it is about groups rather than pairings.
        teams: whether it is about composite teams; team: the one of them, where it is one; slot: the number of the one
            slot of it, where it is one.
    """

    kind: Kind
    text: str
    people: tuple[str, ...] = ()
    pairing: int | None = None
    days: Days | None = None
    brief: str = ""
    names: tuple[str, ...] = ()
    detail: str = ""
    number: int = 1
    remedy: str = ""
    program: str = ""
    who: str = ""
    name: str = ""
    round: int | None = None
    side: Side | None = None
    uid: str = ""
    begun: bool = False
    last_round: bool = False
    groups: bool = False
    teams: bool = False
    team: str = ""
    slot: int | None = None

    @property
    def key(self) -> str:
        """What identifies the thing when everything is looked at again."""
        words = self.text if self.kind is Kind.OUTBOX else f"{self.program} {self.side or self.who}"
        return f"{self.kind} {self.uid or self.pairing or words}"

    @property
    def details(self) -> str:
        """What else there is to say of it, the program included."""
        named_already = self.kind in (Kind.DRAFTS, Kind.SPONSORS) or bool(self.brief)
        return "; ".join(part for part in (self.detail, "" if named_already else self.program) if part)

    @property
    def day(self) -> date | None:
        """The first of its days."""
        return self.days.first if self.days else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All of one kind: how many things there are, and the first of them."""

    kind: Kind
    total: int
    items: tuple[Item, ...]


def found(kind: Kind, items: Iterable[Item], most: int | None = None, total: int | None = None) -> Found:
    """The things of one kind, of which no more than `most` are kept.

    Args:
        total: how many there are, where `items` are not all of them.
    """
    every = tuple(items)
    return Found(kind=kind, total=len(every) if total is None else total, items=every[:most])


def named(program: str) -> str:
    """The name of a program as an argument of a command."""
    return '"{}"'.format(program.replace('"', '\\"'))
