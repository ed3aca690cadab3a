"""What can be done on the board."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action(
        "board.pick-up",
        "m",
        "Pick the pairing up: arrows move it, Enter drops it, Esc puts it back",
        "move",
        undoable=True,
    ),
    Action("board-grid.today", "t", "Go to today's column", "today"),
    Action("board-grid.zoom", "z", "More at once: weeks, then months, then quarters", "zoom"),
    Action("board.people-or-teams", "T", "Teams instead of people, or people again", "teams"),
    Action("board.choose-program", "c", "Show one program, or all", "choose"),
    Action("board.only-pressing", "exclamation_mark", "Show only what was declined or is impossible, or everybody"),
    Action("board.shorter", "less_than_sign", "Make the pairing shorter; Enter keeps it so", undoable=True),
    Action("board.longer", "greater_than_sign", "Make the pairing longer again; Enter keeps it so", undoable=True),
    Action("board.pin", "p", "Pin the draft, or unpin it", "pin", undoable=True),
    Action("board.why", "w", "Why these two are paired", "why"),
    Action("board.candidates", "s", "Candidates for this place, best first"),
    Action("board.set-aside", "d", "Set the draft aside, or cancel the published pairing", "remove", undoable=True),
    Action("board-grid.week-back", "left_square_bracket", "A column back", "back"),
    Action("board-grid.week-on", "right_square_bracket", "A column on", "on"),
    Action("board-grid.zoom-in", "plus", "Less time, in more detail"),
    Action("board-grid.zoom-out", "minus", "More time, in less detail"),
    Action("board-grid.cell-left", "h,left", "One column to the left"),
    Action("board-grid.cell-right", "l,right", "One column to the right"),
)
