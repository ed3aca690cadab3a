"""Messages as JSON text and back, without loss, for storing what was sent."""

import json
from datetime import UTC, date, datetime, time
from typing import TypeVar, cast

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meetings import Address, AllDay, Invite, MeetingKind, Message, Method, Series, When

Json = dict[str, object]
T = TypeVar("T")


def dump_message(message: Message) -> str:
    """A message as one line of ASCII JSON; equal messages give equal text."""
    data = {
        "method": message.method.value,
        "sequence": message.sequence,
        "stamp": message.stamp.astimezone(UTC).isoformat(),
        "invite": _invite(message.invite),
        "only": [_address(person) for person in message.only],
    }
    return json.dumps(data, separators=(",", ":"))


def load_message(text: str) -> Message:
    """The message that `dump_message` wrote; raises InvalidValue for any other text."""
    try:
        return _read_message(_table(json.loads(text)))
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidValue(f"A stored message cannot be read ({error})", "It was changed by another program") from error


def _invite(invite: Invite) -> Json:
    return {
        "uid": invite.uid,
        "kind": invite.kind.value,
        "when": _when(invite.when),
        "summary": invite.summary,
        "description": invite.description,
        "place": invite.place,
        "busy": invite.busy,
        "categories": list(invite.categories),
        "organizer": _address(invite.organizer),
        "attendees": [_address(person) for person in invite.attendees],
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
    }


def _address(person: Address) -> Json:
    return {"email": person.email, "name": person.name}


def _read_message(data: Json) -> Message:
    return Message(
        method=Method(_string(data["method"])),
        sequence=_number(data["sequence"]),
        stamp=datetime.fromisoformat(_string(data["stamp"])),
        invite=_read_invite(_table(data["invite"])),
        only=_read_people(data["only"]),
    )


def _read_invite(data: Json) -> Invite:
    return Invite(
        uid=_string(data["uid"]),
        kind=MeetingKind(_string(data["kind"])),
        when=_read_when(_table(data["when"])),
        summary=_string(data["summary"]),
        description=_string(data["description"]),
        place=_string(data["place"]),
        busy=_is(bool, data["busy"]),
        categories=tuple(_string(name) for name in _list(data["categories"])),
        organizer=_read_address(data["organizer"]),
        attendees=_read_people(data["attendees"]),
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
