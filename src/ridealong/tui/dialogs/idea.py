"""One idea in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.domain.ideas import LIVE
from ridealong.tui.dates import date_words, span_words
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import MUTED, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ridealong.domain.ideas import Idea
    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.debrief_pages import DebriefRow

LABEL = 16


class IdeaDialog(LookDialog[tuple["Idea", "DebriefRow | None"]]):
    """What is to be tried, how far that is, where it comes from and what became of it."""

    HELP = "An idea in full. {history.edit-idea} in the list changes it, {history.next-state} moves it on."

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    @property
    def title_text(self) -> str:
        """Which idea."""
        return f"Idea {self._number}"

    def fetch(self, desk: Desk) -> tuple[Idea, DebriefRow | None]:
        """The idea, and the visit that it comes from."""
        from ridealong.services.outcomes import debrief_pages, ideas  # noqa: PLC0415 - services are imported in workers only

        idea = ideas.show(desk, self._number).idea
        return idea, None if idea.pairing is None else debrief_pages.page(desk, idea.pairing).visit

    def lines(self, found: tuple[Idea, DebriefRow | None]) -> list[Content]:
        """The text, then the rest line by line."""
        idea, visit = found
        facts = [
            Content("").join([Content.styled(f"{label:<{LABEL}}", MUTED), Content(words)])
            for label, words in _facts(idea, visit)
        ]
        note = [Content(""), *map(Content, map(shown, idea.note.splitlines()))] if idea.note else []
        return [Content.styled(shown(idea.text), "bold"), Content(""), *facts, *note]


def _facts(idea: Idea, visit: DebriefRow | None) -> Iterator[tuple[str, str]]:
    yield "State", f"{idea.state.label}, since {date_words(idea.changed)}"
    yield "Who sees to it", owner_words(idea)
    if idea.owner_name:
        yield "In reports", f"{shown(idea.owner_name)} {'may be named' if idea.named else 'stays unnamed'}"
    if idea.program:
        yield "Program", shown(idea.program)
    if visit is not None:
        between = "visited" if visit.kind.visits else "with"
        both = f"{shown(visit.guest_name)} {between} {shown(visit.host_name)}"
        yield "Comes from", f"{both}, {span_words(visit.days)}"
    yield "Noted", date_words(idea.noted)


def owner_words(idea: Idea) -> str:
    """Who sees to an idea, in words."""
    if not idea.owner_name:
        return "nobody yet" if idea.state in LIVE else "nobody"
    return f"{shown(idea.owner_name)}{', who has left' if idea.owner_left else ''}"
