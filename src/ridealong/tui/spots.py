"""What can be jumped to on a screen: every part that takes the focus, buttons, and what widgets name themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.widget import Widget
from textual.widgets import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from textual.geometry import Region
    from textual.screen import Screen

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The letters of a keyboard, the row under the fingers first; large ones follow."""

Named = tuple[int, int, "Callable[[], object]"]
"""A place inside a widget, across and down, and what going there does."""


@runtime_checkable
class Jumpable(Protocol):
    """A widget with several things inside that can be gone to."""

    def jump_spots(self) -> Iterable[Named]:
        """Each of them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Something to go to.

    Args:
        x, y: the cell of the terminal at which its letter stands.
        go: focuses or presses it.
    """

    letter: str
    x: int
    y: int
    go: Callable[[], object]


def spots(screen: Screen[object]) -> list[Spot]:
    """Everything in sight that can be gone to, each with its letter: the inside of the screen first, then the bars."""
    found = [one for widget in screen.walk_children(Widget) for one in _inside(screen, widget)]
    found.sort(key=lambda one: (one[0], one[2], one[1]))
    letters = LETTERS + LETTERS.upper()
    return [Spot(letter, x, y, go) for letter, (_, x, y, go) in zip(letters, found, strict=False)]


def _inside(screen: Screen[object], widget: Widget) -> Iterator[tuple[bool, int, int, Callable[[], object]]]:
    seen = _seen(screen, widget)
    if not seen or widget.disabled:
        return
    if isinstance(widget, Jumpable):
        for x, y, go in widget.jump_spots():
            at = widget.region.x + x, widget.region.y + y
            if seen.contains(*at):
                yield widget.styles.dock != "none", *at, go
    elif isinstance(widget, Button):
        yield False, seen.x, seen.y, widget.press
    elif widget.focusable:
        yield False, seen.x, seen.y, partial(screen.set_focus, widget)


def _seen(screen: Screen[object], widget: Widget) -> Region | None:
    """The part of a widget that is on the terminal, if any."""
    if not widget.visible or widget not in screen._compositor.visible_widgets:
        return None
    region, clip = screen._compositor.visible_widgets[widget]
    return region.intersection(clip) or None
