"""Typed access to the fields of a JSON document, with errors that name the place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from ridealong.domain.errors import InvalidValue

BIGGEST = 2**53
"""Whole numbers beyond this are no longer exact in most programs that write JSON."""


def kind(value: object) -> str:
    """What a JSON value is, in the words of somebody who sees the file."""
    names = {
        bool: "true or false",
        int: "a number",
        float: "a fraction",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return "nothing (null)" if value is None else names.get(type(value), "something else")


def shown(value: object) -> str:
    """A JSON value, short enough for one line of an error."""
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


@dataclass(frozen=True, slots=True)
class At:
    """A value of the document together with its place, such as `guests[3].away[0]`."""

    place: str
    value: object

    def fail(self, problem: str) -> NoReturn:
        """Raise `InvalidValue` that names this place."""
        raise InvalidValue(f"{self.place}: {problem}" if self.place else problem)

    def has(self, key: str) -> bool:
        """Whether the object has this key with anything but null."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def get(self, key: str) -> At:
        """The field `key` of an object; raises `InvalidValue` where it is missing."""
        if not isinstance(self.value, dict):
            self.fail(f"should be an object, not {kind(self.value)}")
        place = f"{self.place}.{key}" if self.place else key
        if key not in self.value:
            raise InvalidValue(f"{place} is missing")
        return At(place, self.value[key])

    def items(self) -> Iterator[At]:
        """The members of a list, each with its place."""
        if not isinstance(self.value, list):
            self.fail(f"should be a list, not {kind(self.value)}")
        for index, member in enumerate(self.value):
            yield At(f"{self.place}[{index}]", member)

    def size(self) -> int:
        """How many members a list has."""
        if not isinstance(self.value, list):
            self.fail(f"should be a list, not {kind(self.value)}")
        return len(self.value)

    def entries(self) -> Iterator[tuple[str, At]]:
        """The keys of an object, each with its value."""
        if not isinstance(self.value, dict):
            self.fail(f"should be an object, not {kind(self.value)}")
        for key, member in self.value.items():
            yield key, At(f"{self.place}[{shown(key)}]", member)

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str):
            self.fail(f"should be a text, not {kind(self.value)}")
        if not self.value.strip():
            self.fail("is empty")
        try:
            self.value.encode()
        except UnicodeEncodeError:
            self.fail("holds half of a character (a lone surrogate), which no file can")
        return self.value

    def whole(self, low: int = -BIGGEST, high: int = BIGGEST) -> int:
        """A whole number from `low` to `high`; true and false are none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            what = f"{shown(self.value)} is" if isinstance(self.value, float) else kind(self.value)
            self.fail(
                f"should be a whole number, not {what}" if not what.endswith(" is") else f"{what} no whole number"
            )
        if self.value < low:
            self.fail(f"{shown(self.value)} is below {low}" if low else f"{shown(self.value)} is negative")
        if self.value > high:
            self.fail(f"{shown(self.value)} is above {high}")
        return self.value

    def round(self, rounds: int) -> int:
        """A round of the plan."""
        number = self.whole(low=-BIGGEST)
        if not 0 <= number < rounds:
            self.fail(f"round {number} does not exist; rounds run from 0 to {rounds - 1}")
        return number

    def list_of(self, key: str) -> list[At]:
        """The members of the list under `key`, none where it is absent."""
        if not isinstance(self.value, dict):
            self.fail(f"should be an object, not {kind(self.value)}")
        return list(self.get(key).items()) if self.has(key) else []

    def whole_or(self, key: str, default: int, low: int = 0, high: int = BIGGEST) -> int:
        """The whole number under `key`, or the default where it is absent."""
        return self.get(key).whole(low, high) if self.has(key) else default

    def yes_or_no(self, key: str, *, default: bool) -> bool:
        """True or false under `key`, or the default where it is absent."""
        if not self.has(key):
            return default
        found = self.get(key)
        if not isinstance(found.value, bool):
            found.fail(f"should be true or false, not {kind(found.value)}")
        return found.value

    def optional_whole(self, key: str, low: int = 0) -> int | None:
        """The whole number under `key`, or None where it is absent."""
        return self.get(key).whole(low) if self.has(key) else None
