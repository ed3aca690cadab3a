"""Everybody who could fill a guest's place or a seat of a host, best first; Enter lets one of them have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Button

from ridealong.domain.errors import ChangedMeanwhile, RidealongError
from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.screens.plan_lines import fit_cell
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.changes.placing import Placed
    from ridealong.services.desk import Desk
    from ridealong.services.explain.candidates import Candidate, Ranking


def _name(one: Candidate) -> Cell:
    return _dimmed(one, shown(one.name))


def _dimmed(one: Candidate, text: str) -> Cell:
    """Text of a row; of somebody who cannot be, dimmed."""
    return [(text, "dim")] if one.points is None and not one.there else text


def _fit(one: Candidate) -> Cell:
    bar = fit_cell(one.fit, 3)
    if one.points is None and not one.there and not isinstance(bar, str):
        return [(text, "dim") for text, _tone in bar]
    return bar


def _plan(one: Candidate) -> Cell:
    """What the whole plan would gain or lose."""
    if one.points is None:
        return [(one.effect, "dim")]
    return [(one.effect, "good" if one.points >= 0 else "warn"), (f" {one.stake}".rstrip(), "dim")]


class CandidatesDialog(Dialog["Placed"]):
    """A table ranked by what the whole plan would gain or lose; Enter lets the one under the cursor have the place.

    Args:
        email, name: of a guest, for whom hosts are ranked, or of a host, for whom guests are.
        number: the round, from 0. replacing: the number of their pairing whose other one is to be replaced.
    """

    OK = ""
    WIDE = True
    CSS_PATH: ClassVar[list[str | PurePath]] = [*Dialog.CSS_PATH, "candidates.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("placing")]
    HELP = (
        "Who would suit this place, the best for the whole plan first, in points; below, what that does to the\n"
        "plan.\n"
        "{list.open} places the one under the cursor, in one step that {app.undo} undoes: in a draft or an open\n"
        "place the two are pinned; where somebody gives up a published visit, it is taken over, and the invites are\n"
        "due. Who cannot be stands last, with the rule. Beside the points stands what they are mostly about: how\n"
        "even the turns are, a repeat of an earlier meeting, or fit. {placing.why} explains the two,\n"
        "{placing.read-on} reads on below, {dialog.leave} closes."
    )

    def __init__(self, email: str, name: str, program: str, number: int, *, replacing: int | None = None) -> None:
        super().__init__()
        self._email = email
        self._whom = name
        self._program = program
        self._round = number
        self._replacing = replacing
        self._ranking: Ranking | None = None
        self._busy = False

    @property
    def title_text(self) -> str:
        """Whose place it is."""
        return f"Candidates for {shown(self._whom)} in round {self._round + 1}"

    def inside(self) -> Iterator[Widget]:
        """The table, and for the one under the cursor what it would do to the plan."""
        table: PagedTable[Candidate] = PagedTable(
            (
                Column("Name", 15, _name, grow=2),
                Column("Team", 10, lambda one: _dimmed(one, shown(one.team)), grow=1),
                Column("Fit", 17, _fit),
                Column("Met", 3, lambda one: str(one.met or "-"), right=True),
                Column("Plan", 13, _plan),
                Column("Why", 20, lambda one: _dimmed(one, shown(one.why)), grow=3, rank=1),
            ),
            key=lambda one: one.email,
            empty="Nobody is on the other side of this program.",
            id="candidates",
        )
        yield table
        with VerticalScroll(id="candidate-effect", can_focus=False):
            yield Line(self.working, id="candidate-why", classes="quiet")

    def buttons(self) -> Iterator[Widget]:
        """Place, explain, close."""
        place = self.keyed("Place", "list.open")
        yield Button(place, id="place", variant="primary", compact=True, disabled=True)
        yield Button(self.keyed("Why", "placing.why"), id="why", compact=True)
        more = Button(self.keyed("More", "placing.read-on"), id="more", compact=True)
        more.display = False
        yield more
        yield self.leaving("Close")

    def opened(self) -> None:
        """Read the table once it is there."""
        self.watch(self._effect, "show_vertical_scrollbar", self._tell_of_more)
        self._table.focus()
        self._table.read()

    @property
    def _table(self) -> PagedTable[Candidate]:
        return self.query_one("#candidates", PagedTable)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All candidates come at once."""
        email, program, number, replacing = self._email, self._program, self._round, self._replacing

        def fetch(desk: Desk) -> Ranking:
            from ridealong.services.explain.candidates import rank  # noqa: PLC0415 - services are imported in workers only

            return rank(desk, email, program, number, replacing=replacing)

        def fetched(found: Ranking) -> None:
            self._ranking = found
            many_of = many(len(found.candidates), "person", "people")
            told = "; takes over a published visit" if found.replacing is not None else ""
            message.view.put(message.ticket, 0, found.candidates, len(found.candidates))
            if (one := self._table.current) is not None and one.there:
                # Who gives the place up is no candidate: the cursor begins on the first one who is.
                self._table.move_to(next((at for at, each in enumerate(found.candidates) if not each.there), 0))
            direct = sum(not one.exact for one in found.candidates if one.points is not None)
            tried = f"; {direct:,} by direct moves only" if direct else ""
            self.query_one("#dialog-title", Line).say(f"{self.title_text}: {many_of}{told}{tried}")

        self.ask(fetch, fetched, group="candidates", failed=self._failed)

    def _failed(self, error: Exception) -> None:
        placing, self._busy = self._busy, False
        if placing and isinstance(error, RidealongError):
            self.complain(str(error))
            if isinstance(error, ChangedMeanwhile):
                self._table.read()
        else:
            self.dismiss(None)
            self.ridealong.show_failure(error)

    def follow_cursor(self) -> None:
        """Say of the one under the cursor what it would do to the whole plan; worked out in a worker."""
        one, ranking = self._table.current, self._ranking
        if one is None or ranking is None:
            return
        self.complain("")
        self.query_one("#place", Button).disabled = one.points is None
        line = self.query_one("#candidate-why", Line)
        line.say(f"{shown(one.name)}: {'' if one.points is None else f'{one.effect}; '}{shown(one.why)}")

        def told(sentences: tuple[str, ...]) -> None:
            if self._table.current == one:
                line.say(shown(" ".join(sentences)))
                self._effect.scroll_home(animate=False)

        self.ask(lambda _desk: ranking.sentences(one), told, group="effect")

    @property
    def _effect(self) -> VerticalScroll:
        return self.query_one("#candidate-effect", VerticalScroll)

    def _tell_of_more(self) -> None:
        """Offer to read on where what is said does not fit."""
        self.query_one("#more").display = self._effect.show_vertical_scrollbar

    def action_read_on(self) -> None:
        """Scroll what is said of the one under the cursor; from its end, back to its beginning."""
        panel = self._effect
        end = panel.scroll_offset.y >= panel.max_scroll_y
        panel.scroll_to(y=0 if end else panel.scroll_offset.y + max(1, panel.size.height - 1), animate=False)

    def on_paged_view_opened(self) -> None:
        """Enter places."""
        self.accept()

    def other_button(self, name: str) -> None:
        """The keys by mouse."""
        if name == "place":
            self.accept()
        elif name == "why":
            self.action_why()
        elif name == "more":
            self.action_read_on()
            self._table.focus()

    def action_why(self) -> None:
        """Explain the pair."""
        from ridealong.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - loaded when asked for

        if (one := self._table.current) is not None:
            self.app.push_screen(WhyDialog(self._email, one.email, self._program, self._round))

    def accept(self) -> None:
        """Let the one under the cursor have the place, or say why not."""
        one, ranking = self._table.current, self._ranking
        if one is None or ranking is None or self._busy:
            return
        if self.ridealong.door.read_only:
            self.complain("This database is open to read only")
            return
        self._busy = True

        def place(desk: Desk) -> Placed:
            from ridealong.services.changes.placing import place_chosen  # noqa: PLC0415 - services are imported in workers only

            return place_chosen(desk, ranking, one)

        self.change(place, self._placed, failed=self._failed)

    def _placed(self, placed: Placed) -> None:
        self.dismiss(placed)
        self.ridealong.done(shown(" ".join(placed.sentences)), timeout=8)
