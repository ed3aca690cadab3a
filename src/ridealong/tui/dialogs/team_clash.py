"""Pins of composite teams that contradict each other: what does, and each way out on a line that Enter takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button

from ridealong.tui.actions import bindings
from ridealong.tui.dates import with_days
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.dialogs.ill_lines import OfferLine, Spot
from ridealong.tui.text import MUTED, shown
from ridealong.tui.widgets.offer_list import OfferList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.teams.pins_clash import PinsClash, WayOut

_WAY = "way"


class TeamClashDialog(Dialog["WayOut"]):
    """What cannot all hold, and what would have to be otherwise; the answer is the way out that was taken.

    Args:
        program: the name of the program.
    """

    OK_BY = "clash.take"
    WIDE = True
    HELP = (
        "Pins that cannot be kept, or not all of them, so that no teams were formed; nothing was changed.\n"
        "Below stands what would have to be otherwise: each line alone is enough. {offer.previous} and {offer.next}\n"
        "go from one to the next, {clash.take} takes a pin or an exclusion back, or opens the form of the slot or of\n"
        "the team. Lines without a sign are about people or the program. {dialog.leave} leaves all as it is."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("clash")]

    def __init__(self, program: str, clash: PinsClash) -> None:
        super().__init__()
        self._program, self._clash = program, clash

    @property
    def title_text(self) -> str:
        """Of which program."""
        return f"The teams of {shown(self._program)} cannot be formed"

    def inside(self) -> Iterator[Widget]:
        """The contradiction, then the ways out."""
        with VerticalScroll(classes="scroll", can_focus=False):
            yield OfferList(id="ways")

    def buttons(self) -> Iterator[Widget]:
        """What the line under the cursor comes to, and leaving."""
        yield Button("", id="ok", variant="primary", compact=True)
        yield self.leaving("Leave it")

    def opened(self) -> None:
        """Show it all; the cursor is on the first way that can be taken here."""
        ways = self.query_one(OfferList)
        ways.show(list(self._lines()), {})
        ways.focus()
        self._say_what_enter_does()

    def _lines(self) -> Iterator[OfferLine]:
        yield OfferLine(Content(shown(with_days(self._clash.said))))
        yield OfferLine(Content(""))
        ways = self._clash.ways
        if not ways:
            yield OfferLine(Content(f"{shown(with_days(self._clash.remedy))}."))
            return
        yield OfferLine(Content.styled("It would work if", "bold $primary"))
        for index, one in enumerate(ways):
            does = _does(one)
            text = Content(f" {'○' if does else '·'} {shown(with_days(one.words))}")
            spot = Spot(_WAY, str(index)) if does else None
            yield OfferLine(text if does else text.stylize(MUTED), 3, spot)

    @property
    def _way(self) -> WayOut | None:
        spot = self.query_one(OfferList).current
        return self._clash.ways[int(spot.code)] if spot is not None else None

    def _say_what_enter_does(self) -> None:
        way, button = self._way, self.query_one("#ok", Button)
        button.display = way is not None
        if way is not None:
            button.label = self.keyed(_does(way), self.OK_BY)
            button.refresh(layout=True)

    def on_offer_list_moved(self) -> None:
        """Another way out is taken in another way."""
        self._say_what_enter_does()

    def on_offer_list_chosen(self) -> None:
        """A click takes it, and so does the key that chooses in every such list."""
        self.accept()

    def action_accept(self) -> None:
        """Take it by its key."""
        self.accept()

    def accept(self) -> None:
        """Take the way out under the cursor."""
        if (way := self._way) is not None:
            self.dismiss(way)


def _does(way: WayOut) -> str:
    """What is done about a way out from here; empty where it is done elsewhere."""
    if way.email:
        return "Take the pin back" if way.kind == "pin" else "Keep them out no longer"
    return ("Edit the slot" if way.slot is not None else "Edit the team") if way.team else ""
