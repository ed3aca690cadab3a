"""A labelled field for a text of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.containers import Horizontal
from textual.widgets import Input, TextArea

from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from textual.app import ComposeResult


class LongField(Field):
    """A field like the others of a form, in which Enter begins a new line, and Tab goes on."""

    DEFAULT_CSS = """
    LongField Horizontal { height: 4; }
    LongField TextArea { width: 1fr; height: 4; border: none; padding: 0; background: $panel; }
    LongField TextArea:focus { border: none; background: $primary 25%; }
    """
    HELP = (
        "A text of several lines. Enter begins a new one, {form.next-field} leaves, {form.edit-text} opens your own\n"
        "editor."
    )

    def compose(self) -> ComposeResult:
        """Label, field, and the line for what is wrong."""
        with Horizontal():
            yield Line(self.label, classes="label")
            yield TextArea(self.initial, compact=True, show_line_numbers=False, tab_behavior="focus")
        yield Line("", classes="problem")

    @property
    def input(self) -> Input:
        """The field itself, which is asked to take the focus and for nothing else."""
        return cast("Input", self.query_one(TextArea))

    @property
    def text(self) -> str:
        """What is in the field."""
        return self.query_one(TextArea).text

    def on_text_area_changed(self) -> None:
        """Check while typing."""
        self.check()
