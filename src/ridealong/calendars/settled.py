"""Meetings brought into the one form in which two that take place alike are equal."""

from dataclasses import replace

from ridealong.domain.meetings import Meeting, Moved, Series


def settled(meeting: Meeting) -> Meeting:
    """The same meeting, told in the shortest way.

    Exceptions that concern no occurrence are gone, and so are moved occurrences that take place as the rule has them.
    A single occurrence that was moved is one at the new time and place, since without a rule there is nothing to
    move it from (RFC 5545, 3.8.4.4).
    """
    when = meeting.when
    if not isinstance(when, Series) or not (when.without or when.moved):
        return meeting
    moved = tuple(filter(None, (_settled(one, when, meeting.place) for one in when.moved_here)))
    if when.repeats or not moved:
        return replace(meeting, when=replace(when, without=when.left_out, moved=moved))
    (one,) = moved
    alone = Series(first=one.to, last=one.to, at=one.at, minutes=one.minutes, zone=when.zone)
    return replace(meeting, when=alone, place=one.place or meeting.place)


def _settled(one: Moved, when: Series, place: str) -> Moved | None:
    one = replace(one, place="" if one.place == place else one.place)
    return None if one == Moved(one.day, one.day, when.at, when.minutes) else one
