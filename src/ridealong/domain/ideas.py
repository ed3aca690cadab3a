"""Ideas: what somebody would try, from spark to project, with an owner and a state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.values import read_word, read_words


class IdeaState(StrEnum):
    """An idea's life: a spark, taken up by somebody, a project of its own, done; or dropped on the way."""

    OPEN = "open"
    TAKEN_UP = "taken-up"
    PROJECT = "project"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What people call it."""
        return "taken up" if self is IdeaState.TAKEN_UP else str(self)

    @property
    def said(self) -> str:
        """The same behind `is`."""
        return "a project" if self is IdeaState.PROJECT else self.label

    @property
    def owned(self) -> bool:
        """Whether somebody has to own an idea in this state."""
        return self in (IdeaState.TAKEN_UP, IdeaState.PROJECT)


LIVE = (IdeaState.OPEN, IdeaState.TAKEN_UP, IdeaState.PROJECT)
"""States of ideas of which something may still come."""
TAKEN = (IdeaState.TAKEN_UP, IdeaState.PROJECT, IdeaState.DONE)
"""States of ideas that somebody took up."""

_NEXT: Mapping[IdeaState, frozenset[IdeaState]] = {
    IdeaState.OPEN: frozenset({IdeaState.TAKEN_UP, IdeaState.PROJECT, IdeaState.DONE, IdeaState.DROPPED}),
    IdeaState.TAKEN_UP: frozenset({IdeaState.OPEN, IdeaState.PROJECT, IdeaState.DONE, IdeaState.DROPPED}),
    IdeaState.PROJECT: frozenset({IdeaState.TAKEN_UP, IdeaState.DONE, IdeaState.DROPPED}),
    IdeaState.DONE: frozenset({IdeaState.TAKEN_UP, IdeaState.PROJECT}),
    IdeaState.DROPPED: frozenset({IdeaState.OPEN, IdeaState.TAKEN_UP}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """What somebody would try.

    Args:
        number: what it is known by; 0 for one that is not kept yet.
        program, pairing: where it comes from; empty and None where from neither.
        owner_email, owner_name: who sees to it; empty for nobody yet. owner_left: whether that person was removed.
        named: whether the owner agreed to be named beside it in reports.
        noted: the day on which it was noted. changed: when its text, state, owner or note last changed.
        note: what became of it.
    """

    text: str
    state: IdeaState = IdeaState.OPEN
    number: int = 0
    program: str = ""
    pairing: int | None = None
    owner_email: str = ""
    owner_name: str = ""
    owner_left: bool = False
    named: bool = False
    noted: date
    changed: date
    note: str = ""


def read_idea_state(text: str) -> IdeaState:
    """A state of an idea in any letter case, `taken up` as well as `taken-up`; raises InvalidValue."""
    return read_word(IdeaState, text, "state of an idea")


def read_idea(text: str) -> str:
    """The text of an idea; raises InvalidValue where there is none."""
    wanted = read_words(text)
    if not wanted:
        raise InvalidValue("An idea needs a text", "Say in a sentence what is to be tried")
    return wanted


def check_step(number: int, before: IdeaState, after: IdeaState) -> None:
    """Let an idea go from one state to another; raises Refused."""
    if after is before:
        raise Refused(f"Idea {number} is {before.said} already", "Nothing was changed")
    if after not in _NEXT[before]:
        following = ", ".join(one.said for one in IdeaState if one in _NEXT[before])
        raise Refused(
            f"Idea {number} is {before.said} and cannot become {after.said}",
            f"It can become {following}",
        )


def check_owner(state: IdeaState, *, owned: bool, named: bool) -> None:
    """Let an idea have or lack an owner; raises Refused."""
    if state.owned and not owned:
        what = "A project" if state is IdeaState.PROJECT else "An idea that is taken up"
        raise Refused(
            f"{what} needs an owner", "Say who sees to it", typed="Say who sees to it: --owner EMAIL, or --state open"
        )
    if named and not owned:
        raise Refused("Nobody owns the idea, so nobody can agree to be named beside it", "Say who the owner is first")
