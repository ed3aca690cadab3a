"""Bar charts as lines of text: a label, a bar of signs, and the numbers in words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment

from ridealong.tui.text import fitted
from ridealong.tui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from collections.abc import Sequence

_GUTTER = 2
_MOST_LABEL = 24
_LEAST_BAR = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how many, by which sign they are drawn, and in which tone."""

    number: int
    sign: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A line of a chart, or the heading over some lines.

    Args:
        key: what identifies it when the numbers are read again.
        label: what stands before the bar; of a heading all of it.
        parts: what the bar is made of, from the left; none for a heading.
        whole: what a bar of the full width stands for; 0 for the longest of the chart.
        text: the numbers in words, beside the bar.
        about: the whole line as a sentence.
        chart: to which chart it belongs; empty for a heading.
        opens: what is behind the line, for whoever opens it; None for nothing.
    """

    key: str
    label: str
    parts: tuple[Part, ...] = ()
    whole: int = 0
    text: str = ""
    about: str = ""
    chart: str = ""
    opens: object = None

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(part.number for part in self.parts)


class Bars(PagedView[Bar]):
    """Charts, one below the other; the cursor is on one line."""

    HEADER = 0
    HELP = (
        "Charts in words and signs: each line has its numbers beside the bar. Move with the arrows or {list.down}\n"
        "{list.up}.\n"
        "{list.copy} copies the line, {list.copy-as} all of them. {history.longer} shows more weeks,\n"
        "{history.shorter} fewer."
    )

    def row_key(self, row: Bar) -> str:
        """A line is known by its key."""
        return row.key

    def line(self, index: int, row: Bar) -> list[Segment]:
        """A heading, or a bar between its label and its numbers."""
        style = self.row_style(index)
        sign = Segment("› " if self.signed(index) else "  ", style)
        if not row.chart:
            return [sign, Segment(fitted(row.label, self.room - _GUTTER), style + self.tone("group"))]
        label, text, whole = self._measures(row.chart)
        room = max(_LEAST_BAR, self.room - _GUTTER - label - text - 2)
        drawn = cells_of([part.number for part in row.parts], row.whole or whole, room)
        segments = [sign, Segment(fitted(row.label, label - 1) + " ", style)]
        for part, cells in zip(row.parts, drawn, strict=True):
            segments.append(Segment(part.sign * cells, style + self.tone(part.tone)))
        left = room - sum(drawn)
        return [*segments, Segment(" " * (left + 1) + fitted(row.text, text), style)]

    def _measures(self, chart: str) -> tuple[int, int, int]:
        """How wide the labels and the numbers of a chart are, and how much its longest bar stands for."""
        rows = [row for _, row in self.pages.known() if row.chart == chart]
        label = min(_MOST_LABEL, max(cell_len(row.label) for row in rows) + 1)
        return label, max(cell_len(row.text) for row in rows), max(row.total for row in rows)

    # -- the plain mode, for screen readers ---------------------------------------------------------------------

    def plain_row(self, index: int, row: Bar) -> str:
        """A line as a sentence."""
        del index
        return row.about

    # -- copies -------------------------------------------------------------------------------------------------

    def titles(self) -> Sequence[str]:
        """A line is its label and its numbers."""
        return ("Chart", "Numbers")

    def cells(self, row: Bar) -> Sequence[str]:
        """A line as text, without its bar."""
        return (row.label.strip(), row.text)

    def heading(self, row: Bar) -> str | None:
        """The title of a chart."""
        return None if row.chart else row.label


def cells_of(numbers: Sequence[int], whole: int, room: int) -> list[int]:
    """How many cells each part of a bar gets, where `room` cells stand for `whole`.

    What is there at all has at least one cell, as long as there is room; all of them together never have more than
    `room`, and a bar that is whole has exactly that many.
    """
    if whole <= 0 or room <= 0:
        return [0 for _ in numbers]
    # By where each part ends, so that what is rounded does not add up.
    ends = [round(room * sum(numbers[: at + 1]) / whole) for at in range(len(numbers))]
    cells = [end - begin for begin, end in zip([0, *ends], ends, strict=False)]
    for at, number in enumerate(numbers):
        if number and not cells[at]:
            widest = max(range(len(cells)), key=lambda one: cells[one])
            if cells[widest] > 1:
                cells[widest] -= 1
                cells[at] = 1
            elif sum(cells) < room:
                cells[at] = 1
    return cells
