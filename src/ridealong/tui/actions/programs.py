"""What can be done with programs."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("programs.new", "n", "Create a program", "new", undoable=True),
    Action("programs.enrol-all", "a", "Enrol everybody who is not enrolled yet", "enrol all", undoable=True),
    Action("programs.archive", "d", "Archive the program", "archive", undoable=True),
)
