"""What can be done with past pairings."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("history.import-history", "i", "Import past pairings (CSV)", "import", undoable=True),
    Action(
        "history.mark-state", "m", "Mark as held, missed or ended: this one, or all marked", "mark as", undoable=True
    ),
    Action("history.debrief", "D", "Note what came out of the visit", "debrief", undoable=True),
    Action("history.import-forms", "I", "Import what people answered in a form (CSV)", undoable=True),
    Action("history.new-idea", "n", "Add an idea", "new", undoable=True),
    Action(
        "history.edit-idea", "e", "Edit the idea: its text, owner, state, or what became of it", "edit", undoable=True
    ),
    Action(
        "history.next-state", "greater_than_sign", "Move the idea on to its next state", "next state", undoable=True
    ),
    Action("history.remove-idea", "d", "Remove the idea from the list", "remove", undoable=True),
    Action("history.why", "w", "Why these two were together"),
    Action(
        "history.other-figures", "f", "Who has met the other way: how often, or how many weeks ago", "times / weeks"
    ),
    Action("history.never-met", "s", "Candidates of two teams: the people who have never met", "never met"),
    Action("history.contacts", "a", "Who has met: write down whom the two teams turn to", "contacts"),
    Action("history.longer", "left_square_bracket", "Charts: show more weeks", "longer"),
    Action("history.shorter", "right_square_bracket", "Charts: show fewer weeks", "shorter"),
    Action(
        "history.only-unmarked",
        "exclamation_mark",
        "Show only what needs attention: not marked yet, never met, overdue, owned by nobody",
        "only open",
    ),
    Action(
        "history.switch-view",
        "tab",
        "Change between the list, who has met, visits owed, charts, ideas and groups",
        "next view",
    ),
    Action("history.show-ideas", "Q", "To the ideas: what people would try, and what becomes of it"),
    Action("history.choose-program", "c", "Show one program, or all", "program"),
    Action("history.export", "x", "Export what is shown as CSV", "export"),
    Action("matrix.cell-left", "h,left", "One column to the left"),
    Action("matrix.cell-right", "l,right", "One column to the right"),
)
