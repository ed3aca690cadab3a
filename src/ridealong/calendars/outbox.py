"""What is due: the difference between the meetings that should be in calendars and the messages last sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from ridealong.domain.meetings import Address, AllDay, Due, Invite, Message, Method, Sent, When
from ridealong.domain.wording import listed

_SECOND = timedelta(seconds=1)


def due(wanted: Iterable[Invite], sent: Mapping[str, Sent], now: datetime) -> tuple[Due, ...]:
    """The messages that bring calendars from what was sent to what is wanted; nothing for what did not change.

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
    for uid, invite in meetings.items():
        before = sent.get(uid)
        if _takes_place(invite):
            found += _first(invite, moment) if before is None else _update(invite, before, moment)
        elif before is not None:
            found += _cancel(before, moment, "nothing is left of it")
    for uid in sent.keys() - meetings.keys():
        found += _cancel(sent[uid], moment, "the pairing was cancelled")
    return tuple(sorted(found, key=_order))


def latest(messages: Iterable[Message]) -> dict[str, Sent]:
    """What has gone out by UID, out of all messages ever sent, in any order."""
    found: dict[str, Sent] = {}
    for message in messages:
        uid = message.invite.uid
        before = found.get(uid, Sent(message, message.sequence, message.stamp))
        last = message if message.stamp >= before.stamp else before.last
        found[uid] = Sent(last, max(before.sequence, message.sequence), max(before.stamp, message.stamp))
    return found


def standing(sent: Sent) -> Invite | None:
    """The meeting as it stands in calendars after what was sent; None where it was cancelled for all."""
    last = sent.last
    if last.method is not Method.CANCEL:
        return last.invite
    if not last.only:
        return None
    rest = _without(last.invite.attendees, last.only)
    return replace(last.invite, attendees=rest) if rest else None


def _first(invite: Invite, now: datetime) -> Iterator[Due]:
    yield Due(Message(method=Method.REQUEST, sequence=0, stamp=now, invite=invite), "new")


def _update(invite: Invite, before: Sent, now: datetime) -> Iterator[Due]:
    known = standing(before)
    stamp, higher = _next_stamp(before, now), before.sequence + 1
    if known is None:
        request = Message(method=Method.REQUEST, sequence=higher, stamp=stamp, invite=invite)
        yield Due(request, "it takes place again")
        return
    gone = _without(known.attendees, invite.attendees)
    if gone:
        cancel = Message(method=Method.CANCEL, sequence=higher, stamp=stamp, invite=known, only=gone)
        yield Due(cancel, f"{_names(gone)} no longer {'takes' if len(gone) == 1 else 'take'} part")
        stamp += _SECOND
    # Where the last message took somebody off, the others have not been told yet.
    moved = _moved(known, invite) or (["the people"] if before.last.only else [])
    if moved:
        request = Message(method=Method.REQUEST, sequence=higher, stamp=stamp, invite=invite)
        yield Due(request, f"{listed(moved)} changed")
    elif _worded(known) != _worded(invite):
        request = Message(method=Method.REQUEST, sequence=before.sequence, stamp=stamp, invite=invite)
        yield Due(request, "wording changed")


def _cancel(before: Sent, now: datetime, why: str) -> Iterator[Due]:
    known = standing(before)
    if known is not None:
        stamp = _next_stamp(before, now)
        yield Due(Message(method=Method.CANCEL, sequence=before.sequence + 1, stamp=stamp, invite=known), why)


def _next_stamp(before: Sent, now: datetime) -> datetime:
    """Newer than all before, even where a clock was set back (RFC 5546, 2.1.5)."""
    return max(now, before.stamp.astimezone(UTC).replace(microsecond=0) + _SECOND)


def _moved(old: Invite, new: Invite) -> list[str]:
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


def _worded(invite: Invite) -> tuple[object, ...]:
    people = sorted((person.email.casefold(), person.name) for person in (invite.organizer, *invite.attendees))
    return (invite.summary, invite.description, invite.busy, invite.categories, people)


def _takes_place(invite: Invite) -> bool:
    when = invite.when
    return bool(invite.attendees) and (isinstance(when, AllDay) or len(when.left_out) <= when.repeats)


def _emails(people: Iterable[Address]) -> set[str]:
    return {person.email.casefold() for person in people}


def _without(people: Sequence[Address], others: Iterable[Address]) -> tuple[Address, ...]:
    known = _emails(others)
    return tuple(person for person in people if person.email.casefold() not in known)


def _names(people: Sequence[Address]) -> str:
    return listed([person.name or person.email for person in people])


def _by_uid(wanted: Iterable[Invite]) -> dict[str, Invite]:
    meetings: dict[str, Invite] = {}
    for invite in wanted:
        if meetings.setdefault(invite.uid, invite) is not invite:
            raise ValueError(f"Two meetings have the UID {invite.uid}")
    return meetings


def _order(item: Due) -> tuple[date, time, str, datetime]:
    invite = item.message.invite
    at = time() if isinstance(invite.when, AllDay) else invite.when.at
    return (invite.when.days.first, at, invite.uid, item.message.stamp)
