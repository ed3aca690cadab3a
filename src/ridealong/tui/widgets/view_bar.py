"""The line that names the views of a screen: the present one stands out, the others are a key or a click away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ridealong.tui.keyed import keyed
from ridealong.tui.plain import is_plain
from ridealong.tui.text import MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual import events


class ViewBar(Widget):
    """One line with the name of each view.

    Args:
        views: what a view is known by -> what it is called.
        switch: the name of the action that goes on to the next one.
    """

    DEFAULT_CSS = "ViewBar { height: 1; background: $surface; color: $foreground; }"
    HELP = (
        "The views of this screen. The key after them goes on to the next one; a click goes to the one that is\n"
        "clicked."
    )

    class Chosen(Message):
        """A view was clicked."""

        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self, views: Mapping[str, str], *, switch: str) -> None:
        super().__init__()
        self._views = views
        self._switch = switch
        self._spans: list[tuple[int, int, str]] = []
        self.present = next(iter(views))

    def show(self, view: str) -> None:
        """Let another view stand out."""
        self.present = view
        self.refresh()

    def render(self) -> Content:
        """The names, the present one in brackets, too, for terminals without colours."""
        parts = [Content(" ")]
        self._spans = []
        at = 1
        for view, title in self._views.items():
            here = view == self.present
            beside = f"{title} (here)" if is_plain(self) else f"[{title}]"
            text = beside if here else f" {title} "
            parts += [Content.styled(text, "bold $primary" if here else MUTED), Content(" ")]
            self._spans.append((at, at + len(text), view))
            at += len(text) + 1
        return Content("").join([*parts, Content.styled(keyed(self, f" {{{self._switch}}} changes"), MUTED)])

    def jump_spots(self) -> Iterator[tuple[int, int, Callable[[], object]]]:
        """Each view, for jump mode."""
        for start, _end, view in self._spans:
            yield start, 0, partial(self._go, view)

    def on_click(self, event: events.Click) -> None:
        """Go to the view that was clicked."""
        for start, end, view in self._spans:
            if start <= event.x < end:
                self._go(view)

    def _go(self, view: str) -> None:
        self.post_message(self.Chosen(view))
