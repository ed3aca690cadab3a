"""The last look at every line of the screens before the terminal gets it: nothing in it steers or turns anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_JOINERS = "\u200c\u200d"


class HarmlessFilter(LineFilter):
    """Leaves out control and direction characters; the line stays as wide as it was.

    Text that is only shown has them written out before (see `text.shown`). In a field that is edited they must stay
    what they are, and are left out here.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, harmless."""
        del background
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [segment if segment.text.isprintable() else _harmless(segment) for segment in segments]


def _harmless(segment: Segment) -> Segment:
    if segment.control:
        return segment
    text = "".join(one for one in segment.text if one.isprintable() or one in _JOINERS)
    return Segment(set_cell_size(text, cell_len(segment.text)), segment.style)


HARMLESS = HarmlessFilter()
