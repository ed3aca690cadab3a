"""Slots, tasks and meetings of composite teams as they are typed, each read with a message that says what is right."""

import re
from dataclasses import dataclass, replace
from datetime import date

from ridealong.domain.composite_teams import MOST, Part, Slot, Task
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.person_values import read_side
from ridealong.domain.programs import CheckIn
from ridealong.domain.values import (
    WEEKDAYS,
    check_words,
    quoted,
    read_day,
    read_name,
    read_time,
    read_weekday,
    read_words,
    typed_topics,
)

SLOT_KEYS = ("side", "name", "must", "nice", "share", "from", "until")
_AS_SLOT = 'Write it as "side=it, name=Data engineer, must=sql;python, share=50"'
_AS_TASK = 'Write it as "Choose a vendor: A=1 R=2,3 C=4", with the numbers of slots'
_AS_MEETS = 'Write the weekday, the time and the minutes, such as "Wed 10:00 45"'
_NEXT_KEY = re.compile(r",\s*(?=\w+\s*=)")
_PARTS = re.compile(r"[RACI]+=\d{1,2}(?:,\d{1,2})*", re.IGNORECASE)
_BY_LETTER = {part.letter: part for part in Part}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWords:
    """What is said of a slot; None for what is not.

    Args:
        must, nice: empty where they are cleared. first, last: its own days.
    """

    side: Side | None = None
    name: str | None = None
    must: tuple[str, ...] | None = None
    nice: tuple[str, ...] | None = None
    share: int | None = None
    first: date | None = None
    last: date | None = None

    def new(self) -> Slot:
        """A new slot; raises InvalidValue where something is missing that each has."""
        missing = [key for key, value in (("side", self.side), ("name", self.name)) if not value]
        if self.side is None or self.name is None or missing:
            raise InvalidValue(f"The slot has no {' and no '.join(missing)}", _AS_SLOT)
        return self.over(Slot(name=self.name, side=self.side))

    def over(self, before: Slot, team: Days | None = None) -> Slot:
        """A slot with what is said here in place of what it was; raises InvalidValue.

        Args:
            team: the days of its team, for a slot of which only one end is said; None where they are not known yet.
        """
        return replace(
            before,
            side=self.side or before.side,
            name=before.name if self.name is None else self.name,
            must=before.must if self.must is None else self.must,
            nice=before.nice if self.nice is None else self.nice,
            share=before.share if self.share is None else self.share,
            days=own_days(self.first, self.last, before.days or team) or before.days,
        )


def own_days(first: date | None, last: date | None, others: Days | None) -> Days | None:
    """The own days of a slot; None where none are said. Raises InvalidValue.

    Args:
        others: the days from which the end comes that is not said.
    """
    if first is None and last is None:
        return None
    first = first or (others.first if others else None)
    last = last or (others.last if others else None)
    if first is None or last is None:
        raise InvalidValue("Only one end of the slot's own days is given", "Give both, or none for those of the team")
    return Days(first, last)


def read_slot(text: str) -> SlotWords:
    """A slot written `side=it, name=Data engineer, must=sql;python, share=50`; raises InvalidValue."""
    check_words(text)
    said: dict[str, str] = {}
    for part in _NEXT_KEY.split(text.strip()):
        key, equals, value = part.partition("=")
        key = key.strip().casefold()
        if not equals or key not in SLOT_KEYS:
            what = f"'{quoted(key if equals else part)}' says nothing of a slot"
            raise InvalidValue(what, f"{_AS_SLOT}; it may have {', '.join(SLOT_KEYS)}")
        if key in said:
            raise InvalidValue(f"The slot has two values for {key}", "Keep one of them")
        said[key] = value.strip()
    return SlotWords(
        side=read_side(said["side"]) if "side" in said else None,
        name=read_name(said["name"]) if "name" in said else None,
        must=typed_topics(said["must"]) if "must" in said else None,
        nice=typed_topics(said["nice"]) if "nice" in said else None,
        share=read_share(said["share"]) if "share" in said else None,
        first=read_day(said["from"]) if "from" in said else None,
        last=read_day(said["until"]) if "until" in said else None,
    )


def read_share(text: str) -> int:
    """A share of a week in percent, with or without the sign; raises InvalidValue."""
    digits = text.strip().removesuffix("%").strip()
    if digits.isascii() and digits.isdigit() and len(digits) <= 3 and 1 <= int(digits) <= 100:
        return int(digits)
    raise InvalidValue(f"'{quoted(text)}' is not a share of a week in percent", "Give 1 to 100")


def read_least(text: str) -> int:
    """How many people a team has at least; raises InvalidValue."""
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and len(digits) <= 3:
        return int(digits)
    raise InvalidValue(f"'{quoted(text)}' is not a number of people", f"Give a whole number up to {MOST}")


def read_task(text: str) -> Task:
    """A task written `Choose a vendor: A=1 R=2,3 C=4 I=5`, by the numbers of slots; raises InvalidValue.

    Without what comes after the colon, nobody is anything for it yet.
    """
    check_words(text)
    name, colon, rest = text.rpartition(":")
    if not colon or "=" not in rest:
        if "=" in text:
            raise InvalidValue(f"'{quoted(text)}' does not say what is to be done", _AS_TASK)
        return Task(name=read_words(text))
    return Task(name=read_words(name), parts=_parts(rest))


def _parts(text: str) -> tuple[tuple[int, Part], ...]:
    joined = re.sub(r"\s*([=,])\s*", r"\1", text.strip())
    found: list[tuple[int, Part]] = []
    for word in joined.split():
        if not _PARTS.fullmatch(word):
            raise InvalidValue(f"'{quoted(word)}' does not say which slots are what for the task", _AS_TASK)
        letters, _, numbers = word.partition("=")
        found += [(int(one), _BY_LETTER[letter]) for letter in letters.upper() for one in numbers.split(",")]
    return tuple(sorted(set(found)))


def read_meets(text: str) -> CheckIn:
    """When a team meets every week, written `Wed 10:00 45`: minutes may be left out; raises InvalidValue."""
    words = text.split()
    if len(words) not in (2, 3) or (len(words) == 3 and not (words[2].isascii() and words[2].isdigit())):
        raise InvalidValue(f"'{quoted(text)}' does not say when a team meets", _AS_MEETS)
    minutes = int(words[2][:6]) if len(words) == 3 else CheckIn().minutes
    return CheckIn(weekday=read_weekday(words[0]), at=read_time(words[1]), minutes=minutes)


def meets_words(meets: CheckIn | None) -> str:
    """When a team meets, as `read_meets` reads it; empty where its program says when."""
    return f"{WEEKDAYS[meets.weekday][:3]} {meets.at:%H:%M} {meets.minutes}" if meets else ""
