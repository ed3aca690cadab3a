"""The footer: the most important keys that work here and now, as many as fit, each to be clicked as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from ridealong.tui.actions import ACTIONS, BY_NAME, key_label
from ridealong.tui.plain import is_plain

if TYPE_CHECKING:
    from textual import events
    from textual.binding import Binding
    from textual.screen import Screen

_ALWAYS = ("app.keys", "app.leave")
_RANK = {action.name: at for at, action in enumerate(ACTIONS)}


class KeyBar(Widget):
    """One line of keys; what does not fit is left to `?`."""

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; }"
    HELP = "The keys that matter most here. {app.keys} shows all of them, {app.palette} finds any action by its name."

    def __init__(self) -> None:
        super().__init__()
        self._spans: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _entries(self) -> list[tuple[Binding, bool]]:
        """Each action once, with the first of its keys, in the order of the registry."""
        found: dict[str, tuple[Binding, bool]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.id is None or not binding.show or binding.id not in _RANK:
                continue
            if binding.id not in found or binding.key == self._first_key(binding.id):
                found[binding.id] = (binding, active.enabled)
        return [found[name] for name in sorted(found, key=lambda name: _RANK[name])]

    def _first_key(self, name: str) -> str:
        keymap = self.app._keymap  # Textual offers no other way to ask which keys are bound now
        return keymap.get(name, BY_NAME[name].keys).partition(",")[0]

    def render(self) -> Content:
        """The line."""
        entries = self._entries()
        # `? keys` and `q quit` are the way to all others, so they are placed first and drawn last.
        last = [entry for entry in entries if entry[0].id in _ALWAYS]
        room = self.size.width - sum(_width(binding) for binding, _ in last)
        shown: list[tuple[Binding, bool]] = []
        for entry in entries:
            if entry in last:
                continue
            room -= _width(entry[0])
            if room < 0:
                break
            shown.append(entry)
        return self._drawn(shown + last)

    def _drawn(self, entries: list[tuple[Binding, bool]]) -> Content:
        parts: list[Content] = []
        self._spans = []
        at = 0
        for binding, enabled in entries:
            key, words = key_label(binding.key), binding.description
            style = "bold $accent" if enabled else "$foreground 35%"
            text = "$foreground" if enabled else "$foreground 35%"
            ending = "," if is_plain(self) and binding is not entries[-1][0] else " "
            parts += [Content.styled(f" {key}", style), Content.styled(f" {words}{ending}", text)]
            self._spans.append((at, at + _width(binding), binding.key))
            at += _width(binding)
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.app.simulate_key(key)
                return


def _width(binding: Binding) -> int:
    return len(key_label(binding.key)) + len(binding.description) + 3
