"""Somebody put into an open slot of a composite team that is published: who is told what, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.dialogs.previewed_form import change_lines
from ridealong.tui.dialogs.shown_first import ShownFirstDialog
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from textual.content import Content

    from ridealong.domain.composite_teams import Slot
    from ridealong.services.desk import Desk
    from ridealong.services.teams.explaining import SlotCandidate
    from ridealong.services.teams.filling import Filled


class PutInDialog(ShownFirstDialog["Filled", "Filled"]):
    """People are told of it, so it asks: the focus is on leaving things as they are.

    Args:
        program, team: their names. who: whoever would be put in.
    """

    YES = "Put in"
    WIDE = True
    HELP = (
        "The team is published, so whoever comes is, too: here stands who would be told what. Nothing is sent by\n"
        "this: the invites are due. {text.up} and {text.down} scroll, {question.agree} puts them in, {dialog.leave}\n"
        "goes back to the candidates."
    )

    def __init__(self, program: str, team: str, slot: Slot, who: SlotCandidate) -> None:
        super().__init__()
        self._program, self._team, self._slot, self._who = program, team, slot, who

    @property
    def title_text(self) -> str:
        """Who, and where."""
        return f"Put {shown(self._who.name)} into slot {shown(str(self._slot))} of {shown(self._team)}?"

    def work_out(self, desk: Desk) -> Filled:
        """What it would come to; it is written and rolled back, so it waits its turn."""
        with self.ridealong.door.writing:
            return self._fill(desk, None)

    def lines(self, found: Filled) -> list[Content]:
        """What it comes to, and who is told what."""
        return change_lines(found)

    def yes(self, found: Filled) -> str:
        """There is always something to do."""
        del found
        return self.YES

    def do(self, desk: Desk, found: Filled) -> Filled:
        """Put them in."""
        return self._fill(desk, found)

    def _fill(self, desk: Desk, seen: Filled | None) -> Filled:
        from ridealong.services.teams import filling  # noqa: PLC0415 - services are imported in workers only

        return filling.back_fill(
            desk,
            self._program,
            self._team,
            self._slot.number,
            self._who.email,
            dry_run=seen is None,
            shown=seen,
        )
