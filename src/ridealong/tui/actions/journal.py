"""What can be done in the journal."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("entry.show-private", "full_stop", "Show private words of the change, or hide them"),
    Action("journal.back", "escape,backspace", "Back to where you were", "back"),
)
