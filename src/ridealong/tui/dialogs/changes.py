"""What planning again changed in the draft before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from ridealong.services.plans.plan_changes import PlanChanges
    from ridealong.services.plans.plan_views import Visit

MOST = 200
"""How many changes are written out: nobody reads more, and to lay them out takes long."""


class ChangesDialog(LookDialog["PlanChanges"]):
    """The two drafts side by side: sentences, and everybody whose visit changes."""

    TITLE_TEXT = "What planning again changed"
    WIDE = True

    def __init__(self, changes: PlanChanges) -> None:
        super().__init__()
        self._changes = changes

    def begin(self) -> None:
        """Show what is known already."""
        self._fetched(self._changes)

    def lines(self, found: PlanChanges) -> list[Content]:
        """The changes by guest."""
        return change_lines(found)


def change_lines(found: PlanChanges) -> list[Content]:
    """Sentences, and everybody whose visit changes by guest."""
    lines = [Content(shown(sentence)) for sentence in found.sentences]
    if found.changes:
        lines += [Content(""), Content.styled("Who is elsewhere now", "bold $primary")]
    for one in found.changes[:MOST]:
        lines.append(Content(f"  {shown(one.guest.name)}: {_from_to(one.before, one.after)}"))
    if (more := len(found.changes) - MOST) > 0:
        lines.append(Content(f"  and {more:,} more"))
    return lines


def _from_to(before: Visit | None, after: Visit | None) -> str:
    if before and after and before.host == after.host:
        return f"{shown(before.host.name)}, round {before.round + 1} → round {after.round + 1}"
    return f"{_place(before)} → {_place(after)}"


def _place(place: Visit | None) -> str:
    return "nobody" if place is None else f"{shown(place.host.name)}, round {place.round + 1}"
