"""What a coordinator changed by hand about a meeting, and what becomes of the meeting by it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import AllDay, Moved, Series, When


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """A change of a meeting, or of one occurrence of it; what is None or empty stays as it is.

    Args:
        occurrence: the day on which the rule has the occurrence; of what takes place once for a pairing, see
            `anchor_of`; None for the meeting as a whole, wherever the rules have it.
        day: the day on which it takes place; of a series as a whole it says nothing.
        at, minutes: in the zone of the meeting.
    """

    occurrence: date | None = None
    skipped: bool = False
    day: date | None = None
    at: time | None = None
    minutes: int | None = None
    place: str = ""

    @property
    def hollow(self) -> bool:
        """Whether nothing is changed."""
        return self == MeetingChange(occurrence=self.occurrence)


def anchor_of(kind: MeetingKind, days: Days) -> date | None:
    """The day beside which a change of a meeting that takes place once is stored: the first day of the pairing.

    So the change holds although the rules choose another day for the meeting, because somebody is away on the one they
    had, and is gone once the pairing itself moves. None for check-ins, which are told apart by their days.
    """
    return None if kind is MeetingKind.CHECK_IN else days.first


def changed(
    when: When, place: str, changes: Sequence[MeetingChange], anchor: date | None = None
) -> tuple[When, str] | None:
    """When and where a meeting takes place after what was changed by hand; None where it is skipped.

    A change of an occurrence that the rule does not have has no effect. An occurrence that was left out since somebody
    is away takes place again where it was moved.

    Args:
        anchor: see `anchor_of`.
    """
    if not changes and not (isinstance(when, Series) and when.repeats):
        return when, place  # most of thousands of meetings, which nobody has touched
    some = sorted(changes, key=lambda one: (one.occurrence is not None, one.occurrence or date.min))
    whole = [one for one in some if one.occurrence is None]
    if isinstance(when, AllDay):
        return _all_day(when, place, whole)
    if not when.repeats:
        return _single(when, place, [one for one in some if one.occurrence in (None, anchor or when.first)])
    for one in whole:
        if one.skipped:
            return None
        when = replace(when, at=one.at or when.at, minutes=one.minutes or when.minutes)
        place = one.place or place
    return _occurrences(when, [one for one in some if one.occurrence is not None]), place


def _all_day(when: AllDay, place: str, changes: Iterable[MeetingChange]) -> tuple[When, str] | None:
    for one in changes:
        if one.skipped:
            return None
        place = one.place or place
    return when, place


def _single(when: Series, place: str, changes: Iterable[MeetingChange]) -> tuple[When, str] | None:
    for one in changes:
        if one.skipped:
            return None
        place = one.place or place
        day = one.day or when.first
        # A coordinator who says when it takes place overrules whoever is away on the day of the rule.
        kept = () if one.day else when.without
        when = replace(
            when, first=day, last=day, at=one.at or when.at, minutes=one.minutes or when.minutes, without=kept
        )
    return when, place


def _occurrences(series: Series, changes: Iterable[MeetingChange]) -> Series:
    without, moved = set(series.without), []
    for one in changes:
        day = one.occurrence
        if day is None:
            continue
        if one.skipped:
            without.add(day)
            continue
        without.discard(day)
        found = Moved(day, one.day or day, one.at or series.at, one.minutes or series.minutes, one.place)
        if found != Moved(day, day, series.at, series.minutes):
            moved.append(found)
    # Nobody should be told of a first day on which nothing takes place.
    return replace(series, without=tuple(sorted(without)), moved=tuple(moved)).trimmed()
