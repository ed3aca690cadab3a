"""Something failed: what, and for errors that are not ours, the details to copy into a report."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Button

from ridealong.domain.errors import RidealongError
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget


class FailureDialog(Dialog[bool]):
    """Says what failed; nothing was changed by what failed."""

    HELP = "What went wrong. Copy puts the details on the clipboard, for a report."

    def __init__(
        self, error: Exception, *, title: str = "That did not work, and nothing was changed", button: str = "Close"
    ) -> None:
        super().__init__()
        self._error = error
        self._title = title
        self._button = button

    @property
    def title_text(self) -> str:
        """What failed."""
        return self._title

    @property
    def details(self) -> str:
        """Everything a report needs."""
        return "".join(traceback.format_exception(self._error))

    def inside(self) -> Iterator[Widget]:
        """Ours in its own words; anything else with the place it came from."""
        if isinstance(self._error, RidealongError):
            yield Line(shown(str(self._error)), classes="words")
            return
        yield Line(
            "This is a mistake in the program. The details below help to correct it; they may contain names.",
            classes="words",
        )
        with VerticalScroll(classes="scroll gap"):
            # What it was comes first: where it came from may be longer than the box.
            what = "".join(traceback.format_exception_only(self._error)).splitlines()
            yield Line("\n".join(map(shown, [*what, "", *self.details.splitlines()])), classes="quiet")

    def buttons(self) -> Iterator[Widget]:
        """Close, and copy where there is something to copy."""
        yield self.leaving(self._button, "primary")
        if not isinstance(self._error, RidealongError):
            yield Button("Copy details", id="copy", compact=True)

    def other_button(self, name: str) -> None:
        """Copy."""
        if name == "copy":
            self.app.copy_to_clipboard(self.details)
            self.notify("Copied", markup=False)

    def accept(self) -> None:
        """Close."""
        self.dismiss(True)
