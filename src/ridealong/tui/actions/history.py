"""What can be done with past pairings."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("history.import-history", "i", "Import past pairings (CSV)", "import", undoable=True),
    Action(
        "history.mark-state", "m", "Mark as held, missed or ended: this one, or all marked", "mark as", undoable=True
    ),
    Action("history.only-unmarked", "exclamation_mark", "Show only past pairings nobody has marked yet", "unmarked"),
)
