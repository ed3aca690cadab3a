"""What an entry field offers as the rest of what somebody types; → takes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.suggester import Suggester

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LAST_TERM = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))*$')
_LAST_TOPIC = re.compile(r"[^;]*$")


def _fold(text: str) -> str:
    return text.casefold()


class TakenByTab(Suggester):
    """Offers what Tab takes as well as →, as shells complete paths."""

    def is_begun(self, text: str) -> bool:
        """Whether Tab takes what is offered for a text; else it leaves the field."""
        raise NotImplementedError


class LastPieceSuggester(Suggester):
    """Completes the last piece of a text out of words that are known by then.

    Args:
        words: what can be offered, the likeliest first; asked for anew each time.
        piece: where the last piece of a text begins.
    """

    def __init__(self, words: Callable[[], Iterable[str]], piece: re.Pattern[str] | None = None) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._words = words
        self._piece = piece

    async def get_suggestion(self, value: str) -> str | None:
        """The whole text as it would be, or nothing."""
        match = self._piece.search(value) if self._piece else None
        begin = match.start() if match else 0
        typed = value[begin:]
        blanks = typed[: len(typed) - len(typed.lstrip())]
        wanted = _fold(typed.lstrip())
        if not wanted:
            return None
        found = next((one for one in self._words() if len(one) > len(wanted) and _fold(one).startswith(wanted)), None)
        # Textual shows what stands after the cursor: what was typed stays as it was typed.
        return None if found is None else value[:begin] + blanks + typed.lstrip() + found[len(wanted) :]


def whole(words: Callable[[], Iterable[str]]) -> LastPieceSuggester:
    """Completes a field that holds one thing."""
    return LastPieceSuggester(words)


def topics(words: Callable[[], Iterable[str]]) -> LastPieceSuggester:
    """Completes the last of several topics, which semicolons separate."""
    return LastPieceSuggester(words, _LAST_TOPIC)


def terms(words: Callable[[], Iterable[str]]) -> LastPieceSuggester:
    """Completes the last term of a filter, such as `team:brand`."""
    return LastPieceSuggester(words, _LAST_TERM)


def quoted_terms(name: str, values: Sequence[str]) -> list[str]:
    """Terms that look for each of some values, in quotation marks where a value holds a blank."""
    return [f'{name}:"{value}"' if " " in value else f"{name}:{value}" for value in values if '"' not in value]
