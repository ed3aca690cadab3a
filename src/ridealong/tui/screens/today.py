"""Today: what needs the coordinator now, each line with the one key that deals with it, and next week at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import BY_NAME, bindings, keys_of
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.screens.today_lines import (
    KEY_CELLS,
    LOOKED_AT_LAST,
    LOOKED_AT_LATER,
    NO_MATCH,
    NO_NEED,
    TodayLine,
    calm_words,
    counted,
    detail,
    heading_cell,
    pressing,
    today_columns,
    today_lines,
)
from ridealong.tui.text import day_words
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_table import GUTTER, PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.attention import Morning
    from ridealong.services.attention_items import Found, Item
    from ridealong.services.desk import Desk

MOST = 100
"""How many things of one kind are shown; more are counted."""


class TodayTable(PagedTable[TodayLine]):
    """The lines; a click on a key is as good as pressing it."""

    def row_clicked(self, index: int, x: int) -> None:
        """Move to the row; on the key, deal with it as well."""
        super().row_clicked(index, x)
        if GUTTER <= x < GUTTER + KEY_CELLS and (line := self.current) is not None and line.item is not None:
            self.action_open()


class TodayScreen(SectionScreen):
    """The list of what needs somebody."""

    SECTION = "today"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("today")]
    HELP = (
        "What needs you now, the most pressing first, and who visits whom next week.\n"
        "The key at the left of a line deals with it; so does Enter, and so does a click on the key.\n"
        "v marks lines of visits that are over, and m then says of all of them how they went; on their heading, m\n"
        "takes all of them. b is for the bad morning on which somebody is ill. ! leaves next week out."
    )

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Found] = {}
        self._calm = ""
        self._only_pressing = False
        self._begun_on: str | None = ""
        self._outbox_asked = self._outbox_again = False

    def body(self) -> Iterator[Widget]:
        """Filter, list, and the line under the cursor in full."""
        yield FilterBar("Today")
        yield TodayTable(
            today_columns(self.ridealong.config.keys),
            key=lambda line: line.key,
            span=heading_cell,
            id="today",
        )
        yield Line("", id="detail")

    @property
    def table(self) -> TodayTable:
        """The list."""
        return self.query_one("#today", TodayTable)

    # -- data ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask what is cheap to know; the rest when that is on the screen, since it would only be slower for it."""

        def fetch(desk: Desk) -> Morning:
            from ridealong.services import attention  # noqa: PLC0415 - services are imported in workers only

            return attention.first(desk, MOST)

        self.ask(fetch, self._first_found, group="first")

    def _first_found(self, morning: Morning) -> None:
        self._calm = calm_words(morning.next)
        self.query_one(FilterBar).name_it(f"Today › {day_words(morning.today)}")
        self._take(morning.found)
        self.ridealong.first_data(empty=morning.next.step == "people")
        self.call_after_refresh(self._ask_later)

    def _ask_later(self) -> None:
        def fetch(desk: Desk) -> tuple[Found, ...]:
            from ridealong.services import attention  # noqa: PLC0415 - services are imported in workers only

            return attention.later(desk, MOST)

        def fetched(found: tuple[Found, ...]) -> None:
            self._take(found)
            self._ask_last()

        self.ask(fetch, fetched, group="later")

    def _ask_last(self) -> None:
        """Work the outbox out, once at a time: with thousands of meetings that takes seconds."""
        if self._outbox_asked:
            self._outbox_again = True
            return

        def fetch(desk: Desk) -> tuple[Found, ...]:
            from ridealong.services import attention  # noqa: PLC0415 - services are imported in workers only

            return attention.last(desk)

        def failed(error: Exception) -> None:
            self._outbox_asked = False
            self.ridealong.show_failure(error)

        self._outbox_asked, self._outbox_again = True, False
        self.ask(fetch, self._outbox_found, group="outbox", failed=failed)

    def _outbox_found(self, found: tuple[Found, ...]) -> None:
        self._outbox_asked = False
        self._take(found)
        if self._outbox_again:
            self._ask_last()

    def _take(self, found: Iterable[Found]) -> None:
        self._known |= {str(one.kind): one for one in found}
        self.table.read()

    @property
    def _waiting(self) -> bool:
        return LOOKED_AT_LAST not in self._known

    def _lines(self) -> list[TodayLine]:
        text = self.query_one(FilterBar).value
        needed = pressing(self._known)
        glance = any(self._known[kind].items for kind in NO_NEED if kind in self._known)
        calm = "" if needed or self._waiting or self._only_pressing or not glance else self._calm.replace("\n", " ")
        return today_lines(self._known, text, only_pressing=self._only_pressing, waiting=self._waiting, calm=calm)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Everything is in memory, once it has been found out."""
        if not self._known:
            return
        text, lines = self.query_one(FilterBar).value, self._lines()
        if not text:
            there = {line.key for line in lines}
            self.table.marked = {key: line for key, line in self.table.marked.items() if key in there}
        self.table.empty = NO_MATCH if text else self._calm
        message.view.put(message.ticket, 0, lines, len(lines))
        self._begin(lines)
        self._count()

    def _begin(self, lines: list[TodayLine]) -> None:
        """Put the cursor on the most pressing thing, until somebody moves it or all but the outbox is there."""
        before, self._begun_on = self._begun_on, None
        here = self.table.current
        first = next((number for number, line in enumerate(lines) if line.item), None)
        if before is None or (before and here is not None and here.key != before):
            return
        if first is not None:
            self.table.move_to(first)
        if LOOKED_AT_LATER not in self._known:
            self._begun_on = lines[first].key if first is not None else ""

    def _count(self) -> None:
        parts = [f"{len(self.table.marked)} marked"] if self.table.marked else []
        parts += ["only what needs attention"] if self._only_pressing else []
        self.query_one(FilterBar).count(" · ".join([*parts, counted(self._known, waiting=self._waiting)]))

    def on_paged_view_moved(self) -> None:
        """Show in full what the cursor is on."""
        self.query_one("#detail", Line).say(detail(self.table.current, self.ridealong.config.keys))
        if self._known:
            self._count()

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self.table.read(from_top=True)

    def clear_marks(self) -> None:
        """Take off all marks, show everything."""
        if not self.table.unmark() and self._only_pressing:
            self.action_only_pressing()
        self._count()

    def action_only_pressing(self) -> None:
        """Show only what needs attention, or next week as well."""
        self._only_pressing = not self._only_pressing
        self.table.read()

    # -- dealing with it ----------------------------------------------------------------------------------------

    async def on_paged_view_opened(self) -> None:
        """Deal with the line under the cursor."""
        line = self.table.current
        if line is None or not line.remedy:
            return
        action = BY_NAME[line.remedy]
        if line.item is not None and action.place == "app":
            from ridealong.tui.screens.today_remedies import go_to  # noqa: PLC0415 - loaded when asked for

            await go_to(self, line.item)
        else:
            await self.app.run_action(action.method, self.app if action.place == "app" else self)

    def _item_for(self, action: str) -> Item | None:
        """The thing under the cursor, if that action deals with it; says so where it does not."""
        line = self.table.current
        if line is not None and line.item is not None and line.remedy == action:
            return line.item
        key = keys_of(BY_NAME[action], self.ridealong.config.keys)
        self.notify(f"Put the cursor on a line that begins with {key} first", timeout=3, markup=False)
        return None

    def action_candidates(self) -> None:
        """Rank everybody for the place under the cursor."""
        from ridealong.tui.screens.today_remedies import show_candidates  # noqa: PLC0415 - loaded when asked for

        if (item := self._item_for("today.candidates")) is not None:
            show_candidates(self, item)

    def action_mark_state(self) -> None:
        """Say how the pairing under the cursor went, or all marked ones, or on their heading all of them."""
        from ridealong.tui.screens.today_remedies import mark  # noqa: PLC0415 - loaded when asked for

        if items := self._to_mark():
            mark(self, items, self._unmark)

    def _unmark(self) -> None:
        self.table.unmark()

    def _to_mark(self) -> list[Item]:
        wanted = "today.mark-state"
        marked = [line.item for line in self.table.marked.values() if line.item and line.remedy == wanted]
        if marked:
            return marked
        line = self.table.current
        if line is not None and line.item is None and line.remedy == wanted:
            return [one.item for _, one in self.table.pages.known() if one.item and one.kind == line.kind]
        return [item] if (item := self._item_for(wanted)) is not None else []

    def action_repair(self) -> None:
        """Repair the program under the cursor."""
        from ridealong.tui.screens.today_remedies import repair  # noqa: PLC0415 - loaded when asked for

        if (item := self._item_for("today.repair")) is not None:
            repair(self, item)

    def action_answer(self) -> None:
        """Write down an answer."""
        from ridealong.tui.screens.today_remedies import answer, sponsor_agrees  # noqa: PLC0415 - loaded when asked for

        if (item := self._item_for("today.answer")) is not None:
            (sponsor_agrees if item.side else answer)(self, item)

    def action_publish(self) -> None:
        """Publish the drafts under the cursor."""
        from ridealong.tui.screens.today_remedies import publish  # noqa: PLC0415 - loaded when asked for

        if (item := self._item_for("today.publish")) is not None:
            publish(self, item)

    def action_why(self) -> None:
        """Explain the pair under the cursor."""
        from ridealong.tui.screens.today_remedies import why  # noqa: PLC0415 - loaded when asked for

        if (item := self._item_for("today.why")) is not None:
            why(self, item)

    def action_ill(self) -> None:
        """Ask who is ill."""
        from ridealong.tui.screens.today_remedies import ill  # noqa: PLC0415 - loaded when asked for

        ill(self)
