"""Invites as JSON text and back, without loss, for storing what was sent."""

import json
from datetime import UTC, date, datetime, time
from typing import TypeVar, cast

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, AllDay, Invite, Meeting, Method, Moved, Series, When
from ridealong.domain.replies import Answer

Json = dict[str, object]
T = TypeVar("T")


def dump_invite(invite: Invite) -> str:
    """An invite as one line of ASCII JSON; equal invites give equal text."""
    data = {
        "method": invite.method.value,
        "sequence": invite.sequence,
        "stamp": invite.stamp.astimezone(UTC).isoformat(),
        "meeting": _meeting(invite.meeting),
        "only": [_address(person) for person in invite.only],
        "answers": [[email, answer.value] for email, answer in invite.answers],
    }
    return json.dumps(data, separators=(",", ":"))


def load_invite(text: str) -> Invite:
    """The invite that `dump_invite` wrote; raises InvalidValue for any other text."""
    try:
        return _read_invite(_table(json.loads(text)))
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidValue(f"A stored invite cannot be read ({error})", "It was changed by another program") from error


def _meeting(meeting: Meeting) -> Json:
    return {
        "uid": meeting.uid,
        "kind": meeting.kind.value,
        "when": _when(meeting.when),
        "summary": meeting.summary,
        "description": meeting.description,
        "place": meeting.place,
        "link": meeting.link,
        "facts": meeting.facts,
        "busy": meeting.busy,
        "categories": list(meeting.categories),
        "organizer": _address(meeting.organizer),
        "attendees": [_address(person) for person in meeting.attendees],
        **({"filed": meeting.filed} if meeting.filed else {}),
    }


def _when(when: When) -> Json:
    if isinstance(when, AllDay):
        return {"first": when.days.first.isoformat(), "last": when.days.last.isoformat()}
    return {
        "first": when.first.isoformat(),
        "last": when.last.isoformat(),
        "at": when.at.isoformat(),
        "minutes": when.minutes,
        "zone": when.zone,
        "every_weeks": when.every_weeks,
        "without": [day.isoformat() for day in when.without],
        "moved": [_moved(one) for one in when.moved],
    }


def _moved(one: Moved) -> Json:
    return {
        "day": one.day.isoformat(),
        "to": one.to.isoformat(),
        "at": one.at.isoformat(),
        "minutes": one.minutes,
        "place": one.place,
    }


def _address(person: Address) -> Json:
    return {"email": person.email, "name": person.name}


def _read_invite(data: Json) -> Invite:
    return Invite(
        method=Method(_string(data["method"])),
        sequence=_number(data["sequence"]),
        stamp=datetime.fromisoformat(_string(data["stamp"])),
        meeting=_read_meeting(_table(data["meeting"])),
        only=_read_people(data["only"]),
        # Here and below: what an invite stored by an early version does not have is empty.
        answers=tuple(_read_answer(pair) for pair in _list(data.get("answers", []))),
    )


def _read_answer(data: object) -> tuple[str, Answer]:
    email, answer = _list(data)
    return _string(email), Answer(_string(answer))


def _read_meeting(data: Json) -> Meeting:
    return Meeting(
        uid=_string(data["uid"]),
        kind=MeetingKind(_string(data["kind"])),
        when=_read_when(_table(data["when"])),
        summary=_string(data["summary"]),
        description=_string(data["description"]),
        place=_string(data["place"]),
        link=_string(data.get("link", "")),
        facts=_string(data.get("facts", "")),
        busy=_is(bool, data["busy"]),
        categories=tuple(_string(name) for name in _list(data["categories"])),
        organizer=_read_address(data["organizer"]),
        attendees=_read_people(data["attendees"]),
        filed=_string(data.get("filed", "")),
    )


def _read_when(data: Json) -> When:
    first, last = date.fromisoformat(_string(data["first"])), date.fromisoformat(_string(data["last"]))
    if "at" not in data:
        return AllDay(Days(first, last))
    return Series(
        first=first,
        last=last,
        at=time.fromisoformat(_string(data["at"])),
        minutes=_number(data["minutes"]),
        zone=_string(data["zone"]),
        every_weeks=_number(data["every_weeks"]),
        without=tuple(date.fromisoformat(_string(day)) for day in _list(data["without"])),
        moved=tuple(_read_moved(_table(one)) for one in _list(data.get("moved", []))),
    )


def _read_moved(data: Json) -> Moved:
    return Moved(
        day=date.fromisoformat(_string(data["day"])),
        to=date.fromisoformat(_string(data["to"])),
        at=time.fromisoformat(_string(data["at"])),
        minutes=_number(data["minutes"]),
        place=_string(data["place"]),
    )


def _read_people(data: object) -> tuple[Address, ...]:
    return tuple(_read_address(person) for person in _list(data))


def _read_address(data: object) -> Address:
    table = _table(data)
    return Address(_string(table["email"]), _string(table["name"]))


def _is(kind: type[T], data: object) -> T:
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is not of type {kind.__name__}")
    return data


def _string(data: object) -> str:
    return _is(str, data)


def _number(data: object) -> int:
    if isinstance(data, bool):
        raise TypeError(f"{data} is not a number")
    return _is(int, data)


def _table(data: object) -> Json:
    return cast(Json, _is(dict, data))


def _list(data: object) -> list[object]:
    return cast("list[object]", _is(list, data))
