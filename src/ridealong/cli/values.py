"""Values on the command line, read by the domain: a wrong one is a wrong call."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Literal, TypeVar

import click

from ridealong.config import Organizer
from ridealong.domain import charters, consent, person_values, values
from ridealong.domain.consent import Word
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import DEFAULTS, EnrolmentState, Kind
from ridealong.domain.steps import Phase, Who

T = TypeVar("T")


@contextmanager
def from_the_call() -> Iterator[None]:
    """Within this, a value that breaks a rule of its own is a wrong call."""
    try:
        yield
    except InvalidValue as error:
        raise click.UsageError(error.for_commands) from None


def _read(reader: Callable[[str], T], text: str) -> T:
    try:
        return reader(text)
    except InvalidValue as error:
        raise click.BadParameter(error.for_commands) from None


def day(text: str) -> date:
    """A day, YYYY-MM-DD."""
    return _read(values.read_day, text)


def days(first: date, last: date) -> Days:
    """Days from the first to the last."""
    with from_the_call():
        return Days(first, last)


def clock_time(text: str) -> time:
    """A time of day, HH:MM."""
    return _read(values.read_time, text)


def weekday(text: str) -> int:
    """A weekday by name."""
    return _read(values.read_weekday, text)


def number(text: str) -> float:
    """A number, with a point before the decimals."""
    return _read(charters.read_value, text)


def number_or_none(text: str) -> float | str:
    """A number, or the word `none`, which is returned as it is."""
    return "none" if text.strip().casefold() == "none" else number(text)


def side(text: str) -> Side:
    """A side."""
    return _read(person_values.read_side, text)


def kind(text: str) -> Kind:
    """A kind of program."""
    return _read(lambda word: values.read_word(Kind, word, "kind", DEFAULTS), text)


def pairing(text: str) -> int:
    """The number of a pairing."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise click.BadParameter(
            f"'{values.quoted(text)}' is not the number of a pairing. "
            "`ridealong history list` shows them, and `ridealong plan PROGRAM` those of drafts"
        )
    return int(text)


def meeting_kinds(text: str) -> tuple[MeetingKind, ...]:
    """Kinds of meetings, separated by commas."""
    return tuple(_read(lambda word: values.read_word(MeetingKind, word, "meeting"), one) for one in text.split(","))


def phase(text: str) -> Phase:
    """When a step is done."""
    return _read(lambda word: values.read_word(Phase, word, "time of a step"), text)


def who_does(text: str) -> Who:
    """Who does a step."""
    return _read(lambda word: values.read_word(Who, word, "doer of a step"), text)


def state(text: str) -> State:
    """A state of a pairing."""
    return _read(lambda word: values.read_word(State, word, "state"), text)


def mark(text: str, marks: Collection[State], what: str) -> State:
    """How a `what` went, one of some states."""
    known = [str(one) for one in State]
    if (word := text.strip().casefold()) in known and word not in marks:
        raise click.BadParameter(f"'{word}' is not how a {what} can have gone. It is one of {', '.join(marks)}")
    return _read(lambda one: values.read_word(State, one, "state", marks), text)


def enrolment_state(text: str) -> EnrolmentState:
    """A state of an enrolment."""
    return _read(lambda word: values.read_word(EnrolmentState, word, "state of an enrolment"), text)


def managers_word(text: str) -> Word | Literal[""]:
    """What a manager said, or the word `none`, for which it is empty."""
    if text.strip().casefold() == "none":
        return ""
    return _read(consent.read_word, text)


def organizer(text: str) -> Organizer:
    """A name and an address, written `Name <a@b.example>`, or the address alone."""
    name, opened, rest = text.rpartition("<")
    if opened and not rest.rstrip().endswith(">"):
        raise click.BadParameter(f"'{values.quoted(text)}' is not an organizer. Write \"Name <name@company.example>\"")
    if not name.isprintable():
        raise click.BadParameter(f"'{values.quoted(name)}' is not a name. It may contain no control characters")
    return Organizer(name=name.strip().strip('"'), email=_read(values.read_email, rest.strip().removesuffix(">")))
