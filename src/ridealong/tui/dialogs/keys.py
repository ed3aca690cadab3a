"""What works here: the keys of the moment, and the help of what has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Button

from ridealong.tui.actions import BY_NAME, PLACES, key_label
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.binding import ActiveBinding
    from textual.widget import Widget


class _ReadDialog(Dialog[None]):
    """Text to read and close."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,question_mark,q", "cancel", show=False)]

    def buttons(self) -> Iterator[Widget]:
        """Close."""
        yield Button("Close (Esc)", id="cancel", variant="primary", compact=True)

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one(VerticalScroll).focus()

    def accept(self) -> None:
        """Close."""
        self.dismiss(None)


class KeysDialog(_ReadDialog):
    """All keys that work here and now, by where they work, as they are bound now."""

    TITLE_TEXT = "Keys that work here"
    HELP = "The keys that work where you were. Keys can be changed in the config file, by the names at the right."

    def __init__(self, active: Mapping[str, ActiveBinding]) -> None:
        super().__init__()
        self._keys: dict[str, list[str]] = {}
        for key, one in active.items():
            if one.binding.id in BY_NAME and one.enabled:
                self._keys.setdefault(one.binding.id, []).append(key_label(key))
        for name, keys in self._keys.items():
            usual = [key_label(key) for key in BY_NAME[name].keys.split(",")]
            keys.sort(key=lambda key: usual.index(key) if key in usual else 0)

    def inside(self) -> Iterator[Widget]:
        """One line for each action."""
        with VerticalScroll(classes="scroll"):
            yield Line("\n".join(self.lines()), classes="words")

    def lines(self) -> Iterator[str]:
        """The text, place by place in the order of the registry."""
        # What is special here comes first, what holds everywhere last.
        for place, words in reversed(PLACES.items()):
            names = [name for name in BY_NAME if name in self._keys and BY_NAME[name].place == place]
            if not names:
                continue
            yield words
            for name in names:
                yield f"  {'  '.join(self._keys[name]):<13} {BY_NAME[name].says}"


class HelpDialog(_ReadDialog):
    """What has the focus, and what can be done with it."""

    def __init__(self, node: Widget) -> None:
        super().__init__()
        self._texts = [text for one in node.ancestors_with_self if (text := getattr(one, "HELP", None))]

    @property
    def title_text(self) -> str:
        """What this is about."""
        return "Help"

    def inside(self) -> Iterator[Widget]:
        """The help of the thing itself, then of the screen it is on."""
        with VerticalScroll(classes="scroll"):
            yield Line("\n\n".join(self._texts) or "There is nothing special here. ? shows the keys.", classes="words")
