"""Undo and redo on the screens: what was taken back, and why something cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ridealong.domain.errors import RidealongError
from ridealong.tui.actions import BY_NAME, keys_of, with_keys
from ridealong.tui.dates import with_days
from ridealong.tui.text import listed, many, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.services.desk import Desk
    from ridealong.services.journal.undo import Undone
    from ridealong.tui.app import RidealongApp

LONG = 60
"""From how many characters on the key stands on a line of its own."""


class TakingBack:
    """Takes back one action after another."""

    def __init__(self, program: RidealongApp) -> None:
        self._program = program
        self._busy = False

    def undo(self) -> None:
        """Undo the last action."""

        def work(desk: Desk) -> Undone:
            from ridealong.services.journal.undo import undo  # noqa: PLC0415 - services are imported in workers only

            return undo(desk)

        self._begin(work, "Undone", "app.redo", "redoes")

    def redo(self) -> None:
        """Redo what was undone last."""

        def work(desk: Desk) -> Undone:
            from ridealong.services.journal.undo import redo  # noqa: PLC0415 - services are imported in workers only

            return redo(desk)

        self._begin(work, "Redone", "app.undo", "undoes")

    def _begin(self, work: Callable[[Desk], Undone], done: str, back: str, verb: str) -> None:
        # Whoever presses the key twice while a large import is taken back does not mean the action before, too.
        if self._busy:
            return
        self._busy = True

        def taken(result: Undone) -> None:
            self._busy = False
            kept = f"\nWhat cannot be undone stays: {listed(result.kept)}" if result.kept else ""
            due = f"\n{_due_words(self._program, result.due)}" if result.due else ""
            said, link = with_key(self._program, f"{done}: {with_days(result.summary)}{due}{kept}", back, verb)
            self._program.notify(said, timeout=8, link=link)

        def failed(error: Exception) -> None:
            self._busy = False
            if isinstance(error, RidealongError):
                named = f"the journal ({with_keys('{app.journal}', self._program.config.keys)})"
                error.remedy = error.remedy.replace("the journal", named)
            self._program.show_failure(error)

        self._program.change(work, taken, failed=failed)


def _due_words(program: RidealongApp, number: int) -> str:
    key = keys_of(BY_NAME["app.invites"], program.config.keys).partition(" ")[0]
    return f"{many(number, 'invite is', 'invites are')} now due{f' · {key}' if key else ''}"


class Link(NamedTuple):
    """The last words of a toast, and the action that a click on them calls."""

    words: str
    action: str

    def marked(self, text: str) -> str:
        """A text with these words at its end, in Textual's markup; nothing else in it is markup."""
        plain = text.removesuffix(self.words)
        if plain == text:
            return unmarked(text)
        return f"{unmarked(plain)}[@click={self.action}()]{unmarked(self.words)}[/]"


def with_key(program: RidealongApp, words: str, action: str, verb: str) -> tuple[str, Link]:
    """Words, and after them the first key of an action: `Ana Lima (Platform) removed · u undoes it`; and a link."""
    key = keys_of(BY_NAME[action], program.config.keys).partition(" ")[0]
    if not key:
        return words, Link("", action)
    last = f"{key} {verb} it"
    return _with_last(words, last), Link(last, action)


def unchanged(words: str) -> str:
    """What was asked for, and after it that everything was so already."""
    return _with_last(words, "nothing was changed")


def _with_last(words: str, last: str) -> str:
    between = "\n" if "\n" in words or len(words) > LONG else " · "
    return f"{words}{between}{last}"
