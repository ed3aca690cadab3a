"""Debriefs: what both sides of a visit learned and how they rate it, and which visits still want one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State, has_met
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.domain.values import quoted, strip_blanks

LEAST_LEARNED = 2
"""How many things learned make a debrief complete."""
DEBRIEF_DUE_DAYS = 14
"""Within how many days after the last day of a visit its debrief should be complete."""
LEAST_RATING, MOST_RATING = 1, 5
"""The worst and the best that either side can say of a visit."""
WANTING_KINDS = tuple(kind for kind in Kind if kind.visits)
"""Kinds of programs whose pairings want a debrief."""
WANTING_STATES = (State.HELD, State.ENDED)
"""States of pairings that want a debrief; a published one that is over wants it as well."""

_STARS = re.compile(r"[★⭐*]+[☆\ufe0f]*")
_NUMBER = re.compile(
    r"(\d{1,2})(?:[.,]0)?(?:\s*(?:/|of|out of|von)\s*(\d{1,2}))?(?![\d.,]*\d)(?:\W(?!\s*\d).*)?", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """One thing that somebody learned.

    Args:
        number: what it is known by; 0 for one that is not kept yet.
        side: who learned it; None where that was not said.
    """

    text: str
    side: Side | None = None
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """What came out of one visit.

    Args:
        day: the day on which something of it was noted last; None where nothing was.
        it_rating, marketing_rating: what each side says of the visit, 1 to 5; None where it has not said.
        learned: in the order in which it was noted.
        note: whatever else there is to say; private.
    """

    day: date | None = None
    it_rating: int | None = None
    marketing_rating: int | None = None
    learned: Sequence[Learned] = ()
    note: str = ""

    def rating(self, side: Side) -> int | None:
        """What one side says of the visit."""
        return self.it_rating if side is Side.IT else self.marketing_rating

    @property
    def complete(self) -> bool:
        """Whether enough was learned."""
        return is_complete(len(self.learned))


def is_complete(learned: int) -> bool:
    """Whether a debrief with so many things learned is complete."""
    return learned >= LEAST_LEARNED


def wants_debrief(kind: Kind, state: State, last_day: date, today: date) -> bool:
    """Whether there is to be a debrief of a pairing: of every visit that has taken place."""
    over = state is State.PUBLISHED and last_day < today
    return kind in WANTING_KINDS and (state in WANTING_STATES or over)


def due_day(last_day: date) -> date:
    """The last day on which a debrief is in time, by the last day of the visit."""
    return last_day + timedelta(days=DEBRIEF_DUE_DAYS)


def overdue_days(last_day: date, learned: int, today: date) -> int:
    """For how many days a debrief has been overdue; 0 where there is time left or enough was learned."""
    return 0 if is_complete(learned) else max(0, (today - due_day(last_day)).days)


def last_day_overdue(today: date) -> date:
    """The latest last day of a visit whose debrief is overdue today."""
    return today - timedelta(days=DEBRIEF_DUE_DAYS + 1)


def check_noted(pairing_id: int, state: State, first_day: date, today: date) -> None:
    """Let something come out of a pairing; raises Refused where the two have not been together."""
    if has_met(state, first_day, today):
        return
    if state is State.PUBLISHED:
        raise Refused(
            f"Pairing {pairing_id} only begins on {first_day}, so nothing came out of it yet",
            "Note it once it has begun",
        )
    what = "a draft" if state is State.PROPOSED else str(state)
    raise Refused(
        f"Pairing {pairing_id} is {what}, so nothing can have come out of it",
        "Note it for a pairing that took place",
        typed=f"If it took place after all: ridealong history mark {pairing_id} held"
        if state is State.MISSED
        else "`history list` shows those that took place",
    )


def check_rating(rating: int) -> int:
    """A rating as it is; raises InvalidValue."""
    if not LEAST_RATING <= rating <= MOST_RATING:
        raise InvalidValue(f"{rating} is not a rating", _RATINGS)
    return rating


def read_rating(text: str) -> int:
    """A rating as people and forms write it: `4`, `4 - good`, `4/5`, `4 stars`, `★★★★`; raises InvalidValue."""
    typed = strip_blanks(text)
    if _STARS.fullmatch(typed):
        return check_rating(sum(one in "★⭐*" for one in typed))
    match = _NUMBER.fullmatch(typed)
    if match and match[2] in (None, str(MOST_RATING)) and LEAST_RATING <= int(match[1]) <= MOST_RATING:
        return int(match[1])
    raise InvalidValue(f"'{quoted(text)}' is not a rating", _RATINGS)


_RATINGS = f"Give a whole number from {LEAST_RATING} (no use) to {MOST_RATING} (very useful)"


def text_identity(text: str) -> str:
    """A thing learned, or an idea, as it is compared: letter case and blanks do not matter, nor a full stop."""
    return " ".join(text.split()).casefold().rstrip(".!; ")
