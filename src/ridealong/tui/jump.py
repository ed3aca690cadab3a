"""Jump mode: a letter on everything that can be gone to or pressed, and one key to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from ridealong.tui.spots import Spot, spots
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from textual import events
    from textual.app import ComposeResult

    from ridealong.tui.app import RidealongApp

WORDS = " Jump: press a letter. Esc stays here. "


def jump(program: RidealongApp) -> None:
    """Show the letters over the present screen or dialog; nothing where there is nothing to go to."""
    screen = program.screen
    if isinstance(screen, JumpOverlay):
        return

    def go(spot: Spot | None) -> None:
        if spot is not None:
            program.call_after_refresh(spot.go)

    program.push_screen(JumpOverlay(spots(screen)), go)


class Letter(Widget):
    """The letter of one spot; a click does what the key does."""

    def __init__(self, spot: Spot) -> None:
        super().__init__()
        self.spot = spot
        self.styles.offset = (spot.x, spot.y)

    def render(self) -> Content:
        """In brackets, which say it without colour as well."""
        return Content(f"[{self.spot.letter}]")


class JumpOverlay(ModalScreen["Spot | None"]):
    """Letters over what is shown; any other key leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["jump.tcss"]
    AUTO_FOCUS: ClassVar[str | None] = ""
    HELP = "Each letter goes to what it stands on, or presses it. Esc stays where you are."

    def __init__(self, found: Sequence[Spot]) -> None:
        super().__init__()
        self._spots = {spot.letter: spot for spot in found}
        self._drawn = False

    def compose(self) -> ComposeResult:
        """The letters, and what to do with them."""
        for spot in self._spots.values():
            yield Letter(spot)
        yield Line(WORDS, id="jump-words")

    def on_key(self, event: events.Key) -> None:
        """Go to the spot of the letter, or leave."""
        event.stop()
        event.prevent_default()
        self.dismiss(self._spots.get(event.character or ""))

    def on_click(self, event: events.Click) -> None:
        """As the key would; a click beside the letters leaves."""
        event.stop()
        clicked, _ = self.get_widget_at(event.screen_x, event.screen_y)
        self.dismiss(clicked.spot if isinstance(clicked, Letter) else None)

    def on_resize(self) -> None:
        """Everything has moved: the letters would stand on something else."""
        if self._drawn and self.is_current:
            self.dismiss(None)
        self._drawn = True
