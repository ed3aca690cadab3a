"""The line above a list: where one is, the filter, how many rows there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ridealong.tui.actions import SECTIONS, bindings
from ridealong.tui.keyed import keyed
from ridealong.tui.plain import is_plain, worded_lines
from ridealong.tui.text import wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.app import App, ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen
    from textual.suggester import Suggester
    from textual.widgets import Input


class Line(Widget):
    """One line of plain text; never read as markup."""

    DEFAULT_CSS = "Line { height: 1; width: auto; }"

    def __init__(self, text: str = "", *, style: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text
        self._whole = False
        self._style = style

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say_all(self, text: str) -> None:
        """Show paragraphs in full where the line is several lines high: the first is cut where they do not fit."""
        self._put(text, whole=True)

    def say(self, text: str) -> None:
        """Show another text; `{plan.publish}` stands for the key of that action."""
        self._put(text, whole=False)

    def _put(self, text: str, *, whole: bool) -> None:
        if (text := keyed(self, text)) != self._text or whole is not self._whole:
            self._text, self._whole = text, whole
            # Laying a screen out takes longer than drawing a line: only where the line has the size of its text.
            self.refresh(layout=self.styles.auto_dimensions)

    def render(self) -> Content:
        """The text in its style."""
        text = self._in_words(keyed(self, self._text))
        # Broken when it is drawn: behind a dialog, nobody says it again at another width.
        text = wrapped(text, self.content_size.width, self.content_size.height) if self._whole else text
        return Content.styled(text, self._style) if self._style else Content(text)

    def _in_words(self, text: str) -> str:
        return worded_lines(text) if is_plain(self) else text


BETWEEN = " › "
"""What stands between the screens that one came through."""
GAP = 2
"""Cells after the title and after the hint, as in the style sheet."""
MOST_OF_IT = 0.6
"""How much of the line a title may take, or a count beside a field, as in the style sheet."""
LEAST_OF_HINT = len("/ to filter")
LEAST_OF_FIELD = 16
"""Cells that are left to type in, however long title and count are."""


class FilterBar(Horizontal):
    """Title, filter and count; the field to type in appears with `/` and leaves, emptied, with Esc.

    Before the title of a screen that was opened from another stand the titles of those it was opened from; a click on
    one of them goes back to it.
    """

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $surface; padding: 0 1; }
    FilterBar #title { color: $primary; text-style: bold; margin: 0 2 0 0; max-width: 60%;
        text-wrap: nowrap; text-overflow: ellipsis; }
    FilterBar #hint { width: 1fr; color: $text-muted; padding: 0 2 0 0;
        text-wrap: nowrap; text-overflow: ellipsis; }
    FilterBar Input { width: 1fr; border: none; height: 1; margin: 0 2 0 0; background: $background; }
    FilterBar Input:focus { border: none; background: $panel; }
    FilterBar #count { color: $text-muted; max-width: 60%; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter")]
    HELP = (
        "The filter. What you type is looked for at once; Enter or {filter.to-list} goes to the list,\n"
        "{filter.empty} clears it.\n"
        "Words are looked for everywhere; terms look in one place, for instance team:brand, side:it or wants:crm."
    )

    class Changed(Message):
        """The filter has another text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self,
        title: str,
        hint: str = "{section.filter} to filter",
        *,
        can_filter: bool = True,
        completes: Callable[[], Suggester] | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._title = title
        self._hint = hint
        self._can_filter = can_filter
        self._completes = completes
        self._left_out = 0
        self.value = ""

    def compose(self) -> ComposeResult:
        """Title, hint and count; no field yet, since most people look before they search."""
        yield Line(self._trail(), id="title")
        yield Line(self._hint, id="hint")
        yield Line("", id="count")

    def name_it(self, title: str) -> None:
        """Show another title."""
        self._title = title
        self.query_one("#title", Line).say(self._trail())
        self._give_way()

    def hint(self, words: str) -> None:
        """Show another hint of what can be typed."""
        self._hint = words
        self._give_way()

    @property
    def crumb(self) -> str:
        """What this screen is called; the section it belongs to is left out where another screen is behind it."""
        title, _, rest = self._title.partition(BETWEEN)
        section = SECTIONS.get(getattr(self.screen, "SECTION", ""), ("", ""))[1]
        return rest if rest and title == section and self._behind() else self._title

    def _behind(self) -> Sequence[FilterBar]:
        """The bars of the screens that one came through, the first one first."""
        stack = next((one for one in self.app._screen_stacks.values() if self.screen in one), [])
        return [bar for screen in stack[: stack.index(self.screen)] for bar in screen.query(FilterBar)] if stack else []

    def _trail(self) -> str:
        crumbs = [*(bar.crumb for bar in self._behind()), self.crumb]
        # Where they do not fit, the screen that one is on matters most, and those nearest to it.
        room = int(self.app.size.width * MOST_OF_IT) - 2
        left = 0
        while left < len(crumbs) - 1 and cell_len(BETWEEN.join(crumbs[left:])) > room - 4 * bool(left):
            left += 1
        self._left_out = left
        return BETWEEN.join(["…"] * bool(left) + crumbs[left:])

    def on_resize(self) -> None:
        """More or fewer titles may fit."""
        self.query_one("#title", Line).say(self._trail())
        self._give_way()

    def _give_way(self) -> None:
        """Leave the count all that the title leaves; while somebody types, the field has its part."""
        most = int(self.size.width * MOST_OF_IT)
        title, count = (self.query_one(name, Line) for name in ("#title", "#count"))
        room = max(1, self.content_size.width - min(cell_len(title.text), most) - 2 * GAP)
        typing = max(1, min(most, room - LEAST_OF_FIELD - GAP))
        count.styles.max_width = typing if self._field() is not None else room
        # Less than the first words of the hint would be a riddle.
        self.query_one("#hint", Line).say(self._hint if room - cell_len(count.text) >= LEAST_OF_HINT else "")

    def screen_at(self, x: int) -> Screen[object] | None:
        """The screen behind this one whose title stands at a cell of the terminal, if there is one."""
        behind = self._behind()
        titles = [("…", behind[self._left_out - 1])] if self._left_out else []
        titles += [(bar.crumb, bar) for bar in behind[self._left_out :]]
        at = self.query_one("#title").region.x
        for words, bar in titles:
            at += cell_len(words + BETWEEN)
            if x < at:
                return bar.screen
        return None

    def count(self, words: str) -> None:
        """Show how many rows there are."""
        self.query_one("#count", Line).say(words)
        self._give_way()

    async def open(self) -> None:
        """Let the user type."""
        if not self._can_filter:
            return
        if (field := self._field()) is not None:
            field.focus()
            return
        from textual.widgets import Input  # noqa: PLC0415 - not needed before the first search

        completes = self._completes() if self._completes else None
        hint = "type to filter; → completes a term" if completes else "type to filter"
        field = Input(self.value, compact=True, select_on_focus=False, placeholder=hint, suggester=completes)
        self.query_one("#hint").display = False
        await self.mount(field, before="#count")
        self._give_way()
        # At once, not in its turn: what is typed right behind the key is meant for the field.
        self.screen.set_focus(field)

    async def clear(self) -> bool:
        """Empty and close the field; returns whether there was anything to clear."""
        had = bool(self.value)
        if (field := self._field()) is not None:
            await field.remove()
            self.query_one("#hint").display = True
            self._give_way()
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

    def jump_spots(self) -> Iterator[tuple[int, int, Callable[[], object]]]:
        """The filter, for jump mode."""
        if self._can_filter and self._field() is None:
            yield self.query_one("#hint").region.x - self.region.x, 0, self.open

    async def look_for(self, text: str) -> None:
        """Filter by a text, as if it were typed."""
        await self.open()
        if (field := self._field()) is not None:
            field.value = text
            field.cursor_position = len(text)

    async def on_click(self, event: events.Click) -> None:
        """A click lets the user type; one on the title of a screen behind goes back to it."""
        target = self.screen_at(event.screen_x)
        if target is None:
            await self.open()
        else:
            self.app.call_later(_back_to, self.app, target)

    class Left(Message):
        """The user goes back to the list."""


async def _back_to(app: App[object], screen: Screen[object]) -> None:
    """Close the screens in front of one."""
    while app.screen is not screen and len(app.screen_stack) > 1:
        await app.pop_screen()
