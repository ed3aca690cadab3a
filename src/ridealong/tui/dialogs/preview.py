"""One invite, as a person reads it or as the calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button

from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.domain.meetings import Method
    from ridealong.services.desk import Desk
    from ridealong.services.preview import Preview


class PreviewDialog(LookDialog["Preview"]):
    """An invite; r changes between the words and the file.

    Args:
        due: which of those that are due about the meeting; None for the one that was sent last.
    """

    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [Binding("r", "raw", show=False)]
    HELP = "An invite as people read it. r shows the calendar file, r again the words. Esc or Enter closes."

    def __init__(self, uid: str, summary: str, due: Method | None) -> None:
        super().__init__()
        self._uid = uid
        self._summary = summary
        self._due = due
        self._found: Preview | None = None
        self._raw = False

    @property
    def title_text(self) -> str:
        """What it is about."""
        return shown(self._summary)

    def buttons(self) -> Iterator[Widget]:
        """The file, and close."""
        yield from super().buttons()
        yield Button("File (r)", id="raw", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The file by mouse."""
        if event.button.id == "raw":
            event.stop()
            self.action_raw()
            return
        super().on_button_pressed(event)

    def fetch(self, desk: Desk) -> Preview:
        """Ask the service."""
        from ridealong.services.preview import preview  # noqa: PLC0415 - services are imported in workers only

        return preview(desk, self._uid, due=self._due)

    def lines(self, found: Preview) -> list[Content]:
        """The words, or the file."""
        self._found = found
        return [Content(shown(line)) for line in (found.file if self._raw else found.lines)]

    def action_raw(self) -> None:
        """Change between the words and the file."""
        if self._found is not None:
            self._raw = not self._raw
            self.query_one("#words", Words).show(self.lines(self._found))
            button = self.query_one("#raw", Button)
            button.label = "Words (r)" if self._raw else "File (r)"
            button.refresh(layout=True)
