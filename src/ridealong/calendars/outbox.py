"""What is due: the difference between the meetings that should be in calendars and the invites last sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from ridealong.domain.meetings import Address, AllDay, Due, Invite, Meeting, Method, Sent, When
from ridealong.domain.wording import listed

_SECOND = timedelta(seconds=1)


def due(wanted: Iterable[Meeting], sent: Mapping[str, Sent], now: datetime) -> tuple[Due, ...]:
    """The invites that bring calendars from what was sent to what is wanted; nothing for what did not change.

    A change of time, rule, exceptions, place, attendees or organizer raises the sequence by one, a change of words
    keeps it (RFC 5546, 2.1.4); both count from the highest ever sent. Whoever is taken off a meeting gets a cancel of
    his own, which comes before the request to the others: send them in this order, and if sending stops in between,
    the next call finds the request still due. A meeting of which every occurrence is left out, or to which nobody is
    invited, counts as not wanted.

    The caller decides how far back calendars are kept right: a past meeting that is neither wanted nor sent causes
    nothing, one that was sent and is no longer wanted is cancelled, one that is wanted and was never sent is new.

    Args:
        wanted: the meetings as they should stand, each UID once, in any order.
        sent: by UID, what has gone out (see `latest`).
        now: the moment, with a time zone; fractions of a second are dropped.

    Returns:
        By first day, time of day and UID; about one meeting, in the order in which to send.

    Raises:
        ValueError: `now` has no time zone, or two meetings share a UID.
    """
    if now.tzinfo is None:
        raise ValueError("The moment needs a time zone")
    moment = now.astimezone(UTC).replace(microsecond=0)
    meetings = _by_uid(wanted)
    found: list[Due] = []
    for uid, meeting in meetings.items():
        before = sent.get(uid)
        if _takes_place(meeting):
            found += _first(meeting, moment) if before is None else _update(meeting, before, moment)
        elif before is not None:
            found += _cancel(before, moment, "nothing is left of it")
    for uid in sent.keys() - meetings.keys():
        found += _cancel(sent[uid], moment, "the pairing was cancelled")
    return tuple(sorted(found, key=_order))


def latest(invites: Iterable[Invite]) -> dict[str, Sent]:
    """What has gone out by UID, out of all invites ever sent, in any order."""
    found: dict[str, Sent] = {}
    for invite in invites:
        uid = invite.meeting.uid
        before = found.get(uid, Sent(invite, invite.sequence, invite.stamp))
        last = invite if invite.stamp >= before.stamp else before.last
        found[uid] = Sent(last, max(before.sequence, invite.sequence), max(before.stamp, invite.stamp))
    return found


def standing(sent: Sent) -> Meeting | None:
    """The meeting as it stands in calendars after what was sent; None where it was cancelled for all."""
    last = sent.last
    if last.method is not Method.CANCEL:
        return last.meeting
    if not last.only:
        return None
    rest = _without(last.meeting.attendees, last.only)
    return replace(last.meeting, attendees=rest) if rest else None


def _first(meeting: Meeting, now: datetime) -> Iterator[Due]:
    yield Due(Invite(method=Method.REQUEST, sequence=0, stamp=now, meeting=meeting), "new")


def _update(meeting: Meeting, before: Sent, now: datetime) -> Iterator[Due]:
    known = standing(before)
    stamp, higher = _next_stamp(before, now), before.sequence + 1
    if known is None:
        request = Invite(method=Method.REQUEST, sequence=higher, stamp=stamp, meeting=meeting)
        yield Due(request, "it takes place again")
        return
    gone = _without(known.attendees, meeting.attendees)
    if gone:
        cancel = Invite(method=Method.CANCEL, sequence=higher, stamp=stamp, meeting=known, only=gone)
        yield Due(cancel, f"{_names(gone)} no longer {'takes' if len(gone) == 1 else 'take'} part")
        stamp += _SECOND
    # Where the last invite took somebody off, the others have not been told yet.
    moved = _moved(known, meeting) or (["the people"] if before.last.only else [])
    if moved:
        request = Invite(method=Method.REQUEST, sequence=higher, stamp=stamp, meeting=meeting)
        yield Due(request, f"{listed(moved)} changed")
    elif _worded(known) != _worded(meeting):
        request = Invite(method=Method.REQUEST, sequence=before.sequence, stamp=stamp, meeting=meeting)
        yield Due(request, "wording changed")


def _cancel(before: Sent, now: datetime, why: str) -> Iterator[Due]:
    known = standing(before)
    if known is not None:
        stamp = _next_stamp(before, now)
        yield Due(Invite(method=Method.CANCEL, sequence=before.sequence + 1, stamp=stamp, meeting=known), why)


def _next_stamp(before: Sent, now: datetime) -> datetime:
    """Newer than all before, even where a clock was set back (RFC 5546, 2.1.5)."""
    return max(now, before.stamp.astimezone(UTC).replace(microsecond=0) + _SECOND)


def _moved(old: Meeting, new: Meeting) -> list[str]:
    """What changed that must raise the sequence, in words."""
    pairs = {
        "the time": (_times(old.when), _times(new.when)),
        "the place": (old.place, new.place),
        "the people": (_emails(old.attendees), _emails(new.attendees)),
        "the organizer": (old.organizer.email.casefold(), new.organizer.email.casefold()),
    }
    return [word for word, (before, after) in pairs.items() if before != after]


def _times(when: When) -> tuple[object, ...]:
    """When the meeting takes place, so that two ways to write the same occurrences are equal."""
    if isinstance(when, AllDay):
        return (when.days,)
    every = when.every_weeks if when.repeats else 0
    return (when.first, when.repeats, every, when.at, when.minutes, when.zone, when.left_out)


def _worded(meeting: Meeting) -> tuple[object, ...]:
    people = sorted((person.email.casefold(), person.name) for person in (meeting.organizer, *meeting.attendees))
    return (meeting.summary, meeting.description, meeting.busy, meeting.categories, people)


def _takes_place(meeting: Meeting) -> bool:
    when = meeting.when
    return bool(meeting.attendees) and (isinstance(when, AllDay) or len(when.left_out) <= when.repeats)


def _emails(people: Iterable[Address]) -> set[str]:
    return {person.email.casefold() for person in people}


def _without(people: Sequence[Address], others: Iterable[Address]) -> tuple[Address, ...]:
    known = _emails(others)
    return tuple(person for person in people if person.email.casefold() not in known)


def _names(people: Sequence[Address]) -> str:
    return listed([person.name or person.email for person in people])


def _by_uid(wanted: Iterable[Meeting]) -> dict[str, Meeting]:
    meetings: dict[str, Meeting] = {}
    for meeting in wanted:
        if meetings.setdefault(meeting.uid, meeting) is not meeting:
            raise ValueError(f"Two meetings have the UID {meeting.uid}")
    return meetings


def _order(item: Due) -> tuple[date, time, str, datetime]:
    meeting = item.invite.meeting
    at = time() if isinstance(meeting.when, AllDay) else meeting.when.at
    return (meeting.when.days.first, at, meeting.uid, item.invite.stamp)
