"""What can be done with people, in their list or on a person's page."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("people.import-roster", "i", "Import a roster (CSV)", "import", undoable=True),
    Action("people.import-absences", "I", "Import absences (CSV)", undoable=True),
    Action("people.add", "n", "Add a person", "new", undoable=True),
    Action("people.edit", "e", "Edit the person", "edit", undoable=True),
    Action("people.remove", "d", "Remove the person, or all marked people", "remove", undoable=True),
    Action("person.edit", "e", "Edit this person", "edit", undoable=True),
    Action("person.show-reasons", "full_stop", "Show the private reasons on this page, or hide them", "reasons"),
    Action("person.back", "escape,backspace", "Back to the list", "back"),
)
