"""What can be done with invites, answers and meetings."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("invites.switch-view", "tab", "Change between what is due, the answers and the meetings", "next view"),
    Action("invites.answer", "a", "Write down what somebody has answered", "answer", undoable=True),
    Action("invites.candidates", "s", "Candidates for the place of this pairing, best first", "candidates"),
    Action("invites.by-meeting", "f", "Answers the other way: one line each, or one for each meeting", "by meeting"),
    Action("invites.edit-meeting", "e", "Move the meeting, or put it somewhere else", "edit", undoable=True),
    Action("invites.skip-meeting", "d", "Skip the meeting, or this one of a series", "skip", undoable=True),
    Action(
        "invites.reset-meeting", "B", "Put the meeting back to where the rules have it", "as the rules", undoable=True
    ),
    Action("invites.send", "m", "Send what is due by mail: the marked ones, or all", "mail"),
    Action("invites.export", "x", "Export what is due as .ics files: the marked ones, or all", "export"),
    Action("invites.import-replies", "i", "Read replies from a file or a mail box", "replies", undoable=True),
    Action("invites.only-pressing", "exclamation_mark", "Show only what needs attention, or everything again"),
    Action("invites.export-again", "X", "Export the last invite of every meeting again"),
    Action("invites.mark-all", "ctrl+a", "Mark every invite that the filter finds"),
    Action("invites.feeds", "F", "Write calendars to subscribe to: for each person, team and program"),
    Action("invites.caldav", "C", "Put what is due into a calendar on a server: the marked ones, or all"),
    Action("invites.today", "t", "Meetings: to today"),
    Action("invites.week-back", "left_square_bracket", "Meetings: a week back"),
    Action("invites.week-on", "right_square_bracket", "Meetings: a week on"),
)
