"""The line above a list: what it is, the filter, how many rows there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ridealong.tui.actions import bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input


class Line(Widget):
    """One line of plain text; never read as markup."""

    DEFAULT_CSS = "Line { height: 1; width: auto; }"

    def __init__(self, text: str = "", *, style: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text
        self._style = style

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            # Laying a screen out takes longer than drawing a line: only where the line has the size of its text.
            self.refresh(layout=self.styles.auto_dimensions)

    def render(self) -> Content:
        """The text in its style."""
        return Content.styled(self._text, self._style) if self._style else Content(self._text)


class FilterBar(Horizontal):
    """Title, filter and count; the field to type in appears with `/` and leaves, emptied, with Esc."""

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $surface; padding: 0 1; }
    FilterBar #title { color: $primary; text-style: bold; margin: 0 2 0 0; max-width: 60%;
        text-wrap: nowrap; text-overflow: ellipsis; }
    FilterBar #hint { width: 1fr; color: $text-muted; padding: 0 2 0 0; }
    FilterBar Input { width: 1fr; border: none; height: 1; margin: 0 2 0 0; background: $background; }
    FilterBar Input:focus { border: none; background: $panel; }
    FilterBar #count { color: $text-muted; max-width: 60%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]
    HELP = (
        "The filter. What you type is looked for at once; Enter or ↓ goes to the list, Esc clears it.\n"
        "Words are looked for everywhere; terms look in one place, for instance team:brand, side:it or wants:crm."
    )

    class Changed(Message):
        """The filter has another text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self, title: str, hint: str = "/ to filter", *, can_filter: bool = True, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._title = title
        self._hint = hint
        self._can_filter = can_filter
        self.value = ""

    def compose(self) -> ComposeResult:
        """Title, hint and count; no field yet, since most people look before they search."""
        yield Line(self._title, id="title")
        yield Line(self._hint, id="hint")
        yield Line("", id="count")

    def name_it(self, title: str) -> None:
        """Show another title."""
        self.query_one("#title", Line).say(title)

    def count(self, words: str) -> None:
        """Show how many rows there are."""
        self.query_one("#count", Line).say(words)

    async def open(self) -> None:
        """Let the user type."""
        if not self._can_filter:
            return
        if (field := self._field()) is not None:
            field.focus()
            return
        from textual.widgets import Input  # noqa: PLC0415 - not needed before the first search

        field = Input(self.value, compact=True, select_on_focus=False, placeholder="type to filter")
        self.query_one("#hint").display = False
        await self.mount(field, before="#count")
        field.focus()

    async def clear(self) -> bool:
        """Empty and close the field; returns whether there was anything to clear."""
        had = bool(self.value)
        if (field := self._field()) is not None:
            await field.remove()
            self.query_one("#hint").display = True
        self.value = ""
        if had:
            self.post_message(self.Changed(""))
        return had

    def _field(self) -> Input | None:
        from textual.widgets import Input  # noqa: PLC0415 - not needed before the first search

        return next(iter(self.query(Input)), None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what was typed."""
        event.stop()
        if event.value != self.value:
            self.value = event.value
            self.post_message(self.Changed(event.value))

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the list."""
        event.stop()
        await self.action_to_list()

    async def action_to_list(self) -> None:
        """Go to the list; an empty field closes."""
        if not self.value:
            await self.clear()
        self.post_message(self.Left())

    async def action_empty(self) -> None:
        """Clear the filter and go to the list."""
        await self.clear()
        self.post_message(self.Left())

    async def on_click(self) -> None:
        """A click lets the user type."""
        await self.open()

    class Left(Message):
        """The user goes back to the list."""
