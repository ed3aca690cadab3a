"""What can be done on the board."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("board.choose-program", "c", "Show one program, or all", "choose"),
    Action("board-grid.week-back", "left_square_bracket", "A week back", "week back"),
    Action("board-grid.week-on", "right_square_bracket", "A week on", "week on"),
    Action("board-grid.today", "t", "Go to this week", "today"),
    Action("board-grid.cell-left", "h,left", "One week to the left"),
    Action("board-grid.cell-right", "l,right", "One week to the right"),
)
