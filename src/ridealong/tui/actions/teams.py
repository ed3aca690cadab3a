"""What can be done with the composite teams of a program."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("teams.new", "n", "Create a team", "new", undoable=True),
    Action("teams.add-slot", "plus", "Give the team another slot", "slot", undoable=True),
    Action("teams.edit", "e", "Edit the team or the slot", "edit", undoable=True),
    Action(
        "teams.remove",
        "d",
        "Set the draft aside; of an empty slot or a team, remove it",
        "remove",
        undoable=True,
    ),
    Action("teams.candidates", "s", "Candidates for this slot, best first", "candidates"),
    Action("teams.why", "w", "Why somebody is in the slot or the team, or why not", "why"),
    Action("teams.demand", "p", "Pin somebody to the slot or the team, keep them out, or wish for them", undoable=True),
    Action("teams.fill", "R", "Fill open slots, and leave all drafts as they are", undoable=True),
    Action("teams.tasks", "a", "Write down the tasks, and which slot is what for them", "tasks", undoable=True),
    Action("teams.leave", "H", "Let somebody leave the slot, and hand over to somebody else", undoable=True),
    Action("teams.move", "m", "Move the draft to another slot; of what is over, mark how it went", undoable=True),
    Action("teams.longer", "greater_than_sign", "Let the team go on for longer, or who is in the slot", undoable=True),
    Action("teams.end", "less_than_sign", "End the team early, or call it off", undoable=True),
    Action("teams.person", "right", "To the page of the person in the slot"),
    Action("teams.read-on", "space", "Read on in what is shown of it"),
    Action("teams.weeks-back", "left_square_bracket", "Weeks of the load further back"),
    Action("teams.weeks-on", "right_square_bracket", "Weeks of the load further on"),
    Action("teams.only-problems", "exclamation_mark", "Show only teams with problems, or everything again"),
    Action("teams.fold-all", "z", "More at once: fold all teams, or unfold them; Enter on a team folds one"),
    Action("teams.export", "x", "Export the teams as CSV", "export"),
    Action("teams.import-teams", "i", "Import teams from a CSV file", undoable=True),
)
