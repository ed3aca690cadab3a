"""What the form of a person offers while somebody types, and what it says that is worth knowing."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ridealong.domain.people import identity
from ridealong.domain.values import read_topics
from ridealong.tui.widgets.completing import LastPieceSuggester, topics, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ridealong.domain.people import Side
    from ridealong.services.people.known_words import KnownWords


class Offered:
    """Words that people have by now, once they have been read; before that, nothing is offered or said.

    Args:
        side: asked for the side that is chosen. own: the identity of whom the form is about; empty for somebody new.
    """

    def __init__(self, side: Callable[[], Side], own: str) -> None:
        self._side = side
        self._own = own
        self._known: KnownWords | None = None

    def learn(self, known: KnownWords) -> None:
        """Take what was read."""
        self._known = known

    def suggester(self, name: str) -> LastPieceSuggester | None:
        """What completes the field of a property."""
        if name in ("knows", "wants"):
            return topics(lambda: self._words("topics"))
        if name in ("team", "role", "site", "time_zone", "manager"):
            return whole(lambda: self._words(name))
        return None

    def adviser(self, name: str) -> Callable[[str], str] | None:
        """What says what is worth knowing about a property."""
        advisers = {"team": self._team, "email": self._email, "manager": self._manager}
        return self._topics if name in ("knows", "wants") else advisers.get(name)

    def _words(self, name: str) -> Iterable[str]:
        known = self._known
        if known is None:
            return ()
        if name == "manager":
            return self._addresses(known)
        lists = {"topics": known.topics, "role": known.roles, "site": known.sites, "time_zone": known.zones}
        return known.teams[self._side()] if name == "team" else lists[name]

    @staticmethod
    def _addresses(known: KnownWords) -> Iterator[str]:
        yield from known.managers
        yield from known.names

    def _team(self, text: str) -> str:
        teams = list(self._words("team"))
        if not teams or text.strip() in teams:
            return ""
        near = get_close_matches(text.strip(), teams, n=1, cutoff=0.75)
        return f"a new team; did you mean {near[0]}?" if near else "a new team"

    def _topics(self, text: str) -> str:
        known = {one.casefold(): one for one in self._words("topics")}
        new = [one for one in read_topics(text) if one.casefold() not in known]
        # The last one may still be typed.
        new = new if text.rstrip().endswith(";") else new[:-1]
        if not known or not new:
            return ""
        near = get_close_matches(new[0].casefold(), known, n=1, cutoff=0.75)
        hint = f"; did you mean {known[near[0]]}?" if near else ""
        return f"{new[0]} is a new topic{hint}"

    def _email(self, text: str) -> str:
        wanted = identity(text)
        if self._known is None or wanted == self._own or wanted not in self._known.names:
            return ""
        return f"already the address of {self._known.names[wanted]}"

    def _manager(self, text: str) -> str:
        if self._known is None:
            return ""
        return self._known.names.get(identity(text), "nobody here has this address; a manager need not be here")
