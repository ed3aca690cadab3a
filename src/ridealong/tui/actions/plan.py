"""What can be done with a plan."""

from __future__ import annotations

from ridealong.tui.actions.action import Action

ACTIONS = (
    Action("plan.run", "r", "Plan the rounds, or form the teams; again, around the pins", "plan", undoable=True),
    Action(
        "plan.publish",
        "P",
        "Compare with what is published and list the invites, then publish",
        "publish",
        undoable=True,
    ),
    Action("plan.choose-program", "c", "Choose the program", "choose"),
    Action("plan.pin", "p", "Pin or unpin the pairing, or all marked ones", "pin", undoable=True),
    Action("plan.why", "w", "Why these two are paired, or why the place is open", "why"),
    Action("plan.candidates", "s", "Candidates for this place, best first", "candidates"),
    Action(
        "plan.set-aside",
        "d",
        "Set the draft aside, cancel the published pairing or remove the pin; or all marked ones",
        "remove",
        undoable=True,
    ),
    Action("plan.move", "m", "Move the pairing to another week, or the group to another day", "move", undoable=True),
    Action("plan.swap", "S", "Swap hosts: press it on one pairing, then on another", "swap", undoable=True),
    Action("plan.take-over", "H", "Let somebody else be the host or the guest, as far as rules allow", undoable=True),
    Action("plan.cover", "L", "Let somebody stand in for the host for one week", undoable=True),
    Action("plan.ill", "b", "One of the two cannot come: settle what that touches", undoable=True),
    Action("plan.steps", "T", "Tick off the steps of the visit", undoable=True),
    Action("plan.leads", "a", "Write down what leads say: who agrees to which draft, and who is still to"),
    Action("plan.why-two", "W", "Why any two people are paired or not: two marked rows, or typed names", "why two"),
    Action("plan.repair", "R", "Replace what can no longer take place, and nothing else", "repair", undoable=True),
    Action("plan.hold", "K", "Keep only the host or only the week; of an open place, that week", "keep", undoable=True),
    Action("plan.value", "equals_sign", "What the plan is worth, term by term, the bound and the proof", "value"),
    Action("plan.changes", "D", "What planning again changed in the draft before"),
    Action("plan.only-open", "exclamation_mark", "Show only open and declined places, or everything again"),
    Action("plan.fold-all", "z", "More at once: fold all rounds, or unfold them; Enter on a heading folds one"),
    Action("plan.round-back", "left_square_bracket", "Go to the round before"),
    Action("plan.round-on", "right_square_bracket", "Go to the next round"),
    Action("plan.new-program", "n", "Create a program", "new program", undoable=True),
)
