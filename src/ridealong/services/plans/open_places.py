"""The open places of a plan as they are kept with it: a JSON list of [guest's row id, round, reason, only away].

The reason is a sentence of the planner in parts, with identities for people, so that it is told with the names that
people have by then; or plain text.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection

from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.planning.plan import Open
from ridealong.planning.said import FirstDay, Part, Said, Span, When, Who
from ridealong.services.plans.names import Names
from ridealong.services.plans.open_words import kind_of, own_kind
from ridealong.services.plans.plan_views import OpenPlace, someone
from ridealong.storage.queries.standing import removed_among


def open_places_kept(open_: Iterable[Open], ids: Mapping[str, int], first: int) -> str:
    """The text to keep for what the planner left open.

    Args:
        ids: row ids by identity. first: the round of the program that is round 0 of the problem.
    """
    return _text([ids[one.guest], first + one.round, _kept(one.said, first), one.only_away] for one in open_)


def one_more_kept(kept: str, guest: int, number: int, reason: str) -> str:
    """The text with one more place of a guest, by row id, in a round of the program, with a reason in plain text."""
    return _text([*json.loads(kept), [guest, number, reason, False]])


def without_kept(kept: str, filled: Collection[tuple[int, int]]) -> str:
    """The text without some places: of guests, by row id, in rounds of the program."""
    return _text(one for one in json.loads(kept) if (one[0], one[1]) not in filled)


def open_places(kept: str, program: Program, people: Mapping[int, Person]) -> tuple[OpenPlace, ...]:
    """The places of a text that was kept, by round and guest, without those of people who have been removed."""
    names = Names(program, people)
    return tuple(
        OpenPlace(
            guest=someone(people[guest]),
            round=number,
            days=program.round_days(number),
            reason=reason if isinstance(reason, str) else names.told(_said(reason), 0),
            away=away,
            kind=_kind(reason, away=away),
        )
        for guest, number, reason, away in json.loads(kept)
        if guest in people
    )


def _kind(reason: str | list[object], *, away: bool) -> str:
    if isinstance(reason, str):
        return ""
    texts = [part for part in reason if isinstance(part, str)]
    return own_kind(texts) if away else kind_of(texts)


def open_counts(connection: Connection, kept: str) -> Counter[int]:
    """How many places of a text that was kept there are in each round, without those of people who were removed."""
    rows = json.loads(kept)
    gone = set(removed_among(connection, sorted({guest for guest, *_ in rows})))
    return Counter(number for guest, number, *_ in rows if guest not in gone)


def _text(rows: Iterable[list[object]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))


def _kept(said: Said, first: int) -> list[object]:
    """A sentence as a list: text as it is, {"who": identity}, {"when": rounds of the program}, {"day": round},
    {"span": so many rounds}."""
    parts: list[object] = []
    for part in said.parts:
        match part:
            case Who(id=identity):
                parts.append({"who": identity})
            case When(rounds=rounds):
                parts.append({"when": [first + one for one in rounds]})
            case FirstDay(round=round_):
                parts.append({"day": first + round_})
            case Span(rounds=number):
                parts.append({"span": number})
            case str():
                parts.append(part)
    return parts


def _said(kept: Iterable[str | dict[str, object]]) -> Said:
    return Said(tuple(part if isinstance(part, str) else _part(part) for part in kept))


def _part(kept: Mapping[str, object]) -> Part:
    match kept:
        case {"who": str(identity)}:
            return Who(identity)
        case {"when": list(rounds)}:
            return When(tuple(rounds))
        case {"day": int(round_)}:
            return FirstDay(round_)
        case {"span": int(number)}:
            return Span(number)
    return ""
