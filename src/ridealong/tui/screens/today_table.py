"""The list on Today: cells that say as much as there is room for, and a cursor that goes on when a line goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len

from ridealong.tui.actions import BY_NAME, bindings, keys_of, with_keys
from ridealong.tui.dates import date_words, short_day_words, short_span_words
from ridealong.tui.keyed import keyed
from ridealong.tui.screens.today_lines import HELPS, TodayLine, when
from ridealong.tui.screens.today_names import shortened
from ridealong.tui.text import shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.paged_table import GUTTER, PagedTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from textual import events
    from textual.binding import BindingType

    from ridealong.services.attention.attention_items import Item
    from ridealong.tui.screens.section import SectionScreen

KEY_CELLS = 4
"""How wide the column of the keys is at least; it is wider where somebody has bound longer keys."""
WHEN_CELLS = 15
WHAT_CELLS, DETAIL_CELLS = 52, 24
"""How wide these columns are at least."""
WITH_PROGRAM = ("drafts", "sponsors")
"""Kinds whose things are told apart by their program."""


class TodayTable(PagedTable[TodayLine]):
    """The lines; a click on a key is as good as pressing it, one on how many more there are shows them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("today-list")]

    def __init__(self, keymap: Mapping[str, str], *, id: str | None = None) -> None:
        self._labels = {name: keys_of(BY_NAME[name], keymap) for name in HELPS}
        self._key_cells = max(KEY_CELLS, *map(cell_len, self._labels.values()))
        self._helps: Column[TodayLine] = Column("What helps", 21, lambda line: with_keys(line.help, keymap), rank=2)
        super().__init__(
            self._columns(WHAT_CELLS, DETAIL_CELLS),
            key=lambda line: line.key,
            span=lambda line: _across(line, keymap),
            id=id,
        )
        self.today: date | None = None
        """The day it is: of days in the same year, the year goes without saying."""
        self.several = False
        """Whether there is more than one program, so that its name says something."""
        self._folded = False

    def _columns(self, what: int, details: int) -> tuple[Column[TodayLine], ...]:
        """The columns, two of which use the room that there is up to what their longest lines need, in cells."""
        return (
            Column("Key", self._key_cells, self._key_cell),
            Column("What", WHAT_CELLS, self._what, grow=4, most=what),
            Column("When", WHEN_CELLS, self._when),
            Column("Details", DETAIL_CELLS, self._details, grow=2, most=details, rank=1),
            self._helps,
        )

    def _fit_to(self, rows: Sequence[TodayLine]) -> None:
        """Give the columns as much as these lines need, where there is room for it."""
        what = max((cell_len(shown(self._said(line, details=True)[0])) for line in rows), default=0)
        details = max((cell_len(self._details(line)) for line in rows), default=0)
        self.columns = self._columns(max(what, WHAT_CELLS), max(details, DETAIL_CELLS))
        self.forget_layout()

    # -- cells --------------------------------------------------------------------------------------------------

    def _key_cell(self, line: TodayLine) -> Cell:
        return [(self._labels[line.remedy], "accent")] if line.remedy else ""

    def _what(self, line: TodayLine) -> str:
        widths = {column.title: width for column, width in self._layout()}
        words, names = self._said(line, details="Details" in widths)
        return shortened(words, names, widths.get("What", 0))

    def _said(self, line: TodayLine, *, details: bool) -> tuple[str, Sequence[str]]:
        """What a line says in full, and the names in it that may be cut; `details` where these stand beside it."""
        if (one := line.item) is None:
            return "", ()
        if line.kind not in WITH_PROGRAM:
            return one.text, one.names
        if not self.several or details:
            return one.brief, one.names
        return f"{one.brief} · {one.program}", (*one.names, one.program)

    def _when(self, line: TodayLine) -> str:
        return "" if line.item is None else short_when(line.item, self.today)

    def _details(self, line: TodayLine) -> str:
        if (one := line.item) is None:
            return ""
        return shown("; ".join(part for part in (one.detail, one.program if self.several else "") if part))

    def cells(self, row: TodayLine) -> Sequence[str]:
        """A line in full."""
        one = row.item
        if one is None:
            return ["", keyed(self, row.heading), "", "", ""]
        return [
            self._labels.get(row.remedy, ""),
            shown(one.text),
            when(one),
            shown(one.details),
            keyed(self, row.help),
        ]

    # -- the cursor ---------------------------------------------------------------------------------------------

    def put(self, ticket: int, offset: int, rows: Sequence[TodayLine], total: int) -> None:
        """Take all lines; where the one under the cursor has gone, the cursor goes on to what came after it."""
        if self._return_to is not None and ticket == self.pages.ticket:
            there = {line.key: at for at, line in enumerate(rows)}
            if self._return_to not in there and rows:
                self._return_to = rows[self._instead(there, rows)].key
        self._fit_to(rows)
        super().put(ticket, offset, rows, total)

    def _instead(self, there: Mapping[str, int], rows: Sequence[TodayLine]) -> int:
        """The line to go to: the one after the last of those before that are still there, if it is no heading."""
        before = [line.key for _, line in self.pages.known()]
        past = before[: before.index(self._return_to)] if self._return_to in before else []
        at = next((there[key] + 1 for key in reversed(past) if key in there), 0)
        things = [number for number, line in enumerate(rows) if line.item is not None or line.more]
        return next((number for number in things if number >= at), things[-1] if things else 0)

    def action_debrief(self) -> None:
        """Note what came out of the visit under the cursor; on the heading, of the first one below it."""
        from ridealong.tui.screens.debriefing import open_debrief  # noqa: PLC0415 - loaded when asked for

        line = self.current
        item = (line.item or line.first) if line is not None and line.kind == "debriefs" else None
        # Nothing but Today has this list.
        open_debrief(cast("SectionScreen", self.screen), item.pairing if item is not None else None)

    # -- the mouse ----------------------------------------------------------------------------------------------

    def row_clicked(self, index: int, x: int) -> None:
        """Move to the row; on the key, deal with it as well."""
        super().row_clicked(index, x)
        line = self.current
        if line is None:
            return
        self._folded = line.more
        if line.more or (GUTTER <= x < GUTTER + self._key_cells and line.item is not None):
            self.action_open()

    def heeds_click(self, event: events.Click) -> bool:
        """A second click where lines have just come or gone is not meant for the line that stands there now."""
        return not (event.chain > 1 and self._folded) and super().heeds_click(event)


def _across(line: TodayLine, keymap: Mapping[str, str]) -> Cell | None:
    if line.more:
        return [(f"      {with_keys(line.heading, keymap)}", "dim")]
    return line.heading or None


def short_when(one: Item, today: date | None) -> str:
    """The days of a thing, without the year where it is this one, in at most `WHEN_CELLS` cells."""
    if one.days is None:
        return ""
    first, last = one.days.first, one.days.last
    if today is not None and first.year == last.year == today.year:
        return short_day_words(first) if first == last else short_span_words(one.days)
    words = when(one)
    return words if len(words) <= WHEN_CELLS else date_words(first) + (" –" if first != last else "")
