"""Why an invite is due, in words: moved from when to when, another place, other people, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from ridealong.tui.dates import short_day_words, short_words, span_words
from ridealong.tui.text import listed

if TYPE_CHECKING:
    from datetime import date, time

    from ridealong.domain.meetings import Moved, Series, When
    from ridealong.services.invites.due_reasons import Told
    from ridealong.services.invites.outbox import DueRow

MOST = 2
"""How many single changes of a series are named."""


def reason_words(row: DueRow) -> str:
    """The reason, without a full stop."""
    reason = row.reason
    if reason is None:
        return row.why
    if reason.because:
        return reason.because
    if reason.was is None:
        return "not told yet"
    parts = (_people(reason.was, reason.now), _when(reason.was.when, reason.now.when), _place(reason.was, reason.now))
    return "; ".join(filter(None, parts)) or row.why


def _people(was: Told, now: Told) -> str:
    came = [name for name in now.people if name not in was.people]
    gone = [name for name in was.people if name not in now.people]
    if came and gone:
        return f"{listed(came)} instead of {listed(gone)}"
    return f"{listed(came)} joined" if came else f"without {listed(gone)}" if gone else ""


def _place(was: Told, now: Told) -> str:
    if was.place == now.place:
        return ""
    if not was.place or not now.place:
        return f"now in {now.place}" if now.place else f"no longer in {was.place}"
    return f"from {was.place} to {now.place}"


def _when(was: When, now: When) -> str:
    if was == now:
        return ""
    if _is_series(was) and _is_series(now) and was.repeats and now.repeats:
        return _of_series(was, now)
    return f"from {when_words(was)} to {when_words(now)}"


def when_words(when: When) -> str:
    """When a meeting takes place, in a few words."""
    if not _is_series(when):
        return span_words(when.days)
    if when.repeats:
        return f"{_clock(when.at)} every {when.every_weeks} weeks from {short_day_words(when.first)}"
    one = next(iter(when.taking_place()), None)
    return _moment(one.to, one.at) if one else short_day_words(when.first)


def _is_series(when: When) -> TypeGuard[Series]:
    return hasattr(when, "every_weeks")


def _of_series(was: Series, now: Series) -> str:
    """Which of a series have changed, where that is shorter than the whole of it."""
    old, new = ({one.day: one for one in when.taking_place()} for when in (was, now))
    gone = [f"not on {short_words(day)}" for day in old if day not in new]
    again = [f"also on {short_words(day)}" for day in new if day not in old]
    moved = [_moved(old[day], new[day]) for day in new if day in old and old[day] != new[day]]
    changes = [*moved, *gone, *again]
    if was.at != now.at and len(moved) > MOST:
        return f"from {_clock(was.at)} to {_clock(now.at)}, all of the series"
    more = f" and {len(changes) - MOST} more" if len(changes) > MOST else ""
    return "; ".join(changes[:MOST]) + more


def _moved(was: Moved, now: Moved) -> str:
    if (was.to, was.at) == (now.to, now.at):
        if was.place != now.place:
            return f"{short_words(now.to)} in {now.place or 'the usual place'}"
        return f"{short_words(now.to)} for {now.minutes} minutes"
    return f"from {_moment(was.to, was.at)} to {_moment(now.to, now.at)}"


def _moment(day: date, at: time) -> str:
    return f"{short_day_words(day)} {_clock(at)}"


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
