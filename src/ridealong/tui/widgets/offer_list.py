"""Lines of text among which some can be chosen: the cursor stands on these, and the rest is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from ridealong.tui.actions import bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.geometry import Size

    from ridealong.tui.dialogs.ill_lines import OfferLine, Spot


class OfferList(Widget, can_focus=True):
    """Blocks of choices; up and down go to the one before and the next, space or a click chooses it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("offer")]
    DEFAULT_CSS = """
    OfferList { width: 100%; height: auto; }
    OfferList:focus { background: $surface; }
    """
    HELP = (
        "What can be done; ● is what will be done, and there is nothing to choose where nothing is touched.\n"
        "{offer.previous} and {offer.next} go from choice to choice, {offer.choose} chooses, {offer.turn-back} and\n"
        "{offer.turn-on} choose the one before or the next. Click does it too."
    )

    class Chosen(Message):
        """Something was chosen."""

        def __init__(self, spot: Spot) -> None:
            super().__init__()
            self.spot = spot

    class Moved(Message):
        """The cursor is on another choice, or can be moved now, or no longer."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[OfferLine] = ()
        self._chosen: dict[str, str] = {}
        self._at: Spot | None = None
        self._rows: list[tuple[Content, Spot | None]] = []
        self._width = 0

    @property
    def spots(self) -> list[Spot]:
        """All choices, in the order in which they stand."""
        return [one.spot for one in self._lines if one.spot is not None]

    @property
    def current(self) -> Spot | None:
        """The choice that the cursor is on."""
        return self._at

    def show(self, lines: Sequence[OfferLine], chosen: dict[str, str]) -> None:
        """Show other lines; the cursor stays on its choice where that is still there.

        Args:
            chosen: what is chosen now, by block.
        """
        self._lines, self._chosen, self._width = lines, chosen, 0
        spots = self.spots
        if self._at not in spots:
            same = [one for one in spots if self._at is not None and one.about == self._at.about]
            wanted = [one for one in same or spots if self._chosen.get(one.about) == one.code]
            self._at = next(iter(wanted or spots), None)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the lines take."""
        del container, viewport
        return len(self._wrapped(width))

    def render(self) -> Content:
        """All rows, that of the cursor marked."""
        cursor = "reverse" if self.has_focus else "underline"
        rows = [
            _pointed(row).stylize(cursor) if spot is not None and spot == self._at else row
            for row, spot in self._wrapped(self.size.width)
        ]
        return Content("\n").join(rows)

    def _wrapped(self, width: int) -> list[tuple[Content, Spot | None]]:
        if width != self._width:
            self._width, self._rows = width, []
            for line in self._lines:
                first, *rest = line.text.wrap(max(10, width)) or [Content("")]
                self._rows.append((first, line.spot))
                if rest and line.indent:
                    tail = line.text[len(first.plain) :]
                    tail = tail[len(tail.plain) - len(tail.plain.lstrip()) :]
                    rest = tail.wrap(max(10, width - line.indent))
                pad = Content(" " * line.indent)
                self._rows += [(pad + row, line.spot) for row in rest]
        return self._rows

    def action_step(self, step: int) -> None:
        """Go to the choice before or the next."""
        spots = self.spots
        if self._at in spots:
            at = spots.index(self._at) + step
            if 0 <= at < len(spots):
                self._go(spots[at])
            else:
                self._scroll(step)
        else:
            self._scroll(step)

    def action_turn(self, step: int) -> None:
        """Choose the one before or the next within the block."""
        if self._at is None:
            return
        mine = [one for one in self.spots if one.about == self._at.about]
        now = next((n for n, one in enumerate(mine) if one.code == self._chosen.get(one.about)), 0)
        self._choose(mine[(now + step) % len(mine)])

    def action_choose(self) -> None:
        """Choose what the cursor is on."""
        if self._at is not None:
            self._choose(self._at)

    def action_edge(self, at: int) -> None:
        """To the first choice, or the last line."""
        if self.spots:
            self._go(self.spots[at])
        self._scroll(-10_000 if at == 0 else 10_000)

    def action_page(self, step: int) -> None:
        """Scroll by some lines; the cursor stays."""
        self._scroll(8 * step)

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        rows = self._wrapped(self.size.width)
        if 0 <= event.y < len(rows) and (spot := rows[event.y][1]) is not None:
            self._choose(spot)

    def _choose(self, spot: Spot) -> None:
        self._go(spot)
        if self._chosen.get(spot.about) != spot.code:
            self.post_message(self.Chosen(spot))

    def _go(self, spot: Spot) -> None:
        self._at = spot
        self.refresh()
        self.post_message(self.Moved())
        rows = [n for n, (_row, each) in enumerate(self._wrapped(self.size.width)) if each == spot]
        if rows and self.parent is not None:
            head = max(0, rows[0] - 1)
            region = Region(0, head, self.size.width, rows[-1] - head + 1)
            self.scroll_visible_region(region)

    def scroll_visible_region(self, region: Region) -> None:
        """Let rows of the list be seen."""
        parent = self.parent
        if isinstance(parent, Widget):
            parent.scroll_to_region(region, animate=False)

    def _scroll(self, lines: int) -> None:
        parent = self.parent
        if isinstance(parent, Widget):
            parent.scroll_relative(y=lines, animate=False)

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.refresh()
        self.post_message(self.Moved())

    def on_blur(self) -> None:
        """Show where the cursor was."""
        self.refresh()
        self.post_message(self.Moved())


def _pointed(row: Content) -> Content:
    """The first row of a choice with the sign of the cursor before it: not everybody sees it in other colours."""
    return Content("›") + row[1:] if row.plain[:1] == " " and row.plain[1:2].strip() else row
