"""What the screen of composite teams says: its help, and what stands there while there is nothing yet."""

from __future__ import annotations

HELP = (
    "The composite teams of a program: who is in which slot, and, of what the cursor is on, what is covered.\n"
    "{teams.new} makes a team, out of a template too; {teams.add-slot} gives it a slot, {teams.tasks} writes down\n"
    "its tasks, {teams.edit} edits the team or the slot, {teams.remove} takes a draft, a slot or a team out.\n"
    "{plan.run} forms: all slots are filled with drafts, anew around the pins; {teams.fill} fills open ones alone.\n"
    "{plan.publish} compares and publishes. {plan.choose-program} shows another program.\n"
    "{teams.candidates} ranks people for a slot, {teams.why} explains, {teams.demand} pins, excludes or wishes.\n"
    "{teams.leave} lets somebody leave and hand over, {teams.longer} extends, {teams.end} ends early;\n"
    "{teams.move} moves a draft, or says how it went.\n"
    "Topics: ● must be known in this slot, ○ would be good; ✓ who is in it knows it, × does not or nobody is there.\n"
    "Tasks, by first letters: who is responsible (does it), accountable (answers for it), consulted (asked before)\n"
    "or informed (told after).\n"
    "Load: percent of each week that all of the exchange takes; ! more than there is.\n"
    "{teams.weeks-back} and {teams.weeks-on} go through the weeks, {teams.read-on} reads on,\n"
    "{teams.only-problems} shows only teams with problems, {teams.export} writes all as CSV."
)
NO_TEAMS = (
    "This program has no teams yet.\n"
    "Press {teams.new} to make one: from a template with its slots and tasks, or with slots of your own.\n"
    "{teams.import-teams} reads teams from a CSV file."
)
NO_PEOPLE = (
    "This program has no teams yet, and nobody has agreed to take part in it.\n"
    "Press {app.programs}, open the program and enrol people with {program.enrol}.\n"
    "{teams.new} makes a team."
)
NO_MATCH = "No team matches.\n{section.clear} clears the filter."
NO_PROBLEMS = "No team has problems.\n{teams.only-problems} shows everything again."
NO_SLOTS = "It has no slots yet: {teams.add-slot} adds one."
NO_TOPICS = "No topics are asked for here: {teams.edit} adds some."
WITHDRAWN = "{teams.demand} and the choice of nothing takes it back."
KEYED = (NO_SLOTS, NO_TOPICS, WITHDRAWN)
"""What the pane says that names keys."""
NOBODY_AGREED = "Nobody has agreed to take part yet: {app.programs}, then {program.enrol} on the program."
TEAM_FIRST = "Put the cursor on a team first"
SLOT_FIRST = "Put the cursor on a slot first"
