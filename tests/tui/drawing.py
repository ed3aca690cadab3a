"""Drawing screens under test when they are at rest, once, in place of after every message."""

from weakref import WeakKeyDictionary

from rich.console import RenderableType
from textual._compositor import Compositor
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen

_render = Compositor.render_update
_UNDRAWN: WeakKeyDictionary[Compositor, set[Region]] = WeakKeyDictionary()
"""What of a screen has changed since it was drawn."""


def put_off(
    self: Compositor, full: bool = False, screen_stack: list[Screen[object]] | None = None, simplify: bool = False
) -> RenderableType | None:
    """In place of the drawing of changes for a terminal, which nobody looks at while keys are pressed.

    What is drawn for a picture is drawn at once.
    """
    if full:
        return _render(self, full, screen_stack, simplify)
    _UNDRAWN.setdefault(self, set()).update(self._dirty_regions)
    self._dirty_regions.clear()
    return None


def draw(app: App[None]) -> bool:
    """Draw what has changed on the screen in front; returns whether something had."""
    compositor = app.screen._compositor
    undrawn = _UNDRAWN.pop(compositor, None)
    if not undrawn:
        return False
    compositor._dirty_regions |= undrawn
    with app._context():
        _render(compositor, screen_stack=app._background_screens)
    return True
