"""What can be done with invites."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("invites.switch-view", "tab", "Change between what is due and the answers", "due / answers"),
    Action("invites.answer", "a", "Write down what somebody has answered", "answer", undoable=True),
    Action("invites.candidates", "s", "Candidates for the place of this pairing, best first", "candidates"),
    Action("invites.import-replies", "i", "Read replies from a file or a mail box", "replies", undoable=True),
    Action("invites.only-pressing", "exclamation_mark", "Show only answers that need attention, or everything again"),
    Action("invites.send", "m", "Send what is due by mail", "mail"),
    Action("invites.export", "x", "Export what is due as .ics files", "export"),
    Action("invites.export-again", "X", "Export the last invite of every meeting again"),
)
