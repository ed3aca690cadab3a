"""Where actions work: the sections of the program, and every other place."""

from __future__ import annotations

from ridealong.tui.actions.dialogs import DIALOG_PLACES

SECTIONS = {
    "today": ("1", "Today"),
    "people": ("2", "People"),
    "plan": ("3", "Plan"),
    "board": ("4", "Board"),
    "history": ("5", "History"),
    "invites": ("6", "Invites"),
    "programs": ("7", "Programs"),
}
"""Section -> its digit and its title, in the order of the bar at the top."""

PLACES = {
    "app": "Everywhere",
    "section": "In every section",
    "list": "In every list",
    "table": "In every table",
    "filter": "While filtering",
    **DIALOG_PLACES,
    "today-list": "On the list of Today",
    "board-grid": "On the board",
    "matrix": "On who has met",
    "person": "On a person's page",
    "program": "On a program's page",
    "journal": "In the journal",
    "entry": "On an entry of the journal",
    "glossary": "In the glossary",
    "contacts": "On the standing contacts",
    "leads": "On what leads say",
    "teams": "On composite teams",
    **{section: f"In {title}" for section, (_, title) in SECTIONS.items()},
}
"""Where an action works -> how `?` and the palette call that place."""
