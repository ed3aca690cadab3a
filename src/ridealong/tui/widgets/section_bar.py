"""The bar at the top: the sections with their digits, and what is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from ridealong.tui.actions import SECTIONS
from ridealong.tui.plain import is_plain
from ridealong.tui.text import MUTED, fitted, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.timer import Timer

TOLD_SECONDS = 6
NAME_CELLS = 9
"""How wide our name is."""
LEAST_ROOM = 20
"""How many cells there must be for words about others."""


class SectionBar(Widget):
    """One line; the present section stands out, the others are a key or a click away.

    Args:
        section: the section this screen belongs to.
        note: what is special about what is open (`demo`, `read only`), at the right end.
    """

    DEFAULT_CSS = "SectionBar { dock: top; height: 1; background: $panel; color: $foreground; }"
    HELP = "The sections of the program. Press the digit, or click."

    def __init__(self, section: str, note: str = "") -> None:
        super().__init__()
        self.section = section
        self.note = note
        self._spans: list[tuple[int, int, str]] = []
        self._told = ""
        self._waited = 0
        self._silence: Timer | None = None

    def tell(self, words: str) -> None:
        """Show some words at the right end for a while, where there is room."""
        self._told = shown(words)
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(TOLD_SECONDS, self._fall_silent)
        self.refresh()

    def wait(self, seconds: int) -> None:
        """Show for how long something has been worked on, in the place of our name; 0 for nothing."""
        self._waited = seconds
        self.refresh()

    def _fall_silent(self) -> None:
        self._told = ""
        self.refresh()

    def render(self) -> Content:
        """The line."""
        if is_plain(self):
            return self._in_words()
        sections = sum(len(digit) + len(title) + 3 for digit, title in SECTIONS.values())
        # The blank before our name gives way where all titles only just fit.
        at = NAME_CELLS + 2 if self.size.width >= NAME_CELLS + 2 + sections else NAME_CELLS + 1
        room = self.size.width - at - sections
        # Where the terminal is too narrow for both, what is special about the data matters more than our name.
        beside = bool(self.note) and room > len(self.note)
        name = "ridealong" if beside or not self.note else self.note
        if self._waited:
            name = f"… {self._waited} s"
        words = f"{name[:NAME_CELLS]:<{NAME_CELLS}} ".rjust(at)
        parts = [Content.styled(words, "bold $text-warning" if self._waited else "bold $accent")]
        self._spans = []
        for section, (digit, title) in SECTIONS.items():
            text = f" {digit} {title} "
            parts.append(Content.styled(text, "bold reverse $primary" if section == self.section else MUTED))
            self._spans.append((at, at + len(text), section))
            at += len(text)
        room -= len(self.note) + 1 if beside else 0
        if self._told and room >= LEAST_ROOM:
            words = fitted(self._told, min(room - 2, cell_len(self._told)))
            parts.append(Content.styled(f"{fitted(words, room - 1, right=True)} ", "$text-warning"))
            room = 0
        if beside:
            parts.append(Content.styled(f"{self.note:>{max(room, 0) + len(self.note)}} ", "bold $accent"))
        return Content("").join(parts)

    def _in_words(self) -> Content:
        """The line without anything but words, for screen readers."""
        words = ""
        self._spans = []
        for section, (digit, title) in SECTIONS.items():
            start = len(words)
            words += f"{digit} {title}{' (here)' if section == self.section else ''}"
            self._spans.append((start, len(words), section))
            words += ", "
        waited = f"working for {self._waited} s" if self._waited else ""
        return Content((words + (waited or self._told or self.note)).removesuffix(", "))

    def on_click(self, event: events.Click) -> None:
        """Go to the section that was clicked."""
        for start, end, name in self._spans:
            if start <= event.x < end:
                self._go(name)
                return

    def _go(self, section: str) -> None:
        self.app.call_later(self.app.run_action, f"app.open_section('{section}')")

    def jump_spots(self) -> Iterator[tuple[int, int, Callable[[], object]]]:
        """Each section, for jump mode."""
        for start, _end, name in self._spans:
            yield start, 0, partial(self._go, name)
