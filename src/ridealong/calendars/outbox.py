"""What is due: the difference between the meetings that should be in calendars and the invites last sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from ridealong.calendars.settled import settled
from ridealong.domain.meetings import Address, AllDay, Due, Invite, Meeting, Method, Moved, Sent, Series, When
from ridealong.domain.replies import Answer
from ridealong.domain.wording import listed

_SECOND = timedelta(seconds=1)

Answers = tuple[tuple[str, Answer], ...]
"""Addresses, each with what was answered from there."""


def due(
    wanted: Iterable[Meeting],
    sent: Mapping[str, Sent],
    now: datetime,
    *,
    today: date | None = None,
    answers: Mapping[str, Answers] = MappingProxyType({}),
) -> tuple[Due, ...]:
    """The invites that bring calendars from what was sent to what is wanted; nothing for what did not change.

    A change of time, rule, exceptions, moved occurrences, place, attendees or organizer raises the sequence by one, a
    change of words keeps it (RFC 5546, 2.1.4); both count from the highest ever sent. Whoever is taken off a meeting
    gets a cancel of his own, which comes before the request to the others: send them in this order, and if sending
    stops in between, the next call finds the request still due. A meeting of which every occurrence is left out, or
    to which nobody is invited, counts as not wanted.

    With `today`, what is over is let be: a meeting is over once its last day, moved occurrences included, lies before
    today. One that is over, both as it was sent and as it is wanted, causes nothing; one that is over and was never
    sent is not due; one that is still to come and is now wanted in the past is cancelled, unless it is under way and
    was only cut short: then what was held stays in calendars, and the rest is taken off by an update. Exceptions of a
    series that concern past days alone are not sent for their own sake. Without `today`, no day is past.

    Args:
        wanted: the meetings as they should stand, each UID once, in any order.
        sent: by UID, what has gone out (see `latest`).
        now: the moment, with a time zone; fractions of a second are dropped.
        answers: by UID, what attendees have answered to the time that stands, by address in any letter case. An
            update of words carries it on, so that nobody is asked twice; any other update asks anew.

    Returns:
        By first day, time of day, summary, attendees and UID; about one meeting, in the order in which to send.

    Raises:
        ValueError: `now` has no time zone, or two meetings share a UID.
    """
    if now.tzinfo is None:
        raise ValueError("The moment needs a time zone")
    at = _Now(now.astimezone(UTC).replace(microsecond=0), today or date.min)
    meetings = _by_uid(wanted)
    found: list[Due] = []
    for uid, meeting in meetings.items():
        found += _one(meeting, sent.get(uid), at, answers.get(uid, ()))
    for uid in sent.keys() - meetings.keys():
        found += _cancel(sent[uid], at, "it no longer takes place")
    return _in_order(found)


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


@dataclass(frozen=True, slots=True)
class _Now:
    """The moment of sending, and the day before which everything is over."""

    moment: datetime
    today: date

    def over(self, meeting: Meeting) -> bool:
        return meeting.when.days.last < self.today

    def next_stamp(self, before: Sent) -> datetime:
        """Newer than all before, even where a clock was set back (RFC 5546, 2.1.5)."""
        return max(self.moment, before.stamp.astimezone(UTC).replace(microsecond=0) + _SECOND)


def _one(meeting: Meeting, before: Sent | None, at: _Now, answers: Answers) -> Iterator[Due]:
    if before is None:
        if _takes_place(meeting) and not at.over(meeting):
            yield Due(Invite(method=Method.REQUEST, sequence=0, stamp=at.moment, meeting=meeting), "new")
    elif not _takes_place(meeting):
        yield from _cancel(before, at, "nothing is left of it")
    elif at.over(meeting) and not _cut_short(standing(before), meeting, at.today):
        yield from _cancel(before, at, "it would be over")
    else:
        yield from _update(meeting, before, at, answers)


def _update(meeting: Meeting, before: Sent, at: _Now, answers: Answers) -> Iterator[Due]:
    known = standing(before)
    stamp, higher = at.next_stamp(before), before.sequence + 1
    if known is None:
        request = Invite(method=Method.REQUEST, sequence=higher, stamp=stamp, meeting=meeting)
        yield Due(request, "it takes place again", update=True)
        return
    if known == meeting and not before.last.only:
        return  # most of thousands of meetings, which need no closer look
    gone = _without(known.attendees, meeting.attendees)
    if gone and not at.over(known):
        cancel = Invite(method=Method.CANCEL, sequence=higher, stamp=stamp, meeting=known, only=gone)
        yield Due(cancel, _leaving(gone, meeting.attendees), update=True)
        stamp += _SECOND
    # Where the last invite took somebody off, the others have not been told yet.
    changed = _changed(known, meeting, at.today) or (["the people"] if before.last.only else [])
    if changed:
        request = Invite(method=Method.REQUEST, sequence=higher, stamp=stamp, meeting=meeting)
        yield Due(request, f"{listed(changed)} changed", update=True)
    elif _worded_anew(known, meeting):
        # What was to be on days that are past stays as it was told: other times would need a higher sequence.
        told = replace(meeting, when=known.when)
        kept = _answered(meeting, answers)
        request = Invite(method=Method.REQUEST, sequence=before.sequence, stamp=stamp, meeting=told, answers=kept)
        yield Due(request, "wording changed", update=True)


def _cut_short(known: Meeting | None, wanted: Meeting, today: date) -> bool:
    """Whether of a meeting under way all that is past stays as it was told, and only what is to come falls away."""
    if known is None or known.when.days.last < today or not known.when.days.first < today:
        return False
    if isinstance(known.when, AllDay) or isinstance(wanted.when, AllDay):
        return isinstance(wanted.when, AllDay) and known.when.days.first == wanted.when.days.first
    return known.when.zone == wanted.when.zone and _held(known.when, today) == _held(wanted.when, today) != []


def _held(when: Series, today: date) -> list[tuple[date, time, int]]:
    return sorted((one.to, one.at, one.minutes) for one in when.taking_place() if one.to < today)


def _cancel(before: Sent, at: _Now, why: str) -> Iterator[Due]:
    known = standing(before)
    if known is not None and not at.over(known):
        stamp = at.next_stamp(before)
        cancel = Invite(method=Method.CANCEL, sequence=before.sequence + 1, stamp=stamp, meeting=known)
        yield Due(cancel, why, update=True)


def _changed(old: Meeting, new: Meeting, today: date) -> list[str]:
    """What changed that must raise the sequence, in words."""
    old, new = settled(old), settled(new)
    pairs = {
        "the time": (_times(old.when, today), _times(new.when, today)),
        "the place": (_places(old, today), _places(new, today)),
        "the people": (_emails(old.attendees), _emails(new.attendees)),
        "the organizer": (old.organizer.email.casefold(), new.organizer.email.casefold()),
    }
    return [word for word, (before, after) in pairs.items() if before != after]


def _times(when: When, today: date) -> tuple[object, ...]:
    """When a settled meeting takes place, so that two ways to write the same coming occurrences are equal."""
    if isinstance(when, AllDay):
        return (when.days,)
    return (when.zone, *sorted((one.to, one.at, one.minutes) for one in _coming(when, today)))


def _places(meeting: Meeting, today: date) -> tuple[object, ...]:
    """Where a settled meeting takes place, and which coming occurrences elsewhere."""
    if isinstance(meeting.when, AllDay):
        return (meeting.place,)
    return (meeting.place, *sorted((one.to, one.place) for one in _coming(meeting.when, today) if one.place))


def _coming(when: Series, today: date) -> Iterator[Moved]:
    return (one for one in when.taking_place() if max(one.day, one.to) >= today)


def _worded_anew(old: Meeting, new: Meeting) -> bool:
    if old.facts and new.facts:
        told = old.facts != new.facts
    else:
        told = (old.summary, old.description) != (new.summary, new.description)
    return told or _beside_words(old) != _beside_words(new)


def _beside_words(meeting: Meeting) -> tuple[object, ...]:
    people = sorted((person.email.casefold(), person.name) for person in (meeting.organizer, *meeting.attendees))
    return (meeting.link, meeting.busy, meeting.categories, people)


def _answered(meeting: Meeting, answers: Answers) -> Answers:
    known = {email.casefold(): answer for email, answer in answers}
    asked = [person.email for person in meeting.attendees if person.email.casefold() in known]
    return tuple((email, known[email.casefold()]) for email in asked)


def _takes_place(meeting: Meeting) -> bool:
    when = meeting.when
    return bool(meeting.attendees) and (isinstance(when, AllDay) or len(when.left_out) <= when.repeats)


def _emails(people: Iterable[Address]) -> set[str]:
    return {person.email.casefold() for person in people}


def _without(people: Sequence[Address], others: Iterable[Address]) -> tuple[Address, ...]:
    known = _emails(others)
    return tuple(person for person in people if person.email.casefold() not in known)


def _leaving(gone: Sequence[Address], now: Sequence[Address]) -> str:
    came = {one.name for one in now if one.name}
    if all(one.name in came for one in gone):
        return f"{_names(gone)} {'has' if len(gone) == 1 else 'have'} another address"
    return f"{_names(gone)} no longer {'takes' if len(gone) == 1 else 'take'} part"


def _names(people: Sequence[Address]) -> str:
    return listed([person.name or person.email for person in people])


def _by_uid(wanted: Iterable[Meeting]) -> dict[str, Meeting]:
    meetings: dict[str, Meeting] = {}
    for meeting in wanted:
        if meetings.setdefault(meeting.uid, meeting) is not meeting:
            raise ValueError(f"Two meetings have the UID {meeting.uid}")
    return meetings


def _in_order(found: Sequence[Due]) -> tuple[Due, ...]:
    """By time, with all that is due about one meeting together: whoever is taken off one may know another day of it.

    Those of one time are in the order of what people read. UIDs, which every database makes up anew, come last.
    """
    first: dict[str, tuple[date, time, str, tuple[str, ...]]] = {}
    for item in found:
        meeting = item.invite.meeting
        at = time() if isinstance(meeting.when, AllDay) else meeting.when.at
        people = tuple(sorted(_emails(meeting.attendees)))
        place = (meeting.when.days.first, at, meeting.summary.casefold(), people)
        first[meeting.uid] = min(place, first.get(meeting.uid, place))
    return tuple(sorted(found, key=lambda item: (first[uid := item.invite.meeting.uid], uid, item.invite.stamp)))
