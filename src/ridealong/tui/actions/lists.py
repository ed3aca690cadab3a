"""What can be done in every section, list, table or filter."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("filter.to-list", "down,tab", "To the list; the filter stays", "to the list"),
    Action("filter.empty", "escape", "Clear the filter", "clear"),
    Action("list.open", "enter", "Open what the cursor is on", "open"),
    Action("list.down", "j,down", "Down"),
    Action("list.up", "k,up", "Up"),
    Action("list.page-down", "pagedown,ctrl+d", "A page down"),
    Action("list.page-up", "pageup,ctrl+u", "A page up"),
    Action("list.first", "g,home", "To the first row"),
    Action("list.last", "G,end", "To the last row"),
    Action("list.copy", "y", "Copy the row, or all marked rows, as text"),
    Action("list.copy-as", "Y", "Copy a cell, rows or the whole list, as text or CSV, to the clipboard or a file"),
    Action("table.mark", "v", "Mark the row, or take the mark off"),
    Action("table.mark-range", "V", "Mark everything from the last mark to here"),
    Action("table.sort", "o", "Sort by the next column"),
    Action("table.sort-reverse", "O", "Turn the order round"),
    Action("section.filter", "slash", "Filter while typing", "filter"),
    Action("section.clear", "escape", "Clear the filter and the marks"),
    Action("section.read-again", "f5,ctrl+r", "Read everything again from the database"),
)
