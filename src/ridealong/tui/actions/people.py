"""What can be done with people, in their list or on a person's page."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("people.add", "n", "Add a person", "new", undoable=True),
    Action(
        "people.edit",
        "e",
        "Edit the person, or all marked people in one step",
        "edit",
        undoable=True,
        also="manager team role",
    ),
    Action("people.remove", "d", "Remove the person, or all marked people", "remove", undoable=True),
    Action("people.import-roster", "i", "Import a roster (CSV)", "import", undoable=True),
    Action("people.import-absences", "I", "Import absences (CSV)", undoable=True),
    Action(
        "people.add-absence", "a", "Write down that the person, or all marked people, are away", "away", undoable=True
    ),
    Action("people.ill", "b", "The person cannot come today: settle what that touches", "ill", undoable=True),
    Action("people.enrol", "E", "Enrol the person, or all marked people, in a program", "enrol", undoable=True),
    Action(
        "people.answers",
        "ctrl+e",
        "Change what the person answered to a program, what the manager said, or that the person leaves it",
        undoable=True,
    ),
    Action("people.keep-apart", "A", "Keep the person apart from somebody, or two marked people", undoable=True),
    Action("people.mark-all", "ctrl+a", "Mark everybody whom the filter finds"),
    Action(
        "person.edit",
        "e",
        "Edit the absence or the answer under the cursor, else the person",
        "edit",
        undoable=True,
        also="manager leaves pause",
    ),
    Action(
        "person.remove-line", "d", "Remove the absence, or let pair again, under the cursor", "remove", undoable=True
    ),
    Action("person.add-absence", "a", "Write down that this person is away", "away", undoable=True),
    Action("person.ill", "b", "This person cannot come today: settle what that touches", "ill", undoable=True),
    Action("person.enrol", "E", "Enrol this person in a program", "enrol", undoable=True),
    Action("person.mark-state", "m", "Mark the pairing under the cursor as held, missed or ended", undoable=True),
    Action("person.steps", "T", "Tick off the steps of the visit under the cursor", undoable=True),
    Action("person.debrief", "D", "Note what came out of the visit", undoable=True),
    Action("person.why", "w", "Why the two under the cursor are paired", "why"),
    Action("person.follow", "l,right", "To the page of the other person on this line", "to the other"),
    Action("person.previous", "left_square_bracket", "The person before, in the list one came from", "before"),
    Action("person.next", "right_square_bracket", "The next person, in the list one came from", "next"),
    Action("person.next-part", "tab", "To the next part of the page", "next part"),
    Action("person.previous-part", "shift+tab", "To the part before"),
    Action("person.keep-apart", "A", "Keep this person apart from somebody", undoable=True),
    Action("person.show-reasons", "full_stop", "Show the private reasons on this page, or hide them", "reasons"),
    Action("person.back", "escape,backspace", "Back to where you were", "back"),
)
