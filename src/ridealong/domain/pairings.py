"""Pairings: who is with whom, when, and how that went."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.people import Side


class State(StrEnum):
    """A pairing's life."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    HELD = "held"
    MISSED = "missed"
    ENDED = "ended"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """What people call it."""
        return "draft" if self is State.PROPOSED else str(self)

    @property
    def counts_as_met(self) -> bool:
        """Whether the two count as having met."""
        return self in (State.PUBLISHED, State.HELD, State.ENDED)


MET = tuple(state for state in State if state.counts_as_met)
"""States in which two people count as having met."""
TAKING_TIME = (*MET, State.PROPOSED)
"""States that take of somebody's week: what took place or will, and drafts, which may."""
IN_CALENDARS = (State.PUBLISHED, State.HELD, State.MISSED)
"""States of pairings whose meetings stand in calendars: what ended early leaves them."""
PAST = tuple(state for state in State if state is not State.PROPOSED)
"""States that a history knows: all but drafts."""
UNMARKED = (State.PROPOSED, State.PUBLISHED)
"""States of what is a draft, or was told and has not been marked yet: what is to come, under way, or just over."""
NOT_CANCELLED = tuple(state for state in State if state is not State.CANCELLED)
"""States of pairings that take place, took place, or may."""


def has_met(state: State, first_day: date, today: date) -> bool:
    """Whether two people have met by now: what is only published counts from its first day on."""
    return state.counts_as_met and (state is not State.PUBLISHED or first_day <= today)


def is_past_draft(state: str, last_day: date, today: date) -> bool:
    """Whether nobody published a draft, of a pairing or a group, in time: it is nothing any more.

    Args:
        last_day: on which it would have taken place; of a group over coffee, the day on which it would have met.
    """
    return state == State.PROPOSED and last_day < today


_NEXT = {
    State.PROPOSED: {State.PUBLISHED},
    State.PUBLISHED: {State.HELD, State.MISSED, State.ENDED, State.CANCELLED},
    State.HELD: {State.MISSED, State.ENDED},
    State.MISSED: {State.HELD, State.ENDED},
    State.ENDED: {State.HELD, State.MISSED},
    State.CANCELLED: set[State](),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two people together in one round of a program.

    Args:
        guest, host: e-mail addresses; the guest visits the host. In a buddy program nobody visits, and the guest is
            the person for whom the buddy was found.
        guest_side: the visiting side.
        round: counts from 0; None for a pairing that came with a history file.
        days: when it takes place, both ends included.
        pinned: the coordinator fixed it: planning leaves it as it is.
        reason: why it ended early or was cancelled; private.
    """

    program_id: int
    guest: str
    host: str
    guest_side: Side
    days: Days
    round: int | None = None
    state: State = State.PROPOSED
    pinned: bool = False
    fit: int | None = None
    reason: str = ""
    id: int = 0

    @property
    def it_email(self) -> str:
        """The address of the person on the IT side."""
        return self.guest if self.guest_side is Side.IT else self.host

    @property
    def marketing_email(self) -> str:
        """The address of the person on the marketing side."""
        return self.host if self.guest_side is Side.IT else self.guest


def check_transition(pairing: Pairing, state: State, today: date) -> None:
    """Let a pairing change to `state`, or say why not.

    Raises:
        Refused: the state does not follow from the present one, or it is too early or too late for it.
    """
    if state is pairing.state:
        raise Refused(f"Pairing {pairing.id} is {state} already", "Nothing was changed")
    if state not in _NEXT[pairing.state]:
        raise Refused(
            f"Pairing {pairing.id} is {pairing.state} and cannot become {state}",
            f"From {pairing.state} it can become {', '.join(sorted(_NEXT[pairing.state])) or 'nothing else'}",
        )
    if state in (State.HELD, State.MISSED, State.ENDED) and today < pairing.days.first:
        raise Refused(
            f"Pairing {pairing.id} only begins on {pairing.days.first}, so it cannot be {state} yet",
            "Mark it once it has begun, or cancel it",
            typed=f"Mark it once it has begun, or cancel it: ridealong cancel {pairing.id}",
        )
    if state is State.CANCELLED and today > pairing.days.last:
        raise Refused(
            f"Pairing {pairing.id} was over on {pairing.days.last}, so it cannot be cancelled",
            "Say how it went",
            typed=f"Say how it went: ridealong history mark {pairing.id} missed",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Two people who must not be paired; the reason is private."""

    one: str
    other: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which one person is away, with where that came from; the reason is private."""

    email: str
    days: Days
    reason: str = ""
    source: str = "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Days on which a side, or one of its teams, takes no part, with the reason."""

    side: Side
    days: Days
    reason: str
    team: str = ""

    def holds_for(self, side: Side, team: str) -> bool:
        """Whether people of that side and team take no part."""
        return side is self.side and (not self.team or self.team.casefold() == team.casefold())
