"""What can be done with the standing contacts of teams."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("contacts.edit", "e", "Edit whom the people of the two teams turn to", "edit", undoable=True),
    Action(
        "contacts.take", "a", "Write down the two who are proposed: they have met most often", "take", undoable=True
    ),
    Action(
        "contacts.remove", "d", "Remove the contacts of the two teams, or of all marked ones", "remove", undoable=True
    ),
    Action("contacts.only-lacking", "exclamation_mark", "Show only where a contact is missing, or all", "lacking"),
    Action("contacts.back", "escape,backspace", "Back to where you were", "back"),
)
