"""One invite: as people read it, as the calendar file, and as the mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content

from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import MUTED, shown
from ridealong.tui.widgets.view_bar import ViewBar
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App
    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.domain.meetings import Method
    from ridealong.services.desk import Desk
    from ridealong.services.invites.preview import Preview

WAYS = {"words": "As people read it", "file": "The file (.ics)", "mail": "The mail"}
"""In which ways an invite is shown, in the order of Tab."""


class PreviewDialog(LookDialog["Preview"]):
    """An invite; Tab changes between the words, the file and the mail.

    Args:
        due: which of those that are due about the meeting; None for the one that was sent last.
        either: the one that is due, if there is any, else the one that was sent last.
    """

    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("preview")]
    HELP = (
        "An invite as people read it; of an update, first what has changed since the last one. {preview.next} goes\n"
        "on to the calendar file, line by line as its bytes have it, and to the mail. {text.up} and {text.down}\n"
        "scroll, {dialog.leave} or {reading.close} closes."
    )

    def __init__(self, uid: str, summary: str, due: Method | None, *, either: bool = False) -> None:
        super().__init__()
        self._uid = uid
        self._summary = summary
        self._due = due
        self._either = either
        self._found: Preview | None = None
        self._way = "words"

    @property
    def title_text(self) -> str:
        """What it is about."""
        return shown(self._summary)

    def inside(self) -> Iterator[Widget]:
        """The ways to show it, and the text."""
        yield ViewBar(WAYS, switch="preview.next")
        yield from super().inside()

    def fetch(self, desk: Desk) -> Preview:
        """Ask the service."""
        from ridealong.services.invites.preview import preview  # noqa: PLC0415 - services are imported in workers only

        return preview(desk, self._uid, due=self._due, either=self._either)

    def lines(self, found: Preview) -> list[Content]:
        """The invite in the present way."""
        self._found = found
        if self._way == "file":
            head = Content.styled(f"{found.octets:,} bytes, {len(found.file):,} lines", MUTED)
            return [head, *(Content(shown(line)) for line in found.file)]
        if self._way == "mail":
            return [Content(shown(line)) for line in found.mail]
        return [*_changes(found), *(Content(shown(line)) for line in found.lines)]

    def action_go_on(self, step: int) -> None:
        """Show it in the next way."""
        ways = list(WAYS)
        self._show(ways[(ways.index(self._way) + step) % len(ways)])

    def on_view_bar_chosen(self, message: ViewBar.Chosen) -> None:
        """Show it in the way that was clicked."""
        message.stop()
        self._show(message.view)

    def _show(self, way: str) -> None:
        if self._found is not None:
            self._way = way
            self.query_one(ViewBar).show(way)
            self.query_one("#words", Words).show(self.lines(self._found))
            self.query_one(VerticalScroll).scroll_home(animate=False)


def _changes(found: Preview) -> list[Content]:
    if not found.due:
        return [Content.styled("Sent already; this is the last one.", MUTED), Content("")]
    if not found.changes:
        return []
    lines = [Content.styled("Changed since the last one:", "bold $primary")]
    for one in found.changes:
        if "\n" in one.was + one.now:
            lines.append(Content(f"  {one.about}: written anew, see below"))
        else:
            lines.append(Content(shown(f"  {one.about}: {one.was or 'nothing'} → {one.now or 'nothing'}")))
    return [*lines, Content("")]


def open_preview(app: App[Any], row: Any) -> None:  # Any: an invite, an answer or a meeting
    """Show the invite that a row of one of the lists is about."""
    if (method := getattr(row, "method", None)) is not None:
        app.push_screen(PreviewDialog(row.uid, row.summary, method))
    elif (summary := getattr(row, "summary", None)) is not None:
        app.push_screen(PreviewDialog(row.uid, summary, None))
    else:
        from ridealong.tui.meeting_acts import meeting_title  # noqa: PLC0415 - loaded when asked for

        app.push_screen(PreviewDialog(row.uid, meeting_title(row), None, either=True))
