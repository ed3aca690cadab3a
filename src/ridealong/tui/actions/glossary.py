"""What can be done in the glossary."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("glossary.new", "n", "Add a term: explain another one", "new", undoable=True),
    Action("glossary.edit", "e", "Edit what the term means, or whose it is", "edit", undoable=True),
    Action("glossary.remove", "d", "Remove the term, or all marked ones: no longer explained", "remove", undoable=True),
    Action("glossary.restore", "B", "Put the term back as it came, or all marked ones", "as it came", undoable=True),
    Action("glossary.import-terms", "i", "Import terms (CSV)", "import", undoable=True),
    Action("glossary.export", "x", "Export the terms that are shown as CSV", "export"),
    Action("glossary.show-removed", "full_stop", "Show terms that were taken out as well, or no longer", "removed"),
    Action("glossary.back", "escape,backspace", "Back to where you were", "back"),
)
