"""Today: what needs the coordinator now, each line with the one key that deals with it, and next week at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from ridealong.domain.errors import RidealongError
from ridealong.tui.actions import BY_NAME, bindings, keys_of
from ridealong.tui.dates import day_words
from ridealong.tui.keyed import keyed
from ridealong.tui.screens.today_fold import most_lines
from ridealong.tui.screens.today_lines import (
    AT_ONCE,
    LOOKED_AT_LAST,
    LOOKED_AT_LATER,
    NO_NEED,
    NOTHING_TO_DO,
    REMEDIES,
    Sight,
    TodayLine,
    detail,
    things_for,
    today_lines,
    unread_line,
    wanted,
)
from ridealong.tui.screens.today_steps import StepsOfVisits
from ridealong.tui.screens.today_table import TodayTable
from ridealong.tui.screens.today_words import calm_words, counted, no_match, pressing, summary
from ridealong.tui.widgets.filter_bar import FilterBar, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.attention.attention import Morning
    from ridealong.services.attention.attention_items import Found, Item
    from ridealong.services.desk import Desk
    from ridealong.tui.widgets.paged_view import PagedView

MOST = 1000
"""How many things of one kind are read; more are counted."""
MARGINS = 6
"""Cells at the left and right of the lines above and below the list."""
BREAKING = 16


class TodayScreen(StepsOfVisits):
    """The list of what needs somebody."""

    SECTION = "today"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("today"),
        # On a line that begins with such a key, it goes to what the line is about, as Enter does.
        *(
            Binding(BY_NAME[name].keys, f"go('{name}')", show=False, id=name)
            for name in ("app.history", "app.invites", "app.plan")
        ),
    ]
    HELP = (
        "What needs you now, the most pressing first, and who visits whom next week.\n"
        "The key at the left of a line deals with it; so does {list.open}, and so does a click on the key.\n"
        "Of a long kind only the first lines are shown: {list.open} on how many more there are, or on the heading,\n"
        "shows all of them, and once more only the first.\n"
        "{table.mark} marks lines of visits that are over, and {today.mark-state} then says of all of them how\n"
        "they went; on their heading, {today.mark-state} takes all of them.\n"
        "{today.steps} ticks off what is to be done for a visit to come.\n"
        "{today.ill} is for the bad morning on which somebody is ill. {today.only-pressing} leaves next week out."
    )

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Found] = {}
        self._unread: dict[str, TodayLine] = {}
        """What could not be worked out -> the line that says why."""
        self._calm = ""
        self._nobody = False
        self._only_pressing = False
        self._unfolded: frozenset[str] = frozenset()
        self._go_to: str | None = None
        self._begun_on: str | None = ""
        self._outbox_asked = self._outbox_again = False

    def body(self) -> Iterator[Widget]:
        """Filter, how much there is of each kind, list, and the line under the cursor in full."""
        yield FilterBar("Today")
        yield Line("", id="summary")
        yield TodayTable(self.ridealong.config.keys, id="today")
        yield Line("", id="detail")

    @property
    def table(self) -> TodayTable:
        """The list."""
        return self.query_one("#today", TodayTable)

    # -- data ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask what is cheap to know; the rest when that is on the screen, since it would only be slower for it."""

        def fetch(desk: Desk) -> Morning:
            from ridealong.services.attention import attention  # noqa: PLC0415 - services are imported in workers only

            return attention.first(desk, MOST)

        self.ask(fetch, self._first_found, group="first", failed=self.cannot_read)

    def _first_found(self, morning: Morning) -> None:
        self._calm = keyed(self, calm_words(morning.next))
        self._nobody = morning.next.step == "people"
        self.query_one(FilterBar).name_it(f"Today › {day_words(morning.today)}")
        self.table.today, self.table.several = morning.today, morning.programs > 1
        self._take(morning.found)
        self.ridealong.first_data(empty=self._nobody)
        self.call_after_refresh(self._ask_later)

    def _ask_later(self) -> None:
        def fetch(desk: Desk) -> tuple[Found, ...]:
            from ridealong.services.attention import attention  # noqa: PLC0415 - services are imported in workers only

            return attention.later(desk, MOST)

        def fetched(found: tuple[Found, ...]) -> None:
            self._take(found)
            self._ask_last()

        def failed(error: Exception) -> None:
            self._not_known(LOOKED_AT_LATER, error)
            self._ask_last()

        self.ask(fetch, fetched, group="later", failed=failed)

    def _ask_last(self) -> None:
        """Work the outbox out, once at a time: with thousands of meetings that takes seconds."""
        if self._outbox_asked:
            self._outbox_again = True
            return

        def fetch(desk: Desk) -> tuple[Found, ...]:
            from ridealong.services.attention import attention  # noqa: PLC0415 - services are imported in workers only

            return attention.last(desk)

        def failed(error: Exception) -> None:
            self._outbox_asked = False
            self._not_known(LOOKED_AT_LAST, error)

        self._outbox_asked, self._outbox_again = True, False
        self.ask(fetch, self._outbox_found, group="outbox", failed=failed)

    def _outbox_found(self, found: tuple[Found, ...]) -> None:
        self._outbox_asked = False
        self._take(found)
        if self._outbox_again:
            self._ask_last()

    def _take(self, found: Iterable[Found]) -> None:
        self._known |= {str(one.kind): one for one in found}
        self._unread = {kind: line for kind, line in self._unread.items() if kind not in self._known}
        self.table.read()

    def _not_known(self, kind: str, error: Exception) -> None:
        """Say in its place what could not be worked out, and show all the rest."""
        if not isinstance(error, RidealongError):
            self.ridealong.show_failure(error)
        self._known.pop(kind, None)
        self._unread[kind] = unread_line(kind, error, self.ridealong.config)
        self.table.read()

    @property
    def _waiting(self) -> bool:
        return not {LOOKED_AT_LAST} & {*self._known, *self._unread}

    def _sight(self) -> Sight:
        text = self.query_one(FilterBar).value
        needed = pressing(self._known)
        glance = any(self._known[kind].items for kind in NO_NEED if kind in self._known)
        busy = needed or self._waiting or self._unread or self._only_pressing
        calm = "" if busy or not glance else self._calm.replace("\n", " ")
        return Sight(
            words=text.casefold().split(),
            only_pressing=self._only_pressing,
            waiting=self._waiting,
            unread=self._unread,
            calm=calm,
            unfolded=self._unfolded,
            window=self.table.window,
            most=most_lines(self.size.height),
        )

    def on_paged_view_wanted(self, message: PagedView.Wanted) -> None:
        """Everything is in memory, once it has been found out."""
        if not self._known:
            return
        sight = self._sight()
        lines = today_lines(self._known, sight)
        if not sight.words:
            there = {one.key for kind in REMEDIES for one in wanted(self._known, kind, sight)}
            self.table.marked = {key: line for key, line in self.table.marked.items() if key in there}
        self.table.empty = no_match(self.query_one(FilterBar).value) if sight.words else self._calm
        message.view.put(message.ticket, 0, lines, len(lines))
        self._begin(lines)
        if (target := self._go_to) is not None:
            self._go_to = None
            self.table.move_to(next((at for at, line in enumerate(lines) if line.key == target), self.table.cursor))
        self._count()

    def on_resize(self) -> None:
        """There is room for more lines of each kind, or for fewer."""
        if self._known:
            self.table.read()

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
        line, waiting, unread = self.query_one("#summary", Line), self._waiting, self._unread
        line.say(summary(self._known, self.size.width - MARGINS, waiting=waiting, unread=unread))
        line.display = bool(line.text)
        parts = [f"{len(self.table.marked)} marked"] if self.table.marked else []
        parts += ["only what needs attention"] if self._only_pressing else []
        self.query_one(FilterBar).count(" · ".join([counted(self._known, waiting=waiting, unread=unread), *parts]))

    def follow_cursor(self) -> None:
        """Show in full what the cursor is on."""
        # Two lines, less what breaking them between words may cost.
        room = 2 * (self.size.width - MARGINS) - BREAKING
        self.query_one("#detail", Line).say(detail(self.table.current, self.ridealong.config.keys, room))
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
        """Deal with the line under the cursor; on a heading, and on how many more there are, fold or unfold."""
        line = self.table.current
        if line is None:
            return
        if line.folds:
            self._fold(line)
            return
        if not line.remedy:
            return
        action = BY_NAME[line.remedy]
        if action.place == "app":
            await self.action_go(line.remedy)
        else:
            await self.app.run_action(action.method, self)

    async def action_go(self, name: str) -> None:
        """Go to another section; where the line under the cursor is dealt with there, to what it is about."""
        from ridealong.tui.screens.today_remedies import go_to  # noqa: PLC0415 - loaded when asked for

        if (item := self._about(name)) is not None:
            await go_to(self, item)
        else:
            await self.app.run_action(BY_NAME[name].method, self.app)

    def _fold(self, line: TodayLine) -> None:
        """Show all things of a kind, or only the first; the cursor goes to the first of those that come."""
        kind = line.kind
        if line.more and kind not in self._unfolded:
            hidden = wanted(self._known, kind, self._sight())
            here = {one.item.key for _, one in self.table.pages.known() if one.item and one.kind == kind}
            self._go_to = next((one.key for one in hidden if one.key not in here), None)
        self._unfolded ^= {kind}
        self.table.read()

    def item_for(self, action: str) -> Item | None:
        """The thing under the cursor that an action deals with, or the only one there is; else says what to do."""
        if (item := self._about(action)) is not None:
            return item
        things = things_for(self._known, self._sight(), action)
        if LOOKED_AT_LATER in self._known and len(things) == 1:
            self._move_to(things[0])
            return things[0]
        words = NOTHING_TO_DO[action]
        if things or LOOKED_AT_LATER not in self._known:
            key = keys_of(BY_NAME[action], self.ridealong.config.keys)
            words = f"Put the cursor on a line that begins with {key} first"
        self.notify(words, timeout=3, markup=False)
        return None

    def _move_to(self, item: Item) -> None:
        at = next((index for index, line in self.table.pages.known() if line.key == item.key), None)
        if at is not None:
            self.table.move_to(at)

    def _about(self, action: str) -> Item | None:
        """The thing under the cursor, if that action deals with it; of a heading, the first such thing under it."""
        line = self.table.current
        if line is None:
            return None
        if line.item is None:
            return self._first_of(line, action)
        return line.item if line.remedy == action else None

    def _first_of(self, heading: TodayLine, action: str) -> Item | None:
        """The first thing under a heading that an action deals with; the cursor goes there."""
        for index, line in self.table.pages.known():
            if line.kind == heading.kind and line.item is not None and line.remedy == action:
                self.table.move_to(index)
                return line.item
        return None

    def action_candidates(self) -> None:
        """Rank everybody for the place under the cursor."""
        from ridealong.tui.screens.today_remedies import show_candidates  # noqa: PLC0415 - loaded when asked for

        if (item := self.item_for("today.candidates")) is not None:
            show_candidates(self, item)

    def action_mark_state(self) -> None:
        """Say how the pairing under the cursor went, or all marked ones, or on their heading all of them."""
        from ridealong.tui.screens.today_remedies import mark  # noqa: PLC0415 - loaded when asked for

        if items := self._to_mark():
            mark(self, items, self._unmark)

    def _unmark(self) -> None:
        self.table.unmark()

    def _to_mark(self) -> list[Item]:
        action = "today.mark-state"
        marked = [line.item for line in self.table.marked.values() if line.item and line.remedy == action]
        if marked:
            return marked
        line = self.table.current
        if line is not None and line.item is None and line.kind in AT_ONCE and not line.more:
            return wanted(self._known, line.kind, self._sight())
        return [item] if (item := self.item_for(action)) is not None else []

    def action_repair(self) -> None:
        """Repair the program under the cursor."""
        from ridealong.tui.screens.today_remedies import repair  # noqa: PLC0415 - loaded when asked for

        if (item := self.item_for("today.repair")) is not None:
            repair(self, item)

    def action_answer(self) -> None:
        """Write down an answer."""
        from ridealong.tui.screens.today_remedies import answer, sponsor_agrees  # noqa: PLC0415 - loaded when asked for

        if (item := self.item_for("today.answer")) is not None:
            (sponsor_agrees if item.side else answer)(self, item)

    def action_publish(self) -> None:
        """Publish the drafts under the cursor."""
        from ridealong.tui.screens.today_remedies import publish  # noqa: PLC0415 - loaded when asked for

        if (item := self.item_for("today.publish")) is not None:
            publish(self, item)

    def action_why(self) -> None:
        """Explain the pair under the cursor."""
        from ridealong.tui.screens.today_remedies import why  # noqa: PLC0415 - loaded when asked for

        if (item := self.item_for("today.why")) is not None:
            why(self, item)

    def action_ill(self) -> None:
        """Ask who is ill."""
        if self._nobody:
            words = "Nobody is here yet: {app.people}, then {people.import-roster}, imports a roster"
            self.notify(keyed(self, words), timeout=4, markup=False)
            return
        from ridealong.tui.screens.today_remedies import ill  # noqa: PLC0415 - loaded when asked for

        ill(self)
