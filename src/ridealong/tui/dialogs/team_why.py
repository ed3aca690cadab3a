"""Why somebody is in a slot of a composite team, or why not and what would allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dates import with_days
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.large import without_pauses
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.teams.explaining import WhySlot

MOST_OTHERS = 5
"""How many others are named who could take the slot at once."""


class WhySlotDialog(LookDialog["WhySlot"]):
    """The sentences, then what it is worth, then who else could take the slot.

    Args:
        slot: the number of the slot that is asked about; None for the one they are in, or the best for them.
    """

    TITLE_TEXT = "Why this slot?"

    def __init__(self, program: str, team: str, email: str, slot: int | None = None) -> None:
        super().__init__()
        self._asked = program, team, email, slot

    def fetch(self, desk: Desk) -> WhySlot:
        """Ask the service."""
        from ridealong.services.teams import explaining  # noqa: PLC0415 - services are imported in workers only

        with without_pauses():
            return explaining.why(desk, *self._asked, worker=True)

    def lines(self, found: WhySlot) -> list[Content]:
        """The explanation."""
        who = f"{shown(found.name)} {'in' if found.inside else 'and'}"
        where = f"{who} slot {shown(str(found.slot))} of {shown(found.team)}"
        lines = [Content.styled(where, "bold"), Content("")]
        lines += [Content(shown(with_days(sentence))) for sentence in found.sentences]
        if found.parts:
            head = "What it adds to the plan" if found.inside else "What the plan would gain or lose"
            lines += [Content(""), Content.styled(head, "bold $primary")]
            lines += [Content(f"{one.points:>+12,}  {shown(one.words)}") for one in found.parts]
        if found.others:
            lines += [Content(""), Content.styled("Others who could take it at once", "bold $primary")]
            lines += [
                Content(f"{one.gain or 0:>+12,}  {shown(one.name)} ({shown(one.home_team)})")
                for one in found.others[:MOST_OTHERS]
            ]
        return lines
