"""Fields of forms: a labelled text with its problem beside it while typing, and a choice between few things."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from ridealong.domain.errors import RidealongError
from ridealong.tui.actions import bindings
from ridealong.tui.dates import day_words
from ridealong.tui.plain import is_plain
from ridealong.tui.text import MUTED, shown
from ridealong.tui.widgets.completing import TakenByTab
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.suggester import Suggester


class Field(Vertical):
    """A labelled line of text.

    Args:
        name: how the form refers to it.
        read: turns the text into a value, or raises one of our errors, whose text is then shown under the field.
        required: whether it may not stay empty; an optional empty field is not read.
        long: whether the text may become so long that it is better written in an editor (Ctrl+E).
    """

    DEFAULT_CSS = """
    Field { height: auto; }
    Field Horizontal { height: 1; }
    Field .label { width: 17; color: $text-muted; }
    Field Input { width: 1fr; border: none; height: 1; padding: 0 1; background: $panel; }
    Field Input:focus { border: none; background: $primary 25%; }
    Field Input:ansi:focus, Field Input:nocolor:focus { background: $background; text-style: underline; }
    Field .problem { color: $text-error; padding: 0 0 0 17; display: none; height: auto; width: 100%; }
    Field.-wrong .problem { display: block; }
    Field.-understood .problem { display: block; color: $text-muted; }
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        read: Callable[[str], object] = str.strip,
        required: bool = False,
        placeholder: str = "",
        suggester: Suggester | None = None,
        long: bool = False,
    ) -> None:
        super().__init__(id=f"field-{name}")
        self.key = name
        self.label = label
        self.initial = value
        self.long = long
        self._read = read
        self._required = required
        self._placeholder = placeholder
        self._suggester = suggester
        self._day: date | None = None

    def compose(self) -> ComposeResult:
        """Label, field, and the line for what is wrong."""
        with Horizontal():
            yield Line(self.label, classes="label")
            yield Input(
                self.initial,
                compact=True,
                placeholder=self._placeholder,
                suggester=self._suggester,
                select_on_focus=False,
            )
        yield Line("", classes="problem")

    @property
    def input(self) -> Input:
        """The field itself."""
        return self.query_one(Input)

    @property
    def text(self) -> str:
        """What is in the field."""
        return self.input.value

    @property
    def changed(self) -> bool:
        """Whether the user changed it."""
        return self.text != self.initial

    def complete(self) -> bool:
        """Take what is offered as the rest of the text, where Tab does that; returns whether something was."""
        before, offers = self.text, self._suggester
        if isinstance(offers, TakenByTab) and self.input.cursor_at_end and offers.is_begun(before):
            self.input.action_cursor_right()
        return self.text != before

    def value(self) -> object:
        """What the text means; raises one of our errors."""
        text = self.text
        if not text.strip() and not self._required:
            return None
        return self._read(text)

    def check(self, *, leaving: bool = False) -> str:
        """What is wrong, or nothing; shown under the field. An empty field is only wrong when it is left."""
        problem = ""
        self._day = None
        if self.text.strip():
            try:
                value = self._read(self.text)
                # A day that was typed in full says itself.
                self._day = value if isinstance(value, date) and str(value) != self.text.strip() else None
            except RidealongError as error:
                problem = str(error)
        elif self._required and leaving:
            problem = f"{self.label} is needed"
        self.complain(problem)
        return problem

    def complain(self, problem: str) -> None:
        """Show what is wrong with this field, or that nothing is."""
        understood = day_words(self._day) if self._day and not problem else ""
        self.query_one(".problem", Line).say(shown(problem) or understood)
        self.set_class(bool(problem), "-wrong")
        self.set_class(bool(understood), "-understood")
        if problem:
            self.bring_into_view()

    def refuse(self, problem: str) -> None:
        """Go to this field and show what was wrong with it when the form was accepted."""
        self.input.focus()
        self.complain(problem)

    def bring_into_view(self) -> None:
        """Scroll to what is said under the field while somebody types into it."""
        if self.has_focus_within:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check while typing."""
        del event
        self.check()


class Choice(Widget, can_focus=True):
    """One of a few options, all visible; keys and the mouse choose.

    A subclass may give options keys of their own (`take_key`), which come before those that every choice has.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("choice")]
    DEFAULT_CSS = """
    Choice { height: 1; }
    Choice:focus { background: $primary 25%; }
    Choice:ansi:focus, Choice:nocolor:focus { background: $background; text-style: reverse; }
    """
    HELP = "One of these. Choose with {choice.previous} and {choice.next}, or click."

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            """The choice that changed."""
            return self.choice

    def __init__(self, name: str, label: str, options: Sequence[tuple[str, str]], *, value: str = "") -> None:
        super().__init__(id=f"field-{name}")
        self.key = name
        self.label = label
        self.options = options
        self.at = next((n for n, (key, _) in enumerate(options) if key == value), 0)
        self.initial = self.chosen
        self._spans: list[tuple[int, int]] = []

    @property
    def chosen(self) -> str:
        """The key of the chosen option."""
        return self.options[self.at][0]

    @property
    def changed(self) -> bool:
        """Whether the user chose another one."""
        return self.chosen != self.initial

    def choose(self, at: int) -> None:
        """Choose an option by its place."""
        if at != self.at:
            self.at = at
            self.refresh()
            self.post_message(self.Changed(self))

    def render(self) -> Content:
        """Label and options, the chosen one with a filled circle."""
        parts = [Content.styled(f"{self.label:<17}", MUTED)]
        self._spans = []
        signs = ("( )", "(x)") if is_plain(self) else ("○", "●")
        start = 17
        for n, (_, words) in enumerate(self.options):
            text = f" {signs[n == self.at]} {words} "
            parts.append(Content.styled(text, "bold $primary" if n == self.at else ""))
            self._spans.append((start, start + len(text)))
            start += len(text)
        return Content("").join(parts)

    def action_step(self, step: int) -> None:
        """Choose the next option, or the one before; at an end, it stays."""
        self.choose(max(0, min(self.at + step, len(self.options) - 1)))

    def action_round(self) -> None:
        """Choose the next option, and after the last the first."""
        self.choose((self.at + 1) % len(self.options))

    def action_take_key(self, key: str) -> None:
        """Choose an option by its key."""
        self.choose([name for name, _words in self.options].index(key))

    def on_click(self, event: events.Click) -> None:
        """Choose by mouse."""
        self.clicked(event.x)

    def clicked(self, x: int) -> None:
        """Choose the option that was clicked."""
        for n, (start, end) in enumerate(self._spans):
            if start <= x < end:
                self.choose(n)

    def jump_spots(self) -> Iterator[tuple[int, int, Callable[[], object]]]:
        """Each option, for jump mode."""
        for n, (start, _end) in enumerate(self._spans):
            yield start, 0, partial(self._take_place, n)

    def _take_place(self, at: int) -> None:
        self.focus()
        self.choose(at)
