"""What can be done with what team leads say of drafts."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action(
        "leads.agree",
        "a",
        "Write down that the lead agrees: to this draft, all marked ones, or all under a heading",
        "agreed",
        undoable=True,
    ),
    Action(
        "leads.refuse",
        "r",
        "Write down that the lead refuses: this draft, or all marked ones",
        "refused",
        undoable=True,
    ),
    Action("leads.edit", "e", "Edit the word together with what the lead said of it", "with a note", undoable=True),
    Action("leads.import-words", "i", "Import a list that a lead sent back (CSV)", "import", undoable=True),
    Action("leads.choose-program", "c", "Show the drafts of one program, or of all whose leads agree", "choose"),
    Action("leads.only-waiting", "exclamation_mark", "Show only drafts that wait for a word, or all"),
    Action("leads.show-notes", "full_stop", "Show what leads noted, which is private, or hide it"),
    Action("leads.back", "escape,backspace", "Back to where you were", "back"),
)
