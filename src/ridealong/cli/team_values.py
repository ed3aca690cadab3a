"""What commands about composite teams take: slots, tasks, hours, and somebody with a slot."""

from collections.abc import Callable
from typing import TypeVar

import click

from ridealong.domain import team_values, values
from ridealong.domain.composite_teams import FEWEST, MOST, Task
from ridealong.domain.errors import InvalidValue
from ridealong.domain.programs import CheckIn
from ridealong.domain.team_values import SlotWords

T = TypeVar("T")

LEAST = click.IntRange(FEWEST, MOST)
"""How many people a team takes at least."""
NUMBER = click.IntRange(1, 999)
"""The number of a slot."""


def _read(reader: Callable[[str], T], text: str) -> T:
    try:
        return reader(text)
    except InvalidValue as error:
        raise click.BadParameter(error.for_commands) from None


def slot(text: str | SlotWords) -> SlotWords:
    """What is said of a slot."""
    return text if isinstance(text, SlotWords) else _read(team_values.read_slot, text)


def task(text: str | Task) -> Task:
    """A task with its parts."""
    return text if isinstance(text, Task) else _read(team_values.read_task, text)


def meets(text: str) -> CheckIn:
    """When a team meets every week."""
    return _read(team_values.read_meets, text)


def meets_or_none(text: str | CheckIn) -> CheckIn | str:
    """When a team meets every week, or nothing for when its program says: the word `none`, or an empty text."""
    if isinstance(text, CheckIn):
        return text
    return "" if text.strip().casefold() in ("", "none") else meets(text)


def who_where(text: str) -> tuple[str, int | None]:
    """An address, and the number of a slot where one is named: `EMAIL` or `EMAIL:SLOT`."""
    email, colon, number = text.rpartition(":")
    if not colon:
        return _read(values.read_email, text), None
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= 999):
        raise click.BadParameter(f"'{values.quoted(number)}' is not the number of a slot. Write EMAIL or EMAIL:SLOT")
    return _read(values.read_email, email), int(number)


def who_in_slot(text: str) -> tuple[str, int]:
    """An address and the number of a slot: `EMAIL:SLOT`."""
    email, number = who_where(text)
    if number is None:
        raise click.BadParameter(f"'{values.quoted(text)}' names no slot. Write EMAIL:SLOT, such as {email}:2")
    return email, number
