"""What people type into a search: free words, and terms such as `team:brand`."""

import re
import shlex
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ridealong.domain.days import Days, monday_of
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted, read_day

_LIKE_A_TERM = re.compile(r"([A-Za-z-]{1,20}):\S")
_WORDS_ALONE = "There are no terms here: words are looked for everywhere"


@dataclass(frozen=True, slots=True)
class Terms:
    """A search, taken apart.

    Args:
        words: what must stand somewhere in a row.
        fields: what must stand in a certain column, as (column, text) pairs.
    """

    words: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def read_terms(text: str, known: Collection[str]) -> Terms:
    """Take a search apart. A term whose name is not `known` is a word like any other: names contain colons, too."""
    words: list[str] = []
    fields: list[tuple[str, str]] = []
    for piece in _pieces(text):
        name, colon, value = piece.partition(":")
        if colon and name.casefold() in known:
            if value:
                fields.append((name.casefold(), value))
        else:
            words.append(piece)
    return Terms(tuple(words), tuple(fields))


def check_choice(term: str, value: str, choices: Sequence[str], also: Collection[str] = ()) -> None:
    """Let what stands behind a term be one of a few words, or a part of one; raises InvalidValue.

    Args:
        also: other words that are meant by the same, but that nobody is told to write.
    """
    if any(value.casefold() in one.casefold() for one in (*choices, *also)):
        return
    *some, last = (f"{term}:{one}" for one in choices)
    raise InvalidValue(f"'{quoted(value)}' is no {term}", f"Write {', '.join(some)} or {last}")


def unknown_term(text: str, known: Collection[str] = ()) -> str:
    """For a search that finds nothing: which of its words looks like a term that there is not, and which there are.

    Args:
        known: the terms that there are; none where words alone are looked for.

    Returns:
        Two lines; empty where no word looks like a term.
    """
    terms = read_terms(text, known)
    name = next((found[1] for word in terms.words if (found := _LIKE_A_TERM.match(word))), "")
    if not name:
        return ""
    there = f"There are {' '.join(f'{one}:' for one in known)}" if known else _WORDS_ALONE
    return f"There is no term {name}:\n{there}"


def _pieces(text: str) -> list[str]:
    lexer = shlex.shlex(text, posix=True)
    # Apostrophes and backslashes are letters here: there are names such as O'Brien.
    lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, '"', "", ""
    try:
        return list(lexer)
    except ValueError:
        # Somebody who is still typing has opened a quotation mark and not yet closed it.
        return text.replace('"', " ").split()


def read_when(text: str, today: date) -> Days:
    """`today`, `tomorrow`, `this-week`, `next-week` or a day, as days; raises InvalidValue for anything else."""
    match text.casefold():
        case "today":
            return Days(today, today)
        case "tomorrow":
            return Days(today + timedelta(days=1), today + timedelta(days=1))
        case "this-week":
            return _week(monday_of(today))
        case "next-week":
            return _week(monday_of(today) + timedelta(weeks=1))
    try:
        day = read_day(text)
    except InvalidValue:
        raise InvalidValue(
            f"'{text}' is no time", "Write today, tomorrow, this-week, next-week or a day such as 2027-01-11"
        ) from None
    return Days(day, day)


def _week(monday: date) -> Days:
    return Days(monday, monday + timedelta(days=6))
