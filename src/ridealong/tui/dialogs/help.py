"""What has the focus explained: what it is for, then its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.containers import ScrollableContainer, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, TextArea

from ridealong.tui.actions import BY_NAME, bindings, key_label
from ridealong.tui.dialogs.base import Dialog, FormDialog
from ridealong.tui.keyed import keyed
from ridealong.tui.text import MUTED
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import ActiveBinding, BindingType
    from textual.dom import DOMNode
    from textual.screen import Screen

TEXTUAL: dict[type[Widget], str] = {
    Button: "A button. Enter presses it, a click does so too; {next} goes on to the next.",
    Input: "A line to write in. {next} goes on to the next field; Ctrl+A and Ctrl+E go to its beginning and its end.",
    TextArea: (
        "A text of several lines. {next} goes on to the next field; {form.edit-text} opens it in your own editor."
    ),
    OptionList: "A list to choose from. ↑ ↓ move, Enter chooses.",
    ScrollableContainer: "Text to read. The arrows, PgUp and PgDn scroll it.",
}
"""What Textual's own parts are for: they say nothing themselves. `{next}` is the key that goes to the next part."""
_WITHIN = re.compile(r"(?<![.:;!?])\n(?! )")
"""The end of a line of the source within a sentence: the dialog breaks lines by its own width."""


def help_of(node: DOMNode) -> str:
    """What a part is for, in its own words, with the keys as they are bound now; empty where it says nothing."""
    own = node.explained() if isinstance(node, PagedTable) else getattr(node, "HELP", None)
    if not own and isinstance(node, Widget) and node.can_focus:
        words = next((words for kind, words in TEXTUAL.items() if isinstance(node, kind)), "")
        own = words.replace("{next}", _next_part(node))
    # Keys may end in what ends a sentence, so that they come last.
    return keyed(node, _WITHIN.sub(" ", str(own or "")))


def _next_part(part: Widget) -> str:
    """What stands for the key that goes to the next part: forms and other dialogs have actions for it."""
    if isinstance(part.screen, FormDialog):
        return "{form.next-field}"
    return "{dialog.next}" if isinstance(part.screen, Dialog) else "Tab"


def help_texts(node: DOMNode) -> list[str]:
    """What a part is for, then what it is in, from the inside out."""
    return list(dict.fromkeys(text for one in node.ancestors_with_self if (text := help_of(one))))


class HelpDialog(Dialog[None]):
    """What a part of a screen is for, and all its keys."""

    TITLE_TEXT = "Help"
    WIDE = True
    HELP = "Help. {text.up} and {text.down} scroll, {dialog.leave} closes."
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("text", "reading", "help")]

    def __init__(self, node: Widget) -> None:
        super().__init__()
        texts = help_texts(node) or ["There is nothing special here."]
        self._lines = [
            Content("\n\n".join(texts)),
            Content(""),
            *keys_table(node.screen, node),
        ]

    def inside(self) -> Iterator[Widget]:
        """The help of the thing itself, then of the screen it is on, then the keys."""
        with VerticalScroll(classes="scroll"):
            yield Words(self._lines)

    def buttons(self) -> Iterator[Widget]:
        """Close."""
        yield self.leaving("Close", "primary")

    def opened(self) -> None:
        """The arrows scroll at once."""
        self.query_one(VerticalScroll).focus()

    def accept(self) -> None:
        """Close."""
        self.dismiss(None)


def keys_table(screen: Screen[object], node: Widget) -> list[Content]:
    """The keys of a part, then those of the screen it is on; what holds everywhere is left to `?`."""
    own = [one for one in node.ancestors_with_self if one not in (screen, screen.app)]
    lines: list[Content] = []
    for title, nodes in (("Its keys", own), ("Keys of this screen", [screen])):
        rows = _rows([one for one in screen.active_bindings.items() if one[1].node in nodes])
        if rows:
            lines += [Content.styled(title, "bold $primary"), *rows, Content("")]
    return [*lines, Content.styled("Keys can be bound anew in the config file by the names at the right.", MUTED)]


def _rows(bound: list[tuple[str, ActiveBinding]]) -> list[Content]:
    keys: dict[tuple[str, str], list[str]] = {}
    for key, one in bound:
        action = BY_NAME.get(one.binding.id or "")
        # What Textual binds of itself has words of its own, which say nothing to those who use this program.
        if action:
            keys.setdefault((action.says, action.name), []).append(key_label(key))
    return [
        Content("").join(
            [
                Content.styled(f"  {'  '.join(labels):<14} ", "$accent"),
                Content(words),
                Content.styled(f"  {name}", MUTED),
            ]
        )
        for (words, name), labels in keys.items()
    ]
