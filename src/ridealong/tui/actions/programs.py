"""What can be done with programs, in their list or on the page of one."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("programs.new", "n", "Create a program", "new", undoable=True),
    Action("programs.rounds", "r", "To the rounds and the plan of the program", "plan"),
    Action("programs.edit", "e", "Edit the settings of the program", "edit", undoable=True),
    Action("programs.copy-program", "N", "Copy the program as a template for another", "copy", undoable=True),
    Action("programs.enrol-all", "E", "Enrol everybody who is not enrolled yet", "enrol all", undoable=True),
    Action("programs.report", "x", "Write the report for the sponsors: a page, Markdown or JSON", "report"),
    Action("programs.forecast", "f", "Forecast: after how many rounds all teams will have met"),
    Action(
        "programs.measures", "M", "To the page of the program, with its measures and sponsors", also="charter readings"
    ),
    Action("programs.archive", "d", "Archive the programs, or take them out again", "archive", undoable=True),
    Action("programs.show-archived", "full_stop", "Show archived programs as well, or no longer", "archived"),
    Action("programs.only-needing", "exclamation_mark", "Show only programs that need something", "needs"),
    Action("program.agreement", "a", "Write down that a sponsor agreed, or name one", "agreement", undoable=True),
    Action("program.read-measure", "M", "Note a reading of the measure", "reading", undoable=True),
    Action("program.new", "n", "Agree on another measure; among the steps, add one", "new", undoable=True),
    Action("program.edit", "e", "Edit the sponsor, measure, reading, step or settings", "edit", undoable=True),
    Action("program.reset-steps", "B", "Put the steps back to those of all programs", undoable=True),
    Action("program.enrol", "E", "Enrol people in this program", "enrol", undoable=True),
    Action("program.rounds", "r", "To the rounds and the plan of this program", "plan"),
    Action("program.copy-program", "N", "Copy this program as a template for another", "copy", undoable=True),
    Action("program.report", "x", "Write the report for the sponsors: a page, Markdown or JSON", "report"),
    Action("program.forecast", "f", "Forecast: after how many rounds all teams will have met"),
    Action(
        "program.remove",
        "d",
        "Take back the sponsor, measure, reading or step; elsewhere: archive",
        "remove",
        undoable=True,
    ),
    Action("program.back", "escape,backspace", "Back to the list", "back"),
)
