"""Several lines of text, each in its own style; never read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence


class Words(Widget):
    """Lines of text that wrap."""

    DEFAULT_CSS = "Words { width: 100%; height: auto; }"

    def __init__(self, lines: Sequence[Content] = (Content("…"),), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines = lines

    def show(self, lines: Sequence[Content]) -> None:
        """Show other lines."""
        self._lines = lines
        self.display = bool(lines)  # no line at all is not an empty one
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines)
