"""The one registry of actions: bindings, footer, palette, `?` and the user's keymap are all read from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SECTIONS = {
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
    "board-grid": "On the board",
    "person": "On a person's page",
    "journal": "In the journal",
    "entry": "On an entry of the journal",
    **{section: f"In {title}" for section, (_, title) in SECTIONS.items()},
}
"""Where an action works -> how `?` and the palette call that place."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do.

    Args:
        name: `place.verb`; the config file binds keys to it by this name.
        keys: the default keys, in Textual's names, separated by commas.
        says: what it does, as the palette and `?` say it.
        short: the word in the footer; empty where the footer leaves it out.
        undoable: whether it can be taken back.
        calls: the Textual action, where it is not the verb.
    """

    name: str
    keys: str
    says: str
    short: str = ""
    undoable: bool = False
    calls: str = ""

    @property
    def place(self) -> str:
        """Where it works: a key of `PLACES`."""
        return self.name.partition(".")[0]

    @property
    def method(self) -> str:
        """The Textual action that is called."""
        return self.calls or self.name.partition(".")[2].replace("-", "_")


ACTIONS: tuple[Action, ...] = (
    # The footer shows what a screen is for first, and what holds everywhere last.
    Action("people.import-roster", "i", "Import a roster (CSV)", "import", undoable=True),
    Action("people.import-absences", "I", "Import absences (CSV)", undoable=True),
    Action("people.add", "n", "Add a person", "new", undoable=True),
    Action("people.edit", "e", "Edit the person", "edit", undoable=True),
    Action("people.remove", "d", "Remove the person, or all marked people", "remove", undoable=True),
    Action("person.edit", "e", "Edit this person", "edit", undoable=True),
    Action("person.show-reasons", "full_stop", "Show the private reasons on this page, or hide them", "reasons"),
    Action("person.back", "escape,backspace", "Back to the list", "back"),
    Action("entry.show-private", "full_stop", "Show private words of the change, or hide them"),
    Action("journal.back", "escape,backspace", "Back to where you were", "back"),
    Action("plan.run", "r", "Plan the rounds, or plan them again around the pins", "plan", undoable=True),
    Action("plan.publish", "P", "Compare with what is published, then publish", "publish", undoable=True),
    Action("plan.choose-program", "c", "Choose the program", "choose"),
    Action("plan.pin", "p", "Pin or unpin the pairing, or all marked ones", "pin", undoable=True),
    Action("plan.swap", "S", "Swap hosts: press it on one pairing, then on another", "swap", undoable=True),
    Action("plan.why", "w", "Why these two are paired, or why the place is open", "why"),
    Action("plan.candidates", "s", "Candidates for this place, best first", "candidates"),
    Action(
        "plan.set-aside",
        "d",
        "Set the draft aside, or cancel the published pairing; or all marked ones",
        "remove",
        undoable=True,
    ),
    Action("plan.repair", "R", "Replace what can no longer take place, and nothing else", "repair", undoable=True),
    Action("plan.changes", "D", "What planning again changed in the draft before"),
    Action("plan.only-open", "exclamation_mark", "Show only open and declined places, or everything again"),
    Action("plan.round-back", "left_square_bracket", "Go to the round before"),
    Action("plan.round-on", "right_square_bracket", "Go to the next round"),
    Action("plan.new-program", "n", "Create a program", undoable=True),
    Action("board.choose-program", "c", "Show one program, or all", "choose"),
    Action("board-grid.week-back", "left_square_bracket", "A week back", "week back"),
    Action("board-grid.week-on", "right_square_bracket", "A week on", "week on"),
    Action("board-grid.today", "t", "Go to this week", "today"),
    Action("board-grid.cell-left", "h,left", "One week to the left"),
    Action("board-grid.cell-right", "l,right", "One week to the right"),
    Action("history.import-history", "i", "Import past pairings (CSV)", "import", undoable=True),
    Action(
        "history.mark-state", "m", "Mark as held, missed or ended: this one, or all marked", "mark as", undoable=True
    ),
    Action("history.only-unmarked", "exclamation_mark", "Show only past pairings nobody has marked yet", "unmarked"),
    Action("invites.switch-view", "tab", "Change between what is due and the answers", "due / answers"),
    Action("invites.answer", "a", "Write down what somebody has answered", "answer", undoable=True),
    Action("invites.candidates", "s", "Candidates for the place of this pairing, best first", "candidates"),
    Action("invites.import-replies", "i", "Read replies from a file or a mail box", "replies", undoable=True),
    Action("invites.only-pressing", "exclamation_mark", "Show only answers that need attention, or everything again"),
    Action("invites.send", "m", "Send what is due by mail", "mail"),
    Action("invites.export", "x", "Export what is due as .ics files", "export"),
    Action("invites.export-again", "X", "Export the last invite of every meeting again"),
    Action("programs.new", "n", "Create a program", "new", undoable=True),
    Action("programs.enrol-all", "a", "Enrol everybody who is not enrolled yet", "enrol all", undoable=True),
    Action("programs.archive", "d", "Archive the program", "archive", undoable=True),
    Action("filter.to-list", "down,tab", "To the list; the filter stays", "to the list"),
    Action("filter.empty", "escape", "Clear the filter", "clear"),
    Action("list.open", "enter", "Open what the cursor is on", "open"),
    Action("list.down", "j,down", "Down"),
    Action("list.up", "k,up", "Up"),
    Action("list.page-down", "pagedown,ctrl+d", "A page down"),
    Action("list.page-up", "pageup,ctrl+u", "A page up"),
    Action("list.first", "g,home", "To the first row"),
    Action("list.last", "G,end", "To the last row"),
    Action("table.mark", "v", "Mark the row, or take the mark off"),
    Action("table.mark-range", "V", "Mark everything from the last mark to here"),
    Action("table.copy", "y", "Copy the row, or all marked rows, as text"),
    Action("table.sort", "o", "Sort by the next column"),
    Action("table.sort-reverse", "O", "Turn the order round"),
    Action("section.filter", "slash", "Filter while typing", "filter"),
    Action("section.clear", "escape", "Clear the filter and the marks"),
    Action("section.read-again", "f5,ctrl+r", "Read everything again from the database"),
    *(
        Action(f"app.{section}", digit, f"Go to {title}", calls=f"open_section('{section}')")
        for section, (digit, title) in SECTIONS.items()
    ),
    Action("app.undo", "u,ctrl+z", "Undo what you did last", "undo"),
    Action("app.redo", "U,ctrl+y", "Redo what you undid last"),
    Action("app.journal", "J", "Journal: who changed what, when"),
    Action("app.palette", "ctrl+p", "Every action, by name", calls="command_palette"),
    Action("app.keys", "question_mark", "The keys that work here and now", "keys"),
    Action("app.help", "f1", "Help for what has the focus"),
    Action("app.set-organizer", "ctrl+o", "Whom invites come from"),
    Action("app.explore-demo", "", "Explore a made-up company, in a throw-away database"),
    Action("app.theme", "", "Choose the colours", calls="change_theme"),
    Action("app.leave", "q,ctrl+q", "Quit", "quit"),
)

BY_NAME = {action.name: action for action in ACTIONS}


def bindings(*places: str) -> list[Binding]:
    """The bindings of everything that works in the given places, named so that a keymap can change them."""
    return [
        Binding(
            action.keys,
            action.method,
            action.short or action.says,
            show=bool(action.short),
            tooltip=action.says,
            id=action.name,
        )
        for place in places
        for action in ACTIONS
        if action.place == place and action.keys
    ]


def unknown_names(keys: Mapping[str, str]) -> list[str]:
    """The names in a user's keymap that are no actions."""
    return [name for name in keys if name not in BY_NAME]


def keys_of(action: Action, keymap: Mapping[str, str]) -> str:
    """The keys of an action as they are bound now, for people."""
    return " ".join(key_label(key) for key in keymap.get(action.name, action.keys).split(",") if key)


def clashes(keymap: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Two actions of one place that the user's keymap binds to one key: the key and both names."""
    seen: dict[tuple[str, str], str] = {}
    for action in ACTIONS:
        for key in keymap.get(action.name, action.keys).split(","):
            other = seen.setdefault((action.place, key.strip()), action.name)
            if key and other != action.name:
                yield key.strip(), other, action.name


_LABELS = {
    "question_mark": "?",
    "slash": "/",
    "exclamation_mark": "!",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "Esc",
    "enter": "Enter",
    "backspace": "Bksp",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "full_stop": ".",
    "tab": "Tab",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def key_label(key: str) -> str:
    """A Textual key name as it is written on keyboards."""
    key = key.strip()
    if key.startswith("ctrl+"):
        return f"Ctrl+{key_label(key[5:]).upper()}"
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _LABELS.get(key, key)
