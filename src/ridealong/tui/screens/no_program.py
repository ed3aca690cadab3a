"""What stands where programs or their plans would stand, while there is no program."""

from __future__ import annotations

NO_PROGRAM = "There is no program yet.\nPress n to create one: who takes part, when it begins, how many rounds."
NO_ROSTER = (
    "There is no program yet, and nobody who could take part.\nPress 2, then i, to import a roster first; "
    "then n here creates a program."
)
