"""Which meetings a program has, as it follows from what a coordinator says of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.programs import CheckIn, Kind
from ridealong.domain.wording import listed

Meetings = tuple[tuple[MeetingKind, ...], CheckIn | None]
"""The kinds of meetings of a program, and the rhythm of its check-ins, None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsAsked:
    """What a coordinator says of the meetings of a program; None where nothing is said.

    Args:
        kinds: the kinds wanted, in any order.
        weekday, at, minutes, every_weeks: the rhythm of the check-ins; saying any of it asks for check-ins.
        no_check_ins: whether there are to be none.
    """

    kinds: tuple[MeetingKind, ...] | None = None
    weekday: int | None = None
    at: time | None = None
    minutes: int | None = None
    every_weeks: int | None = None
    no_check_ins: bool = False

    @property
    def says_when(self) -> bool:
        """Whether anything is said of the rhythm of the check-ins."""
        return any(one is not None for one in (self.weekday, self.at, self.minutes, self.every_weeks))

    def rhythm(self, standing: CheckIn) -> CheckIn:
        """The rhythm that stands, with what is said in place of it; raises InvalidValue."""
        return CheckIn(
            weekday=standing.weekday if self.weekday is None else self.weekday,
            at=standing.at if self.at is None else self.at,
            minutes=standing.minutes if self.minutes is None else self.minutes,
            every_weeks=standing.every_weeks if self.every_weeks is None else self.every_weeks,
        )


def checks_in_by_default(kind: Kind, weeks: int) -> bool:
    """Whether a new program has check-ins unless something else is said.

    Args:
        weeks: how long a round lasts: in a single week, or on a single day, two people see each other anyway.
    """
    return kind in (Kind.BUDDY, Kind.COMPOSITE) or kind.gathers or (weeks >= 2 and not kind.by_day)


def meetings_asked(kind: Kind, standing: Meetings, usual: CheckIn, asked: MeetingsAsked) -> Meetings:
    """The meetings of a program after a coordinator has said something of them.

    Args:
        standing: what it has now, or would have by default. usual: the rhythm where it has none and one is asked for.

    Raises:
        InvalidValue: what is said contradicts itself, or makes no sense for programs of that kind.
    """
    _check(kind, asked)
    kinds, rhythm = standing
    if asked.kinds is not None:
        kinds = asked.kinds
    if asked.no_check_ins:
        return _in_order(kinds), None
    if asked.says_when:
        kinds = (*kinds, MeetingKind.CHECK_IN)
        rhythm = asked.rhythm(rhythm or usual)
    elif asked.kinds is not None and MeetingKind.CHECK_IN in kinds:
        rhythm = rhythm or usual
    return _in_order(kinds), rhythm


def _check(kind: Kind, asked: MeetingsAsked) -> None:
    wants = asked.kinds is not None and MeetingKind.CHECK_IN in asked.kinds
    if asked.no_check_ins and kind.gathers:
        raise InvalidValue(f"{kind.label} without check-ins would be nothing", "Say when they meet instead")
    if asked.no_check_ins and (wants or asked.says_when):
        raise InvalidValue("Check-ins are asked for, and none at the same time", "Leave out one of the two")
    if asked.says_when and asked.kinds is not None and not wants:
        raise InvalidValue(
            "A rhythm is given for check-ins that are not among the meetings", "Add check-in to the meetings"
        )
    odd = [one for one in asked.kinds or () if one is not MeetingKind.CHECK_IN and not kind.visits]
    if odd:
        who = "Groups" if kind.gathers else "Buddies"
        raise InvalidValue(
            f"{who} have no {listed([str(one) for one in _in_order(odd)])}: nobody visits anybody",
            "They have check-ins alone",
        )


def _in_order(kinds: Sequence[MeetingKind]) -> tuple[MeetingKind, ...]:
    return tuple(kind for kind in MeetingKind if kind in kinds)
