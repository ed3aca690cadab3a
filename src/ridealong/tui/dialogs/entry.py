"""What one entry of the journal changed, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from ridealong.domain.values import zone
from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.keyed import keyed
from ridealong.tui.screens.journal import moment
from ridealong.tui.text import MUTED, many, shown

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ridealong.services.desk import Desk
    from ridealong.services.journal.journal import EntryPage, JournalEntry
    from ridealong.services.journal.journal_rows import FieldChange, RowChange

MOST_ROWS = 200
"""How many changed rows are shown: more, nobody reads."""
HIDDEN = "There are private words. Press {entry.show-private} to show them."


class EntryDialog(LookDialog[tuple["EntryPage", str]]):
    """Row by row; what is private only once somebody asks for it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("entry")]
    HELP = "What was changed: before → after. The key {entry.show-private} shows private words, and hides them again."
    WIDE = True

    def __init__(self, entry_id: int, summary: str) -> None:
        super().__init__()
        self._entry = entry_id
        self._summary = summary
        self._private = False

    @property
    def title_text(self) -> str:
        """What was done."""
        return self._summary

    def action_show_private(self) -> None:
        """Show private words, or hide them again."""
        self._private = not self._private
        self.begin()

    def fetch(self, desk: Desk) -> tuple[EntryPage, str]:
        """The entry, and the zone of the coordinator."""
        from ridealong.services.journal import journal  # noqa: PLC0415 - services are imported in workers only

        return journal.entry(desk, self._entry, private=self._private, limit=MOST_ROWS), desk.zone

    def lines(self, found: tuple[EntryPage, str]) -> list[Content]:
        """Who and when, then each row."""
        page, place = found
        lines = [Content.styled(_head(page.entry, place), MUTED)]
        hidden = any(field.private for row in page.rows for field in row.fields) and not self._private
        if hidden:
            lines.append(Content.styled(keyed(self, HIDDEN), MUTED))
        for row in page.rows:
            lines += [Content(""), *_row(row)]
        if not page.rows:
            lines += [Content(""), Content("No row of the database was changed by it.")]
        if page.total > len(page.rows):
            lines += [Content(""), Content(f"… and {many(page.total - len(page.rows), 'more row')}")]
        return lines


def _head(entry: JournalEntry, place: str) -> str:
    parts = [f"{shown(entry.actor)}, {moment(entry.at.astimezone(zone(place)))}", shown(entry.action)]
    if entry.undone_by is not None:
        parts.append("undone since")
    elif not entry.undoable:
        parts.append("cannot be undone")
    return " · ".join(parts)


def _row(row: RowChange) -> list[Content]:
    signs = {"added": "+", "removed": "–"}
    head = Content.styled(f"{signs.get(row.how, '±')} {shown(row.what)}, {row.how}", "bold $primary")
    return [head, *(_field(row.how, one) for one in row.fields)]


def _field(how: str, one: FieldChange) -> Content:
    before, after = shown(one.before) or "nothing", shown(one.after) or "nothing"
    words = {"added": after, "removed": before}.get(how, f"{before} → {after}")
    return Content("").join([Content.styled(f"    {shown(one.name):<16} ", MUTED), Content(words)])
