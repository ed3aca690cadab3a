"""Sentences about people and rounds, kept in parts, so that callers can put in names and dates of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ridealong.domain.wording import listed, many

_HOLE = re.compile(r"(\{\})")


@dataclass(frozen=True, slots=True)
class Who:
    """A person or group in a sentence, by the id they have in the problem."""

    id: str


@dataclass(frozen=True, slots=True)
class When:
    """Rounds in a sentence, in plain text "round 3" or "rounds 0 and 2"."""

    rounds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The day on which a round begins in a sentence, in plain text "round 3"; the round may lie past the last one."""

    round: int


@dataclass(frozen=True, slots=True)
class Span:
    """So many rounds in a row in a sentence, in plain text "13 rounds"."""

    rounds: int


@dataclass(frozen=True, slots=True)
class Term:
    """The field of the format behind a rule, in plain text " (rest)"; nothing for those who never see the file."""

    field: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file something stands, in plain text "pins[0]: "; nothing for those who never see the file."""

    place: str


Part = str | Who | When | FirstDay | Span | Term | Place
IS_CLOSED = " is closed ("
"""What stands between somebody and the reason why a round is closed to them, which ends with a bracket."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence without a full stop, in parts that put together are its plain text."""

    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """The sentence with ids for people and numbers from 0 for rounds, as in the file."""
        return "".join(_plain(part) for part in self.parts)

    def told(
        self,
        who: Callable[[str], str],
        when: Callable[[tuple[int, ...]], str],
        day: Callable[[int], str] | None = None,
        span: Callable[[int], str] | None = None,
    ) -> str:
        """The sentence for people who never see the file.

        `who` turns an id into a name, `when` rounds (from 0) into words that fit after "in", and `day` a round into
        words for its first day that fit after "before"; without `day` it is told as `when` tells the round. `span`
        turns so many rounds in a row into words, which are the plain ones without it. Where the reason of a closed
        round names whom it is closed to, the reason is all that is said.
        """
        pieces: list[str] = []
        for part in _named_once(self.parts, who):
            match part:
                case FirstDay(round=round_) if day is not None:
                    pieces.append(day(round_))
                case Span(rounds=rounds) if span is not None:
                    pieces.append(span(rounds))
                case _:
                    pieces.append(_told(part, who, when))
        return "".join(pieces)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids that the sentence names, each once, in its order."""
        return tuple(dict.fromkeys(part.id for part in self.parts if isinstance(part, Who)))

    @property
    def rounds(self) -> tuple[int, ...]:
        """The rounds that the sentence names, each once, in its order."""
        return tuple(dict.fromkeys(one for part in self.parts for one in _rounds(part)))

    def __add__(self, other: Said) -> Said:
        return Said(self.parts + other.parts)


def _rounds(part: Part) -> tuple[int, ...]:
    match part:
        case When(rounds=rounds):
            return rounds
        case FirstDay(round=round_):
            return (round_,)
    return ()


def _plain(part: Part) -> str:
    match part:
        case Who(id=name):
            return name
        case When(rounds=rounds):
            return f"round{'s' if len(rounds) > 1 else ''} {listed([str(one) for one in rounds])}"
        case FirstDay(round=round_):
            return f"round {round_}"
        case Span(rounds=rounds):
            return many(rounds, "round")
        case Term() | Place():
            return f" ({part.field})" if isinstance(part, Term) else f"{part.place}: "
    return part


def _named_once(parts: Sequence[Part], who: Callable[[str], str]) -> Iterator[Part]:
    """The parts, with only the reason of a closed round where that names whom it is closed to."""
    index = 0
    while index < len(parts):
        match parts[index : index + 4]:
            case (Who(id=name), str(closed), str(why), str(end)) if (closed, end) == (IS_CLOSED, ")"):
                alone = why.startswith(f"{who(name)} ")
                yield from (why,) if alone else parts[index : index + 4]
                index += 4
            case _:
                yield parts[index]
                index += 1


def _told(part: Part, who: Callable[[str], str], when: Callable[[tuple[int, ...]], str]) -> str:
    match part:
        case Who(id=name):
            return who(name)
        case When(rounds=rounds):
            return when(rounds)
        case FirstDay(round=round_):
            return when((round_,))
        case Term() | Place():
            return ""
    return _plain(part)


def say(template: str, *parts: Part | int) -> Said:
    """A sentence from a template whose `{}` stand for `parts`, in order; numbers become plain text."""
    given = iter(parts)
    pieces: list[Part] = []
    for piece in _HOLE.split(template):
        part = next(given) if piece == "{}" else piece
        pieces.append(str(part) if isinstance(part, int) else part)
    return Said(tuple(piece for piece in pieces if piece != ""))


def at(round_: int) -> When:
    """One round in a sentence."""
    return When((round_,))


def row_of(parts: Sequence[Said]) -> Said:
    """Sentences or names in a row: "a", "a and b", "a, b and c"; at least one."""
    pieces: list[Part] = []
    for index, said in enumerate(parts):
        if index:
            pieces.append(" and " if index == len(parts) - 1 else ", ")
        pieces.extend(said.parts)
    return Said(tuple(pieces))


def people(ids: Iterable[str]) -> Said:
    """Several people in a row; at least one."""
    return row_of([Said((Who(one),)) for one in ids])
