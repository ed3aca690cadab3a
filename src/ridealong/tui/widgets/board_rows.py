"""How a row of the board is drawn: a person or a team, a cell for each column, and what is carried across them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from rich.segment import Segment

from ridealong.domain.periods import Zoom
from ridealong.tui.text import fitted, shown
from ridealong.tui.widgets import board_signs as signs
from ridealong.tui.widgets.board_layout import BACK, ON, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from ridealong.services.board.board_items import BoardItem, BoardRow
    from ridealong.services.board.board_teams import TeamRow
    from ridealong.tui.widgets.board_grid import BoardGrid


NAMES_WITH_TEAM = 36
"""From so many cells on, there is room for the team beside the name."""
MOST_KEPT = 4_000
"""How many drawn cells are kept."""


@dataclass(slots=True)
class _Spot:
    """A cell that is drawn.

    Args:
        column: in view. at: among the cells of the row; None where these are of another zoom.
        edges: what stands left and right of it.
    """

    column: int
    at: int | None
    edges: tuple[str, str]
    style: Style
    width: int

    @property
    def room(self) -> int:
        """How much fits between the edges."""
        return self.width - 2


class RowPainter:
    """Draws for one board."""

    def __init__(self, grid: BoardGrid) -> None:
        self._grid = grid
        self._kept: dict[object, list[Segment]] = {}
        self._said: dict[object, tuple[Sequence[BoardItem], Sequence[signs.Part]]] = {}

    def header(self, layout: Layout, y: int) -> list[Segment]:
        """Months and years, then the first day of each column; today's is in brackets."""
        grid = self._grid
        style = grid.base + grid.tone("header")
        below = "week of" if layout.zoom is Zoom.WEEK else layout.zoom
        segments = [Segment(heading(layout) if y == 0 else fitted(f"  {below}", layout.names), style)]
        now = self._now(layout)
        for column, mark in enumerate(layout.marks()):
            text = f"[{mark[y]}]" if y and column == now else f" {mark[y]}"
            segments.append(Segment(fitted(text, layout.cell), style + grid.tone("accent") if column == now else style))
        return segments

    def _now(self, layout: Layout) -> int:
        return layout.column_of(self._grid.today) if self._grid.today else -1

    def line(self, index: int, row: BoardRow | TeamRow, layout: Layout) -> list[Segment]:
        """A person or a team, then a cell for each column."""
        grid = self._grid
        here, now, at = index == grid.cursor, self._now(layout), grid.column_in(row, layout)
        segments = self._names(index, row, layout)
        width, under = layout.cell, grid.column if here else -1
        for column in range(layout.number):
            cursor = column == under
            style = grid.row_style(index) if cursor else grid.base
            edges = ("[", "]") if cursor and not grid.behind else (("┊", " ") if column == now else (" ", " "))
            spot = _Spot(column, None if at is None else at + column, edges, style, width)
            ghost = self._ghost(row, layout, spot) if grid.ghost else []
            segments += ghost or self._cell(row, layout, spot)
        return [*segments, Segment(" " * max(0, layout.width - layout.names - layout.number * width), grid.base)]

    def _names(self, index: int, row: BoardRow | TeamRow, layout: Layout) -> list[Segment]:
        grid = self._grid
        here = index == grid.cursor
        named = grid.row_style(index) if here else grid.base
        side = row.side.short
        mark = Segment("› " if grid.signed(index) else "  ", named + grid.tone("accent") if here else named)
        if is_team(row):
            number = f"{cast('TeamRow', row).people:,} "
            head = [Segment(fitted(shown(row.name), layout.names - 6 - len(number)) + " " + number, named)]
        else:
            wide = layout.names >= NAMES_WITH_TEAM
            name = min(20, layout.names - 18) if wide else layout.names - 6
            head = [Segment(fitted(shown(row.name), name) + " ", named)]
            if wide:
                team = fitted(shown(cast("BoardRow", row).team), layout.names - 7 - name)
                head.append(Segment(team + " ", named + grid.tone("dim")))
        return [mark, *head, Segment(fitted(side, 3), named + grid.tone("dim"))]

    def _cell(self, row: BoardRow | TeamRow, layout: Layout, spot: _Spot) -> list[Segment]:
        at = spot.at
        if at is None or not 0 <= at < len(row.cells):
            return self._framed([(self._grid.PLACEHOLDER, "dim")], spot)
        if is_team(row):
            return self._framed(signs.team_parts(cast("TeamRow", row).cells[at], spot.room), spot)
        person = cast("BoardRow", row)
        items, before = person.cells[at], person.cells[at - 1] if at and spot.column else ()
        if not items:
            return self._framed([self._hint(person, layout, spot.column) or signs.EMPTY], spot)
        drawn = self._parts(person, at, before, layout.zoom, spot.room)
        if signs.runs_on(drawn) and (hint := self._hint(person, layout, spot.column)) is not None:
            return self._framed([hint], spot)
        if signs.runs_on(drawn) and spot.edges[0] != "[":
            return [Segment(f"─{drawn[0][0]}─", spot.style + self._grid.tone(drawn[0][1]))]
        return self._framed(drawn, spot)

    def _parts(
        self, row: BoardRow, at: int, before: Sequence[BoardItem], zoom: Zoom, room: int
    ) -> Sequence[signs.Part]:
        """What stands in a cell; kept as long as its items are, since a week more or less moves the others along."""
        items = row.cells[at]
        key = id(items), bool(before), room
        found = self._said.get(key)
        if found is None or found[0] is not items:
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            load = row.loads[at] if at < len(row.loads) else None
            found = self._said[key] = items, signs.cell_parts(items, before, load, zoom, room)
        return found[1]

    def _framed(self, parts: Sequence[signs.Part], spot: _Spot) -> list[Segment]:
        """Parts between the edges of a cell; kept, since most cells say what others say."""
        key = (*parts, spot.edges, spot.width, spot.style)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._draw(parts, spot)
        return found

    def _draw(self, parts: Sequence[signs.Part], spot: _Spot) -> list[Segment]:
        left, right = spot.edges
        style, tone = spot.style, self._grid.tone
        edge = style + tone("accent") if left in "┊{" else style
        segments = [Segment(left, edge)]
        segments += [Segment(text, style + tone(name) if name else style) for text, name in parts]
        rest = spot.room - sum(cell_len(text) for text, _ in parts)
        return [*segments, Segment(" " * max(0, rest), style), Segment(right, edge if right == "}" else style)]

    def forget(self) -> None:
        """The colours have changed."""
        self._kept.clear()

    def _ghost(self, row: BoardRow | TeamRow, layout: Layout, spot: _Spot) -> list[Segment]:
        """What a cell shows of the pairing that is carried; nothing where it is not."""
        ghost = self._grid.ghost
        label = None if ghost is None or is_team(row) else ghost.labels.get(cast("BoardRow", row).email)
        if ghost is None or label is None or spot.column not in layout.touched(ghost.days):
            return []
        sign, tone = {True: ("▶", "good"), False: ("✗", "bad"), None: ("…", "dim")}[ghost.allowed]
        parts = [(sign + signs.short_name(shown(label), spot.room - 1), tone)]
        return self._framed(parts, _Spot(spot.column, spot.at, ("{", "}"), spot.style, spot.width))

    def _hint(self, row: BoardRow, layout: Layout, column: int) -> signs.Part | None:
        """Whether what is carried could go to an empty cell of its people; None for others."""
        ghost = self._grid.ghost
        if ghost is None or row.email not in ghost.labels or not ghost.places:
            return None
        days = layout.days(column)
        allowed = [may for place, may in ghost.places.items() if place.overlaps(days)]
        if not allowed:
            return None
        return ("+", "good") if any(allowed) else ("✗", "dim")


def heading(layout: Layout) -> str:
    """What stands above the names: arrows to click on, and the zoom between them."""
    return fitted(f"  {BACK} {layout.zoom}s {ON}", layout.names)


def is_team(row: BoardRow | TeamRow) -> bool:
    """Whether a row is that of a team."""
    return not hasattr(row, "email")


def team_key(side: str, name: str) -> str:
    """What the row of a team is known by."""
    return f"{side} {name}"
