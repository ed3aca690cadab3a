"""What can be done everywhere."""

from __future__ import annotations

from ridealong.tui.actions.action import Action
from ridealong.tui.actions.places import SECTIONS

ACTIONS = (
    *(
        Action(f"app.{section}", digit, f"Go to {title}", calls=f"open_section('{section}')")
        for section, (digit, title) in SECTIONS.items()
    ),
    Action("app.undo", "u,ctrl+z", "Undo what you did last", "undo"),
    Action("app.redo", "U,ctrl+y", "Redo what you undid last"),
    Action("app.journal", "J", "Journal: who changed what, when", calls="open_page('journal')"),
    Action("app.glossary", "Z", "Glossary, A to Z: what the terms of both trades mean", calls="open_page('glossary')"),
    Action("app.contacts", "", "Standing contacts: whom people of two teams turn to", calls="open_page('contacts')"),
    Action("app.palette", "ctrl+p,colon", "Find an action, a person, a program or a team", calls="command_palette"),
    Action("app.jump", "ctrl+g,semicolon", "Jump: a letter on everything that can be gone to or pressed"),
    Action("app.keys", "question_mark", "The keys that work here and now", "keys"),
    Action("app.help", "f1", "Help for what has the focus"),
    Action("app.set-organizer", "ctrl+o", "Whom invites come from"),
    Action("app.explore-demo", "", "Explore a made-up company, in a throw-away database"),
    Action("app.theme", "", "Choose the colours: a light theme, a dark one, a quieter one", calls="change_theme"),
    Action("app.leave", "q,ctrl+q", "Quit", "quit"),
)
