"""What can be done about what needs the coordinator now."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("today.ill", "b", "A bad morning: somebody is ill, and others take over", "ill", undoable=True),
    Action("today.candidates", "s", "Candidates for this place, best first", "candidates"),
    Action("today.mark-state", "m", "Mark as held, missed or ended: this one, or all marked", "mark as", undoable=True),
    Action("today.repair", "R", "Replace what can no longer take place, and nothing else", "repair", undoable=True),
    Action("today.answer", "a", "Write down what somebody has answered", "answer", undoable=True),
    Action("today.publish", "P", "Compare the drafts with what is published, then publish", "publish", undoable=True),
    Action("today.steps", "T", "Tick off the steps of the visit", undoable=True),
    Action("today.why", "w", "Why these two are paired"),
    Action("today.only-pressing", "exclamation_mark", "Show only what needs attention, or next week as well", "only"),
    Action("today-list.debrief", "D", "Note what came out of the visit", undoable=True),
)
