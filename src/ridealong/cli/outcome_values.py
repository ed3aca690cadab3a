"""Values on the command line that are about what came out of visits: ratings, ideas, days of forms."""

from collections.abc import Callable
from typing import TypeVar

import click

from ridealong.domain import values
from ridealong.domain.debriefs import read_rating
from ridealong.domain.errors import InvalidValue
from ridealong.domain.ideas import IdeaState, read_idea_state
from ridealong.exchange.form_days import DayOrder

T = TypeVar("T")


def _read(reader: Callable[[str], T], text: str) -> T:
    try:
        return reader(text)
    except InvalidValue as error:
        raise click.BadParameter(error.for_commands) from None


def rating(text: str) -> int:
    """A rating, 1 to 5."""
    return _read(read_rating, text)


def rating_or_none(text: str) -> int | str:
    """A rating, or the word `none`, which is returned as it is."""
    return "none" if text.strip().casefold() == "none" else rating(text)


def idea_state(text: str) -> IdeaState:
    """A state of an idea."""
    return _read(read_idea_state, text)


def idea_number(text: str) -> int:
    """The number of an idea."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise click.BadParameter(
            f"'{values.quoted(text)}' is not the number of an idea. `ridealong ideas list` shows them"
        )
    return int(text)


def day_order(text: str) -> DayOrder:
    """Whether the day or the month stands first."""
    return _read(lambda word: values.read_word(DayOrder, word, "order of days"), text)
