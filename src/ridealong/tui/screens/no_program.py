"""What stands where programs or their plans would stand, while there is no program."""

from __future__ import annotations

NO_PROGRAM = (
    "There is no program yet.\nPress {programs.new} to create one: who takes part, when it begins, how many rounds."
)
NO_ROSTER = (
    "There is no program yet, and nobody who could take part.\n"
    "Press {app.people}, then {people.import-roster}, to import a roster first; "
    "then {programs.new} here creates a program."
)
