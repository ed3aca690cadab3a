"""What would be put into a calendar on a server, and then the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dialogs.send_mail import MOST_SHOWN
from ridealong.tui.dialogs.shown_first import ShownFirstDialog
from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.invites.outbox import DueRow


@dataclass(frozen=True, slots=True)
class ToPut:
    """What would go into the calendar of that name; `schedules`: whether the server itself sends invites."""

    name: str
    schedules: bool
    rows: tuple[DueRow, ...]


class CalDavDialog(ShownFirstDialog[ToPut, bool]):
    """Putting meetings there cannot be undone, so it asks: the focus is on leaving things as they are."""

    TITLE_TEXT = "Put what is due into the calendar on the server?"
    YES = "Put there"
    HELP = (
        "Signs in at the calendar under [caldav] in the config file, and shows what would go there. New meetings are\n"
        "added, changed ones replaced, cancelled ones taken out. {text.up} and {text.down} scroll, {question.agree}\n"
        "puts them there, {dialog.leave} leaves."
    )

    def __init__(self, only: frozenset[str] | None) -> None:
        super().__init__()
        self._only = only

    def work_out(self, desk: Desk) -> ToPut:
        """Sign in, and see what is due."""
        from ridealong.services.invites import caldav_invites  # noqa: PLC0415 - services are imported in workers only

        desk.config.need("caldav")
        with caldav_invites.signed_in(caldav_invites.chosen(desk.config.caldav)) as calendar:
            rows = caldav_invites.due_rows(desk)
            wanted = tuple(one for one in rows if self._only is None or one.uid in self._only)
            return ToPut(calendar.name, calendar.schedules, wanted)

    def lines(self, found: ToPut) -> list[Content]:
        """Who sees it, and the invites."""
        if not found.rows:
            return [Content("Nothing is due: every calendar has been told.")]
        sees = (
            "the server itself sends the invites to those invited"
            if found.schedules
            else "the server sends no invites, so only those who see this calendar see the meetings"
        )
        rows = [f"  {str(one.method).lower()}: {shown(one.summary)}" for one in found.rows[:MOST_SHOWN]]
        more = [f"  and {len(found.rows) - MOST_SHOWN:,} more"] if len(found.rows) > MOST_SHOWN else []
        return [
            Content.styled("What is put there counts as sent, which cannot be undone.", "$text-warning"),
            Content.styled(f"{shown(found.name)}: {sees}.", "bold $primary"),
            *map(Content, [*rows, *more]),
        ]

    def yes(self, found: ToPut) -> str:
        """How many would go there."""
        return f"Put {many(len(found.rows), 'invite')} there" if found.rows else ""

    def accept(self) -> None:
        """Go on: what asked puts them there, with its progress."""
        if not self._busy:
            self.dismiss(True)
